"""Search and ask in a browser: suggestions by keyboard, no page with a fault, and all of it without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESK, press

pytestmark = pytest.mark.once

NARROW = {"width": 320, "height": 640}
QUESTIONS = {
    "answer": "When may I drive after the balloon?",
    "emergency": "I have crushing chest pain right now",
    "refusal": "Who painted the ceiling of the chapel?",
}
SEARCH = "/search/?q=driving+after+the+baloon"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
DARK = "() => { document.documentElement.dataset.theme = 'dark'; }"
TOO_WIDE = """() => {
    document.documentElement.dataset.size = "4";
    const wide = document.scrollingElement.scrollWidth > document.documentElement.clientWidth;
    document.documentElement.dataset.size = "1";
    return wide;
}"""
# What is pressed and is no word in a sentence: smaller than a thumb. Of a choice the whole line is pressed.
PRESSED = "main :is(button, input:not(.choice input), .choice, summary, .stages a, .numbers a, .offer)"
SMALL = f"""() => [...document.querySelectorAll("{PRESSED}")].filter(
    element => element.checkVisibility() && element.type !== "hidden" && element.getBoundingClientRect().height < 44
).map(element => element.outerHTML.slice(0, 80))"""
# On paper: what only a screen can use.
CHROME = """() => [...document.querySelectorAll("main :is(button, input, summary)")].filter(
    element => element.getClientRects().length).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def scriptless(visitor):
    return visitor(java_script_enabled=False)


def ask(page, question: str) -> None:
    page.goto("/ask/")
    page.locator("#q").fill(question)
    press(page, "button:text-is('Ask')")


def type_into(page, words: str):
    """The field of a page with what is typed, and the suggestions under it."""
    field = page.get_by_role("combobox")
    with page.expect_response("**/suggestions.json"):
        field.focus()
    field.press_sequentially(words)
    expect(page.get_by_role("option").first).to_be_visible()
    return field, page.get_by_role("option")


def faults(page, axe) -> list[str]:
    """With every rule on a desk, in the colours of the night, and on the narrowest telephone at the largest text."""
    page.set_viewport_size(DESK)
    found = axe(page)
    page.evaluate(DARK)
    found += axe(page, **COLOURS)
    page.set_viewport_size(NARROW)
    found += axe(page, rules={"color-contrast": {"enabled": False}})
    found += ["too wide"] if page.evaluate(TOO_WIDE) else []
    return found + page.evaluate(SMALL)


@pytest.mark.parametrize("kind", [SEARCH, "/search/", "/ask/", *QUESTIONS])
def test_page_has_no_fault_wide_or_narrow_by_day_or_night(page, axe, kind):
    ask(page, QUESTIONS[kind]) if kind in QUESTIONS else page.goto(kind)
    assert faults(page, axe) == []
    assert page.context.cookies() == []


def test_suggestions_are_walked_with_the_arrows_and_nothing_typed_is_sent(page, axe):
    page.goto("/search/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field, options = type_into(page, "warf")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(f"{options.count()} suggestions. Use the arrow keys.")
    expect(options.first).to_have_text("warfarin word")
    assert faults(page, axe) == []
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    field.press("Home")
    expect(field).not_to_have_attribute("aria-activedescendant", "q-offers-0")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("warf")
    assert [url.rpartition("/")[2] for url in asked] == ["suggestions.json"]
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    assert page.url.endswith("/glossary/#warfarin")


def test_question_that_is_suggested_is_asked_by_a_touch_and_blur_closes(page):
    page.goto("/")
    field, options = type_into(page, "what can i eat")
    field.press("Tab")
    expect(options.first).to_be_hidden()
    field.focus()
    field.press("ArrowDown")
    words = options.first.text_content().strip()
    with page.expect_navigation():
        options.first.click()
    assert page.url.endswith("/ask/")
    expect(page.locator("h1")).to_have_text(f"“{words}”")


def test_enter_in_the_field_searches_what_was_typed(page):
    page.goto("/nowhere/")
    field, _ = type_into(page, "driving")
    with page.expect_navigation():
        field.press("Enter")
    assert page.url.endswith("/search/?q=driving")
    expect(page.locator("[data-article]").first).to_be_visible()


def test_without_a_script_one_searches_asks_and_changes_the_level(scriptless):
    scriptless.goto("/")
    scriptless.locator("#q").fill("driving")
    press(scriptless, "button:text-is('Search')")
    press(scriptless, ".stages a >> nth=1")
    expect(scriptless.locator("[data-article]").first).to_be_visible()
    scriptless.locator("#q").fill(QUESTIONS["answer"])
    press(scriptless, "button:text-is('Ask')")
    press(scriptless, "button:has-text('Detailed')")
    expect(scriptless.locator("blockquote").first).to_have_attribute("cite", re.compile("/detailed/#"))
    press(scriptless, ".next__ask >> nth=0")
    assert scriptless.url.endswith("/ask/") and scriptless.context.cookies() == []
    press(scriptless, "button:text-is('Ask')")
    expect(scriptless.get_by_role("alert")).to_contain_text("Write your question first")


def test_emergency_and_refusal_on_paper_keep_what_matters(page):
    for kind, part in (("emergency", "[data-emergency] a[href='tel:112'] >> nth=0"), ("refusal", ".refusal__room")):
        ask(page, QUESTIONS[kind])
        page.emulate_media(media="print")
        assert page.evaluate(CHROME) == []
        expect(page.locator(part)).to_be_visible()
        page.emulate_media(media="screen")
