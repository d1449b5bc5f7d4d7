"""What readers want and we do not have: who may see it, who may close it, and what stays of it."""

import pytest
from django.urls import reverse

from education.dashboard import Dashboard
from education.editorial import Refused
from education.models import Article, AuditEntry, MissedWord, Passage, SentQuestion, Variant

from . import build

pytestmark = pytest.mark.django_db

WORDS = "Can I ride my horse?"


@pytest.fixture
def text(db) -> Variant:
    return build.article("one", "plain").variants.get()


@pytest.fixture
def question(text) -> SentQuestion:
    return SentQuestion.objects.keep(WORDS)


def press(client, question: SentQuestion, step: str, **form):
    return client.post(reverse(f"desk:question-{step}", args=[question.pk]), form)


def shown(response) -> str:
    return response.content.decode()


def listed(client, name: str, **query) -> str:
    return shown(client.get(reverse(f"admin:education_{name}_changelist"), query))


def act(client, action: str, *rows) -> str:
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    address = reverse(f"admin:education_{rows[0]._meta.model_name}_changelist")
    return shown(client.post(f"{address}?state=all", form, follow=True))


def deeds(row) -> list[tuple]:
    rows = AuditEntry.objects.filter(kind=row._meta.model_name, number=str(row.pk)).order_by("pk")
    return list(rows.values_list("action", "from_state", "to_state"))


# Answering


def test_editor_marks_a_question_as_answered_by_a_section(client, editor, question):
    client.force_login(editor)
    assert '<optgroup label="one">' in shown(client.get(reverse("desk:question", args=[question.pk])))
    response = press(client, question, "answer", place="one/first-part")
    assert response.status_code == 302
    question.refresh_from_db()
    assert (question.state, question.answered_by.slug, question.section) == ("answered", "one", "first-part")
    assert deeds(question) == [("answer", "open", "answered")]
    page = shown(client.get(response.url))
    assert "/articles/one/#first-part" in page
    assert f"{reverse('admin:education_article_change', args=[question.answered_by_id])}#id_asked" in page
    assert Article.objects.get().asked == []


def test_question_that_is_added_is_found_by_search_from_then_on(client, editor, question):
    client.force_login(editor)
    form = {"place": "one/first-part", "add": "on", "asked_as": " Can I ride  a horse? "}
    assert press(client, question, "answer", **form).status_code == 302
    article = Article.objects.get()
    assert article.asked == ["first-part: Can I ride a horse?"]
    assert Passage.objects.get(section="first-part").asked == "Can I ride a horse?"
    assert article.history.first().history_user == editor
    assert ("edit", editor) in {(deed.action, deed.who) for deed in AuditEntry.objects.filter(kind="article")}


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "This field is required."),
        ({"place": "one/no-such-part"}, "Readers meet no such section."),
        ({"place": "two/first-part"}, "Readers meet no such section."),
        ({"place": "one/first-part", "add": "on"}, "Write the question as readers may ask it"),
        ({"place": "one/first-part", "add": "on", "asked_as": "x" * 201}, "200"),
    ],
)
def test_what_no_reader_can_meet_answers_nothing(client, editor, question, form, told):
    build.unwritten(build.article("two"), "plain")
    client.force_login(editor)
    response = press(client, question, "answer", **form)
    assert response.status_code == 400 and told in shown(response)
    assert list(SentQuestion.objects.open()) == [question]


def test_section_that_went_while_the_form_was_open_answers_nothing(editor, question):
    with pytest.raises(Refused, match="Readers meet no section “gone”"):
        question.answer(editor, Article.objects.get(), "gone", "Can I?")
    assert Article.objects.get().asked == []
    assert deeds(question) == [("answer refused", "open", "")]


def test_of_two_editors_the_second_is_told_and_changes_nothing(client, editor, colleague, question):
    both = [SentQuestion.objects.get() for _ in range(2)]
    both[0].set_aside(editor, "Not about the heart.")
    with pytest.raises(Refused, match="Somebody else was quicker: this is “Set aside” by now."):
        both[1].answer(colleague, Article.objects.get(), "first-part", "Can I ride a horse?")
    client.force_login(colleague)
    response = press(client, question, "aside", comment="Twice.")
    assert response.status_code == 409 and "Somebody else was quicker" in shown(response)
    now = SentQuestion.objects.get()
    assert (now.state, now.answered_by, Article.objects.get().asked) == ("set-aside", None, [])


def test_setting_aside_needs_a_reason_that_stays_in_the_log(client, editor, question):
    client.force_login(editor)
    assert press(client, question, "aside", comment=" ").status_code == 400
    with pytest.raises(Refused, match="Say why"):
        question.set_aside(editor, " ")
    assert press(client, question, "aside", comment="Not about the heart.").status_code == 302
    assert AuditEntry.objects.get(action="set aside").why == "Not about the heart."
    assert not Dashboard(editor).asked


