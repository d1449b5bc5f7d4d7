"""The site as it ships: gunicorn, its own data folder and database, the library as it stands in content/.

Only the rounds of hashing and of compressing are fewer: see quick.py.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.browser.pages import DESK, PASSWORD, a_new_address, emptied, enter_the_desk, join, say

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds that the site may take to come up, or to end
SITE_DATABASE = "valvewise_site"


@dataclass(frozen=True)
class Running:
    """A running copy of the site: its address, its data folder (with server.log) and `manage.py` for it."""

    address: str
    folder: Path
    environment: dict[str, str]

    def manage(self, *command: str, **more: str) -> None:
        self.run("manage.py", *command, **more)

    def run(self, *arguments: str, **more: str) -> None:
        """Runs Python at the root of the project, with further variables."""
        program = [sys.executable, *arguments]
        subprocess.run(program, cwd=ROOT, env=self.environment | more, check=True, capture_output=True)


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """One copy for all workers of a run: the first to ask starts it, the last to leave ends it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site"
    folder.mkdir(exist_ok=True)
    with _locked(folder) as guests:
        if not guests.exists():
            _start(folder)
        guests.write_text(str(int(guests.read_text()) + 1 if guests.exists() else 1))
    yield _found(folder)
    with _locked(folder) as guests:
        left = int(guests.read_text()) - 1
        guests.write_text(str(left))
        if not left:
            _end(folder)


@contextlib.contextmanager
def _locked(folder: Path):
    """The file that counts the workers using the copy, for this worker alone."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "guests"


def _start(folder: Path) -> None:
    """Starts gunicorn as a daemon, since the worker that starts it may leave before the others."""
    place = {"DATA_DIR": str(folder), "PORT": str(_free_port()), "DJANGO_SETTINGS_MODULE": "tests.browser.settings"}
    environment = os.environ | place | _own_database(folder)
    (folder / "environment").write_text(json.dumps(environment))
    copy = _found(folder)
    with ThreadPoolExecutor() as threads:
        packing = threads.submit(copy.manage, "collectstatic", "--no-input", "--verbosity=0")
        copy.run("-m", "tests.browser.prepare", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        packing.result()
    log = ["--capture-output", "--error-logfile", str(folder / "server.log")]
    daemon = ["--daemon", "--pid", str(folder / "pid"), "--chdir", str(ROOT), *log]
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", *daemon]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    _wait_for(copy)


def _found(folder: Path) -> Running:
    environment = json.loads((folder / "environment").read_text())
    return Running(f"http://127.0.0.1:{environment['PORT']}", folder, environment)


def _end(folder: Path) -> None:
    server = int((folder / "pid").read_text())
    os.kill(server, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while (folder / "pid").exists() and time.monotonic() < end:  # gunicorn takes it away when it has ended
        time.sleep(0.1)
    if SITE_DATABASE in (address := _found(folder).environment.get("DATABASE_URL", "")):
        _administer(address.replace(f"/{SITE_DATABASE}", "/postgres"), "DROP DATABASE {} WITH (FORCE)")


@pytest.fixture(scope="session")
def site(running):
    """The address of a running copy of the site, such as http://127.0.0.1:40123, shared by all tests.

    Tests may make accounts in it; nothing in it may be changed that another test reads.
    """
    return running.address


@pytest.fixture(scope="session")
def site_folder(running):
    """The data folder of the running copy, with its server.log."""
    return running.folder


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, site):
    """Every browser starts on a desk and at the site, so that tests name paths."""
    return browser_context_args | {"base_url": site, "viewport": DESK}


@pytest.fixture(scope="session")
def visitor(browser, browser_context_args):
    """visitor(...) is a fresh browser's page that lives until the last test; options as for a browser context."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**browser_context_args | options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def member(visitor):
    """The cookies of a signed-in reader, for pages that only such a reader sees. Nobody may sign this account out."""
    page = visitor()
    join(page, a_new_address())
    return page.context.storage_state()


@pytest.fixture(scope="session")
def editor(visitor):
    """A page in the admin, signed in as one who may do everything there."""
    page = visitor()
    enter_the_desk(page)
    page.goto("/admin/")
    assert page.url.endswith("/admin/")
    return page


def _own_database(folder: Path) -> dict[str, str]:
    """A database beside the one under test, where that is PostgreSQL; the copy's own SQLite file otherwise."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return {}
    _administer(address, "CREATE DATABASE {}")
    head, mark, query = address.partition("?")
    return {"DATABASE_URL": f"{head.rpartition('/')[0]}/{SITE_DATABASE}{mark}{query}"}


def _administer(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(SITE_DATABASE)))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(copy: Running) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{copy.address}/readyz", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not come up: {(copy.folder / 'server.log').read_text()}")


@pytest.fixture(scope="session")
def browsers(visitor):
    """Two browsers kept open for the tests, one after the other: to start one takes longer than most tests do."""
    return visitor(), visitor()


@pytest.fixture
def page(browsers):
    """A browser that carries nothing."""
    return emptied(browsers[0])


@pytest.fixture
def another_browser(browsers):
    """A second browser of the same reader."""
    return emptied(browsers[1])


@pytest.fixture
def address(page):
    """The address of an account that `page` is signed in to."""
    made = a_new_address()
    say(page, "student.detailed.2.dark")
    join(page, made)
    return made
