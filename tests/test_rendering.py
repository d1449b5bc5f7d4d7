"""What a text becomes. What may never come out of it: test_rendering_safety.py."""

import re

import pytest

from education.markup import BLOCKS
from education.rendering import Ledger, render, whole

from .strict_html import attributes, faults, words

pytestmark = pytest.mark.once

LEDGER = Ledger(
    {"mitral valve": ("mitral-valve", "A valve."), "mitral": ("mitral", "Of it."), "inr": ("inr", "A number.")},
    {"three": ("w1", "w2", "w3"), "second": ("w2",), "pair": ("w4", "w5"), "fifth": ("w5", "w1"), "bare": ()},
)


def lead(text: str) -> str:
    return str(render(text, LEDGER).lead)


def terms(html: str) -> list[str]:
    return [
        found["href"].removeprefix("/glossary/#") for found in attributes(html, "a") if found.get("class") == "term"
    ]


def numbers(html: str) -> list[str]:
    """The words of each citation, in order."""
    return [re.sub("<.*?>", "", mark) for mark in re.findall(r'<sup class="cite">.*?</sup>', html)]


# Terms


def test_a_term_is_marked_once_a_section_the_longest_form_first():
    rendered = render("Mitral valve, mitral valve, mitral.\n\n## A {#a}\n\nThe mitral valve.\n\nMitral valve.", LEDGER)
    assert terms(str(rendered.lead)) == ["mitral-valve", "mitral"]
    assert terms(str(rendered.sections[0].html)) == ["mitral-valve"]


def test_the_first_mark_on_a_page_carries_the_meaning_for_all():
    html = str(whole(render("An INR.\n\n## A {#a}\n\nThe INR.", LEDGER)))
    assert [(a["href"], a.get("data-meaning")) for a in attributes(html, "a")] == [
        ("/glossary/#inr", "A number."),
        ("/glossary/#inr", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[The mitral valve](/a)", "[The **mitral** valve](/a)", "`mitral`", "```\nmitral\n```", "    mitral",
        "# mitral", "### mitral", "![mitral](/media/x.png)", "<https://example.org/mitral>",
    ],
)  # fmt: skip
def test_no_term_is_marked_in_links_code_headings_and_pictures(text):
    html = lead(f"{text}\n\nThe INR.")
    assert ("mitral" in html.lower(), terms(html)) == (True, ["inr"])


@pytest.mark.parametrize("text", ["mitrals", "submitral", "non-mitral", "mitral-valve", "INRs"])
def test_a_term_is_marked_as_a_whole_word_only(text):
    assert terms(lead(text)) == []


def test_a_term_keeps_the_letters_of_the_text():
    assert words(lead("MITRAL valve and inr")) == "MITRAL valve and inr\n"
    assert terms(lead("**MITRAL valve** and *inr*")) == ["mitral-valve", "inr"]


def test_without_a_glossary_nothing_is_marked():
    assert str(render("The mitral valve.", Ledger()).lead) == "<p>The mitral valve.</p>\n"


# Citations


def test_works_are_numbered_in_the_order_of_first_citation():
    html = lead("A. [@second] B. [@fifth] C. [@second]")
    assert numbers(html) == ["1", "2 3", "1"]
    assert list(render("A. [@second] B. [@fifth]", LEDGER).cited) == ["w2", "w5", "w1"]


def test_numbers_go_on_from_section_to_section():
    html = str(whole(render("A. [@second]\n\n## A {#a}\n\nB. [@pair]\n\n## B {#b}\n\nC. [@second; @pair]", LEDGER)))
    assert numbers(html) == ["1", "2 3", "1–3"]


def test_three_in_a_row_are_a_range_and_two_are_not():
    assert numbers(lead("A. [@three] B. [@pair] C. [@three; @pair] D. [@second; @pair]")) == [
        "1–3", "4 5", "1–5", "2 4 5",
    ]  # fmt: skip


def test_a_work_is_named_once_in_a_citation():
    assert numbers(lead("A. [@second; @second] B. [@three; @fifth]")) == ["1", "1–4"]


