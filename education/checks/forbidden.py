"""Whether a sentence states what the evidence does not allow: content/forbidden.yaml holds the patterns and reasons."""

import re
from collections.abc import Iterator

from ..files import Contents, Key, Record
from ..kinds import NEEDED
from ..markup import parse
from ..readability import sentences
from .text import Text, shortened

FIELDS = (("term", "meaning"), ("claim", "claim"))  # what readers meet besides the texts


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)
    entries = list(_entries(contents))
    for name, record, pattern, unless in _statements(contents):
        for key, words in entries:
            if _states(words, pattern, unless):
                contents.fault(*contents.places[key], *_told(key[1], record), "forbidden")
        _known_claims(contents, name, record)
    _patterns_that_are_none(contents)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    told = [*text.head, *text.told]
    whole = "\n".join(sentence.text for sentence in told)  # one look at it spares many at its sentences
    for _, record, pattern, unless in _statements(contents):
        for sentence in told if pattern.search(whole) else ():
            if _states(sentence.text, pattern, unless):
                text.fault(sentence.line, "forbidden", *_told(shortened(sentence.text), record))


def _told(where: str, record: Record) -> tuple[str, str]:
    """The message and the remedy."""
    return f"“{where}” says {record['says']}. {record['reason']}".rstrip("."), record["instead"].rstrip(".")


def _entries(contents: Contents) -> Iterator[tuple[Key, str]]:
    """Each sentence of the meanings and claims."""
    for kind, field in FIELDS:
        for name, record in contents.of(kind).items():
            for sentence in sentences(parse(record.get(field, ""))):
                yield (kind, name), sentence.text


def _statements(contents: Contents) -> Iterator[tuple[str, Record, re.Pattern, re.Pattern | None]]:
    """The statements that are whole; what the others lack is told when their file is read."""
    for name, record in contents.of("statement").items():
        if all(record.get(field) for field in NEEDED["statement"]) and not _wrong_with(record):
            unless = re.compile(record["unless"], re.IGNORECASE) if record.get("unless") else None
            yield name, record, re.compile(record["pattern"], re.IGNORECASE | re.MULTILINE), unless


def _wrong_with(record: Record) -> str:
    """What keeps its patterns from being regular expressions; empty if nothing does."""
    try:
        re.compile(record.get("unless", ""), re.IGNORECASE)
        re.compile(record["pattern"], re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        return str(error)
    return ""


def _patterns_that_are_none(contents: Contents) -> None:
    for name, record in contents.of("statement").items():
        if all(record.get(field) for field in NEEDED["statement"]) and (error := _wrong_with(record)):
            message = f"the pattern of “{name}” is none: {error}"
            contents.fault(*contents.places["statement", name], message, "Mend the regular expression")


def _states(words: str, pattern: re.Pattern, unless: re.Pattern | None) -> bool:
    return bool(pattern.search(words)) and not (unless and unless.search(words))


def _known_claims(contents: Contents, name: str, record: dict) -> None:
    for claim in record.get("claims", []):
        if ("claim", claim) not in contents.records:
            message = f"the statement “{name}” leans on the claim “{claim}”, which is not there"
            contents.fault(*contents.places["statement", name], message, "Correct the name", "evidence")
