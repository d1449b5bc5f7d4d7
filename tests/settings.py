"""The settings that ship, in a data folder of their own; what differs makes the tests quick."""

import atexit
import os
import shutil
import tempfile

# What the shell says about a running copy is not about the tests, but for DATABASE_URL and CACHE_URL: these choose
# where the tests run.
OF_A_RUNNING_COPY = (
    "ALLOWED_HOSTS BEHIND_PROXY CONTENT_DIR DEBUG EMAIL_URL FROM_EMAIL HTTPS KEEP_PAGES SECRET_KEY "
    "SHOW_UNREVIEWED TIME_ZONE"
)
for name in OF_A_RUNNING_COPY.split():
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="valvewise-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

# Playwright runs an event loop in the thread of the test, and Django would refuse to touch the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# A page kept by one test would be met by the next, whose database is another. Tests of the keeping switch it on.
KEEP_PAGES = False

# No manifest: a test needs no collectstatic first. The folder exists, since WhiteNoise warns when it does not.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(exist_ok=True)

# A file, as in life, so that each thread of the live server has a connection of its own; but nobody waits for the disk.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
