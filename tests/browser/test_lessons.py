"""What explains besides words: drawings in the colours of the page, risk pictures, checks and picture stories."""

import re

import pytest

from tests.browser.pages import TELEPHONE, choose

pytestmark = pytest.mark.once

STORY = "/articles/procedure-steps/"
# The fills and lines of the first drawing, as the page shows them: what stands in `use` cannot be asked, so its
# colours are read off the tokens that it takes on.
TOKENS = """() => ["--sheet", "--ink", "--flesh", "--blood", "--poor-blood", "--leaf", "--skin"].map(
    name => getComputedStyle(document.documentElement).getPropertyValue(name).trim())"""
FILLED = "pictures => pictures.map(picture => picture.querySelectorAll('b').length)"
SAID = "pictures => pictures.map(picture => picture.nextElementSibling.innerText)"


@pytest.fixture(scope="module")
def page(visitor):
    return visitor(viewport=TELEPHONE)


@pytest.fixture(scope="module")
def bare(visitor):
    return visitor(java_script_enabled=False)


def shown(page) -> list[str]:
    """The numbers of the frames that one sees."""
    words = page.locator(".block--story figcaption strong:visible").all_inner_texts()
    return [re.findall(r"\d+", text)[0] for text in words]


# Drawings


def test_a_drawing_is_there_and_has_words_for_those_who_cannot_see_it(page):
    asked = []
    page.on("response", lambda response: asked.append((response.status, response.url)))
    page.goto("/articles/overview/")
    drawing = page.locator("svg.drawing").first
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert round(box["width"] / box["height"], 1) == 1.2
    assert drawing.get_attribute("role") == "img"
    assert len(drawing.get_attribute("aria-label").split()) > 5
    assert [status for status, url in asked if "/illustrations/" in url and "heart" in url] == [200]
    assert drawing.evaluate("svg => svg.getBBox().width") == 480  # an empty one would have no width


def test_a_drawing_has_the_colours_that_the_reader_chose(new_context):
    page = new_context(color_scheme="light").new_page()
    page.goto("/articles/overview/")
    light = page.evaluate(TOKENS)
    choose(page, theme="dark")
    page.goto("/articles/overview/")
    dark = page.evaluate(TOKENS)
    assert [one for one, other in zip(light, dark, strict=True) if one == other] == []


def test_a_drawing_is_drawn_in_outline_on_paper(page):
    page.goto("/articles/overview/")
    page.emulate_media(media="print")
    on_paper = page.evaluate(TOKENS)
    page.emulate_media(media="screen")
    assert on_paper == ["#ffffff", "#000000", *["#ffffff"] * 5]


# Risk pictures


@pytest.mark.parametrize("path", ["/articles/risks/", "/articles/outcomes/standard/", "/articles/recovery/detailed/"])
def test_a_risk_picture_fills_in_as_many_as_the_words_beside_it_say(page, path):
    page.goto(path)
    pictures = page.locator(".people")
    numbers = [int(re.search(r"(\d+)[^.]*? out of 100", words).group(1)) for words in pictures.evaluate_all(SAID)]
    assert numbers
    assert pictures.evaluate_all(FILLED) == numbers
    assert [picture.get_attribute("aria-label") for picture in pictures.all()] == [
        f"{number} of 100 figures are filled in" for number in numbers
    ]


def test_filled_figures_differ_from_empty_ones_in_shape_and_not_in_colour_alone(page):
    page.goto("/articles/risks/")
    width = "element => getComputedStyle(element, '::after').borderTopWidth"
    assert page.locator(".people b").first.evaluate(width) == "9px"
    assert page.locator(".people i").first.evaluate(width) == "1px"


# Checks


def test_a_check_is_answered_in_place_with_the_keyboard(page):
    page.goto("/articles/risks/")
    check = page.locator(".block--check").first
    wrong = check.locator(".option:not(.option--right) button").first
    wrong.focus()
    page.keyboard.press("Enter")
    assert check.get_by_role("status").inner_text() == "Not quite. Read on to see why."
    assert check.locator("details").get_attribute("open") is not None
    assert wrong.get_attribute("aria-pressed") == "true"
    right = check.locator(".option--right button")
    right.focus()
    page.keyboard.press("Space")
    assert check.get_by_role("status").inner_text() == "Yes, that is right."
    assert (wrong.get_attribute("aria-pressed"), right.get_attribute("aria-pressed")) == ("false", "true")
    assert right.inner_text() == check.locator(".answer__right").inner_text()


def test_the_explanation_leads_back_to_the_section(page):
    page.goto("/articles/risks/")
    check = page.locator(".block--check").first
    check.locator("summary").click()
    link = check.locator("details a[href^='#']:not([href^='#ref-'])").last
    key = link.get_attribute("href").removeprefix("#")
    link.click()
    assert page.locator(f"h2#{key}:target").is_visible()


def test_answering_sends_and_keeps_nothing(new_context):
    context = new_context()
    page = context.new_page()
    page.goto("/articles/risks/")
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    for button in page.locator(".option button").all():
        button.click()
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert (sent, kept, context.cookies()) == ([], [0, 0, ""], [])


def test_without_a_script_the_answer_is_folded_below_the_question(bare):
    bare.goto("/articles/risks/")
    check = bare.locator(".block--check").first
    assert check.locator("button").count() == 0
    assert not check.locator(".answer__right").is_visible()
    check.locator("summary").click()
    assert check.locator(".answer__right").is_visible()


def test_on_paper_the_answer_stands_below_the_question(page):
    page.goto("/articles/risks/")
    page.emulate_media(media="print")
    answer = page.locator(".answer__right").first
    tall = answer.evaluate("element => element.getBoundingClientRect().height")
    page.emulate_media(media="screen")
    assert tall > 10


# Picture stories


def test_a_story_is_moved_through_frame_by_frame(page):
    page.goto(STORY)
    story = page.locator(".block--story")
    press = {name: story.get_by_role("button", name=name, exact=True) for name in ("Back", "Next", "Show all")}
    assert (shown(page), press["Back"].is_disabled()) == (["1"], True)
    press["Next"].click()
    assert shown(page) == ["2"]
    assert story.get_by_role("status").inner_text().startswith("Step 2 of 7.")
    for _ in range(5):
        press["Next"].click()
    assert (shown(page), press["Next"].is_disabled()) == (["7"], True)
    press["Back"].click()
    assert shown(page) == ["6"]
    press["Show all"].click()
    assert shown(page) == list("1234567")
    story.get_by_role("button", name="One at a time").click()
    assert shown(page) == ["6"]


def test_a_story_moves_by_itself_only_when_asked_and_stops_when_told(new_context):
    page = new_context().new_page()
    page.clock.install()
    page.goto(STORY)
    page.clock.run_for(20_000)
    assert shown(page) == ["1"]
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(5_100)
    assert shown(page) == ["2"]
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(20_000)
    assert shown(page) == ["2"]
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(60_000)
    assert shown(page) == ["7"]
    assert page.get_by_role("button", name="Play").is_visible()


def test_a_story_never_plays_for_a_reader_who_wants_less_motion(new_context):
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(STORY)
    assert page.get_by_role("button", name="Next").is_visible()
    assert not page.get_by_role("button", name="Play").is_visible()


def test_without_a_script_all_frames_stand_in_their_order(bare):
    bare.goto(STORY)
    assert shown(bare) == list("1234567")
    assert bare.locator(".block--story button").count() == 0


def test_on_paper_all_frames_stand_in_their_order(page):
    page.goto(STORY)
    page.emulate_media(media="print")
    seen = shown(page)
    page.emulate_media(media="screen")
    assert seen == list("1234567")
