"""Every number is one that the evidence holds, and told so that a reader can compare it with the next."""

import pytest

from education.faults import Fault

from ..folder import CHECK, swapped
from .planted import ABOUT, CLAIMS, DETAILED, LINE, PLAIN, RISKS_PLAIN, STANDARD, found, said, said_in_standard

pytestmark = pytest.mark.once
HOLD = "Correct the number, cite the claim that holds it right behind the sentence, or take it out"
COUNT = "Count people: “9 out of 100 people”"
OUT_OF = "Tell it out of 100, with “about” if rounded; the exact count may follow in brackets"
DRAW = "Give each paragraph one “N out of 100”, N a whole number from 1 to 99"
LIVED = "**90 out of 100 people** lived. [@one]"
IN_DETAIL = "It helped. [@one]\n\n## Second part"


def not_held(words: str, number: str, line: int = LINE) -> tuple:
    """A sentence, with what it cites, whose number no claim holds."""
    sentence = words.partition(" [@")[0]
    message = f"no claim cited by the sentence holds “{number}”: {sentence}"
    return said(words), Fault(PLAIN, line, message, HOLD, "number-not-held")


def asked(old: str, new: str, number: str, line: int) -> tuple:
    """A number of the first check that no claim holds."""
    message = f"no claim cited by the sentence holds “{number}”: {new}"
    return swapped(PLAIN, old, new), Fault(PLAIN, line, message, HOLD, "number-not-held")


def bare(words: str, percentage: str) -> tuple:
    message = f"“{percentage}” is a bare percentage"
    return said(f"{words} [@one]"), Fault(PLAIN, LINE, message, COUNT, "bare-percentage")


def drawn(paragraphs: str, message: str, remedy: str, line: int = LINE + 1) -> tuple:
    """Risk pictures of a claim that holds 100%, 90%, 89.5% and 1%, and what is wrong with them."""
    changes = said(f"::: chance\n{paragraphs}\n:::") | held("100%", "90%", "89.5%", "1%")
    return changes, Fault(PLAIN, line, message, remedy, "risk-picture")


def held(*figures: str) -> dict:
    """The claim `one` with those figures."""
    return swapped(CLAIMS, "    - 90%\n", "".join(f"    - {figure}\n" for figure in figures))


def told(words: str) -> str:
    return f"there is nothing to draw in “{words}”"


