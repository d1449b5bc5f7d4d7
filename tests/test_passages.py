"""Where a claim is cited, and which links of the live texts lead nowhere."""

import pytest

from education.models import Article, Variant
from education.passages import broken_links, resting_on
from education.wording import Wording

from . import build

pytestmark = pytest.mark.django_db


def saying(words: str) -> str:
    return f"## Part {{#part}}\n\n{words}\n"


def told(key: str = "helps") -> list[tuple]:
    return [(str(one.where), one.stands, one.line, one.sentence, one.figures) for one in resting_on(key)]


@pytest.fixture
def plain() -> Variant:
    build.claim("helps", "guide", figures=("90%",))
    words = "It helps 9 out of 10 people. [@helps] It lasts. [@helps-long]\n\nOther words."
    return build.article("one", "plain", "detailed", body=saying(words)).variants.get(level="plain")


def test_every_sentence_that_cites_a_claim_is_named_by_level(plain):
    sentence = (3, "It helps 9 out of 10 people.", ("9 out of 10",))
    assert told() == [("one · Plain · en", "live", *sentence), ("one · Detailed · en", "live", *sentence)]
    assert [one.variant.level for one in resting_on("helps")] == ["plain", "detailed"]


def test_a_draft_that_differs_is_named_beside_the_live_text(plain):
    plain.keep_draft(Wording("T", "S", saying("Words.\n\nIt helps 90%. [@helps]")))
    found = [one for one in resting_on("helps") if one.variant == plain]
    assert [(one.is_draft, one.line, one.sentence) for one in found] == [
        (False, 3, "It helps 9 out of 10 people."), (True, 5, "It helps 90%."),
    ]  # fmt: skip


def test_pages_and_cells_of_tables_are_named_too(plain):
    build.page("us", "| A | B |\n|---|---|\n| Helped | 90% [@helps] |\n")
    assert told()[-1] == ("us", "live", 3, "90%", ("90%",))
    assert resting_on("helps")[-1].variant is None


@pytest.mark.parametrize("key", ["none", "help", "HELPS", "%"])
def test_a_claim_that_nobody_cites_rests_nothing(plain, key):
    assert told(key) == []


def test_links_that_lead_nowhere_are_found_in_what_readers_meet(plain, django_assert_num_queries):
    assert broken_links() == []
    build.article("two", "plain", body=saying("[One](/articles/one/#part) [none](/articles/none/)"))
    build.page("us", "Words.\n\n[Gone](/articles/one/#gone)")
    plain.keep_draft(Wording("T", "S", saying("[Drafted](/articles/none/)")))
    found = {(str(one.where), one.line, one.address) for one in broken_links()}
    assert found == {("two · Plain · en", 3, "/articles/none/"), ("us", 3, "/articles/one/#gone")}
    with django_assert_num_queries(3):
        broken_links()


def test_a_link_breaks_when_what_it_leads_to_goes(plain):
    build.article("two", "plain", body=saying("[One](/articles/one/)"))
    assert broken_links() == []
    Article.objects.filter(slug="one").delete()
    assert [(one.variant.article.slug, one.message) for one in broken_links()] == [
        ("two", "the link /articles/one/ leads to no article")
    ]
