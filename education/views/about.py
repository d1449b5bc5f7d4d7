"""The pages about the site, and the small files that programs ask for."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from ..models import Page, ReviewerProfile
from ..reading import cited_works, read_page
from ..uses import works_by_kind
from .sharing import shareable

OWN = {"sources": "education/sources.html", "reviewers": "education/reviewers.html"}  # pages with more than their text


@require_safe
@shareable
def page(request: HttpRequest, slug: str = "about") -> HttpResponse:
    """A page about the site; the one on sources ends with the list of all of them, that on reviewers names them."""
    found = get_object_or_404(Page, slug=slug, language="en")
    rendered = read_page(found)
    context = {
        "page": found,
        "lead": rendered.lead,
        "sections": rendered.sections,
        "references": cited_works(rendered),
        "canonical_url": request.build_absolute_uri(found.get_absolute_url()),
    }
    if slug == "sources":
        context["groups"] = works_by_kind(request.reader.level)
    if slug == "reviewers":
        context["reviewers"] = ReviewerProfile.objects.shown()
    return render(request, OWN.get(slug, "education/page.html"), context)


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("education:sitemap"))
    return render(request, "robots.txt", {"sitemap": sitemap}, content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness: only where the operator has said so (SECURITY_CONTACT, SECURITY_EXPIRES)."""
    if not (settings.SECURITY_CONTACT and settings.SECURITY_EXPIRES):
        raise Http404
    text = f"Contact: {settings.SECURITY_CONTACT}\nExpires: {settings.SECURITY_EXPIRES}\nPreferred-Languages: en\n"
    return HttpResponse(text, content_type="text/plain")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can reach its data. Costs a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "no database\n",
            status=503,
            content_type="text/plain",
            headers={"Cache-Control": "no-store", "Retry-After": "5"},
        )
    return HttpResponse("ready\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
