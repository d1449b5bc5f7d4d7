"""Search and ask. What is typed stands in no page that anybody keeps, and is not kept by us."""

import unicodedata

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..answers import answer, emergencies
from ..journey import Stage
from ..levels import ReadingLevel
from ..query import LONGEST
from ..search import search as find
from ..suggestions import suggestions as all_suggestions
from .sharing import from_our_pages, shareable


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """The form; with `q` what was found, of one `stage` of the journey or of all. Costs what the search costs."""
    typed = _typed(request.GET)
    stage, is_long = _one_of(Stage, request.GET.get("stage")), len(typed) > LONGEST
    context = {
        "typed": typed,
        "is_long": is_long,
        "most": LONGEST,
        "stage": stage,
        "stages": Stage,
        "found": find(typed, request.reader.level, stage) if typed and not is_long else None,
    }
    return render(request, "education/search.html", context, status=400 if is_long else 200)


@require_safe
@shareable
def suggestions(request: HttpRequest) -> HttpResponse:
    """All that the browser may suggest while somebody types, alike for everybody who reads at this level."""
    response = JsonResponse({"suggestions": all_suggestions(request.reader.level)})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@sensitive_post_parameters()
@never_cache
@from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; a POST of `q` answers it, at `level` or at the reader's. Costs what the answer costs.

    Danger signs are looked for in all that was typed, also where the rest is too long to be answered.
    """
    if request.method != "POST":
        return render(request, "education/ask.html")
    typed, is_long = _typed(request.POST), False
    if not typed or (is_long := len(typed) > LONGEST):
        wrong = {"typed": typed, "is_long": is_long, "is_empty": not typed, "most": LONGEST}
        return render(request, "education/ask.html", wrong | {"signs": emergencies(typed)}, status=400)
    told = answer(typed, _one_of(ReadingLevel, request.POST.get("level")) or request.reader.level)
    context = {"answer": told, "signs": told.emergencies, "levels": ReadingLevel}
    return render(request, "education/ask.html", context)


def _typed(sent: QueryDict) -> str:
    """What stands in `q`, without what no page may hold."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in sent.get("q", "")).split())


def _one_of(choices: type[TextChoices], chosen: str | None) -> TextChoices | None:
    return choices(chosen) if chosen in choices.values else None
