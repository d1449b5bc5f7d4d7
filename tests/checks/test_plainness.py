"""A text is as easy as its level promises; plain explains its words, is active, and talks to the reader."""

import pytest

from education.faults import Fault

from ..folder import FILES, swapped
from .planted import DETAILED, LINE, PLAIN, RISKS_PLAIN, STANDARD, TERMS, added, found, said, said_in_standard

pytestmark = pytest.mark.once
CATHETER = added(TERMS, "- key: catheter\n  term: catheter\n  also:\n    - the line\n  meaning: A thin soft tube.\n")
SHORT_NAME = swapped(TERMS, "- balloons", "- PTMC")
EXPLAIN = "Say what it means in that sentence or the next, or use an easier word"
BREAK = "Break it up: at most 3, one idea each"
ACTIVE = "Say who does it: “your team gives you”"
TO_YOU = "Talk to the reader: “you can”"
HARD = "Cardiologists evaluate echocardiographic abnormalities."
TWO_SYLLABLES = "Doctors carry water."
LOVELY = "The hospital is a beautiful place to be."
ON_AND_ON = "It goes on" + " and on" * 100 + "."


def paragraphs(words: str, count: int) -> str:
    return "\n\n".join([words] * count)


def costly(sentences: dict[int, str], words: str) -> str:
    """The remedy that names those sentences by their line, and those words."""
    told = [f"line {line}, {len(sentence.split())} words: {sentence}" for line, sentence in sentences.items()]
    return f"Costly sentences: {' · '.join(told)} · Costly words: {words}"


def first_three(sentence: str) -> dict[int, str]:
    return dict.fromkeys((LINE, LINE + 2, LINE + 4), sentence)


def used(words: str, word: str = "catheter", line: int = LINE) -> tuple:
    """The glossary's word in words that do not explain it."""
    fault = Fault(PLAIN, line, f"“{word}” (catheter) is not explained", EXPLAIN, "unexplained-term")
    return CATHETER | said(words), fault


def style(rule: str, words: str, message: str, remedy: str) -> tuple:
    return said(words), Fault(PLAIN, LINE, message, remedy, rule)


