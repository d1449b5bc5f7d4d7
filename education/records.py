"""Rows of the database as records of the content folder, and back.

Each kind of record has one keeper that knows its row: `read` gives the record in house order, `store` makes the row
say what the record says.

Rank 3: imports the models, files and wording.
"""

from collections.abc import Iterator
from datetime import date

from .files import FIELDS, Key, Record, split_name
from .models import Article, Claim, Code, GlossaryTerm, Page, Question, Reference, Source, Variant
from .wording import Wording

ORDER = ("reference", "claim", "term", "page", "article", "text")


def all_records() -> dict[Key, Record]:
    """Everything the database holds, as records. Costs about ten queries."""
    return {(kind, name): record for kind in ORDER for name, record in READERS[kind]()}


def store(kind: str, name: str, record: Record) -> None:
    """Make one row say what the record says, creating it if need be. What the record points to must be there already.

    Raises StaleVersion if somebody saves the row in the same moment. Costs some queries.
    """
    STORES[kind](name, record)


def relate(slug: str, record: Record) -> None:
    """The related articles of an article; called once all articles are stored."""
    article = Article.objects.get(slug=slug)
    article.related.set(Article.objects.filter(slug__in=record.get("related", [])))


def _filled(kind: str, values: dict) -> Record:
    """The record of these values in house order; what is empty is left out unless the format always shows it."""
    shown = {"claim": ("figures",), "term": ()}.get(kind, ())
    return {
        name: values[name] for name in FIELDS[kind] if name in shown or values.get(name) not in (None, "", [], False)
    }


def _body(text: str) -> str:
    """The text as its file holds it: browsers send forms with CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _name(stem: str, language: str) -> str:
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
        yield _name(page.slug, page.language), {"title": page.title, "summary": page.summary, "body": _body(page.body)}


def _articles() -> Iterator[tuple[str, Record]]:
    for article in Article.objects.prefetch_related("questions", "codes", "related"):
        values = {
            "stage": article.stage, "position": article.position,
            "related": [other.slug for other in article.related.all()],
            "codes": [_filled_code(code) for code in article.codes.all()],
            "also_called": article.also_called,
            "questions": [question.text for question in article.questions.all()],
            "review_months": article.review_months,
        }  # fmt: skip
        yield article.slug, _filled("article", values)


def _filled_code(code: Code) -> Record:
    return {"system": code.system, "code": code.code} | ({"label": code.label} if code.label else {})


def _texts() -> Iterator[tuple[str, Record]]:
    for text in Variant.objects.select_related("article").exclude(body=""):
        name = _name(f"{text.article.slug}/{text.level}", text.language)
        yield name, record_of(text.live)


def record_of(wording: Wording) -> Record:
    return {"title": wording.title, "summary": wording.summary, "body": wording.body}


# Storing records


def _save(model, lookup: dict, values: dict):
    """The row of the lookup with these values, saved through the model so that editions turn and words are counted."""
    row = model.objects.filter(**lookup).first() or model(**lookup)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(validate_constraints=False)
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


def _store_article(name: str, record: Record) -> None:
    values = {
        "stage": record["stage"],
        "position": record["position"],
        "also_called": record.get("also_called", []),
        "review_months": record.get("review_months", 36),
    }
    article = _save(Article, {"slug": name}, values)
    article.questions.all().delete()
    questions = enumerate(record.get("questions", []))
    Question.objects.bulk_create(_clean(Question(article=article, text=text, position=at)) for at, text in questions)
    article.codes.all().delete()
    Code.objects.bulk_create(_clean(Code(article=article, **code)) for code in record.get("codes", []))


def _store_text(name: str, record: Record) -> None:
    """Words that no clinician has checked yet, and that nobody is checking, go straight to readers, marked as such;
    where a review decides, they become the draft.
    """
    stem, language = split_name(name)
    slug, level = stem.split("/")
    text = text_of(slug, level, language)
    wording = Wording(record["title"], record["summary"], record["body"])
    if text.is_held:
        text.keep_draft(wording)
    else:
        text.publish(wording)
    text.clean_fields(exclude=["draft"])


def text_of(slug: str, level: str, language: str = "en") -> Variant:
    """The text of an article at a level; a new one, not saved, if there is none. The article must be there."""
    article = Article.objects.get(slug=slug)
    there = Variant.objects.filter(article=article, level=level, language=language).first()
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
    "page": _store_page, "article": _store_article, "text": _store_text,
}  # fmt: skip
