"""How long a search and an indexing take in a large library: 10,000 articles put together from the sentences of ours.

    python -m tests.launch tests.bench.search [--articles 10000]

On the database that DATABASE_URL names, else SQLite, in a test database of its own. Each article has one text of six
sections; every tenth sentence holds a word of its own, so that the vocabulary grows as one of people does.
"""

import argparse
import io
import itertools
import random
import time
from collections.abc import Callable, Iterator
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from education.answers import answer, get_ready
from education.levels import ReadingLevel
from education.models import Article, Passage, Variant, Word
from education.readability import sentences
from education.search import search
from education.wording import Wording
from tests.answers.scores import questions

SECTIONS, SENTENCES = 6, 6
BATCH = 500
LIMITS = {"search": 50, "ask": None, "publish": 100}  # milliseconds at the 95th percentile


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--articles", type=int, default=10_000)
    wanted = parser.parse_args(arguments).articles
    connection.creation.create_test_db(verbosity=0)
    try:
        with patch("education.library.check"):  # tests/test_content.py checks
            call_command("import_content", stdout=io.StringIO())
        fill(wanted)
        get_ready()
        asked = [one.ask for one in questions("tuning")]
        print(f"{connection.vendor}: {Article.objects.count():,} articles, {Passage.objects.count():,} passages")
        told("search", [lambda ask=ask: search(ask, ReadingLevel.PLAIN) for ask in asked])
        told("ask", [lambda ask=ask: answer(ask, ReadingLevel.PLAIN) for ask in asked])
        texts = list(Variant.objects.filter(article__slug__startswith="made-").select_related("article")[:100])
        told("publish", [lambda text=text: text.publish(_changed(text)) for text in texts])
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def told(name: str, deeds: list[Callable]) -> None:
    """Do each of these twice and tell how long the second time took."""
    for deed in deeds[:20]:
        deed()
    times = []
    for deed in deeds:
        start = time.perf_counter()
        deed()
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    middle, high = times[len(times) // 2], times[int(0.95 * len(times))]
    limit = LIMITS[name]
    verdict = f"(at most {limit}){'' if high <= limit else '  MISSED'}" if limit else ""
    print(f"  {name:<10} median {middle:6.1f} ms   95th percentile {high:6.1f} ms   most {times[-1]:6.1f} ms {verdict}")


def fill(wanted: int) -> None:
    """Make the articles, many at a time: past the history and the editions, but with the passages that a publication
    makes.
    """
    chance, stock = random.Random(7), _stock()
    for start in range(0, wanted, BATCH):
        numbers = range(start, min(wanted, start + BATCH))
        stages = itertools.cycle(["understand", "decide", "prepare", "the-day", "going-home", "later-on"])
        articles = [Article(slug=f"made-{n}", stage=next(stages), position=1000 + n) for n in numbers]
        Article.objects.bulk_create(articles)
        texts = [_text(article, chance, stock) for article in articles]
        Variant.objects.bulk_create(texts)
        passages = [
            Passage.of(text, at, section) for text in texts for at, section in enumerate(text.document.sections)
        ]
        Passage.objects.bulk_create(passages)
        Word.objects.exchange([], passages)


def _stock() -> tuple[list[str], list[str]]:
    """The sentences and the headings of our own texts."""
    documents = [text.document for text in Variant.objects.all()]
    told = [sentence.text for document in documents for sentence in sentences(document) if sentence.is_told]
    return told, [section.title for document in documents for section in document.sections]


def _text(article: Article, chance: random.Random, stock) -> Variant:
    body = "\n\n".join(_sections(article, chance, *stock))
    title = f"{chance.choice(stock[1])} {article.slug}"
    return Variant(
        article=article, level="plain", title=title, summary=title, body=body, words=300, published_at=timezone.now()
    )


def _sections(article: Article, chance: random.Random, told: list[str], headings: list[str]) -> Iterator[str]:
    for number in range(SECTIONS):
        lines = chance.sample(told, SENTENCES)
        own = [f"Ask about {_word(chance)} too." for line in lines if chance.random() < 0.1]
        yield f"## {chance.choice(headings)} {{#part-{number}}}\n\n" + " ".join([*lines, *own])


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))


def _changed(text: Variant) -> Wording:
    return Wording(text.title, text.summary, f"{text.body}\n\nOne more sentence about warfarin.")
