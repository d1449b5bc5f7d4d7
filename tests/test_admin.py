"""The admin: who may enter, and that no save overwrites another."""

import pytest
from django.contrib import admin
from django.urls import reverse

from education.models import GlossaryTerm, User, Variant

from . import build

pytestmark = pytest.mark.django_db


def form_of(variant: Variant, **changes) -> dict:
    fields = ["article", "level", "language", "title", "summary", "body"]
    values = {name: getattr(variant, name) for name in fields} | {
        "article": variant.article_id,
        "seen_version": variant.version,
    }
    return values | changes


def change(client, variant: Variant, **changes):
    return client.post(reverse("admin:education_variant_change", args=[variant.pk]), form_of(variant, **changes))


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain").variants.get()


def test_every_model_that_readers_meet_is_in_the_admin():
    names = {model.__name__ for model in admin.site._registry}
    assert {"Article", "Variant", "Page", "Claim", "Reference", "GlossaryTerm", "User"} <= names


@pytest.mark.parametrize("name", ["article", "variant", "page", "claim", "reference", "glossaryterm", "user"])
def test_admin_lists_and_forms_open_for_the_chief_and_for_nobody_else(client, chief, reader, name):
    addresses = [reverse(f"admin:education_{name}_{page}") for page in ("changelist", "add")]
    for address in addresses:
        assert client.get(address).status_code == 302
    client.force_login(reader)
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    client.force_login(chief)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_editor_without_the_right_cannot_see_accounts(client, editor):
    client.force_login(editor)
    assert client.get(reverse("admin:education_user_changelist")).status_code == 403


def test_saved_text_is_what_readers_meet(client, chief, text):
    client.force_login(chief)
    assert change(client, text, body="## New {#new}\n\nNew words.").status_code == 302
    assert "New words." in client.get("/articles/one/").content.decode()


def test_second_editor_does_not_overwrite_the_first_and_sees_both_texts(client, chief, text):
    client.force_login(chief)
    change(client, text, title="Title of the first")
    response = change(client, text, title="Title of the second")
    page = response.content.decode()
    assert Variant.objects.get().title == "Title of the first"
    assert "Stored now: Title of the first" in page
    assert 'value="Title of the second"' in page


def test_after_a_conflict_the_second_editor_can_save(client, chief, text):
    client.force_login(chief)
    change(client, text, title="Title of the first")
    page = change(client, text, title="Title of both").content.decode()
    assert 'name="seen_version" value="2"' in page
    change(client, text, title="Title of both", seen_version=2)
    assert Variant.objects.get().title == "Title of both"


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "x"])
def test_forged_version_saves_nothing(client, chief, text, version):
    client.force_login(chief)
    assert change(client, text, title="Forged", seen_version=version).status_code == 200
    assert Variant.objects.get().title == "one plain"


def test_conflict_is_met_on_every_kind_of_content(client, chief):
    term = build.term("valve", "The first meaning.")
    address = reverse("admin:education_glossaryterm_change", args=[term.pk])
    form = {"key": "valve", "term": "valve", "also": "[]", "language": "en", "seen_version": 1}
    client.force_login(chief)
    client.post(address, form | {"meaning": "The second meaning."})
    client.post(address, form | {"meaning": "The third meaning."})
    assert GlossaryTerm.objects.get().meaning == "The second meaning."


def test_account_is_made_by_address(client, chief):
    client.force_login(chief)
    form = {
        "email": "New@Example.org",
        "usable_password": "true",
        "password1": "a long enough password",
        "password2": "a long enough password",
    }
    form |= {"profile-TOTAL_FORMS": 0, "profile-INITIAL_FORMS": 0}
    response = client.post(reverse("admin:education_user_add"), form)
    assert response.status_code == 302, response.content.decode()
    assert User.objects.filter(email="new@example.org").exists()


def test_admin_pages_are_never_stored_and_carry_the_strict_policy(client, chief, text):
    client.force_login(chief)
    response = client.get(reverse("admin:education_variant_change", args=[text.pk]))
    assert "no-store" in response.headers["Cache-Control"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert tuple(word for word in ("<script>", "<style", " onclick=", " style=") if word not in page) == (
        "<script>",
        "<style",
        " onclick=",
        " style=",
    )
