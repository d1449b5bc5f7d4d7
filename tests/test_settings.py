"""Settings: from the environment, loud when wrong, silent when right."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.management import call_command
from django.utils.module_loading import import_string

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = {"ALLOWED_HOSTS": "www.example.org", "SECRET_KEY": "x1-Y2_z3" * 8}
SHOW = "from config import settings as s; print(s.{})"


def python(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess:
    """Runs Python at the root of the project with this environment and a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")}
    environment = kept | {"DATA_DIR": str(folder)} | environment
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_local_use_needs_no_variable_and_knows_only_local_names(tmp_path):
    shown = python("-c", SHOW.format("ALLOWED_HOSTS, s.HTTPS, s.DEBUG"), folder=tmp_path)
    assert shown.stdout.strip() == "['127.0.0.1', 'localhost', '[::1]'] False False"


def test_local_secret_is_made_once_and_read_by_its_owner_only(tmp_path):
    first, second = (python("-c", SHOW.format("SECRET_KEY"), folder=tmp_path).stdout for _ in range(2))
    assert len(first.strip()) >= 50
    assert first == second
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS", "BEHIND_PROXY", "KEEP_PAGES", "SHOW_UNREVIEWED"])
def test_misspelt_boolean_stops_the_start_and_is_named(tmp_path, name):
    refused = python("-c", "import config.settings", folder=tmp_path, **{name: "flase"})
    assert refused.returncode == 1
    assert f'Environment variable "{name}" invalid: Not a valid boolean.' in refused.stderr


def test_public_site_without_a_secret_does_not_start(tmp_path):
    refused = python("-c", "import config.settings", folder=tmp_path, ALLOWED_HOSTS="www.example.org")
    assert refused.returncode == 1
    assert "SECRET_KEY is missing" in refused.stderr
    assert not (tmp_path / "secret").exists()


def test_public_site_expects_https_and_marks_its_cookies(tmp_path):
    names = (
        "SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.READER_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"
    )
    shown = python("-c", SHOW.format(names), folder=tmp_path, **PUBLIC)
    assert shown.stdout.strip() == "__Host-sessionid __Host-csrftoken __Host-reader True True"


def test_deployment_check_has_nothing_to_say_of_the_documented_settings(tmp_path):
    checked = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **PUBLIC)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_sqlite_never_waits_for_readers_and_keeps_what_it_acknowledged(tmp_path):
    shown = python("-c", SHOW.format("DATABASES['default']['OPTIONS']"), folder=tmp_path)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": pragmas}
    assert shown.stdout.strip() == str(options)


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


def test_passwords_are_hashed_as_the_framework_advises(tmp_path):
    """The tests take a quick hash, so they would not notice."""
    shown = python("-c", SHOW.format("__dict__.get('PASSWORD_HASHERS')"), folder=tmp_path)
    assert shown.stdout.strip() == "None"
    assert import_string(global_settings.PASSWORD_HASHERS[0]).iterations >= 1_000_000
