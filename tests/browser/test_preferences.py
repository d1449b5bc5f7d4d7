"""A reader says once how they like to read; it holds tomorrow, and goes along with an account."""

import pytest

from tests.browser.pages import (
    ARTICLES,
    LEVELS,
    PASSWORD,
    READING,
    a_new_address,
    choose,
    enter,
    join,
    look,
    press,
    say,
    sent_to,
    sign_in,
    sign_out,
    sign_up,
)

pytestmark = pytest.mark.once

UNSAID = {"level": "plain", "size": "1", "theme": "auto"}
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
]"""


def cookies(page) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}


def level_at(page, path: str) -> str:
    """The level of the article at an address, which <html> and the switch tell alike."""
    page.goto(path)
    level = look(page)["level"]
    current = page.evaluate("document.querySelector('[data-levels] a[aria-current=true]').pathname")
    assert current.endswith(f"/{level}/")
    return level


def levels_of_articles(page, articles=ARTICLES[::4]) -> set[str]:
    """One article is looked at, the others are asked for with what the browser carries."""
    first, *others = [f"/articles/{slug}/" for slug in articles]
    return {level_at(page, first), *(sent_to(page, path)["level"] for path in others)}


def test_level_chosen_once_on_the_first_page_is_the_level_of_every_article(page):
    page.goto("/")
    press(page, "form:has([name=level][value=detailed]) button")
    assert page.url.endswith("/")
    assert levels_of_articles(page, ARTICLES) == {"detailed"}


def test_nobody_who_has_chosen_nothing_carries_a_cookie(page):
    assert levels_of_articles(page) == {"plain"}
    assert cookies(page) == {}


def test_choosing_leaves_one_cookie_and_in_it_only_the_choices(page):
    choose(page, kind="carer", level="standard", text_size="2", theme="light")
    assert cookies(page) == {"reader": "carer.standard.2.light"}


def test_choice_holds_tomorrow(page, another_browser):
    choose(page, level="standard", theme="dark")
    lasting = [cookie for cookie in page.context.cookies() if cookie["expires"] > 0]
    another_browser.context.add_cookies(lasting)
    assert levels_of_articles(another_browser) == {"standard"}
    assert look(another_browser) == {"level": "standard", "size": "1", "theme": "dark"}


def test_address_with_a_level_shows_that_level_and_leaves_the_preference_alone(page):
    say(page, ".detailed.1.auto")
    before = cookies(page)
    assert [level_at(page, f"/articles/overview/{level}/") for level in LEVELS] == list(LEVELS)
    assert cookies(page) == before
    assert level_at(page, "/articles/overview/") == "detailed"


def test_level_met_by_its_address_can_be_kept(page):
    page.goto("/articles/outcomes/standard/")
    press(page, "form:has([name=level][value=standard]) button")
    assert page.url.endswith("/articles/outcomes/standard/")
    assert level_at(page, "/articles/overview/") == "standard"


def test_changing_one_choice_leaves_the_others(page):
    say(page, "student.standard.3.contrast")
    page.goto("/")
    press(page, "form:has([name=level][value=detailed]) button")
    assert cookies(page) == {"reader": "student.detailed.3.contrast"}


def test_who_the_reader_is_only_suggests_a_level(page):
    choose(page, kind="professional")
    assert level_at(page, "/articles/overview/") == "detailed"
    choose(page, level="plain")
    assert level_at(page, "/articles/overview/") == "plain"


def test_text_size_and_theme_show_on_every_page(page):
    say(page, "..3.dark")
    seen = {}
    for path in [*READING, "/articles/overview/detailed/", "/accounts/sign-in/", "/accounts/sign-up/", "/nowhere/"]:
        told = sent_to(page, path)
        seen[path] = (told["size"], told["theme"])
    assert seen == dict.fromkeys(seen, ("3", "dark"))


def test_larger_text_is_larger_and_dark_is_dark(page):
    style = "(({fontSize, backgroundColor}) => [fontSize, backgroundColor])(getComputedStyle(document.documentElement))"
    page.goto("/")
    assert page.evaluate(style) == ["16px", "rgb(251, 247, 238)"]
    say(page, "..4.dark")
    page.goto("/")
    assert page.evaluate(style) == ["24px", "rgb(17, 24, 31)"]


@pytest.mark.parametrize("value", ["nonsense", "patient.detailed.9.dark", "nobody.detailed.4.dark", "a" * 3000, "...."])
def test_cookie_that_makes_no_sense_is_ignored(page, value):
    say(page, value)
    answer = page.goto("/articles/overview/")
    assert (answer.status, look(page)) == (200, UNSAID)


def test_sign_up_takes_the_choice_into_the_account_and_the_cookie_away(page, another_browser):
    address = a_new_address()
    choose(page, kind="carer", level="detailed", text_size="2", theme="dark")
    sign_up(page, address)
    assert set(cookies(page)) == {"csrftoken", "sessionid"}
    assert level_at(page, "/articles/overview/") == "detailed"
    assert level_at(another_browser, "/articles/overview/") == "plain"
    enter(another_browser, address)
    assert level_at(another_browser, "/articles/overview/") == "detailed"
    assert look(another_browser) == {"level": "detailed", "size": "2", "theme": "dark"}


def test_what_the_account_says_comes_before_what_the_browser_says(page, another_browser):
    address = a_new_address()
    say(page, ".detailed.1.auto")
    join(page, address)
    say(another_browser, ".standard.1.auto")
    assert level_at(another_browser, "/articles/overview/") == "standard"
    sign_in(another_browser, address)
    assert level_at(another_browser, "/articles/overview/") == "detailed"
    assert "reader" not in cookies(another_browser)
    say(another_browser, ".standard.1.auto")
    assert level_at(another_browser, "/articles/overview/") == "detailed"


def test_choice_of_a_signed_in_reader_goes_to_the_account(page, another_browser):
    address = a_new_address()
    join(page, address)
    choose(page, level="standard", text_size="4")
    assert "reader" not in cookies(page)
    enter(another_browser, address)
    another_browser.goto("/articles/overview/")
    assert look(another_browser) == {"level": "standard", "size": "4", "theme": "auto"}


def test_signing_out_leaves_nothing_in_the_browser(page):
    say(page, ".detailed.3.contrast")
    join(page, a_new_address())
    page.goto("/articles/overview/")
    assert look(page) == {"level": "detailed", "size": "3", "theme": "contrast"}
    with page.expect_response("**/accounts/sign-out/") as answer:
        sign_out(page)
    assert answer.value.all_headers()["clear-site-data"] == '"cache", "cookies", "storage"'
    assert cookies(page) == {}
    assert page.evaluate(STORED) == [0, 0, 0, 0]
    page.goto("/articles/overview/")
    assert look(page) == UNSAID
    page.goto("/accounts/")
    assert page.url.endswith("/accounts/sign-in/?next=/accounts/")


def test_password_of_another_account_opens_nothing(page):
    sign_in(page, a_new_address(), PASSWORD)
    assert page.url.endswith("/accounts/sign-in/")
    assert page.locator("[role=alert]").is_visible()
    assert "sessionid" not in cookies(page)
