"""Writing a text on the desk: the preview is the page, faults lead to their lines, nothing typed is lost."""

import json

import pytest

from tests.browser.pages import DESK

pytestmark = pytest.mark.once

MAKE = """
from education.models import Article, Variant
from education.wording import Wording
made = Article.objects.create(slug="written-on-the-desk", stage="understand", position=900)
Variant(article=made, level="plain").keep_draft(Wording("Written on the desk", "A text to write."))
"""
TEXT = """::: emergency
Call now.
:::

## A part {#a-part}

Most people do well. [@nowhere]

- A point

A last line."""
# What the eye sees of a piece of the page, whichever tree it stands in.
LOOK = """piece => {
    const style = getComputedStyle(piece);
    const names = ["color", "backgroundColor", "fontFamily", "fontSize", "fontWeight", "lineHeight", "marginTop",
        "borderLeftWidth", "borderLeftColor", "paddingLeft", "listStyleType"];
    return names.map(name => style[name]);
}"""
BLOCK = ".block--emergency"
PIECES = [BLOCK, f"{BLOCK} .block__title", ".section__title", ".section .prose > * + p", ".prose li"]
CHOSEN = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('desk words')).length"
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"
SHOW_IN = """theme => {
    document.documentElement.dataset.theme = theme;
    document.getAnimations().forEach(animation => animation.finish());
}"""


@pytest.fixture(scope="module")
def address(running, editor) -> str:
    """A text of its own, which no reader meets, as the list names it."""
    running.manage("shell", "-c", MAKE)
    editor.goto("/admin/education/variant/?q=written-on-the-desk")
    return editor.locator("#result_list tbody th a").get_attribute("href")


@pytest.fixture(scope="module")
def desk(editor, address):
    """The page on which it is written, with words in it."""
    page = editor.context.new_page()
    page.goto(address)
    page.locator("[name=draft]").fill(TEXT)
    page.locator("[data-preview] #a-part").wait_for()
    page.get_by_role("button", name="line 7").first.wait_for()
    return page


@pytest.fixture(scope="module")
def looks(visitor) -> dict[str, list]:
    """The same pieces on a page that readers meet."""
    page = visitor()
    page.goto("/articles/when-to-get-help/plain/")
    return {piece: page.locator(piece).first.evaluate(LOOK) for piece in PIECES}


@pytest.mark.parametrize("piece", PIECES)
def test_preview_looks_as_the_page_does(desk, looks, piece):
    assert desk.locator(f"[data-preview] {piece}").first.evaluate(LOOK) == looks[piece]


def test_fault_leads_to_its_line(desk):
    desk.get_by_role("button", name="line 7").first.click()
    assert desk.locator("[name=draft]").evaluate(CHOSEN) == "Most people do well. [@nowhere]"
    assert desk.evaluate("document.activeElement.name") == "draft"


def test_claim_is_put_in_by_keyboard_and_taken_out_by_undo(desk):
    text = desk.locator("[name=draft]")
    text.press("Control+End")
    desk.get_by_role("button", name="Claim", exact=True).focus()
    desk.keyboard.press("Enter")
    desk.keyboard.type("risk-stroke 0.4%")
    desk.locator("dialog .helper__choice").first.wait_for()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert text.input_value() == f"{TEXT} [@risk-stroke]"
    desk.keyboard.press("Control+z")
    assert text.input_value() == TEXT


def test_escape_closes_a_window_and_gives_the_focus_back(desk):
    for tool in ("Claim", "Picture", "Block", "Section"):
        button = desk.get_by_role("button", name=tool, exact=True)
        button.press("Enter")
        desk.locator("dialog[open]").wait_for()
        desk.keyboard.press("Escape")
        assert button.evaluate("button => button === document.activeElement")


def test_picture_is_put_in_only_with_words_for_it(desk):
    text = desk.locator("[name=draft]")
    text.press("Control+End")
    desk.get_by_role("button", name="Picture", exact=True).click()
    desk.locator("[data-picture='illustration:heart']").click()
    desk.locator("[data-alt]").fill("")
    desk.get_by_role("button", name="Put it in").click()
    assert desk.locator("#help-picture [data-told]").inner_text().startswith("Say what")
    desk.locator("[data-alt]").fill("The [heart]")
    desk.locator("[data-caption]").fill('It "beats"')
    desk.get_by_role("button", name="Put it in").click()
    assert text.input_value().endswith('\n\n![The \\[heart\\]](illustration:heart "It \\"beats\\"")')
    desk.locator("[data-preview] figure .drawing[aria-label='The [heart]']").wait_for()
    desk.keyboard.press("Control+z")
    assert text.input_value() == TEXT


def test_page_has_no_fault_and_no_sideways_scroll(desk, axe):
    found = []
    for width in (1280, 1024, 320):
        desk.set_viewport_size({"width": width, "height": 800})
        assert desk.evaluate(SIDEWAYS) <= 0, width
        if width != 1024:
            for theme in ("light", "dark"):
                desk.evaluate(SHOW_IN, theme)
                found += [f"{width} {theme}: {fault}" for fault in axe(desk)]
    desk.set_viewport_size(DESK)
    assert found == []


def test_words_outlive_a_closed_tab_and_are_forgotten_once_saved(desk, address):
    context = desk.context
    desk.locator("[name=draft]").fill(TEXT.replace("last", "lost"))
    with desk.expect_event("close"):
        desk.close(run_before_unload=True)
    again = context.new_page()
    again.goto(address)
    offer = again.get_by_role("region", name="Words that were not saved")
    offer.get_by_role("button", name="Show").click()
    assert "A lost line." in offer.inner_text()
    offer.get_by_role("button", name="Take back").click()
    with again.expect_navigation():
        again.keyboard.press("Control+s")
    assert again.locator("[name=draft]").input_value() == TEXT.replace("last", "lost")
    assert again.get_by_role("region", name="Words that were not saved").count() == 0
    assert again.evaluate(KEPT) == 0
    again.close()


def test_words_outlive_an_expired_session(visitor, editor, address):
    page = visitor(storage_state=editor.context.storage_state())
    page.goto(address)
    page.locator("[name=draft]").fill("Typed before the session ended.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[name=password]").wait_for()
    kept = json.loads(
        page.evaluate("() => localStorage[Object.keys(localStorage).find(key => key.startsWith('desk'))]")
    )
    assert kept["fields"]["draft"] == "Typed before the session ended."
    page.context.add_cookies(editor.context.cookies())
    page.goto(address)
    page.get_by_role("button", name="Take back").click()
    assert page.locator("[name=draft]").input_value() == "Typed before the session ended."
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#changelist").wait_for()
    assert page.evaluate(KEPT) == 0
