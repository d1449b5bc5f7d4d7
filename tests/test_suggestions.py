"""What the browser may suggest while somebody types: nothing that readers cannot meet."""

import pytest

from education.levels import ReadingLevel
from education.models import Article, Variant
from education.suggestions import MOST, QUESTIONS, suggestions

from . import build

pytestmark = pytest.mark.django_db


def told(level: str = "plain") -> list[str]:
    return [one["words"] for one in suggestions(ReadingLevel(level))]


def article(slug: str, *levels: str, asked: tuple[str, ...] = (), position: int = 10) -> Article:
    made = build.article(slug, *levels, position=position)
    made.asked = [f"first-part: {question}" for question in asked]
    made.save()
    return made


def test_titles_come_first_then_terms_then_questions_in_the_order_of_the_journey():
    article("later", "plain", asked=("What then?",), position=20)
    article("first", "plain", asked=("What now?",))
    build.term("atrium")
    assert told() == ["first plain", "later plain", "atrium", "What now?", "What then?"]


def test_title_is_of_the_level_nearest_to_the_readers():
    article("one", "plain", "detailed")
    assert [told(level) for level in ReadingLevel] == [["one plain"], ["one plain"], ["one detailed"]]


def test_each_stands_once_whatever_its_case():
    article("one", "plain", asked=("ONE PLAIN", "What now?"))
    article("two", "plain", asked=("what NOW?",))
    assert told() == ["one plain", "two plain", "What now?"]


def test_of_each_section_there_are_a_few_questions():
    article("one", "plain", asked=tuple(f"Number {number}?" for number in range(QUESTIONS + 2)))
    assert len(told()) == 1 + QUESTIONS and MOST >= 100


def test_only_what_leads_somewhere_has_an_address():
    article("one", "plain", asked=("What now?",))
    assert [one.get("url") for one in suggestions(ReadingLevel.PLAIN)] == ["/articles/one/", None]


def test_nothing_of_what_readers_cannot_meet_is_suggested(settings):
    build.unwritten(article("draft", asked=("Drafted?",)), "plain")
    build.variant(article("foreign", asked=("Étranger?",)), "plain", language="fr")
    gone = article("gone", "plain", asked=("Gone?",))
    Variant.objects.filter(article=gone).delete()
    assert told() == []
    article("one", "plain", asked=("What now?",))
    settings.SHOW_UNREVIEWED = False
    assert told() == []


def test_they_cost_as_much_for_many_articles_as_for_few(django_assert_num_queries):
    for slug in ("one", "two", "three"):
        article(slug, "plain", asked=("What now?",))
    with django_assert_num_queries(3):
        told()
