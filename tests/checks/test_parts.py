"""The parts that every reader needs: key points, help, questions to ask, questions to answer, frames, narrow tables."""

import pytest

from education.faults import Fault

from ..folder import CHECK, FILES, swapped
from .planted import ABOUT, LINE, OVERVIEW, PLAIN, RISKS, RISKS_PLAIN, added, found, said

pytestmark = pytest.mark.once
HELP = "articles/when-to-get-help/plain.md"
HELPING = {"articles/when-to-get-help/article.yaml": FILES[RISKS].partition("asked:")[0], HELP: FILES[PLAIN]}
EMERGENCY = "\n::: emergency\nCall your emergency number for chest pain. [@one]\n:::\n"
KEY_POINTS = "::: key-points\n- It helps. [@one]\n:::\n"
HELP_SECTION = f"## When to get help {{#when-to-get-help}}\n{EMERGENCY}\n"
SEE = "see content/README.md"
PLACE = "Put 3 to 5 blocks ::: check into a last section {#check-yourself}"
ASK = "Put the question first, ending with “?”"
ANSWERS = "List two or more answers, “- [x] ” before the right one and “- [ ] ” before the others"
EXPLAIN = "Explain it below the answers and link to the section: [Read this part again](#key)"
UNEXPLAINED = "the check does not explain its answer and lead to the section that does"
FRAME = ("this is no frame of a picture story", "Let each paragraph hold one picture with its caption", "story")
PICTURE = '![Four rooms](illustration:heart "The heart from the front")'


def lacking(old: str, new: str, what: str, remedy: str) -> tuple:
    return swapped(RISKS_PLAIN, old, new), Fault(RISKS_PLAIN, 6, f"the text lacks {what}", remedy, "required-part")


def checked(old: str, new: str, message: str, remedy: str) -> tuple:
    """A fault of the first check, on line 30."""
    return swapped(PLAIN, old, new), Fault(PLAIN, 30, message, remedy, "teach-back")


def table(columns: int) -> str:
    return "\n".join(f"|{f' {cell} |' * columns}" for cell in ("Head", "-", "Words"))


