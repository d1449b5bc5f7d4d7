"""Accounts: what is asked, kept, carried over, shown, and deleted."""

import json
import re

import pytest
from django.core import mail
from django.test import Client

from education.models import ReaderProfile, User
from education.preferences import Preferences

from . import build

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
COOKIE = Preferences(kind="carer", level="detailed", text_size="3", theme="dark")


def sign_up(client, email="new@example.org", password=PASSWORD):
    return client.post("/accounts/sign-up/", {"email": email, "password": password})


def sign_in(client, email="reader@example.org", password=PASSWORD):
    return client.post("/accounts/sign-in/", {"username": email, "password": password})


def test_sign_up_asks_for_an_address_and_a_password_and_nothing_else(client):
    page = client.get("/accounts/sign-up/").content.decode()
    names = set(re.findall(r'<input[^>]* name="(\w+)"', page))
    assert names == {"csrfmiddlewaretoken", "email", "password"}


def test_sign_up_turns_the_cookie_into_the_profile_and_takes_it_back(client):
    client.cookies["reader"] = COOKIE.to_cookie()
    response = sign_up(client)
    assert ReaderProfile.objects.get(user__email="new@example.org").preferences() == COOKIE
    assert response.cookies["reader"].value == ""
    assert response.cookies["reader"]["max-age"] == 0


def test_sign_up_without_choices_keeps_the_defaults(client):
    sign_up(client)
    assert ReaderProfile.objects.get().preferences() == Preferences()


def test_address_is_kept_in_small_letters_and_belongs_to_one_account(client, reader):
    sign_up(client, "READER@example.org")
    assert User.objects.count() == 1
    response = client.post("/accounts/sign-up/", {"email": "Reader@Example.org", "password": PASSWORD})
    assert "There is already an account with this address." in response.content.decode()


@pytest.mark.parametrize("password", ["short", "password123", "new@example.org", ""])
def test_weak_password_is_refused_with_a_reason_and_no_account_is_made(client, password):
    response = sign_up(client, password=password)
    assert (response.status_code, User.objects.count()) == (400, 0)
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize("email", ["", "no address", "a@b", "x" * 400 + "@example.org", "new\x00@example.org"])
def test_bad_address_is_refused_with_a_reason(client, email):
    assert (sign_up(client, email).status_code, User.objects.count()) == (400, 0)


def test_sign_in_brings_the_profile_back_and_passes_over_the_cookie(client, reader):
    ReaderProfile.keep(reader, COOKIE)
    client.cookies["reader"] = Preferences(level="standard").to_cookie()
    response = sign_in(client)
    assert response.cookies["reader"].value == ""
    assert 'data-level="detailed"' in client.get("/glossary/").content.decode()


def test_sign_in_of_an_account_without_profile_keeps_what_the_visitor_chose(client, reader):
    client.cookies["reader"] = COOKIE.to_cookie()
    sign_in(client)
    assert ReaderProfile.objects.get(user=reader).preferences() == COOKIE


def test_address_may_be_typed_in_any_case_at_sign_in(client, reader):
    assert sign_in(client, "Reader@Example.ORG").status_code == 302


def test_wrong_password_and_unknown_address_are_answered_alike(client, reader):
    def wrong(email):
        page = sign_in(client, email, "not the password").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "")

    assert "do not go together" in wrong("reader@example.org")
    assert wrong("reader@example.org") == wrong("nobody@example.org")


def test_sign_in_does_not_lead_to_another_site(client, reader):
    response = client.post(
        "/accounts/sign-in/?next=//evil.example/", {"username": "reader@example.org", "password": PASSWORD}
    )
    assert response.headers["Location"] == "/accounts/"


