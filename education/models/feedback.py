"""What readers think of a text, tied to the words that they judged. Nothing of the person is kept, nor the hour."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from ..editorial import refuse_if
from ..wording import Wording
from .audit import AuditEntry
from .variant import Variant

A_QUARTER = 90  # days
QUOTED = 3  # of the newest words about a place, how many are told
LOOKED_THROUGH = 500  # of the newest words, among how many those are looked for


@dataclass(frozen=True)
class Share:
    """How many of those who answered found the words helpful that readers meet now."""

    variant: Variant
    helpful: int
    answers: int

    @property
    def percent(self) -> int:
        return round(100 * self.helpful / self.answers)


@dataclass
class Place:
    """A section of a text (or, with an empty key, the text as a whole) and why readers found it unhelpful."""

    variant: Variant
    section: str
    reasons: Counter = field(default_factory=Counter)  # in words, with how many gave them
    of_today: int = 0  # how many judged the words that readers meet now
    words: list[str] = field(default_factory=list)  # the newest first

    @property
    def answers(self) -> int:
        return self.reasons.total()


class FeedbackQuerySet(models.QuerySet):
    def of_the_last(self, days: int):
        return self.filter(on__gt=timezone.localdate() - timedelta(days=days))

    def unhelpful_by_place(self, days: int = A_QUARTER) -> list[Place]:
        """Where readers said “not helpful”, of texts that they can meet now: most answers first. Costs three queries
        and a hash for each text that was judged.
        """
        unhelpful = self.of_the_last(days).filter(helpful=False)
        counted = unhelpful.order_by().values_list("variant", "section", "reason", "judged").annotate(Count("pk"))
        rows, places = list(counted), {}
        texts = _readable({row[0] for row in rows})
        for variant, section, reason, judged, times in rows:
            if variant in texts:
                place = places.setdefault((variant, section), Place(texts[variant][0], section))
                place.reasons[Feedback.Reason(reason).label if reason else "No reason given"] += times
                place.of_today += times if judged == texts[variant][1] else 0
        for variant, section, words in unhelpful.with_words().values_list("variant", "section", "words"):
            place = places.get((variant, section))
            if place and len(place.words) < QUOTED:
                place.words.append(words)
        return sorted(places.values(), key=lambda place: -place.answers)

    def with_words(self):
        """The newest of those who wrote something."""
        return self.exclude(words="").order_by("-pk")[:LOOKED_THROUGH]

    def shares(self, days: int = A_QUARTER) -> list[Share]:
        """How helpful readers find each text as it stands now, the least helpful first. What they said of earlier
        words does not count, nor a remark. Costs two queries and a hash for each text that was judged.
        """
        answers = self.of_the_last(days).filter(helpful__isnull=False).order_by()
        counts = {"yes": Count("pk", filter=Q(helpful=True)), "all": Count("pk")}
        rows = list(answers.values_list("variant", "judged").annotate(**counts))
        texts = _readable({row[0] for row in rows})
        found = [
            Share(texts[variant][0], yes, every)
            for variant, judged, yes, every in rows
            if variant in texts and judged == texts[variant][1]
        ]
        return sorted(found, key=lambda share: (share.percent, -share.answers))


class Feedback(models.Model):
    """One answer to “Was this page helpful?”, or a remark of somebody whose answer is counted already."""

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
    helpful = models.BooleanField(null=True, help_text="Unknown: a remark after an answer.")
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField(default=timezone.localdate)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "feedback"

    def __str__(self):
        answer = {True: "helpful", False: "not helpful", None: "remark"}[self.helpful]
        return f"{answer}: {self.variant}"

    @property
    def is_of_today(self) -> bool:
        """Whether the words that were judged are those that readers meet now. Reads the variant."""
        return self.judged == fingerprint(self.variant.live)

    def take_words_away(self, by) -> None:
        """Forget what the reader wrote, who may have told of themselves against the warning; the answer still counts.

        Raises Refused unless an editor does it. The log tells that it was done, and nothing of the words. Costs a few
        queries.
        """
        with AuditEntry.step(by, "take words away", self):
            refuse_if(not by.has_perm("education.submit_review"), "Only an editor may take a reader’s words away.")
            Feedback.objects.filter(pk=self.pk).update(words="")
            AuditEntry.note(by, "take words away", self, why="They may tell something personal.")
        self.words = ""


def fingerprint(wording: Wording) -> str:
    """What tells one wording from another, in 16 characters."""
    told = "\x00".join((wording.title, wording.summary, wording.body))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _readable(keys: set[int]) -> dict[int, tuple[Variant, str]]:
    """Those of these texts that readers can meet, each with the fingerprint of its words. Costs a query."""
    texts = Variant.objects.readable().filter(pk__in=keys).select_related("article").defer("draft")
    return {text.pk: (text, fingerprint(text.live)) for text in texts}
