"""Print how each text of the content folder reads and how many claims it cites, a line each.

What is wrong with a text, check_content tells.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from education import files, readability
from education.checks import Text, declared, texts
from education.levels import minutes

NAMES = {"grade": "grade", "smog": "SMOG", "mean_sentence": "sentence"}
ROW = "{:<32} {:>5} {:>4} {:>6} {:>7} {:>5} {:>5} {:>6} {:>6}"


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # reads files only

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="only these articles")
        parser.add_argument("--content", type=Path, default=settings.CONTENT_DIR, help="the content folder")

    def handle(self, *, slugs, content, **options):
        contents = files.read(content)
        terms = declared(contents)
        self.stdout.write(ROW.format("text", "words", "min", "grade", "written", "SMOG", "LIX", "w/sent", "claims"))
        for text in sorted((text for text in texts(contents) if text.level), key=lambda t: (t.slug, t.level.rank)):
            if not slugs or text.slug in slugs:
                measured = readability.measure(text.document, terms)
                self.stdout.write(_row(text, measured) + _over(text, measured))


def _row(text: Text, measured: readability.Readability) -> str:
    cells = (measured.grade, measured.grade_as_written, measured.smog, measured.lix, measured.mean_sentence)
    claims = len(text.document.cited)
    return ROW.format(text.name, measured.words, minutes(measured.words), *(f"{cell:.1f}" for cell in cells), claims)


def _over(text: Text, measured: readability.Readability) -> str:
    exceeded = text.level.target.exceeded(measured).items()
    over = [f"{NAMES[name]} {value:.2f} > {limit}" for name, (value, limit) in exceeded]
    return f"   OVER: {'; '.join(over)}" if over else ""
