"""What an editor or a reviewer meets first: their own work, what waits for them, and what the library lacks.

Rank 5: imports editorial, levels, listed, the models, outside, passages and reach.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone

from .editorial import CLINICAL_REVIEWER, EDITOR, SOON, ReviewState, Severity, why_not_decide
from .levels import ReadingLevel
from .listed import MOST, Listed, Way
from .models import (
    Article,
    AuditEntry,
    Feedback,
    Invitation,
    MissedWord,
    OutdatedMark,
    OutsideAddress,
    Review,
    SentQuestion,
    Variant,
)
from .outside import used
from .passages import broken_links
from .reach import CLOSED

DEEDS = 10
UNCHANGED = Q(draft_title=F("title"), draft_summary=F("summary"), draft=F("body"))


@dataclass(frozen=True)
class Draft:
    """A draft of mine; if it was returned, the review with the comment."""

    text: Way
    changed_at: date
    returned: Review | None


@dataclass(frozen=True)
class Missing:
    """A level at which an article has no text, and where to begin one."""

    level: ReadingLevel
    url: str


@dataclass(frozen=True)
class Unanswered:
    """An address of another site that does not answer, and what leads there."""

    address: OutsideAddress
    used_by: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class Unhelpful:
    """Where readers found a text unhelpful: the section by its heading, and what they said."""

    text: Way
    heading: str
    seen_at: str
    reasons: list[tuple[str, int]]
    words: list[str]
    of_earlier_words: bool


class Dashboard:
    """The lists for one account. Each is fetched when it is first asked for and costs one to five queries, however
    long it is; all of them about thirty. Links that lead nowhere cost a parse of the library once in each edition.
    """

    def __init__(self, user, today: date | None = None):
        self.user = user
        self.today = today or timezone.localdate()

    @cached_property
    def roles(self) -> set[str]:
        return set(self.user.groups.values_list("name", flat=True))

    @property
    def writes(self) -> bool:
        return self.user.has_perm("education.change_variant")

    @property
    def reviews_first(self) -> bool:
        return CLINICAL_REVIEWER in self.roles and EDITOR not in self.roles

    # Mine

    @cached_property
    def drafts(self) -> Listed:
        """Texts that I changed and nobody has handed in since; those that came back to me first."""
        reviews = Review.objects.filter(variant=OuterRef("pk")).order_by("-pk")
        mine = Q(Exists(Variant.writers.through.objects.filter(variant=OuterRef("pk"), user=self.user)))
        mine |= Q(last_state=ReviewState.RETURNED, last_by=self.user.pk)
        texts = Variant.objects.exclude(UNCHANGED).exclude(Exists(reviews.open()))
        texts = texts.annotate(last_state=Subquery(reviews.values("state")[:1]))
        texts = texts.annotate(last_by=Subquery(reviews.values("submitted_by")[:1])).filter(mine)
        returned_first = Case(When(last_state=ReviewState.RETURNED, then=Value(0)), default=Value(1))
        found = Listed.of(texts.with_standing().defer("body", "draft").order_by(returned_first, "-changed_at"))
        return Listed([_draft(text) for text in found], found.total)

    @cached_property
    def handed_in(self) -> Listed:
        """What I handed in and nobody has decided about, with the clinicians who were asked to."""
        asked = Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())
        return Listed.of(
            Review.objects.open()
            .for_lists()
            .filter(submitted_by=self.user)
            .prefetch_related(Prefetch("invitations", asked, to_attr="asked"))
            .order_by("submitted_at")
        )

    # Waiting

    @cached_property
    def waiting(self) -> Listed:
        """Reviews that I may decide about: those I have begun, then those nobody has, the oldest first."""
        wrote = Review.writers.through.objects.filter(review=OuterRef("pk"), user=self.user)
        may = [severity for severity in Severity if not self._why_not(severity)]
        mine_first = Case(
            When(started_by=self.user, then=Value(0)),
            When(state=ReviewState.SUBMITTED, then=Value(1)),
            default=Value(2),
        )
        found = Review.objects.open().for_lists().filter(severity__in=may).exclude(Exists(wrote))
        return Listed.of(found.order_by(mine_first, "submitted_at"))

    @cached_property
    def waiting_for_others(self) -> int:
        return Review.objects.open().count() - self.waiting.total

    @property
    def why_not_more(self) -> str:
        """What a clinical reviewer has to do before anything can wait for them."""
        return self._why_not(Severity.MINOR) if CLINICAL_REVIEWER in self.roles else ""

    def _why_not(self, severity: Severity) -> str:
        return why_not_decide(
            severity,
            wrote=False,
            is_editor=EDITOR in self.roles or self.user.is_superuser,
            is_clinical=CLINICAL_REVIEWER in self.roles,
            is_known=self._is_known,
        )

    @cached_property
    def _is_known(self) -> bool:
        profile = getattr(self.user, "reviewer_profile", None)
        return bool(profile and profile.is_whole)

    # The library

    @cached_property
    def overdue(self) -> Listed:
        return Listed.of(text for text in self._checked if text.due_on < self.today)

    @cached_property
    def due_soon(self) -> Listed:
        soon = self.today + timedelta(days=SOON)
        return Listed.of(text for text in self._checked if self.today <= text.due_on <= soon)

    @cached_property
    def never_checked(self) -> int:
        return Variant.objects.exclude(body="").filter(checked_at=None).count()

    @cached_property
    def _checked(self) -> list[Variant]:
        """The texts that were checked once, the first due first."""
        texts = Variant.objects.exclude(body="").exclude(checked_at=None).select_related("article")
        named = ("draft_title", "title", "level", "language", "checked_at", "article__slug", "article__review_months")
        return sorted(texts.only(*named), key=lambda text: text.due_on)

    @cached_property
    def outdated(self) -> Listed:
        """The marks on texts that may be out of date, text by text."""
        marks = OutdatedMark.objects.filter(ended_at=None).select_related("variant__article", "claim")
        marks = marks.defer("variant__body", "variant__draft")
        return Listed.of(marks.order_by("variant__article__position", "variant__article", "variant__level", "since"))

    @cached_property
    def missing(self) -> Listed:
        """Articles, each as (article, what is missing of it); a text that is still a draft is not missing."""
        held = Count("variants", filter=Q(variants__language="en"))
        texts = Variant.objects.filter(language="en").only("level", "article_id", "draft_title", "title")
        articles = Article.objects.annotate(held=held).filter(held__lt=len(ReadingLevel)).in_order()
        found = Listed.of(articles.prefetch_related(Prefetch("variants", texts, to_attr="english")))
        return Listed([_missing(article) for article in found], found.total)

    @cached_property
    def dead_ends(self) -> Listed:
        """Links within the site that lead nowhere, as (way to the text, what was found)."""
        return Listed.of((Way.to(found.where), found) for found in broken_links())

    @cached_property
    def unanswered(self) -> Listed:
        """Addresses of other sites with a problem; those that a person may still reach come last."""
        last = Case(When(problem__startswith=CLOSED, then=Value(1)), default=Value(0))
        found = Listed.of(OutsideAddress.objects.exclude(problem="").order_by(last, "url"))
        users = used() if found else {}
        rows = [Unanswered(row, [Way.to(user) for user in users.get(row.url, ())[:MOST]]) for row in found]
        return Listed(rows, found.total)

    @cached_property
    def looked_at(self):
        """When addresses of other sites were last looked at; None if never."""
        return OutsideAddress.objects.aggregate(last=Max("looked_at"))["last"]

    # Readers, and what was done

    @cached_property
    def unhelpful(self) -> Listed:
        """Of the last quarter, as `Feedback` counts it."""
        found = Listed.of(Feedback.objects.unhelpful_by_place())
        return Listed([_unhelpful(place) for place in found], found.total)

    @cached_property
    def helpful(self) -> tuple[int, int]:
        """How many readers found the words helpful that stand now, and how many answered."""
        shares = Feedback.objects.shares()
        return sum(share.helpful for share in shares), sum(share.answers for share in shares)

    @cached_property
    def asked(self) -> Listed:
        """Questions that readers sent and nobody has closed, the newest first."""
        return Listed.of(SentQuestion.objects.open())

    @cached_property
    def missed(self) -> Listed:
        """Words that readers looked for and no text has, those of most readers first."""
        return Listed.of(MissedWord.objects.open())

    @cached_property
    def deeds(self) -> list[AuditEntry]:
        """What was done to the library; who came in and out stands in the log itself."""
        return list(AuditEntry.objects.exclude(action__startswith="sign-in").select_related("who")[:DEEDS])


def _draft(text: Variant) -> Draft:
    last = text.latest
    return Draft(Way.to(text), text.changed_at, last if last and last.state == ReviewState.RETURNED else None)


def _missing(article: Article) -> tuple[Way, list[Missing]]:
    """The article goes by the title of one of its texts, if it has one."""
    held, add = {text.level for text in article.english}, reverse("admin:education_variant_add")
    titles = filter(None, (text.draft_title or text.title for text in article.english))
    way = Way(next(titles, article.slug), Way.to(article).url)
    levels = [level for level in ReadingLevel if level not in held]
    return way, [Missing(level, f"{add}?article={article.pk}&level={level}") for level in levels]


def _unhelpful(place) -> Unhelpful:
    """Finds the heading without a parse."""
    text, key = place.variant, place.section
    heading = re.search(rf"^##\s+(.+?)\s*\{{#{re.escape(key)}\}}\s*$", text.body, re.MULTILINE) if key else None
    seen_at = text.get_absolute_url() + (f"#{key}" if heading else "")
    reasons, earlier = place.reasons.most_common(), place.of_today < place.answers
    return Unhelpful(Way.to(text), heading[1] if heading else key, seen_at, reasons, place.words, earlier)
