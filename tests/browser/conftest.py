"""The site as it ships: gunicorn, its own data folder and database, the library as it stands in content/."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.browser.pages import DESK, PASSWORD, a_new_address, sign_up

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds that the site may take to come up


@dataclass(frozen=True)
class Running:
    """A running copy of the site: its address, its data folder (with server.log) and `manage.py` for it."""

    address: str
    folder: Path
    manage: Callable[..., None]


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("site"), _free_port()
    with _own_database() as database:
        place = {"DATA_DIR": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment = os.environ | place | database

        def manage(*command: str, **more: str) -> None:
            program = [sys.executable, "manage.py", *command]
            subprocess.run(program, cwd=ROOT, env=environment | more, check=True, capture_output=True)

        manage("migrate", "--verbosity=0")
        manage("import_content")
        manage("collectstatic", "--no-input", "--verbosity=0")
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            try:
                yield Running(_when_ready(f"http://127.0.0.1:{port}", server, folder), folder, manage)
            finally:
                server.terminate()
                server.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site(running):
    """The address of a running copy of the site, such as http://127.0.0.1:40123, shared by all tests of a worker.

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
    sign_up(page, a_new_address())
    return page.context.storage_state()


@pytest.fixture(scope="session")
def editor(visitor, running):
    """A page in the admin, signed in as one who may do everything there."""
    address = a_new_address()
    running.manage("createsuperuser", "--no-input", f"--email={address}", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    page = visitor()
    page.goto("/admin/")
    page.locator("[name=username]").fill(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page


class _own_database:
    """A database beside the one under test, where that is PostgreSQL; the copy's own SQLite file otherwise."""

    def __enter__(self) -> dict[str, str]:
        self.address = os.environ.get("DATABASE_URL", "")
        if not self.address.startswith("postgres"):
            return {}
        self.name = f"site_{os.getpid()}"
        self._run("CREATE DATABASE {}")
        head, _, query = self.address.partition("?")
        return {"DATABASE_URL": f"{head.rpartition('/')[0]}/{self.name}?{query}"}

    def __exit__(self, *problem):
        if self.address.startswith("postgres"):
            self._run("DROP DATABASE {} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _when_ready(address: str, server: subprocess.Popen, folder: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2)
            return address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not come up: {(folder / 'server.log').read_text()}")
