"""The settings that ship, for the running copy; what differs saves time and shows to nobody who reads."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

PASSWORD_HASHERS = ["tests.browser.quick.Hasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "tests.browser.quick.Storage"}}
