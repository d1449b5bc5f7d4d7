"""The first page of the desk: who meets what on it, in which order. What the lists hold: test_dashboard.py."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from education.dashboard import Dashboard
from education.models import AuditEntry, Claim, Feedback, OutdatedMark, OutsideAddress, Variant

from . import build

pytestmark = pytest.mark.django_db

LIBRARY = ["due", "outdated", "missing", "links", "readers", "asked", "deeds"]


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain").variants.get()


@pytest.mark.parametrize(
    "address",
    [
        "variant/?writers__id__exact=1",
        "variant/?checked_at__isnull=0",
        "variant/?checked_at__isnull=1&published_at__isnull=0",
        "review/?state__in=submitted,under-review",
        "outdatedmark/?ended_at__isempty=1",
        "outsideaddress/?problem__isempty=0",
        "feedback/?helpful__exact=0",
        "sentquestion/",
        "missedword/",
    ],
)
def test_the_rest_of_a_list_is_where_its_link_leads(client, text, editor, address):
    client.force_login(editor)
    assert client.get(f"/admin/education/{address}").status_code == 200


def test_who_came_in_is_not_among_what_was_done(text, editor):
    AuditEntry.note(editor, "sign-in", "desk")
    AuditEntry.note(editor, "edit", text)
    assert [deed.action for deed in Dashboard(editor).deeds] == ["edit"]


def headings(client, user) -> list[str]:
    client.force_login(user)
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    page = response.content.decode()
    return [part.partition('"')[0] for part in page.split('aria-labelledby="')[1:]]


def test_editor_meets_drafts_first_and_reviewer_what_waits(client, text, editor, reviewer, chief):
    assert headings(client, editor) == ["drafts", "handed-in", "waiting", *LIBRARY]
    assert headings(client, reviewer) == ["waiting", *LIBRARY]
    assert headings(client, chief) == ["drafts", "handed-in", "waiting", *LIBRARY]


def test_strangers_and_readers_are_sent_to_the_door(client, text, reader):
    assert client.get(reverse("admin:index")).status_code == 302
    client.force_login(reader)
    assert client.get(reverse("admin:index")).status_code == 302


def test_staff_without_rights_see_nothing_of_the_texts(client, text, editor):
    text.keep_draft(replace(text.drafted, summary="Said better."), editor)
    assert headings(client, build.staff("new@example.org")) == []


def test_empty_lists_say_so_in_a_line(client, editor):
    client.force_login(editor)
    page = client.get(reverse("admin:index")).content.decode()
    for line in (
        "You have no drafts.",
        "Nothing waits for you.",
        "No text is marked.",
        "No question waits for an answer.",
        "Links to other sites were never",
    ):
        assert line in page


def test_whatever_people_wrote_is_shown_as_words(client, text, editor, reviewer):
    evil = "<img src=x onerror=alert(1)>"
    review = build.submitted(text, editor, title=evil)
    review.start(reviewer)
    review.give_back(reviewer, evil)
    Feedback.objects.create(variant=text, judged="", section=evil, helpful=False, reason="hard", words=evil)
    OutdatedMark.of_claim(Claim.objects.create(key="c", topic="t", text=evil, strength="trial"), [text], evil)
    OutsideAddress.objects.create(url=f"https://x.example/{evil}", problem=evil, looked_at=timezone.now())
    AuditEntry.note(evil, evil[:40], evil, why=evil)
    client.force_login(editor)
    page = client.get(reverse("admin:index")).content.decode()
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") >= 8
    assert evil not in page
