import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.figures import agree, denominator, figures, out_of_100, unheld

pytestmark = pytest.mark.once


def shares(text: str) -> list[float]:
    return [round(figure.value, 3) for figure in figures(text) if figure.share]


def numbers(text: str) -> list[float]:
    return [figure.value for figure in figures(text) if not figure.share]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("91 out of 100 people", 91), ("38 women out of 100", 38), ("about 9 in 10", 90), ("1 in every 100", 1),
        ("31 of 1,388 people", 2.233), ("20 in 1,000 births", 2), ("1 in 10,000", 0.01), ("3/4", 75),
        ("3 out of these 50", 6), ("one in three people", 33.333), ("two out of three", 66.667),
        ("12%", 12), ("0.4 %", 0.4), ("90 per cent", 90), ("90 percent", 90),
    ],
)  # fmt: skip
def test_proportions_and_percentages_are_read_as_one_share(text, share):
    assert (shares(text), numbers(text)) == ([share], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("518 people aged about 31", [518, 31]), ("1,582 people", [1582]), ("0.81 cm²", [0.81]),
        ("from 1986 to 2001", [1986, 2001]), ("a 10-year study", [10]), ("a 24 mm balloon", [24]),
        ("2.5 of 4 cm²", [2.5, 4]), ("7 out of 5", [7, 5]), ("5 of 2,000", [5, 2000]),
    ],
)  # fmt: skip
def test_what_is_no_share_is_a_plain_number(text, found):
    assert (shares(text), numbers(text)) == ([], found)


def test_both_ends_of_a_range_are_read():
    for text in ("5 to 10%", "5-10%", "5–10 per cent", "between 5 and 10%", "5% to 10%"):
        assert (sorted(shares(text)), numbers(text)) == ([5, 10], [])
    assert (shares("0 to about 3 out of 100"), numbers("0 to about 3 out of 100")) == ([3], [0])


@pytest.mark.parametrize(
    "text",
    [
        "class IIa, level C", "a grade 3 leak", "stage 2", "type 2 diabetes", "NYHA 3", "class 2a", "vitamin B12",
        "P2Y12", "half of them", "no number at all", "Group 1 and group 2",
    ],
)  # fmt: skip
def test_names_that_hold_a_digit_are_no_numbers(text):
    assert figures(text) == ()


@pytest.mark.parametrize("text", ["Call 112, 911 or 999 now.", "Ring 112 in an emergency.", "In Australia dial 000."])
def test_emergency_numbers_are_not_counted(text):
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "share", "number"),
    [
        ("112 people died", [], [112]), ("999 of 1,000 lived", [99.9], []), ("1,112 went home", [], [1112]),
        ("111.5 went home", [], [111.5]), ("In one group 85 out of 100 lived", [85], []),
        ("In that group 38% were well", [38], []), ("In a group 9 people died", [], [9]),
        ("At this stage 6 in 10 were well", [60], []),
    ],
)  # fmt: skip
def test_a_count_that_looks_like_a_name_or_an_emergency_number_is_counted(text, share, number):
    assert (shares(text), numbers(text)) == (share, number)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It worked in 88.5%.", "88.5%"), ("It worked in 89%.", "88.5%"), ("About 89 out of 100.", "88.5%"),
        ("About 9 in 10.", "88.5%"), ("About 900 in 1,000.", "90%"), ("Of 518 people, 31 died.", "31 of 518 people"),
        ("About 6 out of 100.", "31 of 518 people"), ("31 of 518.", "518 people, of whom 31 died"),
        ("About 2,800 people.", "2,773 people"), ("About 2,770 people.", "2,773 people"),
        ("It grew by 0.8.", "0.81 cm²"),
        ("It took 5 years.", "five years"), ("It took 10 years.", "a decade"), ("It took 0.5.", "half an hour"),
        ("1.1% to 5.4%.", "1.1-5.4%"),
        ("In 2021.", "360,000 deaths (2021)"), ("About 5 to 10%.", "5 to 10%"),
        ("5 of 100.", "5 to 10%, about 5 of 100"),
        ("One in three died.", "33%"), ("Nine in ten lived.", "90.9%"),
    ],
)  # fmt: skip
def test_a_number_stands_exactly_or_rounded_as_far_as_the_text_rounds(text, held):
    assert unheld(text, [held]) == []


@pytest.mark.parametrize(
    ("text", "held"),
    [("11 out of 100 did not.", "88.5%"), ("9 in 100 died.", "90.9%"), ("62% were not treated again.", "38%")],
)
def test_the_other_side_of_a_share_stands(text, held):
    assert unheld(text, [held]) == []