def test_a_claim_that_nobody_knows_and_one_without_works_show_nothing():
    html = lead("A. [@unknown] B. [@bare] C. [@bare; @second]")
    assert (words(html), numbers(html)) == ("A. B. C.1\n", ["1"])


def test_every_way_back_is_an_id_on_the_page_and_stands_there_once():
    text = "A. [@three] B. [@second]\n\n## A {#a}\n\nC. [@pair; @three] D. [@second; @fifth] E. [@unknown]"
    rendered = render(text, LEDGER)
    marks = [found for found in attributes(str(whole(rendered)), "a") if "id" in found]
    ids = [found["id"] for found in marks]
    assert len(set(ids)) == len(ids) == 6
    assert set(ids) == {place for places in rendered.cited.values() for place in places}
    assert rendered.cited["w2"] == ("cite-1-1", "cite-2-2", "cite-1-2", "cite-2-4")


def test_a_citation_leads_to_its_first_work_and_says_what_it_is():
    marks = attributes(lead("A. [@three] B. [@pair]"), "a")
    assert [(mark["href"], mark["aria-label"]) for mark in marks] == [
        ("#ref-1", "Sources 1–3"), ("#ref-4", "Source 4"), ("#ref-5", "Source 5"),
    ]  # fmt: skip


@pytest.mark.parametrize("between", [" ", "", "\n", "  "])
def test_a_number_never_falls_alone_onto_the_next_line(between):
    assert words(lead(f"A sentence.{between}[@second] Next.")) == "A sentence.1 Next.\n"


# Headings and sections


def test_sections_carry_key_and_title_and_only_their_own_words():
    rendered = render("Lead.\n\n## One *fine* {#one}\n\n### Small {#small}\n\nFirst.\n\n## Two\n\nSecond.", LEDGER)
    assert str(rendered.lead) == "<p>Lead.</p>\n"
    assert [(section.key, section.title) for section in rendered.sections] == [("one", "One fine"), ("", "Two")]
    assert [str(section.html) for section in rendered.sections] == [
        "<h3>Small</h3>\n<p>First.</p>\n",
        "<p>Second.</p>\n",
    ]


def test_the_preview_shows_headings_and_all():
    html = str(whole(render("Lead.\n\n## One & more {#one}\n\nFirst.\n\n## Two\n\nSecond.", LEDGER)))
    assert html == '<p>Lead.</p>\n<h2 id="one">One &amp; more</h2><p>First.</p>\n<h2>Two</h2><p>Second.</p>\n'


# Blocks, lists, links


@pytest.mark.parametrize(("name", "title"), [block for block in BLOCKS.items() if block[1]])
def test_a_block_begins_with_its_name_in_words(name, title):
    html = lead(f"::: {name}\n- Words.\n:::")
    assert html == (
        f'<div class="block block--{name}"><p class="block__title">{title}</p>\n<ul>\n<li>Words.</li>\n</ul>\n</div>\n'
    )


def test_a_block_that_is_never_closed_ends_with_its_section():
    rendered = render("::: note\nWords.\n\n## One {#one}\n\nMore.", LEDGER)
    assert [faults(str(html)) for html in (rendered.lead, whole(rendered))] == [[], []]


def test_a_list_may_start_anywhere():
    assert lead("3. Third\n4. Fourth") == '<ol start="3">\n<li>Third</li>\n<li>Fourth</li>\n</ol>\n'


def test_links_lead_where_they_say_and_carry_nothing_else():
    html = lead('[risks](/articles/risks/#key "title") <https://example.org> <a@example.org> [call](tel:112)')
    assert attributes(html, "a") == [
        {"href": "/articles/risks/#key"}, {"href": "https://example.org"}, {"href": "mailto:a@example.org"},
        {"href": "tel:112"},
    ]  # fmt: skip


# Tables


