"""The door: who guesses is locked out and nobody else, nothing of it tells who, and the desk closes behind the idle."""

import io
import logging
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core import mail
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import reverse

from config.logs import PrivateFormatter
from education import door
from education.door import IDLE, SEEN_AT, scrambled_address, scrambled_name
from education.models import AuditEntry, User

from . import build

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"
DOORS = ["/accounts/sign-in/", "/admin/login/"]


def knock(client, address="/admin/login/", email="editor@example.org", password="not the password", **more):
    more = {"REMOTE_ADDR": HOME, "HTTP_USER_AGENT": "Canary/1"} | more
    return client.post(address, {"username": email, "password": password, "next": "/admin/"}, **more)


def knock_until_locked(client, address="/admin/login/", **more):
    return [knock(client, address, **more).status_code for _ in range(5)]


def rows(action: str) -> list[tuple]:
    return list(AuditEntry.objects.filter(action=action).values_list("actor", "subject", "why"))


# Locked out


@pytest.mark.parametrize("address", DOORS)
def test_fifth_wrong_password_locks_the_door_for_that_name_from_that_place(client, editor, address):
    assert knock_until_locked(client, address) == [200, 200, 200, 200, 429]
    locked = knock(client, address, password=PASSWORD)
    assert locked.status_code == 429
    assert (locked.headers["Cache-Control"], 0 < int(locked.headers["Retry-After"]) <= 900) == ("no-store", True)
    page = locked.content.decode()
    assert "Please try again in 15 minutes." in page
    assert 'href="/accounts/reset/"' in page
    assert "editor@example.org" not in page


def test_attacker_locks_nobody_out_elsewhere_and_no_other_name_here(client, editor, colleague):
    knock_until_locked(client)
    assert knock(Client(), password=PASSWORD, REMOTE_ADDR=ELSEWHERE).status_code == 302
    assert knock(Client(), email="colleague@example.org", password=PASSWORD).status_code == 302


def test_lock_holds_at_both_doors_and_whatever_the_case_or_the_browser(client, editor):
    for at, email in enumerate(["editor@example.org", "Editor@Example.org", " EDITOR@EXAMPLE.ORG"] * 2):
        last = knock(client, DOORS[at % 2], email, HTTP_USER_AGENT=f"Browser {at}")
    assert last.status_code == 429


def test_lock_ends_with_the_cool_off_and_knocking_does_not_lengthen_it(client, editor):
    knock_until_locked(client)
    before = AccessAttempt.objects.get().attempt_time
    knock(client)
    assert AccessAttempt.objects.get().attempt_time == before
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    assert "Please try again in 1 minute." in knock(client).content.decode()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1))
    assert knock(client, password=PASSWORD).status_code == 302


def test_what_is_kept_is_gone_once_the_cool_off_is_over_and_after_a_right_password(client, editor, colleague):
    knock(client)
    knock(client, email="colleague@example.org")
    AccessAttempt.objects.filter(username=scrambled_name(None, {"username": "colleague@example.org"})).update(
        attempt_time=F("attempt_time") - timedelta(minutes=16)
    )
    knock(client, password=PASSWORD)
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("email", ["", "x" * 3000, "a\x00b", "' OR 1=1 --", "Ünïcode@例え.jp", "\ud800"])
@pytest.mark.parametrize("address", DOORS)
def test_no_name_however_odd_breaks_the_door(client, address, email):
    email = email.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert {knock(client, address, email).status_code for _ in range(6)} <= {200, 429}


def test_new_password_chosen_by_mail_opens_a_locked_door(client, editor):
    knock_until_locked(client)
    client.post("/accounts/reset/", {"email": "editor@example.org"})
    link = re.search(r"/accounts/reset/\S+", mail.outbox[0].body).group()
    new = "another long password"
    client.post(client.get(link).headers["Location"], {"new_password1": new, "new_password2": new})
    assert knock(client, password=new).status_code == 302


# What is kept, and what is said


def test_tables_hold_two_hashes_and_nothing_of_the_person(client, editor):
    knock_until_locked(client, HTTP_ACCEPT="text/canary")
    knock(Client(), password=PASSWORD, REMOTE_ADDR=ELSEWHERE)
    (kept,) = AccessAttempt.objects.values()
    told = {name: value for name, value in kept.items() if name not in ("id", "attempt_time")}
    assert re.fullmatch(r"[0-9a-f]{64}", told.pop("username"))
    assert told.pop("ip_address").startswith("fd")
    assert told.pop("failures_since_start") == 5
    assert set(told.values()) == {""}
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_hash_is_made_with_the_secret_of_the_site(settings):
    request = RequestFactory().get("/")
    one = scrambled_name(request, {"username": "a@example.org"}), scrambled_address(request)
    settings.SECRET_KEY = "another secret of another site"
    two = scrambled_name(request, {"username": "a@example.org"}), scrambled_address(request)
    assert not set(one) & set(two)


