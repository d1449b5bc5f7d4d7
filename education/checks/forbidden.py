"""Whether a sentence states what the evidence does not allow: content/forbidden.yaml holds the patterns and reasons."""

import re
from collections.abc import Iterator

from ..files import NEEDED, Contents
from .text import Text


def check(contents: Contents, texts: list[Text]) -> None:
    statements = list(_statements(contents))
    for name, record, pattern, unless in statements:
        for text in texts:
            for sentence in [*text.head, *text.told]:
                if _states(sentence.text, pattern, unless):
                    message = f"“{sentence.text}” says {record['says']}. {record['reason']}"
                    text.fault(sentence.line, "forbidden", message.rstrip("."), record["instead"].rstrip("."))
        for kind, field in (("term", "meaning"), ("claim", "claim")):
            for key, entry in contents.of(kind).items():
                if _states(entry.get(field, ""), pattern, unless):
                    message = f"“{key}” says {record['says']}. {record['reason']}"
                    contents.fault(
                        *contents.places[kind, key], message.rstrip("."), record["instead"].rstrip("."), "forbidden"
                    )
        _known_claims(contents, name, record)


def _statements(contents: Contents) -> Iterator[tuple[str, dict, re.Pattern, re.Pattern | None]]:
    """The statements that are whole; what the others lack is told when their file is read."""
    for name, record in contents.of("statement").items():
        if not all(record.get(field) for field in NEEDED["statement"]):
            continue
        try:
            unless = re.compile(record["unless"], re.IGNORECASE) if record.get("unless") else None
            yield name, record, re.compile(record["pattern"], re.IGNORECASE), unless
        except re.error as error:
            message = f"the pattern of “{name}” is none: {error}"
            contents.fault(*contents.places["statement", name], message, "Mend the regular expression")


def _states(words: str, pattern: re.Pattern, unless: re.Pattern | None) -> bool:
    return bool(pattern.search(words)) and not (unless and unless.search(words))


def _known_claims(contents: Contents, name: str, record: dict) -> None:
    for claim in record.get("claims", []):
        if claim not in contents.of("claim"):
            message = f"the statement “{name}” leans on the claim “{claim}”, which is not there"
            contents.fault(*contents.places["statement", name], message, "Correct the name", "evidence")
