"""The index follows what readers may meet, on both databases, and takes nothing that is typed for a command."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.editorial import Refused
from education.index import COMMON, LOOKED_THROUGH, PAIRED, _plans, gather
from education.lexicon import Concept
from education.library import import_content
from education.models import Article, Passage, Variant
from education.query import Query
from education.wording import Wording

from . import build
from .folder import folder, swapped

pytestmark = pytest.mark.django_db

OPERATORS = '"drive" OR * NEAR(drive day, 2) heading_words: - ^ {drive} + AND NOT | & ! <-> :* () \' \\ % _ ; --'


@pytest.fixture(autouse=True)
def text(db) -> Variant:
    return build.variant(build.article("one"), "plain", body="## First {#first}\n\nYou may drive zorblatt.\n")


def found(words: str) -> list[str]:
    query = Query(words, as_typed=True)
    return sorted(f"{one.article}/{one.section}" for one in gather(query.known, query.total))


def finds(words: str) -> bool:
    return bool(found(words))


def wording(words: str) -> Wording:
    return Wording("Title", "Sums it up.", f"## First {{#first}}\n\nYou may {words}.\n")


# What is published


def test_newly_published_words_are_found_and_the_older_ones_no_more(text):
    assert finds("zorblatt")
    text.publish(wording("fly quuxly"))
    assert finds("quuxly") and not finds("zorblatt") and not finds("drive")


def test_draft_is_not_found_before_it_is_approved(text, editor, reviewer):
    review = build.submitted(text, editor, body="## First {#first}\n\nYou may fly quuxly.\n")
    assert not finds("quuxly") and finds("zorblatt")
    review.start(reviewer)
    assert not finds("quuxly") and finds("zorblatt")
    review.approve(reviewer)
    assert finds("quuxly") and not finds("zorblatt")


def test_what_was_returned_or_may_not_be_approved_is_not_found(text, editor, reviewer):
    review = build.submitted(text, editor, body="## First {#first}\n\nYou may fly quuxly.\n")
    with pytest.raises(Refused):
        review.approve(editor)
    review.start(reviewer)
    review.give_back(reviewer, "This is not so.")
    assert not finds("quuxly") and finds("zorblatt")


def test_text_that_no_clinician_has_checked_is_found_only_where_it_is_shown(text, editor, reviewer, settings):
    settings.SHOW_UNREVIEWED = False
    assert not finds("zorblatt")
    build.approved(text, editor, reviewer, body="## First {#first}\n\nYou may fly quuxly.\n")
    assert finds("quuxly")


def test_text_of_another_language_is_not_found(text):
    build.variant(text.article, "plain", language="fr", body="## Un {#un}\n\nConduire quuxly.\n")
    assert not finds("quuxly")


@pytest.mark.parametrize(
    "delete",
    [
        lambda text: text.delete(),
        lambda text: text.article.delete(),
        lambda text: Variant.objects.filter(level="plain").delete(),
        lambda text: Article.objects.all().delete(),
        lambda text: Passage.objects.all().delete(),
    ],
    ids=["a text", "an article", "many texts", "many articles", "many passages"],
)
def test_what_is_deleted_is_not_found(text, delete):
    delete(text)
    assert not finds("zorblatt") and not finds("drive")


def test_other_names_and_readers_questions_are_found_as_they_stand(text):
    article = text.article
    article.asked, article.also_called = ["first: May I ride a quuxly?"], ["Frobnicate"]
    article.save()
    assert finds("quuxly") and finds("frobnicate") and finds("zorblatt")
    article.asked, article.also_called = [], []
    article.save()
    assert not finds("quuxly") and not finds("frobnicate") and finds("zorblatt")


def test_what_was_undone_leaves_nothing(text):
    with transaction.atomic():
        text.publish(wording("fly quuxly"))
        build.article("two", "plain", body="## First {#first}\n\nA frobnicate.\n")
        assert finds("quuxly") and finds("frobnicate")
        transaction.set_rollback(True)
    assert not finds("quuxly") and not finds("frobnicate") and finds("zorblatt")


def test_import_is_found_and_the_next_one_as_well(tmp_path):
    import_content(folder(tmp_path))
    assert finds("can go wrong") and not finds("quuxly")
    import_content(folder(tmp_path, swapped("articles/risks/plain.md", "Words about it.", "Words about quuxly.")))
    assert finds("quuxly")
    import_content(folder(tmp_path), dry_run=True)
    assert finds("quuxly") and not finds("frobnicate")
    import_content(folder(tmp_path, swapped("articles/risks/article.yaml", "is it risky", "does it frobnicate")))
    assert finds("frobnicate") and not finds("quuxly")


def test_index_holds_just_what_its_table_holds(text):
    text.publish(wording("fly quuxly"))
    Passage.objects.filter(section="first").update(body_words="you may glide")
    build.article("two", "plain", "detailed").delete()
    assert finds("fly") is False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # raises if index and table differ
            cursor.execute("INSERT INTO education_passageindex (education_passageindex) VALUES ('integrity-check')")
        held = {"sqlite": "MATCH 'glide'", "postgresql": "@@ to_tsquery('simple', 'glide')"}[connection.vendor]
        table = {"sqlite": "education_passageindex", "postgresql": "education_passage"}[connection.vendor]
        column = {"sqlite": "education_passageindex", "postgresql": "words_index"}[connection.vendor]
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} {held}")  # noqa: S608
        assert cursor.fetchone() == (1,)


# What is asked


def concept(*phrases: str, times: int = 1) -> Concept:
    return Concept(frozenset(tuple(phrase.split()) for phrase in phrases), 1.0, times)


def test_phrase_is_found_where_its_words_stand_side_by_side():
    assert gather([concept("may drive")], 1) and gather([concept("nowhere", "may drive")], 1)
    assert not gather([concept("drive may")], 1) and not gather([concept("you drive")], 1)


def test_operators_of_a_database_are_words_like_others():
    for operator in [OPERATORS, *OPERATORS.split()]:
        assert finds(operator) is ("drive" in operator), operator
        assert gather([concept(operator)], 1) == [] or "drive" in operator
        assert gather([concept(f"{operator} zorblatt", "zorblatt")], 1), operator


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.sampled_from("ab \"'*^:-+&|!<>(){}\\%_0٣²🫀\u0301"), st.characters(codec="utf-8"))))
def test_whatever_is_asked_for_fails_nowhere(text):
    phrase = text.replace("\0", "").split()[:4]
    if phrase:
        gather([Concept(frozenset({tuple(phrase), ("zorblatt",)}), 1.0, 1)], 1)
    assert finds(f"{text[:200]} zorblatt")


def test_what_stands_nearly_everywhere_is_found_too():
    assert len(gather([concept("drive", times=COMMON + 1)], COMMON + 2)) == 1
    assert gather([], 10) == []


@pytest.mark.once
def test_common_words_are_asked_for_together_and_rare_ones_alone():
    rare, common, other = (concept(word, times=times) for word, times in (("a", 3), ("b", 9000), ("c", 9000)))
    assert _plans([rare], 10) == [[(rare,)], [(rare,)]]
    assert _plans([rare, common, other], 110_000)[0] == [(rare,), (common, other)]
    assert _plans([common], 10_000)[0] == [(common,)]
    assert all(len(together) <= PAIRED for plan in _plans([common] * 9, 10) for together in plan)
    assert _plans([], 10) == [] and LOOKED_THROUGH > 3


def test_where_common_words_stand_together_nowhere_the_rarest_is_asked_for_alone():
    drive, other = concept("drive", times=9000), concept("nowhere", times=9001)
    assert gather([other, drive], 90_000)
