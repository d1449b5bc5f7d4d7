"""What editors may upload: nothing but a picture is stored, nobody but they may, and a refusal leaves not a byte.

How a picture is made anew: test_pictures.py.
"""

import io
import re
import struct
import zlib

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from PIL import Image

from . import build
from .folder import bytes_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # pictures are files

UPLOAD = "/admin/markdownx/upload/"
TAKEN = re.compile(r"!\[DESCRIBE THIS PICTURE\]\((/media/(pictures/[0-9a-f]{32}-\d+x\d+\.(?:png|jpg|webp)))\)")
NONE = "No picture came along. Choose a PNG, JPEG or WebP file."
EMPTY = "The file is empty. Choose it again, or choose another PNG, JPEG or WebP file."
BROKEN = "This is not a whole PNG, JPEG or WebP picture. Save it as one of these and try again."
LARGE = "The picture is larger than 5 MB. Make it smaller and try again."
PIXELS = "The picture has more than 25 million pixels. Make it smaller and try again."
STRANGER = "You may not upload pictures. Sign in again, as somebody who may change texts."


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "before.png").write_bytes(b"before")
    return tmp_path


@pytest.fixture
def desk(client, editor) -> Client:
    client.force_login(editor)
    return client


def picture(form="PNG", size=(40, 20), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def header(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds nothing."""
    parts = {b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT": zlib.compress(b""), b"IEND": b""}
    chunks = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts.items()]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def svg(inside: str = "", head: str = "", attributes: str = "") -> bytes:
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{inside}</svg>'.encode()


def upload(client: Client, data: bytes, name="x.png", kind="image/png", **extra):
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, data, content_type=kind)}, **extra)


PNG = picture()
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FOREIGN = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DRAWING = "image/svg+xml"
REFUSED = {
    "page declared as gif": ("x.html", "image/gif", b"<html><script>alert(1)</script>", 400, BROKEN),
    "script declared as gif": ("x.js", "image/gif", b"alert(1)", 400, BROKEN),
    "drawing declared as gif": ("x.svg", "image/gif", svg(), 400, BROKEN),
    "drawing": ("x.svg", DRAWING, svg(), 400, BROKEN),
    "drawing with script": ("x.svg", DRAWING, svg("<script>alert(1)</script>"), 400, BROKEN),
    "drawing with onload": ("x.svg", DRAWING, svg(attributes=' onload="alert(1)"'), 400, BROKEN),
    "drawing with javascript link": ("x.svg", DRAWING, svg('<a href="javascript:alert(1)"/>'), 400, BROKEN),
    "drawing with prefixed script": ("x.svg", DRAWING, svg("<s:script>alert(1)</s:script>"), 400, BROKEN),
    "drawing with foreignObject": ("x.svg", DRAWING, svg("<foreignObject><iframe/></foreignObject>"), 400, BROKEN),
    "drawing not in UTF-8": ("x.svg", DRAWING, b"\xff\xfe<svg/>", 400, BROKEN),
    "malformed drawing": ("x.svg", DRAWING, b"<svg", 400, BROKEN),
    "laughing drawing": ("x.svg", DRAWING, svg("&b;", LAUGHS), 400, BROKEN),
    "reading drawing": ("x.svg", DRAWING, svg("&a;", FOREIGN), 400, BROKEN),
    "corrupt picture": ("x.png", "image/png", PNG[:60], 400, BROKEN),
    "corrupt jpeg": ("x.jpg", "image/jpeg", picture("JPEG")[:-40], 400, BROKEN),
    "corrupt webp": ("x.webp", "image/webp", picture("WEBP")[:-10], 400, BROKEN),
    "empty": ("x.png", "image/png", b"", 400, EMPTY),
    "moving gif": ("x.gif", "image/gif", picture("GIF"), 400, BROKEN),
    "gif declared as png": ("x.png", "image/png", picture("GIF"), 400, BROKEN),
    "tiff declared as png": ("x.png", "image/png", picture("TIFF"), 400, BROKEN),
    "bitmap declared as jpeg": ("x.jpg", "image/jpeg", picture("BMP"), 400, BROKEN),
    "icon": ("x.ico", "image/x-icon", picture("ICO"), 400, BROKEN),
    "document": ("x.pdf", "application/pdf", picture("PDF"), 400, BROKEN),
    "words": ("x.png", "image/png", b"just words", 400, BROKEN),
    "page behind the mark of a png": ("x.png", "image/png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", 400, BROKEN),
    "144 megapixels": ("x.png", "image/png", picture(size=(12_000, 12_000), mode="1"), 400, PIXELS),
    "400 megapixels": ("x.png", "image/png", header(20_000, 20_000), 400, PIXELS),
    "25 megapixels and a row": ("x.png", "image/png", header(5_000, 5_001), 400, PIXELS),
    "more pixels than there are numbers": ("x.png", "image/png", header(2**31 - 1, 2**31 - 1), 400, PIXELS),
    "a head that lies": ("x.png", "image/png", header(4_000, 4_000), 400, BROKEN),
    "no pixels": ("x.png", "image/png", header(0, 0), 400, BROKEN),
    "a little over 5 MB": ("x.png", "image/png", PNG + bytes(5_000_001), 400, LARGE),
    "51 MB": ("x.png", "image/png", PNG + bytes(51_000_000), 413, LARGE),
}  # fmt: skip
STORED = {
    "png": ("x.png", "image/png", PNG, "png"),
    "jpeg": ("x.jpg", "image/jpeg", picture("JPEG"), "jpg"),
    "webp": ("x.webp", "image/webp", picture("WEBP"), "webp"),
    "no extension": ("x", "image/png", PNG, "png"),
    "wrong declared type": ("x.html", "text/html", PNG, "png"),
    "RGBA as JPEG": ("x.jpg", "image/jpeg", picture(mode="RGBA"), "png"),
    "up and away": ("../../../tmp/evil.png", "image/png", PNG, "png"),
    "away in the middle": ("x.png/../../evil", "image/png", PNG, "png"),
    "away behind a dot": ("a./../../x", "image/png", PNG, "png"),
    "hidden": (".htaccess", "image/png", PNG, "png"),
    "a program": ("x.php", "image/png", PNG, "png"),
    "a page behind the picture": ("x.html", "text/html", PNG + b"<script>alert(1)</script>", "png"),
    "no end of a name": ("x" * 4_000 + ".png", "image/png", PNG, "png"),
    "a name that is code": ("<img src=x onerror=alert(1)>](javascript:x).png", "image/png", PNG, "png"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_is_refused_with_a_remedy_and_leaves_no_byte(desk, store, case):
    name, kind, data, status, message = REFUSED[case]
    before = bytes_of(store)
    response = upload(desk, data, name, kind)
    assert (response.status_code, response.json(), bytes_of(store)) == (status, {"image": [message]}, before)


@pytest.mark.parametrize("case", STORED)
def test_picture_is_stored_anew_under_a_name_of_ours_whatever_the_client_says(desk, store, case):
    name, kind, data, ending = STORED[case]
    before = bytes_of(store)
    response = upload(desk, data, name, kind)
    (code,) = response.json().values()
    after = bytes_of(store)
    assert (response.status_code, set(after) - set(before)) == (200, {TAKEN.fullmatch(code)[2]})
    stored = after[TAKEN.fullmatch(code)[2]]
    assert (code.endswith(f".{ending})"), b"script" in stored, before.items() <= after.items()) == (True, False, True)


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}])
def test_upload_answers_the_same_with_a_script_and_without(desk, headers):
    good, bad = upload(desk, PNG, headers=headers), upload(desk, b"words", headers=headers)
    assert [(good.status_code, list(good.json())), (bad.status_code, bad.json())] == [
        (200, ["image_code"]), (400, {"image": [BROKEN]}),
    ]  # fmt: skip


# Requests that are not what the editor sends


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, NONE),
        ({"image": "words"}, NONE),
        ({"picture": SimpleUploadedFile("x.png", PNG)}, NONE),
        (
            {"image": [SimpleUploadedFile("x.png", PNG), SimpleUploadedFile("y.png", PNG)]},
            "These are several pictures. Choose one at a time.",
        ),
        ({"image": SimpleUploadedFile("x.png", PNG), "content": "a" * 1_000_001}, "did not arrive whole"),
        ({f"image{number}": SimpleUploadedFile("x.png", PNG) for number in range(101)}, "did not arrive whole"),
        ({f"field{number}": "" for number in range(1001)}, "did not arrive whole"),
    ],
    ids=["nothing", "words", "wrong field", "several", "a long field", "101 files", "1,001 fields"],
)
def test_request_without_one_picture_is_told_what_to_do(desk, store, sent, message):
    before = bytes_of(store)
    response = desk.post(UPLOAD, sent)
    assert (response.status_code, bytes_of(store)) == (400, before)
    assert message in response.json()["image"][0]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=image; filename=x.png\r\n"),
        ("multipart/form-data; boundary=" + "b" * 300, b"--b"),
        ("multipart/form-data; boundary=\xe9", b"--b"),
        ("application/json", b'{"image": 1}'),
        ("image/png", PNG),
        ("application/x-www-form-urlencoded", b"image=%00%ff"),
        ("application/x-www-form-urlencoded; charset=latin-1", b"image=1"),
    ],
)
def test_body_that_is_no_form_is_refused(desk, store, kind, body):
    before = bytes_of(store)
    response = desk.generic("POST", UPLOAD, body, kind)
    assert (response.status_code, bytes_of(store)) == (400, before)


def test_request_that_is_too_large_is_passed_over_and_never_parsed(desk):
    response = upload(desk, bytes(6_000_000))
    assert (response.status_code, response.json()) == (413, {"image": [LARGE]})
    assert (response.wsgi_request.read(1), hasattr(response.wsgi_request, "_files")) == (b"", False)


def test_request_that_breaks_off_is_refused(desk, store, monkeypatch):
    def gone(self, *args):
        raise OSError("the browser has gone")

    before = bytes_of(store)
    monkeypatch.setattr(FakePayload, "read", gone)
    statuses = [upload(desk, data).status_code for data in (PNG, bytes(6_000_000))]
    assert (statuses, bytes_of(store)) == ([400, 413], before)


def test_request_of_a_length_that_is_no_number_holds_nothing(desk):
    response = desk.generic("POST", UPLOAD, b"--b", "multipart/form-data; boundary=b", CONTENT_LENGTH="many")
    assert response.status_code == 400


def test_full_disk_is_told_and_leaves_no_byte(desk, store, monkeypatch, caplog):
    def full(self, name, content):
        raise OSError(28, "No space left on device")

    before = bytes_of(store)
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    response = upload(desk, PNG)
    assert (response.status_code, bytes_of(store)) == (503, before)
    assert "disk may be full" in response.json()["image"][0]
    assert "A picture could not be stored" in caplog.text


# Who may


@pytest.mark.parametrize("who", ["stranger", "reader", "member of staff"])
def test_upload_is_closed_to_who_may_not_change_texts(client, store, who):
    if who != "stranger":
        client.force_login(build.user("somebody@example.org", is_staff=who != "reader"))
    before = bytes_of(store)
    for data in (PNG, b"words", bytes(6_000_000)):
        response = upload(client, data)
        assert (response.status_code, response.json(), bytes_of(store)) == (403, {"image": [STRANGER]}, before)
        assert not hasattr(response.wsgi_request, "_files")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_upload_takes_nothing_but_posts(desk, store, method):
    before = bytes_of(store)
    assert (desk.generic(method, UPLOAD).status_code, bytes_of(store)) == (405, before)


def test_upload_needs_the_token_of_the_page(editor, store):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    before = bytes_of(store)
    assert (upload(browser, PNG).status_code, bytes_of(store)) == (403, before)
    browser.cookies["csrftoken"] = "a" * 32
    assert (upload(browser, PNG).status_code, bytes_of(store)) == (403, before)
    assert upload(browser, PNG, headers={"X-CSRFToken": "b" * 32}).status_code == 403
    assert upload(browser, PNG, headers={"X-CSRFToken": "a" * 32}).status_code == 200


# As it is served


def test_every_width_is_served_in_a_box_where_no_script_runs(desk, store):
    address = TAKEN.fullmatch(upload(desk, picture(size=(1000, 20))).json()["image_code"])[1]
    for path in (address, address.replace(".png", "-480.png"), address.replace(".png", "-960.png")):
        response = desk.get(path)
        assert b"".join(response.streaming_content) == (store / path.removeprefix("/media/")).read_bytes()
        told = {name: response.headers[name] for name in ("Content-Type", "Content-Security-Policy")}
        assert told == {"Content-Type": "image/png", "Content-Security-Policy": "default-src 'none'; sandbox"}
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_in_the_store_that_is_no_picture_is_not_served(client, store):
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
