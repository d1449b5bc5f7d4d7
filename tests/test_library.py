"""The library in and out, losing nobody's work."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from education.library import export_content, import_content
from education.models import Article, Claim, Edition, GlossaryTerm, Page, Reference, Seed, Source, Variant

from .folder import FILES, bytes_of, folder, swapped

pytestmark = pytest.mark.django_db
PLAIN = "articles/overview/plain.md"
BODY_OF_A_BROWSER = "\r\n" + FILES[PLAIN].split("---\n\n")[1].replace("Words about it", "One “é”").replace("\n", "\r\n")
RECORDS = {"created": 11, "changed": 0, "same": 0, "conflicting": 0}


def counts(report) -> dict[str, int]:
    return {outcome: report.counts[outcome] for outcome in ("created", "changed", "same", "conflicting")}


def only(outcome: str, count: int = 1) -> dict[str, int]:
    return {"created": 0, "changed": 0, "same": 11 - count, "conflicting": 0} | {outcome: count}


def rows() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in (Article, Claim, GlossaryTerm, Page, Reference, Seed, Source, Variant)
    }


def edit(**changes) -> Variant:
    """A change of what readers meet of the overview in plain that did not come from the folder."""
    text = Variant.objects.get(article__slug="overview", level="plain")
    text.publish(replace(text.live, **changes))
    return text


@pytest.fixture
def library(tmp_path):
    """A folder that has just been imported."""
    import_content(folder(tmp_path / "content"))
    return tmp_path / "content"


# In


def test_import_brings_everything_in(tmp_path):
    report = import_content(folder(tmp_path))
    assert counts(report) == RECORDS
    assert rows() == {
        "Article": 2, "Claim": 2, "GlossaryTerm": 1, "Page": 1, "Reference": 2, "Seed": 11, "Source": 3, "Variant": 3,
    }  # fmt: skip
    overview = Article.objects.get(slug="overview")
    assert [other.slug for other in overview.related.all()] == ["risks"]
    assert [(code.system, code.code, code.label) for code in overview.codes.all()] == [
        ("2.16.840.1.113883.6.90", "I05.0", "Narrow valve")
    ]
    assert [question.text for question in overview.questions.all()] == [
        "How narrow is it?",
        "Will it last?",
        "What else is there?",
    ]
    claim = Claim.objects.get(key="one")
    assert (claim.checked_on, claim.figures) == (date(2026, 11, 1), ["90%"])
    assert [source.reference.key for source in claim.sources.all()] == ["first-work", "second-work"]


def test_import_counts_the_words_of_each_text(library):
    assert set(Variant.objects.values_list("words", flat=True)) == {55}


def test_importing_again_changes_nothing_and_turns_no_edition(library):
    edition = Edition.now()
    assert counts(import_content(library)) == only("same", 11)
    assert Edition.now() == edition


def test_a_changed_file_changes_its_record_alone(library):
    folder(library, swapped(PLAIN, "Words about it.", "Better words."))
    report = import_content(library)
    assert (counts(report), report.of("changed")) == (only("changed"), [("text", "overview/plain")])
    assert "Better words." in Variant.objects.get(article__slug="overview", level="plain").body


def test_a_changed_list_of_works_replaces_the_old_one(library):
    folder(library, swapped("claims.yaml", "    - first-work\n", ""))
    assert import_content(library).of("changed") == [("claim", "one")]
    assert [source.reference.key for source in Claim.objects.get(key="one").sources.all()] == ["second-work"]


def test_a_field_that_left_the_file_leaves_the_record(library):
    folder(library, swapped("glossary.yaml", "  say: buh-LOON\n", ""))
    import_content(library)
    assert GlossaryTerm.objects.get().say == ""


def test_the_order_of_related_articles_means_nothing(library):
    risks = "articles/risks/article.yaml"
    both = FILES[risks].replace("review", "related:\n  - {}\n  - {}\nreview")
    folder(library, {risks: both.format("overview", "risks")})
    assert import_content(library).of("changed") == [("article", "risks")]
    folder(library, {risks: both.format("risks", "overview")})
    assert counts(import_content(library)) == only("same", 11)


def test_what_an_editor_changed_is_not_overwritten_unasked(library):
    edit(title="The editor's title")
    report = import_content(library)
    assert (counts(report), report.of("conflicting")) == (only("conflicting"), [("text", "overview/plain")])
    assert Variant.objects.get(article__slug="overview", level="plain").title == "The editor's title"


def test_a_conflict_stays_one_until_somebody_decides(library):
    edit(title="The editor's title")
    folder(library, swapped(PLAIN, "What is it?", "The file's title"))
    assert [counts(import_content(library)) for _ in range(2)] == [only("conflicting")] * 2
    assert Variant.objects.get(article__slug="overview", level="plain").title == "The editor's title"


def test_overwriting_lets_the_file_win(library):
    edit(title="The editor's title")
    assert counts(import_content(library, overwrite=True)) == only("conflicting")
    assert Variant.objects.get(article__slug="overview", level="plain").title == "What is it?"
    assert counts(import_content(library)) == only("same", 11)


def test_what_file_and_editor_changed_alike_is_the_same(library):
    edit(title="A better title")
    folder(library, swapped(PLAIN, "What is it?", "A better title"))
    assert counts(import_content(library)) == only("same", 11)


def test_a_conflict_over_an_article_leaves_its_related_ones(library):
    overview = Article.objects.get(slug="overview")
    overview.related.clear()
    assert import_content(library).of("conflicting") == [("article", "overview")]
    assert list(overview.related.all()) == []
    import_content(library, overwrite=True)
    assert [other.slug for other in overview.related.all()] == ["risks"]


def test_what_the_folder_does_not_name_stays(library):
    folder(library, {"pages/about.md": None})
    import_content(library)
    assert Page.objects.count() == 1


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_dry_run_tells_everything_and_does_nothing(library, overwrite):
    before, edition = rows(), Edition.now()
    folder(library, swapped(PLAIN, "What is it?", "Another title"))
    report = import_content(library, dry_run=True, overwrite=overwrite)
    assert (counts(report), rows(), Edition.now()) == (only("changed"), before, edition)
    assert Variant.objects.get(article__slug="overview", level="plain").title == "What is it?"


def test_a_text_in_another_language_comes_in_beside_the_english_one(library):
    welsh = "articles/overview/plain.cy.md"
    folder(
        library,
        {welsh: FILES[PLAIN].replace("What is it?", "Beth ydyw?"), "pages/about.cy.md": FILES["pages/about.md"]},
    )
    assert import_content(library).of("created") == [("page", "about.cy"), ("text", "overview/plain.cy")]
    texts = Variant.objects.filter(article__slug="overview", level="plain").order_by("language")
    assert [(text.language, text.title) for text in texts] == [("cy", "Beth ydyw?"), ("en", "What is it?")]
    assert export_content(library) == []
    assert counts(import_content(library)) == {"created": 0, "changed": 0, "same": 13, "conflicting": 0}


# Out


def test_export_after_import_changes_no_byte(library):
    before = bytes_of(library)
    assert export_content(library) == []
    assert bytes_of(library) == before


def test_an_export_into_an_empty_folder_is_the_folder(library, tmp_path):
    assert export_content(tmp_path / "copy") == sorted(FILES)
    assert bytes_of(tmp_path / "copy") == bytes_of(library)


def test_import_after_export_changes_nothing(library, tmp_path):
    edit(title="The editor's title", body=BODY_OF_A_BROWSER)
    assert export_content(library) == [PLAIN]
    versions = list(Variant.objects.values_list("pk", "version"))
    assert counts(import_content(library)) == only("same", 11)
    assert list(Variant.objects.values_list("pk", "version")) == versions


def test_an_export_takes_the_editors_words_and_ends_the_conflict(library):
    edit(title="The editor's title")
    assert export_content(library) == [PLAIN]
    assert "title: The editor's title\n" in (library / PLAIN).read_text()
    assert counts(import_content(library)) == only("same", 11)
    folder(library, swapped(PLAIN, "What is it?", "The file's next title"))
    assert import_content(library).of("changed") == [("text", "overview/plain")]


# The commands


def test_the_command_says_what_it_did(library, capsys):
    edit(title="The editor's title")
    folder(library, swapped("articles/risks/plain.md", "What can go wrong?", "Risks"))
    call_command("import_content", library)
    assert capsys.readouterr().out.splitlines() == [
        "changed: text risks/plain",
        "conflicting: text overview/plain",
        "An editor changed these in the database. To keep the editor's words run export_content; to take the file's, "
        "add --overwrite.",
        "0 created, 1 changed, 9 same, 1 conflicting",
    ]


def test_the_command_fills_an_empty_library_and_leaves_a_full_one(tmp_path, capsys):
    call_command("import_content", folder(tmp_path), "--if-empty")
    folder(tmp_path, swapped(PLAIN, "What is it?", "Another title"))
    call_command("import_content", tmp_path, "--if-empty")
    assert capsys.readouterr().out == "11 created, 0 changed, 0 same, 0 conflicting\n"
    assert Variant.objects.get(article__slug="overview", level="plain").title == "What is it?"


def test_the_export_command_names_the_files_it_wrote(library, capsys):
    edit(title="The editor's title")
    call_command("export_content", library)
    assert capsys.readouterr().out == f"written: {PLAIN}\n1 files changed\n"
