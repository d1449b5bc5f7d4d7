"""Write everything the database holds into the content folder, in house form."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from education.library import export_content


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="the content folder")

    def handle(self, *, folder, **options):
        changed = export_content(folder)
        for name in changed:
            self.stdout.write(f"written: {name}")
        self.stdout.write(f"{len(changed)} files changed")
