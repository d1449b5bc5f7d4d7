"""One address, three reading levels, the place kept: of every section of every article."""

import pytest

from tests.browser.pages import ARTICLES, DESK, LEVELS, TELEPHONE, say, section_keys

pytestmark = pytest.mark.once

# Scrolls as a reader does who is in the middle of a section: its heading has left, the next has not yet come.
TO_THE_MIDDLE = """key => {
    const {top, height} = document.getElementById(key).parentElement.getBoundingClientRect();
    window.scrollTo({top: window.scrollY + top + height / 2 - window.innerHeight / 3, behavior: "instant"});
}"""
TO_THE_HEADING = "key => document.getElementById(key).scrollIntoView({behavior: 'instant'})"

# The addresses that the words of the switch get at the moment of a click, without going there.
WHERE_IT_LEADS = """() => [...document.querySelectorAll("[data-levels] a:not([aria-current])")].map(link => {
    window.addEventListener("click", event => event.preventDefault(), {once: true});
    link.click();
    return link.pathname + link.hash;
})"""

# What is wrong with where the page stands: nothing, if the heading is in sight and nothing lies over it.
ASTRAY = """key => {
    const heading = document.getElementById(key), {top, left, bottom} = heading.getBoundingClientRect();
    if (document.querySelector(":target") !== heading) return "the address does not name it";
    if (top < -1 || top >= window.innerHeight) return `its heading is ${Math.round(top)} px from the top`;
    const seen = document.elementFromPoint(left + 2, (top + bottom) / 2);
    return heading.contains(seen) ? "" : "something lies over its heading";
}"""
WITH_SHORT_SECTIONS = ["alternatives", "procedure-steps"]  # where two headings may stand on a wide screen together
SECTION_LINKS = """([start, keys]) => Object.fromEntries(keys.map(key => [key,
    [...document.querySelectorAll(`section:has(> #${key}) > noscript a, section:has(> #${key}) > p a`)]
        .map(link => link.getAttribute("href")).filter(address => address.startsWith(start))]))"""
SHOWN = "selectors => selectors.map(selector => document.querySelector(selector).checkVisibility())"
FOCUSED = "key => document.activeElement.id === key"


@pytest.fixture(scope="module")
def reader(visitor):
    return visitor(viewport=TELEPHONE)


@pytest.fixture(scope="module")
def reader_without_script(visitor):
    return visitor(viewport=TELEPHONE, java_script_enabled=False)


@pytest.fixture(scope="module", params=ARTICLES)
def slug(request, reader):
    """Each article, opened once at a level of it for the tests of it, which come one after the other."""
    reader.goto(address(request.param, a_level_of(request.param)))
    return request.param


@pytest.fixture(scope="module", params=ARTICLES)
def bare_slug(request, reader_without_script):
    """The same without JavaScript."""
    reader_without_script.goto(address(request.param, a_level_of(request.param)))
    return request.param


def address(slug: str, level: str, key: str = "") -> str:
    return f"/articles/{slug}/{level}/" + (f"#{key}" if key else "")


def follow(page, link) -> None:
    with page.expect_navigation():
        link.click()


def switch(page, slug: str, level: str):
    """The word of the level switch for a level. It may still name the section of an earlier press."""
    return page.locator(f"[data-levels] a[href*='{address(slug, level)}']")


def astray(page, slug: str, level: str, key: str) -> list[str]:
    """What is wrong with having arrived at a section."""
    if not page.url.endswith(address(slug, level, key)):
        return [f"{key}: went to {page.url}, not to the {level} text"]
    wrong = page.evaluate(ASTRAY, key)
    return [f"{key} at {level}: {wrong}"] if wrong else []


def share(tries: int, missed: list[str]) -> str:
    return f"{100 * (tries - len(missed)) / tries:g} % of {tries}"


def a_level_of(slug: str, turn: int = 0) -> str:
    """One level of each article, the levels in turn."""
    return LEVELS[(ARTICLES.index(slug) + turn) % 3]


def test_switch_in_mid_section_leads_to_the_same_section(reader, slug):
    """Of every section, at one level of each article; that such an address lands on the section is tested below."""
    keys, missed, level = section_keys(slug), [], a_level_of(slug)
    assert reader.url.endswith(address(slug, level))
    for key in keys:
        reader.evaluate(TO_THE_MIDDLE, key)
        led = reader.evaluate(WHERE_IT_LEADS)
        wanted = [address(slug, other, key) for other in LEVELS if other != level]
        missed += [] if led == wanted else [f"{key} at {level}: leads to {led}"]
    assert (share(2 * len(keys), missed), missed) == (f"100 % of {2 * len(keys)}", [])


