"""The content folder: files to records and back.

A record is the plain data of one thing (an article, a text, a claim ...), keyed by its kind and name; it holds
exactly what stands in the file, in house order. Reading collects every fault with file, line and remedy and refuses
the folder whole; nothing here touches the database.

    content/articles/<slug>/article.yaml, <level>.md or <level>.<lang>.md      kinds article, text
    content/claims.yaml, references.yaml, glossary.yaml                        kinds claim, reference, term
    content/pages/<slug>.md or <slug>.<lang>.md                                kind page
    content/forbidden.yaml                                                     kind statement; stays in the folder

Rank 1: imports faults, frontmatter, levels and markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from . import frontmatter
from .faults import Fault
from .levels import ReadingLevel
from .markup import SLUG

Key = tuple[str, str]
Record = dict
FIELDS = {
    "article": {
        "stage": str, "position": int, "related": list, "codes": list, "also_called": list, "questions": list,
        "review_months": int,
    },
    "text": {"title": str, "summary": str},
    "page": {"title": str, "summary": str},
    "claim": {
        "id": str, "topic": str, "claim": str, "figures": list, "sources": list, "strength": str, "note": str,
        "checked_on": str,
    },
    "term": {"key": str, "term": str, "also": list, "say": str, "meaning": str},
    "statement": {"id": str, "says": str, "pattern": str, "unless": str, "reason": str, "instead": str, "claims": list},
    "reference": {
        "authors": str, "editor": str, "year": str, "title": str, "description": str, "journal": str, "part": str,
        "volume_pages": str, "published": str, "language": str, "doi": str, "pmid": str, "url": str, "kind": str,
        "access_note": str, "incomplete": bool, "missing": list,
    },
}  # fmt: skip
NEEDED = {
    "article": {"stage", "position"},
    "text": {"title", "summary"},
    "page": {"title", "summary"},
    "claim": {"id", "topic", "claim", "figures", "sources", "strength"},
    "term": {"key", "term", "meaning"},
    "statement": {"id", "says", "pattern", "reason", "instead"},
    "reference": {"kind"},
}
LISTS = {"claims.yaml": ("claim", "id"), "glossary.yaml": ("term", "key")}
RULEBOOK = {"forbidden.yaml": ("statement", "id")}  # no part of what readers meet, so not of the database
TEXT_NAME = re.compile(r"^(?P<level>[a-z]+)(?:\.(?P<language>[a-z]{2}))?\.md$")
WORDS_FOR = {str: "words", int: "a whole number", list: "a list of words", bool: "true or false"}


@dataclass
class Contents:
    """What a content folder holds: records by kind and name, where each stands (file, first line of its text), and
    the faults met.
    """

    records: dict[Key, Record] = field(default_factory=dict)
    places: dict[Key, tuple[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, kind: str) -> dict[str, Record]:
        return {name: record for (of_kind, name), record in self.records.items() if of_kind == kind}

    def fault(self, path, line: int, message: str, remedy: str, rule: str = "form") -> None:
        self.faults.append(Fault(str(path), line, message, remedy, rule))


def read(folder: Path) -> Contents:
    """Read a content folder. Costs a read of every file; faults are collected in the result, never raised."""
    contents = Contents()
    if not folder.is_dir():
        contents.fault(folder, 1, "there is no such folder", "Name the folder that holds articles/ and claims.yaml")
        return contents
    for name, (kind, key) in (LISTS | RULEBOOK).items():
        if name in LISTS or (folder / name).exists():  # an export has no rulebook
            _read_list(contents, folder, name, kind, key)
    _read_references(contents, folder)
    for path in sorted(folder.glob("articles/*/*")):
        _read_article_file(contents, folder, path)
    for path in sorted(folder.glob("pages/*.md")):
        _read_markdown(contents, folder, path, "page", path.stem)
    return contents


def rulebook(folder: Path) -> Contents:
    """The statements that may not be made, which the database does not hold. Costs a read of one file."""
    contents = Contents()
    for name, (kind, key) in RULEBOOK.items():
        if (folder / name).exists():
            _read_list(contents, folder, name, kind, key)
    return contents


def write(folder: Path, records: dict[Key, Record]) -> list[str]:
    """Write records as files in house form; returns the paths whose bytes changed, relative to `folder`.

    Files of other names are left alone.
    """
    changed = []
    for name, text in sorted(_texts(records)):
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            changed.append(name)
    return changed


def split_name(name: str) -> tuple[str, str]:
    """The stem and the language of a name such as overview/plain or overview/plain.cy."""
    stem, _, language = name.partition(".")
    return stem, language or "en"


def _texts(records: dict[Key, Record]) -> Iterator[tuple[str, str]]:
    """Each file as its name and its text."""
    for name, (kind, _) in LISTS.items():
        yield name, frontmatter.dump([record for (of_kind, _), record in sorted(records.items()) if of_kind == kind])
    yield (
        "references.yaml",
        frontmatter.dump({name: record for (kind, name), record in sorted(records.items()) if kind == "reference"}),
    )
    for (kind, name), record in records.items():
        if kind == "article":
            yield f"articles/{name}/article.yaml", frontmatter.dump(record)
        elif kind in ("text", "page"):
            head = {key: value for key, value in record.items() if key != "body"}
            yield f"{'articles' if kind == 'text' else 'pages'}/{name}.md", frontmatter.join(head, record["body"])


def _read_article_file(contents: Contents, folder: Path, path: Path) -> None:
    place, slug = str(path.relative_to(folder)), path.parent.name
    if not re.fullmatch(SLUG, slug):
        contents.fault(place, 1, f"“{slug}” cannot be an address", "Use small letters, digits and single hyphens")
    elif path.name == "article.yaml":
        data, _ = _yaml(contents, folder, path)
        if data is not None:
            _add(contents, "article", slug, data, place, 1)
    elif (match := TEXT_NAME.match(path.name)) and match["level"] in ReadingLevel.values:
        _read_markdown(contents, folder, path, "text", f"{slug}/{path.stem}")
    else:
        levels = ", ".join(f"{level}.md" for level in ReadingLevel.values)
        contents.fault(
            place,
            1,
            f"“{path.name}” is no file of an article",
            f"Call it article.yaml or one of {levels}, or take it away",
        )


def _read_markdown(contents: Contents, folder: Path, path: Path, kind: str, name: str) -> None:
    place = str(path.relative_to(folder))
    text = _decoded(contents, path, place)
    if text is None:
        return
    try:
        fields, body, line = frontmatter.split(text)
    except frontmatter.BadFrontMatter as error:
        contents.fault(place, error.line, str(error), "See content/README.md for how a text begins")
        return
    if not body.strip():
        contents.fault(place, line, "the text is empty", "Write it, or take the file away")
    _add(contents, kind, name, fields, place, line)
    if (kind, name) in contents.records:
        contents.records[kind, name]["body"] = body.strip()


def _read_list(contents: Contents, folder: Path, name: str, kind: str, key: str) -> None:
    data, lines = _yaml(contents, folder, folder / name, [])
    if data is None:
        return
    if not isinstance(data, list):
        contents.fault(name, 1, "the file must be a list", "Begin each entry with “- ”")
        return
    for record, line in zip(data, lines, strict=True):
        if not isinstance(record, dict) or not re.fullmatch(SLUG, str(record.get(key, ""))):
            contents.fault(
                name, line, f"an entry has no usable “{key}”", "Give it one of small letters, digits and single hyphens"
            )
        else:
            _add(contents, kind, record[key], record, name, line)


def _read_references(contents: Contents, folder: Path) -> None:
    path = folder / "references.yaml"
    data, lines = _yaml(contents, folder, path, {})
    if data is None:
        return
    if not isinstance(data, dict):
        contents.fault(
            path.name,
            1,
            "the file must be names with what is known of each work",
            "Write “name:” and the fields below it, indented",
        )
        return
    for (name, record), line in zip(data.items(), lines, strict=True):
        _add(contents, "reference", str(name), record, path.name, line)


def _add(contents: Contents, kind: str, name: str, data, place: str, line: int) -> None:
    """Check the fields of a record and keep it in house order."""
    fields = FIELDS[kind]
    if (kind, name) in contents.records:
        contents.fault(place, line, f"“{name}” stands here a second time", "Keep one of the two")
        return
    if not isinstance(data, dict):
        contents.fault(place, line, f"“{name}” must be lines of “field: value”", "See content/README.md")
        return
    for key in sorted(data.keys() - fields.keys(), key=str):
        contents.fault(place, line, f"“{name}” has a field “{key}” that nobody reads", f"Use only {', '.join(fields)}")
    for key in sorted(NEEDED[kind] - {key for key, value in data.items() if value not in ("", None)}):
        contents.fault(place, line, f"“{name}” lacks “{key}”", "Add it")
    odd = {key for key, value in data.items() if key in fields and not _is_of_type(key, value, fields[key])}
    for key in data:
        if key in odd:
            contents.fault(
                place,
                line,
                f"“{key}” of “{name}” must be {WORDS_FOR[fields[key]]}",
                "Put quotation marks around words that look like a number, a date or yes/no",
            )
    contents.records[kind, name] = {
        key: data[key]
        for key in fields
        if key not in odd and (data.get(key) not in (None, "", []) or (key in data and key in NEEDED[kind]))
    }
    contents.places[kind, name] = (place, line)


def _is_of_type(key: str, value, wanted: type) -> bool:
    if wanted is list and key != "codes":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))


def _yaml(contents: Contents, folder: Path, path: Path, empty=None) -> tuple:
    """The data of a file and the lines of its entries; None and no lines after a fault."""
    place = str(path.relative_to(folder))
    if not path.exists():
        contents.fault(place, 1, "the file is missing", "Put it back; an empty file will do")
        return None, []
    text = _decoded(contents, path, place)
    if text is None:
        return None, []
    try:
        data, lines = frontmatter.load_with_lines(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        contents.fault(
            place,
            mark.line + 1 if mark else 1,
            f"this is not YAML: {getattr(error, 'problem', None) or 'unreadable'}",
            "Check the indentation, and quote a value that holds a colon",
        )
        return None, []
    return (empty, []) if data is None else (data, lines)


def _decoded(contents: Contents, path: Path, place: str) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError):
        contents.fault(place, 1, "the file is not text in UTF-8", "Save it again as UTF-8")
        return None
    if "\x00" in text:
        contents.fault(
            place, text[: text.index("\x00")].count("\n") + 1, "a NUL character stands in the text", "Delete it"
        )
        return None
    return text
