"""Starts a program of the tests that needs Django but is no test: python -m tests.launch tests.answers.program ..."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    sys.exit(import_module(sys.argv[1]).main(sys.argv[2:]))
