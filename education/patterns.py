"""Patterns: words that have to stand together in what a reader asks, as the lists of the content folder write them.

They are looked up within one sentence, word by word without endings:

    chest + pain|hurt       both, in any order, at most four other words between
    went > blind            the second behind the first, at most two words between; `>>`: at most ten
    not < *                 a word within the sign that is no word of it
    short of breath         words side by side; `=fainted` is that form alone, `@who` any of a list
    my left/right arm       one of several words at that place; binds closer than the stroke between alternatives
    *  ^  $                 the sign itself, the beginning and the end of the sentence
    fever & rash            the second may stand in another sentence

A list is an entry of the kind `words`; it is used under its id. A word that nobody knows may be meant for one of the
patterns' words that sounds like it or is a slip away.

Rank 1: imports words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

import jellyfish

from .words import stem, stems, tokens, typed

JOINT = re.compile(r"\s(\+|>>?|<)\s")
SENTENCE = re.compile(r"[?!;\n\r。؟]+|\.(?!\d)|\bbut\b", re.IGNORECASE)
MARKS = ("*", "^", "$")
REACH = {"+": (4, 4), ">": (0, 2), ">>": (0, 10)}  # words between, before and behind
LONGEST = 12  # words; no span that ends close by began further away
FAR = 40  # words from a sign, from which on nothing bears on it, however long the sentence
WIDE, OVERLAP = 80, 30  # words of a sentence that are looked at together, so that a text without a stop takes no longer
MOST = 120  # different sentences that are looked at: of more, those at the beginning and at the end
SHORTEST = 4  # letters of a word that may be misspelt; shorter ones are listed as people write them
TWO_SLIPS = 8  # letters from which on two slips are forgiven


class Span(NamedTuple):
    """Where a pattern is met: from the first to behind the last word, and the places of its own words between."""

    start: int
    end: int
    own: frozenset[int] = frozenset()

    def joined(self, other: "Span") -> "Span":
        if not (self.own and other.own):  # the beginning or the end of the sentence, which is no word
            return max(self, other, key=lambda span: len(span.own))
        return Span(min(self.start, other.start), max(self.end, other.end), self.own | other.own)


Alternative = tuple[str, ...]  # words side by side, each a stem, a =form, a @list or a mark


@dataclass(frozen=True, eq=False)  # compared as things, since they are looked up by the thousand
class Group:
    """Alternatives, of which one has to be met."""

    alternatives: tuple[Alternative, ...]

    @cached_property
    def by_first(self) -> dict[str, list[Alternative]]:
        """Each alternative once, by its first word."""
        found: dict[str, list[Alternative]] = {}
        for alternative in dict.fromkeys(self.alternatives):
            found.setdefault(alternative[0], []).append(alternative)
        return found

    @cached_property
    def has_sign(self) -> bool:
        return any("*" in alternative for alternative in self.alternatives)


Chain = tuple[tuple[str, Group], ...]  # groups, each with the joint before it
Pattern = tuple[Chain, ...]  # the first for one sentence, others for any


@dataclass
class Sentence:
    """The words of one sentence, each by what it may stand for."""

    meant: list[frozenset[str]]
    _kept: dict[Group, list[Span]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, atoms in enumerate(self.meant):
            for atom in atoms:
                found.setdefault(atom, []).append(place)
        return found

    def meets(self, chain: Chain, sign: Span | None = None) -> set[Span]:
        """Every way in which a chain is met here; `sign` is what `*` stands for."""
        if not all(group.has_sign or self._spans(group) for _, group in chain):
            return set()
        spans = set(_about(sign, self._spans(chain[0][1], sign)))
        for joint, group in chain[1:]:
            others = self._spans(group, sign) if spans else []
            spans = {one.joined(other) for one in spans for other in _near(joint, one, others)}
        return spans

    def _spans(self, group: Group, sign: Span | None = None) -> list[Span]:
        """The spans of all alternatives, by where they begin. Those without the sign are looked for once."""
        if group.has_sign or group not in self._kept:
            firsts = group.by_first.keys() & {*self.places, *MARKS}
            met = (one for first in firsts for one in group.by_first[first])
            found = sorted({span for one in met for span in self._places_of(one, sign)})
            if group.has_sign:
                return found
            self._kept[group] = found
        return self._kept[group]

    def _places_of(self, alternative: Alternative, sign: Span | None) -> Iterator[Span]:
        starts = {"^": [0], "$": [len(self.meant)], "*": [sign.start] if sign else []}
        for start in starts.get(alternative[0], self.places.get(alternative[0], ())):
            place, own = start, []
            for atom in alternative:
                if (behind := self._behind(atom, place, sign)) is None:
                    break
                own += range(place, behind) if atom != "*" else sign.own
                place = behind
            else:
                yield Span(start, place, frozenset(own))

    def _behind(self, atom: str, place: int, sign: Span | None) -> int | None:
        """The place behind a word of a pattern, if that stands at a place."""
        if atom == "*":
            return sign.end if sign and place == sign.start else None
        if atom in "^$":
            return place if place == (0 if atom == "^" else len(self.meant)) else None
        return place + 1 if place < len(self.meant) and atom in self.meant[place] else None


def _about(sign: Span | None, spans: list[Span]) -> list[Span]:
    """The spans not too far from a sign, so that a long text takes no longer than its length."""
    if not sign or len(spans) < 2:
        return spans
    first = bisect_left(spans, sign.start - FAR, key=lambda span: span.start)
    return spans[first : bisect_right(spans, sign.end + FAR, key=lambda span: span.start)]


def _near(joint: str, one: Span, others: list[Span]) -> Iterator[Span]:
    """Those of the others that a joint allows beside one span, and that share no word with it."""
    if joint == "<":
        yield from (s for s in others if s.start < one.start and one.end < s.end and not one.own & s.own)
        return
    before, behind = REACH[joint]
    earliest = one.start - before - LONGEST if before else one.end
    first = bisect_left(others, earliest, key=lambda span: span.start)
    for other in others[first : bisect_right(others, one.end + behind, key=lambda span: span.start)]:
        if (other.start >= one.end or other.end + before >= one.start) and not one.own & other.own:
            yield other


class Vocabulary:
    """The words of the patterns, and what a reader's word may stand for among them."""

    def __init__(self, known: Callable[[str], bool]):
        self._known = known
        self._atoms: dict[str, set[str]] = {}
        self._forms: set[str] = set()

    def read(self, phrase: str, of: str = "") -> Alternative:
        """A phrase of a pattern, word by word; `of` is the list that it belongs to."""
        atoms = tuple(atom for word in phrase.split() for atom in self._read(word))
        if of and len(atoms) == 1:
            self._atoms[atoms[0]].add(of)
        return atoms

    def _read(self, word: str) -> Iterator[str]:
        if word in MARKS or word[0] == "@":
            yield word
            return
        for form, its_stem in zip(tokens(word), stems(word), strict=True):
            atom = f"={form}" if word[0] == "=" else its_stem
            self._atoms.setdefault(atom, set()).add(atom)
            self._forms.add(form)
            yield atom

    def meant(self, word: str) -> frozenset[str]:
        """What a folded word may stand for: itself, else, if nobody knows it, all that it is like."""
        near = [stem(word), f"={word}"]
        if not self._atoms.keys() & set(near) and not self._known(word):
            near = [atom for form in self._forms if _is_like(word, form) for atom in (stem(form), f"={form}")]
        return frozenset().union(*(self._atoms.get(atom, ()) for atom in near))


