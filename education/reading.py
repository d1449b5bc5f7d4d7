"""Reading: who reads, at which level, and what they get.

Rank 3: imports the models, editorial, journey, levels, preferences and rendering.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .editorial import ReviewLine
from .journey import Stage
from .levels import ReadingLevel
from .models import Article, Edition, GlossaryTerm, Page, Reference, Source, Variant
from .models.user import ReaderProfile
from .preferences import Preferences, ReaderKind, TextSize, Theme
from .rendering import Ledger, Rendered, render

LISTED = 200  # articles on the home page at most


class Reader:
    """The reader of this request: profile if signed in, else cookie, else plain.

    Looks nothing up before it is asked.
    """

    def __init__(self, request):
        self._request = request

    @cached_property
    def signed_in(self) -> bool:
        """Costs the queries for session and account, but only if a session cookie came along."""
        return self._has_session and self._request.user.is_authenticated

    @cached_property
    def preferences(self) -> Preferences:
        """Costs a query for a signed-in reader."""
        return self._profile or self._cookie or Preferences()

    @property
    def chosen(self) -> bool:
        return bool(self._profile or self._cookie)

    @property
    def is_unknown(self) -> bool:
        """Whether the request carries nothing that tells this reader from any other, so that the page may be shared."""
        return not self._has_session and settings.READER_COOKIE_NAME not in self._request.COOKIES

    @property
    def level(self) -> ReadingLevel:
        return self.preferences.reading_level

    @property
    def kind(self) -> ReaderKind | str:
        return ReaderKind(self.preferences.kind) if self.preferences.kind else ""

    @property
    def text_size(self) -> TextSize:
        return TextSize(self.preferences.text_size)

    @property
    def theme(self) -> Theme:
        return Theme(self.preferences.theme)

    @property
    def _has_session(self) -> bool:
        return settings.SESSION_COOKIE_NAME in self._request.COOKIES

    @cached_property
    def _profile(self) -> Preferences | None:
        profile = ReaderProfile.objects.filter(user=self._request.user).first() if self.signed_in else None
        return profile.preferences() if profile else None

    @cached_property
    def _cookie(self) -> Preferences | None:
        return Preferences.from_cookie(self._request.COOKIES.get(settings.READER_COOKIE_NAME, ""))


@dataclass(frozen=True)
class Card:
    """An article as a list shows it."""

    slug: str
    title: str
    summary: str
    url: str
    minutes: int

    @classmethod
    def of(cls, article: Article, level: ReadingLevel) -> "Card":
        """Needs an article fetched `with_texts`."""
        text = variant_for(article.texts, level)
        return cls(article.slug, text.title, text.summary, article.get_absolute_url(), text.minutes)


@dataclass(frozen=True)
class Elsewhere:
    """The same section at another level."""

    level: ReadingLevel
    url: str


@dataclass(frozen=True)
class ReadSection:
    key: str
    title: str
    html: str
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One word of the level switch."""

    level: ReadingLevel
    url: str
    minutes: int
    current: bool
    available: bool


@dataclass(frozen=True)
class Cited:
    """A work in the list of references, with the places that cite it."""

    number: int
    work: Reference
    backlinks: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """An article as one reader meets it: the text at the level wanted, or at the nearest one held."""

    article: Article
    variant: Variant
    wanted: ReadingLevel
    rendered: Rendered

    @property
    def level(self) -> ReadingLevel:
        return ReadingLevel(self.variant.level)

    @property
    def substituted(self) -> bool:
        return self.level != self.wanted

    @property
    def minutes(self) -> int:
        return self.variant.minutes

    @property
    def lead(self):
        return self.rendered.lead

    @cached_property
    def sections(self) -> list[ReadSection]:
        others = [text for text in self.article.texts if text.level != self.variant.level]
        addresses = [(ReadingLevel(text.level), text.get_absolute_url()) for text in by_level(others)]
        return [
            ReadSection(
                s.key, s.title, s.html, tuple(Elsewhere(level, f"{url}#{s.key}") for level, url in addresses if s.key)
            )
            for s in self.rendered.sections
        ]

    @property
    def switch(self) -> list[Choice]:
        held = {text.level: text for text in self.article.texts}
        return [
            Choice(
                level,
                reverse("education:article-level", args=[self.article.slug, level.value]),
                held[level].minutes if level in held else 0,
                current=level == self.level,
                available=level in held,
            )
            for level in ReadingLevel
        ]

    @cached_property
    def references(self) -> list[Cited]:
        """Costs a query."""
        return cited_works(self.rendered)

    @property
    def review(self) -> ReviewLine:
        return self.variant.review_line

    @property
    def outdated_since(self) -> date | None:
        """Since when the text may be out of date; None if nothing is known to be."""
        since = self.variant.outdated_since
        return timezone.localdate(since) if since else None


