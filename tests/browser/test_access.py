"""Every kind of page, at every level and in all colours, has nothing that the rules of accessibility object to."""

import pytest

from tests.browser.pages import (
    ABOUT,
    DESK,
    DOOR,
    FALLEN,
    MEMBERS,
    ONE_AN_ARTICLE,
    SHORTEN,
    TELEPHONE,
    a_new_address,
    choose,
    press,
    sign_up,
    visit,
)

pytestmark = pytest.mark.once

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}}}
# Between them they hold every kind of block, a table, a picture story and risk pictures.
IN_ALL_COLOURS = ["/articles/procedure-steps/plain/", "/articles/alternatives/standard/"]
PUBLIC = ["/", "/glossary/", "/preferences/", "/preferences/?saved", *ABOUT, *DOOR, *FALLEN]
IN_THEIR_OWN_WAY = ("/about/", "/about/sources/", "/accounts/sign-up/", "404", "refused account")
# Of all elements with words in them the first and the last of each look: its own colour, size and weight, those of the
# words around it, whether it is a link, and every surface that lies behind. What looks alike has the same contrast.
LOOKS = """(() => {
    const bare = "rgba(0, 0, 0, 0)", first = new Map(), last = new Map();
    const own = s => [s.color, s.fontSize, s.fontWeight, s.textShadow, s.textDecorationLine, s.visibility];
    const surface = element => {
        if (!element) return "";
        const s = getComputedStyle(element), over = [s.backgroundImage, s.opacity, s.filter, s.mixBlendMode];
        const plain = s.backgroundColor === bare && over.join() === "none,1,none,normal";
        return surface(element.parentElement) + (plain ? "" : `|${s.backgroundColor} ${over}`);
    };
    for (const element of document.body.querySelectorAll("*")) {
        const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!says || element.closest(".hidden") || !element.checkVisibility()) continue;
        const use = element.closest(":any-link, button, label")?.localName, around = element.parentElement;
        const look = [...[element, around].map(one => own(getComputedStyle(one))), use, surface(element)].join(";");
        if (!first.has(look)) first.set(look, element);
        last.set(look, element);
    }
    return [...new Set([...first.values(), ...last.values()])];
})()"""
SHOW_IN = "theme => { document.documentElement.dataset.theme = theme; }"
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"

# For each level in the switch: the surface behind its word, which the current one has to itself.
SWITCH = """() => [...document.querySelectorAll("[data-levels] a")].map(link => {
    const style = getComputedStyle(link);
    return [link.getAttribute("aria-current") === "true", style.backgroundColor, style.color];
})"""
# The blocks that have no line of their own, or do not begin with their name in words. A check begins with its question.
UNMARKED = """() => [...document.querySelectorAll(".block:not(.block--check)")].filter(block => {
    const {borderLeftStyle, borderLeftWidth, borderLeftColor} = getComputedStyle(block);
    const line = borderLeftStyle !== "none" && parseFloat(borderLeftWidth) >= 3;
    const paper = getComputedStyle(document.body).backgroundColor;
    return !line || borderLeftColor === paper || !block.querySelector(".block__title").textContent.trim();
}).map(block => block.className)"""
OUTLINE = """() => {
    const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(document.activeElement);
    return [outlineStyle, parseFloat(outlineWidth) >= 3, outlineColor];
}"""


@pytest.fixture(scope="module")
def page(visitor):
    return visitor()


@pytest.fixture(scope="module")
def page_of_a_member(visitor, member):
    return visitor(storage_state=member)


@pytest.fixture(scope="module")
def faults(axe):
    """faults(page) in light, and then what is wrong with the colours in dark and in high contrast.

    The themes differ in nothing but colours (see test_theme_changes_colours_only), so that all rules and every element
    are judged in light, and in the others the contrast of each look.
    """

    def look(page, part: str = "[document]") -> list[str]:
        page.evaluate(SHORTEN)
        page.evaluate(SHOW_IN, "light")
        found = [f"light: {fault}" for fault in axe(page, among=part)]
        for theme in ("dark", "contrast"):
            page.evaluate(SHOW_IN, theme)
            found += [f"{theme}: {fault}" for fault in axe(page, among=LOOKS, **COLOURS)]
        return found

    return look


