import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from education.frontmatter import BadFrontMatter, dump, join, split

pytestmark = pytest.mark.once

NAME = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True)
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
FIELDS = st.dictionaries(NAME, st.one_of(WORDS, st.integers(), st.booleans(), st.lists(WORDS, max_size=3)), max_size=5)


@given(FIELDS, WORDS)
def test_whatever_fields_and_body_are_joined_are_split_again(fields, body):
    found, rest, line = split(join(fields, body))
    assert (found, rest.strip()) == (fields, body.strip())
    assert join(fields, body).split("\n")[line - 1] == rest.split("\n")[0]


@given(FIELDS, WORDS)
def test_joining_what_was_split_gives_the_same_text(fields, body):
    text = join(fields, body)
    assert join(*split(text)[:2]) == text


@pytest.mark.parametrize("body", ["---\nWords.\n---\n", "Words.\n\n---\n\nMore.", "title: not a field"])
def test_a_line_of_hyphens_in_the_body_is_left_there(body):
    assert split(join({"title": "A"}, body))[1] == f"{body.strip()}\n"


@pytest.mark.parametrize(
    "title", ["---", "a\n---\nb", "a: b # c", "no", "2026-01-02", "1e3", "a\x85b", "“é” 😀", "- a"]
)
def test_a_title_that_yaml_might_take_for_something_else_stays_words(title):
    assert split(join({"title": title}, "Words."))[0] == {"title": title}


def test_house_form_keeps_order_letters_and_long_lines():
    fields = {"title": "Ó " + "long " * 50 + "line", "a": ["x", "y"]}
    assert join(fields, "\n\nWords.\n\n") == f"---\ntitle: {fields['title']}\na:\n  - x\n  - y\n---\n\nWords.\n"
    assert yaml.safe_load(dump(fields)) == fields


def test_the_line_at_which_the_body_starts_is_told():
    text = "---\ntitle: A\nsummary: >\n  two\n  lines\n---\n\n\nWords.\n"
    fields, body, line = split(text)
    assert (fields["summary"], body, line) == ("two lines", "Words.\n", 9)
    assert text.split("\n")[line - 1] == "Words."


def test_an_empty_head_is_no_fields():
    assert split("---\n\n---\nWords.\n") == ({}, "Words.\n", 4)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "must begin with a line of three hyphens"),
        ("Words.", 1, "must begin with a line of three hyphens"),
        (" ---\ntitle: A\n---\n", 1, "must begin with a line of three hyphens"),
        ("\ufeff---\ntitle: A\n---\n", 1, "must begin with a line of three hyphens"),
        ("---\ntitle: A\n", 1, "is never closed"),
        ("---\ntitle: A\n--- \nWords.", 1, "is never closed"),
        ("---\ntitle: A\nsummary: a: b\n---\nWords.", 3, "quote a value that holds a colon"),
        ("---\ntitle: [A\n---\nWords.", 2, "is not YAML"),
        ("---\n- title\n---\nWords.", 1, "must be lines of `name: value`"),
        ("---\ntitle\n---\nWords.", 1, "must be lines of `name: value`"),
        ("---\ntitle: !!python/object:os.system x\n---\nWords.", 2, "is not YAML"),
        ("---\ntitle: A\nsummary: B\ntitle: C\n---\nWords.", 4, "“title” stands twice"),
        ("---\n? [a]\n: b\n---\nWords.", 2, "is not YAML"),
        ("---\ntitle: \x07\n---\nWords.", 2, "is not YAML"),
        ("---\ntitle: &a A\nsummary: *a\n---\nWords.", 3, "“\\*a” repeats another entry"),
        (f"---\ntitle: {'[' * 4_000}\n---\nWords.", 2, "too many entries within one another"),
        (f"---\ntitle: {'9' * 4_900}\n---\nWords.", 2, "cannot be"),
        ("---\ntitle: A\nsummary: 2026-13-45\n---\nWords.", 3, "cannot be"),
        (f"---\ntitle: {'x' * 5_000}\n---\nWords.", 1, "the head is longer than 5,000 characters"),
        ("---\ntitle: !!timestamp x\n---\nWords.", 2, "cannot be"),
        ("---\ntitle: !!bool x\n---\nWords.", 2, "cannot be"),
        ("---\ntitle: \ud800\n---\nWords.", 2, "is not YAML"),
    ],
)
def test_a_head_that_cannot_be_read_is_refused_with_its_line(text, line, message):
    with pytest.raises(BadFrontMatter, match=message) as refused:
        split(text)
    assert refused.value.line == line
