"""What an import makes of texts that a review decides about, and of drafts: the table in education/library.py."""

import pytest
from django.core.management import call_command

from education.library import export_content, import_content
from education.models import Article, Claim, OutdatedMark, Review, Variant
from education.wording import Wording

from . import build
from .folder import FILES, folder, swapped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]
PLAIN, CLAIMS = "articles/overview/plain.md", "claims.yaml"
OLD, NEW, OWN = "What is it?", "The file's title", "The editor's title"
KEY = ("text", "overview/plain")


@pytest.fixture
def library(tmp_path):
    """The folder that was imported."""
    return folder(tmp_path / "content")


def plain() -> Variant:
    return Variant.objects.get(article__slug="overview", level="plain")


def titled(title: str) -> dict[str, str]:
    return swapped(PLAIN, OLD, title)


def draft(editor, title: str = OWN) -> None:
    """An editor's draft of the text, with that title."""
    text = plain()
    text.keep_draft(Wording(title, text.draft_summary, text.draft), editor)


def never_reviewed(*people) -> None:
    """The text as the import published it."""


def with_own_draft(editor, reviewer) -> None:
    draft(editor)


def with_the_files_draft(editor, reviewer) -> None:
    draft(editor, NEW)


def in_review(editor, reviewer) -> None:
    build.submitted(plain(), editor, title=OWN)


def returned(editor, reviewer) -> None:
    review = build.submitted(plain(), editor, title=OWN)
    review.start(reviewer)
    review.give_back(reviewer, "It says too little.")


def approved(editor, reviewer) -> None:
    """An approval of the very words that the folder says."""
    Review.submit(plain(), editor, "minor", "Read as a whole, nothing changed.").start(reviewer)
    Review.objects.get().approve(reviewer)


def approved_otherwise(editor, reviewer) -> None:
    build.approved(plain(), editor, reviewer, title=OWN)


def approved_with_own_draft(editor, reviewer) -> None:
    approved(editor, reviewer)
    draft(editor)


def approved_with_the_files_draft(editor, reviewer) -> None:
    approved(editor, reviewer)
    draft(editor, NEW)


STANDINGS = [
    # standing, outcome, live and draft afterwards, live and draft after --overwrite
    (never_reviewed, "changed", (NEW, NEW), (NEW, NEW)),
    (with_own_draft, "changed", (NEW, OWN), (NEW, OWN)),
    (with_the_files_draft, "same", (OLD, NEW), (OLD, NEW)),
    (in_review, "conflicting", (OLD, OWN), (OLD, NEW)),
    (returned, "changed", (NEW, OWN), (NEW, OWN)),
    (approved, "drafted", (OLD, NEW), (OLD, NEW)),
    (approved_otherwise, "conflicting", (OWN, OWN), (OWN, NEW)),
    (approved_with_own_draft, "conflicting", (OLD, OWN), (OLD, NEW)),
    (approved_with_the_files_draft, "same", (OLD, NEW), (OLD, NEW)),
]


@pytest.mark.parametrize(("standing", "outcome", "after", "overwritten"), STANDINGS)
def test_an_import_publishes_nothing_that_a_review_decides_about(
    library, editor, reviewer, standing, outcome, after, overwritten
):
    standing(editor, reviewer)
    folder(library, titled(NEW))
    for expected in (outcome, "conflicting" if outcome == "conflicting" else "same"):
        assert import_content(library).outcomes[KEY] == expected
        assert (plain().title, plain().draft_title) == after
    import_content(library, overwrite=True)
    assert (plain().title, plain().draft_title) == overwritten
    history = plain().history.count()
    assert import_content(library).outcomes[KEY] == "same"
    assert plain().history.count() == history


@pytest.mark.parametrize("standing", [one[0] for one in STANDINGS])
def test_an_export_holds_what_readers_meet_and_comes_back_the_same(library, editor, reviewer, standing):
    standing(editor, reviewer)
    live, waiting = plain().title, plain().draft_title
    export_content(library)
    assert f"title: {live}\n" in (library / PLAIN).read_text()
    assert set(import_content(library).outcomes.values()) == {"same"}
    assert (plain().title, plain().draft_title) == (live, waiting)


def test_a_draft_that_the_folder_made_follows_the_folder(library, editor, reviewer):
    approved(editor, reviewer)
    for title in (NEW, "The file's next title"):
        folder(library, titled(title))
        assert import_content(library).outcomes[KEY] == "drafted"
        assert (plain().title, plain().draft_title) == (OLD, title)


def test_a_text_that_is_only_a_draft_is_published_by_no_import_while_it_is_reviewed(library, editor):
    made = build.unwritten(Article.objects.get(slug="risks"), "detailed")
    folder(library, {"articles/risks/detailed.md": FILES["articles/risks/plain.md"]})
    build.submitted(made, editor)
    assert import_content(library).outcomes["text", "risks/detailed"] == "conflicting"
    assert not Variant.objects.get(pk=made.pk).live


def test_the_first_words_of_a_text_go_beside_the_draft_that_an_editor_has_begun(library):
    made = build.unwritten(Article.objects.get(slug="risks"), "detailed")
    assert export_content(library) == []
    folder(library, {"articles/risks/detailed.md": FILES["articles/risks/plain.md"]})
    assert import_content(library).outcomes["text", "risks/detailed"] == "created"
    made.refresh_from_db()
    assert (made.title, made.draft_title) == ("What can go wrong?", "Not written")


def test_history_says_import_and_names_nobody(library, editor, reviewer):
    approved(editor, reviewer)
    folder(library, titled(NEW) | swapped(CLAIMS, "It helps.", "It helps a lot."))
    import_content(library)
    for row in (plain(), Claim.objects.get(key="one")):
        last = row.history.first()
        assert (last.history_change_reason, last.history_user) == ("import", None)


# Claims


def marked() -> list[str]:
    return [str(mark.variant) for mark in OutdatedMark.objects.filter(ended_at=None)]


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("It helps.", "It helps a lot.", True),
        ("90%", "80%", True),
        ("    - first-work\n", "", True),
        ("note: Say so.", "note: Say it twice.", False),
        ("'2026-11-01'", "'2026-11-02'", False),
    ],
)
def test_evidence_that_changed_casts_doubt_on_approved_texts_alone(library, editor, reviewer, old, new, counts):
    approved(editor, reviewer)
    folder(library, swapped(CLAIMS, old, new))
    report = import_content(library)
    assert report.of("changed") == [("claim", "one")]
    assert marked() == [str(plain())] * counts
    assert report.doubted == ["overview/plain"] * counts


def test_a_new_claim_or_a_dry_run_casts_no_doubt(library, editor, reviewer):
    approved(editor, reviewer)
    folder(library, swapped(CLAIMS, "It helps.", "It helps a lot."))
    import_content(library, dry_run=True)
    assert marked() == []


# The command


def test_the_command_tells_of_drafts_and_doubts(library, editor, reviewer, capsys):
    approved(editor, reviewer)
    folder(library, titled(NEW) | swapped(CLAIMS, "It helps.", "It helps a lot."))
    call_command("import_content", library)
    assert capsys.readouterr().out.splitlines() == [
        "drafted: text overview/plain",
        "1 text became a draft, since a review decides about it",
        "may be out of date, since a claim was changed that it rests on: text overview/plain",
        "0 created, 1 changed, 1 drafted, 9 same, 0 conflicting",
    ]
