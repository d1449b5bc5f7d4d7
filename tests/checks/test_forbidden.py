"""What the evidence does not allow, wherever a reader would meet it; and the list of it."""

import pytest

from education.faults import Fault

from ..folder import FILES, RULEBOOK, swapped
from .planted import ABOUT, CLAIMS, DETAILED, LINE, PLAIN, STANDARD, TERMS, found, said, said_in_standard

pytestmark = pytest.mark.once
LIST = "forbidden.yaml"
REASON, INSTEAD = "says that it lasts for ever. No study says so", "Say how long it lasted in a study"


def states(changes: dict, place: str, line: int, words: str) -> tuple:
    return changes, Fault(place, line, f"“{words}” {REASON}", INSTEAD, "forbidden")


def listed(old: str, new: str) -> dict:
    """The list with one passage changed."""
    assert old in RULEBOOK[LIST]
    return {LIST: RULEBOOK[LIST].replace(old, new, 1)}


def broken(pattern: str, why: str, field: str = "pattern: \\bfor ever\\b") -> tuple:
    changes = listed(field, f"{field.partition(':')[0]}: '{pattern}'")
    return changes, Fault(LIST, 1, f"the pattern of “never-lasts” is none: {why}", "Mend the regular expression")


PLANTED = {
    "in the body": states(said("So. It lasts for ever. Yes."), PLAIN, LINE, "It lasts for ever."),
    "in capitals": states(said("It lasts FOR EVER."), PLAIN, LINE, "It lasts FOR EVER."),
    "over two lines": states(said("It lasts for\never."), PLAIN, LINE, "It lasts for ever."),
    "behind marks": states(said("It lasts **for** ever."), PLAIN, LINE, "It lasts for ever."),
    "in a key point": states(swapped(PLAIN, "It helps.", "It is for ever."), PLAIN, 7, "It is for ever."),
    "in standard": states(said_in_standard("It lasts for ever."), STANDARD, LINE, "It lasts for ever."),
    "in detailed": states(said("It lasts for ever.", DETAILED), DETAILED, LINE, "It lasts for ever."),
    "in a title": states(swapped(PLAIN, "What is it?", "It is for ever"), PLAIN, 2, "It is for ever"),
    "in a summary": states(swapped(PLAIN, "Sums it up.", "It is for ever."), PLAIN, 3, "It is for ever."),
    "in a page": states(swapped(ABOUT, "We.", "We, for ever."), ABOUT, 8, "We, for ever."),
    "in the title of a page": states(swapped(ABOUT, "title: About", "title: For ever"), ABOUT, 2, "For ever"),
    "in a question": states(swapped(PLAIN, "Does it help?", "Is it for ever?"), PLAIN, 31, "Is it for ever?"),
    "in a right answer": states(swapped(PLAIN, "[x] Yes", "[x] For ever"), PLAIN, 33, "For ever"),
    "in the meaning of a term": states(swapped(TERMS, "is filled.", "lasts for ever."), TERMS, 1, "balloon"),
    "in a claim": states(swapped(CLAIMS, "It does not last.", "It lasts for ever."), CLAIMS, 12, "two"),
    "cleared in another sentence": states(
        said("It does not hurt. It lasts for ever."), PLAIN, LINE, "It lasts for ever."
    ),
    "cleared in another sentence of a meaning": states(
        swapped(TERMS, "that is filled.", "for ever. It does not hurt."), TERMS, 1, "balloon"
    ),
    "a pattern that is none": broken("(for ever", "missing ), unterminated subpattern at position 0"),
    "an exception that is none": broken("*", "nothing to repeat at position 0", "unless: \\bnot\\b"),
    "a statement that leans on no claim": (
        listed("- two", "- three"),
        Fault(
            LIST, 1, "the statement “never-lasts” leans on the claim “three”, which is not there", "Correct the name",
            "evidence",
        ),
    ),
    "a statement without a reason": (
        listed("  reason: No study says so.\n", ""), Fault(LIST, 1, "“never-lasts” lacks “reason”", "Add it"),
    ),
}  # fmt: skip
SOUND = {
    "cleared in its sentence": ("forbidden", said("It does not last for ever.")),
    "cleared in capitals": ("forbidden", said("NOT for ever.")),
    "over two sentences": ("forbidden", said("What is it for? Ever so much.")),
    "over two paragraphs": ("forbidden", said("What it is for\n\never so much")),
    "a part of other words": ("forbidden", said("It lasts for everybody.")),
    "in a wrong answer": ("forbidden", swapped(PLAIN, "[ ] No", "[ ] It lasts for ever")),
    "cleared in a meaning": ("forbidden", swapped(TERMS, "is filled.", "does not last for ever.")),
    "cleared in a claim": ("forbidden", swapped(CLAIMS, "not last.", "not last for ever.")),
    "no exception": ("forbidden", listed("  unless: \\bnot\\b\n", "")),
    "no claims": ("evidence", listed("  claims:\n    - two\n", "")),
    "a list without statements": ("form", {LIST: ""}),
}  # fmt: skip


def test_a_statement_without_an_exception_is_cleared_by_nothing(tmp_path):
    changes = listed("  unless: \\bnot\\b\n", "") | said("It does not last for ever.")
    assert [fault.rule for fault in found(tmp_path, changes)] == ["forbidden"]


def test_every_statement_of_the_list_is_looked_for(tmp_path):
    second = RULEBOOK[LIST].replace("never-lasts", "not-hot").replace("for ever", "hot").replace("lasts", "is")
    changes = {LIST: RULEBOOK[LIST] + second} | said("It is hot. It is for ever. It is hot for ever.")
    assert sorted(fault.message.partition(". ")[0] for fault in found(tmp_path, changes)) == [
        "“It is for ever.” says that it lasts for ever",
        "“It is hot for ever.” says that it is hot",
        "“It is hot for ever.” says that it lasts for ever",
        "“It is hot.” says that it is hot",
    ]


def test_a_folder_without_the_list_forbids_nothing(tmp_path):
    assert FILES.keys() & RULEBOOK.keys() == set()
    assert found(tmp_path, said("It lasts for ever.") | {LIST: None}) == []
