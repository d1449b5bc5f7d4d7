"""On paper: the text in true black at 14 points, no chrome, every address in words."""

import pytest

from tests.browser.pages import ABOUT, ONE_AN_ARTICLE, choose

pytestmark = pytest.mark.once

# What is on paper though only a screen can use it: buttons and fields, and whatever leads about the site.
CHROME = """() => {
    const all = "button, input, select, textarea, summary, header nav a, footer nav a, [data-thread] a, [rel=next]";
    return [...document.querySelectorAll(`${all}, [href='#main']`)].filter(
        element => element.getClientRects().length).map(element => element.outerHTML.slice(0, 80));
}"""
SWITCH = """() => [...document.querySelectorAll("[data-levels] a")]
    .filter(link => link.getClientRects().length).map(link => link.getAttribute("aria-current"))"""
# The colours of all words on paper.
INK = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), colours = new Set();
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const shown = walker.currentNode.data.trim() && parent.getClientRects().length;
        if (shown) colours.add(getComputedStyle(parent).color);
    }
    return [...colours];
}"""
PAPER = """() => [...document.querySelectorAll("html, body, main, main *")].filter(element =>
    element.getClientRects().length
    && !["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(getComputedStyle(element).backgroundColor)
).map(element => `${element.localName}.${element.className} ${getComputedStyle(element).backgroundColor}`)"""
# Links whose address no paper shows: neither after them nor as their own words.
UNSPELLED = """() => [...document.querySelectorAll("main a[href^='http'], main a[href^='mailto']")].filter(link =>
    link.getClientRects().length && !link.textContent.includes(link.getAttribute("href"))
    && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))).map(link => link.href)"""
POINTS = "element => parseFloat(getComputedStyle(element).fontSize) * 0.75"


@pytest.fixture(scope="module")
def paper(visitor):
    page = visitor()
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", ["/", *ABOUT, *ONE_AN_ARTICLE[::2], "/glossary/"])
def test_page_on_paper_is_text_in_true_black_without_chrome(paper, path):
    paper.goto(path)
    assert paper.evaluate(CHROME) == []
    assert paper.evaluate(INK) == ["rgb(0, 0, 0)"]
    assert paper.evaluate(PAPER) == []
    assert paper.evaluate(UNSPELLED) == []


@pytest.mark.parametrize("level", ["plain", "standard", "detailed"])
def test_text_on_paper_has_14_points_whatever_the_level(paper, level):
    paper.goto(f"/articles/overview/{level}/")
    assert paper.locator("main section p").first.evaluate(POINTS) == pytest.approx(14, abs=0.01)


def test_of_the_switch_only_the_name_of_the_level_is_printed(paper):
    paper.goto("/articles/overview/standard/")
    assert paper.evaluate(SWITCH) == ["true"]


def test_sources_are_printed_with_their_addresses(paper):
    paper.goto("/articles/overview/detailed/")
    links = paper.locator("li[id^=ref-] a[href^=http]")
    written = links.evaluate_all("links => links.map(link => getComputedStyle(link, '::after').content)")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(addresses) > 3
    assert [address for address, words in zip(addresses, written, strict=True) if address not in words] == []


def test_dark_reader_prints_on_white_as_everybody_does(new_context):
    page = new_context(color_scheme="dark").new_page()
    choose(page, theme="dark", text_size="4")
    page.emulate_media(media="print")
    page.goto("/articles/overview/")
    assert (page.evaluate(INK), page.evaluate(PAPER)) == (["rgb(0, 0, 0)"], [])
    assert page.locator("main section p").first.evaluate(POINTS) == pytest.approx(14, abs=0.01)
