"""Suggestions while typing: what there is to find, for the browser to choose from, so that it need not send what is
typed.

Rank 5: imports levels, the models and reading.
"""

from collections.abc import Iterator

from .levels import ReadingLevel
from .models import Article, GlossaryTerm
from .reading import Card

MOST = 2000
QUESTIONS = 2  # of each section


def suggestions(level: ReadingLevel) -> list[dict[str, str]]:
    """Titles, then glossary terms, then questions, each once: {words, url}. A question has no `url`: it is there to be
    asked. Costs three queries.
    """
    articles = list(Article.objects.published().with_titles().defer(None).in_order())
    found: dict[str, dict[str, str]] = {}
    for words, url in (*_titles(articles, level), *_terms(), *_questions(articles)):
        found.setdefault(words.casefold(), {"words": words, "url": url} if url else {"words": words})
    return list(found.values())[:MOST]


def _titles(articles: list[Article], level: ReadingLevel) -> Iterator[tuple[str, str]]:
    for article in articles:
        card = Card.of(article, level)
        yield card.title, card.url


def _terms() -> Iterator[tuple[str, str]]:
    for term in GlossaryTerm.objects.filter(language="en"):
        yield term.term, term.get_absolute_url()


def _questions(articles: list[Article]) -> Iterator[tuple[str, str]]:
    for article in articles:
        for questions in article.asked_by_section.values():
            yield from ((question, "") for question in questions[:QUESTIONS])
