from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.markup import parse
from education.readability import Readability, hardest, hardest_words, measure, sentences

pytestmark = pytest.mark.once


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(parse(text))]


def cited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(sentence.text, sentence.claims) for sentence in sentences(parse(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask Dr. Smith or Mr. Jones.",
        "Use a balloon, e.g. a small one, i.e. 24 mm wide.",
        "St. Mary's et al. wrote of scores vs. Grades etc. in it.",
        "It grew by approx. 0.81 cm² from No. 2 on.",
        "The opening is 2.0 cm² wide, not 1.5 cm² as before.",
        "It took 1,582 people and 90.9% did well.",
        "He came at 5 p.m. on Monday.",
        "The U.S. data show 2.5 of 100.",
        "Code `a.b` and version 5.2.19 stand here.",
        "It opens (as here, see above) and closes.",
        "What it may cost: time, money; nothing else!",
    ],
)
def test_a_stop_that_ends_no_sentence_splits_none(sentence):
    assert split(f"{sentence} Next one.") == [sentence.replace("`", ""), "Next one."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Is it safe? Yes! It is… Perhaps.", ["Is it safe?", "Yes!", "It is…", "Perhaps."]),
        ("Does it hurt? No. It does not.", ["Does it hurt?", "No.", "It does not."]),
        ("She said “it works.” Then she left.", ["She said “it works.”", "Then she left."]),
        ("(It works.) Then it stops.", ["(It works.)", "Then it stops."]),
        ("It is 2.0 cm². It was 1.5 cm².", ["It is 2.0 cm².", "It was 1.5 cm²."]),
        ("Call 112. 3 nurses came.", ["Call 112.", "3 nurses came."]),
        ("Wait... Then go.", ["Wait...", "Then go."]),
        ("First line.\nSecond line.", ["First line.", "Second line."]),
        ("First line,\nsame sentence.", ["First line, same sentence."]),
        ("A **bold end.** And [a link.](/articles/risks/) Then.", ["A bold end.", "And a link.", "Then."]),
    ],
)
def test_sentences_end_where_they_end(text, parts):
    assert split(text) == parts


def test_a_list_item_and_a_paragraph_close_a_sentence():
    assert split("You may:\n\n- feel tired\n- cough. Or sneeze\n\nAnd more") == [
        "You may:", "feel tired", "cough.", "Or sneeze", "And more",
    ]  # fmt: skip


def test_a_table_cell_of_four_words_is_a_sentence_and_a_shorter_one_is_none():
    table = "| A head of four words | Two words |\n| --- | --- |\n| one two three four | one two three |\n"
    assert split(table) == ["A head of four words", "one two three four"]


def test_headings_code_pictures_and_html_marks_are_no_sentences():
    text = (
        "## A head. {#k}\n\n### Small head.\n\n```\ncode here.\n```\n\n    more code.\n\n"
        "![A picture.](illustration:x)\n\nWords ![x y.](illustration:z)."
    )
    assert split(text) == ["Words ."]


def test_quoted_words_count():
    assert split("> Quoted words. Twice.") == ["Quoted words.", "Twice."]


def test_a_text_without_words_has_no_sentences():
    assert split("") == split("---\n\n…\n\n[@one]") == []


def test_a_citation_belongs_to_the_sentence_before_it():
    assert cited("First. [@a] Second. [@b; @c] Third.") == [("First.", ("a",)), ("Second.", ("b", "c")), ("Third.", ())]


def test_a_citation_inside_a_sentence_belongs_to_it():
    assert cited("First [@a] goes on, and on. [@b; @a]") == [("First goes on, and on.", ("a", "b"))]


def test_a_citation_in_a_list_item_or_cell_belongs_to_that_alone():
    text = (
        "You may: [@a]\n\n- feel tired [@b]\n- cough\n\n| one two three four [@c] | five six seven eight |\n| - | - |\n"
    )
    assert cited(text) == [
        ("You may:", ("a",)), ("feel tired", ("b",)), ("cough", ()),
        ("one two three four", ("c",)), ("five six seven eight", ()),
    ]  # fmt: skip


def test_a_citation_before_any_words_belongs_to_nothing():
    assert cited("[@a] Words.") == [("Words.", ())]


def test_a_sentence_knows_the_line_its_block_starts_at():
    found = sentences(parse("One.\n\n- Two.\n- Three.\n\n| a b c d |\n| - |\n| e f g h |\n"))
    assert [(sentence.text, sentence.line) for sentence in found] == [
        ("One.", 1), ("Two.", 3), ("Three.", 4), ("a b c d", 6), ("e f g h", 8),
    ]  # fmt: skip


# Checks


CHECK = """::: check
Does it help?

- [x] Yes. It does
- [ ] No, never [@wrong]

It does. [@one] In most. [@two] [Read](#part)
:::
"""


def test_the_wrong_answers_of_a_check_are_read_and_not_told():
    found = sentences(parse(f"{CHECK}\n- [ ] Not a check"))
    assert [(sentence.text, sentence.is_told) for sentence in found] == [
        ("Does it help?", True), ("Yes.", True), ("It does", True), ("No, never", False), ("It does.", True),
        ("In most.", True), ("Read", True), ("[ ] Not a check", True),
    ]  # fmt: skip


