"""Refusals in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token, most often one that was left open for long.

    The reason is for programmers and not shown.
    """
    return render(request, "403.html", status=403)
