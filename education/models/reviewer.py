"""Reviewers: the clinicians who answer for texts, as readers are told of them."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from .edition import Content, ContentQuerySet


class ReviewerQuerySet(ContentQuerySet):
    def shown(self):
        """Those who have checked a text that readers can meet, each with these as `texts`; nobody else is named to
        them. Costs two queries.
        """
        texts = self.model.checked_texts.rel.related_model.objects.readable()
        named = self.filter(models.Exists(texts.filter(checked_by=models.OuterRef("pk")))).order_by("name")
        own = texts.select_related("article").defer("body", "draft").order_by("article__position", "article", "pk")
        return named.prefetch_related(models.Prefetch("checked_texts", own, to_attr="texts"))


class ReviewerProfile(Content):
    """Who a reviewer is. Belongs to an account, or to a clinician who was invited and has none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reviewer_profile"
    )
    name = models.CharField(max_length=120, help_text="As patients would meet you, with title: Dr Ada Example.")
    post = models.CharField(max_length=200, help_text="What you do, and where.")
    credentials = models.CharField("training", max_length=300, help_text="Degrees, specialty, registration.")
    conflicts = models.TextField(
        "conflicts of interest",
        max_length=1000,
        help_text="Payments, shares or posts that a reader should know of. Write “None” if there are none.",
    )
    history = HistoricalRecords()

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_whole(self) -> bool:
        return all(words.strip() for words in (self.name, self.post, self.credentials, self.conflicts))

    @property
    def in_words(self) -> str:
        """The name and the post in one line."""
        return f"{self.name}, {self.post}"
