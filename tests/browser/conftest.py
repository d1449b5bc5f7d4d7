"""The site as it ships: gunicorn, its own data folder and database, the library as it stands in content/."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds that the site may take to come up


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a running copy of the site, such as http://127.0.0.1:40123, shared by all tests of a worker.

    Tests may make accounts in it; nothing in it may be changed that another test reads.
    """
    folder, port = tmp_path_factory.mktemp("site"), _free_port()
    with _own_database() as database:
        environment = (
            os.environ
            | {"DATA_DIR": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
            | database
        )
        for command in (
            ["migrate", "--verbosity=0"],
            ["import_content"],
            ["collectstatic", "--no-input", "--verbosity=0"],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
            )
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        log = (folder / "server.log").open("wb")
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield _when_ready(f"http://127.0.0.1:{port}", server, folder)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)
            log.close()


@pytest.fixture(scope="session")
def site_folder(site, tmp_path_factory):
    """The data folder of the running copy, with its server.log."""
    return next(
        path
        for path in tmp_path_factory.getbasetemp().iterdir()
        if path.name.startswith("site") and (path / "server.log").exists()
    )


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
