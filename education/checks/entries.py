"""Whether the entries of the folder are whole: claims, works, terms and articles; and whether anybody uses them."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..faults import Fault
from ..files import Contents
from ..journey import Stage
from ..models import Claim, Reference
from . import asking
from .text import Text, forms

MOST_MONTHS = 120
QUOTED = "in quotation marks"


def check(contents: Contents, texts: list[Text]) -> None:
    for kind, rule, faults in (
        ("claim", "evidence", _claim), ("reference", "evidence", _work), ("article", "article", _article),
    ):  # fmt: skip
        for name, record in contents.of(kind).items():
            for message, remedy in faults(name, record, contents):
                contents.fault(*contents.places[kind, name], message, remedy, rule)
    contents.faults += [*_shared_forms(contents), *_unused(contents, texts)]


def check_facts(contents: Contents, slug: str, sections: Iterable[str] = ()) -> None:
    """Whether what an article says of itself, beside its texts, is whole. Of other articles only the names are read,
    and what they are asked. `sections` are keys beside those of its texts among the contents, which are parsed.
    """
    for message, remedy in _article(slug, contents.records["article", slug], contents):
        contents.fault(*contents.places["article", slug], message, remedy, "article")
    asking.check_article(contents, slug, sections)


def _claim(name: str, record: dict, contents: Contents) -> Iterator[tuple[str, str]]:
    sources = record.get("sources", [])
    for work in sources:
        if ("reference", work) not in contents.records:
            yield (
                f"claim “{name}” rests on “{work}”, which references.yaml does not hold",
                "Add the work, or correct its name",
            )
    if record.get("strength") not in Claim.Strength.values:
        yield (
            f"claim “{name}” has the strength “{record.get('strength')}”",
            f"Use one of {', '.join(Claim.Strength.values)}",
        )
    if len(set(sources)) < len(sources):
        yield f"claim “{name}” names a work twice", "Name each work once"
    if record.get("checked_on") and not _is_date(record["checked_on"]):
        yield (
            f"claim “{name}” was checked on “{record['checked_on']}”",
            f"Write the date as 'YYYY-MM-DD', {QUOTED}",
        )


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _work(name: str, record: dict, contents: Contents) -> Iterator[tuple[str, str]]:
    if record.get("kind") not in Reference.KINDS:
        yield f"“{name}” is of the kind “{record.get('kind')}”", f"Use one of {', '.join(Reference.KINDS)}"
    if not record.get("title") and not record.get("description"):
        yield f"“{name}” has neither a title nor a description", "Say what the work is"


def _article(slug: str, record: dict, contents: Contents) -> Iterator[tuple[str, str]]:
    if record.get("stage") not in Stage.values:
        yield f"there is no stage “{record.get('stage')}”", f"Use one of {', '.join(Stage.values)}"
    for other in record.get("related", []):
        if ("article", other) not in contents.records:
            yield f"the related article “{other}” is not there", "Correct its name, or take it out"
    if not 1 <= record.get("review_months", 36) <= MOST_MONTHS:
        yield "review_months is no time that a check can hold", f"Write 1 to {MOST_MONTHS}, or leave it out"
    yield from _codes(record.get("codes", []))
    if not any(name.split("/")[0] == slug for name in contents.of("text")):
        yield "the article has no text", "Write plain.md, or take the folder away"


def _codes(codes: list) -> Iterator[tuple[str, str]]:
    known = []
    for code in codes:
        words = isinstance(code, dict) and all(isinstance(value, str) for value in code.values())
        if not words or not {"system", "code"} <= code.keys() <= {"system", "code", "label"}:
            yield f"the code {code} is not whole", f"Give system, code and, if you like, label, each {QUOTED}"
        else:
            known.append((code["system"], code["code"]))
    if len(set(known)) < len(known):
        yield "a code stands here twice", "Give each code once"


def _shared_forms(contents: Contents) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for name, record in contents.of("term").items():
        for form in forms(record):
            owner = owners.setdefault(str(form).lower(), name)
            if owner != name:
                message = f"“{form}” is a form of “{name}” and of “{owner}”"
                yield Fault(*contents.places["term", name], message, "Let one of the two have it", "term")


def _unused(contents: Contents, texts: list[Text]) -> Iterator[Fault]:
    cited = {claim for text in texts for claim in text.document.cited}
    resting = {work for claim in contents.of("claim").values() for work in claim.get("sources", [])}
    for kind, used, rule, message in (
        ("claim", cited, "unused-claim", "no text cites the claim “{}”"),
        ("reference", resting, "unused-reference", "no claim rests on “{}”"),
    ):
        for name in contents.of(kind).keys() - used:
            yield Fault(*contents.places[kind, name], message.format(name), "Use it, or take it out", rule)
