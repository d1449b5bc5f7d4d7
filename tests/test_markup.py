import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.markup import BLOCKS, Citation, Picture, is_allowed_link, parse, pattern_of, plain_text

pytestmark = pytest.mark.once

TEXT = """::: key-points
- The **first** `point` has a [link](/articles/risks/). [@one]
- Another. [@two; @one]
:::

## First part {#first-part}

A sentence. [@three]

### A smaller heading {#smaller}

## Second part  {#second-part}

Last words
over two lines. [@two]
"""
KEY = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)


def test_a_text_is_its_lead_and_its_keyed_sections():
    document = parse(TEXT)
    assert document.keys == ("first-part", "second-part")
    assert [(section.title, section.line) for section in document.sections] == [("First part", 6), ("Second part", 12)]
    assert document.lead[0].type == "container_key-points_open"
    assert document.lead[-1].type == "container_key-points_close"


def test_smaller_headings_belong_to_their_section():
    first = parse(TEXT).sections[0]
    assert [token.tag for token in first.tokens if token.type == "heading_open"] == ["h3"]


def test_a_heading_inside_a_quotation_begins_no_section():
    assert parse("## One {#one}\n\n> ## Two {#two}\n\n- ## Three {#three}\n").keys == ("one",)


def test_citations_are_told_with_their_line_in_order():
    assert parse(TEXT).citations == (
        Citation(("one",), 2),
        Citation(("two", "one"), 3),
        Citation(("three",), 8),
        Citation(("two",), 14),
    )
    assert parse(TEXT).cited == ("one", "two", "three")


@given(st.lists(KEY, min_size=1, max_size=5), st.sampled_from(["; ", ";", ";  "]))
def test_whatever_keys_are_cited_are_found(keys, between):
    text = f"Words. [{between.join(f'@{key}' for key in keys)}] More."
    assert parse(text).citations == (Citation(tuple(keys), 1),)


