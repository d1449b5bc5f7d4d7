"""Print how each text of the content folder reads, what it cites, and each number that no cited claim holds."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from education import figures, files, readability
from education.checks import resolve
from education.levels import ReadingLevel, minutes
from education.markup import parse

LONG = {ReadingLevel.PLAIN: 20, ReadingLevel.STANDARD: 28, ReadingLevel.DETAILED: 36}
ROW = "{:<32} {:>5} {:>4} {:>6} {:>7} {:>5} {:>5} {:>6} {:>6}"


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # reads files only

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="only these articles")
        parser.add_argument("--content", type=Path, default=settings.CONTENT_DIR, help="the content folder")
        parser.add_argument("--brief", action="store_true", help="the table only")

    def handle(self, *, slugs, content, brief, **options):
        contents = files.read(content)
        declared = [form for term in contents.of("term").values() for form in [term["term"], *term.get("also", [])]]
        self.stdout.write(ROW.format("text", "words", "min", "grade", "written", "SMOG", "LIX", "w/sent", "claims"))
        remarks = []
        for name in sorted(contents.of("text"), key=_order):
            slug, level = _place(name)
            if slugs and slug not in slugs:
                continue
            document = parse(contents.records["text", name]["body"])
            measured = readability.measure(document, declared)
            self.stdout.write(_row(name, measured, len(document.cited)) + _over(level, measured))
            remarks += _remarks(name, document, level, contents)
        resolve(contents)
        remarks += [
            str(fault) for fault in sorted(contents.faults) if not slugs or any(slug in fault.path for slug in slugs)
        ]
        if not brief:
            self.stdout.write("\n".join(["", *remarks, f"{len(remarks)} remarks"]))


def _place(name: str) -> tuple[str, ReadingLevel]:
    """The article and the level of a text such as overview/plain."""
    slug, _, file = name.partition("/")
    return slug, ReadingLevel(file.split(".")[0])


def _order(name: str) -> tuple[str, int, str]:
    slug, level = _place(name)
    return slug, level.rank, name


def _row(name: str, measured: readability.Readability, claims: int) -> str:
    cells = (measured.grade, measured.grade_as_written, measured.smog, measured.lix, measured.mean_sentence)
    return ROW.format(name, measured.words, minutes(measured.words), *(f"{cell:.1f}" for cell in cells), claims)


def _over(level: ReadingLevel, measured) -> str:
    target = level.target
    limits = [
        ("grade", measured.grade, target.grade),
        ("SMOG", measured.smog, target.smog),
        ("sentence", measured.mean_sentence, target.mean_sentence),
    ]
    over = [f"{name} {value:.2f} > {limit}" for name, value, limit in limits if limit is not None and value > limit]
    return f"   OVER: {'; '.join(over)}" if over else ""


def _remarks(name, document, level, contents):
    """What an editor should look at in one text, a line each."""
    path, start = contents.places["text", name]
    claims = contents.of("claim")
    for sentence in readability.sentences(document):
        cited = [claims[claim] for claim in sentence.claims if claim in claims]
        for number in figures.unheld(sentence.text, _wordings(cited, contents.of("reference"))):
            where = f"{path}:{sentence.line + start - 1}"
            yield f"{where}: no claim cited by the sentence holds “{number}”: {sentence.text}"
    for sentence in readability.longest(document, LONG[level])[:8]:
        yield f"{path}:{sentence.line + start - 1}: {len(sentence.words)} words: {sentence.text}"


def _wordings(claims, references):
    """Where a number may stand: the figures and words of the claims, and the years of the works they rest on."""
    for claim in claims:
        yield from claim["figures"]
        yield claim["claim"]
        for source in claim["sources"]:
            yield references.get(source, {}).get("year", "")
