"""Every address, asked for by everybody, twice: whoever may not is refused, nothing moves, and no draft is to be read.

What is right stands in matrix.py, and the rows that the addresses lead to are made in matrix_rows.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from education.editorial import CLINICAL_REVIEWER
from education.models import AuditEntry, User, Variant

from . import build
from .matrix import MAY, PUBLIC, ROLES, SENT, TABLE, WORDS, route_of, word
from .matrix_rows import Library

pytestmark = [pytest.mark.django_db, pytest.mark.once]

METHODS = ("GET", "POST")
TOKEN = "t" * 32
OPENED = {200: "open", 400: "form", 403: "no", 404: "gone", 405: "method", 409: "refused", 410: "closed"}
DOORS = ("/accounts/sign-in/", "/admin/login/")
WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+[\"`]?(\w+)")
LOG, PRESENCE, OWN_PROFILE = "education_auditentry", "education_presence", "education_readerprofile"
NOBODYS = {"django_session"}  # a session belongs to a browser, and tells nothing of anybody's rights
TABLES = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def patterns(of, names: str = "", way: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern below a resolver: its name, empty if it has none, and the whole of it."""
    for one in of.url_patterns:
        whole = way + str(one.pattern).removeprefix("^")
        if hasattr(one, "url_patterns"):
            yield from patterns(one, f"{names}{one.namespace}:" if one.namespace else names, whole)
        else:
            yield names + one.name if one.name else "", whole


def routes() -> dict[str, str]:
    """The patterns by name; one without a name, or whose name is taken, by itself."""
    found = {}
    for name, whole in patterns(get_resolver()):
        found[whole if not name or name in found else name] = whole
    return found


ROUTES = routes()


def rows_of(table: str) -> list[tuple]:
    return list(TABLES[table]._base_manager.order_by("pk").values_list())


@dataclass
class Answer:
    """What somebody got, in a word of the matrix; the tables whose rows were others afterwards; and what it tells of
    that it may not.
    """

    word: str
    page: str
    changed: set[str]
    tells: list[str]


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
        page = response.getvalue().decode(errors="replace") + str(response.headers)
        tells = sorted(said for said in self.library.kept_from(self.role, entry) if said in page)
        return Answer(told(response), page, changed, tells)


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
        return Visitor(role, build.staff("new@example.org") if role == "without a role" else user, library)

    return make


# The matrix


def test_every_route_has_an_entry_and_every_entry_a_route():
    described = {route_of(entry) for entry in TABLE}
    assert {"not in tests/matrix.py": set(ROUTES) - described, "there no more": described - set(ROUTES)} == {
        "not in tests/matrix.py": set(),
        "there no more": set(),
    }


def test_every_word_of_the_table_is_known():
    words = {word(entry, role, method) for entry in TABLE for role in ROLES for method in METHODS}
    assert words - {*WORDS, "may"} == set()
    assert {len(fives.split()) for pair in TABLE.values() for fives in pair} <= {1, len(ROLES)}


def test_each_entry_leads_to_its_own_route(library):
    for entry in TABLE:
        whole = ROUTES[route_of(entry)]
        assert resolve(urlsplit(library.address(entry, whole)).path).route == whole, entry


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_matrix_says_and_changes_no_more_than_they_may(role, visitor):
    """Nor do they read what is not for them: no answer to a reader, to a POST either, holds a word of a draft."""
    somebody, wrong = visitor(role), []
    for entry, method in product(TABLE, METHODS):
        right, got = word(entry, role, method), somebody.asks(entry, method)
        if got.word not in (MAY if right == "may" else {right}):
            wrong.append(f"{method} {entry} as {role}: expected {right}, got {got.word}")
        if more := got.changed - may_change(role, method, right):
            wrong.append(f"{method} {entry} as {role}: {got.word}, but this changed: {', '.join(sorted(more))}")
        if got.tells:
            wrong.append(f"{method} {entry} as {role}: {got.word}, but it tells {', '.join(got.tells)}")
    assert wrong == [], "\n".join(["", *wrong])


def test_where_only_checked_texts_are_shown_no_page_tells_more(visitor, settings):
    settings.SHOW_UNREVIEWED = False
    for role in ("anonymous", "reader"):
        somebody = visitor(role)
        assert [(entry, told) for entry in PUBLIC if (told := somebody.asks(entry, "GET").tells)] == []
        assert "being checked" in somebody.asks("education:article#held back", "GET").page


