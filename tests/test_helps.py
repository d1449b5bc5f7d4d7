"""What can be put into a text: claims and words found by search, blocks, drawings, sections."""

import pytest
from django.urls import reverse

from education import helps
from education.markup import BLOCKS, PICTURE, parse
from education.models import Variant

from . import build

pytestmark = pytest.mark.django_db

HOSTILE = '"><script>alert(1)</script>'


def test_claims_are_found_by_all_of_the_words_wherever_they_stand(client, editor):
    build.claim("risk-stroke", "work", text="A stroke is a risk.", figures=("1.5%",))
    build.claim("help-stroke", "work", text="Signs of a stroke.")
    client.force_login(editor)

    def found(words: str) -> list[str]:
        return [claim["key"] for claim in client.get(reverse("desk:claims"), {"q": words}).json()["found"]]

    assert found("stroke") == ["help-stroke", "risk-stroke"]
    assert found("1.5% STROKE") == ["risk-stroke"]
    assert found("stroke nowhere") == found("") == found("\0") == []
    assert found(HOSTILE) == found("a" * 5000) == []


def test_no_search_answers_with_more_than_twenty(client, editor):
    for number in range(25):
        build.claim(f"claim-{number}", "work", text="Alike.")
    client.force_login(editor)
    claims = client.get(reverse("desk:claims"), {"q": "alike"}).json()["found"]
    assert len(claims) == 20
    assert set(claims[0]) == {"key", "text", "topic", "figures", "note", "strength"}


def test_terms_are_found_by_form_and_meaning(client, editor):
    build.term("valve", "A door for blood.", "valves")
    client.force_login(editor)
    for words in ("valves", "door", "VALVE blood"):
        found = client.get(reverse("desk:terms"), {"q": words}).json()["found"]
        assert found == [{"key": "valve", "term": "valve", "also": ["valves"], "meaning": "A door for blood."}]


@pytest.mark.once
def test_every_block_has_a_beginning_that_is_that_block():
    assert [block.name for block in helps.blocks()] == list(BLOCKS)
    for block in helps.blocks():
        assert [found.name for found in parse(block.markdown).blocks] == [block.name]
        assert block.label
        assert block.purpose


@pytest.mark.once
def test_every_drawing_is_offered_with_words_for_those_who_cannot_see_it():
    drawings = helps.drawings()
    assert len(drawings) > 10
    for drawing in drawings:
        (picture,) = parse(drawing.markdown).pictures
        assert PICTURE.match(picture.source)
        assert picture.words == drawing.shows


def test_sections_of_the_other_levels_are_offered():
    build.article("one", "plain", "standard")
    assert helps.sections(Variant.objects.first()) == [("first-part", "First part"), ("second-part", "Second part")]
