"""The library that ships: each text as easy as it promises, each number held by what its sentence cites."""

import re
import shutil

import pytest
import yaml
from django.conf import settings

from education import figures, files, readability
from education.checks import resolve
from education.levels import ReadingLevel
from education.library import export_content, import_content
from education.markup import Document, first_line, parse

from .folder import bytes_of

CONTENTS = files.read(settings.CONTENT_DIR)
TEXTS, ARTICLES = CONTENTS.of("text"), CONTENTS.of("article")
PAGES, CLAIMS, WORKS = CONTENTS.of("page"), CONTENTS.of("claim"), CONTENTS.of("reference")
DECLARED = [form for term in CONTENTS.of("term").values() for form in [term["term"], *term.get("also", [])]]
DOCUMENTS = {("text", name): parse(text["body"]) for name, text in TEXTS.items()} | {
    ("page", name): parse(page["body"]) for name, page in PAGES.items()
}
WORDS = {ReadingLevel.PLAIN: (250, 600), ReadingLevel.STANDARD: (350, 1000), ReadingLevel.DETAILED: (500, 1800)}
EVERY_TEXT = pytest.mark.parametrize("name", sorted(TEXTS))
PLAIN_TEXTS = pytest.mark.parametrize("name", sorted(name for name in TEXTS if name.endswith("/plain")))


def level_of(name: str) -> ReadingLevel:
    return ReadingLevel(name.split("/")[1].split(".")[0])


def wordings(claims) -> list[str]:
    """Where a number may stand: figures, words and notes of claims, and the years of the works they rest on."""
    held = [CLAIMS[claim] for claim in claims]
    return [
        words
        for claim in held
        for words in [
            *claim["figures"], claim["claim"], claim.get("note", ""),
            *(WORKS[work].get("year", "") for work in claim["sources"]),
        ]
    ]  # fmt: skip


def unheld(document: Document) -> list[tuple[str, str]]:
    """Numbers that no claim cited by their sentence holds; those of a short table cell may be held by its section."""
    told = [
        (number, sentence.text)
        for sentence in readability.sentences(document)
        for number in figures.unheld(sentence.text, wordings(sentence.claims))
    ]
    return told + [
        (number, words) for words, claims in short_cells(document) for number in figures.unheld(words, wordings(claims))
    ]


def short_cells(document: Document):
    """The words of each table cell that is too short to be a sentence, with the claims that its section cites.

    A bare number counts people out of a hundred, as the line before such a table says.
    """
    for section in document.sections:
        cited = [claim for token in section.tokens for claim in _cited(token)]
        for opening, cell in zip(section.tokens, section.tokens[1:], strict=False):
            if opening.type == "td_open" and len(readability.WORD.findall(cell.content)) < readability.CELL:
                words = re.sub(r"\[@.*?\]", "", cell.content).strip()
                yield f"{words} out of 100" if words.isdigit() else words, cited


def _cited(token) -> list[str]:
    return [claim for child in token.children or () if child.type == "citation" for claim in child.meta["claims"]]


def blocks(document: Document) -> set[str]:
    return {token.type for token in document.tokens if token.type.startswith("container_")}


def test_the_library_is_there():
    assert len(ARTICLES) >= 7
    assert {name for slug in ARTICLES for name in [f"{slug}/{level}" for level in ReadingLevel]} <= set(TEXTS)
    assert {"about", "accessibility", "editorial-policy", "privacy", "reviewers", "sources"} <= set(PAGES)
    assert len(CLAIMS) > 100 and len(WORKS) > 100 and len(DECLARED) > 100


def test_no_fault_is_found_in_it():
    contents = files.read(settings.CONTENT_DIR)
    resolve(contents)
    assert [str(fault) for fault in contents.faults] == []


@EVERY_TEXT
def test_text_is_as_easy_as_its_level_promises(name):
    found, target = readability.measure(DOCUMENTS["text", name], DECLARED), level_of(name).target
    assert found.grade <= target.grade
    assert found.smog <= (target.smog or found.smog)
    assert found.mean_sentence <= (target.mean_sentence or found.mean_sentence)