PLANTED = {
    "a proportion is not held": not_held("It helped 80 out of 100 people. [@one]", "80 out of 100"),
    "a number is not held": not_held("It lasted 12 years. [@one; @two]", "12"),
    "a proportion is held by a claim that is not cited": not_held("It helped 90 out of 100. [@two]", "90 out of 100"),
    "a number cites nothing": not_held("It helped 90 out of 100.", "90 out of 100"),
    "a number in words is not held": not_held("One in three people lived. [@one]", "One in three"),
    "a percentage is not held": (
        said("It helped 80%. [@one]", DETAILED),
        Fault(
            DETAILED, LINE, "no claim cited by the sentence holds “80%”: It helped 80%.", HOLD, "number-not-held",
        ),
    ),
    "a number of a short table cell is not held": (
        said("| A | B |\n| - | - |\n| 90 | 80 [@one] |"),
        Fault(
            PLAIN, LINE + 2, "no claim cited by the sentence holds “80 out of 100”: 80 out of 100", HOLD,
            "number-not-held",
        ),
    ),
    "a number of the title is not held": (
        swapped(PLAIN, "What is it?", "What are the 3 ways?"),
        Fault(PLAIN, 2, "no claim cited by the sentence holds “3”: What are the 3 ways?", HOLD, "number-not-held"),
    ),
    "a number of the summary is not held": (
        swapped(PLAIN, "Sums it up.", "The 3 ways."),
        Fault(PLAIN, 3, "no claim cited by the sentence holds “3”: The 3 ways.", HOLD, "number-not-held"),
    ),
    "a number of a question is not held": asked("Does it help?", "Does it help 3 people?", "3", 31),
    "a number of a right answer is not held": asked("Yes", "80 out of 100", "80 out of 100", 33),
    "a number of an explanation is not held": asked("It does.", "It does for 3.", "3", 36),
    "a number of a page's sentence that cites is not held": (
        swapped(ABOUT, "We. [@two]", "We are 3. [@two]"),
        Fault(ABOUT, 8, "no claim cited by the sentence holds “3”: We are 3.", HOLD, "number-not-held"),
    ),
    "a bare % in plain": bare("It helped 90% of them.", "90%"),
    "a bare “per cent” in plain": bare("It helped 90 per cent.", "per cent"),
    "a bare “percentage” in plain": bare("It helped a high percentage.", "percentage"),
    "a bare % in standard": (
        said_in_standard("It helped 90 %. [@one]"),
        Fault(STANDARD, LINE, "“90 %” is a bare percentage", COUNT, "bare-percentage"),
    ),
    "a bare % in a right answer": (
        swapped(PLAIN, "[x] Yes", "[x] 90%"),
        Fault(PLAIN, 33, "“90%” is a bare percentage", COUNT, "bare-percentage"),
    ),
    "a denominator changes": (
        said("It helped 90 out of 100. [@one]\n\nIt helped 18 out of 20. [@one]\n\nIt failed 10 out of 100. [@one]"),
        Fault(PLAIN, LINE + 2, "“18 out of 20” counts out of 20, the page out of 100", OUT_OF, "denominator"),
    ),
    "a denominator changes in standard": (
        said_in_standard("It helped 90 out of 100 people. [@one] It helped 900 in 1,000. [@one]"),
        Fault(STANDARD, LINE, "“900 in 1,000” counts out of 1000, the page out of 100", OUT_OF, "denominator"),
    ),
    "a risk picture has no number": drawn("Most people lived. [@one]", told("Most people lived."), DRAW),
    "a risk picture counts out of ten": drawn(
        "9 out of 10 people lived. [@one]", told("9 out of 10 people lived."), DRAW
    ),
    "a risk picture draws all": drawn("100 out of 100 lived. [@one]", told("100 out of 100 lived."), DRAW),
    "a risk picture draws less than one": drawn(
        "**Fewer than 1 out of 100** died. [@one]", told("Fewer than 1 out of 100 died."), DRAW
    ),
    "a risk picture draws less than some people": drawn(
        "That is less than 90 people out of 100. [@one]", told("That is less than 90 people out of 100."), DRAW
    ),
    "a risk picture draws a range": drawn("1 to 90 out of 100 lived. [@one]", told("1 to 90 out of 100 lived."), DRAW),
    "a risk picture draws a part": drawn("89.5 out of 100 lived. [@one]", told("89.5 out of 100 lived."), DRAW),
    "a risk picture has two numbers": drawn(
        "90 out of 100 lived, 10 out of 100 not. [@one]", told("90 out of 100 lived, 10 out of 100 not."), DRAW
    ),
    "a risk picture holds a list": drawn(
        f"{LIVED}\n\n- 90 out of 100. [@one]", "this is no paragraph",
        "Put each picture's words into a paragraph of its own", LINE + 3,
    ),
    "a risk picture is empty": drawn("", "0 pictures", "Draw 1 to 4", LINE),
    "a block draws five risk pictures": drawn("\n\n".join([LIVED] * 5), "5 pictures", "Draw 1 to 4", LINE),
}  # fmt: skip
SOUND = {
    "a proportion that the claim holds as a percentage": ("number-not-held", said("90 out of 100 lived. [@one]")),
    "its other side": ("number-not-held", said("10 out of 100 did not live. [@one]")),
    "rounded": ("number-not-held", said("About 9 in 10 lived. [@one]")),
    "the year of the work": ("number-not-held", said("So it was in 2020. [@one]")),
    "one of two claims holds it": ("number-not-held", said("It helped 90 out of 100. [@two; @one]")),
    "an emergency number": ("number-not-held", said("Call 112 or 911.")),
    "a short table cell whose section cites": (
        "number-not-held", said("| A | B |\n| - | - |\n| 90 | lived |\n\nSo it was. [@one]"),
    ),
    "a number that the explanation cites": (
        "number-not-held",
        swapped(PLAIN, CHECK.format(so=""), CHECK.format(so=" 90 out of 100").replace("Yes", "90 did")),
    ),
    "a number of a wrong answer": ("number-not-held", swapped(PLAIN, "[ ] No", "[ ] No, 3 out of 100")),
    "a number of a page's sentence that cites nothing": (
        "number-not-held", swapped(ABOUT, "We. [@two]", "We are 3. So it is. [@two]"),
    ),
    "a percentage in detailed": ("bare-percentage", said("It helped 90%, a high percentage. [@one]", DETAILED)),
    "a percentage in a wrong answer": ("bare-percentage", swapped(PLAIN, "[ ] No", "[ ] 3%")),
    "a word that begins as percentage": ("bare-percentage", said("It percolates, per centre.")),
    "an exact count in brackets": (
        "denominator", said("90 out of 100. [@one]\n\nAbout 90 out of 100 lived (18 of 20). [@one]"),
    ),
    "one denominator that is not a hundred": ("denominator", said("18 out of 20 lived. [@one]")),
    "denominators in detailed": ("denominator", said("90 out of 100. [@one]\n\n18 out of 20. [@one]", DETAILED)),
    "a share in words": ("denominator", said("90 out of 100. [@one]\n\nNine in ten lived. [@one]")),
    "a share of a few": ("denominator", held("90%", "2 of 3") | said("90 out of 100. [@one]\n\n2 of 3. [@one]")),
    "a denominator of another article": (
        "denominator", said("18 out of 20 lived. [@one]") | said("90 out of 100. [@one]", RISKS_PLAIN),
    ),
    "gain and harm": ("risk-picture", said(f"::: chance\n{LIVED}\n\nAbout **10 out of 100 people** not. [@one]\n:::")),
    "four of them": ("risk-picture", said("::: chance\n" + "\n\n".join([LIVED] * 4) + "\n:::")),
    "words outside of a risk picture": ("risk-picture", said("Fewer than 90 out of 100 lived. [@one]")),
}  # fmt: skip


def test_a_risk_picture_that_cites_nothing_holds_nothing_either(tmp_path):
    said_so = "::: chance\n90 out of 100 lived.\n:::"
    hold = "no claim cited by the sentence holds “90 out of 100”: 90 out of 100 lived."
    assert found(tmp_path, said(said_so)) == [
        Fault(PLAIN, LINE + 1, hold, HOLD, "number-not-held"),
        Fault(PLAIN, LINE + 1, "“90 out of 100 lived.” cites nothing", "Cite its claim", "risk-picture"),
    ]


@pytest.mark.parametrize("words", ["18 out of 20", "45 of 50", "900 in 1,000"])
def test_each_sentence_that_counts_out_of_another_number_is_told(tmp_path, words):
    usual = "90 out of 100 lived. [@one]\n\n"
    faults = found(tmp_path, said(f"{usual}{words} lived. [@one]\n\n{usual}{words} lived. [@one]"))
    assert [(fault.line, fault.rule) for fault in faults] == [(14, "denominator"), (18, "denominator")]
