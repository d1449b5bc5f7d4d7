"""A question that a reader sent, on the editors' desk: which section answers it, or why it is set aside."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from ..desk_forms import AnsweredForm, CommentForm
from ..editorial import Refused
from ..models import Article, AuditEntry, SentQuestion

see = permission_required("education.view_sentquestion", raise_exception=True)
AT = {"auto_id": "aside_%s", "label": "Why is it set aside?"}


@require_safe
@admin.site.admin_view
@see
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader sent, what became of it, and what an editor may do with it."""
    return _shown(request, _question(pk))


@require_POST
@admin.site.admin_view
@see
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it by a section that answers it; if ticked, search finds the section by the question from then on."""
    found = _question(pk)
    form = AnsweredForm(found, request.POST)

    def take() -> None:
        told = dict(form.told)
        article = get_object_or_404(Article, slug=told.pop("article"))
        found.answer(request.user, article, **told)

    return _step(request, found, "The question is marked as answered.", take, answer=form)


@require_POST
@admin.site.admin_view
@see
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it without an answer, with a reason."""
    found = _question(pk)
    form = CommentForm(request.POST, **AT)
    return _step(
        request,
        found,
        "The question is set aside.",
        lambda: found.set_aside(request.user, form.cleaned_data["comment"]),
        aside=form,
    )


def _step(request: HttpRequest, found: SentQuestion, said: str, take: Callable[[], None], **form) -> HttpResponse:
    """Take a step; back on the page it is told what was done, or why not, with what was typed."""
    (made,) = form.values()
    if not made.is_valid():
        return _shown(request, found, 400, **form)
    try:
        take()
    except Refused as refused:
        return _shown(request, _question(found.pk), 409, refused=str(refused), **form)
    messages.success(request, said)
    return redirect("desk:question", found.pk)


def _question(pk: int) -> SentQuestion:
    return get_object_or_404(SentQuestion.objects.select_related("answered_by"), pk=pk)


def _shown(request: HttpRequest, found: SentQuestion, status: int = 200, **context) -> HttpResponse:
    may = found.state == "open" and request.user.has_perm("education.change_sentquestion")
    forms = {"answer": AnsweredForm(found), "aside": CommentForm(**AT)} if may else {}
    steps = AuditEntry.objects.filter(kind="sentquestion", number=str(found.pk)).select_related("who")
    told = {"title": capfirst(str(found)), "question": found, "may": may, "steps": steps}
    return render(
        request, "desk/question.html", admin.site.each_context(request) | told | forms | context, status=status
    )
