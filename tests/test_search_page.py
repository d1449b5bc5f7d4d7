"""The page of search: results by article, what to do when there are none, and nothing kept of what was typed."""

import re

import pytest

from education.models import Article
from education.query import LONGEST

from . import build
from .shape import Shape

pytestmark = pytest.mark.django_db

BODY = """## Driving {#driving}

Do not drive a car on the day after it. Ask about your own licence.

## Driving abroad {#abroad}

Do not drive a car abroad. Ask the airline before you fly.
"""
HOSTILE = "<script>alert(1)</script> \"><svg onload=x> {{ 7|add:7 }} \u202edrive' & javascript:x"


@pytest.fixture(autouse=True)
def library():
    build.article("recovery", "plain", "detailed", stage="going-home", body=BODY)
    build.article("getting-there", "plain", stage="prepare", body="## Driving {#way}\n\nDo not drive.\n")
    build.article("heart", "plain", body="## The heart {#heart}\n\nIt beats.\n")


def page(client, **asked: str) -> str:
    return client.get("/search/", asked).content.decode()


def found(html: str) -> list[str]:
    return re.findall(r'data-article="([^"]*)"', html)


def test_results_are_in_order_and_lead_to_the_section_with_the_words_marked(client):
    html = page(client, q="driving a car")
    assert found(html) == ["recovery", "getting-there"]
    first = html.partition('data-article="recovery"')[2].partition("</ol>")[0]
    assert '<a href="/articles/recovery/plain/#driving">recovery plain</a>' in first
    assert "Going home · 1 minute to read" in first
    assert "Do not <mark>drive</mark> a <mark>car</mark> on the day" in first
    assert '<li><a href="/articles/recovery/plain/#abroad">Driving abroad</a></li>' in first


def test_result_is_of_the_readers_level(client):
    client.cookies["reader"] = ".detailed.1.auto"
    assert "/articles/recovery/detailed/#driving" in page(client, q="driving a car")


def test_slip_is_mended_and_the_page_says_so(client):
    html = page(client, q="dryving a car")
    assert "Showing results for “<bdi>driving a car</bdi>”" in html
    assert found(html) == ["recovery", "getting-there"]


def test_stage_is_a_link_with_its_count_and_the_chosen_one_is_marked(client):
    html = page(client, q="drive & fly")
    assert '<a class="stages__link" href="?q=drive%20%26%20fly" aria-current="true">All</a>' in html
    assert re.search(r'href="\?q=drive%20%26%20fly&amp;stage=prepare">Prepare <span[^>]*>1<', html)
    html = page(client, q="drive & fly", stage="prepare")
    assert found(html) == ["getting-there"]
    assert re.search(r'stage=prepare" aria-current="true"', html)


def test_unknown_stage_is_all_of_them(client):
    for stage in ("", "nowhere", "THE-DAY", "\0"):
        assert len(found(page(client, q="drive", stage=stage))) == 2


def test_stage_without_a_result_leads_back_to_all(client):
    html = page(client, q="drive", stage="later-on")
    assert found(html) == []
    assert '<a href="?q=drive">Show all of them</a>' in html


def test_word_of_the_glossary_is_answered_before_the_results(client):
    term = build.term("drive", "To steer a car.")
    term.say = "DRYV"
    term.save()
    html = page(client, q="Can I drive?")
    assert 0 < html.index("To steer a car.") < html.index("data-article=")
    assert 'href="/glossary/#drive">drive</a>' in html and "say: DRYV" in html


def test_nothing_found_says_which_word_is_nowhere_and_what_else_to_do(client):
    html = page(client, q="quetzalcoatl")
    assert found(html) == []
    assert "No page of ours holds “<bdi>quetzalcoatl</bdi>”." in html
    assert all(way in html for way in ('href="/glossary/"', 'href="/#journey"', 'formaction="/ask/"', "your own team"))


def test_without_words_there_is_help_with_searching(client):
    for asked in ({}, {"q": ""}, {"q": "   "}, {"q": "\0\x1b"}):
        html = page(client, **asked)
        assert "How to search" in html and 'href="/#the-day">The day</a>' in html
        assert found(html) == []


def test_what_is_too_long_is_kept_in_the_field_with_a_remedy(client):
    assert client.get("/search/", {"q": "drive " * (LONGEST // 6)}).status_code == 200
    typed = "d" * LONGEST + " &more"
    response = client.get("/search/", {"q": typed})
    html = response.content.decode()
    assert response.status_code == 400
    assert f'value="{typed.replace("&", "&amp;")}"' in html and 'aria-invalid="true"' in html
    assert f"in {LONGEST} characters or fewer. You wrote {len(typed)}." in html


def test_what_no_search_understands_fails_nowhere(client):
    odd = ("-", '"', "a", "NEAR(", "drive OR *", "💔", "'; --", "٣", "%", "x" * 400, "drive\0car", "\u202edrive")
    assert {q: client.get("/search/", {"q": q, "stage": q}).status_code for q in odd} == dict.fromkeys(odd, 200)


def test_hostile_words_stay_words(client):
    harmless, hostile = Shape(page(client, q="drive words")), Shape(page(client, q=f"drive {HOSTILE}"))
    assert hostile.harms == []
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in harmless.elements} | {"bdi", "section"}


def test_nobody_keeps_what_was_looked_for(client):
    response = client.get("/search/", {"q": "secretword"})
    head = response.content.decode().partition("</head>")[0]
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {} and not getattr(response, "may_be_kept", False)
    assert "secretword" not in head + str(response.headers)


def test_emergency_comes_first_here_too(client):
    html = page(client, q="I have crushing chest pain right now")
    assert 0 < html.index("data-emergency") < html.index("<h1>")
    assert "data-emergency" in page(client, q="My story is long. " * 40 + "I have crushing chest pain right now")
    assert "data-emergency" not in page(client, q="driving")


def test_only_looking_is_allowed(client):
    assert client.head("/search/", {"q": "drive"}).status_code == 200
    assert client.post("/search/", {"q": "drive"}).status_code == 405


def test_draft_and_hidden_text_are_not_found_or_suggested(client):
    build.unwritten(build.article("unready"), "plain")
    Article.objects.filter(slug="unready").update(asked=["a: Secret question?"])
    told = page(client, q="written") + client.get("/search/suggestions.json").content.decode()
    assert "unready" not in told and "Not written" not in told and "Secret" not in told


# Suggestions


def test_suggestions_are_titles_terms_and_two_questions_of_each_section(client):
    build.term("atrium")
    asked = ["driving: When may I drive?", "driving: May I drive a van?", "driving: My car?", "abroad: May I fly?"]
    Article.objects.filter(slug="recovery").update(asked=[*asked, "abroad: WHEN MAY I DRIVE?"])
    given = client.get("/search/suggestions.json").json()["suggestions"]
    assert {"words": "recovery plain", "url": "/articles/recovery/"} in given
    assert {"words": "atrium", "url": "/glossary/#atrium"} in given
    assert [one["words"] for one in given if "url" not in one] == [
        "When may I drive?", "May I drive a van?", "May I fly?",
    ]  # fmt: skip


def test_suggestions_follow_the_level_and_may_be_shared_between_its_readers(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get("/search/suggestions.json")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["X-Robots-Tag"] == "noindex"
    client.cookies["reader"] = ".detailed.1.auto"
    assert "recovery detailed" in client.get("/search/suggestions.json").content.decode()


def test_suggestions_are_not_without_end(client, monkeypatch):
    monkeypatch.setattr("education.suggestions.MOST", 2)
    assert len(client.get("/search/suggestions.json").json()["suggestions"]) == 2
