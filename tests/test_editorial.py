from datetime import date

import pytest

from education.editorial import ReviewDate, ReviewLine, ReviewState, checked, in_review, unchecked, why_not_decide

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


def test_words_that_are_only_looked_at_say_that_nobody_has_approved_them():
    line = in_review(date(2026, 3, 4))
    assert (line.approved, line.label) == (False, "Not approved: readers do not meet these words")


def test_a_checked_text_names_who_and_when_and_admits_when_the_next_check_is_late():
    in_time = checked("Dr A, nurse", date(2026, 3, 4), date(2029, 3, 4), today=date(2029, 3, 4))
    assert (in_time.approved, in_time.overdue, in_time.label) == (True, False, "Checked by Dr A, nurse")
    late = checked("Dr A, nurse", date(2026, 3, 4), date(2029, 3, 4), today=date(2029, 3, 5))
    assert (late.overdue, late.dates[1].label) == (True, "Next check was due")
    assert late.explanation.startswith("The next check was due and has not been done yet.")


@pytest.mark.parametrize("severity", ["typo", "minor", "major"])
@pytest.mark.parametrize("is_editor", [True, False])
@pytest.mark.parametrize("is_clinical", [True, False])
@pytest.mark.parametrize("is_known", [True, False])
def test_who_may_decide_about_what(severity, is_editor, is_clinical, is_known):
    roles = {"is_editor": is_editor, "is_clinical": is_clinical, "is_known": is_known}
    may = not why_not_decide(severity, wrote=False, **roles)
    assert may is (is_editor or is_clinical if severity == "typo" else is_clinical and is_known)
    assert why_not_decide(severity, wrote=True, **roles).startswith("You changed this text yourself")
