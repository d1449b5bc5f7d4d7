"""Words that readers looked for and we do not have, counted without keeping what anybody typed.

A word stands nowhere before it has come from five networks within thirty days. Until then the cache alone holds two
numbers, each under a keyed hash: how many networks, by the word; and that it was this network, by the word and the
network. Without the secret of the site nobody can turn them back, nor tell which words one network looked for. The
thirty days are the same for all, and the hashes change with them; then counting begins anew.

Without a shared cache (CACHE_URL) each worker counts for itself; behind a proxy that is not told of (BEHIND_PROXY) all
readers are one network, and no word is ever kept.

Rank 4: imports allowance, the models, rendering and sender.
"""

import time
from collections.abc import Iterable
from contextlib import suppress

from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .allowance import Allowance
from .models import MissedWord
from .models.wanted import LONGEST_WORD
from .rendering import CACHE_IS_DOWN
from .sender import network_of

ENOUGH = 5  # networks, from which on a word tells of nobody
PERIOD = 30 * 86_400  # seconds
SHORTEST_WORD = 3  # letters
MOST = 3  # words of one search
# So that nobody fills the cache with words of their own.
ALLOWED = Allowance("missed", each=30, everybody=1000)


def count(words: Iterable[str], request: HttpRequest) -> None:
    """Count the words of a search or a question that stand in no text of ours: at most three, each once in thirty days
    for a network. What is no word of 3 to 30 letters is passed over.

    Never fails: if the cache is down, or the database cannot be written to, nothing is counted. Costs some visits to
    the cache; from the fifth network on a query or two.
    """
    letters = (word.casefold() for word in words)
    wanted = [word for word in dict.fromkeys(letters) if word.isalpha() and SHORTEST_WORD <= len(word) <= LONGEST_WORD]
    if not wanted or not ALLOWED.take(request):
        return
    network = network_of(request)
    for word in wanted[:MOST]:
        with suppress(*CACHE_IS_DOWN, OperationalError):
            _count(word, network)


def _count(word: str, network: str) -> None:
    now = int(time.time())
    period, left = now // PERIOD, PERIOD - now % PERIOD
    if not cache.add(_hashed(period, word, network), 1, left):
        return
    key = _hashed(period, word)
    cache.add(key, 0, left)
    with suppress(ValueError):  # it was pushed out in between
        networks = cache.incr(key)
        if networks >= ENOUGH:
            MissedWord.objects.seen(word, networks if networks == ENOUGH else 1)


def _hashed(period: int, *told: str) -> str:
    return salted_hmac(f"missed {period}", "\0".join(told), algorithm="sha256").hexdigest()
