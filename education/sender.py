"""Who a request came from, as far as we need it to slow down a flood: a network, never a person.

A leaf: imports nothing of the project.
"""

from contextlib import suppress
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64  # bits of an address of version 6 that stand for one household, which has 2^64 addresses to choose from


def network_of(request: HttpRequest) -> str:
    """The network address that a request came from, of version 6 only the household's part; for counting, never to be
    stored or logged as it is.

    Behind a proxy (BEHIND_PROXY) it is the last one in X-Forwarded-For, which the proxy wrote: what stands before it
    the sender may have made up. Without a believable one everybody counts as one, empty.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", told)
    with suppress(ValueError):
        return _household(told.rpartition(",")[2].strip())
    return ""


def _household(told: str) -> str:
    """Raises ValueError for what is no address."""
    address = ip_address(told)
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address) if address.version == 4 else str(ip_network((address.packed, HOUSEHOLD), strict=False))
