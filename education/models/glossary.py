"""The glossary: necessary medical words and what they mean."""

import re

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from .article import is_slug
from .edition import Content

ALIKE = 4  # letters


class GlossaryTerm(Content):
    """A word, the forms it takes in texts, how it is said, and its plain meaning."""

    key = models.CharField(max_length=60, unique=True, validators=[is_slug])
    term = models.CharField(max_length=80)
    also = models.JSONField(
        "other forms", default=list, blank=True, help_text="Plurals, other spellings and names that mean the same."
    )
    say = models.CharField("how to say it", max_length=80, blank=True)
    meaning = models.CharField(max_length=400)
    language = models.CharField(max_length=10, default="en")
    history = HistoricalRecords()

    class Meta:
        ordering = ["term"]

    def __str__(self):
        return self.term

    @property
    def forms(self) -> list[str]:
        return [self.term, *self.also]

    @property
    def other_names(self) -> list[str]:
        """The other forms that hold a new word: no plurals, endings or other orders of the same words."""
        names, known = [], _words(self.term)
        for form in self.also:
            if any(not any(_is_same(word, other) for other in known) for word in _words(form)):
                names.append(form)
                known |= _words(form)
        return names

    def get_absolute_url(self) -> str:
        return f"{reverse('education:glossary')}#{self.key}"


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", name.lower()))


def _is_same(one: str, other: str) -> bool:
    """Whether two words begin alike: a short word whole, a longer one with its first four letters."""
    length = min(ALIKE, len(one), len(other))
    return one.rstrip("s") == other.rstrip("s") or (length >= ALIKE - 1 and one[:length] == other[:length])
