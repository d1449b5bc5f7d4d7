"""Was this page helpful? Asked on every article; answered without saying who one is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..allowance import Allowance
from ..levels import ReadingLevel
from ..models import Variant
from ..opinions import ANSWERS, FeedbackForm
from .sharing import from_our_pages

ALLOWED = Allowance("feedback", each=10, everybody=300)


@never_cache
@from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str, level: ReadingLevel) -> HttpResponse:
    """The form; a POST keeps the answer and leads to the thanks, so that loading that page again sends nothing."""
    texts = Variant.objects.readable().select_related("article")
    text = get_object_or_404(texts, article__slug=slug, level=level, language="en")
    if request.method == "POST":
        return _answered(request, text)
    if "thanks" in request.GET:
        return render(request, "education/thanks.html", {"text": text, "thanked": request.GET["thanks"]})
    return _form(request, FeedbackForm(text, *_answer(request.GET)))


def _answered(request: HttpRequest, text: Variant) -> HttpResponse:
    form = FeedbackForm(text, *_answer(request.POST), request.POST)
    if not form.is_valid():
        return _form(request, form, 400)
    if not ALLOWED.take(request):
        return _form(request, form, 429)
    form.keep()
    return HttpResponseRedirect(f"{request.path}?thanks={form.answer}&judged={form.judged}", status=303)


def _answer(sent: QueryDict) -> tuple[str, str]:
    """Which of the answers was sent, and of which words; whoever comes without an answer has a remark."""
    answer = sent.get("helpful", "")
    return answer if answer in ANSWERS else "remark", sent.get("judged", "")


def _form(request: HttpRequest, form: FeedbackForm, status: int = 200) -> HttpResponse:
    """The form; with status 429 it asks the reader to wait, and keeps what they wrote."""
    wait = ALLOWED.wait if status == 429 else 0
    response = render(
        request, "education/feedback.html", {"form": form, "text": form.text, "wait": wait}, status=status
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
