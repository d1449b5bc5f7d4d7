"""How hard a text is: school grade (Flesch-Kincaid), SMOG, LIX, sentence lengths, and which sentences cost most.

Measured on the parsed text: headings, citations, code and pictures do not count; a list item closes a sentence, and
so does a table cell of four words or more. The grade is given twice: as the words stand, and after declared terms,
that is with each word of a glossary term counted as two syllables at most. Necessary clinical words alone cost one
to two and a half grades, so a gate that is blind to them would punish good writing.

Rank 1: imports markup and syllables.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt

from markdown_it.token import Token

from .markup import Document, claims_of, first_line, pattern_of, plain_text
from .syllables import syllables

MANY = 3  # syllables from which SMOG counts a word as hard
DECLARED = 2  # syllables at which a word of a declared term is counted
CELL = 4  # words from which a table cell is a sentence
ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|St|al|approx|cf)\.|\bno\.(?=\s*\d)", re.IGNORECASE)
STOP = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]]))\s+(?=[\"'“‘(\[]*[A-Z0-9])")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
COUNTED = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d.,]*%?")
DOT = "\u2024"  # stands in for a full stop that ends no sentence


@dataclass(frozen=True)
class Sentence:
    """A sentence of the running text: its words as written, the line its block starts at, and the claims cited
    right after it.
    """

    text: str
    line: int
    claims: tuple[str, ...] = ()
    is_told: bool = True  # the wrong answers of a check are read, but not told

    @property
    def words(self) -> list[str]:
        return COUNTED.findall(self.text)


@dataclass(frozen=True)
class Readability:
    """The measures of a text; grades are US school years, lengths are words."""

    words: int
    sentences: int
    grade: float
    grade_as_written: float
    smog: float
    lix: float
    mean_sentence: float


def sentences(document: Document) -> list[Sentence]:
    """All sentences of the running text, in order, with what each cites."""
    return list(_sentences(document))


@lru_cache(maxsize=24)
def _sentences(document: Document) -> tuple[Sentence, ...]:
    """Kept for the documents met last: every measure and every rule asks for them."""
    explained = _explained(document)
    return tuple(
        replace(
            sentence,
            claims=(*sentence.claims, *explained.get(id(token), ())),
            is_told=token.meta.get("right", True),
        )
        for token in _blocks(document)
        for sentence in _split(_pieces(token), first_line(token))
    )


def _explained(document: Document) -> dict[int, list[str]]:
    """By the question and the right answer of each check, what the explanation below them cites: it holds for both."""
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.name == "check":
            cited = [claim for inline in block.paragraphs for claim in claims_of(inline)]
            right = [option for option in block.options if option.meta["right"]]
            found |= {id(inline): cited for inline in [*block.paragraphs[:1], *right]}
    return found


def measure(document: Document, declared: Iterable[str] = ()) -> Readability:
    """Measure a text. `declared` are the forms of the glossary's terms, in any case.

    Sources: Kincaid 1975 (grade), McLaughlin 1969 (SMOG), Björnsson 1968 (LIX).
    """
    texts = [sentence.text for sentence in sentences(document)]
    written = [word for text in texts for word in COUNTED.findall(text)]
    if not written:
        return Readability(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
    weights_of = _weigher(tuple(sorted(declared)))
    weights = [weight for text in texts for weight in weights_of(text)]
    count, words = len(texts), len(written)
    mean = words / count
    return Readability(
        words=words,
        sentences=count,
        grade=_grade(mean, sum(weights) / words),
        grade_as_written=_grade(mean, sum(map(_syllables, written)) / words),
        smog=1.0430 * sqrt(sum(weight >= MANY for weight in weights) * 30 / count) + 3.1291,
        lix=mean + 100 * sum(len(word) > 6 for word in written) / words,
        mean_sentence=mean,
    )


def hardest(document: Document, declared: Iterable[str] = (), most: int = 3) -> list[Sentence]:
    """The sentences that add most to the grade, the costliest first."""
    weights_of = _weigher(tuple(sorted(declared)))

    def cost(sentence: Sentence) -> float:
        weights = weights_of(sentence.text)
        return len(weights) * _grade(len(weights), sum(weights) / len(weights))

    return sorted(sentences(document), key=cost, reverse=True)[:most]


def hardest_words(document: Document, declared: Iterable[str] = (), most: int = 6) -> list[str]:
    """The words that add most syllables, those of declared terms apart: their syllables beyond the first, times how
    often they stand."""
    weights_of = _weigher(tuple(sorted(declared)))
    costs: Counter[str] = Counter()
    for sentence in sentences(document):
        words = COUNTED.findall(sentence.text)
        for word, weight in zip(words, weights_of(sentence.text), strict=True):
            costs[word.lower()] += weight - 1 if weight >= MANY else 0
    return [word for word, cost in costs.most_common(most) if cost]


def _grade(words_a_sentence: float, syllables_a_word: float) -> float:
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def _syllables(word: str) -> int:
    """A figure is read as one short word, whatever its length."""
    return 1 if word[0].isdigit() else syllables(word)


@lru_cache(maxsize=4)
def _weigher(declared: tuple[str, ...]) -> Callable[[str], tuple[int, ...]]:
    """What weighs a sentence: the syllables of each word, those of declared terms at most two.

    It keeps what it weighed, because an editor's text comes again and again with one sentence changed.
    """
    pattern = pattern_of(declared)

    @lru_cache(maxsize=10_000)
    def weights(text: str) -> tuple[int, ...]:
        spans = [match.span() for match in pattern.finditer(text)] if pattern else ()
        inside = {place for start, end in spans for place in range(start, end)}
        found = ((match.start() in inside, _syllables(match.group())) for match in COUNTED.finditer(text))
        return tuple(min(count, DECLARED) if is_declared else count for is_declared, count in found)

    return weights


def _blocks(document: Document) -> Iterator[Token]:
    """Each block of running text as its inline token."""
    cell = False
    for place, token in enumerate(document.tokens):
        if token.type in ("td_open", "th_open"):
            cell = True
        elif token.type in ("td_close", "th_close"):
            cell = False
        if token.type != "inline" or document.tokens[place - 1].type == "heading_open":
            continue
        if not cell or len(WORD.findall(plain_text(token))) >= CELL:
            yield token


def _pieces(inline: Token) -> list:
    """Its words (str) and citations (tuples of claim ids)."""
    pieces: list = [""]
    for child in inline.children or ():
        if child.type == "citation":
            pieces += [tuple(child.meta["claims"]), ""]
        elif child.type in ("text", "code_inline"):
            pieces[-1] += child.content
        elif child.type in ("softbreak", "hardbreak"):
            pieces[-1] += " "
    return pieces


def _split(pieces: list, line: int) -> Iterator[Sentence]:
    """Sentences of one block; a citation belongs to the sentence it stands in or right behind."""
    found: list[list] = []
    opened = False
    for piece in pieces:
        if isinstance(piece, tuple):
            if found:
                found[-1][1] += piece
            continue
        for part in _stops(piece):
            if opened:
                found[-1][0] += part
            else:
                found.append([part, ()])
            opened = not re.search(r"[.!?…:][\"'”’)\]]*\s*$", part)
    for text, claims in found:
        text = re.sub(r"\s+", " ", text).strip()
        if COUNTED.search(text):
            yield Sentence(text, line, tuple(dict.fromkeys(claims)))


def _stops(text: str) -> list[str]:
    held = ABBREVIATIONS.sub(lambda match: match.group().replace(".", DOT), text)
    return [part.replace(DOT, ".") for part in STOP.split(held) if part.strip()]