@pytest.mark.parametrize(
    ("text", "held", "odd"),
    [
        ("It worked in 88.4%.", "88.5%", ["88.4%"]),
        ("It worked in 87%.", "88.5%", ["87%"]),
        ("87 out of 100.", "88.5%", ["87 out of 100"]),
        ("8 in 10.", "88.5%", ["8 in 10"]),
        ("24 in 1,000.", "2%", ["24 in 1,000"]),
        ("21 in 1,000.", "2%", ["21 in 1,000"]),
        ("One in ten.", "33%", ["One in ten"]),
        ("2,900 people.", "2,773 people", ["2,900"]),
        ("2,774 people.", "2,773 people", ["2,774"]),
        ("It grew by 0.9.", "0.81 cm²", ["0.9"]),
        ("38 went home.", "62%", ["38"]),
        ("5 years and 7 days.", "5 years", ["7"]),
        ("32 of 518.", "31 of 518", ["32 of 518"]),
        ("In 2020.", "2021", ["2020"]),
        ("From 1990 to 2000.", "1986 to 2001", ["1990", "2000"]),
        ("30%.", "class 30", ["30%"]),
    ],
)
def test_any_other_number_is_named_as_written(text, held, odd):
    assert unheld(text, [held]) == odd


def test_all_numbers_stand_alone_where_nothing_is_cited():
    assert unheld("Of 518 people 5% died, or 1 in 20.", []) == ["1 in 20", "5%", "518"]


def test_any_of_the_wordings_may_hold_a_number():
    assert unheld("Of 518 people 5% died.", ["5%", "518 people"]) == []


@given(st.integers(0, 100))
def test_a_whole_percentage_holds_people_out_of_a_hundred_and_the_others(percent):
    held = [f"{percent}%"]
    assert unheld(f"{percent} out of 100 did, {100 - percent} out of 100 did not, {percent} per cent.", held) == []


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_whole_number_below_the_rounding_holds_only_itself(one, other):
    known = unheld(f"{one:,} metres", [f"{other:,} metres"]) == []
    assert known or one != other
    assert not known or one == other or str(one).endswith("0")


# What is drawn and compared


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("9 out of 100 people", [9]), ("About 91 people out of 100 lived", [91]), ("1 OUT OF 100", [1]),
        ("99 women out of 100", [99]), ("2 out of 100, then 5 out of 100", [2, 5]),
        ("out of 100", []), ("0 out of 100", []), ("100 out of 100", []), ("9 out of 1000", []), ("9 out of 10", []),
        ("0.5 out of 100", []), ("1,009 out of 100", []), ("2-5 out of 100", []), ("2–5 out of 100", []),
        ("9 in 100", []), ("9%", []), ("nine out of 100", []), ("9 fine people out of 100", []),
    ],
)  # fmt: skip
def test_only_whole_people_out_of_a_hundred_are_drawn(text, drawn):
    assert out_of_100(text) == drawn


@given(st.integers(1, 99))
def test_any_number_from_one_to_ninety_nine_is_drawn(number):
    assert out_of_100(f"About **{number} people** out of 100".replace("*", "")) == [number]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("9 out of 100 people", 100), ("31 of 1,388 people", 1388), ("9 in 10", 10), ("3 in every 50", 50),
        ("2 of 5", 0), ("91%", 0), ("518 people", 0), ("one in three", 0), ("in 2021", 0),
    ],
)  # fmt: skip
def test_the_denominator_is_the_number_of_people_a_share_is_out_of(text, whole):
    (figure,) = figures(text)
    assert denominator(figure) == whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("91 out of 100", "91%"), ("91 out of 100", "90.9%"), ("9 out of 10", "90.9%"), ("9 in 10", "87%"),
        ("9 out of 100", "91%"), ("31 of 1,388", "2%"), ("31 of 1,388", "2.2%"), ("one in three", "31%"), ("5", "5"),
    ],
)  # fmt: skip
def test_figures_agree_as_far_as_the_coarser_is_rounded_and_from_either_side(one, other):
    (first,), (second,) = figures(one), figures(other)
    assert agree(first, second) and agree(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("91 out of 100", "89%"), ("9 out of 10", "84%"), ("2%", "3%"), ("31 of 1,388", "3.2%"), ("0.4%", "0.6%"),
        ("5", "6"), ("50%", "50"), ("10 years", "90 years"),
    ],
)  # fmt: skip
def test_other_figures_do_not_agree(one, other):
    (first,), (second,) = figures(one), figures(other)
    assert not agree(first, second) and not agree(second, first)


def test_a_figure_is_held_by_any_wording_that_has_it():
    share, number = figures("91 out of 100 of 518 people")
    assert [share.is_held([words]) for words in ("90.9%", "9%", "518 people", "89%")] == [True, True, False, False]
    assert [number.is_held([words]) for words in ("518 people", "518%", "519")] == [True, True, False]
    assert not share.is_held([])
