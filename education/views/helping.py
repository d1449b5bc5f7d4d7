"""What an editor may put into a text: for the script beside it, and as a plain page."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import helps as library
from .desk import EDIT


@require_safe
@never_cache
@permission_required(EDIT, raise_exception=True)
def claims(request: HttpRequest) -> JsonResponse:
    """The claims that hold all the words of `q`."""
    return JsonResponse({"found": library.claims(request.GET.get("q", ""))})


@require_safe
@never_cache
@permission_required(EDIT, raise_exception=True)
def terms(request: HttpRequest) -> JsonResponse:
    """The words of the glossary that hold all the words of `q`."""
    return JsonResponse({"found": library.terms(request.GET.get("q", ""))})


@require_safe
@admin.site.admin_view
@permission_required(EDIT, raise_exception=True)
def helps(request: HttpRequest) -> HttpResponse:
    """All of it on one page, with the Markdown to copy: the plain way, which needs no script."""
    asked = request.GET.get("q", "")[: library.LONGEST_QUERY].replace("\0", " ").strip()
    context = admin.site.each_context(request) | {
        "title": "Helps for writing",
        "asked": asked,
        "claims": library.claims(asked),
        "terms": library.terms(asked),
        "blocks": library.blocks(),
        "drawings": library.drawings(),
    }
    return render(request, "desk/helps.html", context)
