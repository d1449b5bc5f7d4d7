"""Articles: what they are about, with their questions and codes, and where their texts stand at each level."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ..assessment import Assessment, of_article, remarks_on
from ..checks import answering, owners_of, wrong_questions
from ..levels import ReadingLevel
from ..models import Article, Code, OutdatedMark, Question, Variant
from ..models.article import ASKED
from .versioned import ContentAdmin, Rows, VersionedForm


@dataclass(frozen=True)
class Way:
    """A link: what it leads to, and the address."""

    label: str
    address: str


@dataclass(frozen=True)
class Level:
    """An article at one level, as its editors see it. Without a text, `ways` leads to writing one."""

    level: ReadingLevel
    variant: Variant | None
    assessment: Assessment | None
    ways: list[Way] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return bool(self.variant and self.variant.due_on and self.variant.due_on < timezone.localdate())

    @property
    def is_too_hard(self) -> bool:
        return bool(self.assessment and "grade" in self.assessment.exceeded)


class QuestionInline(Rows):
    model = Question


class CodeInline(Rows):
    model = Code


class ArticleForm(VersionedForm):
    """What readers ask is held to the sections of the texts, published or drafted, whenever a line of it changes."""

    def clean_asked(self) -> list[str]:
        """Costs two queries and the parses of `section_keys`, if a line was changed."""
        lines = self.cleaned_data["asked"]
        if "asked" in self.changed_data and (wrong := list(self._wrong(lines))):
            raise ValidationError(wrong)
        return lines

    def _wrong(self, lines: list[str]) -> Iterator[str]:
        """What is wrong with the lines, each told with what to do."""
        keys = answering(self.instance.section_keys)
        for line in lines:
            if not ASKED.fullmatch(line):
                yield f"“{line}” does not begin with the key of a section and a colon. {_known(keys)}"
        if lines and not keys:
            yield _known(keys)
        others = {one.slug: one.asked_by_section for one in Article.objects.exclude(pk=self.instance.pk)}
        sound = Article(asked=list(filter(ASKED.fullmatch, lines))).asked_by_section
        slug = self.cleaned_data.get("slug", "")
        for message, remedy in wrong_questions(slug, sound, keys, owners_of(others)):
            yield f"{message}. {remedy}."


@admin.register(Article)
class ArticleAdmin(ContentAdmin):
    form = ArticleForm
    list_display = ["title", "stage", "levels", "due"]
    search_fields = ["slug", "variants__title", "variants__draft_title"]
    filter_horizontal = ["related"]
    inlines = [QuestionInline, CodeInline]
    change_form_template = "admin/education/article/change_form.html"

    class Media:
        css = {"all": ["css/desk/article.css"]}

    def get_queryset(self, request):
        """With the texts and where they stand: three queries more, however many articles."""
        return super().get_queryset(request).prefetch_related(Prefetch("variants", _texts()))

    @admin.display(description="title", ordering="slug")
    def title(self, article) -> str:
        """As readers know it, at the plainest level that has one; the address where no text is titled yet."""
        titles = (text.title or text.draft_title for text in _by_level(article))
        return next(filter(None, titles), article.slug)

    @admin.display(description="levels")
    def levels(self, article) -> str:
        """Where its texts stand, levels that stand alike told together."""
        held, told = {text.level: text for text in _by_level(article)}, {}
        for level in ReadingLevel:
            told.setdefault(_short(held.get(level)), []).append(level.label)
        return render_to_string("desk/levels_short.html", {"told": told, "all": len(ReadingLevel)})

    @admin.display(description="next check due")
    def due(self, article) -> str:
        """The first day on which one of its texts has to be checked again."""
        days = [text.due_on for text in _by_level(article) if text.due_on]
        if not days:
            return "none was checked yet" if article.variants.all() else ""
        first = min(days)
        return f"{first:%-d %B %Y}{', overdue' if first < timezone.localdate() else ''}"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the levels side by side. Costs what `assessment.of_article` does, and a query or two."""
        if obj and obj.pk:
            context["levels"] = [self._level(request, obj, *told) for told in of_article(obj)]
            context["remarks"] = remarks_on(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _level(self, request, article, level, variant, assessment) -> Level:
        if variant:
            return Level(level, variant, assessment, list(_ways(request, variant)))
        may = request.user.has_perm("education.add_variant")
        asked = QueryDict(mutable=True)
        asked.update({"article": article.pk, "level": level.value})
        address = f"{reverse('admin:education_variant_add')}?{asked.urlencode()}"
        return Level(level, None, None, [Way(f"Write the {level.label} text", address)] if may else [])


def _known(keys: list[str]) -> str:
    """Which sections there are to lead to."""
    if not keys:
        return "The article has no section yet: write a text first, then what is asked."
    return f"The keys are {', '.join(keys)}."


def _texts():
    """The English texts with their standing and, as `doubts`, the open marks that they may be out of date."""
    doubts = Prefetch("marks", OutdatedMark.objects.filter(ended_at=None), to_attr="doubts")
    return Variant.objects.filter(language="en").with_standing().prefetch_related(doubts)


def _short(text: Variant | None) -> str:
    """Where a text of `_texts` stands, in a few words."""
    return f"{text.standing.lower()}{'; may be out of date' if text.doubts else ''}" if text else "missing"


def _by_level(article) -> list[Variant]:
    return sorted(article.variants.all(), key=lambda text: ReadingLevel(text.level).rank)


def _ways(request, variant: Variant):
    """What one can do about a text, by what this account may."""
    change = reverse("admin:education_variant_change", args=[variant.pk])
    if request.user.has_perm("education.change_variant"):
        yield Way("Edit", change)
    elif request.user.has_perm("education.view_variant"):
        yield Way("See the draft", change)
    if variant.body:
        yield Way("As readers meet it", variant.get_absolute_url())
    if request.user.has_perm("education.view_variant"):
        yield Way("History", reverse("admin:education_variant_history", args=[variant.pk]))
    review = variant.latest
    if review and review.is_open and request.user.has_perm("education.view_review"):
        yield Way("Open review", reverse("desk:review", args=[review.pk]))
