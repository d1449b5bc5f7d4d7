import pytest

from education.journey import Stage

pytestmark = pytest.mark.once


def test_the_journey_has_six_stages_in_order():
    assert Stage.choices == [
        ("understand", "Understand"),
        ("decide", "Decide"),
        ("prepare", "Prepare"),
        ("the-day", "The day"),
        ("going-home", "Going home"),
        ("later-on", "Later on"),
    ]
    assert [stage.rank for stage in Stage] == [0, 1, 2, 3, 4, 5]


def test_each_stage_says_what_stands_there():
    blurbs = [stage.blurb for stage in Stage]
    assert len(set(blurbs)) == 6
    assert all(blurb.endswith(".") for blurb in blurbs)