@EVERY_TEXT
def test_text_is_as_long_as_its_level_promises(name):
    least, most = WORDS[level_of(name)]
    assert least <= readability.measure(DOCUMENTS["text", name]).words <= most


@pytest.mark.parametrize("key", [*((("text", name)) for name in sorted(TEXTS)), ("page", "sources")], ids="/".join)
def test_every_claim_cited_is_known_and_every_number_is_held_by_one_that_its_sentence_cites(key):
    assert set(DOCUMENTS[key].cited) <= set(CLAIMS)
    assert unheld(DOCUMENTS[key]) == []


@EVERY_TEXT
def test_text_cites_its_claims(name):
    assert len(DOCUMENTS["text", name].cited) >= 5


def test_a_number_that_no_claim_holds_would_be_found():
    claim = next(name for name, claim in CLAIMS.items() if "88.5% of all procedures" in claim["figures"])
    cells = f"## A {{#a}}\n\n| A | B |\n| - | - |\n| 88.5% | 71% [@{claim}] |"
    assert unheld(parse(f"It worked for 71 out of 100. [@{claim}]"))[0][0] == "71 out of 100"
    assert unheld(parse(cells)) == [("71%", "71%")]


@pytest.mark.parametrize("slug", sorted(ARTICLES))
def test_levels_of_an_article_carry_the_same_sections(slug):
    keys = {name: document.keys for (_, name), document in DOCUMENTS.items() if name.split("/")[0] == slug}
    assert len(keys) >= 3
    assert len(set(keys.values())) == 1
    assert all(all(found) and len(set(found)) == len(found) for found in keys.values())


@pytest.mark.parametrize("slug", sorted(ARTICLES))
def test_article_gives_the_reader_questions_to_take_along(slug):
    questions = ARTICLES[slug].get("questions", [])
    assert 5 <= len(questions) <= 8
    assert [question for question in questions if not question.endswith("?")] == []


@EVERY_TEXT
def test_text_begins_with_key_points_and_says_what_to_ask_the_team(name):
    document = DOCUMENTS["text", name]
    assert document.lead[0].type == "container_key-points_open"
    assert document.first_point
    assert "container_ask-your-team_open" in blocks(document)


@PLAIN_TEXTS
def test_plain_text_tells_shares_as_people_and_never_as_a_percentage(name):
    record = TEXTS[name]
    words = " ".join([record["title"], record["summary"], record["body"]])
    assert re.findall(r".{0,40}(?:%|\bper ?cent\b|\bpercentage\b).{0,20}", words) == []


@PLAIN_TEXTS
def test_plain_text_names_no_class_of_recommendation(name):
    assert re.findall(r"\b[Cc]lass (?:I|II|IIa|IIb|III)\b", TEXTS[name]["body"]) == []


@EVERY_TEXT
def test_tables_are_no_wider_than_four_columns(name):
    rows: dict[int, int] = {}
    for token in DOCUMENTS["text", name].tokens:
        if token.type == "tr_open":
            row = first_line(token)
        if token.type in ("td_open", "th_open"):
            rows[row] = rows.get(row, 0) + 1
    assert max(rows.values(), default=0) <= 4


@pytest.mark.django_db
def test_files_are_in_house_form(tmp_path):
    copy = shutil.copytree(settings.CONTENT_DIR, tmp_path / "content")
    import_content(copy)
    assert export_content(copy) == []
    assert bytes_of(copy) == bytes_of(settings.CONTENT_DIR)


def test_no_file_claims_a_review_that_nobody_made():
    heads = {name: set(record) for name, record in (TEXTS | PAGES).items()}
    assert {name: keys for name, keys in heads.items() if keys != {"title", "summary", "body"}} == {}


def test_no_file_names_a_work_that_no_claim_and_no_reader_needs():
    used = {work for claim in CLAIMS.values() for work in claim["sources"]}
    assert used <= set(WORKS)
    assert yaml.safe_load((settings.CONTENT_DIR / "references.yaml").read_text(encoding="utf-8")).keys() == WORKS.keys()
