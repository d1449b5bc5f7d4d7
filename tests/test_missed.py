"""Words that readers looked for: a word that few have used is nowhere, not in the database, the cache or a log."""

import logging
import pickle

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError
from redis.exceptions import ConnectionError as CacheIsDown

from education import missed
from education.missed import ENOUGH, PERIOD, count
from education.models import MissedWord

pytestmark = pytest.mark.django_db

WORD = "canaryword"


@pytest.fixture(autouse=True)
def _cache_of_its_own(settings):
    """In memory, where all of it can be looked at."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "missed"}
    settings.CACHES = {"default": memory}
    cache.clear()


@pytest.fixture
def asked(rf):
    """Makes a search that came from the network of this number."""
    return lambda number: rf.get("/search/", REMOTE_ADDR=f"192.0.2.{number}")


def kept() -> dict[str, int]:
    return dict(MissedWord.objects.values_list("word", "times"))


def everything() -> str:
    """All that the cache and the database hold."""
    in_cache = [repr((key, pickle.loads(value))) for key, value in cache._cache.items()]  # noqa: S301  # our own
    return " ".join([*in_cache, *(repr(list(model._base_manager.values_list())) for model in apps.get_models())])


def test_word_below_five_is_in_no_database_cache_or_log(asked, caplog, django_assert_num_queries):
    caplog.set_level(logging.DEBUG)
    with django_assert_num_queries(0):
        for number in range(ENOUGH - 1):
            count([WORD], asked(number))
    assert WORD not in everything() and WORD not in caplog.text
    assert len(cache._cache) >= ENOUGH
    assert "192.0.2" not in everything()


def test_fifth_network_keeps_the_word_and_others_count_on(asked):
    for number in range(ENOUGH):
        count([WORD], asked(number))
    assert kept() == {WORD: 5}
    count([WORD], asked(9))
    assert kept() == {WORD: 6}


def test_one_network_counts_once_however_often_it_asks(asked):
    for number in [1] * 20 + [2, 3, 4, 4, 4]:
        count([WORD, WORD.upper()], asked(number))
    assert kept() == {}


def test_networks_of_more_than_thirty_days_are_not_added_up(asked, monkeypatch):
    now = [PERIOD * 700]
    monkeypatch.setattr(missed.time, "time", lambda: now[0])
    for number in range(ENOUGH - 1):
        count([WORD], asked(number))
    before = set(cache._cache)
    now[0] += PERIOD
    count([WORD], asked(7))
    assert kept() == {}
    count([WORD], asked(1))
    assert len(set(cache._cache) - before) == 6  # under other hashes: the word, two networks, and their allowances


def test_known_word_goes_on_counting_in_the_next_thirty_days(asked):
    MissedWord.objects.create(word=WORD, times=5)
    for number in range(ENOUGH + 1):
        count([WORD], asked(number))
    assert kept() == {WORD: 11}


@pytest.mark.parametrize("word", ["ab", "x" * 31, "a1b2c", "two words", "it's", "", "\0\0\0", "<b>", "0701234567"])
def test_what_is_no_word_of_letters_is_not_counted(asked, word):
    for number in range(ENOUGH):
        count([word], asked(number))
    assert (kept(), len(cache._cache)) == ({}, 0)


def test_three_words_of_a_search_are_counted_and_one_network_cannot_fill_the_cache(asked):
    for number in range(ENOUGH):
        count(["one", "two", "three", "four"], asked(number))
    assert kept() == {"one": 5, "two": 5, "three": 5}
    for number in range(100):
        count([f"word{chr(97 + number % 26)}{chr(97 + number // 26)}"], asked(9))
    assert len(cache._cache) < 100


def test_cache_that_is_down_counts_nothing_and_fails_nobody(asked, monkeypatch):
    def fail(*_, **__):
        raise CacheIsDown

    monkeypatch.setattr(LocMemCache, "add", fail)
    for number in range(ENOUGH):
        count([WORD], asked(number))
    assert kept() == {}


def test_database_that_cannot_be_written_fails_nobody(asked, monkeypatch):
    def fail(*_):
        raise OperationalError

    monkeypatch.setattr(type(MissedWord.objects), "seen", fail)
    for number in range(ENOUGH):
        count([WORD], asked(number))
    assert kept() == {}