def test_what_the_explanation_cites_holds_for_the_question_and_the_right_answer_alone():
    assert cited(CHECK) == [
        ("Does it help?", ("one", "two")), ("Yes.", ("one", "two")), ("It does", ("one", "two")),
        ("No, never", ("wrong",)), ("It does.", ("one",)), ("In most.", ("two",)), ("Read", ()),
    ]  # fmt: skip


def test_each_check_has_its_own_explanation():
    found = cited(CHECK + "\n" + CHECK.replace("[@one]", "[@three]"))
    assert [claims for words, claims in found if words == "Does it help?"] == [("one", "two"), ("three", "two")]


def test_outside_of_a_check_nothing_is_handed_on():
    assert cited(CHECK.replace("::: check", "::: note"))[0] == ("Does it help?", ())


# The formulas, by hand


def test_short_words_in_short_sentences_by_hand():
    """8 words, 2 sentences, 8 syllables, no hard and no long word."""
    found = measure(parse("The heart pumps blood. It has four valves."))
    assert (found.words, found.sentences, found.mean_sentence) == (8, 2, 4.0)
    assert found.grade == found.grade_as_written == pytest.approx(0.39 * 4 + 11.8 * 1 - 15.59)
    assert found.grade == pytest.approx(-2.23)
    assert found.smog == pytest.approx(3.1291)
    assert found.lix == pytest.approx(4.0)


def test_hard_words_by_hand_before_and_after_declared_terms():
    """The cardiologist examined it: 1 + 5 + 3 + 1 syllables; two words of more than six letters."""
    text = parse("The cardiologist examined it.")
    written, declared = measure(text), measure(text, ["Cardiologist"])
    assert written.grade == written.grade_as_written == pytest.approx(15.47)
    assert written.smog == pytest.approx(1.0430 * sqrt(2 * 30) + 3.1291) == pytest.approx(11.2082, abs=1e-4)
    assert written.lix == declared.lix == pytest.approx(4 + 50)
    assert declared.grade_as_written == pytest.approx(15.47)
    assert declared.grade == pytest.approx(0.39 * 4 + 11.8 * 7 / 4 - 15.59) == pytest.approx(6.62)
    assert declared.smog == pytest.approx(1.0430 * sqrt(30) + 3.1291) == pytest.approx(8.8419, abs=1e-4)


def test_every_word_of_a_declared_term_counts_two_at_most():
    """Atrial fibrillation came back: 3 + 4 + 1 + 1 written, 2 + 2 + 1 + 1 declared."""
    found = measure(parse("Atrial fibrillation came back."), ["atrial fibrillation", "AF"])
    assert found.grade_as_written == pytest.approx(0.39 * 4 + 11.8 * 9 / 4 - 15.59)
    assert found.grade == pytest.approx(0.39 * 4 + 11.8 * 6 / 4 - 15.59)


def test_a_term_is_declared_as_a_whole_only():
    text = parse("Anticoagulation and anticoagulant-like care.")
    assert measure(text, ["anticoagulant"]) == measure(text)


def test_a_figure_counts_as_one_short_word():
    found = measure(parse("In 1,582 people 90.9% did well."))
    assert found.words == 6
    assert found.grade == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)


def test_a_text_without_words_measures_nothing():
    assert measure(parse("## Only a heading {#k}")) == Readability(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_the_hardest_sentences_come_first():
    text = parse(
        "It helps. The cardiologist evaluates it. It goes on and on and on and on and on. A small heart pumps blood."
    )
    assert [sentence.text for sentence in hardest(text, most=2)] == [
        "The cardiologist evaluates it.", "It goes on and on and on and on and on.",
    ]  # fmt: skip
    assert len(hardest(text)) == 3
    assert hardest(parse("## Only a heading {#k}")) == []


def test_words_of_a_declared_term_cost_a_sentence_less():
    text = parse("Echocardiography helps now. The university agrees.")
    assert hardest(text, most=1)[0].text == "Echocardiography helps now."
    assert hardest(text, ["echocardiography"], most=1)[0].text == "The university agrees."


def test_the_hardest_words_are_those_that_add_most_syllables_in_all():
    text = parse("A hospital, a Hospital. The university. A valve opens. Echocardiography.")
    assert hardest_words(text) == ["echocardiography", "hospital", "university"]
    assert hardest_words(text, most=1) == ["echocardiography"]
    assert hardest_words(text, ["echocardiography"]) == ["hospital", "university"]
    assert hardest_words(parse("A valve opens.")) == []


@given(st.lists(st.sampled_from(["valve", "Dr. X", "2.0 cm²", "It is so.", "[@a]", "e.g. this", "(Yes.)", "?"])))
def test_no_word_is_lost_or_made_up_in_splitting(pieces):
    text = " ".join(pieces)
    words = [word for sentence in split(text) for word in sentence.split()]
    assert [word for word in words if word.isalpha()] == [word for word in text.split() if word.isalpha()]
