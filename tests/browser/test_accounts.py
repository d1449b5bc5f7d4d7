"""An account is seen whole, taken along, changed and deleted by the one whose it is."""

import json
import re

import pytest

from tests.browser.pages import PASSWORD, enter, fill, is_signed_in, join, press

pytestmark = pytest.mark.once  # what a database changes of it is in tests/test_accounts.py


def download(page) -> dict:
    page.goto("/accounts/")
    with page.expect_download() as started:
        page.locator("a[href='/accounts/export/']").click()
    assert started.value.suggested_filename.endswith(".json")
    return json.loads(started.value.path().read_text(encoding="utf-8"))


def test_download_is_all_that_is_kept(page, address):
    kept = download(page)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", kept.pop("joined"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", kept.pop("last_signed_in"))
    assert kept == {
        "email": address,
        "password": "kept only as a one-way hash",
        "preferences": {"kind": "student", "level": "detailed", "text_size": "2", "theme": "dark"},
    }


def test_account_page_shows_all_that_is_kept(page, address):
    page.goto("/accounts/")
    shown = page.locator("main").inner_text()
    kept = (address, "Detailed", "Large", "Dark", "I am a student")
    assert [word for word in kept if word not in shown] == []
    assert len(re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", shown)) == 2  # joined, last signed in


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/export/", "/accounts/delete/", "/accounts/password/"])
def test_account_is_closed_to_those_who_are_not_signed_in(page, another_browser, address, path):
    assert page.context.request.get(path).url.endswith(path)
    another_browser.goto(path)
    assert another_browser.url.endswith(f"/accounts/sign-in/?next={path}")
    assert address not in another_browser.content()


def test_deleting_is_at_once_and_everywhere(page, another_browser, address):
    enter(another_browser, address)
    assert is_signed_in(another_browser)
    page.goto("/accounts/delete/")
    fill(page, password=PASSWORD)
    press(page)
    assert page.context.cookies() == []
    assert not is_signed_in(another_browser)
    enter(another_browser, address)
    assert not is_signed_in(another_browser)
    join(another_browser, address)  # nothing is left that would be in the way
    assert download(another_browser)["preferences"] == {"kind": "", "level": "", "text_size": "1", "theme": "auto"}


def test_deleting_asks_for_the_password_and_a_wrong_one_deletes_nothing(page, address):
    page.goto("/accounts/delete/")
    fill(page, password="not the password")
    press(page)
    assert page.locator("[role=alert]").is_visible()
    assert is_signed_in(page)
    assert download(page)["email"] == address
