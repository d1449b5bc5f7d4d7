"""Matters that we do not answer."""

import pytest
from django.conf import settings

from education.files import listed
from education.lexicon import lexicon
from education.refusals import Refusals

pytestmark = pytest.mark.once

PRICE = {"id": "price", "kind": "outside", "says": "what it costs", "whom": "Ask.", "when": ["cost|price"]}
STOP = {"id": "stop", "kind": "decision", "says": "whether to stop", "whom": "Ask.", "when": ["i > stop"]}
OUTSIDE = """
    how much does the balloon cost | what is the price of PTMC in India | will my insurance pay for it
    which hospital is best for it | who is the best surgeon in London | my knee hurts when i walk
    i want to kill myself
"""
DECISION = """
    should I stop my warfarin | can i skip my blood thinner tonight | should my mum stop taking her apixaban
    can I take two tablets if I missed one | shud i stop warfrin
"""
NEITHER = """
    what is a balloon valvuloplasty | will it hurt | how long is the stay in hospital | why do I need warfarin
    when can I drive | what does stenosis mean | when should I stop warfarin before the procedure
    who decides | can the valve narrow again | how do they stop the bleeding
"""


def lines(told: str) -> list[str]:
    return [one.strip() for line in told.split("\n") for one in line.split("|") if one.strip()]


@pytest.fixture(scope="module")
def ours() -> Refusals:
    return Refusals(listed(settings.CONTENT_DIR, "refusal"), lexicon().knows)


def test_first_matter_that_is_met_counts():
    both = "can i stop asking the price"
    assert [Refusals(rows, lambda word: True).of(both).key for rows in ([PRICE, STOP], [STOP, PRICE])] == [
        "price", "stop",
    ]  # fmt: skip
    assert Refusals([PRICE, STOP], lambda word: True).of("is it safe") is None


def test_matter_is_none_where_its_exception_is_met_even_in_another_sentence():
    matters = Refusals([PRICE | {"unless": ["effort"]}], lambda word: True)
    assert matters.of("what price?") and not matters.of("what price, in effort?") and not matters.of("Price? Effort.")


def test_list_may_be_used_in_patterns_and_is_no_matter():
    lists = [{"id": "coin", "kind": "words", "when": ["euro|rupee"]}, PRICE | {"when": ["how many > @coin"]}]
    matters = Refusals(lists, lambda word: True)
    assert matters.of("how many rupees").says == "what it costs" and matters.of("a rupee") is None


@pytest.mark.parametrize("wrong", [{"kind": "matter"}, {"says": ""}, {"whom": ""}])
def test_entry_that_lacks_what_readers_are_told_is_named(wrong):
    with pytest.raises(ValueError, match="“price” needs a kind"):
        Refusals([PRICE | wrong], lambda word: True)


def test_pattern_that_cannot_be_read_is_named_with_its_entry():
    with pytest.raises(ValueError, match="“price” has a pattern that cannot be read"):
        Refusals([PRICE | {"unless": ["@nobody"]}], lambda word: True)


@pytest.mark.parametrize(("told", "kind"), [(OUTSIDE, "outside"), (DECISION, "decision"), (NEITHER, None)])
def test_matters_of_ours(ours, told, kind):
    found = {question: ours.of(question) for question in lines(told)}
    assert {question: matter and matter.kind for question, matter in found.items()} == dict.fromkeys(found, kind)


def test_what_readers_are_told_is_a_sentence(ours):
    assert all(matter.says[0].islower() or matter.says[0] == "I" for matter in ours._matters)
    assert all(matter.says[-1] not in ".?!" and matter.whom[-1] in ".?" for matter in ours._matters)


@pytest.mark.parametrize("odd", ["", "\0", "…?!", "🫀" * 500, "ש" * 4096, "@leaving-off + @medicines", "\u202e\u0301"])
def test_nothing_that_can_be_typed_is_too_much(ours, odd):
    assert ours.of(odd) is None
