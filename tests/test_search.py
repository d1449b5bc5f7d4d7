"""Search: articles by the passage that fits best, and nothing that readers cannot meet."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.answers import answer
from education.journey import Stage
from education.levels import ReadingLevel
from education.models import Article, Variant
from education.query import LONGEST
from education.search import MORE, MOST, Found, search
from education.suggestions import suggestions
from education.wording import Wording

from . import build
from .shape import Shape

pytestmark = pytest.mark.django_db

BODY = """## Driving {#driving}

Do not drive a car on the day after it.

Ask about your **own** licence. [@a-claim]

- A taxi may drive you.

## Driving abroad {#abroad}

Do not drive abroad.

## Flying {#flying}

You may fly sooner, and glide.
"""
HOSTILE = (
    *('"', '""', "'", '" OR *', "NEAR(drive car, 2)", "body_words:drive", "col:", "-", "- drive", "^drive", "{drive}"),
    *("drive AND NOT car", "(", ")", "*", "dri*", "+", "&", "|", "!", "<->", ":*", "drive:*A", "drive & car | !x"),
    *("\\", "'; DROP TABLE education_passage; --", "%", "_", "%s", "{0}", "{{ 7|add:7 }}", "<script>alert(1)</script>"),
    *('"><svg onload=x>', "javascript:x", "../../etc/passwd", "\0", "drive\0car", "…?!.,;:", "a", "é", "٣", "0"),
    *("1e400", "x" * 60, "drive " * 83, "\u202edrive a car\u202c", "ש" * 99, "مرحبا بالعالم", "心脏瓣膜", "🫀💔"),
    *("e\u0301\u0301" * 40, "\u0301", "ﬁ" * 40, "ß" * 60, "I" * 9 + "İ" * 9, "+44 20 7946 0000", "1.5 cm²"),
    *("\ud83e", "\u2028", "\ufffe"),
)
ERRORS = ("Traceback", "OperationalError", "ProgrammingError", "fts5", "syntax", "tsquery", "psycopg", "words_index")
TYPED = st.text(st.one_of(st.sampled_from("drive car\"'*^:-+&|!<>(){}\\%_\0٣🫀\u0301\u202e\n"), st.characters()))


@pytest.fixture(scope="module", autouse=True)
def library(shared):
    with shared():
        build.article("recovery", "plain", "detailed", stage="going-home", body=BODY)
        build.article("there", "plain", stage="prepare", position=20, body="## Driving {#way}\n\nDo not drive.\n")
        build.article("heart", "plain", position=30, body="## The heart {#heart}\n\nIt beats, and drives the blood.\n")


def found(words: str, **more) -> Found:
    return search(words, ReadingLevel.PLAIN, **more)


def slugs(words: str, **more) -> list[str]:
    return [result.article.slug for result in found(words, **more).results]


# What is found


def test_articles_come_with_the_passage_that_fits_best_and_further_ones():
    first = found("driving a car").results[0]
    assert (first.article.slug, first.section, first.heading) == ("recovery", "driving", "Driving")
    assert first.url == "/articles/recovery/plain/#driving" and first.stage == Stage.GOING_HOME
    assert [way.heading for way in first.more] == ["Driving abroad"] and len(first.more) <= MORE


def test_words_are_marked_where_they_were_asked_for_whatever_their_ending():
    (result, *_) = found("who may drive a car").results
    assert [piece.text for piece in result.pieces if piece.is_found][:2] == ["drive", "car"]


def test_words_of_a_result_are_those_of_the_passage():
    for words in ("drive", "licence", "taxi", "glide", "heart beats", "abroad"):
        for result in found(words).results:
            body = Variant.objects.get(article__slug=result.article.slug, level="plain").passages
            told = " ".join(body.get(section=result.section).body.split())
            assert "".join(piece.text for piece in result.pieces) in told


def test_long_passage_is_cut_at_a_word():
    build.article("long", "plain", body=f"## Long {{#long}}\n\nA zorblatt {'and on ' * 300}.\n")
    text = "".join(piece.text for piece in found("zorblatt").results[0].pieces)
    assert text.startswith("A zorblatt and on") and text.endswith((" and …", " on …")) and len(text) < 500


def test_result_is_at_the_level_nearest_to_the_readers():
    urls = {level: search("glide", level).results[0].url for level in ReadingLevel}
    assert urls == {
        "plain": "/articles/recovery/plain/#flying",
        "standard": "/articles/recovery/plain/#flying",
        "detailed": "/articles/recovery/detailed/#flying",
    }


def test_section_that_only_another_level_has_leads_to_the_text_at_the_readers_level():
    build.variant(Article.objects.get(slug="there"), "detailed", body="## Zorblatt {#zorblatt}\n\nA zorblatt.\n")
    (result,) = found("zorblatt").results
    assert (result.url, result.section) == ("/articles/there/plain/", "") and result.pieces[0].text.startswith("Sums")


def test_stage_chooses_and_the_counts_are_of_all():
    told = found("drive", stage=Stage.PREPARE)
    assert [result.article.slug for result in told.results] == ["there"]
    assert told.stages[Stage.PREPARE] == 1 and told.stages[Stage.GOING_HOME] == 1


def test_not_more_are_shown_than_a_reader_looks_through():
    for number in range(MOST + 2):
        build.article(f"more-{number}", "plain", body="## A {#a}\n\nA zorblatt.\n")
    assert len(found("zorblatt").results) == MOST and sum(found("zorblatt").stages.values()) == MOST + 2


def test_search_costs_as_much_for_many_articles_as_for_few(django_assert_max_num_queries):
    found("drive")
    with django_assert_max_num_queries(12):
        assert len(found("drive blood").results) >= 2


# Spelling


def test_slip_is_mended_and_told():
    told = found("dryving a carr")
    assert (told.text, told.shown, told.is_corrected) == ("dryving a carr", "driving a car", True)
    assert slugs("dryving a carr") == slugs("driving a car")


def test_what_was_typed_is_looked_for_if_the_reader_insists():
    told = found("dryving", as_typed=True)
    assert (told.shown, told.is_corrected, told.results, told.unknown) == ("dryving", False, (), ("dryving",))


def test_page_says_what_was_looked_for(client):
    html = client.get("/search/", {"q": "dryving a carr"}).content.decode()
    assert "Showing results for “<bdi>driving a car</bdi>”" in html
    assert "Showing results" not in client.get("/search/", {"q": "driving a car"}).content.decode()


# What nobody may find


def is_found(word: str) -> bool:
    """Whether a word leads to anything, or is offered before anybody has typed it."""
    answered = answer(word, ReadingLevel.PLAIN)
    offered = str(suggestions(ReadingLevel.PLAIN)).lower()
    return bool(found(word).results or answered.quotes or answered.near or word in offered)


def is_told(word: str) -> bool:
    """Whether it is found, or named to somebody who has not quite typed it."""
    looked = found(word + word[-1])
    return is_found(word) or word in (looked.shown, looked.maybe)


def test_word_that_is_published_is_told():
    build.article("new", "plain", body="## A {#a}\n\nA frobnicator.\n")
    assert slugs("frobnicator") == ["new"] and is_told("frobnicator")
    assert found("frobnicatorr").shown == "frobnicator" and found("frobnicatorr").results


def test_draft_and_what_stands_in_review_or_was_given_back_is_told_nowhere(editor, reviewer):
    text = Variant.objects.get(article__slug="there")
    body = "## Driving {#way}\n\nDo not drive a frobnicator.\n"
    review = build.submitted(text, editor, body=body, title="Frobnicator")
    assert not is_told("frobnicator")
    review.start(reviewer)
    review.give_back(reviewer, "There is no frobnicator.")
    assert not is_told("frobnicator")


def test_words_of_an_older_version_are_told_nowhere():
    text = Variant.objects.get(article__slug="there")
    before = text.live
    text.publish(Wording("Frobnicator", "Frobnicator.", "## A {#a}\n\nA frobnicator.\n"))
    assert is_told("frobnicator")
    text.publish(before)
    assert not is_told("frobnicator")


@pytest.mark.parametrize("way", ["hidden", "deleted", "of another language"])
def test_what_readers_cannot_meet_is_not_found(settings, way):
    article = build.article("new", position=40)
    article.asked = ["a: a frobnicator?"]
    article.save()
    language = "fr" if way == "of another language" else "en"
    text = build.variant(article, "plain", body="## A {#a}\n\nA frobnicator.\n", language=language)
    if way == "deleted":
        text.delete()
    settings.SHOW_UNREVIEWED = way != "hidden"
    assert not is_found("frobnicator") and not is_found("frobnicatorr")


# Whatever is typed


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_an_error_or_a_command(typed):
    told, answered = found(typed), answer(typed, ReadingLevel.PLAIN)
    assert len(told.results) <= 3 and len(answered.quotes) <= 3
    assert told.results or "drive" not in told.shown.split()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_whatever_is_typed_finds_something_or_nothing(typed):
    assert len(found(typed).results) <= 3
    assert found(typed, as_typed=True).is_corrected is False


def test_pages_say_nothing_of_databases_and_take_nothing_for_markup(client):
    client.raise_request_exception = False
    for start in range(0, len(HOSTILE), 9):
        typed = " ".join(HOSTILE[start : start + 9]).encode(errors="replace").decode()[:LONGEST]
        for response in (client.get("/search/", {"q": typed}), client.post("/ask/", {"q": typed})):
            html = response.content.decode()
            assert response.status_code == 200, typed
            assert [word for word in ERRORS if word in html] == []
            assert Shape(html).harms == []


def test_what_is_too_long_is_no_error(client):
    for typed in ("drive " * 700, "x" * 4096, "\0" * 4096, '"' * 4096, "🫀" * 1024):
        for response in (client.get("/search/", {"q": typed}), client.post("/ask/", {"q": typed})):
            assert response.status_code in (200, 400)
    assert found("x" * 4096).results == () and slugs("drive " * 700)[0] == "recovery"
