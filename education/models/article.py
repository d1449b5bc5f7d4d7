"""Articles: what they are about and where they stand on the journey. Their words are in variants."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse
from simple_history.models import HistoricalRecords

from ..journey import Stage
from ..markup import SLUG, parse
from .edition import Content, ContentQuerySet
from .passage import Passage

ASKED = re.compile(rf"{SLUG}\s*:\s*\S.*")  # a line of `asked`: the key of a section, and a question
is_slug = RegexValidator(rf"^{SLUG}$", "Use small letters, digits and single hyphens.")


class ArticleQuerySet(ContentQuerySet):
    def published(self, language: str = "en"):
        """The one gate to the public: articles with a text of that language that readers may meet.

        Pages, search, answers, leaflets and sitemap all use it.
        """
        return self.filter(Exists(self._texts.filter(article=OuterRef("pk"), language=language)))

    def held_back(self, language: str = "en"):
        """Articles whose texts exist, but may not be shown before a clinician has checked one (SHOW_UNREVIEWED)."""
        written = self._variants.filter(article=OuterRef("pk"), language=language).exclude(body="")
        return self.filter(Exists(written)).exclude(pk__in=self.published(language).values("pk"))

    def with_texts(self, language: str = "en"):
        """With the readable texts of a language as `texts`, each with its reviewer and, as `outdated_since`, when it
        fell behind: one query more, however many articles.
        """
        marks = self._variants.model.marks.rel.related_model.objects.filter(variant=OuterRef("pk"), ended_at=None)
        texts = self._texts.filter(language=language).select_related("article", "checked_by").defer("article__asked")
        texts = texts.annotate(outdated_since=Subquery(marks.order_by("since").values("since")[:1]))
        return self.defer("asked").prefetch_related(Prefetch("variants", texts, to_attr="texts"))

    def with_titles(self, language: str = "en"):
        """As `with_texts`, but only with what a list shows: level, title, summary and length."""
        texts = self._texts.filter(language=language).only("article", "level", "title", "summary", "words")
        return self.defer("asked").prefetch_related(Prefetch("variants", texts, to_attr="texts"))

    @property
    def _texts(self):
        return self._variants.readable()

    @property
    def _variants(self):
        """Variants import articles, so the model is asked from here."""
        return self.model.variants.rel.related_model.objects.all()

    def in_order(self):
        return self.order_by("position", "slug")


class Article(Content):
    """One subject, told at up to three levels."""

    slug = models.CharField(
        "address",
        max_length=60,
        unique=True,
        validators=[is_slug],
        help_text="The last part of the page's address. Never change it once others link to it.",
    )
    stage = models.CharField(max_length=20, choices=Stage.choices)
    position = models.PositiveIntegerField(default=0, help_text="Its place on the journey; small numbers first.")
    also_called = models.JSONField(default=list, blank=True, help_text="Other names people use for the subject.")
    asked = models.JSONField(
        "asked by readers",
        default=list,
        blank=True,
        help_text="Questions in readers’ own words that a section answers, as “section-key: question”. Search finds "
        "the section by them, and offers them while somebody types.",
    )
    related = models.ManyToManyField("self", symmetrical=False, blank=True)
    review_months = models.PositiveIntegerField(
        "review every (months)", default=36, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("education:article", args=[self.slug])

    def clean(self):
        """Whether each line of `asked` has its form. Whether it leads anywhere, the checks tell: an import stores an
        article before its texts.
        """
        super().clean()
        if odd := [line for line in self.asked if not ASKED.fullmatch(str(line))]:
            raise ValidationError({"asked": f"“{odd[0]}” does not begin with the key of a section and a colon."})

    def save(self, **options):
        """The passages of its texts follow: costs a parse and some queries for each text that readers meet."""
        with transaction.atomic():
            super().save(**options)
            for text in self.variants.exclude(body=""):
                Passage.objects.index(text)

    @property
    def section_keys(self) -> list[str]:
        """The keys of the sections of its texts, as readers meet them and as they are drafted. Costs a query and two
        parses for each text.
        """
        bodies = self.variants.values_list("body", "draft") if self.pk else ()
        keys = (key for words in bodies for body in dict.fromkeys(words) for key in parse(body).keys)
        return list(dict.fromkeys(filter(None, keys)))

    @property
    def asked_by_section(self) -> dict[str, list[str]]:
        """What readers ask, by the key of the section that answers it, in the order of `asked`."""
        sections: dict[str, list[str]] = {}
        for line in self.asked:
            key, _, question = line.partition(":")
            sections.setdefault(key.strip(), []).append(question.strip())
        return sections


class Question(Content):
    """A question that a reader may want to ask their team."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, default="en")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.text


class Code(Content):
    """A code by which record systems ask for the article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="codes")
    system = models.CharField(
        max_length=60, help_text="The object identifier of the code system, such as 2.16.840.1.113883.6.90."
    )
    code = models.CharField(max_length=40)
    label = models.CharField(
        max_length=120, blank=True, help_text="In our own words; the systems' labels are not ours to copy."
    )

    class Meta:
        ordering = ["system", "code"]
        constraints = [models.UniqueConstraint(fields=["article", "system", "code"], name="one_code_an_article")]

    def __str__(self):
        return f"{self.code} ({self.system})"
