"""How much may be sent to us in an hour, so that nobody floods us, and without keeping who they are.

What is counted stands in the cache alone, for an hour, under a keyed hash that changes with the hour: nobody can turn
it back into a network address without the secret of the site, nor tell that two hours saw the same sender.

Rank 3: imports rendering and sender.
"""

import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .rendering import CACHE_IS_DOWN
from .sender import network_of

AN_HOUR = 3600


@dataclass(frozen=True)
class Allowance:
    """So many in an hour from one sender, and so many from everybody together. Without a shared cache (CACHE_URL)
    each worker counts for itself.
    """

    name: str
    each: int
    everybody: int

    def take(self, request: HttpRequest) -> bool:
        """Count one more; whether it is still within the allowance. What one sender sends beyond theirs is not
        counted for everybody. If the cache is down nothing is refused: then flooding is the smaller harm.
        """
        try:
            return self._count(network_of(request)) <= self.each and self._count("everybody") <= self.everybody
        except CACHE_IS_DOWN:
            return True

    @property
    def wait(self) -> int:
        """Seconds until it is renewed."""
        return AN_HOUR - int(time.time()) % AN_HOUR

    def _count(self, whose: str) -> int:
        hour = int(time.time()) // AN_HOUR
        key = salted_hmac(f"allowance {self.name} {hour}", whose, algorithm="sha256").hexdigest()
        cache.add(key, 0, AN_HOUR)
        with suppress(ValueError):  # it was pushed out in between
            return cache.incr(key)
        return 1
