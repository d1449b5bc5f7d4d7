"""A reader says whether a page helped: with two buttons, a short form, and nothing kept in the browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import press

pytestmark = pytest.mark.once

ARTICLE = "/articles/overview/plain/"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# The size of what is pressed; a radio button counts with its label, which covers the row.
TARGETS = """() => [...document.querySelectorAll(".helpful button, .choice, main select, main .form__buttons > *")].map(
    element => Math.min(element.getBoundingClientRect().width, element.getBoundingClientRect().height))"""
TOO_WIDE = "document.scrollingElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def telephone(visitor):
    return visitor(viewport={"width": 320, "height": 700})


def check(page, axe) -> None:
    """Big enough to press, not too wide at the largest text, and nothing against it in light or dark."""
    assert min(page.evaluate(TARGETS)) >= 44
    page.evaluate("document.documentElement.dataset.size = '4'")
    assert not page.evaluate(TOO_WIDE)
    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(page, **COLOURS) == []


def test_no_leads_to_the_reason_and_what_was_typed_is_not_lost_over_a_refusal(telephone, axe):
    telephone.goto(ARTICLE)
    press(telephone, ".helpful button:text-is('No')")
    check(telephone, axe)
    telephone.get_by_label("It is hard to understand").check()
    telephone.locator("select").select_option(index=1)
    telephone.locator("textarea").fill("Too long. Mine: me@example.org")
    press(telephone)
    telephone.get_by_role("alert").get_by_role("link").click()
    expect(telephone.locator("textarea")).to_be_focused()
    expect(telephone.locator("textarea")).to_have_value("Too long. Mine: me@example.org")
    expect(telephone.get_by_label("It is hard to understand")).to_be_checked()
    check(telephone, axe)
    telephone.locator("textarea").fill("Too long.")
    press(telephone)
    expect(telephone.locator("h1")).to_have_text("Thank you")


def test_yes_is_one_press_without_a_script_and_leads_back(visitor):
    page = visitor(java_script_enabled=False)
    page.goto(ARTICLE)
    press(page, ".helpful button:text-is('Yes')")
    expect(page.locator("h1")).to_have_text("Thank you")
    page.reload()
    press(page, "main a:has-text('Say what could be better')")
    expect(page.locator("textarea")).to_be_visible()
    press(page, "main a:has-text('Back to the page')")
    assert page.url.endswith(ARTICLE)
    assert page.context.cookies() == []
