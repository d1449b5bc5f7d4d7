"""The content folder: files to records and back.

A record is the plain data of one thing (an article, a text, a claim ...), keyed by its kind and name; it holds
exactly what stands in the file, in house order. Reading collects every fault with file, line and remedy and refuses
the folder whole; nothing here touches the database.

    content/articles/<slug>/article.yaml, <level>.md or <level>.<lang>.md      kinds article, text
    content/claims.yaml, references.yaml, glossary.yaml                        kinds claim, reference, term
    content/pages/<slug>.md or <slug>.<lang>.md                                kind page
    content/forbidden.yaml, synonyms.yaml, emergencies.yaml, refusals.yaml     the rulebook; stays in the folder

Rank 1: imports faults, frontmatter, kinds, levels and markup.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml
from django.core.exceptions import ImproperlyConfigured

from . import frontmatter
from .faults import Fault
from .kinds import FIELDS, LISTS, NEEDED, RULEBOOK, Record
from .levels import ReadingLevel
from .markup import SLUG

Key = tuple[str, str]
Files = Mapping[str, bytes]  # by their names in a content folder
TEXT_NAME = re.compile(r"(?P<level>[a-z]+)(?:\.(?!en)[a-z]{2})?\.md")  # English has no ending
WORDS_FOR = {
    str: "words", int: "a whole number", list: "a list of words", bool: "true or false",
    dict: "lines of “key:”, each with a list of words below it",
}  # fmt: skip


@dataclass
class Contents:
    """Records by kind and name, where each stands (file, first line of its text), and the faults met."""

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
    files = _files(folder, *LISTS, *RULEBOOK, "references.yaml", "articles/*/*", "pages/*.md")
    for name, (kind, key) in (LISTS | RULEBOOK).items():
        if name in LISTS or name in files:  # an export has no rulebook
            _read_list(contents, files, name, kind, key)
    _read_references(contents, files)
    _read_articles(contents, files)
    for name in files:
        if name.startswith("pages/"):
            _read_markdown(contents, files, name, "page", PurePosixPath(name).stem)
    return contents


def read_articles(files: Files) -> Contents:
    """Read files of articles by their names in a content folder, wherever they come from, as `read` does."""
    contents = Contents()
    _read_articles(contents, files)
    return contents


@lru_cache(maxsize=2)
def rulebook(folder: Path) -> Contents:
    """The lists that come with a release: statements that may not be made, and words as readers use them. A process
    reads them once; do not change what it gets.
    """
    contents = Contents()
    files = _files(folder, *RULEBOOK)
    for name, (kind, key) in RULEBOOK.items():
        if name in files:
            _read_list(contents, files, name, kind, key)
    return contents


def listed(folder: Path, kind: str) -> list[Record]:
    """The entries of a kind that comes with a release. Raises ImproperlyConfigured if the folder has none: no copy may
    answer that knows no emergency.
    """
    if not (entries := rulebook(folder).of(kind)):
        raise ImproperlyConfigured(f"{folder} lacks the list of the kind “{kind}”, which comes with a release.")
    return list(entries.values())


def write(folder: Path, records: dict[Key, Record]) -> list[str]:
    """Write records as files in house form; returns the paths whose bytes changed, relative to `folder`.

    Files of other names are left alone.
    """
    changed = []
    for name, text in sorted([*_lists(records), *in_house_form(records).items()]):
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            changed.append(name)
    return changed


def in_house_form(records: dict[Key, Record]) -> dict[str, str]:
    """The files of the articles, texts and pages among the records: name and text of each."""
    texts = {}
    for (kind, name), record in records.items():
        if kind == "article":
            texts[f"articles/{name}/article.yaml"] = frontmatter.dump(record)
        elif kind in ("text", "page"):
            head = {key: value for key, value in record.items() if key != "body"}
            folder = "articles" if kind == "text" else "pages"
            texts[f"{folder}/{name}.md"] = frontmatter.join(head, record["body"])
    return texts


def split_name(name: str) -> tuple[str, str]:
    """The stem and the language of a name such as overview/plain or overview/plain.cy."""
    stem, _, language = name.partition(".")
    return stem, language or "en"


def _lists(records: dict[Key, Record]) -> Iterator[tuple[str, str]]:
    """The files that hold many entries: name and text of each."""
    for name, (kind, _) in LISTS.items():
        yield name, frontmatter.dump([record for (of_kind, _), record in sorted(records.items()) if of_kind == kind])
    works = {name: record for (kind, name), record in sorted(records.items()) if kind == "reference"}
    yield "references.yaml", frontmatter.dump(works)


def _files(folder: Path, *patterns: str) -> dict[str, bytes]:
    """The files of these names, in that order."""
    found = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return {path.relative_to(folder).as_posix(): _bytes(path) for path in found}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b"\xff"  # no text either


def _read_articles(contents: Contents, files: Files) -> None:
    for place in files:
        if place.startswith("articles/"):
            _read_article_file(contents, files, place)


def _read_article_file(contents: Contents, files: Files, place: str) -> None:
    path = PurePosixPath(place)
    slug = path.parent.name
    if not re.fullmatch(SLUG, slug):
        contents.fault(place, 1, f"“{slug}” cannot be an address", "Use small letters, digits and single hyphens")
    elif path.name == "article.yaml":
        data, _ = _yaml(contents, files, place)
        if data is not None:
            _add(contents, "article", slug, data, place, 1)
    elif (match := TEXT_NAME.fullmatch(path.name)) and match["level"] in ReadingLevel.values:
        _read_markdown(contents, files, place, "text", f"{slug}/{path.stem}")
    else:
        levels = ", ".join(f"{level}.md" for level in ReadingLevel.values)
        remedy = f"Call it article.yaml or one of {levels}, or take it away"
        contents.fault(place, 1, f"“{path.name}” is no file of an article", remedy)


def _read_markdown(contents: Contents, files: Files, place: str, kind: str, name: str) -> None:
    text = _decoded(contents, files[place], place)
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


def _read_list(contents: Contents, files: Files, name: str, kind: str, key: str) -> None:
    data, lines = _yaml(contents, files, name, [])
    if data is None:
        return
    if not isinstance(data, list):
        contents.fault(name, 1, "the file must be a list", "Begin each entry with “- ”")
        return
    for record, line in zip(data, lines, strict=True):
        if not isinstance(record, dict) or not re.fullmatch(SLUG, str(record.get(key, ""))):
            remedy = "Give it one of small letters, digits and single hyphens"
            contents.fault(name, line, f"an entry has no usable “{key}”", remedy)
        else:
            _add(contents, kind, record[key], record, name, line)


def _read_references(contents: Contents, files: Files) -> None:
    place = "references.yaml"
    data, lines = _yaml(contents, files, place, {})
    if data is None:
        return
    if not isinstance(data, dict):
        remedy = "Write “name:” and the fields below it, indented"
        contents.fault(place, 1, "the file must be names with what is known of each work", remedy)
        return
    for (name, record), line in zip(data.items(), lines, strict=True):
        _add(contents, "reference", str(name), record, place, line)


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
    odd = [key for key, value in data.items() if key in fields and not _is_of_type(key, value, fields[key])]
    for key in odd:
        remedy = "Put quotation marks around words that look like a number, a date or yes/no"
        contents.fault(place, line, f"“{key}” of “{name}” must be {WORDS_FOR[fields[key]]}", remedy)
    contents.records[kind, name] = {
        key: data[key]
        for key in fields
        if key not in odd and (data.get(key) not in (None, "", [], {}) or (key in data and key in NEEDED[kind]))
    }
    contents.places[kind, name] = (place, line)


def _is_of_type(key: str, value, wanted: type) -> bool:
    if wanted is list and key != "codes":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if wanted is dict:
        return isinstance(value, dict) and all(_is_of_type(name, listed, list) for name, listed in value.items())
    return isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))


def _yaml(contents: Contents, files: Files, place: str, empty=None) -> tuple:
    """The data of a file and the lines of its entries; None and no lines after a fault."""
    if place not in files:
        contents.fault(place, 1, "the file is missing", "Put it back; an empty file will do")
        return None, []
    text = _decoded(contents, files[place], place)
    if text is None:
        return None, []
    try:
        data, lines = frontmatter.load_with_lines(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"this is not YAML: {getattr(error, 'problem', None) or 'unreadable'}"
        remedy = "Check the indentation, and quote a value that holds a colon"
        contents.fault(place, mark.line + 1 if mark else 1, message, remedy)
        return None, []
    return (empty, []) if data is None else (data, lines)


def _decoded(contents: Contents, data: bytes, place: str) -> str | None:
    """The text of a file with line ends as ours; None after a fault."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        contents.fault(place, 1, "the file is not text in UTF-8", "Save it again as UTF-8")
        return None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        contents.fault(place, line, "a NUL character stands in the text", "Delete it")
        return None
    return text
