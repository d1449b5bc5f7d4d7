"""Whether a link leads somewhere. That each fault is told with its line is tested in test_checks.py."""

import pytest

from education.files import Contents
from education.links import dead_end
from education.markup import parse

pytestmark = pytest.mark.once

TEXT = parse("## A {#a}\n\nWords.")
OTHER = parse("## B {#b}\n\nWords.")
DOCUMENTS = {
    ("text", "risks/plain"): TEXT,
    ("text", "risks/standard"): TEXT,
    ("page", "about"): TEXT,
    ("page", "us"): OTHER,
}
CONTENTS = Contents(records={("term", "valve"): {"key": "valve"}})


@pytest.mark.parametrize(
    "address",
    [
        "#a", "/", "/articles/risks/", "/articles/risks/#a", "/articles/risks/plain/#a", "/about/", "/about/#a",
        "/about/us/#b", "/glossary/", "/glossary/#valve", "/preferences/", "/accounts/sign-up/",
        "https://example.org/x", "mailto:a@example.org", "tel:112",
    ],
)  # fmt: skip
def test_link_that_leads_somewhere_has_nothing_wrong_with_it(address):
    assert dead_end(address, TEXT, CONTENTS, DOCUMENTS) == ""


def test_link_without_a_level_must_find_its_section_at_every_level():
    documents = DOCUMENTS | {("text", "risks/detailed"): OTHER}
    assert (
        dead_end("/articles/risks/#a", TEXT, CONTENTS, documents) == "the link /articles/risks/#a leads to no section"
    )
    assert dead_end("/articles/risks/plain/#a", TEXT, CONTENTS, documents) == ""


def test_article_whose_name_begins_alike_is_not_taken_for_another():
    assert dead_end("/articles/risk/", TEXT, CONTENTS, DOCUMENTS) == "the link /articles/risk/ leads to no article"
