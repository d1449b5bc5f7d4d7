"""Beside a text that is being written: what is found in it, its page as readers would see it, and who else is here."""

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..assessment import assess
from ..difference import difference
from ..findings import Findings
from ..levels import ReadingLevel
from ..markup import LONGEST
from ..models import Article, Presence, Variant
from ..preview import drafted
from ..reading import around
from ..wording import Wording
from .desk import EDIT

SEE = "education.view_variant"
FIELDS = ("draft_title", "draft_summary", "draft")


class PlaceForm(forms.Form):
    """Where words would stand."""

    article = forms.ModelChoiceField(Article.objects.all())
    level = forms.ChoiceField(choices=ReadingLevel.choices)
    language = forms.CharField(max_length=10)


@require_POST
@never_cache
@permission_required(EDIT, raise_exception=True)
def check(request: HttpRequest) -> JsonResponse:
    """What is to be told about words that need not be saved, for an article, a level and a language."""
    place = PlaceForm(request.POST)
    words = [request.POST.get(name, "") for name in FIELDS]
    if max(map(len, words)) > LONGEST:
        return JsonResponse({"message": f"The text is longer than {LONGEST:,} characters. Split it."}, status=413)
    if not place.is_valid():
        return JsonResponse(
            {"message": "Choose an article and a level first; then the text can be checked."}, status=400
        )
    return JsonResponse(Findings(assess(Variant(**place.cleaned_data), Wording(*words))).as_data())


@require_POST
@never_cache
@permission_required(EDIT, raise_exception=True)
def presence(request: HttpRequest, pk: int) -> JsonResponse:
    """A sign that somebody is writing here; answers with who else is, and the newest saved version and whose it is."""
    variant = get_object_or_404(Variant.objects.only("pk", "version"), pk=pk)
    last = variant.history.select_related("history_user").defer("draft", "body").first()
    by = last.history_user.email if last and last.history_user else ""
    others = Presence.sign(variant, request.user)
    return JsonResponse({"others": others, "version": variant.version, "saved_by": by})


@require_safe
@admin.site.admin_view
@permission_required(SEE, raise_exception=True)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a text with the draft in it, as readers would see it."""
    variant = get_object_or_404(Variant.objects.select_related("article"), pk=pk)
    reading = drafted(variant)
    near = around(reading.article, reading.level)
    context = {
        "reading": reading,
        "review": reading.review,
        "draft": variant,
        "questions": [question.text for question in reading.article.questions.all()],
        "previous": near.previous,
        "next": near.next,
        "related": near.related,
    }
    return render(request, "desk/page.html", context)


@require_safe
@admin.site.admin_view
@permission_required(SEE, raise_exception=True)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft says otherwise than what readers meet, word by word."""
    variant = get_object_or_404(Variant.objects.select_related("article"), pk=pk)
    context = admin.site.each_context(request) | {
        "title": f"What the draft of {variant} changes",
        "variant": variant,
        "difference": difference(variant.live, variant.drafted),
    }
    return render(request, "desk/changes.html", context)
