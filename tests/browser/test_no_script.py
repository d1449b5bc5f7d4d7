"""Everything that a reader needs works with JavaScript switched off."""

import re

import pytest

from tests.browser.pages import (
    DOOR,
    FALLEN,
    MEMBERS,
    READING,
    choose,
    look,
    press,
    visit,
)

pytestmark = pytest.mark.once

HIDDEN = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, dd, label)")].filter(
    element => !element.closest("details:not([open]), .hidden") && element.textContent.trim()
        && !element.getClientRects().length).map(element => element.textContent.trim().slice(0, 60))"""
ON_SCREEN = """key => {
    const {top} = document.getElementById(key).getBoundingClientRect();
    return document.querySelector(":target")?.id === key && top > -1 && top < window.innerHeight;
}"""


@pytest.fixture(scope="module")
def page(visitor):
    return visitor(java_script_enabled=False, reduced_motion="reduce")


@pytest.fixture(scope="module")
def scripted(visitor):
    return visitor()


@pytest.fixture(scope="module")
def page_of_a_member(visitor, member):
    return visitor(java_script_enabled=False, storage_state=member)


def words(page) -> list[str]:
    """The words that a reader sees in the text, without the links that only stand there without JavaScript."""
    lines = page.evaluate("document.querySelector('main').innerText").splitlines()
    text = "\n".join(line for line in lines if "This part in" not in line)
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("kind", [*READING, *DOOR, *FALLEN, "/articles/alternatives/detailed/"])
def test_page_says_the_same_without_script(page, scripted, kind):
    visit(page, kind)
    visit(scripted, kind)
    assert words(page) == words(scripted)
    assert page.evaluate(HIDDEN) == []


@pytest.mark.parametrize("kind", MEMBERS)
def test_page_of_a_member_shows_all_it_has(page_of_a_member, kind):
    visit(page_of_a_member, kind)
    assert len(words(page_of_a_member)) > 5
    assert page_of_a_member.evaluate(HIDDEN) == []


def test_preferences_are_kept(new_context):
    page = new_context(java_script_enabled=False).new_page()
    choose(page, kind="carer", level="detailed", text_size="3", theme="contrast")
    assert page.locator("[role=status]").first.is_visible()
    page.goto("/articles/overview/")
    assert look(page) == {"level": "detailed", "size": "3", "theme": "contrast"}
    page.goto("/preferences/")
    checked = page.locator("input:checked").evaluate_all("inputs => inputs.map(input => [input.name, input.value])")
    assert dict(checked) == {"kind": "carer", "level": "detailed", "text_size": "3", "theme": "contrast"}


def test_level_is_chosen_on_the_first_page(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    press(page, "form:has([name=level][value=standard]) button")
    assert look(page)["level"] == "standard"


def test_level_switch_works(page):
    page.goto("/articles/overview/")
    for level in ("standard", "detailed", "plain"):
        press(page, f"[data-levels] a[href='/articles/overview/{level}/']")
        assert (page.url.partition("/articles/")[2], look(page)["level"]) == (f"overview/{level}/", level)


def test_word_leads_to_the_glossary(page):
    page.goto("/articles/overview/standard/")
    key = page.locator("a.term").first.get_attribute("href").partition("#")[2]
    press(page, "a.term >> nth=0")
    assert page.url.endswith(f"/glossary/#{key}")
    assert page.evaluate(ON_SCREEN, key)


def test_citation_leads_to_its_source_and_back(page):
    page.goto("/articles/overview/standard/")
    page.locator("sup.cite a").first.click()
    assert page.evaluate(ON_SCREEN, "ref-1")
    page.locator("#ref-1 a[href^='#cite-']").first.click()
    assert page.evaluate(ON_SCREEN, "cite-1-1")


@pytest.mark.parametrize("path", ["/", "/articles/overview/", "/glossary/", "/about/privacy/", "/accounts/"])
def test_when_to_get_help_is_one_tap_away(page, path):
    page.goto(path)
    press(page, "header a[href='/articles/when-to-get-help/']")
    assert page.url.endswith("/articles/when-to-get-help/")


def test_what_the_review_state_means_opens(page):
    page.goto("/articles/overview/")
    closed = page.locator("details.review__more")
    assert not closed.locator("p").is_visible()
    closed.locator("summary").click()
    assert closed.locator("p").is_visible()
