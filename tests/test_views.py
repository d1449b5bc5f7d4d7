"""Pages: what is shown, to whom, under which headers, and at what cost."""

import pytest
from django.core.cache import cache

from education.models import Edition
from education.preferences import Preferences
from education.reading import _ledger

from . import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    """Each test meets its own pages, not those kept from another's."""
    settings.KEEP_PAGES = False
    cache.clear()


def with_level(client, level: str) -> None:
    client.cookies["reader"] = Preferences(level=level).to_cookie()


def text(response) -> str:
    return response.content.decode()


def test_bare_address_shows_the_readers_level(client):
    build.article("one", "plain", "standard", "detailed")
    assert "Words of one at the plain level." in text(client.get("/articles/one/"))
    with_level(client, "detailed")
    assert "Words of one at the detailed level." in text(client.get("/articles/one/"))


def test_fixed_address_shows_its_level_to_anyone_and_leaves_the_preference_alone(client):
    build.article("one", "plain", "standard")
    with_level(client, "plain")
    response = client.get("/articles/one/standard/")
    assert "Words of one at the standard level." in text(response)
    assert response.cookies == {}
    assert "Words of one at the plain level." in text(client.get("/articles/one/"))


def test_missing_level_shows_the_nearest_and_says_so(client):
    build.article("one", "standard")
    page = text(client.get("/articles/one/"))
    assert "Words of one at the standard level." in page
    assert "said--level" in page


def test_bare_address_is_canonical(client):
    build.article("one", "plain", "standard")
    assert '<link rel="canonical" href="http://testserver/articles/one/">' in text(
        client.get("/articles/one/standard/")
    )


@pytest.mark.parametrize(
    "address", ["/articles/none/", "/articles/none/plain/", "/articles/one/hard/", "/articles/ONE/", "/about/none/"]
)
def test_what_is_not_there_is_not_found_in_plain_words(client, address):
    build.article("one", "plain")
    response = client.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (404, "no-store")
    assert "<h1" in text(response)


def test_article_without_readable_text_is_not_found_anywhere(client):
    build.article("overview", "plain")
    build.article("hidden")
    build.article("empty").variants.create(level="plain", draft_title="Secret title", draft="Secret words.")
    assert [client.get(f"/articles/{slug}/").status_code for slug in ("overview", "hidden", "empty")] == [200, 404, 404]
    for address in ("/", "/sitemap.xml", "/articles/overview/"):
        page = text(client.get(address))
        assert "overview" in page
        assert "Secret" not in page
        assert "/articles/empty/" not in page


def test_every_article_says_that_no_clinician_has_checked_it(client):
    build.article("one", "plain", "standard", "detailed")
    for level in ("plain", "standard", "detailed"):
        assert "not yet checked by a clinician" in text(client.get(f"/articles/{'one'}/{level}/"))


def test_help_is_one_tap_away_on_every_page(client):
    build.article("one", "plain")
    build.page("about")
    for address in ("/", "/articles/one/", "/glossary/", "/preferences/", "/about/", "/accounts/sign-up/", "/nowhere/"):
        assert 'href="/articles/when-to-get-help/"' in text(client.get(address))


def test_anonymous_reading_sets_no_cookie_and_opens_no_session(client):
    build.article("one", "plain")
    for address in ("/", "/articles/one/", "/articles/one/plain/", "/glossary/", "/preferences/", "/nowhere/"):
        assert client.get(address).cookies == {}


def test_page_of_an_unknown_reader_may_be_shared_and_others_may_not(client, reader):
    build.article("one", "plain")
    assert client.get("/articles/one/").headers["Cache-Control"] == "public, max-age=60"
    with_level(client, "plain")
    assert client.get("/articles/one/").headers["Cache-Control"] == "private, no-cache"
    client.cookies.clear()
    client.force_login(reader)
    response = client.get("/articles/one/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 4),
        ("/articles/one/", 7),
        ("/articles/one/plain/", 7),
        ("/glossary/", 4),
        ("/about/", 3),
        ("/preferences/", 2),
    ],
)
def test_query_count_of_a_page_does_not_grow_with_the_library(client, django_assert_num_queries, address, queries):
    """The edition, the article, its texts, questions, neighbours with their texts, works cited: one query each."""
    build.claim("known", "work-a")
    build.page("about", "## About {#about}\n\nSo it is. [@known]")
    body = "::: key-points\n- A point. [@known]\n:::\n\n## A {#a}\n\nWords."
    for slug in ("one", "overview"):
        build.article(slug, "plain", "standard", "detailed", body=body)
    for count in (1, 3):
        for place in range(count):
            build.article(f"more-{count}-{place}", "plain", position=place)
        client.get(address)  # renders, and reads terms and sources of this edition
        with django_assert_num_queries(queries):
            client.get(address)


def test_glossary_lists_terms_by_letter(client):
    build.term("valve", "A door for blood.", "valves")
    build.term("atrium", "An upper chamber of the heart.")
    page = text(client.get("/glossary/"))
    assert page.index("An upper chamber of the heart.") < page.index("A door for blood.")
    assert 'id="valve"' in page


def test_sources_page_lists_each_work_with_the_articles_that_rest_on_it(client):
    build.claim("known", "work-a")
    build.page("sources")
    build.article("one", "plain", body="## A {#a}\n\nSo it is. [@known]")
    page = text(client.get("/about/sources/"))
    assert "Title of work-a" in page
    assert 'href="/articles/one/"' in page


def test_health_and_readiness_answer_programs(client):
    assert [(client.get(address).status_code, client.get(address).content) for address in ("/healthz", "/readyz")] == [
        (200, b"ok\n"),
        (200, b"ready\n"),
    ]


def test_security_contact_is_told_only_where_the_operator_named_one(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = "mailto:security@example.org", "2027-01-01T00:00:00Z"
    assert text(client.get("/.well-known/security.txt")).startswith("Contact: mailto:security@example.org\n")


def test_robots_points_to_the_map_and_the_map_to_published_pages(client):
    build.article("one", "plain")
    assert "Sitemap: http://testserver/sitemap.xml" in text(client.get("/robots.txt"))
    assert "<loc>http://testserver/articles/one/</loc>" in text(client.get("/sitemap.xml"))


def test_ledger_is_read_once_an_edition(django_assert_num_queries):
    build.term("valve")
    mark = Edition.now()
    with django_assert_num_queries(2):
        _ledger(mark)
    with django_assert_num_queries(0):
        _ledger(mark)
