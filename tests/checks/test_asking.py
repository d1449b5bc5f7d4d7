"""What readers ask of an article, and the lists by which their words are understood."""

import pytest

from education.checks import check_facts
from education.faults import Fault
from education.files import Contents, read

from ..folder import FILES, RULEBOOK, folder, swapped
from .planted import PLAIN, RISKS, RISKS_PLAIN, found

pytestmark = pytest.mark.once
SYNONYMS, REFUSALS, EMERGENCIES = "synonyms.yaml", "refusals.yaml", "emergencies.yaml"
OVERVIEW = "articles/overview/article.yaml"
ANSWERING = "Use one of first-part, second-part, when-to-get-help"
BEST = "Keep it where it is answered best"
MEND = "See content/README.md for how a pattern is written"
LONG = "may I " * 20 + "go?"


def asked(key: str, *questions: str) -> dict:
    """The article on risks, asked something more."""
    lines = "".join(f"\n    - {question}" for question in questions) or " []"
    return swapped(RISKS, "review_months", f"  {key}:{lines}\nreview_months")


def wrong(changes: dict, message: str, remedy: str) -> tuple:
    return changes, Fault(RISKS, 1, message, remedy, "asked")


def listed(name: str, old: str, new: str) -> dict:
    assert old in RULEBOOK[name]
    return {name: RULEBOOK[name].replace(old, new, 1)}


def useless(name: str, line: int, message: str, remedy: str, *change: str) -> tuple:
    return listed(name, *change), Fault(name, line, message, remedy, "word-list")


def unreadable(of: str, line: int, place: str, *change: str) -> tuple:
    return useless(EMERGENCIES, line, f"“{of}” has a pattern that cannot be read, at {place}", MEND, *change)


