"""Whether a sentence states what the evidence does not allow: content/forbidden.yaml holds the patterns and reasons."""

import re
from collections.abc import Iterator

from ..files import NEEDED, Contents, Key, Record
from ..markup import parse
from ..readability import sentences
from .text import Text

FIELDS = (("term", "meaning"), ("claim", "claim"))  # what readers meet besides the texts


def check(contents: Contents, texts: list[Text]) -> None:
    entries = list(_entries(contents))
    said = [[*text.head, *text.told] for text in texts]
    whole = ["\n".join(sentence.text for sentence in told) for told in said]
    for name, record, pattern, unless in list(_statements(contents)):
        # One look at the whole text spares many at its sentences.
        for text, told, words in zip(texts, said, whole, strict=True):
            for sentence in told if pattern.search(words) else ():
                if _states(sentence.text, pattern, unless):
                    text.fault(sentence.line, "forbidden", *_told(sentence.text, record))
        for key, words in entries:
            if _states(words, pattern, unless):
                contents.fault(*contents.places[key], *_told(key[1], record), "forbidden")
        _known_claims(contents, name, record)


def _told(where: str, record: Record) -> tuple[str, str]:
    """The message and the remedy."""
    return f"“{where}” says {record['says']}. {record['reason']}".rstrip("."), record["instead"].rstrip(".")


def _entries(contents: Contents) -> Iterator[tuple[Key, str]]:
    """Each sentence of the meanings and claims."""
    for kind, field in FIELDS:
        for name, record in contents.of(kind).items():
            for sentence in sentences(parse(record.get(field, ""))):
                yield (kind, name), sentence.text


def _statements(contents: Contents) -> Iterator[tuple[str, dict, re.Pattern, re.Pattern | None]]:
    """The statements that are whole; what the others lack is told when their file is read."""
    for name, record in contents.of("statement").items():
        if not all(record.get(field) for field in NEEDED["statement"]):
            continue
        try:
            unless = re.compile(record["unless"], re.IGNORECASE) if record.get("unless") else None
            yield name, record, re.compile(record["pattern"], re.IGNORECASE | re.MULTILINE), unless
        except re.error as error:
            message = f"the pattern of “{name}” is none: {error}"
            contents.fault(*contents.places["statement", name], message, "Mend the regular expression")


def _states(words: str, pattern: re.Pattern, unless: re.Pattern | None) -> bool:
    return bool(pattern.search(words)) and not (unless and unless.search(words))


def _known_claims(contents: Contents, name: str, record: dict) -> None:
    for claim in record.get("claims", []):
        if ("claim", claim) not in contents.records:
            message = f"the statement “{name}” leans on the claim “{claim}”, which is not there"
            contents.fault(*contents.places["statement", name], message, "Correct the name", "evidence")
