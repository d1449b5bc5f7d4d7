"""Every work the site rests on, with the articles that rest on it.

Rank 4: imports levels, the models and reading.
"""

from .levels import ReadingLevel
from .models import Article, Reference
from .reading import Card, ledger


def by_kind(level: ReadingLevel) -> list[dict]:
    """The works in the order of trust: [{label, works: [{work, articles}]}].

    Costs four queries and a parse of every published text.
    """
    resting: dict[str, list[Card]] = {}
    claims = ledger().sources
    for article in Article.objects.published().with_texts().in_order():
        cited = {work for text in article.texts for claim in text.document.cited for work in claims.get(claim, ())}
        for work in cited:
            resting.setdefault(work, []).append(Card.of(article, level))
    works = sorted(Reference.objects.all(), key=lambda work: (work.authors or work.title or work.description).lower())
    groups: dict[str, list] = {words: [] for words in Reference.KINDS.values()}
    for work in works:
        groups[work.kind_in_words].append({"work": work, "articles": resting.get(work.key, [])})
    return [{"label": label, "works": listed} for label, listed in groups.items() if listed]