PLANTED = {
    "a section is not there": wrong(
        asked("third-part", "is it slow"), "“third-part: is it slow” leads to no section that answers", ANSWERING,
    ),
    "a section has no word for a key": wrong(
        asked("5", "is it slow"), "“5: is it slow” leads to no section that answers", ANSWERING,
    ),
    "a section holds wrong answers": wrong(
        asked("check-yourself", "is it slow"), "“check-yourself: is it slow” leads to no section that answers",
        ANSWERING,
    ),
    "a section is asked nothing": wrong(
        asked("second-part"), "nothing is asked at “second-part”", "Write a question, or take the key out",
    ),
    "a question has no word": wrong(
        asked("second-part", "'?'"), "a question at “risks#second-part” has no word",
        "Write it as readers put it, or take it out",
    ),
    "a question is long": wrong(
        asked("second-part", LONG), f"“{LONG}” at “risks#second-part” has 123 characters", "Keep to 120",
    ),
    "a question has two lines": wrong(
        asked("second-part", "|-\n      is it\n      slow"),
        "“is it\nslow” at “risks#second-part” is not one line of words", "Write each question as a line of its own",
    ),
    "a question stands twice in an article": wrong(
        asked("second-part", "Is it risky?"),
        "“Is it risky?” at “risks#second-part” is asked at “risks#first-part” already", BEST,
    ),
    "a question stands twice at a section": wrong(
        swapped(RISKS, "    - is it risky\n", "    - is it risky\n    - is it RISKY\n"),
        "“is it RISKY” at “risks#first-part” is asked at “risks#first-part” already", BEST,
    ),
    "a question stands twice in the site": wrong(
        swapped(OVERVIEW, "review_months", "asked:\n  first-part:\n    - Is it risky\nreview_months"),
        "“is it risky” at “risks#first-part” is asked at “overview#first-part” already",
        BEST,
    ),
    "the words of two groups share a phrase": (
        {SYNONYMS: f"{RULEBOOK[SYNONYMS]}- id: bag\n  words: [balloons]\n"},
        Fault(
            SYNONYMS, 4, "“balloons” stands in “bag” and in “balloon”",
            "Let one of the two have it, or make one group of both", "word-list",
        ),
    ),
    "a synonym is no word": useless(
        SYNONYMS, 1, "“-” in “balloon” has no word", "Write words, or take it out", "PTMC", "'-'",
    ),
    "a word of readers is none": useless(
        SYNONYMS, 1, "“?” in “balloon” has no word", "Write words, or take it out", "small bag", "'?'",
    ),
    "a group has no words": useless(
        SYNONYMS, 1, "“balloon” has no words", "Write them, or take the entry out", "[balloon, PTMC]", "[]",
    ),
    "a refusal is of no kind": useless(
        REFUSALS, 1, "“price” is of the kind “rude”", "Use one of outside, decision, words", "outside", "rude",
    ),
    "a refusal is met by nothing": useless(
        REFUSALS, 1, "“price” has nothing under “when”", "Write a pattern, or take the entry out",
        "[how much + cost|price]", "[]",
    ),
    "a refusal has an empty group": useless(
        REFUSALS, 1, "“price” has a pattern that cannot be read, at “” in “cost|”", MEND,
        "cost|price", "cost|",
    ),
    "what clears a question has no word": useless(
        REFUSALS, 1, "“price” has a pattern that cannot be read, at “?” in “?”", MEND, "effort", "'?'",
    ),
    "a refusal does not say whom to ask": (
        listed(REFUSALS, "  whom: Ask your hospital.\n", ""),
        Fault(REFUSALS, 1, "“price” lacks “whom”", "Add it", "word-list"),
    ),
    "a refusal names a passage that is not there": (
        listed(REFUSALS, "  whom: Ask your hospital.\n", "  whom: Ask your hospital.\n  passage: risks/tenth-part\n"),
        Fault(
            REFUSALS, 1, "“price” names the passage “risks/tenth-part”, which is not there",
            "Write article/section, or leave it out", "word-list",
        ),
    ),
    "a sign is of no kind": useless(
        EMERGENCIES, 1, "“chest-pain” is of the kind “rude”", "Use one of sign, topic, urgent, calm, words",
        "kind: sign", "kind: rude",
    ),
    "a sign does not say what it is": useless(
        EMERGENCIES, 1, "“chest-pain” lacks “says”", "Add it", "  says: chest pain\n", "",
    ),
    "a topic does not say what it is": useless(
        EMERGENCIES, 1, "“chest-pain” lacks “says”", "Add it", "sign\n  says: chest pain",
        "topic",
    ),
    "a sign names a list that is not there": unreadable("chest-pain", 1, "“@whom” in “@whom”", "@who >>", "@whom >>"),
    "a sign lacks a group": unreadable("chest-pain", 1, "“” in “”", "chest + pain", "chest +  + pain"),
    "what is urgent cannot be read": unreadable("now", 6, "“@soon” in “@soon”", "[now]", "['@soon']"),
    "what clears a sign is not there": unreadable("chest-pain", 1, "“@soon” in “@soon”", "@now", "@soon"),
    "a list holds a sign": useless(
        EMERGENCIES, 9, "“@who” in the list “who” is no word", "Write words, with | between them, and no other sign",
        "my mother", "@who",
    ),
    "a list holds nothing between two strokes": useless(
        EMERGENCIES, 9, "“” in the list “who” is no word", "Write words, with | between them, and no other sign",
        "I|my", "I||my",
    ),
}  # fmt: skip
SOUND = {
    "another section is asked": ("asked", asked("when-to-get-help", "is it slow")),
    "a section of a draft of another level": (
        "asked",
        asked("third-part", "is it slow")
        | {RISKS_PLAIN.replace("plain", "detailed.cy"): f"{FILES[RISKS_PLAIN]}\n## Third {{#third-part}}\n\nMore.\n"},
    ),
    "nothing is asked": ("asked", {RISKS: FILES[RISKS].partition("asked")[0]}),
    "a question that begins as another": ("asked", asked("second-part", "is it risky for my mother")),
    "as long as can be": ("asked", asked("second-part", "x" * 120)),
    "a colon in a question": ("asked", asked("second-part", "'PTMC: is it slow'")),
    "a word of readers that stands in two groups": (
        "word-list",
        {SYNONYMS: f"{RULEBOOK[SYNONYMS]}- id: bag\n  words: [pouch]\n  also: [balloons, small bag]\n"},
    ),
    "a phrase twice in a group": ("word-list", listed(SYNONYMS, "PTMC]", "balloons]")),
    "what is urgent in an exception": (
        "word-list",
        listed(EMERGENCIES, "['@now']", "['@now', 'not < *', '^ > *', '* > left/right @who']"),
    ),
    "lists without entries": ("word-list", dict.fromkeys((SYNONYMS, REFUSALS, EMERGENCIES), "")),
    "no lists": ("word-list", dict.fromkeys((SYNONYMS, REFUSALS, EMERGENCIES))),
}


def test_all_that_is_wrong_with_the_signs_is_told_at_once(tmp_path):
    changes = listed(EMERGENCIES, "chest + pain", "@gone") | {REFUSALS: None}
    changes[EMERGENCIES] = changes[EMERGENCIES].replace("[now]", "[now + +]").replace("I|my mother", "'I|?'")
    assert [(fault.line, fault.rule) for fault in found(tmp_path, changes)] == [
        (1, "word-list"), (6, "word-list"), (9, "word-list"),
    ]  # fmt: skip


def test_an_article_without_a_text_is_told_of_that_alone(tmp_path):
    assert [fault.rule for fault in found(tmp_path, {RISKS_PLAIN: None}) if fault.path == RISKS] == ["article"]


def test_one_article_alone_is_held_to_its_sections_and_to_what_others_are_asked(tmp_path):
    more = asked("third-part", "is it slow", "How is it?") | {PLAIN: FILES[PLAIN]}
    contents = read(folder(tmp_path, more))
    others = contents.records | {("article", "overview"): {"asked": {"first-part": ["how is it"]}}}
    whole = Contents(others, contents.places)
    check_facts(whole, "risks", ["third-part"])
    assert [fault.message for fault in whole.faults] == [
        "“How is it?” at “risks#third-part” is asked at “overview#first-part” already"
    ]
