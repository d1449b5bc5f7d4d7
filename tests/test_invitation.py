"""A clinician without an account: a link that shows one change and decides about it once, and nothing else."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from education.editorial import Refused
from education.models import AuditEntry, Invitation, Review, ReviewerProfile, Variant
from education.models.invitation import SALT

from . import build

pytestmark = pytest.mark.django_db
ANSWER = {
    "name": "Dr Ada Example", "post": "Cardiologist at a made-up clinic", "credentials": "MD", "conflicts": "None",
    "comment": "", "is_clinician": "on", "decision": "approve",
}  # fmt: skip


@pytest.fixture
def review(editor) -> Review:
    build.claim("a-claim", "a-work", text="What the claim says.", figures=("3 out of 100",))
    text = build.article("one", "plain").variants.get()
    return build.submitted(text, editor, body=text.draft.replace("More words", "Woodpecker words [@a-claim]"))


@pytest.fixture
def invitation(review, colleague) -> Invitation:
    return Invitation.invite(review, "Dr Ada Example", "ada@example.org", colleague)


def live() -> str:
    return Variant.objects.get().body


def refusals() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(action__endswith="refused").values_list("action", "why"))


# The way


def test_the_link_shows_what_is_needed_to_decide(client, invitation, review):
    response = client.get(invitation.path)
    page = response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "same-origin"
    for told in ("colleague@example.org", review.note, "Woodpecker", "What the claim says.", "3 out of 100"):
        assert told in page
    whole = client.get(f"{invitation.path}page/").content.decode()
    assert "Woodpecker" in whole
    assert "Not approved: readers do not meet these words" in whole


def test_looking_changes_nothing_so_that_programs_which_check_mail_do_no_harm(client, invitation):
    before = (AuditEntry.objects.count(), Review.objects.get().state, live())
    for address in (invitation.path, f"{invitation.path}?decision=approve", f"{invitation.path}page/"):
        assert [client.get(address).status_code, client.head(address).status_code] == [200, 200]
    assert (AuditEntry.objects.count(), Review.objects.get().state, live()) == before
    assert not Invitation.objects.get().why_closed


def test_a_clinician_approves_once_and_readers_are_told_who(client, invitation, review):
    assert client.post(invitation.path, ANSWER).status_code == 200
    assert "Woodpecker" in live()
    assert "Checked by Dr Ada Example, Cardiologist" in client.get("/articles/one/").content.decode()
    rows = AuditEntry.objects.filter(kind="review", number=str(review.pk)).values_list("action", "actor")
    assert list(rows)[:2] == [("approve", "Dr Ada Example"), ("start", "Dr Ada Example")]
    for answer in (client.get(invitation.path), client.post(invitation.path, ANSWER | {"decision": "return"})):
        assert (answer.status_code, "used already" in answer.content.decode()) == (410, True)
    assert (Review.objects.get().state, ReviewerProfile.objects.count()) == ("approved", 1)
    assert refusals()[0][0] == "decide refused"


def test_to_return_a_text_a_name_and_a_comment_are_enough(client, invitation):
    form = {"name": "Dr Ada Example", "is_clinician": "on", "decision": "return", "comment": "The figure is wrong."}
    assert client.post(invitation.path, form | {"comment": " "}).status_code == 400
    assert client.post(invitation.path, form).status_code == 200
    assert (Review.objects.get().state, Review.objects.get().comment) == ("returned", "The figure is wrong.")
    assert "Woodpecker" not in live()
    assert not ReviewerProfile.objects.shown().exists()


@pytest.mark.parametrize("missing", ["name", "post", "credentials", "conflicts", "is_clinician"])
def test_nobody_approves_without_saying_who_they_are(client, invitation, missing):
    response = client.post(invitation.path, ANSWER | {missing: ""})
    assert (response.status_code, Review.objects.get().state, Invitation.objects.get().used_at) == (
        400,
        "submitted",
        None,
    )


def test_the_same_clinician_asked_again_is_the_same_reviewer(client, invitation, review, editor):
    client.post(invitation.path, ANSWER)
    text = Variant.objects.get()
    second = Invitation.invite(build.submitted(text, editor), "Dr Ada Example", "ada@example.org", editor)
    assert "Cardiologist at a made-up clinic" in client.get(second.path).content.decode()
    client.post(second.path, ANSWER | {"post": "Retired"})
    assert [profile.post for profile in ReviewerProfile.objects.all()] == ["Retired"]
    third = Invitation.invite(
        build.submitted(Variant.objects.get(), editor, summary="More."), "Dr Bo", "ada@example.org", editor
    )
    client.post(third.path, ANSWER | {"name": "Dr Bo"})
    assert ReviewerProfile.objects.count() == 2, "another name at the same address is somebody else"


# Links that open nothing


def closed(client, path: str, status: int, reason: str) -> None:
    for answer in (client.get(path), client.post(path, ANSWER), client.get(f"{path}page/")):
        page = answer.content.decode()
        assert (answer.status_code, reason in page, "Woodpecker" in page) == (status, True, False)
    assert "Woodpecker" not in live()


def test_an_expired_link_opens_nothing(client, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    closed(client, invitation.path, 410, "expired")


def test_a_revoked_link_opens_nothing(client, invitation, editor):
    invitation.revoke(editor)
    closed(client, invitation.path, 410, "taken this invitation back")
    with pytest.raises(Refused, match="closed already"):
        invitation.revoke(editor)
    assert refusals()[0] == ("revoke refused", "This invitation is closed already.")


def test_a_link_to_what_was_decided_meanwhile_opens_nothing(client, invitation, review, editor):
    review.withdraw(editor, "Not now.")
    closed(client, invitation.path, 410, "decided about in the meantime")


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_tampered_link_opens_nothing(client, invitation, part):
    token = invitation.path.split("/")[2].split(":")
    token[part] = token[part][:-2] + ("AA" if token[part][-2:] != "AA" else "BB")
    closed(client, reverse("education:invitation", args=[":".join(token)]), 404, "not whole")


@pytest.mark.parametrize("value", [[1, "0" * 32], [99, "x"], [1], "text", [2**70, "x"], {"a": 1, "b": 2}, [[], []]])
def test_a_link_that_was_signed_for_something_else_opens_nothing(client, invitation, value):
    for salt in (SALT, "another salt"):
        path = reverse("education:invitation", args=[signing.dumps(value, salt=salt)])
        closed(client, path, 404, "This link is closed")


def test_a_link_decides_about_no_other_text(client, invitation, editor):
    other = build.submitted(build.article("two", "plain").variants.get(), editor)
    client.post(invitation.path, ANSWER | {"review": other.pk, "pk": other.pk})
    assert Review.objects.get(pk=other.pk).state == "submitted"


def test_of_two_answers_in_the_same_moment_one_counts(invitation, review):
    """Two windows have read the same row; and a review that somebody else has decided leaves the link unused."""
    same = Invitation.find(invitation.path.split("/")[2])
    invitation.approve(build.profile("Dr Ada Example"), "")
    with pytest.raises(Refused, match="used already"):
        same.give_back(ReviewerProfile(name="Dr Ada Example"), "No.")
    assert refusals() == [("return refused", "This link was used already. Thank you for your answer.")]
    assert Review.objects.get().state == "approved"


def test_a_refused_answer_leaves_the_link_as_it_was(invitation, review, reviewer):
    same = Invitation.find(invitation.path.split("/")[2])
    review.start(reviewer)
    review.approve(reviewer)
    with pytest.raises(Refused):
        same.give_back(ReviewerProfile(name="Dr Ada Example"), "No.")
    assert Invitation.objects.get().used_at is None
    assert not ReviewerProfile.objects.filter(name="Dr Ada Example").exists()


# Who may ask whom


def test_writers_are_not_invited_by_any_address_of_theirs(review, editor, colleague):
    for by, address in [
        (colleague, "EDITOR@example.org "),
        (colleague, "colleague@example.org"),
        (editor, "editor@example.org"),
    ]:
        with pytest.raises(Refused, match="your own address, or that of somebody who changed the text"):
            Invitation.invite(review, "Dr Me", address, by)
    assert len(refusals()) == 3


def test_only_editors_invite_and_only_to_what_a_clinician_must_decide(review, editor, reviewer):
    with pytest.raises(Refused, match="Only an editor"):
        Invitation.invite(review, "Dr Ada", "ada@example.org", reviewer)
    review.withdraw(editor, "Not now.")
    with pytest.raises(Refused, match="ended already"):
        Invitation.invite(review, "Dr Ada", "ada@example.org", editor)
    typo = build.submitted(Variant.objects.get(), editor, "typo", title="One plain")
    with pytest.raises(Refused, match="typo"):
        Invitation.invite(typo, "Dr Ada", "ada@example.org", editor)


def test_writers_and_the_one_who_invited_cannot_answer_in_a_clinicians_name(client, invitation, editor, colleague):
    for account, reason in [(editor, "somebody who changed this text"), (colleague, "who sent this invitation")]:
        client.force_login(account)
        response = client.post(invitation.path, ANSWER)
        assert (response.status_code, reason in response.content.decode()) == (409, True)
        assert reason in refusals()[0][1]
    assert "Woodpecker" not in live()
    assert Invitation.objects.get().used_at is None


# The message


def test_the_message_alone_holds_the_link(client, review, colleague, chief):
    client.force_login(colleague)
    address = reverse("desk:invite", args=[review.pk])
    shown = client.post(address, {"name": "Dr Ada Example", "email": "ada@example.org"}, follow=True).content.decode()
    letter = mail.outbox[0]
    assert (letter.to, len(mail.outbox)) == (["ada@example.org"], 1)
    for told in ("Dr Ada Example", "colleague@example.org", "one plain (Plain level)", "readers are told your name"):
        assert told in letter.body
    path = re.search(r"http://testserver(/invitations/\S+)", letter.body)[1]
    made = Invitation.objects.get()
    client.force_login(chief)
    listed = [
        reverse("admin:education_invitation_changelist"),
        reverse("admin:education_invitation_change", args=[made.pk]),
    ]
    listed += [reverse("admin:education_auditentry_changelist"), reverse("desk:review", args=[review.pk])]
    pages = shown + "".join(client.get(page).content.decode() for page in listed)
    pages += "".join(f"{row.subject}{row.why}{row.actor}" for row in AuditEntry.objects.all())
    assert "Dr Ada Example" in pages
    assert [secret for secret in (made.secret, path, path.split("/")[2], "/invitations/W") if secret in pages] == []
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("error", [ConnectionRefusedError, SMTPException])
def test_if_the_message_cannot_be_sent_the_invitation_is_taken_back(client, review, colleague, monkeypatch, error):
    def send(*_, **__):
        raise error

    monkeypatch.setattr("education.views.reviews.send_mail", send)
    client.force_login(colleague)
    form = {"name": "Dr Ada Example", "email": "ada@example.org"}
    response = client.post(reverse("desk:invite", args=[review.pk]), form)
    assert (response.status_code, "could not be sent" in response.content.decode()) == (409, True)
    assert Invitation.objects.get().revoked_at
