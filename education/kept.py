"""Whole pages kept for readers whom nothing tells apart, so that a page costs a look-up and not a rendering.

It stands outside Django, at the door (config/wsgi.py), because Django alone takes longer than the look-up. Pages
are kept in the memory of each worker, under the edition they were made from: a change of any content makes them
pages of an older edition, which nobody asks for again; and so does a new day, since a page tells whether its next
check is overdue. The mark of the edition is read once a second at most, so a
change shows on every server within a second.

Rank 3: imports preferences, and the model of the edition.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.http.cookie import parse_cookie
from django.utils import timezone

from .models import Edition
from .preferences import Preferences

MOST = 500  # pages that a worker keeps; a long one takes about 120 KB in its three forms
FRESH = 1.0  # seconds for which the mark of the edition is believed
VARIES = "Cookie, Accept-Encoding"

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class KeptPage:
    """The bytes of one page, plain and compressed, each with its headers."""

    etag: str
    forms: dict[str, tuple[Headers, bytes]]
    unchanged: Headers

    @classmethod
    def of(cls, headers: Headers, body: bytes, *, hard: bool) -> "KeptPage":
        """Compresses the page, `hard` for one that many will fetch: that costs a tenth of a second, once.

        Nothing secret stands in a kept page, so its length tells nothing.
        """
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        own = {"content-length", "etag", "vary", "content-encoding"}
        shared = [(name, value) for name, value in headers if name.lower() not in own]
        shared += [("ETag", etag), ("Vary", VARIES)]
        pressed = brotli.compress(body, quality=11 if hard else 5)
        bodies = {"br": pressed, "gzip": gzip.compress(body, mtime=0), "": body}
        forms = {}
        for encoding, data in bodies.items():
            extra = [("Content-Encoding", encoding)] if encoding else []
            forms[encoding] = ([*shared, *extra, ("Content-Length", str(len(data)))], data)
        return cls(etag, forms, [(name, value) for name, value in shared if name.lower() != "content-type"])

    def answer(self, accepted: str, known: str) -> tuple[str, Headers, bytes]:
        """Status, headers and body for a browser that accepts these encodings and already knows these tags."""
        if self.etag in known:
            return "304 Not Modified", self.unchanged, b""
        headers, body = self.forms[next(name for name in self.forms if not name or name in accepted)]
        return "200 OK", headers, body


class Shelf:
    """The pages that one worker keeps, the least used leaving first."""

    def __init__(self):
        self._pages: OrderedDict[tuple, KeptPage] = OrderedDict()
        self._lock = Lock()
        self._mark, self._read_at = "", float("-inf")

    def mark(self) -> str:
        """The mark of the edition and the day, at most a second old. Costs a query once a second."""
        now = time.monotonic()
        if now - self._read_at > FRESH:
            self._mark, self._read_at = f"{Edition.now()} {timezone.localdate()}", now
        return self._mark

    def get(self, key: tuple) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple, page: KeptPage) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > MOST:
                self._pages.popitem(last=False)


class KeptPages:
    """A WSGI application before the real one: gives the kept page where one is held, keeps those that a view lets it.

    Never touches a request with a session cookie, a query or a body.
    """

    def __init__(self, application):
        self._application = application
        self.shelf = Shelf()

    def __call__(self, environ, start_response):
        key = self._key(environ) if settings.KEEP_PAGES else None
        if key is None:
            return self._application(environ, start_response)
        page = self.shelf.get(key)
        if page is None:
            return self._ask(key, environ, start_response)
        return [self._give(page, environ, start_response)]

    def _ask(self, key: tuple, environ, start_response):
        """The page from the real application, kept if the view has marked it so (views/sharing.py)."""
        started: list[tuple[str, Headers]] = []
        response = self._application(environ, lambda status, headers, *problem: started.append((status, headers)))
        status, headers = started[0]
        if not getattr(response, "may_be_kept", False) or response.status_code != 200 or response.cookies:
            start_response(status, headers)
            return response
        page = KeptPage.of(headers, response.content, hard=not environ.get("HTTP_COOKIE"))
        response.close()
        self.shelf.put(key, page)
        return [self._give(page, environ, start_response)]

    @staticmethod
    def _give(page: KeptPage, environ, start_response) -> bytes:
        status, headers, body = page.answer(
            environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
        )
        start_response(status, list(headers))
        return body

    def _key(self, environ) -> tuple | None:
        """What tells one kept page from another; None if the request must not meet one."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        if settings.SESSION_COOKIE_NAME in cookies:
            return None
        cookie = cookies.get(settings.READER_COOKIE_NAME)
        preferences = Preferences.from_cookie(cookie) if cookie else None
        look = (preferences.reading_level, preferences.text_size, preferences.theme) if preferences else None
        secure = environ["wsgi.url_scheme"] == "https" or environ.get("HTTP_X_FORWARDED_PROTO") == "https"
        try:
            edition = self.shelf.mark()
        except DatabaseError:
            return None
        where = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
        return edition, secure, *where, cookie is not None, look
