"""What readers say of a text: kept with the words that they judged, and without them."""

import re

import pytest
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheIsDown

from education.allowance import Allowance
from education.models import Feedback
from education.models.feedback import fingerprint
from education.opinions import LONGEST
from education.sender import network_of
from education.wording import Wording

from . import build

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/one/plain/feedback/"
NO = {"helpful": "no", "reason": "hard"}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


@pytest.fixture
def text():
    return build.article("one", "plain").variants.get()


def words(response) -> str:
    return response.content.decode()


def kept() -> list[tuple]:
    return list(Feedback.objects.order_by("pk").values_list("helpful", "reason", "section", "words"))


def judged(text, by: int = 1, mark: str = "", **said) -> None:
    """So many answers about a text, of the words it has now unless a mark is given."""
    said = {"helpful": False, "reason": "hard", "judged": mark or fingerprint(text.live)} | said
    Feedback.objects.bulk_create([Feedback(variant=text, **said) for _ in range(by)])


def test_article_asks_and_names_the_words_that_are_judged(client, text):
    page = words(client.get("/articles/one/"))
    assert f'action="{ADDRESS}" method="post"' in page
    assert f'name="judged" value="{fingerprint(text.live)}"' in page


def test_yes_is_kept_at_once_and_leads_to_thanks_that_send_nothing_again(client, text):
    mark = fingerprint(text.live)
    response = client.post(ADDRESS, {"helpful": "yes", "judged": mark})
    assert (response.status_code, response.url) == (303, f"{ADDRESS}?thanks=yes&judged={mark}")
    page = words(client.get(response.url))
    assert "Thank you" in page and f'href="{ADDRESS}?judged={mark}"' in page
    assert kept() == [(True, "", "", "")]


def test_no_asks_for_the_reason_before_anything_is_kept(client, text):
    page = words(client.get(ADDRESS, {"helpful": "no", "judged": "0123456789abcdef"}))
    assert all(label in page for label in Feedback.Reason.labels)
    assert '<option value="first-part">First part</option>' in page
    assert "Please do not write your name" in page
    assert 'name="judged" value="0123456789abcdef"' in page
    assert kept() == []


def test_no_is_kept_with_its_reason_part_and_words(client, text):
    response = client.post(ADDRESS, NO | {"section": "first-part", "words": " Too many\r\nlong words. "})
    assert response.url.startswith(f"{ADDRESS}?thanks=no&")
    assert kept() == [(False, "hard", "first-part", "Too many\nlong words.")]


