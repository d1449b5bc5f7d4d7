"""The page of questions: the emergency first, then the question, a refusal if there is one, passages word for word."""

import re

import pytest
from django.conf import settings

from education.answers import answer
from education.levels import ReadingLevel
from education.models import Article
from education.query import LONGEST

from . import build
from .shape import Shape

pytestmark = pytest.mark.django_db

BODY = """## Driving {#driving}

Do not drive a car on the day after it. [@a-claim] Ask your **doctor** about your licence.

## Flying {#flying}

You may fly sooner than you may drive.
"""
LIVING = """## Your warfarin {#warfarin}

Never stop your warfarin unless your own doctor says so.

## Chest pain {#pain}

It is an emergency.
"""
QUESTION = "When may I drive a car?"
EMERGENCY = "I have crushing chest pain right now"
HOSTILE = "<script>alert(1)</script> \"><svg onload=x> {{ 7|add:7 }} \u202edrive a car' & javascript:x"
FROM_ELSEWHERE = ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"})
QUOTED = re.compile(
    r'<blockquote [^>]*data-article="recovery" data-section="driving" cite="([^"]*)"[^>]*>(.*?)</blockquote>', re.DOTALL
)
NUMBERS = re.compile(r"^- ([^:\n]+: \d[\d or]*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def library():
    build.claim("a-claim", "a-work")
    made = build.article("recovery", "plain", "detailed", stage="going-home", body=BODY)
    build.article("living-with", "plain", stage="later-on", position=20, body=LIVING)
    made.asked = ["driving: When may I drive a car?", "flying: May I fly after it?"]
    made.save()
    made.related.add(Article.objects.get(slug="living-with"))


def sent(client, q: str, **more: str):
    return client.post("/ask/", {"q": q} | more)


def page(client, q: str, **more: str) -> str:
    return sent(client, q, **more).content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_answer_quotes_word_for_word_with_link_level_review_and_sources(client):
    html = page(client, QUESTION)
    address = "/articles/recovery/plain/#driving"
    quote = QUOTED.search(html)
    assert quote[1] == address
    assert words(quote[2]) == "Do not drive a car on the day after it. Ask your doctor about your licence."
    assert quote[2] == str(answer(QUESTION, ReadingLevel.PLAIN).quotes[0].html)
    assert f'<a href="{address}">Driving</a>' in html and "From the page “recovery plain”, Plain level" in html
    assert "not yet checked by a clinician" in html and "Title of a-work" in html


def test_all_stands_in_its_order(client):
    html = page(client, "I have chest pain")
    marks = ["<main", "data-emergency", "You asked", "<blockquote", "Ask something else"]
    assert sorted(marks, key=html.index) == marks
    assert "data-answer" not in html
    html = page(client, QUESTION)
    marks = ["You asked", "<blockquote", "You may want to ask next", "People also need", "Ask something else"]
    assert sorted(marks, key=html.index) == marks
    html = page(client, "Should I stop my warfarin?")
    marks = ["You asked", 'data-answer="none"', "<blockquote"]
    assert sorted(marks, key=html.index) == marks


def test_emergency_says_what_was_recognised_and_the_numbers_of_the_article(client):
    html = page(client, EMERGENCY)
    notice = re.search(r"<section[^>]*data-emergency.*?</section>", html, re.S)[0]
    article = (settings.CONTENT_DIR / "articles/when-to-get-help/plain.md").read_text(encoding="utf-8")
    shown = [words(line) for line in re.findall(r"<li>(.*?)</li>", notice)]
    assert shown == NUMBERS.findall(article) and len(shown) == 5
    assert "Call your emergency number now" in notice and "<strong>chest pain</strong>" in notice
    assert "Do not drive yourself." in notice and 'href="/articles/when-to-get-help/#call-emergency-now"' in notice
    assert all(f'href="tel:{number}"' in notice for number in re.findall(r"\d+", " ".join(shown)))


def test_question_without_an_answer_is_refused_with_whom_to_ask(client):
    html = page(client, "Who painted the ceiling of the chapel?")
    assert 'data-answer="none"' in html and "<blockquote" not in html
    assert "We have no checked answer to that" in html and "Ask your own team" in html
    assert "on your list for the visit" in html


def test_matter_that_we_do_not_answer_is_named(client):
    html = page(client, "What does the balloon treatment cost?")
    assert "We have no checked answer about what it costs" in html and "your insurance" in html


def test_decision_is_left_to_the_reader_and_their_team(client):
    html = page(client, "Should I stop my warfarin?")
    assert "No page can tell you whether you should stop or leave out a medicine." in html
    assert 'data-section="warfarin"' in html


def test_level_may_be_another_one_for_this_answer_alone(client):
    response = sent(client, QUESTION, level="detailed")
    html = response.content.decode()
    assert 'cite="/articles/recovery/detailed/#driving"' in html and response.cookies == {}
    assert '<button class="levels__link" name="level" value="plain">' in html
    assert f'<input type="hidden" name="q" value="{QUESTION}">' in html
    client.cookies["reader"] = ".detailed.1.auto"
    for level in ("", "hard", "\0"):
        assert "recovery/detailed/#driving" in page(client, QUESTION, level=level)


def test_next_question_is_a_button_that_asks_it_at_the_same_level(client):
    form = page(client, QUESTION, level="detailed").partition('aria-labelledby="next"')[2].partition("</form>")[0]
    assert '<button class="next__ask" name="q" value="May I fly after it?">May I fly after it?</button>' in form
    assert 'action="/ask/" method="post"' in form and 'name="level" value="detailed"' in form


def test_without_words_the_form_says_what_to_do(client):
    for q in ("", "   ", "\0", "\x1b\n"):
        response = sent(client, q)
        assert response.status_code == 400
        assert "Write your question first" in response.content.decode()
    assert client.post("/ask/").status_code == 400


def test_what_is_too_long_is_kept_and_an_emergency_in_it_is_met(client):
    typed = "My story is long. " * 40 + EMERGENCY
    response = sent(client, typed)
    html = response.content.decode()
    assert response.status_code == 400 and len(typed) > LONGEST
    assert f'value="{typed}"' in html and f"You wrote {len(typed)}." in html
    assert html.index("data-emergency") < html.index("<h1>")
    assert "data-emergency" not in page(client, "My story is long. " * 40)
    assert "data-emergency" in page(client, "My story is long. " * 20_000 + EMERGENCY)


def test_what_nobody_understands_fails_nowhere(client):
    odd = ("-", '"', "a", "NEAR(", "drive OR *", "💔", "'; --", "٣", "%", "x" * 400, "drive\0car", "\u202edrive", "?!")
    assert {q: sent(client, q).status_code for q in odd} == dict.fromkeys(odd, 200)


def test_hostile_words_stay_words(client):
    html = page(client, HOSTILE)
    assert Shape(html).harms == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html and "{{ 7|add:7 }}" in html


def test_form_tells_what_to_expect_and_needs_no_question(client):
    for response in (client.get("/ask/", {"q": "secretword"}), client.head("/ask/")):
        assert response.status_code == 200 and "no-store" in response.headers["Cache-Control"]
    html = client.get("/ask/", {"q": "secretword"}).content.decode()
    assert "Only what our pages say" in html and "secretword" not in html
    assert 'formmethod="post" formaction="/ask/"' in html


def test_question_is_kept_nowhere(client):
    response = sent(client, "May I drive a secretword?")
    head = response.content.decode().partition("</head>")[0]
    assert "<title>An answer | Valvewise</title>" in head
    assert "secretword" not in head + str(response.headers)
    assert "no-store" in response.headers["Cache-Control"]
    assert (response.headers["X-Robots-Tag"], response.headers["Referrer-Policy"]) == ("noindex", "same-origin")
    assert response.cookies == {}


def test_question_from_a_page_of_another_site_is_refused(client):
    for headers in FROM_ELSEWHERE:
        assert client.post("/ask/", {"q": QUESTION}, headers=headers).status_code == 403
    assert client.post("/ask/", {"q": QUESTION}, headers={"Origin": "http://testserver"}).status_code == 200


def test_field_with_both_buttons_stands_wherever_a_reader_may_be_lost(client):
    build.unwritten(build.article("three"), "plain")
    for address in ("/", "/search/", "/ask/", "/nowhere/"):
        html = client.get(address).content.decode()
        assert 'name="q"' in html and 'action="/search/"' in html and 'formaction="/ask/"' in html
        assert 'href="/search/"' in html


def test_page_that_is_being_checked_offers_a_search(client, settings):
    settings.SHOW_UNREVIEWED = False
    assert 'action="/search/"' in client.get("/articles/recovery/").content.decode()
