"""The kinds of pages that readers meet, and the few moves on them that many tests make."""

import os
import re
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from django.template.loader import render_to_string

CONTENT = Path(__file__).resolve().parents[2] / "content"
LEVELS = ("plain", "standard", "detailed")
PASSWORD = "seven quiet herons"
DESK = {"width": 1280, "height": 800}
TELEPHONE = {"width": 360, "height": 800}

ARTICLES = sorted(folder.name for folder in (CONTENT / "articles").iterdir() if folder.is_dir())
ARTICLE_PAGES = [f"/articles/{slug}/{level}/" for slug in ARTICLES for level in LEVELS]
# One page of each article, the levels in turn: for what its text can change, but not its level.
ONE_AN_ARTICLE = [f"/articles/{slug}/{LEVELS[place % 3]}/" for place, slug in enumerate(ARTICLES)]
# Of long lists whose entries are all made alike the first ones are looked at: it saves most of the time.
LIKE_OTHERS = (
    ".references li:nth-of-type(n+4), .references__back a:nth-of-type(n+3), .works li:nth-of-type(n+3), "
    ".words__entry:nth-of-type(n+3), .section--letter:nth-of-type(n+4), .people > :nth-child(n+12)"
)
SHORTEN = f"() => document.querySelectorAll('{LIKE_OTHERS}').forEach(entry => entry.remove())"
ABOUT = [
    "/about/",
    *(f"/about/{path.stem}/" for path in sorted((CONTENT / "pages").glob("*.md")) if path.stem != "about"),
]

# Pages to read, which leave nothing in the browser.
READING = ["/", "/glossary/", "/preferences/", "/preferences/?saved", "/articles/overview/", *ABOUT]
# Pages with a form that carries a token, and those around them.
DOOR = [
    "/accounts/sign-up/",
    "/accounts/sign-in/",
    "/accounts/reset/",
    "/accounts/reset/sent/",
    "/accounts/reset/complete/",
    "/accounts/reset/MQ/used-up/",
]
MEMBERS = ["/accounts/", "/accounts/delete/", "/accounts/password/", "/accounts/password/done/"]

_numbers = count(1)


def section_keys(slug: str) -> list[str]:
    """The keys of an article's sections, from its files; all levels of an article have the same."""
    texts = [(CONTENT / "articles" / slug / f"{level}.md").read_text(encoding="utf-8") for level in LEVELS]
    keys, *others = [re.findall(r"^## .*\{#([a-z0-9-]+)\}$", text, re.MULTILINE) for text in texts]
    assert keys and others == [keys, keys], f"the levels of {slug} differ in their sections"
    return keys


def a_new_address() -> str:
    return f"reader-{os.getpid()}-{next(_numbers)}@example.org"


def press(page, selector: str = "main form button") -> None:
    """Press a button that leads to a page, and wait for the page."""
    with page.expect_navigation():
        page.locator(selector).click()


def sign_up(page, address: str, password: str = PASSWORD) -> None:
    _sign(page, "/accounts/sign-up/", email=address, password=password)


def sign_in(page, address: str, password: str = PASSWORD) -> None:
    _sign(page, "/accounts/sign-in/", username=address, password=password)


def sign_out(page) -> None:
    page.goto("/accounts/")
    press(page, "form[action='/accounts/sign-out/'] button")


def _sign(page, path: str, **answers: str) -> None:
    page.goto(path)
    fill(page, **answers)
    press(page)


def fill(page, **answers: str) -> None:
    for name, answer in answers.items():
        page.locator(f"main [name={name}]").fill(answer)


def is_signed_in(page) -> bool:
    page.goto("/accounts/")
    return urlsplit(page.url).path == "/accounts/"


def choose(page, **choices: str) -> None:
    """Say on the preferences page how one likes to read."""
    page.goto("/preferences/")
    for name, value in choices.items():
        page.locator(f"[name={name}][value='{value}']").check()
    press(page)


def look(page) -> dict[str, str]:
    """Level, text size and theme as <html> carries them."""
    return page.evaluate("({...document.documentElement.dataset})")


def not_found(page) -> None:
    page.goto("/nowhere/")


def forbidden(page) -> None:
    """A form whose token the browser has lost."""
    page.goto("/accounts/reset/")
    page.context.clear_cookies(name="csrftoken")
    page.locator("[name=email]").fill("somebody@example.org")
    press(page)


def wrong_password(page) -> None:
    sign_in(page, "nobody@example.org", "not the password")


def refused_account(page) -> None:
    sign_up(page, "nobody@example.org", "short")


def broken(page) -> None:
    """The page for a fault of ours, put in place of one that works, since no fault is known."""
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string("500.html"), content_type="text/html"))
    page.goto("/broken/")


FALLEN = {
    "404": not_found,
    "403": forbidden,
    "500": broken,
    "wrong password": wrong_password,
    "refused account": refused_account,
}


def visit(page, kind: str) -> None:
    """Bring the page to one of the kinds: a path, or the name of something that goes wrong."""
    FALLEN[kind](page) if kind in FALLEN else page.goto(kind)
    assert page.locator("h1").inner_text()
