"""Name everything that a program can find wrong in the content folder: file, line, rule and remedy.

Ends with status 1 if there is an error; warnings alone leave it at 0.
"""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from education import files
from education.checks import check


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # reads files only

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="for people or for programs")
        parser.add_argument("--only", metavar="WORDS", default="", help="only files whose path holds these words")

    def handle(self, *, folder, only, **options):
        contents = files.read(folder)
        check(contents)
        faults = [fault for fault in sorted(contents.faults) if only in fault.path]
        errors = [fault for fault in faults if fault.is_error]
        warnings = [fault for fault in faults if not fault.is_error]
        if options["format"] == "json":
            told = {"errors": [f.as_data() for f in errors], "warnings": [f.as_data() for f in warnings]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_in_words("Errors", errors) + _in_words("Warnings", warnings))
            self.stdout.write(f"{len(errors)} errors, {len(warnings)} warnings")
        if errors:
            sys.exit(1)


def _in_words(heading: str, faults: list) -> str:
    return "\n".join([heading, *map(str, faults), "", ""]) if faults else ""