def _is_like(word: str, form: str) -> bool:
    """Whether a word nobody knows may be meant for a form: two letters exchanged, one wrong, or the same to the ear."""
    if word[0] != form[0] or len(form) < SHORTEST or len(word) < SHORTEST - 1 or abs(len(word) - len(form)) > 2:
        return False
    if not (word.isalpha() and form.isalpha()):
        return False
    slips = jellyfish.damerau_levenshtein_distance(word, form)
    return slips <= (1 if len(form) < TWO_SLIPS else 2) or (
        slips <= 3 and jellyfish.metaphone(word) == jellyfish.metaphone(form)
    )


class Book:
    """The patterns of one list, ready to be looked for."""

    def __init__(self, rows: Iterable[dict], known: Callable[[str], bool]):
        """Takes the entries of a list; `known` tells of a folded word whether it is spelt right."""
        self._vocabulary = Vocabulary(known)
        self._lists = {row["id"]: self._listed(row) for row in rows if row["kind"] == "words"}

    def sentences(self, question: str) -> list[Sentence]:
        """What a reader wrote, by what its words may stand for here."""
        parts = [[word for *_, word in typed(part)] for part in SENTENCE.split(question)]
        meant = {word: self._vocabulary.meant(word) for word in {word for part in parts for word in part}}
        starts = ((part, at) for part in parts for at in range(0, max(1, len(part) - OVERLAP), WIDE - OVERLAP))
        found = list(dict.fromkeys(tuple(part[at : at + WIDE]) for part, at in starts if part))
        looked_at = found if len(found) <= MOST else [*found[: MOST // 2], *found[-MOST // 2 :]]
        return [Sentence([meant[word] for word in words]) for words in looked_at]

    def read(self, written: Iterable[str], of: str) -> tuple[Pattern, ...]:
        """The patterns of an entry. Raises ValueError, with its id, for one that cannot be read."""
        return tuple(self._pattern(one, of) for one in written)

    def _listed(self, row: dict) -> tuple[Alternative, ...]:
        phrases = (phrase for line in row["when"] for phrase in line.split("|"))
        return tuple(self._vocabulary.read(phrase, f"@{row['id']}") for phrase in phrases)

    def _pattern(self, written: str, of: str) -> Pattern:
        chains = []
        for part in written.split(" & "):
            pieces = ["+", *JOINT.split(part)]
            groups = [Group(tuple(self._alternatives(group, of))) for group in pieces[1::2]]
            chains.append(tuple(zip(pieces[::2], groups, strict=True)))
        return tuple(chains)

    def _alternatives(self, group: str, of: str) -> Iterator[Alternative]:
        """The phrases of a group; of a list that stands alone also those of several words."""
        written = (phrase.split() for phrase in group.split("|"))
        for phrase in (" ".join(one) for words in written for one in product(*(word.split("/") for word in words))):
            atoms = self._vocabulary.read(phrase)
            names = [atom[1:] for atom in atoms if atom[0] == "@"]
            if len(atoms) < max(len(phrase.split()), 1) or any(name not in self._lists for name in names):
                raise ValueError(f"“{of}” has a pattern that cannot be read, at “{phrase}” in “{group}”.")
            yield atoms
            if atoms == (f"@{''.join(names)}",):
                yield from (listed for listed in self._lists[names[0]] if len(listed) > 1)


def ways(pattern: Pattern, here: Sentence, all_: list[Sentence], sign: Span | None = None) -> set[Span]:
    """Every way in which a pattern is met: its first chain here, the others in any sentence."""
    first, *others = pattern
    ways = here.meets(first, sign)
    return ways if ways and all(any(one.meets(chain) for one in all_) for chain in others) else set()


def shortest(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that hold no other, so that “no chest pain, leg pain” is one pain in the chest, and denied."""
    end = None
    for span in sorted(set(spans), key=lambda one: (-one.start, one.end, sorted(one.own))):
        if end is None or span.end < end:
            end = span.end
            yield span
