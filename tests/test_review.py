"""The one way from a draft to readers: who may take which step, what an approval covers, and what the log keeps."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from education.editorial import CLINICAL_REVIEWER, EDITOR, Refused
from education.models import Article, AuditEntry, Edition, Review, Variant
from education.records import record_of, store
from education.wording import Wording

from . import build

pytestmark = pytest.mark.django_db
NOTE = "Said better after a reader asked."


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain").variants.get()


@pytest.fixture
def both(db):
    """Somebody who is an editor and a clinical reviewer, with a profile."""
    made = build.staff("both@example.org", EDITOR, CLINICAL_REVIEWER)
    build.profile("Dr Both", made)
    return made


def log() -> list[tuple[str, str, str]]:
    """Each row: what, from and to, the oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("action", "from_state", "to_state"))


def why_refused() -> str:
    """The reason in the newest row of the log, which is that of a refusal."""
    row = AuditEntry.objects.first()
    assert row.action.endswith("refused")
    return row.why


def live(text: Variant) -> Wording:
    return Variant.objects.get(pk=text.pk).live


# The way


def test_a_text_goes_one_way_and_each_step_is_logged(text, editor, reviewer):
    review = build.submitted(text, editor, summary="Better.")
    assert live(text).summary != "Better."
    review.start(reviewer)
    review.approve(reviewer, "Right.")
    assert live(text).summary == "Better."
    assert log() == [
        ("submit", "draft", "submitted"), ("start", "submitted", "under-review"),
        ("approve", "under-review", "approved"),
    ]  # fmt: skip
    last = AuditEntry.objects.first()
    assert (last.who, last.actor, last.why, last.number) == (
        reviewer,
        f"account {reviewer.pk}",
        "Right.",
        str(review.pk),
    )


def test_a_returned_text_is_put_right_and_handed_in_again(text, editor, reviewer):
    review = build.submitted(text, editor, summary="Worse.")
    review.start(reviewer)
    review.give_back(reviewer, "Say it the other way round.")
    text.refresh_from_db()
    assert (text.state, text.live.summary, text.drafted.summary) == ("returned", "Sums up one plain.", "Worse.")
    build.submitted(text, editor, summary="Better.")
    assert log()[-2:] == [("return", "under-review", "returned"), ("submit", "returned", "submitted")]


def test_a_draft_changed_after_it_was_handed_in_does_not_leak_into_the_approval(text, editor, reviewer):
    review = build.submitted(text, editor, summary="Handed in.")
    text.keep_draft(Wording("Later", "Later.", "Later words."), editor)
    review.start(reviewer)
    review.approve(reviewer)
    now = Variant.objects.get(pk=text.pk)
    assert (now.live.summary, now.drafted.summary, now.state) == ("Handed in.", "Later.", "draft")
    assert list(now.writers.all()) == [editor]


def test_what_was_approved_has_no_writers_left_so_that_they_may_check_later_changes(text, editor, both):
    build.approved(text, editor, both, summary="Better.")
    assert not text.writers.exists()
    build.submitted(text, both, summary="Better still.")
    assert list(text.writers.all()) == [both]


def test_a_draft_and_who_wrote_it_are_kept_together_or_not_at_all(text, editor, monkeypatch):
    """Else somebody could hand in the words before it is known whose they are."""
    monkeypatch.setattr(Variant, "writers", broken_writers)
    with pytest.raises(RuntimeError):
        text.keep_draft(Wording("Other", "Other.", "Other words."), editor)
    assert Variant.objects.get(pk=text.pk).drafted.title == "one plain"


# Who may not


