"""What happens around every request: headers, who reads, how long the desk stays open, and a database out of reach.

Rank 4: imports door and reading.
"""

import re
import sqlite3

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.log import log_response

from .door import keep_open
from .reading import Reader

DESK = "/admin/"
TRY_AGAIN = "10"  # seconds
BEYOND = re.compile(r"\0|\d{19}")  # what one database or the other fails at: NUL, and numbers beyond 64 bits

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
        if "no-store" in response.headers.get("Cache-Control", ""):
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable(request, error) if is_out_of_reach(error) else None


class DeskMiddleware:
    """Signs out whoever of the staff comes back to the desk after hours. At every address under it, whatever guards
    that one by itself; elsewhere it costs nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            if request.path_info.startswith(DESK) and request.user.is_staff:
                keep_open(request)
        except Error as error:  # before the page, where no process_exception is asked
            if not is_out_of_reach(error):
                raise
            return unavailable(request, error)
        return self.get_response(request)

    def process_view(self, request, *_):
        """Lists hand filters on unseen: what no database takes is answered as they answer other nonsense."""
        asked = (value for values in request.GET.lists() for value in values[1])
        if (request.resolver_match.url_name or "").endswith("_changelist") and any(map(BEYOND.search, asked)):
            return HttpResponseRedirect(f"{request.path}?e=1")
        return None


def is_out_of_reach(error: Exception) -> bool:
    """Whether the database is locked, full or gone. What SQLite calls its plain error (no such table) is our mistake
    and stays one.
    """
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_BUSY)
    return isinstance(error, OperationalError | InterfaceError) and code & 0xFF != sqlite3.SQLITE_ERROR


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page that asks to try again, made without the database, and the one line in the log that names the route."""
    page = render_to_string("503.html", {"sent": request.method == "POST"})
    response = HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN})
    log_response("database out of reach", response=response, request=request, exception=error)
    return response