PLANTED = {
    "plain is too hard": (
        said(paragraphs(TWO_SYLLABLES, 60)),
        Fault(
            PLAIN, 143, "its grade is 6.9, and Plain allows 6",
            costly(
                {143: "Call your emergency number for chest pain.", 12: TWO_SYLLABLES, 14: TWO_SYLLABLES}, "emergency"
            ),
            "grade",
        ),
    ),
    "standard is too hard": (
        said_in_standard(paragraphs(HARD, 6)),
        Fault(
            STANDARD, LINE, "its grade is 14.3, and Standard allows 9",
            costly(first_three(HARD), "echocardiographic, cardiologists, abnormalities, evaluate, emergency"), "grade",
        ),
    ),
    "detailed is too hard": (
        said(paragraphs(HARD, 6), DETAILED),
        Fault(
            DETAILED, LINE, "its grade is 14.3, and Detailed allows 13",
            costly(first_three(HARD), "echocardiographic, cardiologists, abnormalities, evaluate, emergency"), "grade",
        ),
    ),
    "plain has too many hard words": (
        said(paragraphs(LOVELY, 30)),
        Fault(
            PLAIN, LINE, "its SMOG grade is 9.5, and Plain allows 8",
            costly(first_three(LOVELY), "hospital, beautiful, emergency"), "smog",
        ),
    ),
    "the sentences of plain are too long": (
        said(paragraphs(ON_AND_ON, 2)),
        Fault(
            PLAIN, LINE, "its mean sentence is 21.8, and Plain allows 15",
            costly({12: ON_AND_ON, 14: ON_AND_ON, 27: "Call your emergency number for chest pain."}, "emergency"),
            "sentence-length",
        ),
    ),
    "a hard word is not explained": used("They use a catheter."),
    "a hard word is explained too late": used("They use a catheter. It is good. It is a thin, soft tube."),
    "a hard word is only named": used("They call it the catheter, so to speak."),
    "a hard word stands first in the key points": (
        CATHETER | swapped(PLAIN, "- It helps. [@one]", "- They use a Catheter. [@one]"),
        Fault(PLAIN, 7, "“Catheter” (catheter) is not explained", EXPLAIN, "unexplained-term"),
    ),
    "a short name is not explained": (
        SHORT_NAME | said("You have PTMC."),
        Fault(PLAIN, LINE, "“PTMC” (balloon) is not explained", EXPLAIN, "unexplained-term"),
    ),
    "the passive": style("passive", "You are given a drug.", "“are given” is passive: You are given a drug.", ACTIVE),
    "the passive with a word between": style(
        "passive", "It is then opened.", "“is then opened” is passive: It is then opened.", ACTIVE
    ),
    "the passive with an adverb": style(
        "passive", "It was slowly filled.", "“was slowly filled” is passive: It was slowly filled.", ACTIVE
    ),
    "the passive of a key point": (
        swapped(PLAIN, "- It helps.", "- It was filled."),
        Fault(PLAIN, 7, "“was filled” is passive: It was filled.", ACTIVE, "passive"),
    ),
    "talk about patients": style(
        "patients-should", "Patients should rest.", "“Patients should” talks about patients", TO_YOU
    ),
    "talk about the patient": style(
        "patients-should", "So the patient must rest.", "“the patient must” talks about patients", TO_YOU
    ),
    "a paragraph of four sentences": style(
        "paragraph", "It is so. It is so. It\nis so. It is so.", "the paragraph has 4 sentences", BREAK
    ),
}  # fmt: skip
SOUND = {
    "hard words of the glossary": (
        "grade", said_in_standard(paragraphs("Balloons and " + "balloons " * 4, 40)),
    ),
    "some hard words": ("grade", said(paragraphs(TWO_SYLLABLES, 5))),
    "a text without a sentence": ("grade", {STANDARD: FILES[PLAIN]}),
    "many hard words in standard": ("smog", said_in_standard(paragraphs(LOVELY, 30))),
    "a beautiful place": ("smog", said(LOVELY)),
    "long sentences in standard": ("sentence-length", said_in_standard(ON_AND_ON)),
    "one long sentence": ("sentence-length", said(ON_AND_ON)),
    "a word explained in its sentence": ("unexplained-term", used("They use a catheter, a thin tube.")[0]),
    "a word explained in the next": ("unexplained-term", used("They use a catheter. It is thin and soft.")[0]),
    "a word explained in the one before": ("unexplained-term", used("It is a soft tube. We say catheter.")[0]),
    "a word explained in a paragraph below": ("unexplained-term", used("A catheter.\n\nThat is a soft tube.")[0]),
    "an easy form of it": ("unexplained-term", used("They use the line.")[0]),
    "a word used again": ("unexplained-term", used("A catheter is a tube.\n\nSo.\n\nSee the catheter.")[0]),
    "a hard word in standard": ("unexplained-term", CATHETER | said_in_standard("They use a catheter.")),
    "a hard word in detailed": ("unexplained-term", CATHETER | said("They use a catheter.", DETAILED)),
    "a hard word in a wrong answer": ("unexplained-term", CATHETER | swapped(PLAIN, "[ ] No", "[ ] A catheter")),
    "a part of another word": ("unexplained-term", used("They use a catheter-like thing.")[0]),
    "an easy word of the glossary": ("unexplained-term", said("They use a balloon.")),
    "how something is": ("passive", said("It is narrowed. You are tired. It is red.")),
    "who did it": ("passive", said("Your team gave it. It has opened.")),
    "the passive in standard": ("passive", said_in_standard("You are given a drug.")),
    "the passive in detailed": ("passive", said("You are given a drug.", DETAILED)),
    "the passive in a wrong answer": ("passive", swapped(PLAIN, "[ ] No", "[ ] It is given")),
    "what a study saw in patients": ("patients-should", said("Most patients did well. It can help.")),
    "patients in detailed": ("patients-should", said("Patients should rest.", DETAILED)),
    "a paragraph of three sentences": ("paragraph", said("It is so. It is so. It is so.")),
    "three and three": ("paragraph", said(paragraphs("It is so. It is so. It is so.", 2))),
    "four sentences in standard": ("paragraph", said_in_standard("It is so. It is so. It is so. It is so.")),
    "four list items": ("paragraph", said("- It is so.\n- It is so.\n- It is so.\n- It is so.")),
}  # fmt: skip


def test_a_text_may_break_every_measure_at_once(tmp_path):
    long = f"{HARD[:-1]} of anatomy, physiology and haemodynamics, considering individual comorbidities, and so on"
    faults = found(tmp_path, said(paragraphs(f"{long}{' and on' * 9}.", 30)))
    assert sorted((fault.path, fault.line, fault.rule) for fault in faults) == [
        (PLAIN, LINE, rule) for rule in ("grade", "sentence-length", "smog")
    ]


def test_the_costliest_sentence_is_named_first_with_its_own_line(tmp_path):
    (fault,) = found(tmp_path, said_in_standard(f"{paragraphs(HARD, 6)}\n\n{HARD[:-1]} of echocardiographic anatomy."))
    assert (fault.line, fault.rule) == (LINE + 12, "grade")
    assert fault.remedy.startswith(f"Costly sentences: line 24, 7 words: {HARD[:-1]} of echocardiographic anatomy. · ")


def test_each_article_is_measured_by_itself(tmp_path):
    assert [fault.path for fault in found(tmp_path, said(paragraphs(HARD, 30), RISKS_PLAIN))] == [RISKS_PLAIN] * 2
