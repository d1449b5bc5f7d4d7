"""Whether addresses of other sites answer: asked on this machine only, of a server of the test's own."""

import socket
import ssl
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from education import reach
from education.models import OutsideAddress, Page, Reference
from education.outside import used
from education.reach import PRIVATE, Caller, is_public

from . import build

pytestmark = pytest.mark.django_db


class Answers(BaseHTTPRequestHandler):
    """/404 answers so; /head/405 does for HEAD only; /to/<address> leads on; /once/<status> fails the first time."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self):
        path = self.path
        self.asked.append((self.command, path, self.headers["User-Agent"]))
        times = sum(one[:2] == (self.command, path) for one in self.asked)
        self.send_response(self._status(path.strip("/").split("/"), times))
        if "/to/" in path:
            self.send_header("Location", path.partition("/to/")[2])
        self.send_header("Content-Length", "1000000")  # of which nobody reads a byte
        self.send_header("Connection", "close")
        self.end_headers()

    do_GET = do_HEAD

    def _status(self, parts: list[str], times: int) -> int:
        if parts[0] == "to":
            return 302
        if parts[0] == "head":
            return int(parts[1]) if self.command == "HEAD" else 200
        if parts[0] == "once":
            return int(parts[1]) if times == 1 else 200
        return int(parts[0]) if parts[0].isdecimal() else 200

    def log_message(self, *told):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    """The address of a site that answers as its paths say."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def asked():
    Answers.asked.clear()
    return Answers.asked


@pytest.fixture
def caller():
    return Caller("Valvewise test", allow_private=True, seconds=0.3, pause=0)


@pytest.mark.once
@pytest.mark.parametrize(
    "path, problem",
    [
        ("/", ""),
        ("/404", "answers with 404"),
        ("/410", "answers with 410"),
        ("/403", "lets no program look (403): open it yourself"),
        ("/429", "lets no program look (429): open it yourself"),
        ("/head/405", ""),
        ("/head/403", ""),
        ("/head/501", ""),
        ("/head/404", ""),
        ("/once/503", ""),
        ("/503", "answers with 503"),
        ("/to//200", ""),
        ("/to//to//404", "answers with 404"),
        ("/to/ftp://example.org/", "is no address of the web"),
        ("/to/file:///etc/passwd", "is no address of the web"),
        ("/to//to//to//to//to//to//", "leads on more than 5 times"),
        ("/ä%20b?c=d e#f", ""),
    ],
)
def test_an_address_is_judged_by_what_stands_at_the_end_of_its_way(elsewhere, caller, path, problem):
    Answers.asked.clear()
    assert caller.problem_of(elsewhere + path) == problem


@pytest.mark.parametrize(
    "address",
    ["", "words", "ftp://example.org/", "http://", "http://[::1", "http://a..b/", "https://x:99999/", "http://\0/"],
)
def test_what_is_no_address_is_called_so(caller, address):
    assert caller.problem_of(address) == "is no address of the web"


def test_a_server_is_asked_for_its_head_first_and_told_who_asks(elsewhere, asked, caller):
    caller.problem_of(f"{elsewhere}/head/405")
    assert asked == [("HEAD", "/head/405", "Valvewise test"), ("GET", "/head/405", "Valvewise test")]


def test_a_refusal_is_no_reason_to_ask_again_but_a_failing_server_is(elsewhere, asked, caller):
    caller.problem_of(f"{elsewhere}/404")
    caller.problem_of(f"{elsewhere}/503")
    assert Counter(path for _, path, _ in asked) == {"/404": 2, "/503": 4}


@pytest.mark.once
def test_silence_and_a_closed_door_are_no_answer(caller):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert caller.problem_of(place) == "does not answer"
    assert caller.problem_of(place) == "does not answer"


