"""What is searched or asked of the site as it ships is in no log and no file of it, even if the request is broken."""

import contextlib
import http.client
import re
import socket
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

pytestmark = pytest.mark.once

WORD = "zxquibblorp"
SENT = urlencode({"q": f"Who painted the {WORD}?"})
FORM = "Content-Type: application/x-www-form-urlencoded"
# Requests that gunicorn or Django refuses or that end too early, each with the word in it.
BROKEN = [
    f"GET /search/?q={WORD * 500} HTTP/1.1",
    f"GET /search/?q={WORD} HTTP/{WORD}",
    f"{WORD} /search/?q={WORD} HTTP/1.1\r\nHost: 127.0.0.1",
    f"GET /search/?q={WORD} HTTP/1.1\r\nHost: {WORD}.example",
    f"GET /search/?q={WORD} HTTP/1.1\r\nHost: 127.0.0.1\r\n{WORD} without a colon",
    f"POST /ask/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{FORM}\r\nContent-Length: {WORD}",
    f"POST /ask/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{FORM}\r\nContent-Length: 999\r\n\r\n{SENT}",
    f"POST /ask/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary={WORD}\r\n\r\n{WORD}",
]


@pytest.fixture(scope="module")
def address(running) -> tuple[str, int]:
    place = urlsplit(running.address)
    return place.hostname, place.port


def sent(address, method: str, path: str, body: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*address, timeout=20)
    connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
    response = connection.getresponse()
    response.page = response.read().decode()
    connection.close()
    return response


def sent_raw(address, request: str) -> None:
    """Send it and go when the answer begins to come, or at once if it is not whole."""
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(f"{request}\r\n\r\n".encode())
        if "999" not in request:
            connection.recv(100)


def holding(running) -> list[str]:
    """The files of the copy in which the word stands: its log, its database and all others."""
    paths = [path for path in running.folder.rglob("*") if path.is_file() and "static" not in path.parts]
    assert {"server.log", "secret"} <= {path.name for path in paths}
    return [str(path) for path in paths if re.search(WORD.encode(), told(path), re.IGNORECASE)]


def told(path: Path) -> bytes:
    with contextlib.suppress(FileNotFoundError):  # the database takes its journal away now and then
        return path.read_bytes()
    return b""


def test_what_was_typed_stands_in_no_log_and_no_file(running, address):
    answers = [
        sent(address, "GET", f"/search/?{SENT}"),
        sent(address, "POST", "/ask/", SENT),
        sent(address, "POST", "/ask/send/", SENT),
        sent(address, "POST", "/ask/", SENT + "&a=1" * 1001),
    ]
    assert [answer.status for answer in answers] == [200, 200, 400, 400]
    for answer in answers:
        assert "no-store" in answer.headers["Cache-Control"]
        assert WORD not in f"{answer.headers}{answer.page.partition('</head>')[0]}"
    for request in BROKEN:
        sent_raw(address, request)
    assert sent(address, "GET", "/readyz").status == 200
    assert holding(running) == []
