"""Which passages answer a query best: one order for both databases, and how sure it is.

A section counts once, whatever the level at which its words were found: all levels of an article carry the same
sections, so a reader of the plain text also finds what only the detailed one calls by that name.

Rank 4: imports index, the models and query.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .index import gather
from .models import Passage
from .query import Concept, Query
from .words import LITTLE

ASKED, HEADING, BODY, ABOUT = 1.0, 1.0, 0.4, 0.2  # what a word counts for where it stands
AGAIN = 0.1  # and each further time there,
MOST_AGAIN = 4  # up to so many
CLOSE = 0.3  # share of the score that goes to how close the query comes to one question or heading as a whole
REST = 3.0  # what a word tells that stands in such a question, and not in the query
HELP = "when-to-get-help"  # stands in every article; the article of that name says it best
REPEATED = 0.85


@dataclass(frozen=True)
class Match:
    """A section that answers a query. Its score runs from 0 to about 1; 1 is a question that readers are known to ask."""

    article: int
    section: str
    position: int
    score: float


def matches(query: Query) -> list[Match]:
    """The sections that hold something of the query, the best first. Costs two queries and those of `query`."""
    sections: dict[tuple[int, str], list[Passage]] = defaultdict(list)
    for passage in gather(phrase for concept in query.known for phrase in concept.phrases):
        sections[passage.variant.article_id, passage.section].append(passage)
    found = [_match(query, *key, passages) for key, passages in sections.items()]
    return sorted(found, key=lambda match: (-match.score, match.article, match.position))


def _match(query: Query, article: int, section: str, passages: list[Passage]) -> Match:
    first = passages[0]
    lines = [*first.asked_words.split("\n"), *(passage.heading_words for passage in passages)]
    told = _told(query, passages) / query.weight
    close = max((_closeness(query, line) for line in lines if line), default=0.0)
    score = (1 - CLOSE) * told + CLOSE * close
    return Match(article, section, first.position, score * (REPEATED if section == HELP and len(lines) < 3 else 1))


def _told(query: Query, passages: list[Passage]) -> float:
    """How much of what was asked for stands in the passages, by where it stands."""
    fields = [
        (ASKED, _Words(passages[0].asked_words)),
        *((HEADING, _Words(passage.heading_words)) for passage in passages),
        *((BODY, _Words(passage.body_words)) for passage in passages),
        (ABOUT, _Words(passages[0].about_words)),
    ]
    return sum(
        concept.weight * max(factor * words.times(concept, 1 + AGAIN * MOST_AGAIN) for factor, words in fields)
        for concept in query.known
    )


def _closeness(query: Query, line: str) -> float:
    """How much a query and a question have in common, of all that both say (after Dice, 1945)."""
    words = _Words(line)
    common = [concept for concept in query.known if words.holds(concept)]
    shared = sum(concept.weight for concept in common)
    if not shared:
        return 0.0
    met = {word for concept in common for phrase in concept.phrases if words.has(phrase) for word in phrase}
    rest = REST * sum(1 for word in words.all if word not in met and word not in LITTLE)
    return 2 * shared / (query.weight + shared + rest)


class _Words:
    """The words of a field, to look phrases up in."""

    def __init__(self, words: str):
        self.text = f" {words} "
        self.all = set(words.split())

    def has(self, phrase: tuple[str, ...]) -> bool:
        if len(phrase) == 1:
            return phrase[0] in self.all
        return phrase[0] in self.all and f" {' '.join(phrase)} " in self.text.replace("\n", " \n ")

    def holds(self, concept: Concept) -> bool:
        return any(self.has(phrase) for phrase in concept.phrases)

    def times(self, concept: Concept, most: float) -> float:
        """0 if it is not there; else 1, and a little more for each further time."""
        if not self.holds(concept):
            return 0.0
        again = sum(self.text.count(f" {' '.join(phrase)} ") for phrase in concept.phrases) - 1
        return min(most, 1 + AGAIN * max(0, again))


def by_article(found: Iterable[Match]) -> dict[int, list[Match]]:
    """The matches of each article, the article with the best one first."""
    articles: dict[int, list[Match]] = {}
    for match in found:
        articles.setdefault(match.article, []).append(match)
    return articles
