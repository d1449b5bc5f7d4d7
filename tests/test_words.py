"""Words as search compares them, and what was meant by one that is misspelt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education import words
from education.words import (
    KIN,
    LITTLE,
    LONGEST,
    fold,
    is_english,
    nearest,
    same_to_the_ear,
    spans,
    stem,
    stem_spans,
    stems,
    tokens,
    typed,
    uses,
)

pytestmark = pytest.mark.once

# What people type is more often one of these than any other character.
TYPED = st.text(st.one_of(st.sampled_from("aeioubcdstnrAÉß'’-_ \n\0٣²ﬁ𝒜🫀\u0301\u202e"), st.characters()), max_size=60)
ALIKE = """
    anaesthetic anesthetic|haematoma hematoma|paediatric pediatric|orthopaedic orthopedic|leukaemia leukemia
    oedema edema|oesophagus esophagus|transoesophageal transesophageal|diarrhoea diarrhea|foetal fetal
    dyspnoea dyspnea|apnoea apnea|tumours tumors|colour color|odour odor|behaviour behavior|favourite favorite
    centre center|fibre fiber|theatres theaters|litre liter|catheterise catheterize|hospitalised hospitalized
    catheterisation catheterization|specialising specializing|analyse analyze|paralysed paralyzed|dialyser dialyzer
    defence defense|licence license|practising practicing|travelling traveling|counselling counseling
    sulphate sulfate|programme program|catalogue catalog|Café cafe|don’t dont|don't dont|WARFARIN warfarin
    ﬁbrillation fibrillation
"""
APART = "warfarin heparin|mitral aortic|stroke strike|valve value|heart hurt|dose does|rise raise|metre metal"


def pairs(told: str) -> list[list[str]]:
    return [pair.split() for line in told.split("\n") for pair in line.split("|") if pair.strip()]


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_word_is_the_same_on_both_sides_of_the_ocean_and_in_any_case(one, other):
    assert stems(one) == stems(other) and len(stems(one)) == 1


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_words_that_mean_something_else_stay_apart(one, other):
    assert stems(one) != stems(other)


def test_endings_tell_nothing():
    assert len({stem(word) for word in ("narrow", "narrows", "narrowed", "narrowing")}) == 1


def test_words_are_cut_from_whatever_stands_between():
    assert tokens("It’s a balloon-valve, e.g. 1.5 cm² (PTMC)!") == [
        "its", "a", "balloon", "valve", "e", "g", "1", "5", "cm2", "ptmc",
    ]  # fmt: skip


def test_little_words_are_written_as_they_are_compared():
    assert [word for word in LITTLE if fold(word) != word] == []
    assert KIN < LITTLE and {"mum", "husband"} <= KIN
    assert LITTLE.isdisjoint({"stop", "start", "heart", "eat", "bleed", "hurt", "work", "hole", "pain", "test"})


@settings(max_examples=200)
@given(TYPED)
def test_words_stand_where_they_are_said_to_and_hold_letters_and_digits_alone(text):
    found, end = list(spans(text)), 0
    for start, stop, word in found:
        assert end <= start < stop <= len(text) and fold(text[start:stop]) == word
        assert word.isalnum() and len(word) <= LONGEST
        end = stop
    assert found == list(typed(text))
    assert [word for *_, word in stem_spans(text)] == stems(text)


@given(st.lists(st.sampled_from([one for pair in pairs(ALIKE) for one in pair])))
def test_what_is_compared_does_not_change_when_it_is_compared_again(told):
    assert [fold(word) for word in tokens(" ".join(told))] == tokens(" ".join(told))


def test_nothing_that_is_typed_is_kept_in_mind():
    before = words._kept_fold.cache_info().currsize
    assert [word for *_, word in typed("Zzyzxq Qwrtzpl")] == ["zzyzxq", "qwrtzpl"]
    assert words._kept_fold.cache_info().currsize == before
    assert tokens("Zzyzxq") and words._kept_fold.cache_info().currsize == before + 1


# What was meant

OURS = ["balloon", "valvotomy", "warfarin", "stenosis", "mitral", "clot"]
SLIPS = """
    baloon balloon|ballon balloon|warfrin warfarin|worfarin warfarin|stenosus stenosis|mitrel mitral|mitarl mitral
    valvotimy valvotomy|warfaren warfarin|clott clot
"""


@pytest.mark.parametrize(("slip", "meant"), pairs(SLIPS))
def test_slip_is_meant_for_one_of_our_own_words(slip, meant):
    assert nearest(slip, OURS) == meant


def test_our_own_word_comes_before_one_of_english_and_an_earlier_one_before_a_later():
    assert is_english("saloon") and nearest("baloon", ["balloon"]) == "balloon"
    assert nearest("clxt", ["clot", "clat"]) == "clot"
    assert nearest("clxt", ["clat", "clot"]) == "clat"


def test_slip_that_is_near_no_word_is_meant_for_none():
    assert [nearest(slip, OURS) for slip in ("qwrtzpl", "שלום", "x" * LONGEST)] == ["", "", ""]


def test_two_slips_are_forgiven_in_a_long_word_alone():
    assert nearest("valvxtxmy", OURS) == "valvotomy"
    assert nearest("clxx", OURS) != "clot"


@given(TYPED.map(fold).filter(bool))
def test_whatever_is_typed_is_meant_for_a_word_or_for_none(word):
    meant = nearest(word, OURS)
    assert meant == "" or meant in OURS or meant in LITTLE or is_english(meant)
    assert same_to_the_ear(word, OURS) in ("", *OURS)


def test_ear_takes_one_word_for_another_that_is_written_nearly_so():
    assert same_to_the_ear("vain", ["heart", "vein"]) == "vein"
    assert same_to_the_ear("vain", ["heart", "valve"]) == ""


def test_word_of_english_is_one_that_is_in_use():
    assert all(map(is_english, ("heart", "balloon", "driving", "color", "grandma")))
    assert not any(map(is_english, ("baloon", "warfrin", "qwrtzpl", "")))
    assert uses("the") > uses("heart") > uses("balloon") > uses("qwrtzpl") == 0
