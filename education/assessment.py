"""What an editor is told about one text while writing it: how hard it is, what is wrong with it, what it rests on.

Rank 4: imports checks, editorial, faults, files, levels, markup, the models, readability, records and wording.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from django.conf import settings

from .checks import SUMMARY, TITLE, Text, check_article, check_beside, check_text, declared, shortened
from .editorial import SHORTEST_REASON
from .faults import Fault
from .files import Contents, Key, Record, rulebook, split_name
from .levels import ReadingLevel, Target, minutes
from .markup import LONGEST, parse
from .models import Article, Claim, Edition, Variant
from .readability import Readability, hardest, measure
from .records import all_records, full_name, record_of
from .wording import Wording

GATE = ("grade", "smog", "sentence-length")  # rules that a written reason may override; no other may be
DIFFERING = ("figures-differ", "levels")
MOST_SHOWN = 200  # remarks that are sent to a browser


@dataclass(frozen=True)
class Remark:
    """Something to tell about a text. `place` is a line of the body, "title", "summary", or words that lead there;
    `line` is that line, or 0 for what stands in no line of the body.
    """

    place: int | str
    line: int
    message: str
    remedy: str
    rule: str
    is_error: bool

    @property
    def is_readability(self) -> bool:
        return self.rule in GATE

    @classmethod
    def of(cls, fault: Fault) -> "Remark":
        """A fault of a text whose body begins at line 1."""
        place = {TITLE: "title", SUMMARY: "summary"}.get(fault.line, fault.line)
        return cls(place, max(fault.line, 0), fault.message, fault.remedy, fault.rule, fault.is_error)

    def as_data(self) -> dict:
        return asdict(self) | {"is_readability": self.is_readability}


@dataclass(frozen=True)
class Costly:
    """A sentence that makes the text hard to read."""

    line: int
    words: int
    text: str


@dataclass(frozen=True)
class Cited:
    """A claim that the text cites, as shown beside it: the works by their short names, the strength in words."""

    key: str
    text: str
    figures: tuple[str, ...]
    strength: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """What is to be told about a text. `beside` says what the other levels would then tell otherwise: that is theirs
    to mend, and stops nothing here.
    """

    level: ReadingLevel
    measured: Readability
    faults: tuple[Remark, ...] = ()
    beside: tuple[Remark, ...] = ()
    hardest: tuple[Costly, ...] = ()
    claims: tuple[Cited, ...] = ()

    words = property(lambda self: self.measured.words)
    grade = property(lambda self: self.measured.grade)
    grade_as_written = property(lambda self: self.measured.grade_as_written)
    smog = property(lambda self: self.measured.smog)
    mean_sentence = property(lambda self: self.measured.mean_sentence)

    @property
    def minutes(self) -> int:
        return minutes(self.words) if self.words else 0

    @property
    def target(self) -> Target:
        return self.level.target

    @property
    def exceeded(self) -> dict[str, tuple[float, float]]:
        """By its name, each measure over its limit, and the limit."""
        return self.target.exceeded(self.measured)

    @property
    def errors(self) -> list[Remark]:
        return [remark for remark in self.faults if remark.is_error]

    @property
    def warnings(self) -> list[Remark]:
        return [remark for remark in self.faults if not remark.is_error]

    @property
    def differing(self) -> list[Remark]:
        """What this level and the others do not tell alike."""
        return [remark for remark in (*self.faults, *self.beside) if remark.rule in DIFFERING]

    @property
    def unexplained(self) -> list[Remark]:
        return [remark for remark in self.faults if remark.rule == "unexplained-term"]

    @property
    def blocking(self) -> list[Remark]:
        """What stops a submission, whatever reason is given."""
        return [remark for remark in self.errors if not remark.is_readability]

    @property
    def needs_reason(self) -> list[Remark]:
        """What stops a submission unless a reason is given in writing."""
        return [remark for remark in self.errors if remark.is_readability]

    def as_data(self) -> dict:
        """The assessment as plain data, for the page beside the text; of very many remarks, the first."""
        names = ("words", "minutes", "grade", "grade_as_written", "smog", "mean_sentence")
        lists = ("faults", "beside", "differing", "unexplained", "blocking", "needs_reason")
        return {
            **{name: round(getattr(self, name), 1) for name in names},
            "level": str(self.level), "target": asdict(self.target), "exceeded": sorted(self.exceeded),
            **{name: [remark.as_data() for remark in getattr(self, name)[:MOST_SHOWN]] for name in lists},
            "errors": len(self.errors), "warnings": len(self.warnings),
            "hardest": [asdict(sentence) for sentence in self.hardest],
            "claims": [asdict(claim) for claim in self.claims],
        }  # fmt: skip


def blocks(assessment: Assessment, override_reason: str = "") -> list[Remark]:
    """What still stops a submission, given the written reason why the text may be harder to read than its level
    promises; nothing else has a way round it. None: the text may be handed in.
    """
    has_reason = len(override_reason.strip()) >= SHORTEST_REASON
    return [*assessment.blocking, *(() if has_reason else assessment.needs_reason)]


def assess(variant: Variant, wording: Wording, siblings: Iterable[Variant] | None = None) -> Assessment:
    """What is to be told about these words of a variant, which need not be saved.

    The other levels are taken as their drafts say; pass them as `siblings` to spare a query. Costs a query for the
    edition, a parse of the words and, once in each edition, about ten queries. Never raises, whatever the words are.
    """
    level, form = ReadingLevel(variant.level), tuple(_form(wording))
    if not wording or len(wording.body) > LONGEST:
        return Assessment(level, measure(parse("")), form)
    others = _siblings(variant) if siblings is None else siblings
    contents, key = _contents(variant, wording, others)
    claims, works = contents.of("claim"), contents.of("reference")
    text = Text(key, contents.records[key], *contents.places[key], contents)
    terms = declared(contents)
    return Assessment(
        level,
        measure(text.document, terms),
        (*form, *map(Remark.of, check_text(contents, key))),
        tuple(map(_beside, check_beside(contents, key))),
        tuple(Costly(one.line, len(one.words), shortened(one.text)) for one in hardest(text.document, terms)),
        tuple(_cited(name, claims[name], works) for name in text.document.cited if name in claims),
    )


def of_article(article: Article, language: str = "en") -> list[tuple[ReadingLevel, Variant | None, Assessment | None]]:
    """Each level with its text and what is to be told about the draft, or what readers meet where there is none.

    Costs four queries (three if its variants are fetched along), and what `assess` costs for each text.
    """
    held = {text.level: text for text in article.variants.all() if text.language == language}
    return [(level, held.get(level), _of_one(held, level)) for level in ReadingLevel]


def remarks_on(article: Article) -> list[Remark]:
    """What is wrong with the article beside its texts: too few questions to take along. Costs a query or two."""
    record = {"questions": [question.text for question in article.questions.all()] if article.pk else []}
    contents = Contents({("article", article.slug): record}, {("article", article.slug): ("", 1)})
    check_article(contents, article.slug)
    return [replace(Remark.of(fault), place="article", line=0) for fault in contents.faults]


def _of_one(held: dict[str, Variant], level: ReadingLevel) -> Assessment | None:
    wording = _newest(held[level]) if level in held else None
    others = [text for text in held.values() if text.level != level]
    return assess(held[level], wording, others) if wording else None


def _newest(variant: Variant) -> Wording:
    """The draft, or what readers meet where nobody has drafted a word."""
    return variant.drafted or variant.live


def _beside_words(sibling: Variant, wording: Wording) -> Wording:
    """The words of another level that these are compared with: its draft, unless that is still being cut up anew while
    what readers meet has the same sections as these. So a half-written level stops no correction of its neighbour.
    """
    newest, live = _newest(sibling), sibling.live
    if newest == live or not live:
        return newest
    keys, old, new = (parse(words.body).keys for words in (wording, live, newest))
    return live if keys == old != new else newest


def _siblings(variant: Variant) -> Iterable[Variant]:
    others = Variant.objects.filter(article=variant.article_id, language=variant.language)
    return others.exclude(level=variant.level) if variant.article_id else ()


def _form(wording: Wording) -> Iterable[Remark]:
    """What a text must have before its words can be judged."""
    for name in ("title", "summary", "body"):
        value, most = getattr(wording, name), Variant._meta.get_field(name).max_length or LONGEST
        place, called = (1, "text") if name == "body" else (name, name)
        line = 1 if name == "body" else 0
        if not value:
            yield Remark(place, line, f"the {called} is empty", "Write it", "form", True)
        elif len(value) > most:
            message = f"the {called} has {len(value):,} characters"
            yield Remark(place, line, message, f"Shorten it to {most:,} at most", "form", True)


@lru_cache(maxsize=2)
def _library(edition: str) -> Contents:
    """What readers meet in an edition, as the checks see it, and the statements that may not be made."""
    rules = rulebook(settings.CONTENT_DIR)
    records = all_records()
    places = {(kind, name): (name, 1) for kind, name in records}
    return Contents(records | rules.records, places | rules.places)


def _contents(variant: Variant, wording: Wording, siblings: Iterable[Variant]) -> tuple[Contents, Key]:
    """The library with these words in it, the other levels of the article as their drafts say; and their key."""
    library, slug, language = _library(Edition.now()), variant.article.slug, variant.language
    told = {text.level: _beside_words(text, wording) for text in siblings} | {variant.level: wording}
    # In the order of the folder: of differing sections, the first level counts as the model.
    names = {level: full_name(f"{slug}/{level}", language) for level in sorted(ReadingLevel.values)}
    kept = {key: record for key, record in library.records.items() if key not in {("text", n) for n in names.values()}}
    own = {("text", names[level]): record_of(told[level]) for level in names if told.get(level)}
    records = {("article", slug): {}} | kept | own
    places = library.places | {(kind, name): (name, 1) for kind, name in [*own, ("article", slug)]}
    return Contents(records, places), ("text", names[variant.level])


def _beside(fault: Fault) -> Remark:
    level = ReadingLevel(split_name(fault.path)[0].split("/")[1])
    return replace(Remark.of(fault), place=f"{level.label}, line {fault.line}", line=0, is_error=False)


def _cited(key: str, claim: Record, works: dict[str, Record]) -> Cited:
    strength = dict(Claim.Strength.choices).get(claim.get("strength"), "")
    sources = tuple(_short_name(works.get(name, {}), name) for name in claim.get("sources", ()))
    return Cited(key, claim.get("claim", ""), tuple(claim.get("figures", ())), strength, claim.get("note", ""), sources)


def _short_name(work: Record, key: str) -> str:
    who = work.get("authors") or work.get("title") or work.get("description") or key
    first, *more = who.split(", ") if work.get("authors") else [who]
    year = f" ({work['year']})" if work.get("year") else ""
    return f"{first}{' and others' if more else ''}{year}"
