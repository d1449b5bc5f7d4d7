"""An assessment in the words and the order in which it stands beside a text that is being written.

Rank 5: imports assessment and levels.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from .assessment import Assessment, Remark
from .levels import Target

LIMITS = {"grade": "Grade", "smog": "SMOG", "mean_sentence": "Words a sentence"}


@dataclass(frozen=True)
class Measure:
    """One measure of a text in words; `over` if it is more than the level promises."""

    words: str
    over: bool


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `line` is the line of the text, or 0; `field` is title or summary, or empty; `where` says
    the place in words.
    """

    where: str
    line: int
    field: str
    words: str
    remedy: str
    is_error: bool


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    findings: list[Finding]


@dataclass(frozen=True)
class Findings:
    """What is told beside a text: in one sentence, as measures, in groups of things to look at, and the claims."""

    assessment: Assessment

    @property
    def said(self) -> str:
        """All of it in a line, for the eye and for a screen reader."""
        own = self.assessment
        if not own.words:
            return "No words yet."
        faults = _count(len(own.errors), "thing") + " to put right" if own.errors else "Nothing to put right"
        hints = f", {_count(len(own.warnings), 'hint')}" if own.warnings else ""
        lengths = f"{_count(own.words, 'word')}, {_count(own.minutes, 'minute')}"
        return f"{lengths}. {self.measures[0].words}. {faults}{hints}."

    @property
    def measures(self) -> list[Measure]:
        own = self.assessment
        return [
            Measure(_measure(name, getattr(own, name), own.target, own.level.label), name in own.exceeded)
            for name in LIMITS
        ]

    @property
    def groups(self) -> list[Group]:
        """Errors first, then hints; what differs between the levels and what to explain stand by themselves."""
        own = self.assessment
        apart = {id(remark) for remark in (*own.differing, *own.unexplained)}
        return [
            Group("errors", "To put right", _findings(own.errors, apart)),
            Group("differing", "Told otherwise at another level", _findings(own.differing)),
            Group("unexplained", "Words to explain", _findings(own.unexplained)),
            Group("hints", "Hints", _findings(own.warnings, apart)),
            Group("hardest", "Sentences that cost most", [_costly(one) for one in own.hardest]),
        ]

    @property
    def claims(self):
        return self.assessment.claims

    def as_data(self) -> dict:
        """All of it as plain data, for the script beside the text."""
        told = {
            "said": self.said,
            "measures": list(map(asdict, self.measures)),
            "groups": list(map(asdict, self.groups)),
        }
        return self.assessment.as_data() | told


def _findings(remarks: Iterable[Remark], apart: Iterable[int] = ()) -> list[Finding]:
    return [_finding(remark) for remark in remarks if id(remark) not in apart]


def _finding(remark: Remark) -> Finding:
    """Title, summary and lines can be jumped to; other words only say where."""
    field = remark.place if remark.place in ("title", "summary") else ""
    where = f"line {remark.line}" if remark.line else str(remark.place)
    return Finding(where, remark.line, str(field), _sentence(remark.message), _sentence(remark.remedy), remark.is_error)


def _costly(sentence) -> Finding:
    return Finding(f"line {sentence.line}", sentence.line, "", sentence.text, f"{sentence.words} words.", False)


def _measure(name: str, value: float, target: Target, level: str) -> str:
    """The measure in words. Of very short sentences the formula makes a grade below none, which would tell nobody
    anything.
    """
    limit = getattr(target, name)
    return f"{LIMITS[name]} {max(value, 0):.1f}" + (f"; {level} allows {limit:g}" if limit is not None else "")


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
