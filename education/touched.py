"""The evidence that a change touches: what somebody has to look up who is asked whether the change is right.

Rank 3: imports markup, the models and wording.
"""

import re
from dataclasses import dataclass

from .markup import CITATION, SLUG
from .models import Claim
from .wording import Wording

HEADING = re.compile(r"#{1,6}\s")
APART = re.compile(r"\n\s*\n|\n(?=[ ]*(?:[-*+]|[0-9]+[.)])\s|\|)")  # empty lines, and items of lists and rows of tables


@dataclass(frozen=True)
class TouchedClaim:
    """A claim, and what the change does with it: "added", "removed", or "near" where it is cited by a changed
    passage; "kept" where nothing around it has changed.
    """

    claim: Claim
    fate: str

    @property
    def in_words(self) -> str:
        told = {"added": "Cited anew", "removed": "Not cited any more", "near": "Cited by a passage that was changed"}
        return told.get(self.fate, "")

    @property
    def works(self) -> list:
        return [source.reference for source in self.claim.sources.all()]


def claims_of_change(old: Wording, new: Wording) -> list[TouchedClaim]:
    """Every claim that either wording cites, those that the change touches first, each in the order of the text.

    Where no cited passage has changed, all are kept: whoever checks it answers for the whole. Costs three queries.
    """
    before, after = _cited(old.body), _cited(new.body)
    near = _near(old.body, new.body)
    fates = {key: _fate(key, before, after, near) for key in (*after, *before)}
    known = Claim.objects.filter(key__in=fates).prefetch_related("sources__reference").in_bulk(field_name="key")
    told = [TouchedClaim(known[key], fate) for key, fate in fates.items() if key in known]
    return sorted(told, key=lambda one: one.fate == "kept")


def _fate(key: str, before: set | dict, after: dict, near: set[str]) -> str:
    if key not in before:
        return "added"
    if key not in after:
        return "removed"
    return "near" if key in near else "kept"


def _near(old: str, new: str) -> set[str]:
    """The claims that the changed passages cite. A passage that cites none stands for all of its section."""
    before, after = _passages(old), _passages(new)
    touched: set[str] = set()
    for passages, others in ((before, {words for words, _ in after}), (after, {words for words, _ in before})):
        for words, section in passages:
            if words not in others:
                touched |= set(_cited(words) or _cited(section))
    return touched


def _passages(body: str) -> list[tuple[str, str]]:
    """Each paragraph, item of a list or row of a table, with the section that it stands in."""
    found: list[tuple[str, int]] = []
    sections: list[str] = [""]
    for words in filter(str.strip, APART.split(body)):
        if HEADING.match(words.lstrip()):
            sections.append("")
        sections[-1] += f"\n{words}"
        found.append((words, len(sections) - 1))
    return [(words, sections[place]) for words, place in found]


def _cited(text: str) -> dict[str, None]:
    """The keys of the claims, each once, in order."""
    keys = (key for match in CITATION.finditer(text) for key in re.findall("@(" + SLUG + ")", match.group()))
    return dict.fromkeys(keys)
