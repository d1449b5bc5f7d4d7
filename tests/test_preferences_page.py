"""The preferences page: what may be chosen, from where, and where it is kept."""

import pytest

from education.models import ReaderProfile
from education.preferences import Preferences

pytestmark = pytest.mark.django_db

ADDRESS = "/preferences/"


def kept(response) -> Preferences:
    return Preferences.from_cookie(response.cookies["reader"].value)


def test_looking_sets_no_cookie(client):
    assert client.get(ADDRESS).cookies == {}


def test_choice_of_a_visitor_lives_in_one_small_cookie(client):
    choice = {"kind": "carer", "level": "standard", "text_size": "2", "theme": "contrast"}
    response = client.post(ADDRESS, choice)
    assert list(response.cookies) == ["reader"]
    assert kept(response) == Preferences(**choice)
    cookie = response.cookies["reader"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], len(cookie.value) < 40) == (
        True,
        "Lax",
        31_536_000,
        True,
    )


def test_form_that_sends_one_choice_leaves_the_others(client):
    client.post(ADDRESS, {"theme": "dark", "text_size": "4"})
    assert kept(client.post(ADDRESS, {"level": "detailed"})) == Preferences(
        level="detailed", theme="dark", text_size="4"
    )


def test_choice_of_an_account_lives_in_the_account_and_sets_no_cookie(client, reader):
    client.force_login(reader)
    response = client.post(ADDRESS, {"level": "detailed"})
    assert "reader" not in response.cookies
    assert ReaderProfile.objects.get(user=reader).level == "detailed"


def test_professional_who_lets_us_choose_reads_detailed(client):
    client.post(ADDRESS, {"kind": "professional", "level": ""})
    assert 'data-level="detailed"' in client.get("/glossary/").content.decode()


@pytest.mark.parametrize(
    "choice",
    [
        {"level": "hard"},
        {"theme": "purple"},
        {"text_size": "9"},
        {"kind": "nurse"},
        {"level": "a" * 10_000},
        {"level": "\x00"},
    ],
)
def test_choice_that_is_not_on_offer_is_refused_and_nothing_is_kept(client, choice):
    response = client.post(ADDRESS, choice)
    assert (response.status_code, response.cookies) == (400, {})


def test_reader_goes_on_where_they_were(client):
    assert (
        client.post(ADDRESS, {"level": "plain", "next": "/articles/one/#risks"}).headers["Location"]
        == "/articles/one/#risks"
    )


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example", "/\t/evil.example"],
)
def test_reader_is_never_sent_to_another_site(client, elsewhere):
    assert client.post(ADDRESS, {"level": "plain", "next": elsewhere}).headers["Location"] == "/preferences/?saved"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
    ],
)
def test_form_of_another_site_is_refused(client, headers):
    response = client.post(ADDRESS, {"level": "detailed"}, headers=headers)
    assert (response.status_code, response.cookies) == (403, {})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/articles/one/"},
    ],
)
def test_form_of_our_own_is_taken(client, headers):
    assert kept(client.post(ADDRESS, {"level": "detailed"}, headers=headers)).level == "detailed"
