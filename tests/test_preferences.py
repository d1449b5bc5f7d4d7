from dataclasses import asdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.levels import ReadingLevel
from education.preferences import CHOICES, Preferences, ReaderKind, TextSize, Theme

pytestmark = pytest.mark.once

ALL = [
    Preferences(*choices)
    for choices in product(["", *ReaderKind.values], ["", *ReadingLevel.values], TextSize.values, Theme.values)
]


def test_every_combination_comes_back_from_its_cookie():
    assert len(ALL) == 5 * 4 * 4 * 4
    assert [Preferences.from_cookie(preferences.to_cookie()) for preferences in ALL] == ALL
    assert len({preferences.to_cookie() for preferences in ALL}) == len(ALL)


def test_the_cookie_holds_the_four_choices_and_nothing_else():
    assert Preferences("carer", "standard", "3", "dark").to_cookie() == "carer.standard.3.dark"
    assert Preferences().to_cookie() == "..1.auto"


@pytest.mark.parametrize(
    "value",
    [
        "", ".", "...", "....", "..1", "..1.", "..1.auto.", ".plain.1.auto.more", "..0.auto", "..5.auto", "..11.auto",
        "nobody.plain.1.auto", ".harder.1.auto", "..1.pink", "..1.AUTO", "patient.PLAIN.1.auto", " ..1.auto",
        "..1.auto ", "..1.auto\n", "..1.auto;x=y", "patient,plain,1,auto", "%2E.1.auto", "<script>", "patient..1",
        "..١.auto", "a" * 5000, "'; DROP TABLE education_user; --", "null", "{}", "plain",
    ],
)  # fmt: skip
def test_a_cookie_that_makes_no_sense_is_ignored(value):
    assert Preferences.from_cookie(value) is None


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[a-z.]{0,20}\.[0-9]\.[a-z]{0,9}\n?")))
def test_any_cookie_is_one_of_the_combinations_or_nothing(value):
    found = Preferences.from_cookie(value)
    assert found is None or (found in ALL and found.to_cookie() == value)


def test_who_chose_nothing_reads_plain():
    assert Preferences().reading_level is ReadingLevel.PLAIN


@pytest.mark.parametrize(
    ("kind", "level"),
    [("patient", "plain"), ("carer", "plain"), ("student", "plain"), ("professional", "detailed")],
)
def test_who_one_is_suggests_a_level(kind, level):
    assert Preferences(kind=kind).reading_level == level
    assert ReaderKind(kind).suggested_level == level


@pytest.mark.parametrize("level", ReadingLevel)
@pytest.mark.parametrize("kind", ["", *ReaderKind.values])
def test_a_level_that_was_chosen_comes_before_the_suggestion(kind, level):
    assert Preferences(kind=kind, level=level.value).reading_level is level


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_that_is_not_on_offer_is_refused(name):
    sound = asdict(Preferences("patient", "plain", "2", "dark"))
    assert Preferences.sound(sound) == Preferences("patient", "plain", "2", "dark")
    assert Preferences.sound(sound | {name: "purple"}) is None


@pytest.mark.parametrize(("name", "may"), [("kind", True), ("level", True), ("text_size", False), ("theme", False)])
def test_only_who_and_level_may_stay_unsaid(name, may):
    assert (Preferences.sound(asdict(Preferences()) | {name: ""}) is not None) is may


def test_a_change_leaves_the_other_choices():
    before = Preferences("carer", "standard", "3", "dark")
    assert before.with_changes(text_size="4") == Preferences("carer", "standard", "4", "dark")
    assert before == Preferences("carer", "standard", "3", "dark")


def test_every_choice_is_told_in_words():
    labels = [label for choices in CHOICES.values() for label in choices.labels]
    assert len(labels) == len(set(labels)) == 4 + 3 + 4 + 4
