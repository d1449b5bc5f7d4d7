"""What is searched or asked leaves no trace: a made-up word is typed in every way, and then looked for wherever
something could stay.
"""

import io
import logging
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection
from django.test import Client
from gunicorn.config import Config

from config.gunicorn import PrivateLogger
from config.logs import PrivateFormatter

from . import build

pytestmark = pytest.mark.django_db

WORD = "zxquibblorp"
BODY = "## Driving {#driving}\n\nDo not drive a car on the day after it.\n"
TOO_LONG = " and so on" * 60


def everything_typed(browser: Client, word: str) -> list:
    """The answers to the word in every way that a reader may send it, and in some that only a program would."""
    question = f"May I drive a {word} after it?"
    sent = {"q": question}
    return [
        browser.get("/search/", {"q": word}),
        browser.get("/search/", sent | {"stage": word, "as": word}),
        browser.get("/search/", {"q": question + TOO_LONG}),
        browser.post("/search/", sent),
        browser.post("/ask/", sent),
        browser.post("/ask/", sent | {"level": "detailed"}),
        browser.post("/ask/", {"q": f"Who painted the {word}?"}),
        browser.post("/ask/", {"q": f"My {word} has crushing chest pain right now"}),
        browser.post("/ask/", {"q": question + TOO_LONG}),
        browser.post("/ask/", sent, headers={"Sec-Fetch-Site": "cross-site"}),
        browser.post("/ask/", dict.fromkeys(map(str, range(1001)), word)),
        browser.post("/ask/send/", sent),
        browser.post("/ask/send/", {"q": word + TOO_LONG, "agreed": "on"}),
        browser.get("/nowhere/", sent),
    ]


class OverheardCache(LocMemCache):
    """A cache that tells every key and every value that it is given, as Redis would be given them."""

    told: list[str] = []  # noqa: RUF012  # of all its instances

    def make_and_validate_key(self, key, version=None):
        self.told.append(key)
        return super().make_and_validate_key(key, version)

    def _set(self, key, value, *more):
        self.told.append(repr(value))
        super()._set(key, value, *more)


@pytest.fixture(autouse=True)
def _library(settings):
    build.article("recovery", "plain", "detailed", stage="going-home", body=BODY)
    settings.ADMINS = [("Somebody", "somebody@example.org")]
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.OverheardCache", "LOCATION": "traces"}}
    cache.clear()
    OverheardCache.told.clear()


@contextmanager
def heard(*, level: int | None):
    """What the site logs, as it would stand on the console; of all loggers from this level on, or as it ships."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrivateFormatter())
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    before = {logger: logger.level for logger in loggers}
    for logger in loggers:
        if level is not None:
            logger.setLevel(level)
        if logger.parent is None or not logger.propagate:
            logger.addHandler(handler)
    yield out
    for logger in loggers:
        logger.setLevel(before[logger])
        logger.removeHandler(handler)


def rows() -> str:
    """Every row of every table, those of the search index too, and what the sessions hold."""
    told = [repr(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor, include_views=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # no value in it
            told += [repr(row) for row in cursor.fetchall()]
    return "\n".join(told)


def files(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def traces(log: io.StringIO, folder: Path) -> list[str]:
    """The places where the word is held."""
    places = {
        "log": log.getvalue(),
        "database": rows(),
        "cache": "\n".join([*OverheardCache.told, repr(cache._cache)]),
        "mail": "\n".join(message.message().as_string() for message in mail.outbox),
        "file": files(folder).decode("latin-1"),
    }
    return [place for place, held in places.items() if WORD in held.lower()]


def head(response) -> str:
    """All of an answer that a browser or somebody in between may keep beside the page."""
    page = response.content.decode()
    return f"{response.headers}{response.cookies}{page.partition('<head>')[2].partition('</head>')[0]}".lower()


def broken_by(monkeypatch, kind: type[Exception]) -> None:
    """Wherever a question is looked into, an error arises whose words quote it, and so does what it arises from."""

    def fail(typed, *_, **__):
        try:
            raise ValueError(typed)
        except ValueError as error:
            raise kind(f"cannot read “{typed}”") from error

    for name in ("find", "answer", "emergencies"):
        monkeypatch.setattr(f"education.views.search.{name}", fail)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("kind", [None, RuntimeError, OperationalError])
def test_what_was_typed_is_nowhere_afterwards(reader, settings, monkeypatch, kind, debug):
    settings.DEBUG = debug  # as it ships, since a programmer who asks for every SQL statement shall have it
    browsers = [Client(raise_request_exception=False) for _ in range(2)]
    browsers[1].force_login(reader)
    if kind:
        broken_by(monkeypatch, kind)
    with heard(level=None if debug else logging.DEBUG) as log:
        answers = [answer for browser in browsers for answer in everything_typed(browser, WORD)]
    assert traces(log, settings.DATA_DIR) == []
    failed = {None: 200, RuntimeError: 500, OperationalError: 503}[kind]
    assert {answer.status_code for answer in answers} == {failed, 400, 403, 404, 405}
    for answer in answers:
        to_a_programmer = debug and answer.status_code in (400, 404, 500)
        assert "no-store" in answer.headers["Cache-Control"]
        assert to_a_programmer or WORD not in head(answer)
        assert to_a_programmer or answer.status_code < 500 or WORD not in answer.content.decode()


def test_error_is_still_told_by_its_kind_and_its_place(client, monkeypatch):
    broken_by(monkeypatch, RuntimeError)
    client.raise_request_exception = False
    with heard(level=None) as log:
        client.post("/ask/", {"q": WORD})
    told = log.getvalue()
    assert "error 500 on route ask/\nRuntimeError at\n" in told and "\nValueError at\n" in told
    assert "education/views/search.py" in told and told.count("Error at") == 2


def test_gunicorn_tells_an_error_by_its_kind_and_its_place(capsys):
    logger = PrivateLogger(Config())
    try:
        raise RuntimeError(WORD)
    except RuntimeError:
        logger.exception("Error handling request %s", f"/search/?q={WORD}")
    told = capsys.readouterr().err
    assert "Error handling a request\nRuntimeError at\n" in told and "test_traces.py" in told
    assert WORD not in told


def test_no_module_remembers_what_was_typed(client):
    """Nothing new is taken into any memory for another word in the same places."""

    def taken_in() -> dict[str, int]:
        mine = (module for name, module in list(sys.modules.items()) if name.startswith("education."))
        held = {id(found): found for module in mine for found in vars(module).values() if hasattr(found, "cache_info")}
        return {f"{one.__module__}.{one.__qualname__} {at}": one.cache_info().misses for at, one in held.items()}

    everything_typed(client, "zrquabblonk")
    before = taken_in()
    everything_typed(client, WORD)
    assert taken_in() == before and len(before) > 15


def test_search_for_traces_finds_what_is_kept(client, settings):
    """And only the tick keeps anything."""
    with heard(level=logging.DEBUG) as log:
        client.post("/ask/send/", {"q": WORD.upper(), "agreed": "on"})
        assert traces(log, settings.DATA_DIR) == ["database"]
        logging.getLogger("education").debug("%s", WORD)
        cache.get(WORD)
        mail.mail_admins("It broke", WORD)
        left = settings.DATA_DIR / "left.txt"
        left.write_text(WORD)
        assert traces(log, settings.DATA_DIR) == ["log", "database", "cache", "mail", "file"]
        left.unlink()
