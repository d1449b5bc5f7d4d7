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
CHIEF = "chief@example.org"  # an account that may do everything in the admin
DESK = {"width": 1280, "height": 800}
TELEPHONE = {"width": 360, "height": 800}

ARTICLES = sorted(folder.name for folder in (CONTENT / "articles").iterdir() if folder.is_dir())
ARTICLE_PAGES = [f"/articles/{slug}/{level}/" for slug in ARTICLES for level in LEVELS]
# One page of each article, the levels in turn: for what its text can change, but not its level.
ONE_AN_ARTICLE = [f"/articles/{slug}/{LEVELS[place % 3]}/" for place, slug in enumerate(ARTICLES)]
# Of long lists whose entries are all made alike the first ones are looked at: it saves most of the time.
LIKE_OTHERS = (
    ".references li:nth-of-type(n+4), .references__back a:nth-of-type(n+3), .works li:nth-of-type(n+3), "
    ".words__entry:nth-of-type(n+3), .section--letter:nth-of-type(n+4), .people > :nth-child(n+12), "
    ".prose:nth-of-type(n+4):has(> .works)"
)
SHORTEN = f"() => document.querySelectorAll('{LIKE_OTHERS}').forEach(entry => entry.remove())"
ABOUT = [
    "/about/",
    *(f"/about/{path.stem}/" for path in sorted((CONTENT / "pages").glob("*.md")) if path.stem != "about"),
]

# Pages to read, which leave nothing in the browser.
FINDING = ["/search/", "/search/?q=driving+after+the+baloon", "/ask/"]
READING = ["/", "/glossary/", "/preferences/", "/preferences/?saved", "/articles/overview/", *ABOUT, *FINDING]
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


def join(page, address: str) -> None:
    """Sign up without looking at the page: for tests of what comes after."""
    _send(page, "/accounts/sign-up/", email=address, password=PASSWORD)


def enter(page, address: str, password: str = PASSWORD) -> None:
    """Try to sign in without looking at the page."""
    _send(page, "/accounts/sign-in/", username=address, password=password)


def enter_the_desk(page, address: str = CHIEF) -> None:
    """Sign in at the door of the admin without looking at the page."""
    _send(page, "/admin/login/", username=address, password=PASSWORD)


def _send(page, path: str, **answers: str) -> None:
    """What the browser would send for the form at `path`, with its cookies, and none of the drawing."""
    asked = page.context.request
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', asked.get(path).text()).group(1)
    asked.post(path, form={"csrfmiddlewaretoken": token, **answers}, max_redirects=0)


def _sign(page, path: str, **answers: str) -> None:
    page.goto(path)
    fill(page, **answers)
    press(page)


def fill(page, **answers: str) -> None:
    for name, answer in answers.items():
        page.locator(f"main [name={name}]").fill(answer)


def is_signed_in(page) -> bool:
    return urlsplit(page.context.request.get("/accounts/").url).path == "/accounts/"


def emptied(page):
    """The browser of one who has never been here."""
    page.context.clear_cookies()
    if page.viewport_size != DESK:
        page.set_viewport_size(DESK)
    page.goto("about:blank")
    return page


def say(page, choices: str) -> None:
    """Put the cookie in place that `choose` would leave, such as carer.standard.2.light."""
    page.context.add_cookies([{"name": "reader", "value": choices, "domain": "127.0.0.1", "path": "/"}])


def choose(page, **choices: str) -> None:
    """Say on the preferences page how one likes to read."""
    page.goto("/preferences/")
    for name, value in choices.items():
        page.locator(f"[name={name}][value='{value}']").check()
    press(page)


def look(page) -> dict[str, str]:
    """Level, text size and theme as <html> carries them."""
    return page.evaluate("({...document.documentElement.dataset})")


def sent_to(page, path: str) -> dict[str, str]:
    """The same of a page that this browser asks for and does not show."""
    html = page.context.request.get(path).text()
    return dict(re.findall(r'data-(\w+)="(\w*)"', re.search(r"<html[^>]*>", html).group()))


def answered(page) -> None:
    page.goto("/ask/")
    fill(page, q="When may I drive after the balloon?")
    press(page, "main button:text-is('Ask')")


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
ASKED = {"answer": answered}


def visit(page, kind: str) -> None:
    """Bring the page to one of the kinds: a path, or the name of what is answered or of something that goes wrong."""
    way = FALLEN.get(kind) or ASKED.get(kind)
    way(page) if way else page.goto(kind)
    assert page.evaluate("document.querySelector('h1').innerText")