def test_one_of_the_staff_without_a_role_reads_no_draft(visitor):
    somebody = visitor("without a role")
    desk = [entry for entry in TABLE if entry not in PUBLIC]
    assert [(entry, told) for entry in desk if (told := somebody.asks(entry, "GET").tells)] == []


def test_no_form_of_another_site_is_taken(visitor):
    somebody = visitor("superuser")
    theirs = [entry for entry in TABLE if word(entry, "superuser", "POST") in {*MAY, "may", "refused"}]
    got = {entry: somebody.asks(entry, "POST", origin="https://elsewhere.example") for entry in theirs}
    assert {entry: answer for entry, answer in got.items() if answer.word != "no" or answer.changed} == {}


# What a whole form cannot do


def whole(text: Variant) -> dict:
    """What an editor's browser would send to give a text another draft."""
    words = {"draft_title": "Forged", "draft_summary": "Forged.", "draft": "## Forged {#forged}\n\nForged."}
    return words | {"seen_version": text.version}


def test_reviewer_changes_no_text_where_an_editor_changes_its_draft(client, library, editor, reviewer):
    change = reverse("admin:education_variant_change", args=[library.text.pk])
    oldest = library.text.history.last().history_id
    restore = reverse("admin:education_variant_restore", args=[library.text.pk, oldest])
    client.force_login(reviewer)
    before = rows_of("education_variant")
    assert client.post(change, whole(library.text)).status_code == 403
    assert client.post(restore, {"seen_version": library.text.version}).status_code == 403
    assert rows_of("education_variant") == before
    client.force_login(editor)
    assert client.post(change, whole(library.text)).status_code == 302
    now = Variant.objects.get(pk=library.text.pk)
    assert (now.drafted.title, now.live) == ("Forged", library.text.live)


def test_no_action_on_a_list_does_what_its_page_refuses(client, library, editor, reviewer):
    """Nobody deletes by a list; a reviewer touches nothing but reviews."""
    models = {f"{model._meta.app_label}_{model._meta.model_name}": one for model, one in admin.site._registry.items()}
    for user in (reviewer, editor):
        client.force_login(user)
        before = {table: rows_of(table) for table in TABLES if table not in {*NOBODYS, LOG}}
        for name, row in library.rows.items():
            own = models[name].actions if user == reviewer and name != "education_review" else ()
            for action in ("delete_selected", *own):
                chosen = {"action": action, "_selected_action": [row.pk], "post": "yes", f"seen-{row.pk}": 1}
                client.post(reverse(f"admin:{name}_changelist"), chosen)
        assert {table for table, rows in before.items() if rows_of(table) != rows} == set()


def decides(client, library, *steps: str) -> set[int]:
    """The answers to each step about a review that is handed in and one that is started: by button, on the list, and
    by the link of somebody who was invited.
    """
    said, answers = {"comment": "Right.", "return": "yes"}, set()
    for review, step in product((library.new, library.started), steps):
        answers.add(client.post(reverse(f"desk:{step}", args=[review.pk]), said).status_code)
        chosen = {"action": {"return": "give_back"}.get(step, step), "_selected_action": [review.pk]}
        client.post(reverse("admin:education_review_changelist"), chosen | said)
    told = {"name": "Dr A", "post": "P", "credentials": "MD", "conflicts": "None", "is_clinician": "on"}
    answers.add(client.post(library.live.path, told | {"decision": "approve"}).status_code)
    return answers


def test_nobody_decides_about_their_own_text_in_any_way(client, library, editor):
    """As an editor, holding both roles with a filled-in profile, or as an administrator; each refusal is logged."""
    client.force_login(editor)
    reviews = rows_of("education_review")
    assert decides(client, library, "start", "approve", "return") == {409}
    editor.groups.add(Group.objects.get(name=CLINICAL_REVIEWER))
    build.profile("Dr Both", editor)
    assert decides(client, library, "approve") == {409}
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    assert decides(client, library, "approve") == {409}
    assert rows_of("education_review") == reviews
    refused = AuditEntry.objects.filter(who=editor, action__endswith="refused").values_list("why", flat=True)
    assert len(refused) == 13 + 5 + 5
    assert {why for why in refused if "changed this text" not in why} == set()
