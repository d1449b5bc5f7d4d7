"""What is only read on the desk: the log, readers' answers, and what programs have found."""

import pytest
from django.urls import reverse
from django.utils import timezone

from education.editorial import Refused
from education.models import AuditEntry, Feedback, OutdatedMark, OutsideAddress

from . import build

pytestmark = pytest.mark.django_db

SEEN = ("auditentry", "feedback", "outdatedmark", "outsideaddress")


@pytest.fixture
def text(db):
    return build.article("one", "plain").variants.get()


@pytest.fixture
def rows(text, editor) -> dict:
    """A row of each kind."""
    OutdatedMark.of_claim(None, [text], "The figure was changed.")
    return {
        "auditentry": AuditEntry.note(editor, "submit", text, why="A reason."),
        "feedback": Feedback.objects.create(variant=text, judged="", helpful=False, reason="hard", words="I am Ann."),
        "outdatedmark": OutdatedMark.objects.get(),
        "outsideaddress": OutsideAddress.objects.create(url="https://x.example/", looked_at=timezone.now()),
    }


def listed(client, name: str, **query) -> str:
    response = client.get(reverse(f"admin:education_{name}_changelist"), query)
    assert response.status_code == 200
    return response.content.decode()


def take_away(client, user, *feedback) -> str:
    client.force_login(user)
    form = {"action": "take_words_away", "_selected_action": [one.pk for one in feedback]}
    response = client.post(reverse("admin:education_feedback_changelist"), form, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["editor", "reviewer", "chief"])
def test_nobody_adds_changes_or_deletes_what_is_only_read(client, request, rows, who):
    client.force_login(request.getfixturevalue(who))
    for name in SEEN:
        row, before = rows[name], type(rows[name]).objects.filter(pk=rows[name].pk).values().get()
        ways = [reverse(f"admin:education_{name}_add")]
        ways += [reverse(f"admin:education_{name}_{page}", args=[row.pk]) for page in ("change", "delete")]
        assert [client.post(way, {"post": "yes", "why": "Forged", "words": "Forged"}).status_code for way in ways] == [
            403
        ] * 3
        gone = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(reverse(f"admin:education_{name}_changelist"), gone)
        assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("name", SEEN)
def test_lists_and_rows_open_for_those_who_may_see_them_and_for_nobody_else(client, rows, editor, reader, name):
    row = reverse(f"admin:education_{name}_change", args=[rows[name].pk])
    client.force_login(reader)
    assert client.get(row).status_code == 302
    client.force_login(build.staff("new@example.org"))
    assert client.get(row).status_code == 403
    client.force_login(editor)
    assert client.get(row).status_code == 200
    assert listed(client, name)


def test_log_names_the_account_by_its_address_while_there_is_one(client, text, editor, colleague, chief):
    AuditEntry.note(colleague, "submit", text)
    AuditEntry.note("Dr Ada Example", "approve", text)
    client.force_login(chief)
    assert "colleague@example.org" in listed(client, "auditentry")
    number = colleague.pk
    colleague.delete()
    page = listed(client, "auditentry")
    assert f"account {number}" in page
    assert "Dr Ada Example" in page
    assert "colleague@example.org" not in page


def test_log_is_found_by_what_was_done_to_what_by_whom_and_why(client, text, editor, colleague):
    AuditEntry.note(editor, "submit", text, why="The newer guideline.")
    AuditEntry.note(colleague, "withdraw", "two", why="Too early.")
    client.force_login(editor)
    for query in ({"action__exact": "submit"}, {"q": "newer"}, {"q": "one"}, {"q": "editor@"}):
        page = listed(client, "auditentry", **query)
        assert ("The newer guideline." in page, "Too early." in page) == (True, False)


def test_log_costs_as_many_queries_for_five_rows_as_for_one(client, text, editor, django_assert_max_num_queries):
    client.force_login(editor)
    counts = []
    for more in (1, 4):
        for number in range(more):
            AuditEntry.note(build.user(f"{more}{number}@example.org"), "submit", text)
        with django_assert_max_num_queries(20) as counted:
            listed(client, "auditentry")
        counts.append(len(counted.captured_queries))
    assert counts[0] == counts[1]


def test_feedback_is_found_by_level_answer_reason_and_article(client, rows, editor):
    client.force_login(editor)
    for query, found in (
        ({"level": "plain", "helpful__exact": "0", "reason__exact": "hard"}, True),
        ({"level": "detailed"}, False),
        ({"level": "no such"}, True),
        ({"variant__article__id__exact": rows["feedback"].variant.article_id}, True),
    ):
        assert ("I am Ann." in listed(client, "feedback", **query)) == found


def test_editor_takes_words_away_and_the_answer_still_counts(client, rows, editor):
    assert "The words of 1 answers were taken away" in take_away(client, editor, rows["feedback"])
    kept = Feedback.objects.get()
    assert (kept.words, kept.helpful, kept.reason) == ("", False, "hard")
    entry = AuditEntry.objects.get(action="take words away")
    assert (entry.who, entry.subject) == (editor, "not helpful: one · Plain · en")
    assert "Ann" not in " ".join(map(str, AuditEntry.objects.filter(pk=entry.pk).values_list()))


def test_reviewer_cannot_take_words_away(client, rows, reviewer):
    take_away(client, reviewer, rows["feedback"])
    assert Feedback.objects.get().words == "I am Ann."
    with pytest.raises(Refused, match="Only an editor"):
        rows["feedback"].take_words_away(reviewer)
    assert AuditEntry.objects.filter(action="take words away refused", who=reviewer).count() == 1


def test_open_marks_and_broken_addresses_can_be_listed_alone(client, rows, editor):
    client.force_login(editor)
    assert "The figure was changed." in listed(client, "outdatedmark", ended_at__isempty="1")
    assert "x.example" not in listed(client, "outsideaddress", problem__isempty="0")
