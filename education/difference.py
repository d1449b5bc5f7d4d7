"""What a change does to a text, word by word: draft against live text, two saved versions, two people's texts.

Lines are aligned first, then the words of lines that are alike; what is not alike is shown whole, as taken away and as
added. A figure with its unit ("12 out of 100", "1.5 cm") and a citation are one word each, so that a changed one stands
out. The way to the common words is in `alignment`; here stands what is shown of it, and counted.

Rank 1: imports alignment, figures, markup and wording.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from .alignment import Aligner, Step
from .figures import AMOUNT, COUNTED
from .markup import CITATION, KEY_AT_END, SLUG
from .wording import Wording

CONTEXT = 3  # unchanged lines shown beside a change
ALIKE = 0.4  # share of words that two lines must have in common to be shown as one changed line
LABELS = {"title": "Title", "summary": "Summary", "body": "Text"}
UNIT = (
    r"(?:per cent|percent|mmHg|mm²|mm2|mm|cm²|cm2|cm|mg|mcg|µg|kg|g|ml|litres?|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|times|°C|metres?|m)(?!\w)"
)
HEADING = re.compile(r"#{1,6}\s+(.+)")
WORDS = re.compile(
    rf"(?P<citation>{CITATION.pattern})|(?P<key>\{{#{SLUG}\}})|(?P<block>:::+[ ]?[\w-]*)|(?P<address>\]\([^()\s]*)"
    rf"|(?P<figure>{AMOUNT}(?:(?:[ \u00a0]{COUNTED})?[ \u00a0](?:out of|in every|in)[ \u00a0]{AMOUNT}|[ \u00a0]?%"
    rf"|[ \u00a0]?{UNIT})?)|(?P<word>\w+(?:['’-]\w+)*)|(?P<space>\s+)|(?P<mark>(?P<one>[^\w\s])(?P=one)*)"
)


class Piece(NamedTuple):
    """A stretch of text: `kind` is same, added or removed."""

    kind: str
    text: str


class Swap(NamedTuple):
    """A figure and what stands in its place; empty where there was or is none."""

    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """Some lines: unchanged (same), added, removed, one line with other words (changed), or unchanged and folded away
    (gap, with what is folded in `hidden`). `heading` is the nearest heading above.
    """

    kind: str
    pieces: tuple[Piece, ...]
    old_line: int | None = None
    new_line: int | None = None
    lines: int = 1
    heading: str = ""
    hidden: tuple["Change", ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_blank(self) -> bool:
        """Whether the lines are empty, so that there is nothing to see."""
        return not self.text.strip()

    @property
    def old_lines(self) -> str:
        """The line numbers in the old text: "12", or "12–14"."""
        return _span(self.old_line, self.lines)

    @property
    def new_lines(self) -> str:
        return _span(self.new_line, self.lines)

    def folded(self, before: int, after: int) -> Iterator["Change"]:
        """The same lines with all but the first `before` and the last `after` folded, if that hides more than one."""
        if self.lines - before - after < 2:
            yield self
            return
        if before:
            yield self._cut(0, before)
        middle = self._cut(before, self.lines - after)
        yield replace(middle, kind="gap", pieces=(), hidden=(middle,))
        if after:
            yield self._cut(self.lines - after, self.lines)

    def _cut(self, start: int, end: int) -> "Change":
        lines = self.text.split("\n")
        *_, heading = _headings(lines[: start + 1])
        return Change(
            kind="same",
            pieces=(Piece("same", "\n".join(lines[start:end])),),
            old_line=(self.old_line or 1) + start,
            new_line=(self.new_line or 1) + start,
            lines=end - start,
            heading=heading or self.heading,
        )


@dataclass(frozen=True)
class Part:
    """The difference in one field. `whole` holds every line, in order; from it both texts can be had back."""

    name: str
    label: str
    whole: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        return all(change.kind == "same" for change in self.whole)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs, with a few lines around it; the rest is folded. Nothing if nothing differs."""
        if self.is_empty:
            return ()
        shown: list[Change] = []
        for at, change in enumerate(self.whole):
            before, after = (CONTEXT if at else 0), (CONTEXT if at + 1 < len(self.whole) else 0)
            shown += change.folded(before, after) if change.kind == "same" else (change,)
        return tuple(self._named(shown))

    def _named(self, shown: list[Change]) -> Iterator[Change]:
        """A gap names the heading under which the text goes on, if the next lines do not show it themselves."""
        for change, following in zip(shown, [*shown[1:], None], strict=True):
            if change.kind == "gap":
                shown_below = not following or any(map(_heading, following.text.split("\n")))
                change = replace(change, heading="" if shown_below else following.heading)
            yield change