@pytest.mark.parametrize("roles", [[CLINICAL_REVIEWER], [EDITOR, CLINICAL_REVIEWER]], ids=["reviewer", "both roles"])
@pytest.mark.parametrize("chief", [False, True], ids=["", "superuser"])
@pytest.mark.parametrize("severity", ["typo", "minor", "major"])
def test_nobody_decides_about_words_they_changed(text, colleague, roles, chief, severity):
    writer = build.staff("writer@example.org", *roles, is_superuser=chief)
    build.profile("Dr Writer", writer)
    text.keep_draft(Wording("one plain", "Changed.", text.draft), writer)
    review = build.submitted(text, colleague, severity, summary="Changed again.")
    for step in (review.start, review.approve, lambda by: review.give_back(by, "No.")):
        with pytest.raises(Refused, match="You changed this text yourself"):
            step(writer)
        assert "You changed this text yourself" in why_refused()
    assert log()[1:] == [(f"{step} refused", "submitted", "") for step in ("start", "approve", "return")]
    assert live(text).summary == "Sums up one plain."


def test_whoever_hands_in_words_of_others_answers_for_them_too(text, editor, both):
    text.keep_draft(Wording("one plain", "Changed.", text.draft), editor)
    review = Review.submit(text, both, "minor", NOTE)
    with pytest.raises(Refused, match="You changed this text yourself"):
        review.start(both)


def test_editor_approves_a_colleagues_typo_and_nothing_more(text, editor, colleague):
    review = build.submitted(text, editor, "typo", summary="Sums up one plane.")
    review.start(colleague)
    review.approve(colleague)
    assert live(text).summary == "Sums up one plane."
    text.refresh_from_db()
    other = build.submitted(text, editor, "minor", summary="Other.")
    with pytest.raises(Refused, match="Only a clinical reviewer"):
        other.start(colleague)


def test_administrator_is_no_clinician(text, editor, chief):
    review = build.submitted(text, editor)
    with pytest.raises(Refused, match="Only a clinical reviewer"):
        review.start(chief)


def test_reviewer_of_whom_readers_could_not_be_told_approves_nothing(text, editor):
    nameless = build.staff("nameless@example.org", CLINICAL_REVIEWER)
    review = build.submitted(text, editor)
    with pytest.raises(Refused, match="reviewer profile"):
        review.start(nameless)


def test_only_editors_hand_in_and_withdraw(text, editor, reviewer, reader):
    for stranger in (reviewer, reader):
        with pytest.raises(Refused, match="Only an editor"):
            Review.submit(text, stranger, "minor", NOTE)
    review = build.submitted(text, editor)
    with pytest.raises(Refused, match="Only an editor"):
        review.withdraw(reviewer, "No.")
    review.withdraw(editor, "Too early.")
    assert (review.state, log()[-1]) == ("returned", ("withdraw", "submitted", "returned"))


# What is refused


@pytest.mark.parametrize(
    ("severity", "note", "reason"),
    [("minor", " " * 30, "what changed"), ("huge", NOTE, "how much"), ("typo", NOTE, "check of the whole text")],
)
def test_handing_in_needs_a_note_and_a_severity_that_fits(text, editor, severity, note, reason):
    with pytest.raises(Refused, match=reason):
        Review.submit(text, editor, severity, note)
    assert reason in why_refused()


def test_a_text_without_words_is_not_handed_in(editor):
    empty = Variant.objects.create(article=Article.objects.create(slug="two", stage="understand"), level="plain")
    with pytest.raises(Refused, match="no words"):
        Review.submit(empty, editor, "minor", NOTE)


def test_a_text_is_in_one_review_at_a_time(text, editor, colleague):
    build.submitted(text, editor)
    with pytest.raises(Refused, match="review of this text is open"):
        Review.submit(text, colleague, "minor", NOTE)


def test_what_somebody_else_saved_since_is_not_handed_in_unseen(text, editor, colleague):
    seen = Variant.objects.get(pk=text.pk)
    text.keep_draft(Wording("Other", "Other.", "Other words."), colleague)
    with pytest.raises(Refused, match="Somebody has saved this text"):
        Review.submit(seen, editor, "minor", NOTE)


def test_of_two_who_approve_one_succeeds(text, editor, reviewer, both):
    review = build.submitted(text, editor)
    review.start(reviewer)
    second = Review.objects.get(pk=review.pk)
    review.approve(reviewer)
    with pytest.raises(Refused, match="Somebody else was quicker"):
        second.approve(both)
    assert [row[0] for row in log()[-2:]] == ["approve", "approve refused"]