def test_remark_after_a_yes_is_not_counted_as_an_answer(client, text):
    client.post(ADDRESS, {"words": "A picture would help."})
    assert kept() == [(None, "", "", "A picture would help.")]
    assert Feedback.objects.shares() == []


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ({"helpful": "no"}, "Choose one of these answers."),
        ({"helpful": "no", "reason": "bored"}, "bored"),
        (NO | {"section": "elsewhere"}, "This part is not in the text now."),
        ({"helpful": "perhaps"}, "Write a few words first."),
        (NO | {"words": "x" * (LONGEST + 1)}, f"You wrote {LONGEST + 1}."),
        (NO | {"words": "x" * 200_000}, "You wrote 200000."),
        (NO | {"words": "Write to me: rosa@example.org"}, "Please take out the e-mail address."),
        (NO | {"words": "rosa＠example"}, "Please take out the e-mail address."),
        (NO | {"words": "Ring +44 (0)20 7946-0958"}, "Please take out the long number."),
        (NO | {"words": "Ring 020\u200b7946\u200b0958"}, "Please take out the long number."),
        (NO | {"words": "٠١٢٣٤٥٦"}, "Please take out the long number."),
        (NO | {"words": "See HTTPS://example"}, "Please take out the web address"),
        (NO | {"words": "Buy at cheap-pills.com now"}, "Please take out the web address"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_remedy(client, text, said, remedy):
    response = client.post(ADDRESS, said)
    assert (response.status_code, kept()) == (400, [])
    assert remedy in words(response) and 'class="errors" role="alert"' in words(response)


def test_refused_words_stand_there_still_and_do_no_harm(client, text):
    page = words(client.post(ADDRESS, NO | {"words": "<script>a@b</script>", "judged": '"><script>'}))
    assert "&lt;script&gt;a@b&lt;/script&gt;" in page and "<script>" not in page
    assert re.search(r'<input [^>]*value="hard"[^>]* checked', page)


def test_words_about_pressure_and_size_are_not_taken_for_a_telephone_number(client, text):
    said = "It says 1.5 cm and 120/80, e.g. in 2 of 100. Which one? And 10 mmHg."
    assert client.post(ADDRESS, NO | {"words": said}).status_code == 303
    assert kept()[0][3] == said


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\ue000", "\udfff"])
def test_what_the_eye_does_not_see_is_not_kept(client, text, hidden):
    body = f"helpful=no&reason=hard&words=so{hidden}me".encode("utf-8", "surrogatepass")
    response = client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    assert hidden not in kept()[0][3] and kept()[0][3].startswith("so")


def test_answer_belongs_to_the_words_that_the_reader_had_even_if_they_have_changed_since(client, text):
    before = fingerprint(text.live)
    text.publish(Wording("New", "New.", "## New words {#new-words}\n\nNew."))
    for mark in (before, "not a mark", "0" * 15 + "\x00", ""):
        client.post(ADDRESS, {"helpful": "yes", "judged": mark})
    now = fingerprint(text.live)
    assert [each.judged for each in Feedback.objects.order_by("pk")] == [before, now, now, now]
    assert [each.is_of_today for each in Feedback.objects.order_by("pk")] == [False, True, True, True]


@pytest.mark.parametrize(
    "address", ["/articles/none/plain/feedback/", "/articles/one/hard/feedback/", "/articles/one/detailed/feedback/"]
)
def test_text_that_is_not_there_takes_no_feedback(client, text, address):
    assert (client.get(address).status_code, client.post(address, NO).status_code) == (404, 404)


def test_text_that_readers_may_not_meet_takes_no_feedback(client, settings, text):
    settings.SHOW_UNREVIEWED = False
    assert (client.get(ADDRESS).status_code, client.post(ADDRESS, NO).status_code) == (404, 404)


def test_form_of_another_site_is_refused(client, text):
    assert client.post(ADDRESS, NO, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert kept() == []


def test_nothing_about_the_reader_is_kept(client, reader, text):
    assert {field.name for field in Feedback._meta.fields} == {
        "id", "variant", "judged", "section", "helpful", "reason", "words", "on",
    }  # fmt: skip
    assert type(Feedback._meta.get_field("on")) is models.DateField
    client.force_login(reader)
    before = type(reader).objects.values().get(pk=reader.pk)
    response = client.post(ADDRESS, NO)
    assert type(reader).objects.values().get(pk=reader.pk) == before
    assert response.cookies == {}
    assert Feedback.objects.get().on == timezone.localdate()


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?thanks=no", f"{ADDRESS}?helpful=no"])
def test_no_answer_is_kept_on_the_way_or_found_by_a_search_engine(client, text, address):
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.cookies == {}


# How much may be sent


def test_eleventh_answer_in_an_hour_is_asked_to_wait_and_loses_nothing(client, text):
    answers = [client.post(ADDRESS, NO | {"words": f"Words {n}."}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "Please wait a little" in words(answers[-1]) and "Words 10." in words(answers[-1])
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert client.post(ADDRESS, NO, REMOTE_ADDR="192.0.2.7").status_code == 303
    assert len(kept()) == 11


def test_one_sender_cannot_use_up_what_everybody_may_send(rf):
    allowance = Allowance("trial", each=2, everybody=3)
    first, second, third = (rf.get("/", REMOTE_ADDR=f"192.0.2.{n}") for n in range(3))
    assert [allowance.take(first) for _ in range(5)] == [True, True, False, False, False]
    assert [allowance.take(second), allowance.take(third)] == [True, False]


def test_cache_that_is_down_refuses_nobody(client, text, monkeypatch):
    def fail(*_, **__):
        raise CacheIsDown

    monkeypatch.setattr("education.allowance.cache.add", fail)
    assert client.post(ADDRESS, {"helpful": "yes"}).status_code == 303


def test_cache_holds_no_network_address(rf, monkeypatch):
    keys = []
    monkeypatch.setattr("education.allowance.cache.add", lambda key, *_: keys.append(key))
    Allowance("trial", 1, 1).take(rf.get("/", REMOTE_ADDR="192.0.2.7"))
    assert len(keys) == 2
    assert [key for key in keys if len(key) != 64 or "192" in key and "2.7" in key] == []


@pytest.mark.parametrize(
    ("proxy", "direct", "forwarded", "address"),
    [
        (False, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (True, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (True, "192.0.2.7", None, "192.0.2.7"),
        (True, "127.0.0.1", "'; drop", ""),
        (False, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (False, "::ffff:192.0.2.7", None, "192.0.2.7"),
        (False, "", None, ""),
    ],
)
def test_sender_is_who_the_nearest_proxy_says(rf, settings, proxy, direct, forwarded, address):
    settings.BEHIND_PROXY = proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert network_of(rf.get("/", REMOTE_ADDR=direct, headers=headers)) == address


# What editors are told


def test_unhelpful_places_are_told_with_reasons_and_newest_words_most_answers_first(text, django_assert_num_queries):
    detailed = build.variant(text.article, "detailed")
    hidden = build.unwritten(build.article("two"), "plain")
    judged(text, 2, section="first-part", words="Old.")
    judged(text, 1, section="first-part", reason="long", words="New.", mark="0" * 16)
    judged(text, 9, on=timezone.localdate() - timezone.timedelta(days=91))
    judged(detailed, 4)
    judged(hidden, 4)
    judged(detailed, 5, helpful=True, reason="")
    with django_assert_num_queries(3):
        first, second = Feedback.objects.unhelpful_by_place()
    assert (first.variant, first.section, first.answers, first.of_today, first.words) == (detailed, "", 4, 4, [])
    assert (second.variant, second.section, second.of_today) == (text, "first-part", 2)
    assert second.reasons == {"It is hard to understand": 2, "It is too long": 1}
    assert second.words == ["New.", "Old.", "Old."]


def test_share_of_helpful_counts_the_words_that_readers_meet_now(text, django_assert_num_queries):
    judged(text, 1)
    judged(text, 3, helpful=True, reason="")
    judged(text, 5, mark="0" * 16)
    judged(text, 5, helpful=None, reason="", words="A remark.")
    with django_assert_num_queries(2):
        (share,) = Feedback.objects.shares()
    assert (share.variant, share.helpful, share.answers, share.percent) == (text, 3, 4, 75)
