"""Which passages answer a query best: one order for both databases, and how sure it is.

A section counts once, whatever the level at which its words were found: all levels of an article carry the same
sections, so a reader of the plain text also finds what only the detailed one calls by that name.

Rank 4: imports index, lexicon, query and words.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .index import Gathered, gather
from .lexicon import Concept
from .query import Query
from .words import LITTLE

ASKED, HEADING, BODY, ABOUT = 1.0, 1.0, 0.3, 0.2  # what a word counts for where it stands
AGAIN = 0.1  # and each further time there,
MOST_AGAIN = 4  # up to so many
CLOSE = 0.4  # share of the score that goes to how close the query comes to one question or heading as a whole
WORDING = 0.4  # of that, for the very same words
REST = 2.0  # what a word tells that stands in such a question, and not in the query
HELP = "when-to-get-help"  # stands in every article; the article of that name says it best
REPEATED = 0.85


@dataclass(frozen=True)
class Match:
    """A section that answers a query. Its score runs from 0 to about 1: a question that readers are known to ask."""

    article: int
    section: str
    position: int
    score: float


def matches(query: Query) -> list[Match]:
    """The sections that hold something of the query, the best first. Costs two queries and those of `query`."""
    sections: dict[tuple[int, str], list[Gathered]] = defaultdict(list)
    for passage in sorted(gather(query.known, query.total)):
        sections[passage.article, passage.section].append(passage)
    found = [_match(query, *key, passages) for key, passages in sections.items()]
    return sorted(found, key=lambda match: (-match.score, match.article, match.position))


def _match(query: Query, article: int, section: str, passages: list[Gathered]) -> Match:
    first = passages[0]
    lines = [*_lines(first.asked), *(_words(passage.heading) for passage in passages)]
    told = _told(query, passages) / query.weight
    close = max((_closeness(query, line) for line in lines if not line.all.isdisjoint(query.sought)), default=0.0)
    score = (1 - CLOSE) * told + CLOSE * close
    return Match(article, section, first.position, score * (REPEATED if section == HELP and not first.asked else 1))


def _told(query: Query, passages: list[Gathered]) -> float:
    """How much of what was asked for stands in the passages, by where it stands."""
    fields = [
        (ASKED, _words(passages[0].asked)),
        *((HEADING, _words(passage.heading)) for passage in passages),
        *((BODY, _words(passage.body)) for passage in passages),
        (ABOUT, _words(passages[0].about)),
    ]
    told = [(factor, words) for factor, words in fields if not words.all.isdisjoint(query.sought)]
    return sum(
        concept.weight * max((factor * words.times(concept) for factor, words in told), default=0)
        for concept in query.known
    )


def _closeness(query: Query, words: "_Words") -> float:
    """How much a query and a question have in common, of all that both say (after Dice, 1945); and a little for the
    same wording, question words too (after Jaccard, 1901).
    """
    common = [(concept, met) for concept in query.known if (met := words.met(concept))]
    shared = sum(concept.weight for concept, _ in common)
    if not shared:
        return 0.0
    met = {word for _, phrases in common for phrase in phrases for word in phrase}
    rest = REST * len(words.telling - met)
    alike = len(query.words & words.all) / len(query.words | words.all)
    return 2 * shared / (query.weight + shared + rest) + WORDING * alike


class _Words:
    """The words of a field, to look concepts up in."""

    def __init__(self, words: str):
        self.all = frozenset(words.split())
        self.telling = self.all - LITTLE
        self._text = f" {words} ".replace("\n", " \n ")

    def met(self, concept: Concept) -> list[tuple[str, ...]]:
        """Its phrases that stand here."""
        several = (phrase for phrase in concept.several if phrase[0] in self.all)
        return [*((word,) for word in concept.single & self.all), *filter(self._has, several)]

    def times(self, concept: Concept) -> float:
        """0 if it is not there; else 1, and a little more for each further time."""
        times = sum(self._text.count(f" {' '.join(phrase)} ") for phrase in self.met(concept))
        if not times:
            return 0.0
        return 1 + AGAIN * min(MOST_AGAIN, max(0, times - 1))

    def _has(self, phrase: tuple[str, ...]) -> bool:
        return f" {' '.join(phrase)} " in self._text


# The words of our passages come again with nearly every query, so they are kept in mind.
_words = lru_cache(maxsize=3000)(_Words)


@lru_cache(maxsize=1000)
def _lines(asked: str) -> tuple[_Words, ...]:
    """The questions that readers ask for a section, each by itself."""
    return tuple(_Words(line) for line in asked.split("\n") if line)


def by_article(found: Iterable[Match]) -> dict[int, list[Match]]:
    """The matches of each article, the article with the best one first."""
    articles: dict[int, list[Match]] = {}
    for match in found:
        articles.setdefault(match.article, []).append(match)
    return articles
