"""The pages on which a text is handed in and decided about: what they show, and what a forged form cannot do."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from education.checking import Checking
from education.models import AuditEntry, OutdatedMark, Review, Variant
from education.wording import Wording

from . import build, folder

pytestmark = pytest.mark.django_db
NOTE = "Said better after a reader asked."
LIST = "admin:education_review_changelist"
SOUND = re.sub(r" ?\[@[^]]*\]|/articles/risks/", "", folder.text("A text").partition("\n---\n\n")[2])
HARD = " ".join(["Notwithstanding", "extraordinarily", "convoluted", "considerations"] * 12) + "."


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain", body=SOUND).variants.get()


def changed(text: Variant, by, **words: str) -> Variant:
    """The text with other words in its draft."""
    now = {"title": text.draft_title, "summary": text.draft_summary, "body": text.draft}
    text.keep_draft(Wording(**(now | (words or {"summary": "Better."}))), by)
    return text


def hand_in(client, text: Variant, **form):
    told = {"seen_version": text.version, "severity": "minor", "note": NOTE} | form
    return client.post(reverse("desk:submit", args=[text.pk]), told)


def press(client, review: Review, step: str, **form):
    return client.post(reverse(f"desk:{step}", args=[review.pk]), form)


def shown(response) -> str:
    return response.content.decode()


# Handing in


def test_what_was_looked_at_is_handed_in(client, editor, text):
    client.force_login(editor)
    changed(text, editor)
    page = shown(client.get(reverse("desk:submit", args=[text.pk])))
    assert "What changes for readers" in page
    assert f'name="seen_version" value="{text.version}"' in page
    response = hand_in(client, text)
    review = Review.objects.get()
    assert response.url == reverse("desk:review", args=[review.pk])
    assert (review.wording.summary, review.base.summary) == ("Better.", "Sums up one plain.")


def test_words_that_were_not_looked_at_are_not_handed_in(client, editor, colleague, text):
    client.force_login(editor)
    seen = text.version
    changed(text, colleague, summary="Unseen.")
    response = hand_in(client, text, seen_version=seen)
    assert (response.status_code, Review.objects.count()) == (409, 0)
    assert "Somebody has saved this text since you opened this page" in shown(response)
    assert f'name="seen_version" value="{text.version}"' in shown(response)


@pytest.mark.parametrize(
    "forged", [{"seen_version": "x"}, {"severity": "huge"}, {"note": "Short."}, {"note": "a" * 5_000}]
)
def test_a_form_that_is_not_whole_is_shown_again(client, editor, text, forged):
    client.force_login(editor)
    assert hand_in(client, changed(text, editor), **forged).status_code in (400, 409)
    assert not Review.objects.exists()


def test_more_than_a_typo_is_not_handed_in_as_one(client, editor, text):
    client.force_login(editor)
    changed(text, editor, body=text.draft.replace("Words about", "13 words about"))
    page = shown(hand_in(client, text, severity="typo"))
    assert "This is more than a typo. A figure was added: “13" in page
    changed(text, editor, body=text.draft.replace("13 words", "Wrods"))
    assert hand_in(client, text, severity="typo").status_code == 302


def test_a_text_without_a_change_is_handed_in_for_a_renewed_check_but_not_as_a_typo(client, editor, text):
    client.force_login(editor)
    page = shown(client.get(reverse("desk:submit", args=[text.pk])))
    assert "a clinician checks the whole text" in page
    assert 'value="typo"' not in page
    assert hand_in(client, text, severity="typo").status_code == 400
    assert hand_in(client, text).status_code == 302


def test_words_that_are_too_hard_need_a_reason_which_stays(client, editor, reviewer, text):
    client.force_login(editor)
    changed(text, editor, body=text.draft.replace("Words about it.", HARD))
    page = shown(hand_in(client, text))
    assert "Say in a sentence why, or make the text easier to read first." in page
    assert not Review.objects.exists()
    hand_in(client, text, override_reason="The law asks for exactly these words.")
    review = Review.objects.get()
    assert any("grade" in told for told in review.overridden)
    client.force_login(reviewer)
    assert "The law asks for exactly these words." in shown(client.get(reverse("desk:review", args=[review.pk])))


def test_other_faults_block_whatever_is_said(client, editor, text):
    client.force_login(editor)
    changed(text, editor, body=text.draft.replace("Words about it", "Words about it [@no-such-claim]"))
    page = shown(hand_in(client, text, override_reason="We want it all the same, please."))
    assert ("no-such-claim" in page, "Mend the faults" in page, Review.objects.count()) == (True, True, 0)


def test_a_change_carried_over_is_said_to_be_one(client, editor, reviewer):
    plain, standard = build.article("two", "plain", "standard", body=SOUND).variants.order_by("level")
    cause = build.approved(plain, editor, reviewer, "major", summary="Other facts.")
    client.force_login(editor)
    assert "it carries over the change of the Plain text" in shown(
        client.get(reverse("desk:submit", args=[standard.pk]))
    )
    unmarked = build.submitted(build.article("three", "plain").variants.get(), editor)
    assert hand_in(client, standard, carries_over=unmarked.pk).status_code == 400
    hand_in(client, standard, severity="major", carries_over=cause.pk)
    assert Review.objects.first().carries_over == cause


# Deciding


def test_the_queue_leads_to_the_page_in_one_click_and_shows_open_reviews_first(client, editor, reviewer, text):
    build.approved(text, editor, reviewer)
    review = build.submitted(text, editor, summary="Better still.")
    client.force_login(reviewer)
    page = shown(client.get(reverse(LIST)))
    assert page.count("/admin/desk/reviews/") == 1
    assert reverse("desk:review", args=[review.pk]) in page
    assert shown(client.get(reverse(LIST), {"state": "all"})).count("/admin/desk/reviews/") == 2
    assert client.get(reverse("admin:education_review_change", args=[review.pk])).url.endswith(
        f"/desk/reviews/{review.pk}/"
    )


def test_the_page_shows_the_change_the_evidence_it_touches_and_the_whole_text(client, editor, reviewer, text):
    for key in ("old", "new", "near", "far"):
        build.claim(key, "a-work", text=f"Claim {key}.", figures=("3 out of 100",))
    before = "## A {#a}\n\nWords. [@old]\n\n- One. [@near]\n- Two. [@far]\n\n## B {#b}\n\nWords."
    variant = build.variant(build.article("two"), "plain", body=before)
    after = before.replace("[@old]", "[@new]").replace("One.", "Once.")
    review = build.submitted(variant, editor, body=after)
    assert {one.claim.key: one.fate for one in Checking(review).claims} == {
        "new": "added", "near": "near", "old": "removed", "far": "kept",
    }  # fmt: skip
    client.force_login(reviewer)
    page = shown(client.get(reverse("desk:review", args=[review.pk])))
    for told in (NOTE, "Claim new.", "Cited anew", "Not cited any more", "No clinician has checked this text so far"):
        assert told in page
    whole = shown(client.get(reverse("desk:review-page", args=[review.pk])))
    assert ("Once." in whole, "Not approved: readers do not meet these words" in whole) == (True, True)


def test_a_reviewer_starts_and_approves(client, editor, reviewer, text):
    review = build.submitted(text, editor, summary="Better.")
    client.force_login(reviewer)
    assert "Start the review" in shown(client.get(reverse("desk:review", args=[review.pk])))
    press(client, review, "start")
    page = shown(client.get(reverse("desk:review", args=[review.pk])))
    assert ("Approve these words" in page, "Return with this comment" in page) == (True, True)
    press(client, review, "approve", comment="Right.")
    assert Variant.objects.get().live.summary == "Better."


def test_a_refused_step_gives_back_what_was_typed(client, editor, reviewer, text):
    review = build.submitted(text, editor)
    client.force_login(reviewer)
    response = press(client, review, "return", comment="A long and careful comment.")
    assert response.status_code == 409
    assert ("Start the review first" in shown(response), "A long and careful comment." in shown(response)) == (
        True,
        True,
    )
    too_long = press(client, review, "return", comment="a" * 5_000)
    assert (too_long.status_code, "too long" in shown(too_long)) == (409, True)


@pytest.mark.parametrize("step", ["start", "approve", "return"])
def test_a_forged_form_decides_nothing_about_ones_own_words(client, editor, chief, text, step):
    changed(text, chief, summary="Mine.")
    review = Review.submit(text, editor, "typo", NOTE)
    client.force_login(chief)
    assert "You changed this text yourself" in shown(client.get(reverse("desk:review", args=[review.pk])))
    response = press(client, review, step, comment="Good.", state="under-review", decided_by=chief.pk)
    assert (response.status_code, "You changed this text yourself" in shown(response)) == (409, True)
    assert AuditEntry.objects.first().action == f"{step} refused"
    assert Variant.objects.get().live.summary == "Sums up one plain."


def test_steps_take_only_posts_with_a_token_and_only_from_the_desk(client, editor, reader, text):
    review = build.submitted(text, editor)
    steps = [reverse(f"desk:{step}", args=[review.pk]) for step in ("start", "approve", "return", "withdraw", "invite")]
    for address in [*steps, reverse("desk:revoke", args=[1])]:
        assert client.post(address).status_code == 302  # to the door
        client.force_login(editor)
        assert client.get(address).status_code == 405
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(editor)
        assert browser.post(address).status_code == 403
        client.force_login(reader)
        assert client.post(address).status_code == 302
        client.logout()
    assert Review.objects.get().state == "submitted"


def test_what_is_not_there_is_not_found(client, editor):
    client.force_login(editor)
    for name in ("submit", "review", "review-page"):
        for pk in (0, 10**30):
            assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404


# Many at once


def test_many_are_decided_each_by_itself_and_each_refusal_is_told(client, editor, reviewer):
    plain, standard = build.article("two", "plain", "standard", body=SOUND).variants.order_by("level")
    mine, other = build.submitted(changed(plain, reviewer), editor, summary="A."), build.submitted(standard, editor)
    client.force_login(reviewer)
    chosen = {"_selected_action": [mine.pk, other.pk]}
    client.post(reverse(LIST), chosen | {"action": "start"})
    page = shown(client.post(reverse(LIST), chosen | {"action": "approve"}, follow=True))
    assert ("Standard · en: Approved." in page, "You changed this text yourself" in page) == (True, True)
    assert list(Review.objects.order_by("pk").values_list("state", flat=True)) == ["submitted", "approved"]
    assert "delete_selected" not in page


def test_many_are_returned_with_one_comment(client, editor, reviewer, text):
    review = build.submitted(text, editor)
    review.start(reviewer)
    client.force_login(reviewer)
    form = {"_selected_action": [review.pk], "action": "give_back"}
    assert "What has to change?" in shown(client.post(reverse(LIST), form))
    client.post(reverse(LIST), form | {"return": "yes", "comment": ""})
    assert Review.objects.get().state == "under-review"
    client.post(reverse(LIST), form | {"return": "yes", "comment": "Say it more plainly."})
    assert (Review.objects.get().state, Review.objects.get().comment) == ("returned", "Say it more plainly.")


def test_an_open_mark_is_shown_where_the_text_is_decided(client, editor, reviewer, text):
    OutdatedMark.objects.create(variant=text, why="The claim “a-claim” has another figure.")
    review = build.submitted(text, editor)
    client.force_login(reviewer)
    assert "has another figure" in shown(client.get(reverse("desk:review", args=[review.pk])))
