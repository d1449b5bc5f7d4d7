"""Pages about the site itself: policy, sources, privacy and the like."""

from functools import cached_property

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from ..markup import LONGEST, Document, parse
from .article import is_slug
from .edition import Content


class Page(Content):
    """A text about the site, at one level."""

    slug = models.CharField("address", max_length=60, validators=[is_slug])
    language = models.CharField(max_length=10, default="en")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    body = MarkdownxField(validators=[MaxLengthValidator(LONGEST)])
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="one_page_a_language")]

    def __str__(self):
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("education:about") if self.slug == "about" else reverse("education:about-page", args=[self.slug])

    @cached_property
    def document(self) -> Document:
        """The parsed text. Costs a parse."""
        return parse(self.body)
