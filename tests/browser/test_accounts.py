"""An account is seen whole, taken along, changed and deleted by the one whose it is."""

import email
import json
import re
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import PASSWORD, a_new_address, choose, fill, press, sign_in, sign_up

ANOTHER_PASSWORD = "nine patient otters"


@pytest.fixture
def page(new_context):
    return new_context().new_page()


@pytest.fixture
def another_browser(new_context):
    return new_context().new_page()


@pytest.fixture
def address(page):
    """The address of an account that `page` is signed in to."""
    made = a_new_address()
    choose(page, kind="student", level="detailed", text_size="2", theme="dark")
    sign_up(page, made)
    return made


def is_signed_in(page) -> bool:
    page.goto("/accounts/")
    return urlsplit(page.url).path == "/accounts/"


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
    sign_in(another_browser, address)
    assert is_signed_in(another_browser)
    page.goto("/accounts/delete/")
    fill(page, password=PASSWORD)
    press(page)
    assert page.context.cookies() == []
    assert not is_signed_in(another_browser)
    sign_in(another_browser, address)
    assert not is_signed_in(another_browser)
    sign_up(another_browser, address)  # nothing is left that would be in the way
    assert download(another_browser)["preferences"] == {"kind": "", "level": "", "text_size": "1", "theme": "auto"}


def test_deleting_asks_for_the_password_and_a_wrong_one_deletes_nothing(page, address):
    page.goto("/accounts/delete/")
    fill(page, password="not the password")
    press(page)
    assert page.locator("[role=alert]").is_visible()
    assert is_signed_in(page)
    assert download(page)["email"] == address


def test_changed_password_opens_and_the_old_one_does_not(page, another_browser, address):
    sign_in(another_browser, address)
    page.goto("/accounts/password/")
    fill(page, old_password=PASSWORD, new_password1=ANOTHER_PASSWORD, new_password2=ANOTHER_PASSWORD)
    press(page)
    assert is_signed_in(page)
    assert not is_signed_in(another_browser)
    sign_in(another_browser, address)
    assert not is_signed_in(another_browser)
    sign_in(another_browser, address, ANOTHER_PASSWORD)
    assert is_signed_in(another_browser)


def ask_for_a_new_password(page, address: str) -> str:
    """Ask by the form; returns what the page then says."""
    page.goto("/accounts/reset/")
    fill(page, email=address)
    press(page)
    return page.locator("main").inner_text()


def mail_to(address: str, folder) -> str:
    """The last mail to an address, subject and text, from where the site writes its mail: its console."""
    log = (folder / "server.log").read_text(encoding="utf-8")
    mails = map(email.message_from_string, re.findall(r"^Content-Type: text/plain.*?^-{79}$", log, re.M | re.S))
    words = [f"{mail['Subject']}\n{mail.get_payload()}" for mail in mails if mail["To"] == address]
    return words[-1] if words else ""


def set_password(page, link: str, password: str) -> None:
    page.goto(link)
    fill(page, new_password1=password, new_password2=password)
    press(page)


def test_forgotten_password_is_chosen_anew_by_a_link_in_a_mail(another_browser, address, site, site_folder):
    page = another_browser
    ask_for_a_new_password(page, address)
    link = re.search(rf"{site}/accounts/reset/\S+", mail_to(address, site_folder)).group()
    set_password(page, link, ANOTHER_PASSWORD)
    sign_in(page, address)
    assert not is_signed_in(page)
    sign_in(page, address, ANOTHER_PASSWORD)
    assert is_signed_in(page)
    page.goto(link)  # works once
    assert page.locator("main input[type=password]").count() == 0


def test_link_of_the_mail_leaves_the_address_bar(another_browser, address, site, site_folder):
    ask_for_a_new_password(another_browser, address)
    link = re.search(rf"{site}/accounts/reset/\S+", mail_to(address, site_folder)).group()
    another_browser.goto(link)
    assert another_browser.locator("[name=new_password1]").is_visible()
    assert link.rstrip("/").rpartition("/")[2] not in another_browser.url


def test_mail_does_not_tell_what_the_site_is_about(page, address, site_folder):
    ask_for_a_new_password(page, address)
    mail = mail_to(address, site_folder)
    assert "/accounts/reset/" in mail
    assert re.findall(r"(?i)valve|heart|balloon|mitral|patient|health", mail) == []


def test_unknown_address_gets_the_same_answer_and_no_mail(another_browser, address, site_folder):
    stranger = a_new_address()
    assert ask_for_a_new_password(another_browser, stranger) == ask_for_a_new_password(another_browser, address)
    assert mail_to(address, site_folder) != ""
    assert mail_to(stranger, site_folder) == ""
