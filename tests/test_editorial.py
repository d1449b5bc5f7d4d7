from datetime import date

import pytest

from education.editorial import ReviewDate, ReviewLine, ReviewState, unchecked

pytestmark = pytest.mark.once


def test_a_text_goes_through_five_states():
    assert ReviewState.choices == [
        ("draft", "Draft"),
        ("submitted", "Submitted"),
        ("under-review", "Under review"),
        ("approved", "Approved"),
        ("returned", "Returned"),
    ]


def test_a_text_that_nobody_checked_says_so_with_its_last_change():
    line = unchecked(date(2026, 3, 4))
    assert (line.state, line.approved) == (ReviewState.DRAFT, False)
    assert line.label == "Draft: not yet checked by a clinician"
    assert "No doctor or nurse has checked it yet." in line.explanation
    assert line.dates == [ReviewDate("Last changed", date(2026, 3, 4))]


@pytest.mark.parametrize("state", ReviewState)
def test_nothing_but_an_approval_is_called_approved(state):
    assert ReviewLine(state, "", "").approved is (state == "approved")