def test_what_was_not_begun_was_returned_or_has_changed_below_is_not_approved(text, editor, reviewer):
    review = build.submitted(text, editor, summary="Better.")
    with pytest.raises(Refused, match="Start the review first"):
        review.approve(reviewer)
    review.start(reviewer)
    Variant.objects.filter(pk=text.pk).update(summary="Changed below.")
    with pytest.raises(Refused, match="Readers meet other words"):
        review.approve(reviewer)
    assert (Review.objects.get().state, live(text).summary) == ("under-review", "Changed below.")
    Review.objects.get().give_back(reviewer, "Once more.")
    with pytest.raises(Refused):
        Review.objects.get().approve(reviewer)


def test_a_return_needs_a_comment(text, editor, reviewer):
    review = build.submitted(text, editor)
    review.start(reviewer)
    with pytest.raises(Refused, match="what has to change"):
        review.give_back(reviewer, "  ")


def test_a_step_that_fails_leaves_nothing_but_the_row_of_its_refusal(text, editor, reviewer, monkeypatch):
    review = build.submitted(text, editor, summary="Better.")
    review.start(reviewer)
    rows, edition = AuditEntry.objects.count(), Edition.now()
    monkeypatch.setattr(Variant, "publish", broken)
    with pytest.raises(RuntimeError):
        review.approve(reviewer)
    assert (AuditEntry.objects.count(), Edition.now()) == (rows, edition)
    assert Review.objects.get().state == "under-review"


def test_a_step_within_another_transaction_is_no_step(text, editor):
    """Its refusal would be taken back together with that, and nobody would know of it."""
    with pytest.raises(RuntimeError), transaction.atomic():
        Review.submit(text, editor, "minor", NOTE)


def broken(*_, **__):
    raise RuntimeError


broken_writers = property(broken)


# What follows


def test_a_typo_leaves_the_date_of_the_last_check_and_other_changes_set_it(text, editor, reviewer):
    build.approved(text, editor, reviewer, "minor", summary="Better.")
    long_ago = timezone.now() - timedelta(days=400)
    Variant.objects.filter(pk=text.pk).update(checked_at=long_ago)
    text.refresh_from_db()
    build.approved(text, editor, reviewer, "typo", summary="Bettre.")
    assert (text.checked_at, text.checked_by.user) == (long_ago, reviewer)
    build.approved(text, editor, reviewer, "minor", summary="Best.")
    assert text.checked_at > long_ago


def test_a_renewed_check_of_unchanged_words_sets_the_date(text, editor, reviewer):
    review = Review.submit(text, editor, "minor", "The check was due after three years.")
    review.start(reviewer)
    review.approve(reviewer)
    text.refresh_from_db()
    assert (text.review_line.approved, text.checked_by.name) == (True, "Dr Rosa Reviewer")


def test_a_major_change_marks_the_other_levels_until_they_have_followed(editor, reviewer):
    plain, standard = build.article("two", "plain", "standard").variants.order_by("level")
    late = build.submitted(standard, editor, summary="Begun before.")
    build.approved(plain, editor, reviewer, "major", summary="Other facts.")
    late.start(reviewer)
    late.approve(reviewer)
    assert standard.marks.get().ended_at is None, "what was handed in before cannot have answered it"
    standard.refresh_from_db()
    cause = standard.marks.get().review
    standard.keep_draft(Wording("two standard", "Followed.", standard.draft), editor)
    follows = Review.submit(standard, editor, "major", NOTE, carries_over=cause)
    follows.start(reviewer)
    follows.approve(reviewer)
    assert standard.marks.get().ended_at
    assert not plain.marks.exists(), "carrying a change over does not throw it back"


@pytest.mark.parametrize("stage", ["submitted", "approved"])
def test_once_a_review_decides_an_import_lands_as_a_draft(text, editor, reviewer, stage):
    build.submitted(text, editor) if stage == "submitted" else build.approved(text, editor, reviewer)
    before = live(text)
    store("text", "one/plain", record_of(Wording("From a file", "From a file.", "Words from a file.")))
    assert (live(text), Variant.objects.get().drafted.title) == (before, "From a file")
