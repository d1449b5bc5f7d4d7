"""Nothing is wider than the screen: on the narrowest telephone, at the largest text, and zoomed to 400 %."""

import pytest

from tests.browser.pages import ABOUT, ARTICLE_PAGES, CONTENT, DOOR, FALLEN, MEMBERS, ONE_AN_ARTICLE, visit

pytestmark = pytest.mark.once

# A window of 1280 by 1024 at 400 % is one of 320 by 256, each pixel drawn four by four.
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
TELEPHONE = {"width": 320, "height": 640}

# What sticks out on the right, and the whole page if it can be moved sideways. Inside a region that scrolls by itself
# things may be wider; what is hidden from the eye does not count.
TOO_WIDE = """size => {
    document.documentElement.dataset.size = size;
    const wide = document.documentElement.clientWidth, root = document.scrollingElement;
    const inside = element => element.parentElement && element.parentElement.closest(".table-scroll, .hidden");
    const out = [...document.body.querySelectorAll(":not(b, i)")].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && box.right > wide + 0.5 && !inside(element) && !element.closest("svg, .skip, .hidden");
    });
    const names = out.map(element => `${element.localName}.${element.className} at size ${size}`);
    return root.scrollWidth > wide ? [`page ${root.scrollWidth} px at size ${size}`, ...names] : names;
}"""
# How far each table can be moved inside its own region, and whether a keyboard can get there.
TABLES = """() => [...document.querySelectorAll("main table")].map(table => {
    const region = table.closest("[role=region][tabindex='0']");
    region.scrollLeft = 10000;
    return [region.scrollWidth > region.clientWidth, region.scrollLeft > 0];
})"""
WITH_TABLES = [path for path in ARTICLE_PAGES if "\n| ---" in (CONTENT / f"{path.strip('/')}.md").read_text()]


@pytest.fixture(scope="module")
def telephone(visitor):
    return visitor(**ZOOMED)


@pytest.fixture(scope="module")
def telephone_of_a_member(visitor, member):
    return visitor(**ZOOMED, storage_state=member)


def too_wide(page) -> list[str]:
    found = []
    for window in (ZOOMED["viewport"], TELEPHONE):
        page.set_viewport_size(window)
        found += page.evaluate(TOO_WIDE, "1") + page.evaluate(TOO_WIDE, "4")
    return found


@pytest.mark.parametrize("kind", ["/", "/glossary/", "/preferences/", *ABOUT, *ONE_AN_ARTICLE, *DOOR, *FALLEN])
def test_page_fits_the_narrowest_screen_at_any_text_size_and_zoom(telephone, kind):
    visit(telephone, kind)
    assert too_wide(telephone) == []


@pytest.mark.parametrize("path", [path for path in WITH_TABLES if path not in ONE_AN_ARTICLE])
def test_article_with_a_table_fits_the_narrowest_screen_and_the_table_scrolls_at_every_level(telephone, path):
    telephone.set_viewport_size(TELEPHONE)
    telephone.goto(path)
    assert telephone.evaluate(TOO_WIDE, "4") == []
    assert [moved for moved in telephone.evaluate(TABLES) if moved[0] != moved[1]] == []
    assert telephone.evaluate("window.scrollX") == 0


@pytest.mark.parametrize("kind", MEMBERS)
def test_page_of_a_member_fits_the_narrowest_screen(telephone_of_a_member, kind):
    visit(telephone_of_a_member, kind)
    assert too_wide(telephone_of_a_member) == []


def test_meaning_of_a_word_fits_the_narrowest_screen(telephone):
    telephone.goto("/articles/overview/detailed/")
    telephone.locator("a.term").first.click()
    assert telephone.locator("a.term").first.get_attribute("aria-expanded") == "true"
    assert too_wide(telephone) == []


def test_table_wider_than_the_screen_scrolls_inside_itself(telephone):
    telephone.goto("/articles/alternatives/plain/")
    assert [True, True] in telephone.evaluate(TABLES)
    assert telephone.evaluate("window.scrollX") == 0


def test_switch_leaves_room_to_read_when_zoomed(telephone):
    """On a low screen a bar that sticks would hide most of the text."""
    telephone.set_viewport_size(ZOOMED["viewport"])
    telephone.goto("/articles/overview/")
    telephone.evaluate("window.scrollTo({top: document.body.scrollHeight / 2, behavior: 'instant'})")
    bar = telephone.locator("[data-levels]").bounding_box()
    assert bar["y"] + bar["height"] < 0.4 * ZOOMED["viewport"]["height"]
