"""The language in which the lists say what a reader tells of, word by word."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education.patterns import FAR, OVERLAP, WIDE, Book, Span, shortest, ways

pytestmark = pytest.mark.once

LISTS = [
    {"id": "hue", "kind": "words", "when": ["red|dark blue", "green"]},
    {"id": "who", "kind": "words", "when": ["my mother|he"]},
]
BOOK = Book(LISTS, lambda word: False)
CHARACTERS = st.one_of(st.sampled_from("ab cd.?!,'’\n\0*^$@+<>&|/=\u202e🫀"), st.characters())
WORDS = st.sampled_from(["red", "hot", "sore", "leg", "he", "not", "very", "dark", "blue", "*^$", "a", "b", "c"])


def met(pattern: str, question: str, book: Book = BOOK) -> bool:
    (read,) = book.read([pattern], "x")
    sentences = book.sentences(question)
    return any(ways(read, one, sentences) for one in sentences)


@pytest.mark.parametrize(
    ("pattern", "told", "other"),
    [
        ("red", "it reds", "it is hot"),
        ("=red", "it is red", "it reds"),
        ("red hot", "a red hot leg", "a red and hot leg"),
        ("red + hot", "hot a b c d red", "hot a b c d e red"),
        ("red + hot", "red a b c d hot", "red a b c d e hot"),
        ("red > hot", "red a b hot", "red a b c hot"),
        ("red > hot", "red hot", "hot red"),
        ("red >> hot", "red a b c d e f g h i j hot", "red a b c d e f g h i j k hot"),
        ("red + hot > leg", "hot red leg", "leg hot red"),
        ("red|sore + hot", "sore and hot", "sore and red"),
        ("very red/sore leg", "very sore leg", "very red and sore leg"),
        ("red & hot", "hot. red", "red. red"),
        ("^ red", "red leg", "a red leg"),
        ("red $", "a leg so red", "a red leg"),
        ("^ red $", "red", "red red hot"),
        ("@hue > leg", "dark blue leg", "dark leg"),
        ("@who", "my mother", "mother"),
        ("red + red", "red, quite red", "red"),
        ("red leg", "RED-leg", "red. leg"),
    ],
)
def test_pattern_is_met_by_one_and_not_by_the_other(pattern, told, other):
    assert (met(pattern, told), met(pattern, other)) == (True, False)


@pytest.mark.parametrize("end", [". ", "? ", "! ", "; ", "\n", " but ", "。", "؟"])
def test_sentence_ends_where_it_ends(end):
    assert not met("red > hot", f"red{end}hot") and met("red & hot", f"red{end}hot")


def test_comma_and_the_point_of_a_number_end_no_sentence():
    assert met("red > hot", "red, hot") and met("2 5", "2.5") and met("red > butter", "red butter")


def test_word_within_a_sign_is_one_that_is_no_word_of_it():
    (sign,), (denied,) = BOOK.read(["leg + hot"], "x"), BOOK.read(["not < *"], "x")
    for question, is_denied in (("leg not hot", True), ("not leg hot", False), ("leg hot not", False)):
        sentences = BOOK.sentences(question)
        (span,) = ways(sign, sentences[0], sentences)
        assert bool(ways(denied, sentences[0], sentences, span)) is is_denied


def test_word_that_nobody_knows_may_be_meant_for_one_that_sounds_like_it():
    assert met("bleeding", "bleding") and met("chest > pain", "chestt pian")
    assert not met("red", "rod") and not met("chest", "best")
    known = Book(LISTS, {"chess"}.__contains__)
    assert met("chest", "chest", known) and not met("chest", "chess", known)


def test_long_sentence_is_looked_at_in_pieces_that_overlap():
    words = [f"a{number}" for number in range(2 * WIDE)]
    assert [len(BOOK.sentences(" ".join(words[:many]))) for many in (WIDE, WIDE + 1, 2 * WIDE)] == [1, 2, 3]
    for at in range(WIDE - OVERLAP, 2 * WIDE, 7):
        assert met("red >> hot", "a " * at + "red a a a a a a hot")


def test_nothing_bears_on_a_sign_that_is_far_from_it():
    (denied,) = BOOK.read(["not >> *"], "x")
    (sentence,) = BOOK.sentences("not leg")
    assert ways(denied, sentence, [sentence], Span(1, 2, frozenset([1])))
    (sentence,) = BOOK.sentences("not " + "a " * (FAR + 5) + "leg")
    assert not ways(denied, sentence, [sentence], Span(FAR + 6, FAR + 7, frozenset([FAR + 6])))


def test_of_spans_those_count_that_hold_no_other():
    short, long, apart = (Span(start, end, frozenset([start])) for start, end in ((2, 4), (0, 4), (5, 6)))
    assert set(shortest([long, short, apart, short])) == {short, apart}


@pytest.mark.parametrize("pattern", ["", "|", "a || b", "a + ", "@nobody", "a & @nobody", "- > a", "a > ’"])
def test_pattern_that_cannot_be_read_is_named_with_its_entry_and_its_place(pattern):
    with pytest.raises(ValueError, match="“broken” has a pattern that cannot be read, at "):
        BOOK.read([pattern], "broken")


@settings(max_examples=60)
@given(st.text(CHARACTERS, max_size=80))
def test_whatever_is_typed_can_be_looked_through(text):
    for sentence in BOOK.sentences(text):
        assert 0 < len(sentence.meant) <= WIDE


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_way_stands_within_its_sentence_and_on_words_of_its_own(text):
    sentences = BOOK.sentences(text)
    for pattern in BOOK.read(["red + hot > leg", "@hue >> not", "^ he + dark|blue", "very a/b $"], "x"):
        for sentence in sentences:
            for way in ways(pattern, sentence, sentences):
                assert 0 <= way.start < way.end <= len(sentence.meant)
                assert way.own <= set(range(way.start, way.end))


@pytest.mark.parametrize("words", ["red ", "red hot ", "he not leg dark blue ", "rod hut lig "])
def test_four_thousand_characters_are_looked_through_in_a_moment(words):
    began = time.process_time()
    for pattern in ("red + hot", "red >> hot > leg", "@hue + leg + hot"):
        met(pattern, (words * 4096)[:4096])
    assert time.process_time() - began < 1