@pytest.mark.once
def test_an_answer_that_drips_is_cut_off(caller, monkeypatch):
    monkeypatch.setattr(reach, "AT_MOST", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        patient = Caller("Valvewise test", allow_private=True, seconds=30, pause=0)
        assert patient.problem_of(f"http://127.0.0.1:{server.getsockname()[1]}/") == "does not answer"


def test_a_server_without_encryption_offers_no_safe_connection(elsewhere, caller):
    assert caller.problem_of(elsewhere.replace("http:", "https:")) == "offers no safe connection"


def test_a_bad_certificate_is_named(caller, monkeypatch):
    def refuse(*told, **more):
        error = ssl.SSLCertVerificationError(1, "verify failed")
        error.verify_message = "certificate has expired"
        raise error

    monkeypatch.setattr(reach.socket, "create_connection", refuse)
    assert caller.problem_of("https://127.0.0.1/") == "its certificate is not valid: certificate has expired"


# Nothing within a private network is asked


@pytest.mark.parametrize(
    "place",
    [
        *(
            "127.0.0.1",
            "127.1",
            "0",
            "2130706433",
            "0x7f.1",
            "localhost",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
        ),
        *("169.254.169.254", "100.64.0.1", "224.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]"),
        *("[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[2002:7f00:1::]"),
    ],
)
def test_an_address_within_a_private_network_is_not_asked(place, monkeypatch):
    def connect(*told, **more):
        raise AssertionError("somebody connected")

    monkeypatch.setattr(reach.socket, "create_connection", connect)
    assert Caller("Valvewise test", pause=0).problem_of(f"http://{place}/") == PRIVATE


def test_a_public_site_cannot_lead_into_a_private_network(elsewhere, asked, monkeypatch):
    """The first place counts as public here; every place that it leads to is looked at anew."""
    monkeypatch.setattr(reach, "is_public", lambda place: place == "127.0.0.1")
    caller = Caller("Valvewise test", pause=0)
    port = elsewhere.rpartition(":")[2]
    assert caller.problem_of(f"{elsewhere}/to/http://127.0.0.2:{port}/secret") == PRIVATE
    assert [path for _, path, _ in asked] == [f"/to/http://127.0.0.2:{port}/secret"]


def test_a_name_is_looked_up_once_and_cannot_lead_elsewhere_a_moment_later(elsewhere, monkeypatch):
    """What is connected to is the place that was looked at."""
    looked_up, connected = [], []
    port = int(elsewhere.rpartition(":")[2])
    place = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    connect = socket.create_connection
    monkeypatch.setattr(reach.socket, "getaddrinfo", lambda *told, **more: looked_up.append(told) or place)
    monkeypatch.setattr(reach.socket, "create_connection", lambda at, *more: connected.append(at) or connect(at, *more))
    monkeypatch.setattr(reach, "is_public", lambda place: True)
    assert Caller("Valvewise test", pause=0).problem_of(f"http://turning.example:{port}/") == ""
    assert [told[0] for told in looked_up if told[0] == "turning.example"] == ["turning.example"]
    assert connected == [("127.0.0.1", port)]


def test_public_places_are_public():
    assert [is_public(place) for place in ("93.184.216.34", "2606:2800:220:1::1", "fe80::1%eth0")] == [
        True,
        True,
        False,
    ]


# Which addresses, and what is kept of them


def library(elsewhere: str) -> None:
    words = "## A {{#a}}\n\n[Gone]({0}/404), [here]({0}/), <{0}/>, [in](/about/), [mail](mailto:a@b.org).\n"
    build.article("one", "plain", body=words.format(elsewhere))
    build.unwritten(build.article("two"), "plain")
    build.page(body=f"## About {{#about}}\n\n[Closed]({elsewhere}/403)")
    Reference.objects.create(key="work", kind="guideline", url=f"{elsewhere}/404")


def test_addresses_are_taken_from_live_texts_pages_and_works(elsewhere):
    library(elsewhere)
    Reference.objects.create(key="other", kind="guideline", doi="10.1000/a(1)<2>")
    assert {address: list(map(str, users)) for address, users in used().items()} == {
        f"{elsewhere}/404": ["one · Plain · en", "work"],
        f"{elsewhere}/": ["one · Plain · en"],
        f"{elsewhere}/403": ["about"],
        "https://doi.org/10.1000/a%281%29%3C2%3E": ["other"],
    }


def test_the_command_keeps_what_it_found_and_forgets_what_is_no_longer_used(elsewhere, capsys):
    library(elsewhere)
    call_command("check_links", "--allow-private")
    assert "3 addresses: 1 answer, 1 broken, 1 let no program look; 0 no longer used" in capsys.readouterr().out
    Page.objects.all().delete()
    call_command("check_links", "--allow-private")
    assert "2 addresses: 1 answer, 1 broken, 0 let no program look; 1 no longer used" in capsys.readouterr().out
    kept = dict(OutsideAddress.objects.values_list("url", "problem"))
    assert kept == {f"{elsewhere}/": "", f"{elsewhere}/404": "answers with 404"}


def test_a_broken_address_fails_the_command_only_when_strict(elsewhere):
    library(elsewhere)
    with pytest.raises(SystemExit) as ended:
        call_command("check_links", "--allow-private", "--strict")
    assert ended.value.code == 1


def test_an_address_that_is_only_closed_to_programs_is_not_broken(elsewhere):
    build.page(body=f"[Closed]({elsewhere}/403)")
    call_command("check_links", "--allow-private", "--strict")


def test_an_address_too_long_to_keep_is_told_and_left_out(elsewhere, capsys):
    build.page(body=f"[Long]({elsewhere}/{'a' * 700})")
    call_command("check_links", "--allow-private")
    assert "not asked, since it has more than 600 characters" in capsys.readouterr().out


def test_without_leave_the_command_asks_nothing_on_this_machine(elsewhere, asked):
    library(elsewhere)
    call_command("check_links")
    assert set(OutsideAddress.objects.values_list("problem", flat=True)) == {PRIVATE}
    assert asked == []
