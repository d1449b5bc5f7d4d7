"""The two databases asked for passages that hold what is sought: SQLite by FTS5, PostgreSQL by full text.

Both only gather: the order in which a reader meets what was found is made in one place (ranking.py), so that both
answer alike. What is asked for are stems, letters and digits alone; they are quoted all the same.

Rank 3: imports lexicon and the models.
"""

from itertools import combinations
from typing import NamedTuple

from django.db import connection

from .lexicon import Concept
from .models import Passage

LOOKED_THROUGH = 800  # passages that the database puts in order at most
GATHERED = 60  # of which so many go on
PAIRED = 4  # concepts of which two have to stand together, if each alone would be met too often
COMMON = 12_000  # passages that hold what is sought, from which on to put them in order would take too long
# Where a word stands: heading, asked by readers, body, title.
SQLITE = """
    SELECT rowid FROM (
        SELECT rowid, bm25(education_passageindex, 4.0, 4.0, 1.0, 2.0) AS far
        FROM education_passageindex WHERE education_passageindex MATCH %s LIMIT %s
    ) ORDER BY far, rowid LIMIT %s
"""
POSTGRESQL = """
    SELECT id FROM (
        SELECT id, ts_rank('{0.1, 0.2, 0.4, 0.4}', words_index, query) AS near
        FROM education_passage, to_tsquery('simple', %s) query WHERE words_index @@ query LIMIT %s
    ) found ORDER BY near DESC, id LIMIT %s
"""
SQLITE_ANY = "SELECT rowid FROM education_passageindex WHERE education_passageindex MATCH %s LIMIT %s"
POSTGRESQL_ANY = "SELECT id FROM education_passage WHERE words_index @@ to_tsquery('simple', %s) LIMIT %s"
Together = tuple[Concept, ...]  # concepts that have to stand in one passage


class Gathered(NamedTuple):
    """What ranking needs of a passage."""

    article: int
    section: str
    position: int
    heading: str
    asked: str
    body: str
    about: str


FIELDS = ("variant__article_id", "section", "position", *(f"{name}_words" for name in Gathered._fields[3:]))


def gather(concepts: list[Concept], total: int) -> list[Gathered]:
    """Passages that readers may meet and that hold something of these, of `total` there are; with their words for
    search alone. Costs two queries, three if concepts that are common each stand together nowhere, none without any.
    """
    for sought in _plans(sorted(concepts, key=lambda one: (one.times, min(one.phrases))), total):
        if found := _ask(sought):
            passages = Passage.objects.readable().filter(pk__in=found).order_by()
            return list(map(Gathered._make, passages.values_list(*FIELDS)))
    return []


def _plans(concepts: list[Concept], total: int) -> list[list[Together]]:
    """What to ask for, and what if that is nowhere. In a small library each concept alone; in a large one rare ones
    alone and common ones in pairs, so that the database need not put half of what it holds in order.
    """
    alone, room = [], LOOKED_THROUGH
    for concept in concepts:
        if concept.times <= room:
            alone.append((concept,))
            room -= concept.times
    pairs = []
    for pair in combinations(concepts[len(alone) :][:PAIRED], 2):
        likely = pair[0].times * pair[1].times / max(1, total)
        if likely <= room:
            pairs.append(pair)
            room -= likely
    first = [*alone, *pairs] or [tuple(concepts[:PAIRED])]
    return [first, [(concepts[0],)]] if concepts else []


def _ask(sought: list[Together]) -> list[int]:
    """The numbers of passages, those that fit best first; of what stands nearly everywhere any that hold it."""
    is_sqlite = connection.vendor == "sqlite"
    told = (_for_sqlite if is_sqlite else _for_postgresql)(sought)
    if sum(one.times for one in {one for together in sought for one in together}) > COMMON:
        asked, values = SQLITE_ANY if is_sqlite else POSTGRESQL_ANY, [told, GATHERED]
    else:
        asked, values = SQLITE if is_sqlite else POSTGRESQL, [told, LOOKED_THROUGH, GATHERED]
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return [row[0] for row in cursor.fetchall()]


def _for_sqlite(sought: list[Together]) -> str:
    def any_of(concept: Concept) -> str:
        return " OR ".join('"' + " ".join(phrase).replace('"', '""') + '"' for phrase in sorted(concept.phrases))

    return " OR ".join("(" + " AND ".join(f"({any_of(one)})" for one in together) + ")" for together in sought)


def _for_postgresql(sought: list[Together]) -> str:
    def any_of(concept: Concept) -> str:
        return " | ".join("(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in sorted(concept.phrases))

    return " | ".join("(" + " & ".join(f"({any_of(one)})" for one in together) + ")" for together in sought)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
