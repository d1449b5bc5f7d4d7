"""What an editor or a reviewer meets first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from education.dashboard import MOST, Dashboard
from education.models import (
    Feedback,
    Invitation,
    MissedWord,
    OutdatedMark,
    OutsideAddress,
    Reference,
    Review,
    ReviewerProfile,
    SentQuestion,
    Variant,
)
from education.models.feedback import fingerprint

from . import build

pytestmark = pytest.mark.django_db

LISTS = (
    "drafts",
    "handed_in",
    "waiting",
    "overdue",
    "due_soon",
    "outdated",
    "missing",
    "dead_ends",
    "unanswered",
    "asked",
    "missed",
    "deeds",
)
ALL = (*LISTS, "waiting_for_others", "never_checked", "looked_at", "unhelpful", "helpful")


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain", "standard", "detailed").variants.get(level="plain")


def changed(text: Variant, by) -> Variant:
    text.keep_draft(replace(text.drafted, summary=f"Changed by {by}."), by)
    return text


def words(ways) -> list[str]:
    return [way.words for way in ways]


# Mine


def test_my_drafts_are_those_i_changed_and_nobody_handed_in(text, editor, colleague):
    changed(text, editor)
    assert words(draft.text for draft in Dashboard(editor).drafts) == ["one plain · Plain"]
    assert not Dashboard(colleague).drafts
    Review.submit(text, colleague, "minor", "Said better after a reader asked.")
    assert not Dashboard(editor).drafts


def test_a_returned_draft_comes_first_with_its_comment(text, editor, reviewer):
    review = build.submitted(text, editor)
    review.start(reviewer)
    review.give_back(reviewer, "The figure is an older one.")
    changed(build.article("two", "plain").variants.get(), editor)
    drafts = Dashboard(editor).drafts.rows
    assert words(draft.text for draft in drafts) == ["one plain · Plain", "two plain · Plain"]
    assert [draft.returned and draft.returned.comment for draft in drafts] == ["The figure is an older one.", None]


def test_an_approved_text_is_no_draft_any_more(text, editor, reviewer):
    build.approved(text, editor, reviewer)
    assert not Dashboard(editor).drafts


def test_what_i_handed_in_tells_who_is_on_it_and_who_was_asked(text, editor, colleague, reviewer):
    review = build.submitted(text, editor)
    Invitation.invite(review, "Dr Ada Example", "ada@example.org", editor)
    review.start(reviewer)
    found = Dashboard(editor).handed_in.rows
    assert [(one.pk, one.started_by, [asked.name for asked in one.asked]) for one in found] == [
        (review.pk, reviewer, ["Dr Ada Example"])
    ]
    assert not Dashboard(colleague).handed_in


# Waiting


@pytest.mark.parametrize(
    "severity, waits_for",
    [("typo", {"colleague", "reviewer", "chief"}), ("minor", {"reviewer"}), ("major", {"reviewer"})],
)
def test_a_review_waits_for_those_who_may_decide_about_it(
    text, editor, colleague, reviewer, reader, chief, severity, waits_for
):
    review = build.submitted(text, editor, severity)
    cast = {"editor": editor, "colleague": colleague, "reviewer": reviewer, "reader": reader, "chief": chief}
    assert {name for name, user in cast.items() if Dashboard(user).waiting} == waits_for
    assert {name for name, user in cast.items() if not review.why_not_decide(user)} == waits_for
    assert {name for name, user in cast.items() if Dashboard(user).waiting_for_others} == set(cast) - waits_for


def test_nothing_waits_for_a_reviewer_of_whom_readers_cannot_be_told(text, editor, reviewer):
    build.submitted(text, editor)
    ReviewerProfile.objects.all().delete()
    reviewer = type(reviewer).objects.get(pk=reviewer.pk)
    assert not Dashboard(reviewer).waiting
    assert "Fill in your reviewer profile" in Dashboard(reviewer).why_not_more


def test_a_review_i_have_begun_comes_before_those_nobody_has(editor, reviewer):
    first, second, third = (build.submitted(build.article(n, "plain").variants.get(), editor) for n in ("a", "b", "c"))
    third.start(reviewer)
    assert [review.pk for review in Dashboard(reviewer).waiting] == [third.pk, first.pk, second.pk]


# The library


@pytest.mark.parametrize("days, found", [(-1, "overdue"), (0, "due_soon"), (90, "due_soon"), (91, "")])
def test_a_check_is_overdue_the_day_after_it_was_due_and_due_soon_ninety_days_before(
    text, editor, reviewer, days, found
):
    build.approved(text, editor, reviewer)
    board = Dashboard(editor, today=text.due_on - timedelta(days=days))
    assert {name for name in ("overdue", "due_soon") if getattr(board, name)} == {found} - {""}
    assert board.never_checked == 2


def test_texts_that_may_be_out_of_date_are_told_with_the_reason(text, editor, reviewer):
    build.approved(text, editor, reviewer, "major")
    OutdatedMark.of_claim(build.claim("helps", "work"), [text], "The figure was changed.")
    marks = Dashboard(editor).outdated.rows
    assert [(mark.variant.level, bool(mark.review_id)) for mark in marks] == [
        ("detailed", True),
        ("plain", False),
        ("standard", True),
    ]


def test_a_missing_level_is_told_with_the_way_to_begin_it(client, text, editor):
    article = build.article("two", "plain")
    build.unwritten(article, "standard")
    ((way, missing),) = Dashboard(editor).missing
    assert (way.words, [one.level for one in missing]) == ("two plain", ["detailed"])
    client.force_login(editor)
    form = client.get(missing[0].url).context["adminform"].form
    assert [str(form[name].value()) for name in ("article", "level")] == [str(article.pk), "detailed"]


def test_links_that_lead_nowhere_are_told_with_what_leads_there(text, editor):
    build.page(body="[In](/articles/gone/), [out](https://gone.example/), [closed](https://closed.example/)")
    Reference.objects.create(key="work", kind="guideline", url="https://gone.example/")
    now = timezone.now()
    for url, problem in {
        "https://closed.example/": "lets no program look (403): open it yourself",
        "https://gone.example/": "answers with 404",
        "https://fine.example/": "",
    }.items():
        OutsideAddress.objects.create(url=url, problem=problem, looked_at=now)
    board = Dashboard(editor)
    assert [(way.words, found.address) for way, found in board.dead_ends] == [("Page about", "/articles/gone/")]
    assert [(one.address.url, words(one.used_by)) for one in board.unanswered] == [
        ("https://gone.example/", ["Page about", "work"]),
        ("https://closed.example/", ["Page about"]),
    ]
    assert board.looked_at == now


def test_what_readers_say_is_told_by_text_section_and_reason(text, editor):
    told = {"variant": text, "judged": fingerprint(text.live)}
    Feedback.objects.create(**told, section="first-part", helpful=False, reason="hard", words="Long words.")
    Feedback.objects.create(**told, section="gone", helpful=False, reason="long")
    Feedback.objects.create(**told, helpful=True)
    board = Dashboard(editor)
    found = {(one.heading, one.seen_at, *one.reasons, *one.words) for one in board.unhelpful}
    assert found == {
        ("First part", "/articles/one/plain/#first-part", ("It is hard to understand", 1), "Long words."),
        ("gone", "/articles/one/plain/", ("It is too long", 1)),
    }
    assert board.helpful == (1, 3)


# How much, and at what cost


def test_a_long_list_shows_its_beginning_and_tells_the_rest(editor):
    for number in range(MOST + 2):
        build.article(f"a{number:02}", "plain")
    missing = Dashboard(editor).missing
    assert (len(missing.rows), missing.more) == (MOST, 2)


def full(slug: str, editor, reviewer) -> None:
    """An article of which each list tells something."""
    article = build.article(
        slug, "plain", "standard", body="## A {#a}\n\n[In](/articles/gone/) [out](https://x.example/)"
    )
    plain, standard = article.variants.order_by("level")
    build.approved(plain, editor, reviewer, "major")
    build.submitted(standard, editor)
    other = build.article(f"{slug}-other", "plain").variants.get()
    changed(other, editor)
    Feedback.objects.create(variant=plain, judged="", helpful=False, reason="hard", words="Long words.")
    SentQuestion.objects.keep(f"What of {slug}?")
    MissedWord.objects.create(word=slug, times=5)
    OutdatedMark.of_claim(build.claim(f"{slug}-claim", "work"), [plain], "The figure was changed.")
    OutsideAddress.objects.update_or_create(
        url="https://x.example/", defaults={"problem": "answers with 404", "looked_at": timezone.now()}
    )


def queries_of(user, django_assert_max_num_queries) -> int:
    board = Dashboard(type(user).objects.get(pk=user.pk))
    with django_assert_max_num_queries(60) as counted:
        for name in ALL:
            list(value) if hasattr(value := getattr(board, name), "__iter__") else value
        for review in (*board.waiting, *board.handed_in):
            str(review), str(review.submitted_by), str(review.started_by), review.variant.draft_title
        for mark in board.outdated:
            str(mark), mark.variant.draft_title
    return len(counted.captured_queries)


def test_five_articles_cost_no_more_queries_than_one(editor, reviewer, django_assert_max_num_queries):
    full("one", editor, reviewer)
    counts = {user: queries_of(user, django_assert_max_num_queries) for user in (editor, reviewer)}
    for name in ("two", "three", "four", "five"):
        full(name, editor, reviewer)
    assert {user: queries_of(user, django_assert_max_num_queries) for user in (editor, reviewer)} == counts
    assert max(counts.values()) <= 40
