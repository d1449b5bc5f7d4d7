"""The command that takes texts into the search."""

from io import StringIO

import pytest
from django.core.management import call_command

from education.models import Edition, Passage, Variant, Word

from . import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library():
    build.unwritten(build.article("one", "plain", "detailed"), "standard")
    build.article("two", "plain", body="Words that stand in no section.\n")


def run(**options) -> str:
    out = StringIO()
    call_command("index_texts", stdout=out, **options)
    return out.getvalue()


def state() -> tuple[list, dict]:
    passages = Passage.objects.order_by("variant", "position").values_list("variant", "section", "body", "about_words")
    return list(passages), dict(Word.objects.filter(passages__gt=0).values_list("form", "passages"))


def test_published_texts_that_cannot_be_found_are_taken_in():
    before = state()
    assert before[0]
    Passage.objects.all().delete()
    Word.objects.all().delete()
    assert run() == "2 texts taken into the search\n" and state() == before
    assert not Passage.objects.filter(variant=Variant.objects.get(level="standard")).exists()


def test_one_text_alone_is_taken_in_beside_the_others():
    before = state()
    Word.objects.exchange(Passage.objects.filter(variant__level="detailed"), [])
    Passage.objects.filter(variant__level="detailed").delete()
    assert run() == "1 text taken into the search\n" and state() == before


def test_where_nothing_is_to_do_nothing_is_done_or_said(django_assert_max_num_queries):
    Variant.objects.filter(article__slug="two").delete()
    mark = Edition.now()
    with django_assert_max_num_queries(1):
        assert run() == ""
    assert Edition.now() == mark


def test_all_makes_passages_and_counts_anew():
    before = state()
    Passage.objects.update(body="wrong", about_words="wrong")
    Word.objects.update(passages=99)
    Word.objects.create(form="gone", written="gone", stem="gone", sound="KN", passages=7)
    assert run() == ""
    assert run(all=True) == "2 texts taken into the search\n" and state() == before
    assert not Word.objects.filter(form="gone").exists()


def test_all_counts_words_of_deleted_texts_no_more():
    Variant.objects.filter(level="detailed").delete()
    run(all=True)
    assert "detailed" not in state()[1] and "plain" in state()[1]


def test_many_texts_are_taken_in_some_at_a_time(monkeypatch):
    before = state()
    monkeypatch.setattr("education.management.commands.index_texts.AT_ONCE", 1)
    assert run(all=True) == "2 texts taken into the search\n" and state() == before


def test_edition_is_turned_when_texts_are_taken_in():
    mark = Edition.now()
    run(all=True)
    assert Edition.now() != mark


def test_failure_leaves_what_was_there(monkeypatch):
    before = state()
    monkeypatch.setattr(Passage, "of_text", classmethod(lambda cls, text: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        run(all=True)
    assert state() == before
