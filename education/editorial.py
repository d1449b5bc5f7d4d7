"""The editorial policy as the pages tell it: the states of a text and what each means to a reader.

A leaf: imports nothing of the project.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices


class ReviewState(TextChoices):
    """Where a text stands on its way from a draft to one that a clinician answers for."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_REVIEW = "under-review", "Under review"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"


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
