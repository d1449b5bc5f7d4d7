"""What the articles use: the works they rest on and the hard words in them, found once in each edition.

Rank 4: imports levels, markup, the models and reading.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from .levels import ReadingLevel
from .markup import plain_text
from .models import Article, Edition, GlossaryTerm, Reference
from .reading import Card, ledger


@dataclass(frozen=True)
class Uses:
    """By the key of a work and of a term, the addresses of the articles that use it."""

    works: dict[str, set[str]]
    terms: dict[str, set[str]]


def works_by_kind(level: ReadingLevel) -> list[dict]:
    """The works in the order of trust: [{label, works: [{work, articles}]}].

    Costs four queries and, once in each edition, a parse of every published text.
    """
    cards, uses = _cards(level), _uses(Edition.now())
    works = sorted(Reference.objects.all(), key=lambda work: (work.authors or work.title or work.description).lower())
    groups: dict[str, list] = {words: [] for words in Reference.KINDS.values()}
    for work in works:
        groups[work.kind_in_words].append({"work": work, "articles": _among(cards, uses.works.get(work.key))})
    return [{"label": label, "works": listed} for label, listed in groups.items() if listed]


def terms_by_letter(level: ReadingLevel) -> list[dict]:
    """The glossary by letter: [{letter, terms: [{term, articles}]}]. Costs as `works_by_kind` does."""
    cards, uses = _cards(level), _uses(Edition.now())
    letters: dict[str, list] = defaultdict(list)
    for term in sorted(GlossaryTerm.objects.filter(language="en"), key=lambda term: term.term.lower()):
        letters[term.term[0].upper()].append({"term": term, "articles": _among(cards, uses.terms.get(term.key))})
    return [{"letter": letter, "terms": terms} for letter, terms in letters.items()]


def _cards(level: ReadingLevel) -> list[Card]:
    return [Card.of(article, level) for article in Article.objects.published().with_titles().in_order()]


def _among(cards: list[Card], slugs: set[str] | None) -> list[Card]:
    return [card for card in cards if card.slug in (slugs or ())]


@lru_cache(maxsize=2)
def _uses(edition: str) -> Uses:
    works, terms = defaultdict(set), defaultdict(set)
    known = ledger()
    for article in Article.objects.published().with_texts():
        for text in article.texts:
            for work in {work for claim in text.document.cited for work in known.sources.get(claim, ())}:
                works[work].add(article.slug)
            words = " ".join(plain_text(token) for token in text.document.tokens if token.type == "inline")
            for match in known.pattern.finditer(words) if known.pattern else ():
                terms[known.terms.get(match.group().lower(), ("",))[0]].add(article.slug)
    return Uses(works, terms)
