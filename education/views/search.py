"""Search and ask. What is typed stands in no page that anybody keeps, and is not kept by us."""

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..answers import answer, emergencies
from ..journey import Stage
from ..levels import ReadingLevel
from ..missed import count
from ..query import LONGEST
from ..search import search as find
from ..suggestions import suggestions as all_suggestions
from .sharing import from_our_pages, shareable

CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")  # what no page may hold
SCANNED = 10_000  # characters in which danger signs are looked for: the most hostile ones take about a second


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """The form; with `q` what was found, of one `stage` of the journey or of all. Costs what the search costs.

    The danger signs of a question count here too: whoever is afraid presses the first button.
    """
    typed = _typed(request.GET)
    stage, is_long = _one_of(Stage, request.GET.get("stage")), len(typed) > LONGEST
    as_typed = request.GET.get("as") == "typed"
    found = find(typed, request.reader.level, stage, as_typed=as_typed) if typed and not is_long else None
    if found and not found.stages:
        count(found.unknown, request)
    context = {
        "typed": typed,
        "is_long": is_long,
        "most": LONGEST,
        "stage": stage,
        "stages": Stage,
        "signs": emergencies(_scanned(typed)),
        "found": found,
        "as_typed": as_typed,
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

    What is too long to be answered is looked through for danger signs all the same.
    """
    if request.method != "POST":
        return render(request, "education/ask.html")
    typed, is_long = _typed(request.POST), False
    if not typed or (is_long := len(typed) > LONGEST):
        wrong = {"typed": typed, "is_long": is_long, "is_empty": not typed, "most": LONGEST}
        return render(request, "education/ask.html", wrong | {"signs": emergencies(_scanned(typed))}, status=400)
    told = answer(typed, _one_of(ReadingLevel, request.POST.get("level")) or request.reader.level)
    if told.is_refused:
        count(told.unknown, request)
    context = {"answer": told, "signs": told.emergencies, "levels": ReadingLevel}
    return render(request, "education/ask.html", context)


def _typed(sent: QueryDict) -> str:
    return " ".join(sent.get("q", "").translate(CONTROLS).split())


def _scanned(typed: str) -> str:
    """All of it; of what is longer than a reader writes, how it begins and how it ends."""
    return typed if len(typed) <= SCANNED else f"{typed[: SCANNED // 2]}\n{typed[-SCANNED // 2 :]}"


def _one_of(choices: type[TextChoices], chosen: str | None) -> TextChoices | None:
    return choices(chosen) if chosen in choices.values else None