@pytest.mark.parametrize("kind", PUBLIC)
def test_page_has_no_fault(page, axe, faults, kind):
    """In all colours, but for the pages that are made like another one in the list."""
    visit(page, kind)
    alike = kind in (*ABOUT, *DOOR, *FALLEN) and kind not in IN_THEIR_OWN_WAY
    assert (axe(page, **BUT_COLOURS) if alike else faults(page)) == []


@pytest.mark.parametrize("kind", MEMBERS)
def test_page_of_a_member_has_no_fault(page_of_a_member, axe, faults, kind):
    visit(page_of_a_member, kind)
    assert (faults(page_of_a_member) if kind == "/accounts/" else axe(page_of_a_member, **BUT_COLOURS)) == []


@pytest.mark.parametrize("path", IN_ALL_COLOURS)
def test_article_has_no_fault_in_any_colours(page, faults, path):
    """The colours of an article are those of its style sheet, so two articles stand for all."""
    page.goto(path)
    assert faults(page) == []


@pytest.mark.parametrize("path", [*ONE_AN_ARTICLE[::2], "/articles/overview/plain/"])
def test_article_has_no_fault(page, axe, path):
    page.goto(path)
    page.evaluate(SHORTEN)
    assert axe(page, **BUT_COLOURS) == []


@pytest.mark.parametrize("path", IN_ALL_COLOURS)
def test_article_has_no_fault_on_a_telephone(page, axe, path):
    page.set_viewport_size(TELEPHONE)
    page.goto(path)
    page.evaluate(SHORTEN)
    found = axe(page, **BUT_COLOURS)
    page.set_viewport_size(DESK)
    assert found == []


def test_last_pages_of_an_account_have_no_fault(new_context, faults):
    page = new_context().new_page()
    sign_up(page, a_new_address())
    press(page, "form[action='/accounts/sign-out/'] button")
    assert page.url.endswith("/accounts/sign-out/")
    assert faults(page) == []


def test_meaning_of_a_word_in_the_text_has_no_fault(page, axe, faults):
    page.goto("/articles/when-to-get-help/")
    page.locator("a.term").first.click()
    page.locator("[role=status]", has_text=":").wait_for()
    assert axe(page, **BUT_COLOURS) == []
    assert faults(page, "[document.querySelector('.meaning').parentElement]") == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_theme_chosen_is_the_theme_checked(page, axe, theme):
    """The theme as the site sends it, not as the checks above switch to it, with every rule."""
    choose(page, theme=theme)
    background = page.evaluate(BACKGROUND)
    found = axe(page)
    page.evaluate(SHOW_IN, theme)
    page.context.clear_cookies()
    assert (found, page.evaluate(BACKGROUND)) == ([], background)


def test_theme_left_to_the_device_is_dark_on_a_dark_device(new_context, axe):
    page = new_context(color_scheme="dark").new_page()
    page.goto("/preferences/")
    background = page.evaluate(BACKGROUND)
    assert axe(page) == []
    page.evaluate(SHOW_IN, "dark")
    assert page.evaluate(BACKGROUND) == background
    page.evaluate(SHOW_IN, "light")
    assert page.evaluate(BACKGROUND) != background


def test_theme_changes_colours_only(page):
    places = "() => [...document.querySelectorAll('main *')].map(e => JSON.stringify(e.getBoundingClientRect()))"
    page.goto("/articles/overview/")
    seen = []
    for theme in ("light", "dark", "contrast"):
        page.evaluate(SHOW_IN, theme)
        seen.append(page.evaluate(places))
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_still_tell_the_current_level_and_the_blocks(new_context, scheme):
    page = new_context(forced_colors="active", color_scheme=scheme).new_page()
    page.goto("/articles/when-to-get-help/")
    assert page.locator(".block").count() > 3
    assert page.evaluate(UNMARKED) == []
    current, *others = sorted(page.evaluate(SWITCH), reverse=True)
    assert [current[0], *(other[0] for other in others)] == [True, False, False]
    assert current[1:] not in [other[1:] for other in others]


def test_forced_colours_still_show_the_focus(new_context):
    page = new_context(forced_colors="active").new_page()
    page.goto("/articles/overview/")
    for _ in range(12):
        page.keyboard.press("Tab")
        style, thick, colour = page.evaluate(OUTLINE)
        assert (style, thick) == ("solid", True)
        assert colour != page.evaluate("getComputedStyle(document.body).backgroundColor")
