"""What can be wrong in the content folder: the rules by name, and a fault as what breaks one of them.

An error keeps a folder from being imported; a warning asks an editor to look. content/README.md lists the rules for
editors; they follow the items of PEMAT, the patient education materials assessment tool, that a program can see.

A leaf: imports nothing of the project.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ERRORS = {
    "form": "a file, a field or an entry that is not in the format",
    "evidence": "a claim or a work that is not whole, or rests on a work that is not there",
    "term": "a form that two glossary terms share",
    "article": "a stage, a related article or a code that is none, or an article without a text",
    "asked": "a question of readers that leads to no section, stands twice or is no short line of words",
    "word-list": "an entry of synonyms.yaml, refusals.yaml or emergencies.yaml that cannot be used",
    "block": "a block that is unknown, or a section that begins inside one",
    "citation": "a citation that is none, or names no claim",
    "link": "a link that leads nowhere",
    "insecure-link": "a link to another site that is not https",
    "picture": "a picture that is not there",
    "alternative-text": "a picture without alternative text, or with one that only repeats its caption",
    "key": "a section without a key, or with one that is taken",
    "levels": "sections that differ between the levels of an article",
    "required-part": "a text without key points, help or questions",
    "teach-back": "a check that is not whole, or too few or too many of them",
    "risk-picture": "a risk picture that cannot be drawn",
    "story": "a picture story that holds something else than pictures with captions",
    "table": "a table of more than four columns",
    "number-not-held": "a number that no claim cited by its sentence holds",
    "figures-differ": "the same claim told with different figures at different levels",
    "bare-percentage": "a percentage in plain or standard",
    "denominator": "shares told out of different numbers on one page in plain or standard",
    "grade": "a text that is harder to read than its level promises",
    "smog": "more hard words in plain than SMOG allows",
    "sentence-length": "sentences in plain that are too long on average",
    "forbidden": "a statement that the evidence does not allow",
}
WARNINGS = {
    "unused-claim": "a claim that no text cites",
    "unused-reference": "a work on which no claim rests",
    "unexplained-term": "a hard word of the glossary that plain does not explain at its first use",
    "passive": "the passive in plain",
    "patients-should": "talk about patients, in plain, instead of to the reader",
    "paragraph": "a paragraph of more than three sentences in plain",
}


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file: where, what, what to do about it, and the rule that it breaks."""

    path: str
    line: int
    message: str
    remedy: str
    rule: str = "form"

    def __post_init__(self):
        if self.rule not in ERRORS and self.rule not in WARNINGS:
            raise ValueError(f"There is no rule {self.rule}")

    @property
    def is_error(self) -> bool:
        return self.rule in ERRORS

    def __str__(self):
        told = " ".join(
            words if words.endswith((".", "!", "?")) else f"{words}." for words in (self.message, self.remedy)
        )
        return f"{self.path}:{self.line}: {told} [{self.rule}]"

    def as_data(self) -> dict:
        """The fault as plain data, for programs."""
        severity = "error" if self.is_error else "warning"
        return {
            "file": self.path, "line": self.line, "severity": severity, "rule": self.rule,
            "message": self.message, "remedy": self.remedy,
        }  # fmt: skip


class BrokenContent(Exception):
    """The content folder cannot be taken. `faults` says why, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))
