"""Passages: the sections of what readers meet, and the words that are counted in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.markup import parse
from education.models import Article, Passage, Variant, Word
from education.models.passage import LONGEST
from education.wording import Wording

from . import build

pytestmark = pytest.mark.django_db

BODY = f"""::: key-points
- Words before the first section.
:::

## Driving a car {{#driving}}

Do **not** drive on the
day after it. [@one] ![A car](illustration:heart "Of a car")

- Ask your team.

| Who | When |
| --- | --- |
| Taxi | never |

## No key

Words without a place.

## Driving again {{#driving}}

Words with the key of others.

## Long {{#{"a" * (LONGEST + 1)}}}

Words with a key beyond measure.

## Flying {{#flying}}

You may fly.

## Check yourself {{#check-yourself}}

Wrong answers.
"""


@pytest.fixture
def text(db) -> Variant:
    article = Article.objects.create(
        slug="one", stage="understand", also_called=["PTMC"], asked=["driving: May I drive?", "driving: my van"]
    )
    return build.variant(article, "plain", body=BODY, title="After the balloon")


def counted() -> dict[str, int]:
    return dict(Word.objects.filter(passages__gt=0).values_list("form", "passages"))


def test_passages_are_the_sections_that_can_be_linked_to_and_quoted(text):
    assert list(text.passages.values_list("section", "position", "heading")) == [
        ("driving", 0, "Driving a car"), ("flying", 1, "Flying"),
    ]  # fmt: skip


def test_passage_holds_its_words_without_marks_pictures_and_sources(text):
    driving, flying = text.passages.all()
    assert driving.body == "Do not drive on the day after it.\nAsk your team.\nWho\nWhen\nTaxi\nnever"
    assert driving.body_words == "do not drive on the day after it\nask your team\nwho\nwhen\ntaxi\nnever"
    assert (driving.asked, flying.asked) == ("May I drive?\nmy van", "")
    assert driving.about == flying.about == "After the balloon\nPTMC" and driving.about_words.endswith("\nptmc")
    assert str(driving).endswith("#driving")


def test_words_are_counted_once_in_each_passage_they_stand_in(text):
    told = counted()
    assert (told["driving"], told["drive"], told["ptmc"], told["fly"]) == (1, 1, 2, 1)
    assert told.keys().isdisjoint({"wrong", "measure", "first", "car’s"})
    assert Word.objects.counts(["drive", "ptmc", "nowhere"]) == {"drive": 2, "ptmc": 2}


def test_to_publish_the_same_again_counts_no_word_again(text):
    before = counted()
    text.publish(text.live)
    assert counted() == before and text.passages.count() == 2


def test_words_of_an_older_version_are_counted_no_more(text):
    text.publish(Wording("After it", "Sums it up.", "## Flying {#flying}\n\nYou may fly.\n"))
    assert counted().keys() == {"flying", "you", "may", "fly", "after", "it", "ptmc"}
    assert Word.objects.counts(["drive"]) == {} and "driving" not in Word.objects.like("drivin")


def test_words_come_that_begin_or_sound_alike_the_commonest_first(text):
    assert Word.objects.like("drivin")[:2] == ["drive", "driving"]
    assert "flying" in Word.objects.like("phlying") and "taxi" not in Word.objects.like("drivin")
    assert str(Word.objects.get(form="taxi")) == "taxi"


def test_publication_costs_as_much_for_many_sections_as_for_few(text, django_assert_max_num_queries):
    many = "\n".join(f"## Part {number} {{#part-{number}}}\n\nWords {number}.\n" for number in range(30))
    with django_assert_max_num_queries(20):
        text.publish(Wording("Many parts", "Sums it up.", many))
    assert text.passages.count() == 30


def test_texts_taken_in_together_leave_what_they_leave_one_by_one(text):
    other = build.variant(text.article, "detailed", body=BODY)
    before = counted(), list(Passage.objects.values_list("variant", "section", "body_words"))
    Passage.objects.index(text, other)
    assert (counted(), list(Passage.objects.values_list("variant", "section", "body_words"))) == before


def test_readable_are_those_of_texts_that_readers_may_meet(text, settings):
    build.variant(text.article, "plain", language="fr", body="## Voler {#voler}\n\nOui.\n")
    assert {passage.section for passage in Passage.objects.readable()} == {"driving", "flying"}
    assert {passage.section for passage in Passage.objects.readable("fr")} == {"voler"}
    settings.SHOW_UNREVIEWED = False
    assert not Passage.objects.readable().exists()


@pytest.mark.once
@given(st.text(st.one_of(st.sampled_from("aé \n#*[]()@|'’\u0301🫀٣"), st.characters(exclude_categories=["Cs"]))))
def test_what_the_databases_index_is_letters_and_digits_alone(body):
    text = Variant(article=Article(slug="one"), level="plain", title=body[:20], body=body)
    for section in parse(f"## {body[:9]}\n\n{body}").sections:
        passage = Passage.of(text, 0, section)
        words = " ".join((passage.heading_words, passage.asked_words, passage.body_words, passage.about_words))
        assert all(word.isalnum() for word in words.split())
        assert passage.body_words.count("\n") == passage.body.count("\n")
