"""Home, articles and the glossary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..levels import ReadingLevel
from ..models import Article
from ..models.feedback import fingerprint
from ..reading import around, journey, read, samples
from ..uses import terms_by_letter
from .sharing import shareable


@require_safe
@shareable
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "education/home.html",
        {
            "stages": journey(request.reader.level),
            "samples": samples(),
            "canonical_url": request.build_absolute_uri("/"),
        },
    )


@require_safe
@shareable
def article(request: HttpRequest, slug: str, level: ReadingLevel | None = None) -> HttpResponse:
    """The article at the reader's level, or at the one that the address names."""
    published = Article.objects.published().with_texts().prefetch_related("questions")
    found = published.filter(slug=slug).first()
    if not found:
        return _being_checked(request, get_object_or_404(Article.objects.held_back(), slug=slug))
    reading = read(found, level or request.reader.level)
    near = around(found, request.reader.level)
    return render(
        request,
        "education/article.html",
        {
            "reading": reading,
            "review": reading.review,
            "outdated_since": reading.outdated_since,
            "judged": fingerprint(reading.variant.live),
            "remember": reading.level != request.reader.level and not reading.substituted,
            "questions": [question.text for question in found.questions.all()],
            "previous": near.previous,
            "next": near.next,
            "related": near.related,
            "canonical_url": request.build_absolute_uri(found.get_absolute_url()),
        },
    )


def _being_checked(request: HttpRequest, article: Article) -> HttpResponse:
    """The page of an article that is written, but not shown before a clinician has checked it."""
    response = render(request, "education/being_checked.html", {"article": article})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@shareable
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "education/glossary.html", {"letters": terms_by_letter(request.reader.level)})
