"""When something breaks: plain words for the reader, and no word of what they read in the log."""

import io
import logging

import pytest
from django.db import connection
from django.test import Client

from config.logs import PrivateFormatter

from . import build

pytestmark = pytest.mark.django_db
CANARY = "zqx-canary-7731"


@pytest.fixture
def log():
    """What the site logs, as it would stand on the console."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrivateFormatter())
    loggers = [logging.getLogger(name) for name in ("django.request", "django.security", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield out
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def broken(db):
    """A database in which the articles cannot be found; the test's transaction brings them back."""
    build.article("one", "plain")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE education_article RENAME TO education_lost")


def test_broken_page_says_so_in_plain_words_with_a_way_on(broken):
    response = Client(raise_request_exception=False).get("/articles/one/")
    page = response.content.decode()
    assert (response.status_code, response.headers["Cache-Control"]) == (500, "no-store")
    assert "<h1" in page
    assert 'href="/"' in page
    assert "Traceback" not in page
    assert "education_lost" not in page


def test_error_is_logged_by_its_route_and_never_by_what_was_read(broken, log):
    headers = {"Referer": f"http://testserver/{CANARY}/", "User-Agent": CANARY}
    browser = Client(raise_request_exception=False)
    browser.get(f"/articles/{CANARY}/?q={CANARY}", headers=headers)
    said = log.getvalue()
    assert "error 500 on route articles/<key:slug>/" in said
    assert "OperationalError" in said or "ProgrammingError" in said
    assert CANARY not in said


def test_page_that_is_not_there_is_not_logged_with_its_address(client, log):
    client.get(f"/articles/{CANARY}/?q={CANARY}")
    client.get(f"/{CANARY}")
    assert CANARY not in log.getvalue()


def test_refused_form_gets_plain_words_and_no_reason_for_programmers(client):
    response = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "a", "password": "b"})
    page = response.content.decode()
    assert (response.status_code, response.headers["Cache-Control"]) == (403, "no-store")
    assert "<h1" in page
    assert "CSRF" not in page


def test_unknown_host_is_refused_without_an_echo():
    response = Client().get("/", headers={"Host": "evil.example"})
    assert (response.status_code, b"evil.example" in response.content) == (400, False)
