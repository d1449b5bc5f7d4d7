"""What every test may ask for: a browser, and the accessibility rules to run in it."""

import os
import shutil
from collections import Counter
from importlib import resources

import hypothesis
import pytest
from django.db import connection, transaction

from education.editorial import CLINICAL_REVIEWER, EDITOR
from education.library import import_content

from . import build
from .folder import folder

# The same examples on every machine and in every run; a slow moment of the machine is not a failure.
hypothesis.settings.register_profile("valvewise", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("valvewise")

NOTHING_MAY_BE_SKIPPED = os.environ.get("VALVEWISE_NO_SKIP") == "1"
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
CHROMIUM_MISSING = "there is no Chromium here (on Debian or Ubuntu: apt-get install chromium-headless-shell)"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # root, as in a container, cannot have one
    "--disable-gpu",
    "--disable-gpu-compositing",  # nor draw as if there were one: software does it quicker by itself
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def refuse_skip(report):
    """Where nothing may be skipped, a skip is a failure that gives the reason."""
    if NOTHING_MAY_BE_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"VALVEWISE_NO_SKIP=1, and this was skipped. {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    return refuse_skip((yield))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own Chromium for pytest-playwright's `page`, silent towards the network."""
    if CHROMIUM is None:
        pytest.skip(CHROMIUM_MISSING)
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def axe():
    """axe(page) lists what axe-core has against the page, a line each; an empty list is what one hopes for.

    `among` may be a JavaScript expression of an array of elements: then only these are judged, which is quicker.
    """
    source = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def violations(page, among="[document]", **options):
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        options = {"resultTypes": ["violations"], "preload": False, "iframes": False} | options
        run = f"options => axe.run({{include: {among}}}, options).then(found => found.violations)"
        found = page.evaluate(run, options)
        return [
            f"{rule['id']}: {rule['help']}: {', '.join(' '.join(map(str, node['target'])) for node in rule['nodes'])}"
            for rule in found
        ]

    return violations


# Files whose tests take far longer than others do: as many tests more as they are to count for.
FEW_BUT_LONG = {"test_hostile.py": 60, "test_access.py": 100, "test_preferences.py": 30, "test_desk_writing.py": 20}


def pytest_collection_modifyitems(items):
    """The first file that needs a browser starts the site, which takes a while: meanwhile the other worker gets the
    tests that need none, and the rest of those in a browser come last. Of each kind the longest file comes first, so
    that the workers end together. (For this, make test tells xdist not to put the files in an order of its own.)
    """
    tests = Counter(item.path for item in items)
    browser = [path for path in tests if path.parent.name == "browser"]
    starter = max(browser, key=tests.get, default=None)
    length = {path: count + FEW_BUT_LONG.get(path.name, 0) for path, count in tests.items()}
    items.sort(key=lambda item: (item.path != starter, item.path in browser, -length[item.path]))


# The cast


@pytest.fixture
def reader(db):
    """Somebody with an account and no rights."""
    return build.user("reader@example.org")


@pytest.fixture
def editor(db):
    """Somebody who writes texts."""
    return build.staff("editor@example.org", EDITOR)


@pytest.fixture
def colleague(db):
    """Another editor."""
    return build.staff("colleague@example.org", EDITOR)


@pytest.fixture
def reviewer(db):
    """A clinical reviewer of whom readers may be told."""
    made = build.staff("reviewer@example.org", CLINICAL_REVIEWER)
    build.profile("Dr Rosa Reviewer", made)
    return made


@pytest.fixture
def chief(db):
    """Somebody who may do everything."""
    return build.user("chief@example.org", is_staff=True, is_superuser=True)


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """shared() is a context in which a fixture of a module stores what all its tests meet: each undoes its own changes
    to it, and after the last all of it is gone. None of these tests meets an empty database.
    """
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def imported(shared, tmp_path_factory):
    """The small sound folder, imported once for a module all of whose tests meet it.

    To be named in `pytestmark` of the module, since none of its tests meets an empty database.
    """
    with shared():
        import_content(folder(tmp_path_factory.mktemp("imported")))


@pytest.fixture(scope="module")
def roles_afterwards(django_db_setup, django_db_blocker):
    """The roles again: what tests of real transactions leave is an empty database."""
    yield
    with django_db_blocker.unblock():
        build.role(EDITOR)
        build.role(CLINICAL_REVIEWER)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, left by everybody before it is dropped.

    Beside Playwright's event loop Django opens a second connection in the same thread, and at the end closes only one
    of the two; PostgreSQL would then refuse to drop the database.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
