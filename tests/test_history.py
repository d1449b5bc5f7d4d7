"""The history of every save: who, when and what; any two compared; and the way back, which never publishes."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from education.editorial import EDITOR
from education.models import Article, AuditEntry, Claim, GlossaryTerm, Variant
from education.records import store
from education.wording import Wording

from . import build
from .typed import change, place, told

pytestmark = pytest.mark.django_db


def restore(client, row, number: int, **form):
    return client.post(place(row, "restore", number), {"seen_version": row.version} | form, follow=True)


def saves(row) -> list:
    """The saves of a row, oldest first."""
    return list(row.history.order_by("history_id"))


@pytest.fixture
def term(editor) -> GlossaryTerm:
    """A term of two versions."""
    made = build.term("valve", "A door.")
    made.meaning, made.also, made._history_user = "A door of the heart.", ["valves"], editor
    made.save()
    return made


def test_history_lists_who_saved_when_and_what(client, editor, term):
    client.force_login(editor)
    response = client.get(place(term, "history"))
    newest, oldest = response.context["saves"]
    assert (newest.who, newest.version, newest.changed) == ("editor@example.org", 2, ["Other forms", "Meaning"])
    assert (oldest.who, oldest.changed) == ("A program, or an account that is gone", ["Created"])


def test_save_in_the_admin_names_the_editor(client, editor, term):
    client.force_login(editor)
    change(client, term, say="VALV")
    assert term.history.first().history_user == editor


def test_import_is_named_as_one(client, editor):
    store("term", "valve", {"term": "valve", "meaning": "A door."})
    client.force_login(editor)
    saved = client.get(place(GlossaryTerm.objects.get(), "history")).context["saves"][0]
    assert (saved.who, saved.why) == ("An import", "")


def test_approval_by_an_invited_clinician_names_the_clinician(client, colleague):
    text = build.article("one", "plain").variants.get()
    text.checked_by, text.checked_at = build.profile("Dr Ada Example"), timezone.now()
    text.publish(Wording("Title", "Summary.", "Words."), by=None)
    client.force_login(colleague)
    assert client.get(place(text, "history")).context["saves"][0].who == "Dr Ada Example, an invited clinician"


def test_any_two_versions_are_compared_word_by_word(client, editor, term):
    client.force_login(editor)
    first, second = saves(term)
    page = client.get(place(term, "history"), {"from": second.pk, "to": first.pk}).content.decode()
    added = re.sub(r"<span[^>]*>[^<]*</span>", "", "".join(re.findall(r"<ins>(.*?)</ins>", page)))
    assert "of the heart" in added.replace("\n", " ")
    assert "valves" in page and "[&#x27;" not in page  # a list is told as lines


@pytest.mark.parametrize("asked", [{"from": "x", "to": "1"}, {"from": "1"}, {"from": "9" * 30, "to": "-1"}, {"to": ""}])
def test_versions_that_are_none_are_told(client, editor, term, asked):
    client.force_login(editor)
    response = client.get(place(term, "history"), asked)
    assert response.status_code == 200
    assert told(response) == ["Choose two different versions of this list, one to compare from and one to compare to."]


def test_version_of_another_row_cannot_be_compared_or_restored(client, editor, term):
    other = build.term("balloon")
    client.force_login(editor)
    asked = {"from": saves(term)[0].pk, "to": saves(other)[0].pk}
    assert client.get(place(term, "history"), asked).context["difference"] is None
    assert restore(client, term, saves(other)[0].pk).status_code == 404


@pytest.mark.parametrize("boss", [False, True], ids=["editor", "superuser"])
def test_restored_text_is_a_draft_and_never_what_readers_meet(client, editor, chief, boss):
    text = build.article("one", "plain").variants.get()
    live, first = text.live, saves(text)[0]
    text.keep_draft(Wording("Other title", "Other summary.", "Other words."), editor)
    client.force_login(chief if boss else editor)
    restore(client, text, first.pk)
    text = Variant.objects.get()
    assert (text.live, text.drafted, text.version) == (live, live, 3)
    assert text.history.first().history_change_reason == "Restored from version 1"
    restore(client, text, saves(text)[1].pk)
    text = Variant.objects.get()
    assert (text.live, text.drafted.title) == (live, "Other title")
    assert (chief if boss else editor) in text.writers.all()
    assert AuditEntry.objects.filter(kind="variant", action="edit", why__startswith="Restored").count() == 2


def test_restored_term_says_what_it_said(client, editor, term):
    client.force_login(editor)
    response = restore(client, term, saves(term)[0].pk)
    now = GlossaryTerm.objects.get()
    assert (now.meaning, now.also, now.version) == ("A door.", [], 3)
    assert now.history.first().history_user == editor
    assert told(response) == ["Version 1 stands again, as a new version."]


def test_restoring_keeps_to_the_rules_of_today(client, editor, term):
    build.term("door", "Another.", "valve one")
    old = saves(term)[0]
    type(old).objects.filter(pk=old.pk).update(also=["valve one"])
    client.force_login(editor)
    response = restore(client, term, old.pk)
    assert "is a form of “valve” and of “door”" in told(response)[0]
    assert GlossaryTerm.objects.get(key="valve").version == 2


def test_restored_figure_of_a_claim_marks_the_texts_that_rest_on_it(client, editor):
    claim = build.claim("one", "work", figures=("5%",))
    text = build.article("one", "plain", body="## A {#a}\n\nFive in 100 [@one].").variants.get()
    claim.figures = ["6%"]
    claim.save()
    client.force_login(editor)
    restore(client, claim, saves(claim)[0].pk)
    assert Claim.objects.get().figures == ["5%"]
    assert text.marks.count() == 1


@pytest.mark.parametrize("seen", ["", "1", "x"])
def test_stale_restore_is_refused(client, editor, term, seen):
    client.force_login(editor)
    response = restore(client, term, saves(term)[0].pk, seen_version=seen)
    assert "Somebody else saved this" in told(response)[0]
    assert GlossaryTerm.objects.get().version == 2
    assert not AuditEntry.objects.exists()


def test_history_is_open_to_those_who_may_see_the_row_and_no_others(client, reviewer, reader, term):
    outsider = build.staff("outsider@example.org")
    number = saves(term)[0].pk
    for somebody, sees in ((None, 302), (reader, 302), (outsider, 403), (reviewer, 200)):
        client.logout()
        if somebody:
            client.force_login(somebody)
        assert client.get(place(term, "history"), {"from": number, "to": number + 1}).status_code == sees
        done = client.post(place(term, "restore", number), {"seen_version": 2}).status_code
        assert done == (302 if sees == 302 else 403)
    assert GlossaryTerm.objects.get().version == 2


def test_restore_is_no_link(client, editor, term):
    client.force_login(editor)
    assert client.get(place(term, "restore", saves(term)[0].pk)).status_code == 405


def test_restore_needs_the_token_of_the_form(editor, term):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(place(term, "restore", saves(term)[0].pk), {"seen_version": 2}).status_code == 403


def test_history_of_many_saves_costs_as_much_as_of_few(client, django_assert_num_queries):
    somebody = build.staff("somebody@example.org", EDITOR)
    article = build.article("one")
    client.force_login(somebody)
    client.get(place(article, "history"))
    for count in (2, 30):
        for position in range(count):
            article.position = 100 * count + position
            article._history_user = somebody
            article.save()
        with django_assert_num_queries(9):
            page = client.get(place(article, "history"))
    assert len(page.context["saves"]) == 25 and Article.objects.get().version == 33
    assert page.context["saves"][-1].changed == ["Position"]
    assert client.get(reverse("admin:education_article_history", args=[article.pk]), {"p": 2}).status_code == 200
