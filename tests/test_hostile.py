"""Whatever anybody can type stays words: on every page, and whoever looks.

The same library is made twice, of harmless and of hostile words; its pages are then made of the same elements. What is
written as Markdown is held to the allow-list besides: see test_rendering_safety.py. For the forms see
test_hostile_forms.py.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client

from education.preview import markdownify

from .hostile import HARMLESS, HOSTILE, Shelf, pages
from .payloads import BREAKING, EVERY, ODD
from .shape import Shape
from .strict_html import ATTRIBUTES, faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Pages with prose, findings or differences hold more or fewer of these, by what the words are.
BY_THE_WORDS = {*ATTRIBUTES, "section", "dl", "dt", "dd", "span", "option", "noscript", "button"}
PROSE = re.compile(
    r"/(glossary|about|articles|invitations|admin/desk)/"
    r"|/admin/education/(article|variant|claim|auditentry|outdatedmark)/\d+/change/"
)
PLACES = (
    "{}", "Words {} more. [@one]", "- {}\n  - {}", "## {} {{#key}}\n\n{}", '[{}](/a{} "{}")',
    '![{}](/media/x.png "{}")',
)  # fmt: skip


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker) -> dict[str, list[Shape]]:
    """By who looks and the address, the page of the harmless library and that of the hostile one."""
    found: dict[str, list[Shape]] = {}
    with django_db_blocker.unblock():
        for words in (HARMLESS, HOSTILE):
            whole = transaction.atomic()
            whole._from_testcase = True  # so that the steps of a review may be taken within it
            with whole:
                for name, html in _asked(Shelf(words, longest=connection.vendor == "sqlite")):
                    found.setdefault(name, []).append(Shape(html))
                transaction.set_rollback(True)
    return found


def _asked(shelf: Shelf):
    """Each page by its name, which leaves out what differs between two libraries: tokens, and numbers of rows."""
    for who, addresses in pages(shelf).items():
        client = Client()
        if who:
            client.force_login(shelf.people[who])
        for at, address in enumerate(addresses):
            answer = client.get(address)
            assert answer.status_code == 200, address
            name = re.sub(r"(?<=/invitations/)[^/]+|\d+", "0", address)
            yield f"{who or 'anybody'} {at}: {name}", answer.content.decode()


def test_there_are_enough_words_and_pages(seen):
    assert len(set(EVERY)) >= 150
    assert len(seen) >= 65
    assert {len(pages) for pages in seen.values()} == {2}


def test_no_page_holds_what_could_run_load_or_lead_away(seen):
    assert {name: told for name, (_, page) in seen.items() if (told := page.harms)} == {}


def test_pages_of_lists_and_forms_are_made_of_the_same_elements_whatever_the_words(seen):
    found = {
        name: (hostile.elements - harmless.elements, harmless.elements - hostile.elements)
        for name, (harmless, hostile) in seen.items()
        if not PROSE.search(name) and harmless.elements != hostile.elements
    }
    assert found == {}


def test_pages_with_prose_hold_besides_only_what_the_allow_list_lets_through(seen):
    found = {}
    for name, (harmless, hostile) in seen.items():
        more = {kind: times for kind, times in (hostile.elements - harmless.elements).items() if not _is_prose(*kind)}
        counted = {kind: times for kind, times in more.items() if kind[0] not in BY_THE_WORDS}
        unknown = set(more) - set(harmless.elements)
        if counted or unknown:
            found[name] = (counted, unknown)
    assert found == {}


def _is_prose(tag: str, names: tuple[str, ...]) -> bool:
    return tag in ATTRIBUTES and set(names) <= ATTRIBUTES[tag]


def test_no_word_becomes_a_name_that_a_script_looks_for(seen):
    """Two elements of one name, or a key of a section that is one of the page's own, would mislead it."""
    found = {}
    for name, (harmless, hostile) in seen.items():
        taken = {said for said, times in hostile.ids.items() if times > max(1, harmless.ids[said])}
        if taken:
            found[name] = taken
    assert found == {}


def test_what_is_typed_comes_out_of_the_preview_as_the_allow_list_says():
    found = {
        (place, said): told
        for place in PLACES
        for said in ODD + BREAKING
        if (told := faults(markdownify(place.replace("{}", said).replace("{{", "{").replace("}}", "}"))))
    }
    assert found == {}
