"""Answers: passages word for word, or an honest no."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education.answers import DECIDING, QUOTED, SURE, WHOLE, Answer, _run, answer, emergencies
from education.levels import ReadingLevel
from education.markup import parse
from education.models import Article
from education.rendering import Ledger, quoted, render
from education.words import stems, tokens

from . import build

pytestmark = pytest.mark.django_db

BODY = f"""## Driving {{#driving}}

Do not drive a car on the day after it. [@a-claim] Ask your **doctor** about your licence.

## Warfarin {{#warfarin}}

Never stop your warfarin unless your own doctor says so.

## What warfarin is {{#what}}

Warfarin is a tablet.

## Long {{#long}}

{"Words and words and words. " * 40}

Before it, eat no zorblatt: [@b-claim]

- no zorblatt cake
- no soup

{"Words again and again. " * 40}

## Chest pain {{#pain}}

Chest pain is an emergency.
"""
CITED = re.compile(r'<sup class="cite">.*?</sup>|<figure class="picture">.*?</figure>', re.DOTALL)
LEDGER = Ledger({"heart": ("heart", "It beats.")}, {"one": ("first", "second")})
INLINE = st.lists(
    st.sampled_from(["heart", "**bold** words", "a `code`", "[a link](/about/)", "1 < 2 & 3", "so.", "[@one].", "it"]),
    min_size=1,
    max_size=6,
).map(" ".join)
BLOCK = st.sampled_from(
    ["{}", "- {}\n- {}", "1. {}\n2. {}", "> {}", "| A | B |\n| --- | --- |\n| {} | {} |", "::: note\n{}\n\n- {}\n:::"]
    + ["::: chance\n3 out of 100 people. {}\n:::", "### Lower\n\n{}", '![heart](illustration:heart "{}")', "{}\n{}"]
)
BODIES = st.lists(st.builds(lambda block, told: block.replace("{}", told.replace("|", "")), BLOCK, INLINE), min_size=1)


@pytest.fixture(scope="module", autouse=True)
def library(shared):
    with shared():
        build.claim("a-claim", "a-work")
        build.claim("b-claim", "a-work", "b-work")
        made = build.article("recovery", "plain", "detailed", stage="going-home", body=BODY)
        made.asked = ["driving: When may I drive a car?", "what: What is warfarin?", "long: May I eat zorblatt cake?"]
        made.save()
        related = build.article("risks", "plain", position=20, body="## Harm {#harm}\n\nA car may hit you.\n")
        made.related.add(related)


def told(question: str, level: str = "plain") -> Answer:
    return answer(question, ReadingLevel(level))


def sections(question: str) -> list[str]:
    return [quote.section for quote in told(question).quotes]


def words(html: str) -> list[str]:
    """The words and signs of HTML as a reader sees them, whatever white space stands between."""
    return re.findall(r"\w+|[^\w\s]", re.sub(r"<[^>]*>", " ", CITED.sub("", html)))


def stands_in(run: list[str], whole: list[str]) -> bool:
    return f" {' '.join(run)} " in f" {' '.join(whole)} "


# Word for word


@pytest.mark.once
@settings(max_examples=60)
@given(BODIES, st.sets(st.sampled_from(stems("heart bold code so lower people"))), st.integers(1, 30))
def test_quoted_words_are_a_run_of_the_section(blocks, sought, most):
    body = "## One {#one}\n\n" + "\n\n".join(blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("education.answers.WHOLE", most)
        run, goes_on = _run(parse(body).sections[0].tokens, SimpleNamespace(sought=frozenset(sought)))
    whole, part = words(render(body, LEDGER).sections[0].html), words(quoted(run, LEDGER))
    assert stands_in(part, whole)
    assert goes_on or part == whole


def test_short_section_is_quoted_whole_and_a_long_one_where_it_says_most():
    (whole,) = told("When may I drive a car?").quotes[:1]
    assert not whole.goes_on and words(whole.html)[-2:] == ["licence", "."]
    (part,) = told("May I eat zorblatt cake?").quotes[:1]
    assert part.section == "long" and part.goes_on and len(tokens(" ".join(words(part.html)))) <= WHOLE
    assert part.html.startswith("<p>Before it, eat no zorblatt:") and "no soup" in part.html


def test_works_of_a_quotation_are_those_of_its_own_words():
    assert [work.key for work in told("When may I drive a car?").quotes[0].works] == ["a-work"]
    assert [work.key for work in told("May I eat zorblatt cake?").quotes[0].works] == ["a-work", "b-work"]
    assert told("What is warfarin?").quotes[0].works == () and "<sup" not in told("drive a car").quotes[0].html


def test_quotation_says_whence_it_is_and_who_has_checked_it():
    (first, *_) = told("When may I drive a car?", "detailed").quotes
    assert (first.text.article.slug, first.level, first.heading) == ("recovery", "detailed", "Driving")
    assert first.url == "/articles/recovery/detailed/#driving"
    assert not first.review.approved


def test_not_more_is_quoted_than_belongs_to_the_question():
    assert sections("When may I drive a car?")[0] == "driving"
    assert all(len(sections(question)) <= QUOTED for question in ("warfarin", "doctor car zorblatt pain"))
    assert len(set(sections("warfarin"))) == len(sections("warfarin")) and 0 < SURE < 1


def test_others_are_named_to_go_on_to():
    found = told("When may I drive a car?")
    quoted_here = {quote.url for quote in found.quotes}
    assert [card.slug for card in found.also] == ["risks"]
    assert all(topic.url not in quoted_here for topic in found.near)


def test_text_of_the_readers_level_without_the_section_is_not_quoted_for_another():
    made = Article.objects.get(slug="risks")
    build.variant(made, "detailed", body="## What a quuxly is {#quux}\n\nA quuxly.\n")
    assert sections("what is a quuxly") == [] and told("what is a quuxly", "detailed").quotes


# An honest no


def test_where_nothing_is_sure_nothing_is_quoted():
    for question in ("Who painted the ceiling of the chapel?", "quetzalcoatl", "", "?", "what is it"):
        found = told(question)
        assert (found.quotes, found.is_refused, found.also) == ((), True, ())


def test_outside_matter_quotes_nothing_even_if_our_words_are_in_it():
    found = told("What does it cost to drive a car?")
    assert found.refusal.kind == "outside" and found.quotes == () and found.is_refused


def test_decision_quotes_only_what_names_the_team():
    found = told("Should I stop my warfarin?")
    assert found.refusal.is_decision and found.is_refused
    assert 0 < len(found.quotes) <= DECIDING
    assert all({"doctor", "team"} & set(tokens(quote.html)) for quote in found.quotes)


def test_emergency_comes_before_any_refusal():
    found = told("I have crushing chest pain, what does it cost? Should I stop my warfarin?")
    assert found.emergencies == ("chest pain",) and found.refusal and not found.is_refused
    assert emergencies("Will it cost much?") == ()


def test_question_is_kept_no_longer_than_it_may_be():
    assert len(told("drive " * 200).question) == 500
    assert told("My story is long. " * 40 + "I have chest pain right now").emergencies


def test_answer_follows_the_library():
    text = Article.objects.get(slug="risks").variants.get(level="plain")
    before = text.live
    text.publish(type(before)(before.title, before.summary, "## Frobnicators {#harm}\n\nA frobnicator may hit you.\n"))
    (first, *_) = told("what is a frobnicator").quotes
    assert words(first.html) == ["A", "frobnicator", "may", "hit", "you", "."]
    text.publish(before)
    assert told("what is a frobnicator").quotes == ()
    text.article.delete()
    assert told("When may I drive a car?").also == ()


def test_answer_costs_as_much_in_a_large_library(django_assert_max_num_queries):
    told("drive a car")
    for number in range(4):
        build.article(f"more-{number}", "plain", body="## A {#a}\n\nDrive a car.\n")
    told("drive a car")
    with django_assert_max_num_queries(24):
        told("When may I drive a car?")
