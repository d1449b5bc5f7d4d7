"""The checks as a whole: a sound folder passes, every rule is planted somewhere, and a broken folder breaks nothing."""

import re
from collections import Counter

import pytest
from django.conf import settings

from education.checks import check, check_beside, check_text, texts
from education.faults import ERRORS, WARNINGS, Fault
from education.files import read
from education.markup import parse

from ..folder import FILES, RULEBOOK, folder, swapped
from . import (
    test_asking,
    test_entries,
    test_forbidden,
    test_levels,
    test_numbers,
    test_parts,
    test_plainness,
    test_resolving,
)
from .planted import ABOUT, CLAIMS, DETAILED, LINE, PLAIN, RISKS_PLAIN, found, said

pytestmark = pytest.mark.once
MODULES = (
    test_asking, test_entries, test_forbidden, test_levels, test_numbers, test_parts, test_plainness, test_resolving,
)  # fmt: skip
PLANTED = {f"{module.__name__}: {name}": case for module in MODULES for name, case in module.PLANTED.items()}
SOUND = {f"{module.__name__}: {name}": case for module in MODULES for name, case in module.SOUND.items()}


@pytest.mark.parametrize(("changes", "fault"), PLANTED.values(), ids=PLANTED)
def test_fault_is_named_with_file_line_rule_and_remedy(tmp_path, changes, fault):
    """And whoever asks about one text is told what the check of all tells of it."""
    contents = read(folder(tmp_path, RULEBOOK | changes))
    alone = {text.path: check_text(contents, text.key) for text in texts(contents) if text.path == fault.path}
    before = list(contents.faults)
    check(contents)
    assert sorted(contents.faults) == [fault]
    assert alone in ({}, {fault.path: [one for one in contents.faults if one.path == fault.path and one not in before]})


@pytest.mark.parametrize(("rule", "changes"), SOUND.values(), ids=SOUND)
def test_what_comes_close_is_no_fault(tmp_path, rule, changes):
    assert found(tmp_path, changes) == []


def test_one_text_is_checked_without_reading_the_other_articles(tmp_path, monkeypatch):
    link = swapped(PLAIN, "/articles/risks/#first-part", "/articles/risks/plain/")
    contents = read(folder(tmp_path, link | said("Other words.", RISKS_PLAIN)))
    read_texts = []
    monkeypatch.setattr("education.checks.text._parsed", lambda body: read_texts.append(body) or parse(body))
    assert check_text(contents, ("text", "overview/plain")) == []
    assert {contents.records["text", name]["body"] for name in ("overview/plain", "overview/detailed")} == {*read_texts}
    assert contents.records["text", "risks/plain"]["body"] not in read_texts


def test_the_text_that_others_are_held_to_hears_of_their_faults(tmp_path):
    contents = read(folder(tmp_path, swapped(PLAIN, "{#second-part}", "{#other}")))
    model, other = ("text", "overview/detailed"), ("text", "overview/plain")
    assert (check_text(contents, model), check_beside(contents, model)) == ([], check_text(contents, other))
    assert [fault.rule for fault in check_text(contents, other)] == ["levels"]
    assert check_beside(contents, other) == []


def test_a_text_that_is_not_there_has_no_fault(tmp_path):
    contents = read(folder(tmp_path))
    assert check_text(contents, ("text", "none/plain")) == check_beside(contents, ("page", "about")) == []


def test_a_sound_folder_has_no_fault(tmp_path):
    assert found(tmp_path) == []


def test_every_rule_is_planted_with_a_fault_and_with_something_close_to_it():
    planted = {fault.rule for _, fault in PLANTED.values()}
    close = {rule for rule, _ in SOUND.values()}
    assert planted == ERRORS.keys() | WARNINGS.keys()
    assert close == planted


def test_editors_are_told_every_rule_in_the_same_words():
    guide = (settings.CONTENT_DIR / "README.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", guide, re.MULTILINE)).items() >= (ERRORS | WARNINGS).items()


def test_no_rule_is_an_error_and_a_warning():
    assert ERRORS.keys() & WARNINGS.keys() == set()


def test_a_fault_breaks_a_rule_that_there_is():
    with pytest.raises(ValueError, match="There is no rule gossip"):
        Fault(PLAIN, 1, "It is wrong", "Mend it", "gossip")


@pytest.mark.parametrize(
    ("rule", "is_error"), [*dict.fromkeys(ERRORS, True).items(), *dict.fromkeys(WARNINGS, 0).items()]
)
def test_a_fault_knows_whether_it_keeps_a_folder_out(rule, is_error):
    assert Fault(PLAIN, 1, "It is wrong", "Mend it", rule).is_error == is_error


@pytest.mark.parametrize(
    ("message", "told"),
    [("it is wrong", "it is wrong. Mend it."), ("wrong: It is.", "wrong: It is. Mend it."), ("So?", "So? Mend it.")],
)
def test_a_fault_reads_as_one_line_without_a_stop_too_many(message, told):
    assert str(Fault(PLAIN, 3, message, "Mend it", "link")) == f"{PLAIN}:3: {told} [link]"


def test_faults_of_every_matter_are_told_at_once(tmp_path):
    changes = said("You are given 3 of it. [@one]\n\nIt lasts for ever. [@gone]") | swapped(ABOUT, "[@two]", "[@none]")
    changes |= swapped(CLAIMS, "strength: cohort", "strength: rumour")
    assert [(fault.path, fault.line, fault.rule) for fault in found(tmp_path, changes)] == [
        (PLAIN, LINE, "number-not-held"),
        (PLAIN, LINE, "passive"),
        (PLAIN, LINE + 2, "citation"),
        (PLAIN, LINE + 2, "forbidden"),
        (CLAIMS, 12, "evidence"),
        (ABOUT, 8, "citation"),
    ]


@pytest.mark.parametrize("name", sorted((FILES | RULEBOOK).keys() - {DETAILED, RISKS_PLAIN}))  # texts are alike
def test_a_file_that_lacks_a_line_is_checked_to_the_end(tmp_path, name):
    """Whatever an editor forgets, the checks name what they can, and never break off."""
    lines = (FILES | RULEBOOK)[name].splitlines(keepends=True)
    faults = [found(tmp_path, {name: "".join(lines[:at] + lines[at + 1 :])}) for at in range(len(lines))]
    assert len(faults) == len(lines) and any(faults)


def test_a_folder_without_any_text_is_checked_to_the_end(tmp_path):
    nothing = {name: None for name in FILES if name.endswith(".md")}
    assert Counter(fault.rule for fault in found(tmp_path, nothing)) == {"article": 2, "unused-claim": 2}


def test_an_empty_folder_is_checked_to_the_end(tmp_path):
    faults = found(tmp_path, dict.fromkeys(FILES | RULEBOOK))
    assert [(fault.path, fault.message) for fault in faults] == [
        (name, "the file is missing") for name in ("claims.yaml", "glossary.yaml", "references.yaml")
    ]
