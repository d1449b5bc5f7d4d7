"""The editorial policy: who may do what to a text, and how the pages tell where it stands.

A leaf: imports nothing of the project.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices

EDITOR = "Editor"
CLINICAL_REVIEWER = "Clinical reviewer"
SOON = 90  # days before a check is due in which it is called due soon
SHORTEST_REASON = 20  # characters of a reason that must say something


class ReviewState(TextChoices):
    """Where a text stands on its way from a draft to one that a clinician answers for."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_REVIEW = "under-review", "Under review"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"


OPEN = (ReviewState.SUBMITTED, ReviewState.UNDER_REVIEW)


class Severity(TextChoices):
    """How much a change means to a reader. A typo may be approved by any other editor; the rest by a clinical
    reviewer; a major one makes the other levels doubtful until they have followed.
    """

    TYPO = "typo", "Typo: no word of another meaning, no number"
    MINOR = "minor", "Minor: said better, the same facts"
    MAJOR = "major", "Major: a fact, a figure or advice has changed"


class Refused(Exception):
    """A step that the policy does not allow. The message says why, and what can be done instead."""


def refuse_if(is_so, reason: str) -> None:
    """Raises Refused with the reason if it is so."""
    if is_so:
        raise Refused(reason)


def why_not_decide(severity: str, *, wrote: bool, is_editor: bool, is_clinical: bool, is_known: bool) -> str:
    """Why somebody may not start, approve or return a review; empty if they may.

    `wrote` is whether they changed the text, `is_known` whether their reviewer profile is filled in. Nothing else
    counts: an administrator, or somebody who holds both roles, is refused all the same.
    """
    if wrote:
        return (
            "You changed this text yourself, so somebody else has to check it: a colleague, or a clinician you invite."
        )
    if severity == Severity.TYPO:
        return "" if is_editor or is_clinical else "Only an editor or a clinical reviewer may check this."
    if not is_clinical:
        return "Only a clinical reviewer may check a change that is more than a typo. Invite one, or ask for that role."
    if not is_known:
        return "Readers are told who checked a text. Fill in your reviewer profile first, all four fields of it."
    return ""


@dataclass(frozen=True)
class ReviewDate:
    label: str
    date: date


@dataclass(frozen=True)
class ReviewLine:
    """What stands under the title: the state in words, what it means, and the dates.

    Never says approved of what no person approved.
    """

    state: ReviewState
    label: str
    explanation: str
    dates: list[ReviewDate] = field(default_factory=list)
    overdue: bool = False

    @property
    def approved(self) -> bool:
        return self.state is ReviewState.APPROVED


def unchecked(changed_on: date) -> ReviewLine:
    """The line of a text that no clinician has checked, last changed on `changed_on`."""
    return ReviewLine(
        ReviewState.DRAFT,
        "Draft: not yet checked by a clinician",
        "We wrote this text from guidelines, studies and hospital handouts, and each statement names its source. "
        "No doctor or nurse has checked it yet. Please talk it over with your own team before you decide anything.",
        [ReviewDate("Last changed", changed_on)],
    )


def in_review(handed_in_on: date) -> ReviewLine:
    """The line of words that are only looked at before somebody decides about them."""
    return ReviewLine(
        ReviewState.UNDER_REVIEW,
        "Not approved: readers do not meet these words",
        "This is how the page would look. Readers meet it once somebody who did not write it has approved it.",
        [ReviewDate("Handed in", handed_in_on)],
    )


def checked(by: str, checked_on: date, due_on: date, today: date) -> ReviewLine:
    """The line of a text that `by` has checked. Past `due_on` it says that the next check is overdue."""
    overdue = today > due_on
    label = f"Checked by {by}"
    told = (
        "This person is a clinician. They read this text, the change in it and its sources, and found it right. "
        "They did not write it. Your own team knows your heart, and comes first."
    )
    late = (
        "The next check was due and has not been done yet. Some of this may no longer be up to date. "
        "Please ask your own team before you decide anything. "
    )
    dates = [ReviewDate("Checked", checked_on), ReviewDate("Next check was due" if overdue else "Next check", due_on)]
    if overdue:
        return ReviewLine(ReviewState.APPROVED, f"{label}; the next check is overdue", late + told, dates, overdue=True)
    return ReviewLine(ReviewState.APPROVED, label, told, dates)
