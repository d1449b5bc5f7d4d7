"""Kept pages: the same bytes for those whom nothing tells apart, new ones in a new edition, and never another's."""

import gzip
import io
import sys

import brotli
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from education import kept
from education.kept import KeptPage, KeptPages, Shelf
from education.preferences import Preferences

from . import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(settings, monkeypatch):
    """The application as gunicorn meets it, believing no mark of an edition for longer than a question."""
    settings.KEEP_PAGES = True
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(kept, "FRESH", -1)
    ends = (request_started, request_finished)
    for end in ends:  # the end of a request would close the connection that holds the test's transaction
        end.disconnect(close_old_connections)
    yield KeptPages(get_wsgi_application())
    for end in ends:
        end.connect(close_old_connections)


def ask(door, path: str, cookie: str = "", method: str = "GET", query: str = "", **headers) -> tuple[str, dict, bytes]:
    """Status, headers and body of a request."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    started: list = []
    response = door(environ, lambda status, headers, *problem: started.append((status, dict(headers))))
    body = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return (*started[0], body)


def reader_cookie(level: str) -> str:
    return f"reader={Preferences(level=level).to_cookie()}"


def signed_in(user) -> str:
    client = Client()
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def test_second_visit_is_the_same_page_without_asking_django(door, django_assert_num_queries):
    build.article("one", "plain")
    first = ask(door, "/articles/one/")
    with django_assert_num_queries(1):  # the mark of the edition
        assert ask(door, "/articles/one/") == first


def test_change_of_any_content_makes_a_new_page(door):
    article = build.article("one", "plain")
    assert b"Words of one" in ask(door, "/articles/one/")[2]
    text = article.variants.get()
    text.body = "## A {#a}\n\nOther words."
    text.save()
    assert b"Other words." in ask(door, "/articles/one/")[2]
    text.delete()
    assert ask(door, "/articles/one/")[0] == "404 Not Found"


def test_readers_of_different_levels_get_different_pages(door):
    build.article("one", "plain", "detailed")
    for _ in range(2):
        for level in ("plain", "detailed"):
            assert (
                f"Words of one at the {level} level.".encode() in ask(door, "/articles/one/", reader_cookie(level))[2]
            )


def test_page_for_a_reader_with_a_cookie_may_not_be_shared_and_one_without_may(door):
    build.article("one", "plain")
    for _ in range(2):
        assert ask(door, "/articles/one/")[1]["Cache-Control"] == "public, max-age=60"
        assert ask(door, "/articles/one/", reader_cookie("plain"))[1]["Cache-Control"] == "private, no-cache"


def test_signed_in_reader_never_meets_a_kept_page_nor_leaves_one(door, reader):
    build.article("one", "plain")
    session = signed_in(reader)
    for _ in range(2):
        assert b"/accounts/sign-in/" not in ask(door, "/articles/one/", session)[2]
        assert b"/accounts/sign-in/" in ask(door, "/articles/one/")[2]


def test_session_that_is_over_is_read_as_nobodys(door):
    build.article("one", "plain")
    store = SessionStore()
    store.create()
    assert b"/accounts/sign-in/" in ask(door, "/articles/one/", f"sessionid={store.session_key}")[2]


@pytest.mark.parametrize("path", ["/preferences/", "/accounts/sign-in/", "/nowhere/", "/healthz"])
def test_page_that_no_view_lets_go_is_not_kept(door, path):
    ask(door, path)
    assert not door.shelf._pages


def test_post_and_query_go_past_the_shelf(door):
    build.article("one", "plain")
    ask(door, "/articles/one/", query="x=1")
    assert ask(door, "/articles/one/", method="POST")[0] == "403 Forbidden"
    assert not door.shelf._pages


def test_unknown_host_is_refused_even_when_the_page_is_kept(door):
    build.article("one", "plain")
    ask(door, "/articles/one/")
    assert ask(door, "/articles/one/", host="evil.example")[0] == "400 Bad Request"


def test_page_comes_compressed_as_the_browser_likes_and_whole_otherwise(door):
    build.article("one", "plain")
    plain = ask(door, "/articles/one/")[2]
    status, headers, body = ask(door, "/articles/one/", accept_encoding="gzip, br")
    assert (headers["Content-Encoding"], brotli.decompress(body)) == ("br", plain)
    status, headers, body = ask(door, "/articles/one/", accept_encoding="gzip")
    assert (headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", plain)
    assert "Content-Encoding" not in ask(door, "/articles/one/")[1]


def test_browser_that_knows_the_page_is_told_so(door):
    build.article("one", "plain")
    tag = ask(door, "/articles/one/")[1]["ETag"]
    status, headers, body = ask(door, "/articles/one/", if_none_match=tag)
    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert ask(door, "/articles/one/", if_none_match='"another"')[0] == "200 OK"


def test_tag_is_the_same_on_every_server():
    pages = [KeptPage.of([("Content-Type", "text/html")], b"a page", hard=True) for _ in range(2)]
    assert pages[0].etag == pages[1].etag == '"6c2f36c1d046b0cbecf3bfa2"'


def test_kept_page_carries_the_headers_of_the_page(door):
    build.article("one", "plain")
    for _ in range(2):
        headers = ask(door, "/articles/one/")[1]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert (headers["Vary"], headers["X-Content-Type-Options"]) == ("Cookie, Accept-Encoding", "nosniff")
        assert "Set-Cookie" not in headers


def test_shelf_lets_the_least_used_page_go(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    shelf, page = Shelf(), KeptPage("", {}, [])
    shelf.put(("a",), page)
    shelf.put(("b",), page)
    shelf.get(("a",))
    shelf.put(("c",), page)
    assert [shelf.get((name,)) for name in "abc"] == [page, None, page]


def test_pages_are_not_kept_where_the_setting_says_so(door, settings):
    settings.KEEP_PAGES = False
    build.article("one", "plain")
    ask(door, "/articles/one/")
    assert not door.shelf._pages
