"""Rows as records of the content folder, and back."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from education.files import read, write
from education.models import Article, Edition, GlossaryTerm, Page, Reference
from education.models.edition import StaleVersion
from education.records import ORDER, all_records, relate, store

from . import build
from .folder import folder

pytestmark = pytest.mark.django_db
LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
WORDS = LINES.map(str.strip).filter(bool)


def store_all(records: dict) -> None:
    for kind in ORDER:
        for (of_kind, name), record in records.items():
            if of_kind == kind:
                store(kind, name, record)
    for (kind, name), record in records.items():
        if kind == "article":
            relate(name, record)


def test_what_is_stored_is_read_again(tmp_path):
    records = read(folder(tmp_path)).records
    store_all(records)
    assert all_records() == records


def test_storing_again_changes_no_row_but_raises_its_version(tmp_path):
    records = read(folder(tmp_path)).records
    store_all(records)
    store("term", "balloon", records["term", "balloon"])
    assert all_records() == records
    assert GlossaryTerm.objects.get().version == 2


@given(title=WORDS, summary=WORDS, body=LINES)
@settings(max_examples=60)
def test_any_words_of_an_editor_come_through_a_file_unchanged(tmp_path_factory, title, summary, body):
    Page.objects.update_or_create(slug="about", defaults={"title": title, "summary": summary, "body": f"x{body}"})
    path = tmp_path_factory.mktemp("folder")
    for name in ("claims.yaml", "references.yaml", "glossary.yaml"):
        (path / name).touch()
    records = {("page", "about"): all_records()["page", "about"]}
    write(path, records)
    contents = read(path)
    assert (contents.faults, contents.records) == ([], records)


def test_what_is_empty_is_left_out_but_for_the_figures_of_a_claim():
    build.claim("bare", "work")
    build.term("valve")
    build.article("overview")
    assert {name: all_records()[name] for name in [("claim", "bare"), ("term", "valve"), ("article", "overview")]} == {
        ("claim", "bare"): {
            "id": "bare", "topic": "overview", "claim": "A claim.", "figures": [], "sources": ["work"],
            "strength": "guideline",
        },
        ("term", "valve"): {"key": "valve", "term": "valve", "meaning": "What it means."},
        ("article", "overview"): {"stage": "understand", "position": 10, "review_months": 36},
    }  # fmt: skip


def test_a_text_that_readers_cannot_meet_is_no_record():
    article = build.article("overview", "plain")
    build.unwritten(article, "detailed")
    assert [name for kind, name in all_records() if kind == "text"] == ["overview/plain"]


def test_names_of_texts_carry_the_language_unless_it_is_english():
    article = build.article("overview", "plain")
    build.variant(article, "plain", language="cy", title="Beth")
    assert [name for kind, name in all_records() if kind == "text"] == ["overview/plain.cy", "overview/plain"]


def test_reading_the_records_costs_the_same_for_one_article_and_three(django_assert_num_queries):
    for count, slug in enumerate(["one", "two", "three"], 1):
        build.article(slug, "plain", "detailed")
        build.claim(slug, f"work-of-{slug}")
        if count in (1, 3):
            with django_assert_num_queries(11):
                all_records()


def test_a_record_that_the_rows_cannot_hold_is_refused():
    with pytest.raises(ValidationError):
        store("reference", "work", {"title": "A work", "kind": "gossip"})
    assert Reference.objects.count() == 0


def test_a_row_saved_in_the_same_moment_is_not_overwritten(monkeypatch):
    build.page("about")
    saved = Page.full_clean

    def somebody_else_saves(self, **options):
        Page.objects.filter(pk=self.pk).update(title="Theirs", version=self.version + 1)
        saved(self, **options)

    monkeypatch.setattr(Page, "full_clean", somebody_else_saves)
    with pytest.raises(StaleVersion):
        store("page", "about", {"title": "Ours", "summary": "Ours.", "body": "Ours."})
    assert Page.objects.get().title == "Theirs"


def test_relating_replaces_the_related_articles():
    for slug in ("overview", "risks", "outcomes"):
        build.article(slug)
    relate("overview", {"related": ["risks"]})
    relate("overview", {"related": ["outcomes"]})
    assert [other.slug for other in Article.objects.get(slug="overview").related.all()] == ["outcomes"]
    relate("overview", {})
    assert Article.objects.get(slug="overview").related.count() == 0


@pytest.mark.parametrize("line", ["is it far", "first-part:", "First part: is it far", ": is it far", 5])
def test_a_line_that_asks_nothing_of_a_section_is_refused(line):
    article = build.article("overview")
    article.asked = ["first-part: is it near", line]
    with pytest.raises(ValidationError, match=f"“{line}” does not begin with the key of a section and a colon"):
        article.full_clean()


def test_every_record_stored_begins_a_new_edition():
    build.page("about")
    before = Edition.now()
    store("page", "about", {"title": "New", "summary": "New.", "body": "New."})
    assert Edition.now() != before
