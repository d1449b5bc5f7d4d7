"""Which pages may be shared between readers, and which forms may be believed without a token."""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

A_MINUTE = 60


def shareable(view):
    """For pages that are alike for every reader but for level, size and colours: public to those without a cookie,
    kept whole, never kept elsewhere for a signed-in reader.
    """

    @wraps(view)
    def wrapped(request, *args, **options):
        response = view(request, *args, **options)
        patch_vary_headers(response, ["Cookie"])
        if request.reader.is_unknown:
            patch_cache_control(response, public=True, max_age=A_MINUTE)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        response.may_be_kept = not request.reader.signed_in
        return response

    return wrapped


def from_our_pages(view):
    """For forms on shared pages, which can carry no token: a POST must come from a page of ours, as the browser says.

    A browser that says nothing at all (no Sec-Fetch-Site, no Origin, no Referer) sends no POST across sites without
    an Origin, so that is let through.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **options):
        if request.method == "POST" and not _is_ours(request):
            raise PermissionDenied("The form was not sent from a page of this site.")
        return view(request, *args, **options)

    return wrapped


def _is_ours(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if not origin:
        return True
    return urlsplit(origin).netloc == request.get_host()
