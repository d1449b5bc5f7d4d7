"""Fills the database of the running copy, in one process: to start Django takes as long as most of this does."""

import io
from unittest.mock import patch

import django
from django.conf import settings
from django.core.management import call_command

from tests.browser.pages import CHIEF

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    with patch("education.library.check"):  # tests/test_content.py checks, and that takes longer than all the rest
        call_command("import_content")
    call_command("export_content", settings.DATA_DIR / "exported", stdout=io.StringIO())
    call_command("createsuperuser", interactive=False, email=CHIEF, verbosity=0)
