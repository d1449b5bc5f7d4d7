"""How a reader likes to read: shown, and kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..forms import PreferencesForm
from ..models import ReaderProfile
from ..preferences import Preferences
from ..reading import samples
from .sharing import from_our_pages

A_YEAR = 365 * 24 * 3600


@never_cache
@from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The form; a POST keeps what was chosen and goes on to `next`, or back here."""
    current = request.reader.preferences
    form = PreferencesForm(request.POST or None, initial=current.__dict__)
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(_next(request) or f"{reverse('education:preferences')}?saved")
        keep(request, response, form.applied_to(current))
        return response
    return render(
        request,
        "education/preferences.html",
        {"form": form, "samples": samples(), "saved": "saved" in request.GET, "next": _next(request)},
        status=400 if form.errors else 200,
    )


def keep(request: HttpRequest, response: HttpResponse, chosen: Preferences) -> None:
    """Keep the choices: in the account of a signed-in reader, else in the one cookie."""
    if request.reader.signed_in:
        ReaderProfile.keep(request.user, chosen)
        return
    response.set_cookie(
        settings.READER_COOKIE_NAME,
        chosen.to_cookie(),
        max_age=A_YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the cookie back."""
    response.delete_cookie(settings.READER_COOKIE_NAME, samesite="Lax")


def _next(request: HttpRequest) -> str:
    """Where to go on, if it is an address of this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""