def test_switch_pressed_in_mid_section_goes_there(reader, slug):
    keys, level = section_keys(slug), a_level_of(slug, 1)
    key = keys[len(keys) // 2]
    reader.evaluate(TO_THE_MIDDLE, key)
    follow(reader, switch(reader, slug, level))
    assert astray(reader, slug, level, key) == []


def test_address_of_a_section_lands_on_it(reader, slug):
    """The first address is opened from another page, the others from within the page."""
    keys, missed, level = section_keys(slug), [], a_level_of(slug, 2)
    for key in keys:
        reader.goto(address(slug, level, key))
        missed += astray(reader, slug, level, key)
    assert (share(len(keys), missed), missed) == (f"100 % of {len(keys)}", [])


@pytest.mark.parametrize("slug", WITH_SHORT_SECTIONS)
def test_switch_at_the_heading_leads_to_the_same_section_on_a_wide_screen(reader, slug):
    """Where two headings may stand in sight together; that the addresses land is tested above."""
    keys, missed = section_keys(slug), []
    reader.set_viewport_size(DESK)
    reader.goto(address(slug, "plain"))
    for key in keys:
        reader.evaluate(TO_THE_HEADING, key)
        led = reader.evaluate(WHERE_IT_LEADS)
        missed += [] if led == [address(slug, other, key) for other in LEVELS[1:]] else [f"{key}: leads to {led}"]
    reader.set_viewport_size(TELEPHONE)
    assert missed == []


def test_switch_above_the_first_section_starts_at_the_top(reader):
    reader.goto(address("overview", "plain"))
    follow(reader, switch(reader, "overview", "standard"))
    assert (reader.url.partition("/articles/")[2], reader.evaluate("window.scrollY")) == ("overview/standard/", 0)


def test_section_landed_on_has_the_focus(reader):
    key = section_keys("overview")[2]
    reader.goto(address("overview", "plain"))
    reader.evaluate(TO_THE_MIDDLE, key)
    follow(reader, switch(reader, "overview", "standard"))
    assert reader.evaluate(FOCUSED, key)


def test_place_is_kept_at_the_largest_text_too(reader):
    """The switch itself is taller then, and must not lie over the heading."""
    keys, missed = section_keys("candidacy"), []
    say(reader, "..4.auto")
    reader.goto(address("candidacy", "plain"))
    for key in keys:
        reader.evaluate(TO_THE_MIDDLE, key)
        led = reader.evaluate(WHERE_IT_LEADS)
        wanted = [address("candidacy", other, key) for other in LEVELS[1:]]
        missed += [] if led == wanted else [f"{key}: leads to {led}"]
    reader.evaluate(TO_THE_MIDDLE, keys[1])
    follow(reader, switch(reader, "candidacy", "standard"))
    missed += astray(reader, "candidacy", "standard", keys[1])
    for key in keys:
        reader.goto(address("candidacy", "standard", key))
        missed += astray(reader, "candidacy", "standard", key)
    reader.context.clear_cookies()
    assert missed == []


def section_links(page, slug: str) -> dict[str, list[str]]:
    """The links to other levels of this article that each section holds, without JavaScript, by the section's key."""
    return page.evaluate(SECTION_LINKS, [f"/articles/{slug}/", section_keys(slug)])


def test_without_script_every_section_is_shown_and_in_the_table_of_contents(reader_without_script, bare_slug):
    keys = section_keys(bare_slug)
    assert reader_without_script.evaluate(SHOWN, [f"h2#{key}" for key in keys]) == [True] * len(keys)
    named = [f"[data-thread] a[href='#{key}']" for key in keys]
    assert reader_without_script.evaluate(SHOWN, named) == [True] * len(keys)


def test_without_script_each_section_links_to_itself_at_the_other_levels(reader_without_script, bare_slug):
    page, slug, keys, level = reader_without_script, bare_slug, section_keys(bare_slug), a_level_of(bare_slug)
    others = [other for other in LEVELS if other != level]
    assert section_links(page, slug) == {key: [address(slug, other, key) for other in others] for key in keys}


def test_without_script_the_address_of_a_section_lands_on_it(reader_without_script, bare_slug):
    page, slug, keys, missed = reader_without_script, bare_slug, section_keys(bare_slug), []
    level = a_level_of(slug, 2)
    for key in keys:
        page.goto(address(slug, level, key))
        missed += astray(page, slug, level, key)
    assert missed == []


@pytest.mark.parametrize("slug", WITH_SHORT_SECTIONS)
def test_without_script_following_the_link_of_a_section_lands_on_it(reader_without_script, slug):
    page, keys, missed = reader_without_script, section_keys(slug), []
    page.goto(address(slug, "plain"))
    for number, key in enumerate((keys[0], keys[len(keys) // 2], keys[-1])):
        level = ("standard", "detailed", "plain")[number % 3]
        follow(page, page.locator(f"section:has(> #{key}) a[href='{address(slug, level, key)}']"))
        missed += astray(page, slug, level, key)
    assert missed == []