def read(article: Article, wanted: ReadingLevel) -> Reading:
    """What a reader who wants this level gets of an article fetched `with_texts`.

    Costs the query for the edition and a rendering, unless kept.
    """
    variant = variant_for(article.texts, wanted)
    return Reading(article, variant, wanted, render(variant.body, ledger()))


def read_page(page: Page) -> Rendered:
    """A page about the site, rendered. Costs as `read` does."""
    return render(page.body, ledger())


def variant_for(texts: list[Variant], wanted: ReadingLevel) -> Variant:
    """The text at the level, or at the nearest one held, the plainer of two. The list must not be empty."""
    level = wanted.nearest(text.level for text in texts)
    return next(text for text in texts if text.level == level)


def by_level(texts: list[Variant]) -> list[Variant]:
    """The texts from the plainest to the most detailed."""
    return sorted(texts, key=lambda text: ReadingLevel(text.level).rank)


def cited_works(rendered: Rendered) -> list[Cited]:
    """The works a text cites, numbered as in the text. Costs a query."""
    works = Reference.objects.in_bulk(list(rendered.cited), field_name="key")
    return [
        Cited(number, works[key], places)
        for number, (key, places) in enumerate(rendered.cited.items(), 1)
        if key in works
    ]


def ledger() -> Ledger:
    """The terms and sources that texts are rendered with. Costs one query, and two more in each new edition."""
    return _ledger(Edition.now())


@lru_cache(maxsize=4)
def _ledger(edition: str) -> Ledger:
    terms = {
        form.lower(): (term.key, term.meaning)
        for term in GlossaryTerm.objects.filter(language="en")
        for form in term.forms
    }
    sources: dict[str, tuple[str, ...]] = {}
    for claim, work in Source.objects.order_by("claim__key", "position").values_list("claim__key", "reference__key"):
        sources[claim] = (*sources.get(claim, ()), work)
    return Ledger(terms, sources)


def journey(level: ReadingLevel) -> list[dict]:
    """The stages with their published articles as cards. Costs two queries."""
    articles = list(Article.objects.published().with_titles().in_order()[:LISTED])
    return [{"stage": stage, "cards": [Card.of(a, level) for a in articles if a.stage == stage]} for stage in Stage]


@dataclass(frozen=True)
class Around:
    """What lies close to an article: the one before and after it on the journey, and those related."""

    previous: Card | None
    next: Card | None
    related: list[Card]


def around(article: Article, level: ReadingLevel) -> Around:
    """Costs two queries, however many articles there are."""
    here, published = (article.position, article.slug), Article.objects.published()
    before = published.filter(Q(position__lt=here[0]) | Q(position=here[0], slug__lt=here[1])).order_by(
        "-position", "-slug"
    )
    after = published.filter(Q(position__gt=here[0]) | Q(position=here[0], slug__gt=here[1])).in_order()
    related = article.related.through.objects.filter(from_article=article).values("to_article")
    close = published.filter(Q(pk__in=before.values("pk")[:1]) | Q(pk__in=after.values("pk")[:1]) | Q(pk__in=related))
    found = list(close.exclude(pk=article.pk).with_titles().in_order().annotate(is_related=Q(pk__in=related)))
    earlier = [a for a in found if (a.position, a.slug) < here]
    later = [a for a in found if (a.position, a.slug) > here]
    return Around(
        Card.of(earlier[-1], level) if earlier else None,
        Card.of(later[0], level) if later else None,
        [Card.of(a, level) for a in found if a.is_related],
    )


def samples() -> list[dict]:
    """The first key point of the overview at each level, to choose a level by seeing it.

    Costs two queries and a parse a level.
    """
    article = Article.objects.published().with_texts().filter(slug="overview").first()
    return [
        {"level": ReadingLevel(text.level), "text": text.document.first_point, "url": text.get_absolute_url()}
        for text in by_level(article.texts if article else [])
    ]