@dataclass(frozen=True)
class Difference:
    """What differs between two wordings, in `fields`: title, summary, body."""

    fields: tuple[Part, ...]

    @property
    def is_empty(self) -> bool:
        return all(part.is_empty for part in self.fields)

    @property
    def added_words(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == "added")

    @property
    def removed_words(self) -> int:
        return sum(count_words(piece.text) for piece in self.pieces if piece.kind == "removed")

    @property
    def pieces(self) -> list[Piece]:
        return [piece for part in self.fields for change in part.whole for piece in change.pieces]

    @cached_property
    def summary(self) -> str:
        """How much differs, in one sentence."""
        added, removed = self.added_words, self.removed_words
        if self.is_empty:
            return "Nothing differs."
        if not added and not removed:
            return "No word differs, only marks, citations, spaces or empty lines."
        told = f"{added} word{'' if added == 1 else 's'} added" if added else ""
        gone = f"{removed}{'' if added else ' word' + ('' if removed == 1 else 's')} taken away" if removed else ""
        return ", ".join(filter(None, (told, gone))) + "."

    @cached_property
    def changed_numbers(self) -> tuple[Swap, ...]:
        """The figures that stand in one text and not in the other: in a changed line one beside the other. A figure
        that has only moved with its paragraph is none.
        """
        swaps, gone, come = [], Counter(), Counter()
        for removed, added in self._places():
            old, new = numbers(removed), numbers(added)
            if len(old) == len(new):
                swaps += [Swap(*pair) for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
            else:
                gone.update(old)
                come.update(new)
        alone = [Swap(old, "") for old in (gone - come).elements()] + [
            Swap("", new) for new in (come - gone).elements()
        ]
        return tuple(swaps + alone)

    @cached_property
    def changed_citations(self) -> tuple[Swap, ...]:
        """The claims cited more often than before as ("", claim), less often as (claim, "")."""
        old, new = self._claims("removed"), self._claims("added")
        return (
            *(Swap(claim, "") for claim in (old - new).elements()),
            *(Swap("", claim) for claim in (new - old).elements()),
        )

    def _claims(self, kind: str) -> Counter:
        texts = (piece.text for piece in self.pieces if piece.kind == kind)
        found = (match.group() for text in texts for match in CITATION.finditer(text))
        return Counter(claim for citation in found for claim in re.findall("@(" + SLUG + ")", citation))

    def _places(self) -> Iterator[tuple[str, str]]:
        """What was taken away and what was added, place by place; a whole line where its figures changed places."""
        for change in (change for part in self.fields for change in part.whole if change.kind != "same"):
            old, new = _joined(change.pieces, {"same", "removed"}), _joined(change.pieces, {"same", "added"})
            if change.kind == "changed" and sorted(numbers(old)) == sorted(numbers(new)):
                yield old, new
                continue
            for is_kept, some in groupby(change.pieces, key=lambda piece: piece.kind == "same"):
                here = [] if is_kept else list(some)
                yield _joined(here, {"removed"}), _joined(here, {"added"})


def difference(old: Wording, new: Wording) -> Difference:
    """What differs between two wordings. Whatever they hold, two texts of 100,000 characters take about two seconds at
    most: past a set amount of work, lines are shown whole.
    """
    aligner = Aligner(words, ALIKE)
    return Difference(
        tuple(
            Part(name, label, tuple(_changes(getattr(old, name), getattr(new, name), aligner)))
            for name, label in LABELS.items()
        )
    )


def words(line: str) -> list[str]:
    """The words, spaces and marks of a line; joined they are the line."""
    return [match.group() for match in WORDS.finditer(line)]


def numbers(text: str) -> list[str]:
    """The figures of a text with their units, as written; no digits of claims, keys and addresses."""
    found = ((match.lastgroup, match.group()) for match in WORDS.finditer(text))
    return [word for kind, word in found if kind == "figure" or (kind == "word" and re.search(r"\d", word))]


def count_words(text: str) -> int:
    """How many words a reader would count; a citation is none."""
    return sum(any(map(str.isalnum, word)) for word in CITATION.sub(" ", text).split())


def _changes(old: str, new: str, aligner: Aligner) -> Iterator[Change]:
    before, after = _lines(old), _lines(new)
    above, below = list(_headings(before)), list(_headings(after))
    for step in aligner.lines(before, after):
        heading = below[step.new] if step.kind != "removed" else above[step.old]
        old_line = step.old + 1 if step.kind != "added" else None
        new_line = step.new + 1 if step.kind != "removed" else None
        yield Change(step.kind, _pieces(step, before, after), old_line, new_line, step.size, heading)


def _pieces(step: Step, before: list[str], after: list[str]) -> tuple[Piece, ...]:
    if step.kind == "changed":
        return tuple(Piece(kind, text) for kind, text in step.words)
    lines = before[step.old : step.old + step.size] if step.kind == "removed" else None
    return (Piece(step.kind, "\n".join(after[step.new : step.new + step.size] if lines is None else lines)),)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _headings(lines: list[str]) -> Iterator[str]:
    """For each line the words of the nearest heading, above it or in it."""
    nearest = ""
    for line in lines:
        nearest = _heading(line) or nearest
        yield nearest


def _heading(text: str) -> str:
    match = HEADING.match(text.split("\n", 1)[0])
    return KEY_AT_END.sub("", match.group(1)) if match else ""


def _joined(pieces: Iterable[Piece], kinds: set[str]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def _span(line: int | None, lines: int) -> str:
    return "" if line is None else str(line) if lines == 1 else f"{line}–{line + lines - 1}"
