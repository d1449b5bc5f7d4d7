"""The library that ships: whole, in house form, as long as it promises, and without a fault that a program can see."""

import re
import shutil
from dataclasses import replace
from functools import cache
from xml.parsers import expat

import brotli
import pytest
from django.conf import settings

from education import files, readability
from education.checks import check, declared
from education.levels import ReadingLevel
from education.markup import Document, parse

from .folder import bytes_of
from .library import CONTENTS

TEXTS, ARTICLES, PAGES = CONTENTS.of("text"), CONTENTS.of("article"), CONTENTS.of("page")
CLAIMS, WORKS, TERMS = CONTENTS.of("claim"), CONTENTS.of("reference"), CONTENTS.of("term")
LIBRARY = [
    "overview", "candidacy", "alternatives", "preparation", "procedure-steps", "outcomes", "risks", "recovery",
    "when-to-get-help", "restenosis", "living-with", "pregnancy", "other-valves",
]  # fmt: skip
WORDS = {ReadingLevel.PLAIN: (250, 650), ReadingLevel.STANDARD: (350, 1050), ReadingLevel.DETAILED: (500, 1800)}
CHECK_YOURSELF = re.compile(r"^## .*\{#check-yourself\}$", re.MULTILINE)
THEMES = [":root", 'html[data-theme="dark"]', 'html[data-theme="auto"]', 'html[data-theme="contrast"]']
DRAWINGS = {path.stem: path for path in sorted((settings.BASE_DIR / "static" / "illustrations").iterdir())}
SHAPES = {"svg", "title", "g", "rect", "path", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}

EVERY_TEXT = pytest.mark.parametrize("name", sorted(TEXTS))
EVERY_ARTICLE = pytest.mark.parametrize("slug", LIBRARY)
EVERY_DRAWING = pytest.mark.parametrize("path", DRAWINGS.values(), ids=DRAWINGS)


def level_of(name: str) -> ReadingLevel:
    return ReadingLevel(name.split("/")[1])


@cache
def document(name: str) -> Document:
    return parse((TEXTS | PAGES)[name]["body"])


def elements(path) -> list[tuple[str, dict]]:
    """The elements of a drawing with their attributes. Fails where the file is no XML, which no browser would show."""
    found = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    parser.Parse(path.read_bytes(), True)
    return found


