"""The admin: who may enter, what it offers, and that what is done there is written down, once."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError

from education.models import Article, AuditEntry, Claim, GlossaryTerm, Source, User, Variant

from . import build
from .typed import change, opened, place, told

pytestmark = pytest.mark.django_db
CONTENT = ["article", "variant", "page", "claim", "reference", "glossaryterm"]


def test_every_model_that_readers_meet_is_in_the_admin():
    names = {model.__name__ for model in admin.site._registry}
    assert {"Article", "Variant", "Page", "Claim", "Reference", "GlossaryTerm", "User"} <= names


@pytest.mark.parametrize("name", [*CONTENT, "user"])
def test_admin_lists_and_forms_open_for_the_chief_and_for_nobody_else(client, chief, reader, name):
    addresses = [place(name, page) for page in ("changelist", "add")]
    for address in addresses:
        assert client.get(address).status_code == 302
    client.force_login(reader)
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    client.force_login(chief)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_editor_without_the_right_cannot_see_accounts(client, editor):
    client.force_login(editor)
    assert client.get(place("user", "changelist")).status_code == 403


def test_clinical_reviewer_sees_content_and_changes_none(client, reviewer):
    term = build.term("valve", "The first meaning.")
    client.force_login(reviewer)
    page = client.get(place(term))
    assert page.status_code == 200
    assert "seen version" not in page.content.decode().lower()
    assert client.post(place(term), {"meaning": "Another."}).status_code == 403


def test_no_list_is_edited_in_place_and_nothing_is_deleted_in_bulk(client, chief):
    build.term("valve")
    client.force_login(chief)
    assert [name for name, of in admin.site._registry.items() if of.list_editable] == []
    form = {"action": "delete_selected", "_selected_action": GlossaryTerm.objects.get().pk, "index": 0}
    client.post(place("glossaryterm", "changelist"), form)
    assert GlossaryTerm.objects.exists()


def test_admin_pages_are_never_stored_and_carry_the_strict_policy(client, chief):
    text = build.article("one", "plain").variants.get()
    client.force_login(chief)
    response = client.get(place(text))
    assert "no-store" in response.headers["Cache-Control"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert [word for word in ("<script>", "<style", " onclick=", " style=") if word in page] == []


# The log


def test_each_deed_leaves_one_row_in_the_audit_log(client, chief):
    client.force_login(chief)
    form = opened(client, place("glossaryterm", "add")) | {"key": "valve", "term": "valve", "meaning": "A door."}
    assert client.post(place("glossaryterm", "add"), form).status_code == 302
    term = GlossaryTerm.objects.get()
    change(client, term, meaning="A door of the heart.")
    client.post(place(term, "delete"), {"post": "yes", "seen_version": 2})
    rows = AuditEntry.objects.filter(kind="glossaryterm").order_by("pk").values_list("who", "action", "why")
    assert list(rows) == [
        (chief.pk, "create", "Added."), (chief.pk, "edit", "Changed Meaning."), (chief.pk, "delete", ""),
    ]  # fmt: skip
    assert not GlossaryTerm.objects.exists()


def test_save_that_is_rolled_back_leaves_no_row_and_nothing_half_saved(client, editor, monkeypatch):
    claim = build.claim("one", "work")
    client.force_login(editor)
    form = opened(client, place(claim)) | {"text": "Another claim.", "sources-0-position": 7}

    def fails(*args, **options):
        raise IntegrityError("the database has refused the last step")

    monkeypatch.setattr(AuditEntry, "note", fails)
    assert client.post(place(claim), form).url == place(claim)  # where it is told that nothing was saved
    assert Claim.objects.get().text == "A claim."
    assert Source.objects.get().position == 0
    assert not LogEntry.objects.exists()
    assert claim.history.count() == 1


@pytest.mark.parametrize("kind", CONTENT)
def test_form_without_a_change_saves_nothing(client, editor, kind):
    row = one_of(kind)
    client.force_login(editor)
    form = opened(client, place(row))
    sent = {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in form.items()}
    response = client.post(place(row), sent)
    assert response.status_code == 302, response.context["errors"]
    before = row.version
    row.refresh_from_db()
    assert (row.version, row.history.count()) == (before, before)
    assert not AuditEntry.objects.exists()


def one_of(kind: str):
    if kind in ("article", "variant"):
        article = build.article("one", "plain")
        return article if kind == "article" else article.variants.get()
    if kind in ("claim", "reference"):
        claim = build.claim("one", "work", figures=("5%",), text="Two\nlines.")
        return claim if kind == "claim" else claim.references.get()
    return build.page() if kind == "page" else build.term("valve", "A door.", "valves")


# Deleting


def test_editor_cannot_delete_what_readers_meet(client, editor):
    article = build.article("one", "plain")
    client.force_login(editor)
    for row in (article, article.variants.get()):
        assert client.post(place(row, "delete"), {"post": "yes", "seen_version": 1}).status_code == 403
    assert Variant.objects.exists() and Article.objects.exists()


@pytest.mark.parametrize("seen", ["", "1", "x"])
def test_row_that_was_saved_since_one_was_asked_is_not_deleted(client, chief, seen):
    term = build.term("valve")
    term.save()
    client.force_login(chief)
    response = client.post(place(term, "delete"), {"post": "yes", "seen_version": seen}, follow=True)
    assert GlossaryTerm.objects.exists()
    assert "Nothing was deleted" in told(response)[0]
    assert not AuditEntry.objects.filter(action="delete").exists()
    assert 'name="seen_version" value="2"' in response.content.decode()


def test_work_on_which_a_claim_rests_cannot_be_deleted(client, chief):
    work = build.claim("one", "work").references.get()
    client.force_login(chief)
    page = client.post(place(work, "delete"), {"post": "yes", "seen_version": work.version}).content.decode()
    assert "cannot be deleted, because these rest on it" in page


def test_account_is_made_by_address(client, chief):
    client.force_login(chief)
    form = {
        "email": "New@Example.org",
        "usable_password": "true",
        "password1": "a long enough password",
        "password2": "a long enough password",
    }
    form |= {"profile-TOTAL_FORMS": 0, "profile-INITIAL_FORMS": 0}
    response = client.post(place("user", "add"), form)
    assert response.status_code == 302, response.content.decode()
    assert User.objects.filter(email="new@example.org").exists()
