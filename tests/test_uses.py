"""The works and the hard words, with the articles that use them."""

import pytest

from education.levels import ReadingLevel
from education.models import Article, GlossaryTerm, Reference, Variant
from education.uses import terms_by_letter, works_by_kind

from . import build

pytestmark = pytest.mark.django_db
PLAIN, DETAILED = ReadingLevel.PLAIN, ReadingLevel.DETAILED


def saying(words: str) -> str:
    return f"::: key-points\n- A point.\n:::\n\n## Part {{#part}}\n\n{words}\n"


def works(level=PLAIN) -> dict[str, list[str]]:
    """By work, the titles of the articles that rest on it."""
    return {
        entry["work"].key: [card.title for card in entry["articles"]]
        for group in works_by_kind(level)
        for entry in group["works"]
    }


def terms(level=PLAIN) -> dict[str, list[str]]:
    """By term, the titles of the articles that use it."""
    return {
        entry["term"].key: [card.title for card in entry["articles"]]
        for group in terms_by_letter(level)
        for entry in group["terms"]
    }


@pytest.fixture
def library():
    """Two claims on three works, two terms, two articles."""
    build.claim("helps", "guide", "study")
    build.claim("lasts", "study")
    build.claim("unsaid", "rumour")
    build.term("balloon", "A bag.", "balloons")
    build.term("shunt")
    build.article("one", "plain", position=20, body=saying("Balloons help. [@helps]"))
    build.article("two", "plain", "detailed", position=10, body=saying("It lasts. [@lasts]"))


def test_a_work_names_the_articles_that_rest_on_it_in_their_order(library):
    assert works() == {"guide": ["one plain"], "rumour": [], "study": ["two plain", "one plain"]}


def test_a_term_names_the_articles_that_use_one_of_its_forms(library):
    assert terms() == {"balloon": ["one plain"], "shunt": []}


def test_articles_are_named_at_the_readers_level_or_the_nearest(library):
    assert works(DETAILED)["study"] == ["two detailed", "one plain"]


def test_a_use_at_any_level_counts(library):
    text = Variant.objects.get(article__slug="two", level="detailed")
    text.body = saying("A shunt is seen. [@unsaid]")
    text.save()
    assert (works()["rumour"], terms()["shunt"]) == (["two plain"], ["two plain"])


def test_an_article_is_named_once_however_often_it_uses_something(library):
    build.article("three", "plain", "standard", body=saying("Balloon, balloons. [@lasts] A balloon. [@lasts]"))
    assert (works()["study"].count("three plain"), terms()["balloon"].count("three plain")) == (1, 1)


@pytest.mark.parametrize("words", ["", "   \n"])
def test_an_article_without_a_text_to_read_is_never_named(library, words):
    build.article("hidden", "plain", body=saying("A shunt. [@unsaid]"))
    assert (works()["rumour"], terms()["shunt"]) == (["hidden plain"], ["hidden plain"])
    Variant.objects.filter(article__slug="hidden").update(body=words)
    assert (works()["rumour"], terms()["shunt"]) == ([], [])


def test_a_text_in_another_language_is_not_named_in_the_english_lists(library):
    build.article("three", "plain", body=saying("A shunt. [@unsaid]"))
    Variant.objects.filter(article__slug="three").update(language="cy")
    assert (works()["rumour"], terms()["shunt"]) == ([], [])


@pytest.mark.parametrize(
    "words",
    [
        "[Read](/articles/shunt/)", "![x](illustration:shunt)", "Words. [@shunt]", "### Smaller {#shunt}",
        "A shunt-like way", "Unshunted", "[Read](#shunt)",
    ],
)  # fmt: skip
def test_a_term_that_only_stands_in_an_address_or_another_word_is_not_used(library, words):
    build.article("three", "plain", body=saying(words))
    assert terms()["shunt"] == []


def test_a_citation_of_a_claim_that_is_not_there_names_nothing(library):
    build.article("three", "plain", body=saying("Words. [@gone]"))
    assert works() == {"guide": ["one plain"], "rumour": [], "study": ["two plain", "one plain"]}


def test_works_come_by_kind_in_the_order_of_trust_and_by_name_in_each(library):
    Reference.objects.filter(key="study").update(kind="cohort", authors="Young A")
    Reference.objects.create(key="other", kind="cohort", authors="Adams B", title="Z")
    Reference.objects.create(key="unnamed", kind="cohort", description="Middle of the list")
    found = [(group["label"], [entry["work"].key for entry in group["works"]]) for group in works_by_kind(PLAIN)]
    assert found == [
        (Reference.KINDS["guideline"], ["guide", "rumour"]),
        (Reference.KINDS["cohort"], ["other", "unnamed", "study"]),
    ]


def test_terms_come_by_letter_whatever_their_case(library):
    GlossaryTerm.objects.create(key="atrium", term="Atrium", meaning="A room.")
    GlossaryTerm.objects.create(key="aorta", term="aorta", meaning="A pipe.")
    GlossaryTerm.objects.create(key="welsh", term="calon", meaning="Calon.", language="cy")
    found = [(group["letter"], [entry["term"].key for entry in group["terms"]]) for group in terms_by_letter(PLAIN)]
    assert found == [("A", ["aorta", "atrium"]), ("B", ["balloon"]), ("S", ["shunt"])]


def test_an_empty_library_lists_nothing(db):
    assert (works_by_kind(PLAIN), terms_by_letter(PLAIN)) == ([], [])


def test_what_is_used_is_found_once_in_an_edition(library, django_assert_num_queries):
    terms()
    with django_assert_num_queries(4):
        terms()
    with django_assert_num_queries(4):
        works()


def test_every_change_shows(library):
    assert (works()["rumour"], terms()["shunt"]) == ([], [])
    build.article("three", "plain", body=saying("A shunt. [@unsaid]"))
    assert (works()["rumour"], terms()["shunt"]) == (["three plain"], ["three plain"])
    term = GlossaryTerm.objects.get(key="balloon")
    term.also = []
    term.save()
    assert terms()["balloon"] == []
    Article.objects.filter(slug="three").delete()
    assert (works()["rumour"], terms()["shunt"]) == ([], [])
