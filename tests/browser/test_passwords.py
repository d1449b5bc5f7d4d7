"""A password is changed by who knows it, and chosen anew by who has the mail."""

import email
import re

import pytest

from tests.browser.pages import PASSWORD, a_new_address, enter, fill, is_signed_in, press, sign_in

pytestmark = pytest.mark.once  # the database below: tests/test_accounts.py, and in the browser test_accounts.py

ANOTHER_PASSWORD = "nine patient otters"


def test_changed_password_opens_and_the_old_one_does_not(page, another_browser, address):
    enter(another_browser, address)
    page.goto("/accounts/password/")
    fill(page, old_password=PASSWORD, new_password1=ANOTHER_PASSWORD, new_password2=ANOTHER_PASSWORD)
    press(page)
    assert is_signed_in(page)
    assert not is_signed_in(another_browser)
    enter(another_browser, address)
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
    enter(page, address)
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