def palette(theme: str) -> dict[str, str]:
    """The colours of a theme by name."""
    sheet = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    block = sheet.partition(f"{theme} {{")[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#\w+);", block))


# The whole


@pytest.mark.once
def test_thirteen_articles_are_there_at_three_levels():
    assert sorted(ARTICLES) == sorted(LIBRARY)
    assert sorted(TEXTS) == sorted(f"{slug}/{level}" for slug in LIBRARY for level in ReadingLevel)
    assert sorted(PAGES) == ["about", "accessibility", "editorial-policy", "privacy", "reviewers", "sources"]
    assert len(CLAIMS) > 200 and len(WORKS) > 150


@pytest.mark.once
def test_the_checks_find_nothing():
    contents = replace(CONTENTS, faults=list(CONTENTS.faults))
    check(contents)
    assert len(CONTENTS.of("statement")) > 20
    assert [str(fault) for fault in contents.faults] == []


@pytest.mark.once
def test_the_files_are_in_house_form(tmp_path):
    """That they come out of a database as they went in: see tests/browser/test_import.py."""
    copy = shutil.copytree(settings.CONTENT_DIR, tmp_path / "content")
    assert files.write(copy, CONTENTS.records) == []
    assert bytes_of(copy) == bytes_of(settings.CONTENT_DIR)


@pytest.mark.once
def test_no_file_claims_a_review_that_nobody_made():
    heads = {name: set(record) for name, record in (TEXTS | PAGES).items()}
    assert {name: keys for name, keys in heads.items() if keys != {"title", "summary", "body"}} == {}


# Texts


@pytest.mark.once
@EVERY_TEXT
def test_text_is_as_long_as_its_level_promises_without_its_questions(name):
    body, questions = CHECK_YOURSELF.split(TEXTS[name]["body"])
    least, most = WORDS[level_of(name)]
    assert least <= readability.measure(parse(body)).words <= most
    assert "::: check" in questions and "::: check" not in body


@pytest.mark.once
@EVERY_TEXT
def test_text_begins_with_key_points(name):
    assert document(name).lead[0].type == "container_key-points_open"
    assert document(name).first_point


@pytest.mark.once
@EVERY_TEXT
def test_text_ends_with_help_and_questions(name):
    ends = document(name).keys[-2:]
    own_subject = name.startswith("when-to-get-help/")
    assert ends[own_subject:] == ("when-to-get-help", "check-yourself")[own_subject:]


@pytest.mark.once
@EVERY_TEXT
def test_text_cites_its_claims(name):
    assert len(document(name).cited) >= 5


@pytest.mark.once
@EVERY_ARTICLE
def test_plain_text_names_no_class_of_recommendation(slug):
    assert re.findall(r"\b[Cc]lass (?:I|II|IIa|IIb|III)\b", TEXTS[f"{slug}/plain"]["body"]) == []


@pytest.mark.once
@EVERY_ARTICLE
def test_plain_title_and_summary_tell_no_percentage(slug):
    record = TEXTS[f"{slug}/plain"]
    assert re.findall(r"%|\bper ?cent", f"{record['title']} {record['summary']}") == []


@pytest.mark.once
@EVERY_ARTICLE
def test_article_gives_the_reader_questions_to_take_along(slug):
    questions = ARTICLES[slug]["questions"]
    assert 5 <= len(questions) <= 8
    assert [question for question in questions if not question.endswith("?")] == []


@pytest.mark.once
@EVERY_ARTICLE
def test_article_names_what_to_read_next(slug):
    related = ARTICLES[slug]["related"]
    assert 3 <= len(set(related)) == len(related) <= 5
    assert slug not in related


# Glossary


@pytest.mark.once
def test_the_glossary_explains_ninety_words_and_more():
    assert len(TERMS) >= 90


@pytest.mark.once
@pytest.mark.parametrize("key", TERMS)
def test_meaning_is_easy_to_read(key):
    found = readability.measure(parse(TERMS[key]["meaning"]), declared(CONTENTS))
    assert found.words >= 3
    assert found.grade <= 7


# Drawings


@pytest.mark.once
def test_every_drawing_is_shown_in_a_text_and_every_text_shows_one_that_is_there():
    shown = {picture.source for name in TEXTS | PAGES for picture in document(name).pictures}
    assert sorted(shown) == sorted(f"illustration:{name}" for name in DRAWINGS)
    assert len(DRAWINGS) == 14


@pytest.mark.once
@EVERY_DRAWING
def test_drawing_is_small(path):
    assert path.suffix == ".svg"
    assert len(brotli.compress(path.read_bytes())) <= 12_000


@pytest.mark.once
@EVERY_DRAWING
def test_drawing_has_a_title_and_the_size_that_pages_keep_free(path):
    (root, size), (second, _), (_, drawing) = elements(path)[:3]
    assert (root, second, drawing["id"]) == ("svg", "title", "drawing")
    assert (size["viewBox"], size["width"], size["height"]) == ("0 0 480 400", "480", "400")
    assert re.search(r"<title>\w[^<]{9,}</title>", path.read_text(encoding="utf-8"))


@pytest.mark.once
@EVERY_DRAWING
def test_drawing_holds_shapes_and_words_only_and_fetches_nothing(path):
    found = elements(path)
    assert {name for name, _ in found} <= SHAPES
    names = {attribute for _, attributes in found for attribute in attributes}
    assert {name for name in names if name == "style" or name.endswith("href") or name.startswith("on")} == set()
    assert re.findall(r"url\(|@import|<!ENTITY|data:", path.read_text(encoding="utf-8")) == []


@pytest.mark.once
@EVERY_DRAWING
def test_drawing_takes_every_colour_from_the_page_in_each_theme(path):
    words = path.read_text(encoding="utf-8")
    used = dict(re.findall(r"var\(--([\w-]+), (#\w+)\)", words))
    assert used and used.items() <= palette(":root").items()
    assert all(used.keys() <= palette(theme).keys() for theme in THEMES)
    paints = re.findall(r'(?:fill|stroke|color)="([^"]*)"', words)
    assert {paint for paint in paints if paint != "none" and not paint.startswith("var(--")} == set()
