"""Refusals in plain words."""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..door import ScrambledAttempts


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token, most often one that was left open for long.

    The reason is for programmers and not shown.
    """
    return render(request, "403.html", status=403)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict) -> HttpResponse:
    """Too many wrong passwords for one address from one place, at either door. Costs a query."""
    seconds = max(1, ceil(ScrambledAttempts().waiting_time(request, credentials).total_seconds()))
    page = render(request, "429.html", {"minutes": ceil(seconds / 60)}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page
