"""Bring the database up to what the content folder says."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from education.faults import BrokenContent
from education.library import import_content
from education.models import Article

REMEDY = (
    "An editor changed these in the database. To keep the editor's words run export_content; to take the file's, "
    "add --overwrite."
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--overwrite", action="store_true", help="let the files win over what editors have changed")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--if-empty", action="store_true", help="do nothing if the database holds an article")

    def handle(self, *, folder, overwrite, dry_run, if_empty, verbosity, **options):
        if if_empty and Article.objects.exists():
            return
        try:
            report = import_content(folder, overwrite=overwrite, dry_run=dry_run)
        except BrokenContent as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        for outcome in ("created", "changed", "conflicting"):
            for kind, name in report.of(outcome):
                if verbosity > 1 or outcome == "conflicting" or (outcome == "changed" and kind in ("article", "text")):
                    self.stdout.write(f"{outcome}: {kind} {name}")
        if report.of("conflicting") and not overwrite:
            self.stdout.write(REMEDY)
        if report.warnings:
            self.stdout.write(f"{len(report.warnings)} warnings; check_content names them")
        self.stdout.write(
            ", ".join(
                f"{report.counts[outcome]} {outcome}" for outcome in ("created", "changed", "same", "conflicting")
            )
        )
