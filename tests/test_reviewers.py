"""Reviewers: whom readers are told of, when, and who may say what of a reviewer."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from education.editorial import CLINICAL_REVIEWER
from education.models import AuditEntry, ReviewerProfile, Variant

from . import build

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("admin:education_reviewerprofile_add"), reverse("admin:education_reviewerprofile_changelist")
PAGE = "/about/reviewers/"


@pytest.fixture
def text(db) -> Variant:
    build.page("reviewers", "## How {#how}\n\nHow it is done.")
    return build.article("one", "plain").variants.get()


def told(client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def form(profile: ReviewerProfile | None = None, **changes) -> dict:
    held = {"name": "Dr New", "post": "Nurse", "credentials": "RN", "conflicts": "None", "seen_version": 1}
    if profile:
        held |= {name: getattr(profile, name) for name in ("name", "post", "credentials", "conflicts")}
        held["seen_version"] = profile.version
    return held | changes


# What readers are told


def test_nobody_is_named_without_an_approval_of_words_that_readers_meet(client, text, editor, reviewer, settings):
    build.approved(text, editor, reviewer, "typo", summary="Sums up one plane.")
    returned = build.submitted(text, editor, summary="Worse.")
    returned.start(reviewer)
    returned.give_back(reviewer, "No.")
    assert ("Dr Rosa Reviewer" in told(client), "Nobody yet" in told(client)) == (False, True)
    build.approved(Variant.objects.get(), editor, reviewer, summary="Better.")
    page = told(client)
    for words in ("Dr Rosa Reviewer", "Cardiologist at a made-up clinic", "MD", "None", 'href="/articles/one/plain/"'):
        assert words in page
    assert timezone.localdate().strftime("%Y-%m-%d") in page
    assert "Nobody yet" not in page


def test_the_list_of_reviewers_costs_the_same_for_many(client, text, editor, reviewer, django_assert_num_queries):
    for slug in ("two", "three"):
        build.approved(build.article(slug, "plain").variants.get(), editor, reviewer)
    with django_assert_num_queries(2):
        assert [len(one.texts) for one in ReviewerProfile.objects.shown()] == [2]


def test_until_it_is_approved_a_text_may_be_kept_from_readers(text, editor, reviewer, client, settings):
    settings.SHOW_UNREVIEWED = False
    assert "This page is being checked" in client.get("/articles/one/").content.decode()
    build.approved(text, editor, reviewer, "typo", summary="Sums up one plane.")
    assert "This page is being checked" in client.get("/articles/one/").content.decode()
    build.approved(text, editor, reviewer, summary="Better.")
    page = client.get("/articles/one/").content.decode()
    assert "Better." in page
    assert "Checked by Dr Rosa Reviewer, Cardiologist at a made-up clinic" in page


def test_the_page_admits_that_a_check_is_overdue(text, editor, reviewer, client):
    build.approved(text, editor, reviewer)
    Variant.objects.filter(pk=text.pk).update(checked_at=timezone.now() - timedelta(days=4 * 365))
    page = client.get("/articles/one/").content.decode()
    assert "the next check is overdue" in page
    assert "review--overdue" in page


def test_a_deleted_account_leaves_its_number_in_the_log_and_its_approvals_stand(text, editor, reviewer):
    build.approved(text, editor, reviewer)
    number = reviewer.pk
    reviewer.delete()
    editor.delete()
    row = AuditEntry.objects.first()
    assert (row.who, row.actor) == (None, f"account {number}")
    assert "Dr Rosa Reviewer" in Variant.objects.get().review_line.label


# Who says it


def test_a_reviewer_says_who_they_are_and_nobody_else(client):
    mine = build.staff("new@example.org", CLINICAL_REVIEWER)
    other = build.profile("Dr Other", build.staff("other@example.org", CLINICAL_REVIEWER))
    client.force_login(mine)
    assert client.post(ADD, form(user=other.user_id)).status_code == 302
    own = ReviewerProfile.objects.get(user=mine)
    assert (own.name, client.get(ADD).status_code, "Dr Other" in told(client, LIST)) == ("Dr New", 403, False)
    theirs = reverse("admin:education_reviewerprofile_change", args=[other.pk])
    assert client.post(theirs, form(other, name="Dr Forged")).status_code == 302
    address = reverse("admin:education_reviewerprofile_change", args=[own.pk])
    client.post(address, form(own, post="Ward sister", user=other.user_id))
    assert sorted(ReviewerProfile.objects.values_list("name", "post", "user")) == [
        ("Dr New", "Ward sister", mine.pk),
        ("Dr Other", "Cardiologist at a made-up clinic", other.user_id),
    ]


def test_editors_see_the_reviewers_and_change_nothing(client, editor, reviewer):
    client.force_login(editor)
    profile = reviewer.reviewer_profile
    address = reverse("admin:education_reviewerprofile_change", args=[profile.pk])
    assert ("Dr Rosa Reviewer" in told(client, address), client.get(ADD).status_code) == (True, 403)
    assert client.post(address, form(profile, name="Dr Forged")).status_code == 403


def test_a_reviewer_who_has_decided_is_not_deleted(client, chief, text, editor, reviewer):
    build.approved(text, editor, reviewer)
    profile = reviewer.reviewer_profile
    with pytest.raises(ProtectedError):
        profile.delete()
    client.force_login(chief)
    page = told(client, reverse("admin:education_reviewerprofile_delete", args=[profile.pk]))
    assert "review" in page
    assert 'type="submit" value="Yes' not in page


def test_what_an_unused_reviewer_said_of_themselves_goes_with_their_account(reviewer):
    reviewer.delete()
    assert not ReviewerProfile.objects.exists() and not ReviewerProfile.history.exists()


def test_who_checked_a_text_stays_named_when_their_account_is_deleted(editor, reviewer):
    text = build.article("overview", "plain").variants.get()
    build.approved(text, editor, reviewer)
    reviewer.delete()
    assert ReviewerProfile.objects.shown().get().user is None


def test_reviewer_can_take_out_what_they_said_of_themselves(reviewer):
    kept = reviewer.kept_data()
    assert (kept["roles"], kept["reviewer_profile"]["name"]) == (["Clinical reviewer"], "Dr Rosa Reviewer")