def test_log_names_neither_who_failed_nor_from_where(client, editor):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrivateFormatter())
    loggers = [logging.getLogger(name) for name in ("axes", "django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)  # as if somebody had turned everything on
    try:
        knock_until_locked(client)
        knock(Client(), password=PASSWORD, REMOTE_ADDR=ELSEWHERE)
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
    said = out.getvalue()
    assert "AXES" in said
    assert [word for word in ("editor@", HOME, ELSEWHERE, "Canary", "not the password") if word in said] == []


def test_log_is_silent_about_failures_as_it_ships():
    assert logging.getLogger("axes.handlers.database").getEffectiveLevel() == logging.ERROR


def test_header_that_a_visitor_can_write_locks_nobody_out_and_lets_nobody_in(client, editor, settings):
    settings.BEHIND_PROXY = True
    for at in range(5):
        last = knock(client, HTTP_X_FORWARDED_FOR=f"203.0.113.{at}, {HOME}")
    assert last.status_code == 429
    assert knock(Client(), password=PASSWORD, HTTP_X_FORWARDED_FOR=f"{HOME}, {ELSEWHERE}").status_code == 302


# What it costs the others


def test_reading_costs_no_query_and_no_cookie_more(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/accounts/sign-in/")
    build.article("one", "plain")
    assert not client.get("/articles/one/").cookies
    assert set(response.cookies) == {"csrftoken"}


# Written down


def test_sign_in_of_staff_is_one_row_at_either_door_and_of_a_reader_none(editor, reader):
    for address in DOORS:
        knock(Client(), address, password=PASSWORD)
    knock(Client(), DOORS[0], "reader@example.org", PASSWORD)
    assert rows("sign-in") == [(f"account {editor.pk}", "desk", "")] * 2
    assert AuditEntry.objects.count() == 2


def test_refused_sign_in_at_the_desk_is_one_row_that_names_the_account_or_nobody(client, editor, reader):
    knock(client)
    knock(client, email="reader@example.org", password=PASSWORD)
    knock(client, email="my password typed in the wrong field", password="x")
    knock(client, email="stranger@example.org")
    accounts = {(f"account {user.pk}", "desk", "") for user in (editor, reader)}
    assert sorted(rows("sign-in failed")) == sorted(accounts | {("unknown", "desk", "")})


def test_knocking_at_a_locked_door_fills_no_log(client, editor):
    knock_until_locked(client)
    knock(client)
    assert len(rows("sign-in failed")) == 5


def test_door_of_the_desk_tells_a_reader_no_more_than_a_stranger(client, reader):
    right, wrong = (knock(client, email="reader@example.org", password=word) for word in (PASSWORD, "not it"))
    for refused in (right, wrong):
        assert "This address and password do not open the desk." in refused.content.decode()
    assert 'href="/accounts/reset/"' in wrong.content.decode()
    assert client.get("/accounts/").status_code == 302


# The desk closes


def hours_away(client, hours: float) -> None:
    session = client.session
    session[SEEN_AT] -= int(hours * 3600)
    session.save()


@pytest.mark.parametrize("address", DOORS)
def test_desk_closes_after_eight_idle_hours_by_whichever_door_one_came(client, editor, address):
    knock(client, address, password=PASSWORD)
    hours_away(client, 8.1)
    response = client.get("/admin/")
    assert response.headers["Location"] == "/admin/login/?next=/admin/"
    assert "The desk closes after 8 hours without a page." in client.get(response.headers["Location"]).content.decode()
    assert client.get("/accounts/").status_code == 302


def test_any_page_of_the_desk_keeps_it_open(client, editor):
    client.force_login(editor)
    for _ in range(3):
        hours_away(client, 7.9)
        assert client.get("/admin/").status_code == 200


def test_what_a_page_fetches_by_itself_keeps_nothing_open(client, editor):
    client.force_login(editor)
    hours_away(client, 7.9)
    seen = client.session[SEEN_AT]
    client.get("/admin/jsi18n/", headers={"Sec-Fetch-Mode": "cors"})
    assert client.session[SEEN_AT] == seen


def test_closing_holds_at_addresses_that_guard_themselves(client, editor):
    client.force_login(editor)
    hours_away(client, IDLE / 3600 + 1)
    assert client.post(reverse("markdownx_markdownify"), {"content": "x"}).status_code in (302, 403)


def test_reader_made_staff_comes_in_by_the_door_first(client, reader):
    client.force_login(reader)
    User.objects.update(is_staff=True)
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_session_of_a_reader_stays_as_it_is(client, reader):
    client.force_login(reader)
    assert SEEN_AT not in client.session
    client.get("/admin/")
    assert client.get("/accounts/").status_code == 200


def test_session_changes_its_key_at_sign_in_and_is_gone_after_sign_out(client, editor):
    client.get("/admin/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    knock(client, password=PASSWORD)
    assert client.cookies["sessionid"].value != session.session_key
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302
    assert not client.session.items()


def test_being_there_is_saved_once_a_minute_at_most(client, editor, monkeypatch):
    client.force_login(editor)
    now = client.session[SEEN_AT]
    monkeypatch.setattr(door.time, "time", lambda: now + 50)
    client.get("/admin/jsi18n/")
    assert client.session[SEEN_AT] == now
    monkeypatch.setattr(door.time, "time", lambda: now + 70)
    client.get("/admin/jsi18n/")
    assert client.session[SEEN_AT] == now + 70
