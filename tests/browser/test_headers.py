"""Headers and cookies of every kind of answer, as gunicorn and WhiteNoise send them."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import brotli
import pytest

from tests.browser.pages import ABOUT, ARTICLE_PAGES, DOOR, MEMBERS, ONE_AN_ARTICLE

pytestmark = pytest.mark.once

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Access-Control-Allow-Origin": None,
    "Server": "gunicorn",
}
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'",
    "frame-ancestors 'none'",
}  # fmt: skip
REFUSED = {"camera=()", "microphone=()", "geolocation=()", "browsing-topics=()"}
SHARED = {"public", "max-age=60"}
A_DAY = {"public", "max-age=86400"}
FOR_GOOD = {"public", "max-age=315360000", "immutable"}
OWN = {"private", "no-cache"}
READER = "reader=.detailed.1.auto"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def listed(self, name: str) -> set[str]:
        return {part.strip() for part in self.headers.get(name, "").split(",")} - {""}

    @property
    def cookies(self) -> dict[str, set[str]]:
        """The attributes of each cookie set, by its name."""
        found = {}
        for cookie in self.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            found[name] = {part.strip() for part in rest.split(";")[1:]}
        return found


@pytest.fixture(scope="module")
def ask(site):
    """ask(path, ...) is the answer as it came over the wire, no redirect followed, nothing unpacked."""

    def ask(path: str, method: str = "GET", body: dict | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, urlencode(body) if body else None, sent)
        answer = connection.getresponse()
        whole = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return whole

    return ask


@pytest.fixture(scope="module")
def session(member) -> str:
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in member["cookies"])


@pytest.fixture(scope="module")
def desk(editor) -> str:
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in editor.context.cookies())


@pytest.fixture(scope="module")
def picture(site_folder) -> str:
    (site_folder / "media" / "pictures").mkdir(parents=True, exist_ok=True)
    (site_folder / "media" / "pictures" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return "/media/pictures/a.png"


@pytest.fixture(scope="module")
def style_sheet(ask) -> str:
    return re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', ask("/").body.decode()).group(1)


@pytest.fixture(scope="module")
def every_answer(ask, session, desk, picture, style_sheet) -> dict[str, Answer]:
    """One answer of each kind, by what it is."""
    return {
        **{path: ask(path) for path in ["/", "/glossary/", *ABOUT, *ARTICLE_PAGES, "/articles/overview/"]},
        **{path: ask(path) for path in ["/preferences/", *DOOR, "/healthz", "/readyz", "/robots.txt", "/sitemap.xml"]},
        **{path: ask(path, Cookie=session) for path in [*MEMBERS, "/accounts/export/", "/articles/overview/plain/?in"]},
        **{
            path: ask(path, Cookie=desk) for path in ["/admin/", "/admin/education/variant/", "/admin/password_change/"]
        },
        "chosen": ask("/preferences/", "POST", {"level": "standard"}),
        "redirect": ask("/accounts/"),
        "admin door": ask("/admin/login/"),
        "admin 404": ask("/admin/nowhere/", Cookie=desk),
        "static": ask(style_sheet),
        "static 404": ask("/static/css/nowhere.css"),
        "media 404": ask("/media/pictures/nowhere.png"),
        "400": ask("/", Host="elsewhere.example"),
        "403": ask("/accounts/sign-in/", "POST", {"username": "somebody@example.org"}),
        "404": ask("/nowhere/"),
        "405": ask("/", "OPTIONS"),
    }


STATUS = {"chosen": 302, "redirect": 302, "admin 404": 404, "static 404": 404, "media 404": 404} | {
    str(code): code for code in (400, 403, 404, 405)
}


def test_every_kind_answers_as_it_should(every_answer):
    assert {kind: a.status for kind, a in every_answer.items()} == {
        kind: STATUS.get(kind, 200) for kind in every_answer
    }


@pytest.mark.parametrize("name", EVERYWHERE)
def test_header_is_on_every_answer(every_answer, name):
    assert {kind: answer.headers.get(name) for kind, answer in every_answer.items()} == dict.fromkeys(
        every_answer, EVERYWHERE[name]
    )


def test_content_security_policy_is_strict_on_every_answer(every_answer):
    sent = {
        kind: {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")} - {""}
        for kind, answer in every_answer.items()
    }
    assert sent == dict.fromkeys(every_answer, POLICY)


def test_every_answer_refuses_camera_microphone_place_and_topics(every_answer):
    assert [kind for kind, a in every_answer.items() if not a.listed("Permissions-Policy") >= REFUSED] == []


def test_uploaded_picture_is_in_a_box_of_its_own(ask, picture):
    answer = ask(picture)
    expected = EVERYWHERE | {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Type": "image/png"}
    assert {name: answer.headers.get(name) for name in expected} == expected
    assert (answer.status, answer.listed("Cache-Control"), answer.cookies) == (200, A_DAY, {})


@pytest.mark.parametrize("path", ["/", "/glossary/", *ABOUT, "/articles/overview/", *ONE_AN_ARTICLE])
def test_page_to_read_is_shared_only_between_those_whom_nothing_tells_apart(ask, session, path):
    caching = {
        who: (answer.listed("Cache-Control"), "Cookie" in answer.listed("Vary"), answer.cookies)
        for who, answer in {
            "anybody": ask(path),
            "one who chose": ask(path, Cookie=READER),
            "a member": ask(path, Cookie=session),
        }.items()
    }
    assert caching == {"anybody": (SHARED, True, {}), "one who chose": (OWN, True, {}), "a member": (OWN, True, {})}


@pytest.mark.parametrize(
    "kind",
    ["/preferences/", *DOOR, *MEMBERS, "/accounts/export/", "chosen", "/admin/", "admin door", "/healthz", "/readyz"]
    + ["400", "403", "404", "405", "admin 404", "static 404", "media 404"],
)
def test_answer_is_stored_nowhere(every_answer, kind):
    assert "no-store" in every_answer[kind].listed("Cache-Control")


@pytest.mark.parametrize(("kind", "expected"), [("static", FOR_GOOD), ("/robots.txt", A_DAY), ("/sitemap.xml", A_DAY)])
def test_file_is_kept_as_long_as_it_holds(every_answer, kind, expected):
    assert every_answer[kind].listed("Cache-Control") == expected


def test_cookies_are_set_where_a_form_or_a_choice_needs_them_and_nowhere_else(every_answer):
    expected = dict.fromkeys(
        ["/accounts/sign-up/", "/accounts/sign-in/", "/accounts/reset/", "admin door"], {"csrftoken"}
    )
    expected |= dict.fromkeys(["/accounts/", "/accounts/delete/", "/accounts/password/"], {"csrftoken"})
    expected |= dict.fromkeys(["/admin/", "/admin/education/variant/", "/admin/password_change/"], {"csrftoken"})
    expected["chosen"] = {"reader"}
    assert {kind: set(answer.cookies) for kind, answer in every_answer.items() if answer.cookies} == expected


def test_cookies_are_closed_to_scripts_and_other_sites(ask, every_answer):
    chosen = every_answer["chosen"].cookies["reader"]
    assert {part for part in chosen if not part.startswith("expires")} == {
        "HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={365 * 24 * 3600}",
    }  # fmt: skip
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= every_answer["/accounts/sign-in/"].cookies["csrftoken"]


def test_session_cookie_is_closed_to_scripts_and_other_sites(member):
    session = next(cookie for cookie in member["cookies"] if cookie["name"] == "sessionid")
    assert (session["httpOnly"], session["sameSite"], session["path"]) == (True, "Lax", "/")


def test_download_is_a_file(every_answer):
    headers = every_answer["/accounts/export/"].headers
    assert headers["Content-Type"] == "application/json"
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.json"', headers["Content-Disposition"])


@pytest.mark.parametrize("cookie", ["", READER])
def test_page_known_already_is_not_sent_again(ask, cookie):
    """Asked often enough to meet both workers: the mark of a page is the same from each."""
    first = ask("/articles/overview/plain/", Cookie=cookie)
    again = [ask("/articles/overview/plain/", Cookie=cookie, If_None_Match=first.headers["ETag"]) for _ in range(8)]
    assert {(answer.status, answer.body, answer.headers["ETag"]) for answer in again} == {
        (304, b"", first.headers["ETag"])
    }
    assert {name: again[0].headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.parametrize("path", ARTICLE_PAGES)
def test_article_comes_compressed_and_is_the_same_text(ask, path):
    bare, packed = ask(path), ask(path, Accept_Encoding="gzip, deflate, br")
    assert packed.headers["Content-Encoding"] == "br"
    assert {"Cookie", "Accept-Encoding"} == packed.listed("Vary") == bare.listed("Vary")
    assert brotli.decompress(packed.body) == bare.body
    assert len(packed.body) <= 15 * 1024  # what a first visit may move


def test_refusal_tells_nothing_of_what_was_asked(ask, every_answer):
    assert "zqx-canary" not in ask("/zqx-canary/?q=zqx-canary").body.decode()
    pages = [every_answer[kind].body.decode() for kind in ("400", "403", "404")]
    assert [re.findall(r"Traceback|Django|Python|/[a-z]+\.py", page) for page in pages] == [[], [], []]


@pytest.mark.parametrize(("method", "status"), [("TRACE", 405), ("OPTIONS", 405), ("PUT", 403), ("DELETE", 403)])
def test_other_methods_are_refused(ask, method, status):
    assert {ask(path, method).status for path in ["/", "/articles/overview/", "/about/", "/healthz"]} == {status}
