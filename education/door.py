"""The door: who has tried to sign in and failed too often, and how long the desk stays open for somebody idle.

django-axes counts the failures. What it would keep of them (names, network addresses, browsers, what was sent) tells
who has an account on a site about a heart valve, so its tables get two keyed hashes and nothing else.

Rank 3: imports models and sender.
"""

import time
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.db.models import F, Max
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import User
from .sender import network_of

IDLE = 8 * 60 * 60  # seconds without a page of the desk, after which one signs in again
NOTED = 60  # seconds between two notes that somebody is still there: a save a page would be a save too many
SEEN_AT = "at the desk"  # in the session


# Failures


def scrambled_name(request: HttpRequest | None, credentials: dict | None = None) -> str:
    """What stands for the address that was typed, in whatever case: a hash that only this site can make."""
    return _digest("name", User.objects.normalize_email((credentials or {}).get("username"))).hex()


def scrambled_address(request: HttpRequest) -> str:
    """What stands for the network that an attempt came from, as the column wants it: an address of the private range,
    which is nobody's.
    """
    return str(IPv6Address(b"\xfd" + _digest("network", network_of(request))[:15]))


def _digest(kind: str, words: str) -> bytes:
    return salted_hmac(f"education.door {kind}", words, algorithm="sha256").digest()


class ScrambledAttempts(AxesDatabaseHandler):
    """Counts failures by hash alone, and lets the desk know when somebody has come in."""

    def user_login_failed(self, sender, credentials: dict, request: HttpRequest | None = None, **more) -> None:
        """Costs six queries. An attempt at a locked door does not lengthen the wait."""
        if request is None:
            return
        self.clean_expired_user_attempts(request)
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        self._count(get_client_username(request, credentials), request)
        request.axes_failures_since_start = self.get_failures(request, credentials)
        request.axes_locked_out = request.axes_failures_since_start >= get_failure_limit(request, credentials)

    def user_logged_in(self, sender, request: HttpRequest, user: User, **more) -> None:
        super().user_logged_in(sender, request, user, **more)
        if user.is_staff:
            request.session[SEEN_AT] = int(time.time())

    def waiting_time(self, request: HttpRequest, credentials: dict) -> timedelta:
        """How long the door stays locked for this name from here. Costs a query."""
        (attempts,) = self.get_user_attempts(request, credentials)
        last = attempts.aggregate(last=Max("attempt_time"))["last"] or request.axes_attempt_time
        return last + get_cool_off(request) - request.axes_attempt_time

    @staticmethod
    def _count(name: str, request: HttpRequest) -> None:
        now = request.axes_attempt_time
        row, is_first = AccessAttempt.objects.get_or_create(
            username=name, ip_address=request.axes_ip_address, user_agent="", defaults={"failures_since_start": 1}
        )
        if not is_first:
            counted = F("failures_since_start") + 1
            AccessAttempt.objects.filter(pk=row.pk).update(failures_since_start=counted, attempt_time=now)


def forget_failures(user: User) -> None:
    """Unlock the door for somebody who has just chosen a new password by a link in a mail. Costs two queries."""
    AccessAttempt.objects.filter(username=scrambled_name(None, {"username": user.email})).delete()


def was_locked(request: HttpRequest) -> bool:
    """Whether the door was locked before the attempt that this request made."""
    return getattr(request, "axes_locked_out", False) and request.axes_failures_since_start is None


# The desk


def keep_open(request: HttpRequest) -> None:
    """For one of the staff who asks for a page of the desk: note that they are there, or, after IDLE, sign them out.

    Whoever has not come in by the door since they were made one of the staff has to, since the door looks at the
    length of the password. What a page fetches by itself does not count as being there. Costs a query a minute.
    """
    now = int(time.time())
    away = now - request.session.get(SEEN_AT, 0)
    if away > IDLE:
        logout(request)
        messages.info(request, "The desk closes after 8 hours without a page. Sign in, and go on where you were.")
    elif away > NOTED and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        request.session[SEEN_AT] = now
        with suppress(UpdateError):  # saved now, and not after the page: work that is done must not fail over it
            request.session.save()
        request.session.modified = False
