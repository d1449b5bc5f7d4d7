"""The editor's preview: the page's own rendering, for editors only. Uploads: test_uploads.py."""

import pytest
from django.test import Client

from . import build

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/markdownx/preview/"


def test_preview_is_closed_to_strangers_and_readers(client, reader):
    assert client.post(PREVIEW, {"content": "words"}).status_code == 403
    client.force_login(reader)
    assert client.post(PREVIEW, {"content": "words"}).status_code == 403


def test_preview_takes_only_posts_and_only_with_a_token(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert [browser.get(PREVIEW).status_code, browser.post(PREVIEW, {"content": "x"}).status_code] == [405, 403]


def test_preview_is_the_rendering_of_the_page(client, editor):
    build.article("one", "plain", body="## A {#a}\n\nThe valve. <script>alert(1)</script>")
    build.term("valve", "A door for blood.")
    client.force_login(editor)
    seen = client.post(PREVIEW, {"content": "## A {#a}\n\nThe valve. <script>alert(1)</script>"}).content.decode()
    section = seen.partition("</h2>")[2].strip()
    assert 'data-meaning="A door for blood."' in section
    assert section in client.get("/articles/one/").content.decode()


def test_preview_of_nothing_is_nothing_and_of_too_much_is_refused(client, editor):
    client.force_login(editor)
    assert client.post(PREVIEW).content == b""
    assert client.post(PREVIEW, {"content": "a" * 100_001}).status_code == 413


def test_stock_endpoints_are_not_there(client, chief):
    client.force_login(chief)
    assert [
        client.post(address, {"content": "x"}).status_code
        for address in ("/markdownx/markdownify/", "/markdownx/upload/")
    ] == [404, 404]
