"""A question sent to the editors: only with the tick, and nothing but the words and the day."""

import pytest
from django.core.cache import cache
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from education.answers import Answer
from education.levels import ReadingLevel
from education.models import SentQuestion
from education.models.wanted import LONGEST_QUESTION
from education.refusals import Refusal

pytestmark = pytest.mark.django_db

ADDRESS = "/ask/send/"
QUESTION = "Can I ride my horse?"
TICKED = {"q": QUESTION, "agreed": "on"}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


def words(response) -> str:
    return response.content.decode()


def kept() -> list[str]:
    return list(SentQuestion.objects.values_list("words", flat=True))


def below(**told) -> str:
    """What stands below an answer."""
    answer = Answer(QUESTION, QUESTION, is_corrected=False, level=ReadingLevel.PLAIN, **told)
    return render_to_string("partials/send_question.html", {"answer": answer})


def test_nothing_is_kept_without_the_tick_and_the_words_stand_there_still(client):
    for sent in ({"q": QUESTION}, {"q": QUESTION, "agreed": ""}, {"q": QUESTION, "agreed": "false"}):
        response = client.post(ADDRESS, sent)
        assert (response.status_code, kept()) == (400, [])
        assert "Without the tick we keep nothing of it." in words(response)
        assert QUESTION in words(response) and " checked" not in words(response)


def test_with_the_tick_the_words_and_the_day_are_kept_and_nothing_else(client, reader):
    client.force_login(reader)
    before = type(reader).objects.values().get(pk=reader.pk)
    response = client.post(ADDRESS, TICKED | {"q": "  Can I ride\r\n my horse?\u202e "})
    assert (response.status_code, response.url, response.cookies) == (303, f"{ADDRESS}?thanks=1", {})
    row = SentQuestion.objects.values().get()
    assert {name: value for name, value in row.items() if name != "id"} == {
        "words": QUESTION, "on": timezone.localdate(), "state": "open", "answered_by_id": None, "section": "",
        "closed_on": None,
    }  # fmt: skip
    assert type(SentQuestion._meta.get_field("on")) is models.DateField
    assert type(reader).objects.values().get(pk=reader.pk) == before


def test_thanks_hold_no_question_and_send_nothing_again(client):
    page = client.get(client.post(ADDRESS, TICKED).url)
    assert "Thank you" in words(page) and "horse" not in words(page)
    assert kept() == [QUESTION]


def test_the_same_words_are_kept_once_a_day(client):
    for _ in range(2):
        assert client.post(ADDRESS, TICKED).status_code == 303
    assert kept() == [QUESTION]
    SentQuestion.objects.update(on=timezone.localdate() - timezone.timedelta(days=1))
    client.post(ADDRESS, TICKED)
    assert kept() == [QUESTION, QUESTION]


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("", "Write your question first."),
        ("\u200b \x00", "Write your question first."),
        ("x" * (LONGEST_QUESTION + 1), f"You wrote {LONGEST_QUESTION + 1}."),
        ("Write to rosa@example.org", "Please take out the e-mail address."),
        ("Ring 020 7946 0958", "Please take out the long number."),
        ("See www.example", "Please take out the web address"),
        ('</textarea><script>alert("a@b")</script>', "Please take out the e-mail address."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_remedy_and_does_no_harm(client, said, remedy):
    response = client.post(ADDRESS, TICKED | {"q": said})
    assert (response.status_code, kept()) == (400, [])
    assert remedy in words(response) and 'class="errors" role="alert"' in words(response)
    assert "<script>alert" not in words(response)
    assert said.rpartition(" ")[2] in words(response) or "&lt;script&gt;" in words(response) or not said.strip("\0 ")


def test_form_of_another_site_is_refused(client):
    assert client.post(ADDRESS, TICKED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert kept() == []


def test_eleventh_question_in_an_hour_is_asked_to_wait_and_loses_nothing(client):
    answers = [client.post(ADDRESS, TICKED | {"q": f"Question {n}?"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "Please wait a little" in words(answers[-1]) and "Question 10?" in words(answers[-1])
    assert " checked" in words(answers[-1])
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert len(kept()) == 10


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?thanks=1", f"{ADDRESS}?q=horse"])
def test_no_page_is_kept_on_the_way_or_takes_a_question_from_an_address(client, address):
    response = client.get(address)
    assert response.status_code == 200 and "horse" not in words(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


# Below an answer


def test_form_shows_what_is_sent_and_what_is_not_before_anything_is(client):
    page = below()
    assert 'method="post"' in page and f'action="{ADDRESS}"' in page and f"\n{QUESTION}</textarea>" in page
    for said in ("We keep", "and the day", "We do not keep", "network address", "Nobody will answer you here", "names"):
        assert said in page
    assert " checked" not in page and "csrf" not in page


def test_form_stands_open_below_a_refusal_and_folded_below_an_answer():
    assert "<details" not in below()
    assert "<details" in below(quotes=("a passage",))


@pytest.mark.parametrize(
    "told",
    [
        {"emergencies": ("chest pain",)},
        {"refusal": Refusal("despair", "outside", "", "", "", (), ())},
    ],
)
def test_whoever_needs_help_now_is_not_asked_to_write_to_anybody(told):
    assert below(**told).strip() == ""