def test_a_table_scrolls_in_a_named_region_and_aligns_by_class():
    html = str(
        render("## Chances {#chances}\n\n| A | B | C |\n| --- | :-: | --: |\n| 1 | 2 | **3** |", LEDGER)
        .sections[0]
        .html
    )
    assert attributes(html, "div") == [
        {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": "Table 1: Chances"}
    ]
    assert attributes(html, "th") == [
        {"scope": "col"}, {"scope": "col", "class": "is-centre"}, {"scope": "col", "class": "is-right"},
    ]  # fmt: skip
    assert attributes(html, "td") == [{}, {"class": "is-centre"}, {"class": "is-right"}]


def test_tables_of_a_page_are_told_apart():
    table = "| A |\n| - |\n| 1 |\n"
    html = str(whole(render(f"{table}\n## One {{#one}}\n\n{table}\n{table}", LEDGER)))
    assert [found["aria-label"] for found in attributes(html, "div")] == ["Table 1", "Table 2: One", "Table 3: One"]


# Pictures


def test_a_picture_alone_is_a_figure_with_its_caption():
    assert lead('![A valve](/media/x.png "Seen from above")') == (
        '<figure class="picture"><img src="/media/x.png" alt="A valve" loading="lazy" decoding="async">'
        "<figcaption>Seen from above</figcaption></figure>"
    )


def test_a_picture_among_words_stays_in_its_paragraph():
    assert lead("See ![A valve](/media/pictures/x.png) here.") == (
        '<p>See <img src="/media/pictures/x.png" alt="A valve" loading="lazy" decoding="async"> here.</p>\n'
    )


STEM = "/media/pictures/0123456789abcdef0123456789abcdef"


def test_an_uploaded_picture_keeps_its_place_and_comes_in_the_width_that_is_needed():
    html = lead(f'![A valve]({STEM}-1600x1200.jpg "Seen from above")')
    large = f"{STEM}-1600x1200"
    assert attributes(html, "img") == [
        {
            "src": f"{large}.jpg", "alt": "A valve", "width": "1600", "height": "1200",
            "srcset": f"{large}-480.jpg 480w, {large}-960.jpg 960w, {large}.jpg 1600w",
            "sizes": "(max-width: 32rem) 100vw, 30rem", "loading": "lazy", "decoding": "async",
        }
    ]  # fmt: skip
    assert (faults(html), html.endswith("<figcaption>Seen from above</figcaption></figure>")) == ([], True)


def test_a_small_uploaded_picture_comes_in_one_width():
    assert lead(f"See ![A valve]({STEM}-300x200.webp) here.") == (
        f'<p>See <img src="{STEM}-300x200.webp" alt="A valve" width="300" height="200" loading="lazy" decoding="async">'
        " here.</p>\n"
    )


@pytest.mark.parametrize("words", ["decorative", "Decorative", "*decorative*"])
def test_a_decorative_picture_says_nothing_to_a_listener(words):
    assert attributes(lead(f"![{words}](/media/x.png)"), "img")[0]["alt"] == ""
    drawing = lead(f"![{words}](illustration:valve)")
    (svg,) = attributes(drawing, "svg")
    assert (svg["aria-hidden"], "role" in svg, "aria-label" in svg, faults(drawing)) == ("true", False, False, [])


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.png", "/static/x.png", "/x.png", "x.png", "/media/", "/media/../x", "illustration/x"],
)
def test_any_other_picture_leaves_its_words(address):
    assert lead(f"![A **valve**]({address})") == "<p>A valve</p>\n"


def test_the_words_of_a_picture_carry_no_marks():
    assert attributes(lead("![A **bold** `valve`](/media/x.png)"), "img")[0]["alt"] == "A bold valve"


# The cache


def test_the_same_text_with_other_terms_or_works_is_rendered_anew():
    text = "The INR. [@second]"
    other = Ledger({"inr": ("inr", "Another meaning.")}, {"second": ("w1", "w2")})
    assert render(text, LEDGER) == render(text, LEDGER)
    assert numbers(str(render(text, other).lead)) == ["1 2"]
    assert attributes(str(render(text, other).lead), "a")[0]["data-meaning"] == "Another meaning."
