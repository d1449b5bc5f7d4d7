"""Variants: the words of an article at one level in one language, as readers meet them and as editors write them."""

from calendar import monthrange
from datetime import date
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from ..editorial import OPEN, ReviewLine, ReviewState, checked, unchecked
from ..levels import ReadingLevel, minutes
from ..markup import LONGEST, Document, parse
from ..readability import measure
from ..wording import Wording
from .article import Article
from .edition import Content, ContentQuerySet
from .passage import Passage
from .reviewer import ReviewerProfile


class VariantQuerySet(ContentQuerySet):
    def readable(self):
        """Those that readers may meet: with words, and checked by a clinician unless SHOW_UNREVIEWED says otherwise."""
        published = self.exclude(body="")
        return published if settings.SHOW_UNREVIEWED else published.filter(checked_at__isnull=False)

    def with_standing(self):
        """With what `state` and `latest` read, reviews without their texts: one query more."""
        reviews = self.model.reviews.rel.related_model.objects.without_texts().order_by("pk")
        return self.select_related("article", "checked_by").prefetch_related(models.Prefetch("reviews", reviews))


class Variant(Content):
    """An article's text at a reading level. Readers only ever meet `title`, `summary` and `body`, which nothing
    writes but `publish`; editors write the draft beside them.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="variants")
    level = models.CharField(max_length=10, choices=ReadingLevel.choices)
    language = models.CharField(max_length=10, default="en")
    title = models.CharField(max_length=120, blank=True, editable=False)
    summary = models.CharField(max_length=400, blank=True, editable=False)
    body = MarkdownxField(blank=True, editable=False, validators=[MaxLengthValidator(LONGEST)])
    words = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(
        ReviewerProfile, models.PROTECT, null=True, editable=False, related_name="checked_texts"
    )
    draft_title = models.CharField("title", max_length=120, default="")
    draft_summary = models.CharField(
        "summary", max_length=400, default="", help_text="One or two sentences: what a reader will learn."
    )
    draft = MarkdownxField(
        "text",
        blank=True,
        validators=[MaxLengthValidator(LONGEST)],
        help_text="Markdown with keyed sections and citations. Readers see it once somebody else has approved it.",
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["article", "language", "level"]
        verbose_name = "text"
        constraints = [
            models.UniqueConstraint(fields=["article", "level", "language"], name="one_text_a_level_and_language")
        ]

    def __str__(self):
        return f"{self.article.slug} · {self.get_level_display()} · {self.language}"

    def get_absolute_url(self) -> str:
        """Reads the article: costs a query unless it was fetched along."""
        return reverse("education:article-level", args=[self.article.slug, self.level])

    # What readers meet

    @property
    def live(self) -> Wording:
        return Wording(self.title, self.summary, self.body)

    @property
    def minutes(self) -> int:
        return minutes(self.words)

    @cached_property
    def document(self) -> Document:
        """The parsed text. Costs a parse (some milliseconds); a changed body needs a fresh instance."""
        return parse(self.body)

    @property
    def due_on(self) -> date | None:
        """When the next check by a clinician is due; None if there was none. Reads the article."""
        if not self.checked_at:
            return None
        return _months_after(timezone.localdate(self.checked_at), self.article.review_months)

    @property
    def review_line(self) -> ReviewLine:
        """What the page says of who has checked it. Reads the article and the reviewer."""
        if self.checked_at:
            checked_on = timezone.localdate(self.checked_at)
            return checked(self.checked_by.in_words, checked_on, self.due_on, timezone.localdate())
        return unchecked(timezone.localdate(self.published_at or self.changed_at))

    def publish(self, wording: Wording, by=None) -> None:
        """Make these words those that readers meet. Only an approval and an import of unchecked texts call it.

        A draft that nobody has changed follows. `by` is the account for the history. Costs a parse and what
        the index of its passages does.
        """
        if not self.has_changes:
            self._draft(wording)
        self.title, self.summary, self.body = wording.title, wording.summary, wording.body
        self.__dict__.pop("document", None)
        self.words = measure(self.document).words
        self.published_at = timezone.now()
        self._history_user = by
        with transaction.atomic():  # what can be found is what can be read
            self.save()
            Passage.objects.index(self)

    # What editors write

    @property
    def drafted(self) -> Wording:
        return Wording(self.draft_title, self.draft_summary, self.draft)

    @property
    def has_changes(self) -> bool:
        """Whether the draft says something else than what readers meet."""
        return self.drafted != self.live

    def keep_draft(self, wording: Wording, by=None) -> None:
        """Keep these words as the draft, written by an account (or by an import). Readers notice nothing, so the
        edition stays. Raises StaleVersion as `save` does.
        """
        self._draft(wording)
        self._history_user = by
        with transaction.atomic():  # nobody may hand in these words before it is known who wrote them
            super(Content, self).save()
            if by:
                self.writers.add(by)

    def _draft(self, wording: Wording) -> None:
        self.draft_title, self.draft_summary, self.draft = wording.title, wording.summary, wording.body

    # Where it stands

    @property
    def latest(self):
        """The latest review, or None. Costs a query unless fetched `with_standing`."""
        return max(self.reviews.all(), key=lambda review: review.pk, default=None)

    @property
    def state(self) -> ReviewState:
        """Where the words stand that are the newest: those in review, else the draft, else what readers meet."""
        last = self.latest
        if last and last.state in OPEN:
            return ReviewState(last.state)
        if self.has_changes:
            returned = last and last.state == ReviewState.RETURNED
            return ReviewState.RETURNED if returned else ReviewState.DRAFT
        return ReviewState.APPROVED if self.checked_at else ReviewState.DRAFT

    @property
    def standing(self) -> str:
        """The state in words for editors, with what readers meet meanwhile."""
        if not self.has_changes and self.state not in OPEN:
            if not self.body:
                return "Empty"
            return "Published, checked" if self.checked_at else "Published, not yet checked"
        return self.state.label if self.body else f"{self.state.label}, not yet published"

    @property
    def siblings(self) -> VariantQuerySet:
        """The other levels of the article that readers can meet."""
        of_article = Variant.objects.filter(article_id=self.article_id, language=self.language)
        return of_article.exclude(pk=self.pk).exclude(body="")

    @property
    def is_held(self) -> bool:
        """Whether only an approval may change what readers meet: a review is open, or was passed once."""
        return any(review.state in (*OPEN, ReviewState.APPROVED) for review in self.reviews.all()) if self.pk else False


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