@pytest.mark.parametrize(
    "text",
    [
        "`[@one]`", "\\[@one]", "[@One]", "[@one, @two]", "[@one;]", "[@]", "[ @one]", "[@one ]", "[@one-]",
        "```\n[@one]\n```", "    [@one]",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_citation_is_none(text):
    assert parse(text).citations == ()


def test_the_first_key_point_is_given_in_plain_words():
    assert parse(TEXT).first_point == "The first point has a link."


def test_a_text_without_a_list_has_no_first_point():
    assert parse("## Title {#key}\n\nWords.").first_point == ""


def test_links_are_told_with_their_line():
    assert parse(TEXT).links == (("/articles/risks/", 2),)


def test_plain_text_leaves_out_marks_pictures_and_citations():
    inline = parse("Two **bold**  \nlines ![alt](illustration:valve) and\n`code`. [@one]").tokens[1]
    assert plain_text(inline) == "Two bold lines  and code."


@pytest.mark.parametrize(
    ("heading", "title", "key"),
    [
        ("## A title {#a-key}", "A title", "a-key"),
        ("## A title{#k}", "A title", "k"),
        ("## A title {#a-key} ##", "A title", "a-key"),
        ("## A *fine* title {#k2}", "A fine title", "k2"),
        ("## A title {#Not-A-Key}", "A title {#Not-A-Key}", ""),
        ("## A title {#two words}", "A title {#two words}", ""),
        ("## A title {#key} more", "A title {#key} more", ""),
        ('## A title {#key onclick="x"}', 'A title {#key onclick="x"}', ""),
        ("## A title {.red}", "A title {.red}", ""),
        ("##", "", ""),
    ],
)
def test_only_a_key_at_the_end_is_taken_off_a_heading(heading, title, key):
    section = parse(heading).sections[0]
    assert (section.title, section.key) == (title, key)


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_is_a_container(name):
    types = [token.type for token in parse(f"::: {name}\nWords.\n:::\n").tokens]
    assert types == [
        f"container_{name}_open", "paragraph_open", "inline", "paragraph_close", f"container_{name}_close",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["::: warning", "::: note red", '::: note class="x"', "::: NOTE", "::note"])
def test_a_block_of_another_name_is_plain_words(line):
    assert [token.type for token in parse(line).tokens] == ["paragraph_open", "inline", "paragraph_close"]


# What stands in a block


CHECK = """::: check
Which **way**?

- [x] Through a *vein*
- [ ] Through a cut
- Through nothing

Through a vein. [@one]

More [here](#way).
:::
"""


def told(tokens) -> list[str]:
    return [plain_text(token) for token in tokens]


def test_blocks_are_told_with_their_name_and_line_in_order():
    text = f"{TEXT}\n::: note\nWords.\n:::\n\n::: do\n- This\n:::\n"
    assert [(block.name, block.line) for block in parse(text).blocks] == [("key-points", 1), ("note", 17), ("do", 21)]


@pytest.mark.parametrize(
    "text", ["Words.", "> ::: note\n> Words.\n> :::", "- ::: note\n  Words.\n  :::", "::: gossip\n:::"]
)
def test_a_block_inside_something_else_or_of_no_name_is_not_told(text):
    assert parse(text).blocks == ()


def test_a_block_inside_a_block_is_part_of_it():
    (block,) = parse(":::: note\nOne.\n\n::: do\nTwo.\n:::\n\nThree.\n::::\n").blocks
    assert block.name == "note"
    assert told(block.paragraphs) == ["One.", "Three."]


def test_a_block_that_is_never_closed_reaches_to_the_end():
    (block,) = parse("::: note\nOne.\n\n## Two {#two}\n\nThree.").blocks
    assert told(block.paragraphs) == ["One.", "Three."]
    assert parse("::: note\nOne.\n\n## Two {#two}\n").enclosed_headings == (4,)


def test_the_paragraphs_of_a_block_are_those_outside_of_its_lists():
    (block,) = parse(CHECK).blocks
    assert told(block.paragraphs) == ["Which way?", "Through a vein.", "More here."]


def test_an_empty_block_has_neither_paragraphs_nor_options():
    (block,) = parse("::: check\n:::").blocks
    assert (block.paragraphs, block.options) == ([], [])


def test_options_are_the_marked_answers_and_know_which_is_right():
    (block,) = parse(CHECK).blocks
    assert [(plain_text(option), option.meta["right"]) for option in block.options] == [
        ("Through a vein", True), ("Through a cut", False),
    ]  # fmt: skip


def test_the_items_of_options_know_it_too():
    items = [token.meta for token in parse(CHECK).tokens if token.type == "list_item_open"]
    assert items == [{"right": True}, {"right": False}, {}]


@pytest.mark.parametrize("item", ["[X] a", "[x]a", "[] a", "[xx] a", "a [x] b", "`[x]` a", "[x](#a) b"])
def test_what_only_looks_like_an_option_is_none(item):
    (block,) = parse(f"::: check\n- {item}\n:::").blocks
    assert block.options == []


@pytest.mark.parametrize("text", ["- [x] packed", "::: note\n- [x] packed\n:::", f"{CHECK}\n- [x] packed"])
def test_a_marked_item_outside_of_a_check_keeps_its_brackets(text):
    inlines = [token for token in parse(text).tokens if token.type == "inline"]
    assert (plain_text(inlines[-1]), inlines[-1].meta) == ("[x] packed", {})


# Pictures


def test_pictures_are_told_with_words_caption_and_line():
    text = (
        '![A *fine* valve](illustration:valve "Seen from above")\n\nWords ![x](/media/a.png)\nand ![](illustration:b).'
    )
    assert parse(text).pictures == (
        Picture("illustration:valve", "A fine valve", "Seen from above", 1),
        Picture("/media/a.png", "x", "", 3),
        Picture("illustration:b", "", "", 3),
    )


def test_a_picture_of_another_site_is_told_as_well():
    assert parse("![x](https://example.org/x.png)").pictures == (Picture("https://example.org/x.png", "x", "", 1),)


@pytest.mark.parametrize("text", ["`![x](illustration:a)`", "[x](/articles/risks/)", "![x](javascript:a)", "!x (a)"])
def test_what_only_looks_like_a_picture_is_none(text):
    assert parse(text).pictures == ()


# Words


def test_forms_are_found_as_whole_words_in_any_case_the_longest_first():
    pattern = pattern_of(("valve", "mitral valve", "c.t."))
    text = "Mitral valve, VALVE, valves, bi-valve, valve-like, c.t. and cat."
    assert pattern.findall(text) == ["Mitral valve", "VALVE", "c.t."]
    assert pattern_of(()) is None


# Links


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org", "tel:112",
        "/articles/risks/", "/articles/risks/#key", "#key", "?q=a:b", "risks/", "a/b:c", "./a:b", "", "#a:b",
    ],
)  # fmt: skip
def test_links_to_the_web_to_post_to_phones_and_to_this_site_are_allowed(address):
    assert is_allowed_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
        "ftp://example.org", "//example.org", "/\\example.org", "\\\\example.org", "\\example.org", "blob:x", "a:b",
        "javascript\x00:x", "javascript&colon;x:y", "https://a\u2028b", "http://[::1", "about:blank", "intent:x",
        "sms:112", "ws://example.org", "/a b", "javascript:/articles/", "1:2", "x-y:z",
    ],
)  # fmt: skip
def test_any_other_link_is_refused(address):
    assert not is_allowed_link(address)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org/x", "data:text/html,x"])
def test_a_refused_link_stays_plain_words(address):
    document = parse(f"Read [this]({address}) now.")
    assert document.links == ()
    assert plain_text(document.tokens[1]) == f"Read [this]({address}) now."


@pytest.mark.parametrize("text", ["<b>bold</b>", "<script>x</script>", "<!-- x -->", "<a href=x>y</a>"])
def test_html_is_words_and_nothing_else(text):
    document = parse(text)
    assert [token.type for token in document.tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert plain_text(document.tokens[1]) == text


@given(st.text(max_size=300))
def test_anything_can_be_parsed(text):
    document = parse(text)
    pieces = [*document.lead, *(token for section in document.sections for token in section.tokens)]
    assert len(pieces) + 3 * len(document.sections) == len(document.tokens)
