"""The editor's preview and upload: for editors only, and nothing but a picture is ever stored."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from . import build

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD = "/admin/markdownx/preview/", "/admin/markdownx/upload/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"%s>%s</svg>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FOREIGN = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(form="PNG", size=(40, 20), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **options)
    return out.getvalue()


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def told(path: Path) -> tuple[str, tuple[int, int], dict]:
    """Format, size and metadata of a stored picture."""
    with Image.open(path) as kept:
        return kept.format, kept.size, dict(kept.getexif())


def upload(client, data: bytes, name="x.png", kind="image/png"):
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, data, content_type=kind)})


HOSTILE = {
    "page as gif": ("x.html", "image/gif", b"<html><script>alert(1)</script>"),
    "script as gif": ("x.js", "image/gif", b"alert(1)"),
    "drawing as gif": ("x.svg", "image/gif", (SVG % ("", "")).encode()),
    "drawing with script": ("x.svg", "image/svg+xml", (SVG % ("", "<script>alert(1)</script>")).encode()),
    "drawing with onload": ("x.svg", "image/svg+xml", (SVG % (' onload="alert(1)"', "")).encode()),
    "drawing with link": ("x.svg", "image/svg+xml", (SVG % ("", '<a href="javascript:alert(1)"/>')).encode()),
    "drawing with prefix": ("x.svg", "image/svg+xml", (SVG % ("", "<s:script>alert(1)</s:script>")).encode()),
    "drawing with foreign": (
        "x.svg",
        "image/svg+xml",
        (SVG % ("", "<foreignObject><iframe/></foreignObject>")).encode(),
    ),
    "drawing not in UTF-8": ("x.svg", "image/svg+xml", b"\xff\xfe<svg/>"),
    "broken drawing": ("x.svg", "image/svg+xml", b"<svg"),
    "laughing drawing": ("x.svg", "image/svg+xml", (LAUGHS + SVG % ("", "&b;")).encode()),
    "reading drawing": ("x.svg", "image/svg+xml", (FOREIGN + SVG % ("", "&a;")).encode()),
    "broken picture": ("x.png", "image/png", picture()[:60]),
    "nothing": ("x.png", "image/png", b""),
    "gif": ("x.gif", "image/gif", picture("GIF")),
    "tiff as png": ("x.png", "image/png", picture("TIFF")),
    "text": ("x.png", "image/png", b"just words"),
    "page with a picture's head": ("x.png", "image/png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
    "huge": ("x.png", "image/png", picture() + b"0" * 5_000_001),
    "many pixels": ("x.png", "image/png", picture(size=(5100, 5000), mode="1")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_refused_and_leaves_no_byte(client, editor, store, name):
    client.force_login(editor)
    file, kind, data = HOSTILE[name]
    response = upload(client, data, file, kind)
    assert (response.status_code, list(response.json()), stored(store)) == (400, ["image"], [])


@pytest.mark.parametrize("name", ["../../evil.png", "x.png/../../evil", "a./../../x", ".htaccess", "x.php"])
def test_name_that_the_client_gives_is_not_used(client, editor, store, name):
    client.force_login(editor)
    upload(client, picture(), name)
    (path,) = stored(store)
    assert (path.parent, path.suffix) == (store / "pictures", ".png")


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_picture_is_stored_anew_whatever_type_was_claimed(client, editor, store, form, ending):
    client.force_login(editor)
    code = upload(client, picture(form), "x.html", "text/html").json()["image_code"]
    (path,) = stored(store)
    assert code == f"![DESCRIBE THIS PICTURE](/media/pictures/{path.name})"
    assert (path.suffix, told(path)[0]) == (f".{ending}", form)


def test_picture_is_turned_upright_and_loses_what_it_says_about_its_maker(client, editor, store):
    client.force_login(editor)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "A camera", {1: "N"}
    upload(client, picture("JPEG", exif=exif))
    assert told(stored(store)[0]) == ("JPEG", (20, 40), {})


def test_wide_picture_is_made_smaller(client, editor, store):
    client.force_login(editor)
    upload(client, picture(size=(3200, 800)))
    assert told(stored(store)[0])[1] == (1600, 400)


def test_picture_with_transparency_sent_as_jpeg_is_kept_as_what_it_is(client, editor, store):
    client.force_login(editor)
    assert upload(client, picture(mode="RGBA"), "x.jpg", "image/jpeg").status_code == 200
    assert stored(store)[0].suffix == ".png"


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD])
def test_desk_is_closed_to_strangers_and_readers(client, reader, store, address):
    send = {"content": "words", "image": SimpleUploadedFile("x.png", picture(), "image/png")}
    assert client.post(address, send).status_code == 403
    client.force_login(reader)
    assert (
        client.post(
            address, {"content": "words", "image": SimpleUploadedFile("x.png", picture(), "image/png")}
        ).status_code
        == 403
    )
    assert stored(store) == []


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD])
def test_desk_takes_only_posts_and_only_with_a_token(editor, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert [browser.get(address).status_code, browser.post(address, {"content": "x"}).status_code] == [405, 403]


def test_upload_without_a_picture_says_what_to_do(client, editor):
    client.force_login(editor)
    assert client.post(UPLOAD).json() == {"image": ["No picture came along. Choose a PNG, JPEG or WebP file."]}


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


def test_uploaded_picture_is_served_in_a_box_where_no_script_runs(client, editor, store):
    client.force_login(editor)
    address = upload(client, picture()).json()["image_code"].partition("(")[2].rstrip(")")
    response = client.get(address)
    assert b"".join(response.streaming_content) == stored(store)[0].read_bytes()
    told_headers = {name: response.headers[name] for name in ("Content-Type", "Content-Security-Policy")}
    assert told_headers == {"Content-Type": "image/png", "Content-Security-Policy": "default-src 'none'; sandbox"}
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_in_the_store_that_is_no_picture_is_not_served(client, store):
    (store / "pictures").mkdir()
    (store / "pictures" / "page.html").write_text("<script>alert(1)</script>")
    (store / "secret.txt").write_text("a secret")
    for path in ("pictures/page.html", "secret.txt", "../secret", "pictures/", "pictures/none.png"):
        response = client.get(f"/media/{path}")
        assert (response.status_code, b"script>alert" in response.content) == (404, False)


def test_page_named_as_a_picture_is_served_as_a_picture(client, store):
    (store / "fake.png").write_text("<script>alert(1)</script>")
    response = client.get("/media/fake.png")
    response.close()
    assert (response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
