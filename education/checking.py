"""What somebody is shown who is asked whether a text is right: the change, the evidence it touches, what a program
found, and the page as readers would meet it. The editors' desk and an invited clinician see the same.

Rank 5: imports assessment, difference, editorial, the models, preview, reading and touched.
"""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from .assessment import Assessment, assess
from .difference import Difference, difference
from .editorial import ReviewLine, in_review
from .models import Review
from .preview import drafted
from .reading import Reading
from .touched import TouchedClaim, claims_of_change


@dataclass(frozen=True)
class Checking:
    """All that a reviewer needs of a review that was fetched with its variant and article."""

    review: Review

    @cached_property
    def difference(self) -> Difference:
        """The frozen words against those that readers met when they were handed in. Costs milliseconds to a second."""
        return difference(self.review.base, self.review.wording)

    @cached_property
    def assessment(self) -> Assessment:
        """What a program finds in the frozen words. Costs what `assess` does."""
        return assess(self.review.variant, self.review.wording)

    @cached_property
    def claims(self) -> list[TouchedClaim]:
        """Costs three queries."""
        return claims_of_change(self.review.base, self.review.wording)

    @property
    def touched(self) -> list[TouchedClaim]:
        return [one for one in self.claims if one.fate != "kept"]

    @property
    def kept(self) -> list[TouchedClaim]:
        return [one for one in self.claims if one.fate == "kept"]

    @property
    def is_first(self) -> bool:
        """Whether no clinician has checked any words of this text, so that the change alone is not enough to read."""
        return not self.review.variant.checked_at

    @property
    def is_overtaken(self) -> bool:
        """Whether readers meet other words by now than those that the change was made to."""
        return self.review.is_open and self.review.variant.live != self.review.base

    @property
    def line(self) -> ReviewLine:
        """What the page of the frozen words says of itself: never that somebody has approved it."""
        return in_review(timezone.localdate(self.review.submitted_at))

    def page(self) -> Reading:
        """The frozen words as the page would show them. Nothing is saved. Costs what `preview.drafted` does."""
        shown, wording = copy(self.review.variant), self.review.wording
        shown.draft_title, shown.draft_summary, shown.draft = wording.title, wording.summary, wording.body
        return drafted(shown)
