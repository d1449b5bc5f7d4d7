"""Variants: the words of an article at one level in one language."""

from functools import cached_property

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from markdownx.models import MarkdownxField

from ..levels import ReadingLevel, minutes
from ..markup import LONGEST, Document, parse
from ..readability import measure
from .article import Article
from .edition import Content, ContentQuerySet


class VariantQuerySet(ContentQuerySet):
    def readable(self):
        """Those that readers may meet."""
        return self.exclude(body="")


class Variant(Content):
    """An article's text at a reading level. Readers only ever meet `title`, `summary` and `body`."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="variants")
    level = models.CharField(max_length=10, choices=ReadingLevel.choices)
    language = models.CharField(max_length=10, default="en")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    body = MarkdownxField(
        blank=True,
        validators=[MaxLengthValidator(LONGEST)],
        help_text="Markdown with keyed sections and citations; content/README.md tells how.",
    )
    words = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["article", "language", "level"]
        constraints = [
            models.UniqueConstraint(fields=["article", "level", "language"], name="one_text_a_level_and_language")
        ]

    def __str__(self):
        return f"{self.article.slug} · {self.get_level_display()} · {self.language}"

    def save(self, **options):
        """Counts the words, so that lists can tell the minutes without parsing."""
        self.words = measure(self.document).words
        super().save(**options)

    def get_absolute_url(self) -> str:
        """Reads the article: costs a query unless it was fetched along."""
        return reverse("education:article-level", args=[self.article.slug, self.level])

    @property
    def minutes(self) -> int:
        return minutes(self.words)

    @cached_property
    def document(self) -> Document:
        """The parsed text. Costs a parse (some milliseconds); a changed body needs a fresh instance."""
        return parse(self.body)
