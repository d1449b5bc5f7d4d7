"""Everything can be reached and used with the keyboard alone, and one always sees where one is."""

import pytest

from tests.browser.pages import SHORTEN, emptied

pytestmark = pytest.mark.once

# All that can be used, in the order of the page; of a group of radio buttons one can be reached, arrows do the rest.
USABLE = """() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const shown = [...all].filter(e => e.type !== "hidden" && !e.disabled && e.checkVisibility());
    const first = e => e.type !== "radio" || e === [...document.getElementsByName(e.name)].find(
        (other, _, group) => other.checked || !group.some(any => any.checked));
    const usable = shown.filter(first);
    usable.forEach((element, number) => { element.dataset.number = number; });
    return usable.length;
}"""
# Where the focus is, and what is wrong with how it shows.
FOCUS = """() => {
    const element = document.activeElement, {outlineStyle, outlineWidth} = getComputedStyle(element);
    const number = parseInt(element.dataset.number), name = `${number} ${element.outerHTML.slice(0, 80)}`;
    const box = [...element.getClientRects()].find(rect => rect.width && rect.height);
    const points = [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 3, box.top + 3],
        [box.right - 3, box.bottom - 3]];
    const found = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
    const seen = found.some(top => element.contains(top) || top.contains(element) || element.labels);
    if (outlineStyle !== "solid" || parseFloat(outlineWidth) < 3) return [number, `no outline on ${name}`];
    return [number, seen ? "" : `hidden: ${name}`];
}"""


@pytest.fixture(scope="module")
def browser_without_motion(visitor):
    return visitor(reduced_motion="reduce")


@pytest.fixture
def page(browser_without_motion):
    return emptied(browser_without_motion)


def tab_through(page) -> tuple[list[int], list[str]]:
    """The numbers of the things reached by Tab, in order, and what was wrong on the way."""
    reached, wrong = [], []
    for _ in range(page.evaluate(USABLE)):
        page.keyboard.press("Tab")
        number, fault = page.evaluate(FOCUS)
        reached.append(number)
        wrong += [fault] if fault else []
    return reached, wrong


@pytest.mark.parametrize("path", ["/", "/articles/overview/", "/preferences/", "/accounts/sign-up/", "/about/privacy/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everything_is_reached_in_order_and_the_focus_is_always_seen(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    page.evaluate(SHORTEN)
    reached, wrong = tab_through(page)
    assert len(reached) > 10
    assert (reached, wrong) == (list(range(len(reached))), [])


@pytest.mark.parametrize("path", ["/", "/articles/overview/", "/glossary/", "/accounts/sign-in/", "/nowhere/"])
def test_first_stop_skips_to_the_text(page, path):
    page.goto(path)
    page.keyboard.press("Tab")
    skip = page.locator("a:focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_level_is_switched_with_enter(page):
    page.goto("/articles/overview/")
    page.locator("[data-levels] a[href$='/detailed/']").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/articles/overview/detailed/")
    assert page.locator("[data-levels] a[aria-current=true]").get_attribute("href").endswith("/detailed/")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_word_is_opened_by_key_and_closed_by_escape_with_the_focus_kept(page, key):
    page.goto("/articles/overview/standard/")
    word = page.locator("a.term").first
    meaning = page.get_by_text(word.get_attribute("data-meaning"), exact=False)
    assert meaning.count() == 0
    word.focus()
    page.keyboard.press(key)
    meaning.wait_for()
    assert (word.get_attribute("aria-expanded"), meaning.is_visible()) == ("true", True)
    page.keyboard.press("Escape")
    assert (word.get_attribute("aria-expanded"), meaning.count()) == ("false", 0)
    assert word.evaluate("word => word === document.activeElement")
    assert page.url.endswith("/articles/overview/standard/")


def test_table_is_moved_with_the_arrows(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/articles/alternatives/plain/")
    region = page.get_by_role("region").filter(has=page.get_by_role("table")).first
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())


def test_preferences_are_chosen_with_arrows_and_space(page):
    page.goto("/preferences/")
    page.locator("[name=level][value=plain]").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("[name=level]:checked").get_attribute("value") == "standard"
    page.locator("[data-preferences] button").focus()
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert [cookie["value"] for cookie in page.context.cookies()] == [".standard.1.auto"]
