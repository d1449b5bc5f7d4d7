"""What readers think of a text, tied to the words that they judged. Nothing of the person is kept, nor the hour."""

import hashlib

from django.db import models
from django.utils import timezone

from ..wording import Wording
from .variant import Variant


class Feedback(models.Model):
    """One answer to “Was this helpful?”."""

    class Reason(models.TextChoices):
        HARD = "hard", "It is hard to understand"
        MISSING = "missing", "It does not answer my question"
        WRONG = "wrong", "Something in it seems wrong"
        WORRYING = "worrying", "It worries me more than it helps"
        LONG = "long", "It is too long"
        PAGE = "page", "The page does not work well for me"
        OTHER = "other", "Something else"

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="feedback")
    judged = models.CharField(max_length=16, help_text="The fingerprint of the words that were judged.")
    section = models.CharField(max_length=60, blank=True)
    helpful = models.BooleanField()
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "feedback"

    def __str__(self):
        return f"{'helpful' if self.helpful else 'not helpful'}: {self.variant}"

    @property
    def is_of_today(self) -> bool:
        """Whether the words that were judged are those that readers meet now. Reads the variant."""
        return self.judged == fingerprint(self.variant.live)


def fingerprint(wording: Wording) -> str:
    """What tells one wording from another, in 16 characters."""
    told = "\x00".join((wording.title, wording.summary, wording.body))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
