"""Marks on texts that may be out of date: another level was changed in substance, or a claim that they rest on."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from .edition import Edition
from .variant import Variant


class OutdatedMark(models.Model):
    """Why a text may be out of date, and since when. Ends when a clinician has checked a text handed in later."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="marks")
    review = models.ForeignKey("Review", models.CASCADE, null=True, related_name="marks")
    claim = models.ForeignKey("Claim", models.CASCADE, null=True, related_name="marks")
    why = models.CharField(max_length=400)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]

    def __str__(self):
        return f"{self.variant}: {self.why}"

    @classmethod
    def spread(cls, review) -> None:
        """Mark the other levels of the text that a major change went into. Costs two queries."""
        why = f"The {review.variant.get_level_display()} text was changed in substance: {review.note}"
        cls._set(review.variant.siblings, why, review=review)

    @classmethod
    def of_claim(cls, claim, texts, why: str) -> None:
        """Mark the texts that rest on a claim which was changed. Costs three queries."""
        cls._set(texts, why, claim=claim)

    @classmethod
    def end(cls, variant: Variant, before: datetime) -> None:
        """End the marks that a text handed in at `before` has answered."""
        cls.objects.filter(variant=variant, ended_at=None, since__lt=before).update(ended_at=timezone.now())

    @classmethod
    def _set(cls, texts, why: str, **because) -> None:
        """Readers are told, so the edition turns."""
        Edition.turn()
        cls.objects.bulk_create(cls(variant=text, why=why[:400], **because) for text in texts)
