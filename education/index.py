"""The two databases asked for passages that hold one of some phrases: SQLite by FTS5, PostgreSQL by full text.

Both only gather: the order in which a reader meets what was found is made in one place (ranking.py), so that both
answer alike. What is asked for are stems, letters and digits alone; they are quoted all the same.

Rank 3: imports the models.
"""

from collections.abc import Iterable

from django.db import connection

from .models import Passage

Phrase = tuple[str, ...]
LOOKED_THROUGH = 1500  # passages that are ranked at most: common words of a large library meet more
GATHERED = 150  # of which so many go on
# Where a word stands: asked by readers, heading, title, body.
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


def gather(phrases: Iterable[Phrase]) -> list[Passage]:
    """Passages that readers may meet and that hold one of the phrases, without their words as written. Costs two
    queries; none if there is no phrase.
    """
    sought = sorted(set(phrases))
    if not sought:
        return []
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        told = (_for_sqlite if is_sqlite else _for_postgresql)(sought)
        cursor.execute(SQLITE if is_sqlite else POSTGRESQL, [told, LOOKED_THROUGH, GATHERED])
        found = [row[0] for row in cursor.fetchall()]
    passages = Passage.objects.readable().filter(pk__in=found).select_related("variant")
    return list(
        passages.only(
            "section", "position", "heading_words", "asked_words", "body_words", "about_words",
            "variant__article_id", "variant__level",
        )
    )  # fmt: skip


def _for_sqlite(phrases: list[Phrase]) -> str:
    return " OR ".join('"' + " ".join(phrase).replace('"', '""') + '"' for phrase in phrases)


def _for_postgresql(phrases: list[Phrase]) -> str:
    return " | ".join("(" + " <-> ".join(map(_quoted, phrase)) + ")" for phrase in phrases)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
