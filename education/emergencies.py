"""Emergencies in what a reader asks: a sign told as happening now, and not merely a matter of interest.

content/emergencies.yaml holds entries of five kinds, in the language of patterns.py:

    sign      told by its very words (“cannot breathe”); it counts unless something calm is met
    topic     the name of a sign (“stroke”); it counts only if something urgent is met as well, and nothing calm
    urgent    what makes of a topic a telling: somebody who has it, or that it is now
    calm      what makes of either a mere question: a risk, a fear, the past, a “what if”, a denial
    words     a list, for use in patterns under its id: `@who`

In `unless`, `@now` means every pattern of the urgent entry `now`.

Rank 2: imports patterns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .patterns import Book, Pattern, Sentence, Span, shortest, ways

KINDS = ("sign", "topic", "urgent", "calm", "words")


@dataclass(frozen=True)
class Entry:
    """One entry of the file, its patterns read."""

    id: str
    kind: str
    says: str
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


class Emergencies:
    """The signs of an emergency, ready to be looked for. Reading the patterns takes a fifth of a second."""

    def __init__(self, entries: Iterable[dict], known: Callable[[str], bool]):
        """Takes the entries of the file; `known` tells of a folded word whether it is spelt right. Raises ValueError,
        with the entry's id, for what cannot be read.
        """
        rows = list(entries)
        self._book = Book(rows, known)
        self._urgent = {row["id"]: row["when"] for row in rows if row["kind"] == "urgent"}
        read = [self._entry(row) for row in rows if row["kind"] != "words"]
        self._signs = [one for one in read if one.kind in ("sign", "topic")]
        self._urgents = [pattern for one in read if one.kind == "urgent" for pattern in one.when]
        self._calms = [one for one in read if one.kind == "calm"]

    def found(self, question: str) -> list[str]:
        """What the reader tells of, in the words of the file and in its order, each once; empty if no emergency."""
        sentences = self._book.sentences(question)
        return list(dict.fromkeys(one.says for one in self._signs if self._is_told(one, sentences)))

    def _is_told(self, entry: Entry, sentences: list[Sentence]) -> bool:
        return any(
            self._counts(entry, sign, sentence, sentences)
            for sentence in sentences
            for sign in shortest(span for one in entry.when for span in ways(one, sentence, sentences))
        )

    def _counts(self, entry: Entry, sign: Span, here: Sentence, all_: list[Sentence]) -> bool:
        """Whether a sign that was met is told, and told in earnest."""

        def met(patterns: Iterable[Pattern]) -> bool:
            return any(ways(one, here, all_, sign) for one in patterns)

        if met(entry.unless) or (entry.kind == "topic" and not met(self._urgents)):
            return False
        return not any(met(calm.when) and not met(calm.unless) for calm in self._calms)

    def _entry(self, row: dict) -> Entry:
        if row["kind"] not in KINDS or (row["kind"] in ("sign", "topic") and not row.get("says")):
            raise ValueError(f"“{row['id']}” needs a kind ({', '.join(KINDS)}), and as a sign or topic what it says.")
        named = (f"@{name}" for name in self._urgent)
        shared = dict(zip(named, self._urgent.values(), strict=True))
        unless = [pattern for one in row.get("unless", ()) for pattern in shared.get(one, [one])]
        read = [self._book.read(written, row["id"]) for written in (row["when"], unless)]
        return Entry(row["id"], row["kind"], row.get("says", ""), *read)
