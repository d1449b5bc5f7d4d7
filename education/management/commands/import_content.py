"""Bring the database up to what the content folder says."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from education.faults import BrokenContent
from education.library import Report, import_content
from education.models import Article
from education.models.edition import StaleVersion

REMEDY = (
    "An editor changed these in the database. To keep the editor's words run export_content; to take the file's, "
    "add --overwrite."
)
OUTCOMES = ("created", "changed", "drafted", "same", "conflicting")


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
        except StaleVersion as error:
            raise CommandError(f"Nothing was imported. {error}. Import again.") from error
        for outcome in OUTCOMES:
            for kind, name in report.of(outcome):
                if _is_told(outcome, kind, verbosity):
                    self.stdout.write(f"{outcome}: {kind} {name}")
        for line in _told_of(report, overwrite):
            self.stdout.write(line)
        self.stdout.write(", ".join(f"{report.counts[name]} {name}" for name in OUTCOMES if _is_counted(name, report)))


def _is_told(outcome: str, kind: str, verbosity: int) -> bool:
    if outcome in ("drafted", "conflicting"):
        return True
    return outcome != "same" and (verbosity > 1 or (outcome == "changed" and kind in ("article", "text")))


def _told_of(report: Report, overwrite: bool) -> Iterator[str]:
    if report.of("conflicting") and not overwrite:
        yield REMEDY
    if count := len(report.drafts):
        words = "1 text became a draft" if count == 1 else f"{count} texts became drafts"
        yield f"{words}, since a review decides about {'it' if count == 1 else 'them'}"
    for name in sorted(set(report.doubted)):
        yield f"may be out of date, since a claim was changed that it rests on: text {name}"
    if report.warnings:
        yield f"{len(report.warnings)} warnings; check_content names them"


def _is_counted(outcome: str, report: Report) -> bool:
    """Drafts are counted only where there are any: most libraries have none to tell of."""
    return outcome != "drafted" or bool(report.counts[outcome])
