"""Whole pages kept for readers whom nothing tells apart, so that a page costs a look-up and not a rendering.

Kept in the memory of each worker under the edition: a change of any content makes every kept page a page of an
older edition. The mark of the edition is read from the database once a second at most, so a change shows on every
server within a second.

Rank 0: imports nothing of the project but, at its edge, the model of the edition.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import brotli
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag

MOST = 1000  # pages a worker keeps
FRESH = 1.0  # seconds for which the mark of the edition is believed


@dataclass(frozen=True)
class KeptPage:
    """The bytes of one page, plain and compressed, with its headers."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        """Compresses the page: costs some ten milliseconds, once.

        Nothing secret stands in a kept page, so compressing it tells nobody anything.
        """
        body = response.content
        bodies = {"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, mtime=0), "": body}
        headers = tuple(
            (name, value) for name, value in response.headers.items() if name not in ("Content-Length", "ETag")
        )
        return cls(headers, quote_etag(hashlib.blake2b(body, digest_size=12).hexdigest()), bodies)

    def answer(self, accepted: str, known: str) -> HttpResponse:
        """The response to a browser that accepts these encodings and already knows these tags."""
        if self.etag in known:
            response = HttpResponse(status=304)
        else:
            encoding = next(name for name in self.bodies if not name or name in accepted)
            response = HttpResponse(self.bodies[encoding])
            if encoding:
                response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(self.bodies[encoding]))
        for name, value in self.headers:
            response.headers.setdefault(name, value) if name != "Content-Type" else response.headers.__setitem__(
                name, value
            )
        patch_vary_headers(response, ["Accept-Encoding"])
        response.headers["ETag"] = self.etag
        return response


class Shelf:
    """The pages that one worker keeps, the least used leaving first."""

    def __init__(self, edition):
        self._edition, self._pages, self._lock = edition, OrderedDict(), Lock()
        self._mark, self._read_at = "", float("-inf")

    def mark(self) -> str:
        """The mark of the edition, at most a second old. Costs a query once a second."""
        now = time.monotonic()
        if now - self._read_at > FRESH:
            self._mark, self._read_at = self._edition(), now
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
