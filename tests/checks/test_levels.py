"""The levels of an article tell the same: the same sections, and the same figures of a claim."""

import pytest

from education.faults import Fault

from ..folder import FILES, swapped
from .planted import CLAIMS, DETAILED, LINE, PLAIN, RISKS_PLAIN, STANDARD, found, said, said_in_standard

pytestmark = pytest.mark.once
SECTIONS = "its sections are not those of overview/detailed: look at “{}”"
SAME = "Use the same keys in the same order at every level"
TELL = "Tell the same figure at both levels, or give the more detailed one both"
THIRD = "\n## Third {#third-part}\n\nWords.\n"
SECOND = "## Second part {#second-part}\n\n"
TWO_FIGURES = swapped(CLAIMS, "    - 90%\n", "    - 90%\n    - 71%\n")


def sections(text: str, odd: str, line: int) -> tuple:
    return {STANDARD: text}, Fault(STANDARD, line, SECTIONS.format(odd), SAME, "levels")


def told(plainer: str, fuller: str, figure: str = "", others: str = "", line: int = LINE) -> tuple:
    """The claim `one`, which holds 90% and 71%, told in those words; the figure, and what the fuller text has."""
    changes = TWO_FIGURES | said(f"{plainer} [@one]") | said(f"{fuller} [@one]", DETAILED)
    message = f"“{figure}” of the claim “one” is not what overview/detailed tells: {others}"
    return changes, Fault(PLAIN, line, message, TELL, "figures-differ")


PLANTED = {
    "a level has a section more": sections(FILES[PLAIN] + THIRD, "third-part", 57),
    "a level has a section less": sections(FILES[PLAIN].replace(SECOND, ""), "when-to-get-help", 20),
    "a level has another key": sections(FILES[PLAIN].replace("{#second-part}", "{#other}"), "other", 14),
    "a figure differs between plain and detailed": told(
        "It helped 90 out of 100 people.", "It helped 71%.", "90 out of 100", "“71%”"
    ),
    "a figure differs from both that detailed tells": told(
        "It helped 90 out of 100 people.", "It helped 71% of them, and 29% not.", "90 out of 100", "“71%”, “29%”"
    ),
    "a figure of a risk picture differs": told(
        "::: chance\n**90 out of 100 people** lived. [@one]\n:::\n\nSo.", "It helped 71%.", "90 out of 100", "“71%”",
        LINE + 1,
    ),
    "a figure differs between standard and detailed": (
        TWO_FIGURES | said_in_standard("It helped 90 out of 100. [@one]") | said("It helped 71%. [@one]", DETAILED),
        Fault(
            STANDARD, LINE, "“90 out of 100” of the claim “one” is not what overview/detailed tells: “71%”", TELL,
            "figures-differ",
        ),
    ),
}  # fmt: skip
SOUND = {
    "the same sections": ("levels", {STANDARD: FILES[PLAIN]}),
    "another language has other sections": ("levels", {PLAIN.replace(".md", ".cy.md"): FILES[PLAIN] + THIRD}),
    "a smaller heading at one level": ("levels", said("Words.\n\n### Smaller\n\nWords.")),
    "the same figure in other words": ("figures-differ", told("It helped 90 out of 100.", "It helped 90%.")[0]),
    "the figure from its other side": ("figures-differ", told("It failed 10 out of 100.", "It helped 90%.")[0]),
    "the figure rounded": ("figures-differ", told("It helped 7 out of 10.", "It helped 71%.")[0]),
    "detailed tells both": ("figures-differ", told("It helped 90 out of 100.", "It helped 71% to 90%.")[0]),
    "detailed tells no figure": ("figures-differ", told("It helped 90 out of 100.", "It helped.")[0]),
    "plain tells no figure": ("figures-differ", told("It helped.", "It helped 71%.")[0]),
    "the figure belongs to another claim": (
        "figures-differ",
        swapped(CLAIMS, "figures: []", "figures:\n    - 71%")
        | said("It helped 90 out of 100. [@one]") | said("It lasted in 71%. [@two]", DETAILED),
    ),
    "another article tells another figure": (
        "figures-differ",
        TWO_FIGURES | said("It helped 90 out of 100. [@one]") | said("71 out of 100. [@one]", RISKS_PLAIN),
    ),
}  # fmt: skip


def test_a_section_without_a_key_differs_from_the_other_levels(tmp_path):
    assert found(tmp_path, swapped(PLAIN, " {#second-part}", "")) == [
        Fault(PLAIN, 6, SECTIONS.format("second-part"), SAME, "levels"),
        Fault(
            PLAIN, 14, "the section “Second part” has no key",
            "Put {#a-key} behind its heading, the same at every level", "key",
        ),
    ]  # fmt: skip


def test_levels_in_another_language_are_held_against_each_other(tmp_path):
    welsh, other = "articles/risks/detailed.cy.md", "articles/risks/plain.cy.md"
    changes = {welsh: FILES[PLAIN], other: FILES[PLAIN].replace("{#second-part}", "{#other}")}
    message = "its sections are not those of risks/detailed.cy: look at “other”"
    assert found(tmp_path, changes) == [Fault(other, 14, message, SAME, "levels")]
