"""What happens around every request: kept pages, headers, and who reads.

Rank 4: imports kept, models, preferences and reading.
"""

from django.conf import settings
from django.db import DatabaseError

from .kept import KeptPage, Shelf
from .models import Edition
from .preferences import Preferences
from .reading import Reader

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class ReaderMiddleware:
    """Hangs `request.reader` on the request. Costs nothing until it is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reader = Reader(request)
        return self.get_response(request)


class HeadersMiddleware:
    """The headers that Django does not set by itself, on every response, static files and errors too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class KeptPagesMiddleware:
    """Answers with a kept page where one is held, and keeps those that a view has marked as shareable.

    Stands first, so that a kept page costs nothing else. Never touches a request with a session cookie or a query.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.shelf = Shelf(Edition.now)

    def __call__(self, request):
        key = self._key(request) if settings.KEEP_PAGES else None
        if key is None:
            return self.get_response(request)
        page = self.shelf.get(key)
        if page is None:
            response = self.get_response(request)
            if not getattr(response, "may_be_kept", False) or response.status_code != 200 or response.cookies:
                return response
            page = KeptPage.of(response)
            self.shelf.put(key, page)
        return page.answer(request.headers.get("Accept-Encoding", ""), request.headers.get("If-None-Match", ""))

    def _key(self, request) -> tuple | None:
        """What tells one kept page from another; None if the request must not meet one."""
        cookies = request.COOKIES
        if request.method != "GET" or request.META.get("QUERY_STRING") or settings.SESSION_COOKIE_NAME in cookies:
            return None
        cookie = cookies.get(settings.READER_COOKIE_NAME)
        preferences = Preferences.from_cookie(cookie) if cookie else None
        look = (preferences.reading_level, preferences.text_size, preferences.theme) if preferences else None
        try:
            edition = self.shelf.mark()
        except DatabaseError:
            return None
        return edition, request.scheme, request.META.get("HTTP_HOST", ""), request.path, bool(cookie), look
