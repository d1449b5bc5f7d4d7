"""Which passage answers best: one order, whatever the database."""

import pytest

from education.models import Article
from education.query import Query
from education.ranking import HELP, Match, by_article, matches

from . import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filler(db):
    """Passages without the words that are looked for, so that these tell something."""
    body = "".join(f"## Part {number} {{#part-{number}}}\n\nNothing here.\n\n" for number in range(8))
    build.article("filler", "plain", body=body)


def article(slug: str, *sections: str, asked: tuple[str, ...] = (), **more) -> Article:
    """Each section is its heading and its words; its key is the heading."""
    split = [section.split(": ") for section in sections]
    body = "".join(f"## {heading} {{#{heading.lower()}}}\n\n{words}\n\n" for heading, words in split)
    made = build.article(slug, "plain", body=body, **more)
    made.asked = list(asked)
    made.save()
    return made


def order(words: str) -> list[str]:
    slugs = dict(Article.objects.values_list("pk", "slug"))
    return [f"{slugs[match.article]}/{match.section}" for match in matches(Query(words))]


def test_what_readers_ask_comes_before_a_heading_and_that_before_words_in_the_text():
    article("one", "Body: Glide by zorblatt.", "Zorblatt: Words.", "Asked: Words.", asked=("asked: May I zorblatt?",))
    assert order("may my mum zorblatt") == ["one/asked", "one/zorblatt", "one/body"]


def test_section_with_all_that_is_asked_for_comes_before_one_with_half_of_it():
    article("one", "Half: Glide and glide and glide.", "Whole: Glide by zorblatt.")
    assert order("glide zorblatt")[0] == "one/whole"


def test_question_comes_first_that_asks_for_nothing_else():
    article("one", "Far: Words.", "Near: Words.", asked=("far: Can a zorblatt glide under water?", "near: zorblatt?"))
    assert order("zorblatt")[:2] == ["one/near", "one/far"]


def test_section_counts_once_at_whatever_level_its_words_are_found():
    made = article("one", "First: Words.")
    build.variant(made, "detailed", body="## First {#first}\n\nA zorblatt.\n")
    build.variant(made, "standard", body="## First {#first}\n\nA zorblatt too.\n")
    assert order("zorblatt") == ["one/first"]


def test_order_of_equals_is_that_of_articles_and_sections():
    for slug in ("one", "two"):
        article(slug, "First: A zorblatt.", "Second: A zorblatt.")
    assert order("zorblatt") == ["one/first", "one/second", "two/first", "two/second"]


def test_help_that_stands_in_every_article_comes_after_others_that_say_the_same():
    body = f"## Get help {{#{HELP}}}\n\nA zorblatt.\n\n## Own part {{#own}}\n\nA zorblatt.\n"
    build.article("one", "plain", body=body)
    assert order("zorblatt") == ["one/own", f"one/{HELP}"]


def test_other_name_of_the_subject_finds_all_of_its_sections_weakly():
    made = article("one", "First: Words.", "Second: Words.")
    made.also_called = ["Frobnicate"]
    made.save()
    (first, second) = matches(Query("frobnicate"))
    assert first.score == second.score and 0 < first.score < 0.5


def test_score_tells_how_much_of_what_was_asked_for_is_there():
    article("one", "First: A glide.", "Zorblatt: Words.", asked=("first: How far can I glide?",))
    whole, half = (matches(Query(words))[0].score for words in ("how far can I glide", "glide quetzalcoatl"))
    assert 0 < half < whole <= 1.2
    assert all(match.score > 0 for match in matches(Query("glide words zorblatt")))


def test_british_and_american_words_find_the_same_in_the_same_order():
    article("one", "First: Ask the anaesthetist.", "Second: The anesthetist and the pediatrician.")
    assert order("anesthetist paediatrician") == order("anaesthetist pediatrician") == ["one/second", "one/first"]


def test_nothing_matches_what_stands_nowhere_or_says_nothing():
    assert [matches(Query(words)) for words in ("quetzalcoatl", "what is it", "", "?!")] == [[], [], [], []]


@pytest.mark.once
def test_articles_stand_in_the_order_of_their_best_passage():
    found = [Match(article, "x", 0, score) for article, score in ((2, 0.9), (1, 0.8), (2, 0.1))]
    assert by_article(found) == {2: [found[0], found[2]], 1: [found[1]]}
    assert list(by_article(found)) == [2, 1]
