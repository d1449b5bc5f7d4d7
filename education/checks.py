"""Whether everything a content folder points to is there: claims, works, articles, sections, levels, stages, blocks.

What a faulty text could do to a reader is told here with file, line and remedy, before anything is imported.

Rank 3: imports files, journey, links, markup and the models' lists of kinds.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.contrib.staticfiles import finders

from .files import Contents
from .journey import Stage
from .links import dead_end
from .markup import BLOCKS, CITATION, PICTURE, Document, parse
from .models import Claim, Reference

OPENING = re.compile(r"^\s*:::+\s*(\S.*)$")
STRAY = re.compile(r"\[@[^\]\n]*\]?")


def resolve(contents: Contents) -> None:
    """Add a fault for each thing that points nowhere. Parses every text."""
    documents = {key: parse(record["body"]) for key, record in contents.records.items() if "body" in record}
    _check_claims(contents)
    _check_references(contents)
    _check_terms(contents)
    for slug, record in contents.of("article").items():
        _check_article(contents, slug, record)
    for key, document in documents.items():
        _check_text(contents, key, document, documents)
    _check_levels(contents, documents)


def _check_claims(contents: Contents) -> None:
    works = contents.of("reference")
    for name, record in contents.of("claim").items():
        path, line = contents.places["claim", name]
        for work in record.get("sources", []):
            if work not in works:
                contents.fault(
                    path,
                    line,
                    f"claim “{name}” rests on “{work}”, which references.yaml does not hold",
                    "Add the work, or correct its name",
                )
        if record.get("strength") not in Claim.Strength.values:
            contents.fault(
                path,
                line,
                f"claim “{name}” has the strength “{record.get('strength')}”",
                f"Use one of {', '.join(Claim.Strength.values)}",
            )
        if len(set(record.get("sources", []))) < len(record.get("sources", [])):
            contents.fault(path, line, f"claim “{name}” names a work twice", "Name each work once")
        if record.get("checked_on") and not _is_date(record["checked_on"]):
            contents.fault(
                path,
                line,
                f"claim “{name}” was checked on “{record['checked_on']}”",
                "Write the date as 'YYYY-MM-DD', in quotation marks",
            )


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check_references(contents: Contents) -> None:
    for name, record in contents.of("reference").items():
        path, line = contents.places["reference", name]
        if record.get("kind") not in Reference.KINDS:
            contents.fault(
                path,
                line,
                f"“{name}” is of the kind “{record.get('kind')}”",
                f"Use one of {', '.join(Reference.KINDS)}",
            )
        if not record.get("title") and not record.get("description"):
            contents.fault(path, line, f"“{name}” has neither a title nor a description", "Say what the work is")


def _check_terms(contents: Contents) -> None:
    owners: dict[str, str] = {}
    for name, record in contents.of("term").items():
        for form in [record.get("term", ""), *record.get("also", [])]:
            owner = owners.setdefault(str(form).lower(), name)
            if owner != name:
                contents.fault(
                    *contents.places["term", name],
                    f"“{form}” is a form of “{name}” and of “{owner}”",
                    "Let one of the two have it",
                )


def _check_article(contents: Contents, slug: str, record: dict) -> None:
    path, line = contents.places["article", slug]
    if record.get("stage") not in Stage.values:
        contents.fault(
            path, line, f"there is no stage “{record.get('stage')}”", f"Use one of {', '.join(Stage.values)}"
        )
    for other in record.get("related", []):
        if other not in contents.of("article"):
            contents.fault(
                path, line, f"the related article “{other}” is not there", "Correct its name, or take it out"
            )
    for code in record.get("codes", []):
        if (
            not isinstance(code, dict)
            or not {"system", "code"} <= code.keys() <= {"system", "code", "label"}
            or not all(isinstance(v, str) for v in code.values())
        ):
            contents.fault(
                path,
                line,
                f"the code {code} is not whole",
                "Give system, code and, if you like, label, each in quotation marks",
            )
    systems = [(code.get("system"), code.get("code")) for code in record.get("codes", []) if isinstance(code, dict)]
    if any(systems.count(code) > 1 for code in systems):
        contents.fault(path, line, "a code stands here twice", "Give each code once")
    if not any(name.split("/")[0] == slug for name in contents.of("text")):
        contents.fault(path, line, "the article has no text", "Write plain.md, or take the folder away")


def _check_text(contents: Contents, key, document: Document, documents: dict) -> None:
    path, start = contents.places[key]
    for line, message, remedy in [
        *_faults_in_source(contents.records[key]["body"]),
        *_faults_in_document(contents, document, documents),
    ]:
        contents.fault(path, line + start - 1, message, remedy)
    kind, name = key
    if kind == "text" and ("article", name.split("/")[0]) not in contents.records:
        contents.fault(path, 1, "the text has no article.yaml beside it", "Write one: see content/README.md")


def _faults_in_source(body: str) -> Iterator[tuple[int, str, str]]:
    """What the parser lets pass as plain words although the writer meant something else."""
    for number, line in enumerate(body.split("\n"), 1):
        opening = OPENING.match(line)
        if opening and opening.group(1).strip() not in BLOCKS:
            yield number, f"there is no block “{opening.group(1).strip()}”", f"Use one of {', '.join(BLOCKS)}"
        for match in STRAY.finditer(line):
            if not CITATION.fullmatch(match.group()):
                yield number, f"“{match.group()}” is no citation", "Write [@claim-id] or [@one; @two]"


def _faults_in_document(contents: Contents, document: Document, documents: dict) -> Iterator[tuple[int, str, str]]:
    claims = contents.of("claim")
    for citation in document.citations:
        for claim in citation.claims:
            if claim not in claims:
                yield (
                    citation.line,
                    f"no claim is called “{claim}”",
                    "Correct the name, or add the claim to claims.yaml",
                )
    for address, line in document.links:
        message = dead_end(address, document, contents, documents)
        if message:
            yield line, message, "Correct the address; sections are named by the key behind their heading"
    for source, line in document.pictures:
        if not _is_there(source):
            yield (
                line,
                f"there is no picture {source}",
                "Name a drawing in static/illustrations, or an uploaded picture",
            )
    for line in document.enclosed_headings:
        yield line, "a section begins inside a block", "Close the block before it, with ::: on a line of its own"
    seen: set[str] = set()
    for section in document.sections:
        if not section.key:
            yield (
                section.line,
                f"the section “{section.title}” has no key",
                "Put {#a-key} behind its heading, the same at every level",
            )
        elif section.key in seen:
            yield (
                section.line,
                f"the key “{section.key}” stands here a second time",
                "Give each section of a text its own key",
            )
        seen.add(section.key)


def _is_there(source: str) -> bool:
    """Whether a page can show the picture; what editors have uploaded is taken on trust."""
    if source.startswith("illustration:"):
        return bool(finders.find(f"illustrations/{source.removeprefix('illustration:')}.svg"))
    return bool(PICTURE.fullmatch(source))


def _check_levels(contents: Contents, documents: dict) -> None:
    """All texts of an article carry the same keys in the same order."""
    first: dict[str, str] = {}
    for name in contents.of("text"):
        model = first.setdefault(name.split("/")[0], name)
        wanted, found = documents["text", model].keys, documents["text", name].keys
        if wanted != found:
            path, line = contents.places["text", name]
            odd = next((b or a for a, b in zip((*wanted, ""), (*found, ""), strict=False) if a != b), "")
            contents.fault(
                path,
                line,
                f"its sections are not those of {model}: look at “{odd}”",
                "Use the same keys in the same order at every level",
            )
