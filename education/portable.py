"""One article out and in as files, at the editors' desk: out as an export writes it, in as drafts.

What is brought in never reaches readers: a review decides about it, as about every draft.

Rank 4: imports checks, faults, files, the models and records.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from .checks import check_facts
from .faults import BrokenContent, Fault
from .files import Contents, Files, Key, Record, in_house_form, read_articles
from .models import Article, AuditEntry, User, Variant
from .records import (
    keep_draft,
    name_of,
    records_of,
    relate,
    store_article,
    text_of,
    told_by_place,
    wording_of,
)

MADE, CHANGED, SAME, REFUSED = "draft made", "draft changed", "same", "refused"
UNSET = {"review_months": 36}  # what an article says where its file is silent; nothing, for the rest


@dataclass(frozen=True)
class Fact:
    """Something that belongs to an article at every level, and differs: as it is held, and as the file has it."""

    name: str
    held: str
    filed: str


@dataclass(frozen=True)
class Brought:
    """What became of one text of the archive. `whose` says who has an unfinished draft, where that stopped it."""

    variant: Variant
    outcome: str
    whose: str = ""

    @property
    def is_stored(self) -> bool:
        return self.outcome in (MADE, CHANGED)


@dataclass(frozen=True)
class Arrival:
    """What was brought in. `facts` differ from what is held, and were left alone unless `takes_facts`."""

    article: Article
    is_new: bool
    facts: list[Fact] = field(default_factory=list)
    takes_facts: bool = False
    texts: list[Brought] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        """For the log."""
        counts = Counter(text.outcome for text in self.texts)
        told = [f"{counts[outcome]} {outcome}" for outcome in (MADE, CHANGED, SAME, REFUSED) if counts[outcome]]
        if self.is_new:
            told.insert(0, "article created")
        elif self.facts:
            told.append("facts changed" if self.takes_facts else "other facts not taken")
        return ", ".join(told) or "nothing new"

    @property
    def refused(self) -> list[Brought]:
        return [text for text in self.texts if text.outcome == REFUSED]


def take_out(article: Article, *, drafts: bool = False) -> dict[str, str]:
    """The files of an article, as export_content writes them: what readers meet, or with `drafts` what editors have
    drafted. Costs about five queries.
    """
    return in_house_form(records_of(article, drafts=drafts))


def bring_in(files: Files, by: User, *, take_facts: bool = False, overwrite: bool = False) -> Arrival:
    """Make the texts of one article's files drafts; all of it or nothing. Readers meet none of it.

    A new article takes its facts (stage, place, questions, codes …) from the file. One that is there keeps its own
    unless `take_facts`, since these have no draft; unfinished drafts stay unless `overwrite`. Raises BrokenContent
    with every fault of the files, StaleVersion or IntegrityError if somebody saves the same in the same moment.
    Costs some ten queries for each text.
    """
    contents = read_articles(files)
    _refuse_faulty(contents)
    slug = next(name.split("/")[0] for _, name in contents.records)
    with transaction.atomic():
        article = Article.objects.filter(slug=slug).first()
        arrival = _with_facts(contents, slug, article, by, take_facts)
        for key in [key for key in contents.records if key[0] == "text"]:
            arrival.texts.append(_bring(contents, key, by, overwrite))
        AuditEntry.note(by, "import", arrival.article, why=arrival.in_words)
    return arrival


def _refuse_faulty(contents: Contents) -> None:
    if not contents.records and not contents.faults:
        contents.fault("article.yaml", 1, "the file is empty", "Write it: see content/README.md")
    if contents.faults:
        raise BrokenContent(contents.faults)


def _with_facts(contents: Contents, slug: str, article: Article | None, by: User, take_facts: bool) -> Arrival:
    record = contents.records.get(("article", slug))
    if record is None:
        if article is None:
            place = f"articles/{slug}/article.yaml"
            remedy = "Add it, or correct the name of the folder to that of an article that is here"
            raise BrokenContent([Fault(place, 1, f"there is no article “{slug}” yet, and no article.yaml", remedy)])
        return Arrival(article, is_new=False)
    held = records_of(article)[("article", slug)] if article else {}
    facts = _differing(held, record) if article else []
    if article and not (facts and take_facts):
        return Arrival(article, is_new=False, facts=facts)
    _refuse_broken_facts(contents, slug)
    with told_by_place(contents, ("article", slug)):
        stored = store_article(slug, record, by)
    relate(slug, record)
    return Arrival(stored, is_new=article is None, facts=facts, takes_facts=True)


def _refuse_broken_facts(contents: Contents, slug: str) -> None:
    """Facts have no draft, so that they must be sound before they are stored."""
    articles = {article.slug: article for article in Article.objects.only("slug", "asked")}
    others = {("article", name): {"asked": article.asked_by_section} for name, article in articles.items()}
    texts = {
        ("text", name_of(text)): {} for text in Variant.objects.filter(article__slug=slug).select_related("article")
    }
    whole = Contents(others | texts | contents.records, contents.places)
    check_facts(whole, slug, articles[slug].section_keys if slug in articles else ())
    if whole.faults:
        raise BrokenContent(whole.faults)


def _differing(held: Record, filed: Record) -> list[Fact]:
    names = dict.fromkeys([*held, *filed])
    told = [(name, *(record.get(name, UNSET.get(name)) for record in (held, filed))) for name in names]
    return [
        Fact(name, _words(old), _words(new))
        for name, old, new in told
        if _comparable(name, old) != _comparable(name, new)
    ]


def _comparable(name: str, value):
    """Related articles are a set: their order in a file means nothing."""
    return sorted(value or []) if name == "related" else value


def _words(value) -> str:
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    if isinstance(value, dict):
        return " ".join(f"{key}: {_words(of)}" if isinstance(of, list) else str(of) for key, of in value.items())
    return "" if value is None else str(value)


def _bring(contents: Contents, key: Key, by: User, overwrite: bool) -> Brought:
    text, wording = text_of(key[1]), wording_of(contents.records[key])
    had_changes = bool(text.pk) and text.has_changes
    if text.pk and wording == text.drafted:
        return Brought(text, SAME)
    if had_changes and not overwrite:
        return Brought(text, REFUSED, _whose(text, by))
    with told_by_place(contents, key):
        keep_draft(text, wording, by)
    return Brought(text, CHANGED if had_changes else MADE)


def _whose(text: Variant, by: User) -> str:
    """Who has written the unfinished draft. Costs a query."""
    writers = set(text.writers.values_list("pk", flat=True))
    if writers == {by.pk}:
        return "your own unfinished draft"
    return "another editor’s unfinished draft" if writers else "an unfinished draft"
