"""Every address, asked for by everybody, twice: whoever may not is refused, nothing moves, and no draft is to be read.

What is right stands in matrix.py, and the rows that the addresses lead to are made in matrix_rows.py.
"""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve

from education.editorial import CLINICAL_REVIEWER
from education.models import AuditEntry, Review, User, Variant

from . import build
from .matrix import MAY, ROLES, SENT, TABLE, WORDS, route_of, word
from .matrix_rows import CANARIES, STAFF, TO_THE_INVITED, Library

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TOKEN = "t" * 32
OPENED = {200: "open", 400: "form", 403: "no", 404: "gone", 405: "method", 409: "refused", 410: "closed"}
DOORS = ("/accounts/sign-in/", "/admin/login/")
WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+[\"`]?(\w+)")
LOG, PRESENCE, OWN_PROFILE = "education_auditentry", "education_presence", "education_readerprofile"
NOBODYS = {"django_session"}  # a session belongs to a browser, and tells nothing of anybody's rights
TABLES = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def routes(of=None, names: str = "", way: str = "") -> dict[str, str]:
    """Every pattern of the site by its name (by itself if it has none), with the whole of it."""
    found = {}
    for one in (of or get_resolver()).url_patterns:
        whole = way + str(one.pattern).removeprefix("^")
        if hasattr(one, "url_patterns"):
            found |= routes(one, f"{names}{one.namespace}:" if one.namespace else names, whole)
        else:
            found[names + one.name if one.name else whole] = whole
    return found


ROUTES = routes()


def rows_of(table: str) -> list[tuple]:
    return list(TABLES[table]._base_manager.order_by("pk").values_list())


@dataclass
class Answer:
    """What somebody got, in a word of the matrix, and the tables whose rows were others afterwards."""

    word: str
    page: str
    changed: set[str]


class Visitor:
    """Somebody in a role who asks for one address after another; each time all is as it was at first."""

    def __init__(self, role: str, user: User | None, library: Library):
        self.role, self.library = role, library
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        if user:
            self.client.force_login(user)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.before = {table: rows_of(table) for table in TABLES if table not in NOBODYS}

    def asks(self, entry: str, method: str, **headers: str) -> Answer:
        self.client.cookies = SimpleCookie(self.cookies)
        sent = {"csrfmiddlewaretoken": TOKEN, **SENT.get(route_of(entry), {})} if method == "POST" else None
        address, touched = self.library.address(entry, ROUTES[route_of(entry)]), set()

        def watch(execute, sql, params, many, context):
            if found := WRITTEN.match(sql):
                touched.add(found[1])
            return execute(sql, params, many, context)

        point = transaction.savepoint()
        with connection.execute_wrapper(watch):
            response = getattr(self.client, method.lower())(address, sent, headers=headers)
        changed = {table for table in touched - NOBODYS if rows_of(table) != self.before[table]}
        transaction.savepoint_rollback(point)
        page = response.getvalue().decode(errors="replace")
        return Answer(told(response), page + str(response.headers), changed)


def told(response) -> str:
    """The answer in a word of the matrix; of what has none, all that is known."""
    if response.status_code in (301, 302, 303):
        return "door" if urlsplit(response.url).path in DOORS else "way"
    failure = getattr(response, "exc_info", None)
    return OPENED.get(response.status_code, f"{response.status_code} {failure[1] if failure else ''}")


def may_change(role: str, method: str, right: str) -> set[str]:
    """The tables that an answer may leave changed."""
    if right in ("door", "no", "gone", "method"):
        return set()
    if right in ("refused", "closed"):
        return {LOG}
    if method == "GET":
        return set() if role in ("anonymous", "reader") else {PRESENCE}
    return {"anonymous": {LOG}, "reader": {LOG, OWN_PROFILE}}.get(role, set(TABLES))


@pytest.fixture
def library(editor, colleague, reviewer, chief, reader, settings, tmp_path, monkeypatch) -> Library:
    monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)
    settings.MEDIA_ROOT = tmp_path
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = "mailto:safe@example.org", "2030-01-01T00:00:00Z"
    return Library(editor, colleague, reviewer, tmp_path)


@pytest.fixture
def visitor(request, library):
    """Makes somebody in a role."""
    names = dict(zip(ROLES[1:], ("reader", "editor", "reviewer", "chief"), strict=True))

    def make(role: str) -> Visitor:
        user = request.getfixturevalue(names[role]) if role in names else None
        return Visitor(role, user, library)

    return make


# The matrix


def test_every_route_has_an_entry_and_every_entry_a_route():
    described = {route_of(entry) for entry in TABLE}
    assert {"not in tests/matrix.py": set(ROUTES) - described, "there no more": described - set(ROUTES)} == {
        "not in tests/matrix.py": set(),
        "there no more": set(),
    }


def test_every_word_of_the_table_is_known():
    words = {word(entry, role, method) for entry in TABLE for role in ROLES for method in ("GET", "POST")}
    assert words - {*WORDS, "may"} == set()
    assert {len(fives.split()) for pair in TABLE.values() for fives in pair} <= {1, len(ROLES)}


def test_each_entry_leads_to_its_own_route(library):
    for entry in TABLE:
        whole = ROUTES[route_of(entry)]
        assert resolve(urlsplit(library.address(entry, whole)).path).route == whole, entry


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_matrix_says_and_changes_no_more_than_they_may(role, visitor):
    somebody, wrong = visitor(role), []
    for entry in TABLE:
        for method in ("GET", "POST"):
            right, got = word(entry, role, method), somebody.asks(entry, method)
            if got.word not in (MAY if right == "may" else {right}):
                wrong.append(f"{method} {entry} as {role}: expected {right}, got {got.word}")
            if more := got.changed - may_change(role, method, right):
                wrong.append(f"{method} {entry} as {role}: {got.word}, but this changed: {', '.join(sorted(more))}")
    assert wrong == [], "\n".join(["", *wrong])
