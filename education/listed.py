"""The beginning of a list on the desk, and the way from there to what is listed.

Rank 4: imports the models and outside.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from .models import Article, Variant
from .outside import Leading

MOST = 12  # rows of a list; the rest is a number and a link


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, and how many there are in all."""

    rows: list
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __iter__(self):
        return iter(self.rows)

    @classmethod
    def of(cls, found: QuerySet | Iterable) -> "Listed":
        """The beginning of a query or of a list. Costs a query, of a long query two."""
        if not isinstance(found, QuerySet):
            found = list(found)
            return cls(found[:MOST], len(found))
        rows = list(found[: MOST + 1])
        return cls(rows[:MOST], len(rows) if len(rows) <= MOST else found.count())


@dataclass(frozen=True)
class Way:
    """A link to where something of the library is changed."""

    words: str
    url: str

    @classmethod
    def to(cls, thing: Leading | Article) -> "Way":
        """Of a text, reads the article."""
        words = getattr(thing, "title", "") or str(thing)
        if isinstance(thing, Variant):
            words = f"{thing.draft_title or thing.title or thing.article.slug} · {thing.get_level_display()}"
            words += f" ({thing.language})" if thing.language != "en" else ""
        return cls(words, reverse(f"admin:education_{thing._meta.model_name}_change", args=[thing.pk]))
