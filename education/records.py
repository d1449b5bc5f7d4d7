"""Rows of the database as records of the content folder, and back.

Each kind of record has one keeper that knows its row: `read` gives the record in house order, `store` makes the row
say what the record says.

Rank 3: imports faults, files, kinds, the models and wording.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from .faults import BrokenContent, Fault
from .files import Contents, Key, Record, split_name
from .kinds import FIELDS
from .models import Article, Claim, Code, GlossaryTerm, Page, Question, Reference, Source, Variant
from .wording import Wording

ORDER = ("reference", "claim", "term", "page", "article", "text")
WORDS = ("title", "summary", "body")
WHY = "import"  # what the history says of each row that is stored here


def all_records() -> dict[Key, Record]:
    """Everything the database holds, as records. Costs about ten queries."""
    return {(kind, name): record for kind in ORDER for name, record in READERS[kind]()}


def records_of(article: Article, *, drafts: bool = False) -> dict[Key, Record]:
    """The records of one article and its texts, as `all_records` gives them; with `drafts`, of the words that editors
    have drafted. Costs about five queries.
    """
    texts = _texts(article.variants.all(), drafts=drafts)
    return {
        **{("article", name): record for name, record in _articles(Article.objects.filter(pk=article.pk))},
        **{("text", name): record for name, record in texts},
    }


def store(kind: str, name: str, record: Record) -> None:
    """Make one row say what the record says, creating it if need be. What the record points to must be there already.
    The history names nobody: a command knows no account.

    Raises StaleVersion if somebody saves the row in the same moment, ValidationError if the row cannot hold the
    record. Costs some queries.
    """
    STORES[kind](name, record)


@contextmanager
def told_by_place(contents: Contents, key: Key) -> Iterator[None]:
    """What cannot be kept is told as a fault of its file: raises BrokenContent in the place of ValidationError."""
    try:
        yield
    except ValidationError as error:
        messages = "; ".join(f"{name}: {' '.join(told)}" for name, told in error.message_dict.items())
        message, remedy = f"“{key[1]}” cannot be kept: {messages}", "Mend the field and import again"
        raise BrokenContent([Fault(*contents.places[key], message, remedy)]) from error


def relate(slug: str, record: Record) -> None:
    """The related articles of an article; called once all articles are stored."""
    article = Article.objects.get(slug=slug)
    article.related.set(Article.objects.filter(slug__in=record.get("related", [])))


def _filled(kind: str, values: dict) -> Record:
    """The record of these values in house order; what is empty is left out unless the format always shows it."""
    shown = {"claim": ("figures",), "term": ()}.get(kind, ())
    return {
        name: values[name]
        for name in FIELDS[kind]
        if name in shown or values.get(name) not in (None, "", [], {}, False)
    }


def full_name(stem: str, language: str) -> str:
    """The name of a record in a language; `files.split_name` takes it apart."""
    return stem if language == "en" else f"{stem}.{language}"


# Reading rows


def _references() -> Iterator[tuple[str, Record]]:
    for work in Reference.objects.all():
        yield work.key, _filled("reference", {name: getattr(work, name) for name in FIELDS["reference"]})


def _claims() -> Iterator[tuple[str, Record]]:
    for claim in Claim.objects.prefetch_related("sources__reference"):
        values = {
            "id": claim.key, "topic": claim.topic, "claim": claim.text, "figures": claim.figures,
            "sources": [source.reference.key for source in claim.sources.all()],
            "strength": claim.strength, "note": claim.note,
            "checked_on": claim.checked_on.isoformat() if claim.checked_on else "",
        }  # fmt: skip
        yield claim.key, _filled("claim", values)


def _terms() -> Iterator[tuple[str, Record]]:
    for term in GlossaryTerm.objects.filter(language="en"):
        yield term.key, _filled("term", {name: getattr(term, name) for name in FIELDS["term"]})


def _pages() -> Iterator[tuple[str, Record]]:
    for page in Page.objects.all():
        yield full_name(page.slug, page.language), record_of(Wording(page.title, page.summary, page.body))


def _articles(articles: QuerySet | None = None) -> Iterator[tuple[str, Record]]:
    articles = Article.objects.all() if articles is None else articles
    for article in articles.prefetch_related("questions", "codes", "related"):
        values = {
            "stage": article.stage, "position": article.position,
            "related": [other.slug for other in article.related.all()],
            "codes": [_filled_code(code) for code in article.codes.all()],
            "also_called": article.also_called,
            "questions": [question.text for question in article.questions.all()],
            "asked": article.asked_by_section,
            "review_months": article.review_months,
        }  # fmt: skip
        yield article.slug, _filled("article", values)


def _filled_code(code: Code) -> Record:
    return {"system": code.system, "code": code.code} | ({"label": code.label} if code.label else {})


def _texts(texts: QuerySet | None = None, *, drafts: bool = False) -> Iterator[tuple[str, Record]]:
    for text in (Variant.objects.all() if texts is None else texts).select_related("article"):
        wording = (text.drafted or text.live) if drafts else text.live
        if wording:
            yield name_of(text), record_of(wording)


def name_of(text: Variant) -> str:
    """The name of a text's record. Reads the article."""
    return full_name(f"{text.article.slug}/{text.level}", text.language)


