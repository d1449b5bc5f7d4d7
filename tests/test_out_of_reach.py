"""A database that is locked or gone: a page that asks to try again, never a bare 500, and one line in the log."""

import io
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import InterfaceError, OperationalError, connection, connections
from django.test import Client

from config.logs import PrivateFormatter
from education.middleware import is_out_of_reach
from education.models import User
from education.views import accounts

from . import build

pytestmark = pytest.mark.django_db

FORM = {"email": "new@example.org", "password": "a long enough password"}


@pytest.fixture
def log():
    """What the site logs about requests, as it would stand on the console."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrivateFormatter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


@pytest.fixture
def locked(monkeypatch):
    """The test's own transaction keeps every other connection from writing, and these soon give up waiting."""
    options = connections.settings["default"].get("OPTIONS", {})
    if connection.vendor == "sqlite":
        impatient = {"timeout": 0.1}  # and the test holds BEGIN IMMEDIATE, as every transaction does
    else:
        impatient = {"options": "-c lock_timeout=100ms"}
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE education_user IN ACCESS EXCLUSIVE MODE")
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", options | impatient)


def in_another_thread(ask):
    """What `ask` answers on a connection of its own."""

    def answer():
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(answer).result()


def test_locked_database_is_told_as_such_and_what_was_typed_is_not_lost(locked, log):
    response = in_another_thread(lambda: Client().post("/accounts/sign-up/", FORM))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    page = response.content.decode()
    assert "nothing was saved. What you typed is still in your browser" in page
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert (response.headers["Cache-Control"], response.cookies) == ("no-store", {})
    assert log.getvalue().count("error 503 on route accounts/sign-up/") == 1
    assert "new@example.org" not in log.getvalue()
    assert not User.objects.exists()


@pytest.mark.parametrize("error", [OperationalError("the connection is lost"), InterfaceError("already closed")])
def test_database_that_is_gone_is_told_as_such(client, log, monkeypatch, error):
    def gone(*_, **__):
        raise error

    monkeypatch.setattr(accounts.SignUpForm, "create", gone)
    assert client.post("/accounts/sign-up/", FORM).status_code == 503
    assert log.getvalue().count("error 503 on route") == 1


def test_reader_is_not_told_that_something_was_not_saved(client, monkeypatch):
    def gone(*_):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("education.views.articles.journey", gone)
    response = client.get("/")
    assert (response.status_code, "saved" in response.content.decode()) == (503, False)


def test_database_that_goes_before_the_page_is_reached_is_told_as_such(client, editor, log, monkeypatch):
    client.force_login(editor)

    def gone(*_):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("education.middleware.keep_open", gone)
    assert client.get("/admin/").status_code == 503
    assert log.getvalue().count("error 503 on route") == 1


def test_mistake_of_ours_is_not_taken_for_a_database_out_of_reach():
    build.article("one", "plain")
    with pytest.raises(Exception, match="nowhere") as caught, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM nowhere")
    assert not is_out_of_reach(caught.value)
    assert not is_out_of_reach(ValueError("no"))