# Who may


def test_reviewer_sees_questions_and_words_and_closes_none(client, reviewer, question):
    missed = MissedWord.objects.create(word="horse", times=7)
    client.force_login(reviewer)
    page = shown(client.get(reverse("desk:question", args=[question.pk])))
    assert WORDS in page and "Mark as answered" not in page
    assert press(client, question, "answer", place="one/first-part").status_code == 409
    assert press(client, question, "aside", comment="No.").status_code == 409
    act(client, "take_words_away", question), act(client, "set_aside", missed)
    for step in (question.take_words_away, missed.set_aside, missed.take_up):
        with pytest.raises(Refused, match="Only an editor"):
            step(reviewer)
    assert (SentQuestion.objects.get().words, MissedWord.objects.get().state) == (WORDS, "open")
    assert {action for action, *_ in deeds(question)} == {
        "answer refused",
        "set aside refused",
        "take words away refused",
    }


def test_one_of_the_staff_without_a_role_sees_nothing_of_them(client, question):
    client.force_login(build.staff("new@example.org"))
    assert client.get(reverse("desk:question", args=[question.pk])).status_code == 403
    for name in ("sentquestion", "missedword"):
        assert client.get(reverse(f"admin:education_{name}_changelist")).status_code == 403
    assert WORDS not in shown(client.get(reverse("admin:index")))


def test_chief_may_do_what_editors_may(chief, question):
    question.set_aside(chief, "Not about the heart.")
    assert SentQuestion.objects.get().state == "set-aside"


# What stays


def test_words_are_taken_away_and_stand_in_no_log(client, editor, question):
    client.force_login(editor)
    assert "Words taken away: 1." in act(client, "take_words_away", question)
    now = SentQuestion.objects.get()
    assert (now.words, now.state) == ("", "set-aside")
    assert "The words were taken away" in shown(client.get(reverse("desk:question", args=[now.pk])))
    assert "horse" not in repr(list(AuditEntry.objects.values_list()))
    assert SentQuestion.objects.keep(WORDS).pk != now.pk


def test_log_knows_a_question_by_its_number(editor, question):
    question.answer(editor, Article.objects.get(), "first-part")
    assert AuditEntry.objects.get(action="answer").subject.startswith(f"question {question.pk} of ")
    assert "horse" not in repr(list(AuditEntry.objects.values_list()))


def test_question_outlives_the_article_that_answered_it(editor, question):
    question.answer(editor, Article.objects.get(), "first-part")
    Article.objects.get().delete()
    assert SentQuestion.objects.get().answered_by is None


# Lists


def test_open_ones_are_listed_unless_others_are_asked_for(client, editor, question):
    SentQuestion.objects.keep("May I swim?").set_aside(editor, "Asked before.")
    client.force_login(editor)
    found = {state: listed(client, "sentquestion", state=state) for state in ("", "set-aside", "all", "nonsense")}
    assert {state for state, page in found.items() if WORDS in page} == {"", "all", "nonsense"}
    assert {state for state, page in found.items() if "May I swim?" in page} == {"set-aside", "all"}
    assert reverse("desk:question", args=[question.pk]) in found["all"]


def test_word_that_is_set_aside_is_shown_again_only_when_wanted(client, editor, text):
    word = MissedWord.objects.create(word="horse", times=7)
    client.force_login(editor)
    assert "Set aside: 1." in act(client, "set_aside", word)
    MissedWord.objects.seen("horse", 1)
    assert not Dashboard(editor).missed and "horse" not in listed(client, "missedword")
    assert "horse" in listed(client, "missedword", state="set-aside")
    assert "by now" in act(client, "set_aside", word)
    assert "Shown again: 1." in act(client, "take_up", word)
    assert [(missed.word, missed.times) for missed in Dashboard(editor).missed] == [("horse", 8)]
    assert [action for action, *_ in deeds(word)] == ["set aside", "set aside refused", "take up again"]


def test_word_that_a_text_has_taken_in_is_no_longer_to_do(editor, text):
    for word, times in (("horse", 5), ("saddle", 9), ("words", 7)):
        MissedWord.objects.create(word=word, times=times)
    assert [missed.word for missed in Dashboard(editor).missed] == ["saddle", "horse"]


def test_dashboard_shows_newest_questions_first_to_whoever_may_see_them(client, editor, reviewer, question):
    evil = "<img src=x onerror=alert(1)>"
    SentQuestion.objects.keep(evil), MissedWord.objects.create(word="horse", times=7)
    assert [asked.words for asked in Dashboard(editor).asked] == [evil, WORDS]
    for user in (editor, reviewer):
        client.force_login(user)
        page = shown(client.get(reverse("admin:index")))
        assert WORDS in page and "7 times since" in page and evil not in page
