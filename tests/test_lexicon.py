"""Words and phrases that mean the same to a reader."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from education import lexicon as module
from education.lexicon import Concept, Lexicon, lexicon
from education.words import fold, stems

pytestmark = pytest.mark.once

ENTRIES = [
    {"id": "balloon", "words": ["balloon treatment", "PTMC"], "also": ["stretching the valve", "Café"]},
    {"id": "lift", "words": ["lift"], "also": ["elevator"]},
    {"id": "raise", "words": ["raising", "lift"]},
]
SMALL = Lexicon(ENTRIES)


def same(words: str) -> set[str]:
    return {" ".join(phrase) for phrase in SMALL.synonyms.get(tuple(stems(words)), ())}


def test_words_of_a_group_find_one_another():
    assert same("PTMC") == same("Balloon treatments") == {"ptmc", "balloon treatment"}


def test_also_finds_the_words_and_is_not_found_by_them():
    assert same("stretching the valve") == {"stretch the valv", "ptmc", "balloon treatment"}
    assert same("elevator") == {"elev", "lift"} and "elev" not in same("lift")


def test_phrase_in_two_groups_finds_both():
    assert same("lift") == {"lift", "rais"} and same("raise") == {"lift", "rais"}


def test_longest_phrase_tells_how_far_to_look():
    assert SMALL.longest == 3 and Lexicon([]).longest == 1


def test_word_of_ours_is_known_as_it_is_compared():
    assert all(map(SMALL.knows, ("ptmc", "cafe", "stretching", "heart")))
    assert not any(map(SMALL.knows, ("PTMC", "baloon", "ptmcs", "")))


def test_word_is_shown_as_it_is_written():
    assert SMALL.forms["cafe"] == "café" and SMALL.forms["ptmc"].lower() == "ptmc"


def test_concept_tells_single_words_from_phrases():
    concept = Concept(frozenset({("ptmc",), ("balloon", "treatment")}), 1.0, 3)
    assert concept.single == {"ptmc"} and concept.several == [("balloon", "treatment")] and concept.is_known
    assert not Concept(frozenset({("ptmc",)}), 1.0, 0).is_known


def test_other_names_of_the_procedure_mean_the_same():
    known = lexicon().synonyms
    names = "PTMC|PMBC|PBMV|PMC|BMV|valvotomy|balloon valvuloplasty|percutaneous mitral commissurotomy"
    groups = {known[tuple(stems(name))] for name in names.split("|")}
    assert all(("balloon",) in group for group in groups)
    assert len({frozenset(group & set.intersection(*map(set, groups))) for group in groups}) == 1


def test_every_phrase_of_ours_is_found_by_itself():
    known = lexicon()
    assert all(phrase and phrase in group for phrase, group in known.synonyms.items())
    assert all(form == fold(written) for form, written in known.forms.items())


def test_copy_without_the_list_does_not_start(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "CONTENT_DIR", tmp_path)
    with pytest.raises(ImproperlyConfigured, match="the kind “synonym”"):
        module.lexicon.__wrapped__()
