"""Matters that we do not answer, and whom to ask instead.

content/refusals.yaml holds them in the language of patterns.py: entries of the kinds `outside` (no matter of ours) and
`decision` (one that nobody but the reader and their team can take), and `words`, lists for use in patterns. The first
entry that is met counts.

Rank 2: imports patterns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .patterns import Book, Pattern, Sentence, ways

KINDS = ("outside", "decision", "words")


@dataclass(frozen=True)
class Refusal:
    """One such matter: in words that complete “We have no checked answer about …”, and whom to ask."""

    key: str
    kind: str
    says: str
    whom: str
    passage: str  # as article/section: the words of ours that say so; empty if none do
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    @property
    def is_decision(self) -> bool:
        return self.kind == "decision"

    def meets(self, sentences: list[Sentence]) -> bool:
        return _any(self.when, sentences) and not _any(self.unless, sentences)


class Refusals:
    """All of them, ready to be looked for."""

    def __init__(self, entries: Iterable[dict], known: Callable[[str], bool]):
        """Takes the entries of the file; `known` tells of a folded word whether it is spelt right. Raises ValueError,
        with the entry's id, for what cannot be read.
        """
        rows = list(entries)
        self._book = Book(rows, known)
        self._matters = [self._read(row) for row in rows if row["kind"] != "words"]

    def of(self, question: str) -> Refusal | None:
        """The matter of a question, if it is one that we do not answer."""
        sentences = self._book.sentences(question)
        return next((matter for matter in self._matters if matter.meets(sentences)), None)

    def _read(self, row: dict) -> Refusal:
        if row["kind"] not in KINDS or not (row.get("says") and row.get("whom")):
            raise ValueError(f"“{row['id']}” needs a kind ({', '.join(KINDS)}), what it says, and whom to ask.")
        patterns = [self._book.read(written, row["id"]) for written in (row["when"], row.get("unless", ()))]
        return Refusal(row["id"], row["kind"], row["says"], row["whom"], row.get("passage", ""), *patterns)


def _any(patterns: Iterable[Pattern], sentences: list[Sentence]) -> bool:
    return any(ways(pattern, sentence, sentences) for pattern in patterns for sentence in sentences)