def test_sign_out_leaves_nothing_personal_behind(client, reader):
    ReaderProfile.keep(reader, COOKIE)
    sign_in(client)
    response = client.post("/accounts/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert {name: cookie.value for name, cookie in response.cookies.items()} == {"sessionid": "", "reader": ""}
    assert 'data-level="plain"' in client.get("/glossary/").content.decode()


def test_sign_out_by_a_mere_link_is_refused(client, reader):
    client.force_login(reader)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize("address", ["/accounts/", "/accounts/export/", "/accounts/delete/", "/accounts/password/"])
def test_what_belongs_to_an_account_is_closed_to_others(client, address):
    assert client.get(address).headers["Location"] == f"/accounts/sign-in/?next={address}"


def test_account_shows_and_exports_all_that_is_kept(client, reader):
    ReaderProfile.keep(reader, COOKIE)
    client.force_login(reader)
    assert "reader@example.org" in client.get("/accounts/").content.decode()
    response = client.get("/accounts/export/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="valvewise-account.json"'
    kept = json.loads(response.content)
    assert (kept["email"], kept["preferences"]) == ("reader@example.org", COOKIE.__dict__)
    stored = {field.name for field in [*User._meta.fields, *ReaderProfile._meta.fields]}
    told = {"email", "date_joined", "last_login", "password", "user", "kind", "level", "text_size", "theme"}
    assert stored - told == {"id", "is_active", "is_staff", "is_superuser"}


def test_account_is_deleted_at_once_with_all_that_belongs_to_it(client, reader):
    ReaderProfile.keep(reader, COOKIE)
    client.force_login(reader)
    response = client.post("/accounts/delete/", {"password": PASSWORD})
    assert (User.objects.count(), ReaderProfile.objects.count()) == (0, 0)
    assert "Your account is deleted" in response.content.decode()
    assert client.get("/accounts/").status_code == 302


def test_deleting_takes_the_password(client, reader):
    client.force_login(reader)
    response = client.post("/accounts/delete/", {"password": "not the password"})
    assert (response.status_code, User.objects.count()) == (400, 1)
    assert "Nothing has been deleted." in response.content.decode()


def test_another_browser_of_a_deleted_account_is_signed_out(client, reader):
    other = Client()
    for browser in (client, other):
        browser.force_login(reader)
    client.post("/accounts/delete/", {"password": PASSWORD})
    assert other.get("/accounts/").status_code == 302


def test_password_can_be_changed(client, reader):
    client.force_login(reader)
    new = "another long password"
    client.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    client.logout()
    assert (sign_in(client).status_code, sign_in(client, password=new).status_code) == (200, 302)


def test_reset_says_the_same_whether_or_not_there_is_an_account(client, reader):
    answers = {
        client.post("/accounts/reset/", {"email": email}).headers["Location"]
        for email in ("reader@example.org", "nobody@example.org")
    }
    assert answers == {"/accounts/reset/sent/"}
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_reset_link_works_once_and_names_no_condition(client, reader):
    client.post("/accounts/reset/", {"email": "reader@example.org"})
    words = f"{mail.outbox[0].subject} {mail.outbox[0].body}".lower()
    assert not {"valve", "heart", "mitral", "balloon"} & set(re.findall(r"[a-z]+", words))
    link = re.search(r"/accounts/reset/\S+", mail.outbox[0].body).group()
    form = client.get(link).headers["Location"]
    new = "another long password"
    assert (
        client.post(form, {"new_password1": new, "new_password2": new}).headers["Location"]
        == "/accounts/reset/complete/"
    )
    assert sign_in(client, password=new).status_code == 302
    assert "new_password1" not in client.get(link, follow=True).content.decode()


def test_pages_of_an_account_are_never_stored(client, reader):
    client.force_login(reader)
    for address in ("/accounts/", "/accounts/delete/", "/accounts/export/", "/accounts/password/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_superuser_is_made_by_address_alone():
    made = User.objects.create_superuser("Chief@Example.org", PASSWORD)
    assert (made.email, made.is_staff, made.is_superuser) == ("chief@example.org", True, True)


def test_address_is_unique_in_the_database_too(reader):
    with pytest.raises(Exception, match="(?i)unique|constraint"):
        build.user("reader@example.org")


def test_pages_that_may_not_be_stored_are_not_indexed_and_those_for_readers_are(client):
    build.article("one", "plain")
    for address, said in (("/accounts/sign-in/", "noindex"), ("/accounts/reset/", "noindex"), ("/articles/one/", None)):
        assert client.get(address).headers.get("X-Robots-Tag") == said