def record_of(wording: Wording) -> Record:
    return {"title": wording.title, "summary": wording.summary, "body": wording.body}


def wording_of(record: Record) -> Wording:
    return Wording(record["title"], record["summary"], record["body"])


# Storing records


def _save(model, lookup: dict, values: dict, by=None):
    """The row of the lookup with these values, saved through the model so that editions turn and history is kept."""
    row = model.objects.filter(**lookup).first() or model(**lookup)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(validate_constraints=False)
    row._history_user, row._change_reason = by, WHY
    row.save()
    return row


def _clean(row):
    row.clean_fields()
    return row


def _store_reference(name: str, record: Record) -> None:
    empty = {"incomplete": False, "missing": []}
    _save(Reference, {"key": name}, {field: record.get(field, empty.get(field, "")) for field in FIELDS["reference"]})


def _store_claim(name: str, record: Record) -> None:
    checked = record.get("checked_on")
    values = {
        "topic": record["topic"], "text": record["claim"], "figures": record.get("figures", []),
        "strength": record["strength"], "note": record.get("note", ""),
        "checked_on": date.fromisoformat(checked) if checked else None,
    }  # fmt: skip
    claim = _save(Claim, {"key": name}, values)
    works = Reference.objects.in_bulk(record["sources"], field_name="key")
    claim.sources.all().delete()
    Source.objects.bulk_create(
        Source(claim=claim, reference=works[key], position=place) for place, key in enumerate(record["sources"])
    )


def _store_term(name: str, record: Record) -> None:
    values = {field: record.get(field, "") for field in ("term", "say", "meaning")} | {"also": record.get("also", [])}
    _save(GlossaryTerm, {"key": name, "language": "en"}, values)


def _store_page(name: str, record: Record) -> None:
    slug, language = split_name(name)
    _save(Page, {"slug": slug, "language": language}, record)


def store_article(name: str, record: Record, by=None) -> Article:
    """As `store`, by an account; returns the row."""
    values = {
        "stage": record["stage"],
        "position": record["position"],
        "also_called": record.get("also_called", []),
        "asked": [f"{key}: {one}" for key, asked in record.get("asked", {}).items() for one in asked],
        "review_months": record.get("review_months", 36),
    }
    article = _save(Article, {"slug": name}, values, by)
    article.questions.all().delete()
    questions = enumerate(record.get("questions", []))
    Question.objects.bulk_create(_clean(Question(article=article, text=text, position=at)) for at, text in questions)
    article.codes.all().delete()
    Code.objects.bulk_create(_clean(Code(article=article, **code)) for code in record.get("codes", []))
    return article


def _store_text(name: str, record: Record) -> None:
    """Words that no review decides about go straight to readers, marked as not yet checked; else they become the
    draft. An editor's own draft beside words that go to readers stays as it is.
    """
    text, wording = text_of(name), wording_of(record)
    if text.is_held:
        keep_draft(text, wording)
    else:
        _clean_words(wording)
        text._change_reason = WHY
        text.publish(wording)


def keep_draft(text: Variant, wording: Wording, by=None) -> None:
    """Make the words of a file the draft. Raises StaleVersion, and ValidationError if the draft cannot hold them."""
    _clean_words(wording)
    text._change_reason = WHY
    text.keep_draft(wording, by)


def _clean_words(wording: Wording) -> None:
    others = [field.name for field in Variant._meta.fields if field.name not in WORDS]
    Variant(title=wording.title, summary=wording.summary, body=wording.body).clean_fields(exclude=others)


def text_of(name: str) -> Variant:
    """The text of that name; a new one, not saved, if there is none. The article must be there. Costs two queries."""
    stem, language = split_name(name)
    slug, level = stem.split("/")
    article = Article.objects.get(slug=slug)
    there = article.variants.filter(level=level, language=language).first()
    return there or Variant(article=article, level=level, language=language)


READERS = {
    "reference": _references,
    "claim": _claims,
    "term": _terms,
    "page": _pages,
    "article": _articles,
    "text": _texts,
}
STORES = {
    "reference": _store_reference, "claim": _store_claim, "term": _store_term,
    "page": _store_page, "article": store_article, "text": _store_text,
}  # fmt: skip
