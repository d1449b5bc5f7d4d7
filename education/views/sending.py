"""A question that we could not answer, sent to the editors: only by whoever ticks that it shall be."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..allowance import Allowance
from ..opinions import QuestionForm
from .sharing import from_our_pages

ALLOWED = Allowance("question", each=10, everybody=200)


@sensitive_post_parameters()
@never_cache
@from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def send_question(request: HttpRequest) -> HttpResponse:
    """The form; a POST with the tick keeps the question and leads to the thanks. No address ever holds the question."""
    if request.method == "POST":
        return _sent(request)
    if "thanks" in request.GET:
        return render(request, "education/question_sent.html")
    return _form(request, _made())


def _sent(request: HttpRequest) -> HttpResponse:
    form = _made(request.POST)
    if not form.is_valid():
        return _form(request, form, 400)
    if not ALLOWED.take(request):
        return _form(request, form, 429)
    form.keep()
    return HttpResponseRedirect(f"{request.path}?thanks=1", status=303)


def _made(sent=None) -> QuestionForm:
    """With names of its own, since it stands below another form on the page of an answer."""
    return QuestionForm(sent, auto_id="send_%s")


def _form(request: HttpRequest, form: QuestionForm, status: int = 200) -> HttpResponse:
    """The form; with status 429 it asks the reader to wait, and keeps what they wrote."""
    wait = ALLOWED.wait if status == 429 else 0
    response = render(request, "education/send_question.html", {"sending": form, "wait": wait}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