PLANTED = {
    "key points are missing": lacking(
        f"{KEY_POINTS}\n", "", "key points before its first section", f"Begin with ::: key-points: {SEE}"
    ),
    "key points come after another block": lacking(
        KEY_POINTS, f"::: note\nNote.\n:::\n\n{KEY_POINTS}", "key points before its first section",
        f"Begin with ::: key-points: {SEE}",
    ),
    "key points come in the first section": lacking(
        f"{KEY_POINTS}\n## First part {{#first-part}}\n", f"## First part {{#first-part}}\n\n{KEY_POINTS}",
        "key points before its first section", f"Begin with ::: key-points: {SEE}",
    ),
    "questions to the team are missing": lacking(
        "::: ask-your-team", "::: note", "a block ask-your-team", f"Say what the reader may ask: {SEE}"
    ),
    "the section on help is missing": lacking(
        HELP_SECTION, "", "the section {#when-to-get-help}", f"Say when to get help: {SEE}"
    ),
    "the section on help names no emergency": (
        swapped(RISKS_PLAIN, "::: emergency", "::: urgent"),
        Fault(
            RISKS_PLAIN, 22, "the section on help has no block emergency",
            "Say in it when to call the emergency number", "required-part",
        ),
    ),
    "the emergency stands in another section": (
        swapped(RISKS_PLAIN, HELP_SECTION, f"{EMERGENCY}\n{HELP_SECTION.replace(EMERGENCY, '')}"),
        Fault(
            RISKS_PLAIN, 27, "the section on help has no block emergency",
            "Say in it when to call the emergency number", "required-part",
        ),
    ),
    "the article on help names no emergency": (
        HELPING | {HELP: FILES[PLAIN].replace("::: emergency", "::: urgent")},
        Fault(HELP, 6, "the text lacks a block emergency", f"Say when to call the emergency number: {SEE}",
              "required-part"),
    ),
    "an article has two questions": (
        swapped(RISKS, "  - What then?\n", ""),
        Fault(RISKS, 1, "the article has 2 questions to ask the team", "Write 3 or more", "required-part"),
    ),
    "an article has no questions": (
        swapped(RISKS, "questions:\n  - What can go wrong?\n  - How often?\n  - What then?\n", ""),
        Fault(RISKS, 1, "the article has 0 questions to ask the team", "Write 3 or more", "required-part"),
    ),
    "the section of checks is missing": (
        swapped(RISKS_PLAIN, " {#check-yourself}", " {#checks}"),
        Fault(RISKS_PLAIN, 6, "there is no section {#check-yourself}", PLACE, "teach-back"),
    ),
    "there are two checks": (
        swapped(PLAIN, CHECK.format(so=" now"), ""), Fault(PLAIN, 28, "there are 2 checks", PLACE, "teach-back"),
    ),
    "there are six checks": (
        added(PLAIN, CHECK.format(so=" us") * 3), Fault(PLAIN, 28, "there are 6 checks", PLACE, "teach-back"),
    ),
    "a check asks nothing": checked("Does it help?", "It helps.", "the check does not begin with a question", ASK),
    "a check has two right answers": checked(
        "- [ ] No", "- [x] No", "the check has 2 answers, 2 of them right", ANSWERS
    ),
    "a check has no right answer": checked(
        "- [x] Yes", "- [ ] Yes", "the check has 2 answers, 0 of them right", ANSWERS
    ),
    "a check has one answer": checked("- [ ] No\n", "", "the check has 1 answers, 1 of them right", ANSWERS),
    "an answer of a check is not marked": checked(
        "- [ ] No", "- No", "the check has 1 answers, 1 of them right", ANSWERS
    ),
    "a check leads nowhere": checked(" [Read this part again](#first-part)", "", UNEXPLAINED, EXPLAIN),
    "a check leads away": checked("(#first-part)", "(/articles/risks/)", UNEXPLAINED, EXPLAIN),
    "a story tells in words": (said(f"::: story\n{PICTURE}\n\nWords.\n:::"), Fault(PLAIN, LINE + 3, *FRAME)),
    "a frame of a story has words beside it": (said(f"::: story\n{PICTURE} Words.\n:::"), Fault(PLAIN, 13, *FRAME)),
    "a frame of a story has no caption": (
        said("::: story\n![Four rooms](illustration:heart)\n:::"), Fault(PLAIN, 13, *FRAME),
    ),
    "a story holds a list": (said(f"::: story\n- {PICTURE}\n:::"), Fault(PLAIN, 13, *FRAME)),
    "a story of a page tells in words": (
        swapped(ABOUT, "We. [@two]", "We. [@two]\n\n::: story\nWords.\n:::"), Fault(ABOUT, 11, *FRAME),
    ),
    "a table has five columns": (
        said(f"Words. [@one]\n\n{table(5)}"),
        Fault(PLAIN, LINE + 2, "the table has 5 columns", "Keep to 4, so that it can be read on a telephone", "table"),
    ),
}  # fmt: skip
SOUND = {
    "key points of several points": ("required-part", swapped(PLAIN, "- It helps.", "- So.\n- It helps.")),
    "words before the key points": ("required-part", swapped(PLAIN, KEY_POINTS, f"Words.\n\n{KEY_POINTS}")),
    "the article on help, where any section may name the emergency": (
        "required-part", HELPING | {HELP: FILES[PLAIN].replace("{#when-to-get-help}", "{#now}")},
    ),
    "a page without any of it": ("required-part", {ABOUT: FILES[ABOUT]}),
    "an article with four questions": ("required-part", swapped(OVERVIEW, "questions:", "questions:\n  - Is it so?")),
    "five checks": ("teach-back", added(PLAIN, CHECK.format(so=" us") * 2)),
    "a check of three answers": ("teach-back", swapped(PLAIN, "- [ ] No", "- [ ] No\n- [ ] Never")),
    "a check that asks in two sentences": ("teach-back", swapped(PLAIN, "Does it help?", "It is so. Does *it?*")),
    "a check that explains at length": ("teach-back", swapped(PLAIN, "- [ ] No\n", "- [ ] No\n\nYes, so.\n")),
    "a story of two frames": ("story", said(f"::: story\n{PICTURE}\n\n{PICTURE}\n:::")),
    "words behind a story": ("story", said(f"::: story\n{PICTURE}\n:::\n\nWords.")),
    "a table of four columns": ("table", said(f"Words. [@one]\n\n{table(4)}")),
}  # fmt: skip


def test_an_empty_check_lacks_everything(tmp_path):
    changes = swapped(PLAIN, CHECK.format(so=""), "\n::: check\n:::\n")
    assert found(tmp_path, changes) == sorted(
        [
            Fault(PLAIN, 30, "the check does not begin with a question", ASK, "teach-back"),
            Fault(PLAIN, 30, "the check has 0 answers, 0 of them right", ANSWERS, "teach-back"),
            Fault(PLAIN, 30, UNEXPLAINED, EXPLAIN, "teach-back"),
        ]
    )
