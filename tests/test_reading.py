"""Who reads, at which level, and what they get."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import RedisError

from config.settings import env
from education.levels import ReadingLevel
from education.models import Article, Claim, ReaderProfile
from education.preferences import Preferences
from education.reading import Reader, around, journey, read, samples

from . import build

pytestmark = pytest.mark.django_db


def fetched(slug: str) -> Article:
    return Article.objects.published().with_texts().get(slug=slug)


def reader_with(cookie: str = "", user=None) -> Reader:
    request = RequestFactory().get("/")
    if cookie:
        request.COOKIES["reader"] = cookie
    if user:
        request.COOKIES["sessionid"] = "a session"
        request.user = user
    return Reader(request)


def test_unknown_reader_gets_plain():
    assert reader_with().level == ReadingLevel.PLAIN
    assert reader_with().is_unknown


def test_cookie_comes_before_plain():
    assert reader_with(Preferences(level="detailed").to_cookie()).level == ReadingLevel.DETAILED


def test_profile_comes_before_cookie(reader):
    ReaderProfile.keep(reader, Preferences(level="standard"))
    assert reader_with(Preferences(level="detailed").to_cookie(), reader).level == ReadingLevel.STANDARD


def test_cookie_serves_a_signed_in_reader_without_profile(reader):
    assert reader_with(Preferences(level="detailed").to_cookie(), reader).level == ReadingLevel.DETAILED


@pytest.mark.parametrize(
    "cookie", ["x", "patient.plain.1", "patient.plain.9.auto", "....", "nurse.plain.1.auto", "a" * 5000]
)
def test_cookie_that_makes_no_sense_is_ignored(cookie):
    assert reader_with(cookie).preferences == Preferences()
    assert not reader_with(cookie).chosen


def test_health_professional_is_suggested_detailed_but_may_pick_plain():
    assert reader_with(Preferences(kind="professional").to_cookie()).level == ReadingLevel.DETAILED
    assert reader_with(Preferences(kind="professional", level="plain").to_cookie()).level == ReadingLevel.PLAIN


def test_reader_looks_nothing_up_before_asked(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        reader_with(user=reader)


def test_level_wanted_is_the_level_shown():
    build.article("one", "plain", "standard")
    reading = read(fetched("one"), ReadingLevel.STANDARD)
    assert (reading.level, reading.substituted) == (ReadingLevel.STANDARD, False)


def test_missing_level_is_replaced_by_the_nearest_plainer_first():
    build.article("one", "plain", "detailed")
    reading = read(fetched("one"), ReadingLevel.STANDARD)
    assert (reading.level, reading.substituted) == (ReadingLevel.PLAIN, True)


def test_switch_names_all_levels_and_marks_the_one_shown_and_those_not_written():
    build.article("one", "plain", "detailed")
    reading = read(fetched("one"), ReadingLevel.DETAILED)
    assert [(choice.level.value, choice.current, choice.available) for choice in reading.switch] == [
        ("plain", False, True),
        ("standard", False, False),
        ("detailed", True, True),
    ]


def test_each_section_links_to_itself_at_the_other_levels():
    build.article("one", "plain", "standard", "detailed")
    reading = read(fetched("one"), ReadingLevel.STANDARD)
    assert [other.url for other in reading.sections[1].elsewhere] == [
        "/articles/one/plain/#second-part",
        "/articles/one/detailed/#second-part",
    ]


def test_works_are_numbered_in_the_order_of_citation_and_listed_once():
    build.claim("first", "work-b", "work-a")
    build.claim("second", "work-a")
    build.article("one", "plain", body="## A {#a}\n\nSo it is. [@first]\n\nAnd so. [@second]")
    reading = read(fetched("one"), ReadingLevel.PLAIN)
    assert [(cited.number, cited.work.key, len(cited.backlinks)) for cited in reading.references] == [
        (1, "work-b", 1),
        (2, "work-a", 2),
    ]


def test_page_comes_though_the_cache_is_down(settings):
    settings.CACHES = {"default": env.dj_cache_url("NO_SUCH_VARIABLE", "redis://127.0.0.1:1/0")}
    build.article("one", "plain")
    with pytest.raises(RedisError):
        cache.get("anything")
    assert "Words of one" in read(fetched("one"), ReadingLevel.PLAIN).sections[0].html


def test_changed_meaning_shows_at_once():
    build.article("one", "plain", body="## A {#a}\n\nThe mitral valve.")
    term = build.term("mitral-valve", "An old meaning.")
    assert "An old meaning." in read(fetched("one"), ReadingLevel.PLAIN).sections[0].html
    term.meaning = "A new meaning."
    term.save()
    assert "A new meaning." in read(fetched("one"), ReadingLevel.PLAIN).sections[0].html


def test_deleted_claim_leaves_no_number_behind():
    build.claim("first", "work-a")
    build.article("one", "plain", body="## A {#a}\n\nSo it is. [@first]")
    Claim.objects.all().delete()
    assert read(fetched("one"), ReadingLevel.PLAIN).references == []


def test_unchecked_text_never_says_approved():
    build.article("one", "plain")
    review = read(fetched("one"), ReadingLevel.PLAIN).review
    assert (review.approved, review.label) == (False, "Draft: not yet checked by a clinician")


def test_journey_lists_published_articles_under_their_stage_and_no_others():
    build.article("one", "plain", stage="decide")
    build.article("two", stage="decide")
    found = {row["stage"].value: [card.slug for card in row["cards"]] for row in journey(ReadingLevel.PLAIN)}
    assert found == {
        "understand": [],
        "decide": ["one"],
        "prepare": [],
        "the-day": [],
        "going-home": [],
        "later-on": [],
    }


def test_before_and_after_follow_the_journey_and_leave_out_what_is_not_published():
    one, _, three = (
        build.article(slug, *levels, position=place)
        for slug, levels, place in [("one", ["plain"], 1), ("two", [], 2), ("three", ["plain"], 3)]
    )
    one.related.add(three)
    near = around(one, ReadingLevel.PLAIN)
    assert (near.previous, near.next.slug, [card.slug for card in near.related]) == (None, "three", ["three"])


def test_related_article_far_away_is_not_taken_for_the_next():
    articles = [build.article(f"a-{place}", "plain", position=place) for place in range(5)]
    articles[0].related.add(articles[4])
    near = around(articles[0], ReadingLevel.PLAIN)
    assert (near.next.slug, [card.slug for card in near.related]) == ("a-1", ["a-4"])


def test_around_costs_the_same_for_many_articles(django_assert_num_queries):
    first = build.article("a-0", "plain", position=0)
    for count in (1, 10):
        for place in range(count):
            build.article(f"b-{count}-{place}", "plain", position=place + 1)
        with django_assert_num_queries(2):
            around(first, ReadingLevel.PLAIN)


def test_samples_are_the_first_point_of_the_overview_at_each_level():
    build.article("overview", "plain", "detailed")
    assert [(sample["level"].value, sample["text"]) for sample in samples()] == [
        ("plain", "A point about overview at the plain level."),
        ("detailed", "A point about overview at the detailed level."),
    ]


def test_without_an_overview_there_are_no_samples():
    assert samples() == []
