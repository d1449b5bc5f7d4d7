from itertools import combinations

import pytest

from education.levels import ReadingLevel, Target, minutes

pytestmark = pytest.mark.once

PLAIN, STANDARD, DETAILED = ReadingLevel


def test_levels_stand_from_the_plainest_to_the_most_detailed():
    assert ReadingLevel.choices == [("plain", "Plain"), ("standard", "Standard"), ("detailed", "Detailed")]
    assert [level.rank for level in ReadingLevel] == [0, 1, 2]


def test_targets_are_those_of_the_design():
    assert PLAIN.target == Target(grade=6, smog=8, mean_sentence=15)
    assert STANDARD.target == Target(grade=9)
    assert DETAILED.target == Target(grade=13)


def test_every_level_says_in_words_what_it_is():
    blurbs = [level.blurb for level in ReadingLevel]
    assert len(set(blurbs)) == 3
    assert all(blurb.endswith(".") for blurb in blurbs)


@pytest.mark.parametrize(
    ("wanted", "held", "found"),
    [
        (PLAIN, [STANDARD, DETAILED], STANDARD),
        (PLAIN, [DETAILED], DETAILED),
        (STANDARD, [DETAILED, PLAIN], PLAIN),
        (STANDARD, [DETAILED], DETAILED),
        (DETAILED, [PLAIN, STANDARD], STANDARD),
        (DETAILED, ["plain"], PLAIN),
    ],
)
def test_where_a_level_is_missing_the_nearest_is_taken_and_the_plainer_of_two(wanted, held, found):
    assert wanted.nearest(held) is found


@pytest.mark.parametrize("wanted", ReadingLevel)
def test_a_level_that_is_held_is_its_own_nearest(wanted):
    for size in (1, 2, 3):
        for held in combinations(ReadingLevel, size):
            if wanted in held:
                assert wanted.nearest(iter(held)) is wanted


def test_nothing_held_means_nothing_near():
    assert PLAIN.nearest([]) is None


@pytest.mark.parametrize(
    ("words", "told"), [(0, 1), (1, 1), (149, 1), (224, 1), (226, 2), (300, 2), (600, 4), (1800, 12)]
)
def test_minutes_are_whole_and_never_none(words, told):
    assert minutes(words) == told
