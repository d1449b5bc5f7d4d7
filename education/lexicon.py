"""Words as readers use them: which mean the same (content/synonyms.yaml), and what of a question is looked for.

Rank 2: imports files, kinds and words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings

from .files import listed
from .kinds import Record
from .words import is_english, spans, stems

Phrase = tuple[str, ...]  # stems


@dataclass(frozen=True)
class Concept:
    """Something that was asked for: each phrase that means it, how much it tells (0: nothing), and in how many passages
    it stands at most.
    """

    phrases: frozenset[Phrase]
    weight: float
    times: int

    @property
    def is_known(self) -> bool:
        return self.times > 0

    @cached_property
    def single(self) -> frozenset[str]:
        """The phrases of one word."""
        return frozenset(phrase[0] for phrase in self.phrases if len(phrase) == 1)

    @cached_property
    def several(self) -> list[Phrase]:
        """The phrases of more than one."""
        return [phrase for phrase in self.phrases if len(phrase) > 1]


class Lexicon:
    """The groups of words that mean the same, ready for use."""

    def __init__(self, entries: Iterable[Record]):
        """Takes the entries of the file."""
        self._entries = list(entries)

    @cached_property
    def synonyms(self) -> dict[Phrase, frozenset[Phrase]]:
        """By each phrase that somebody may write, all phrases that a passage may have in its place."""
        met: dict[Phrase, set[Phrase]] = {}
        for entry in self._entries:
            group = {tuple(stems(words)) for words in entry["words"]} - {()}
            for phrase in (*group, *(tuple(stems(words)) for words in entry.get("also", ()))):
                met.setdefault(phrase, {phrase}).update(group)
        return {phrase: frozenset(group) for phrase, group in met.items() if phrase}

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of English or of ours, and so no slip."""
        return is_english(word) or word in self.forms

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max(map(len, self.synonyms), default=1)

    @cached_property
    def forms(self) -> dict[str, str]:
        """Each word of the synonyms, folded, and as it is written."""
        told = "\n".join(words for entry in self._entries for words in (*entry["words"], *entry.get("also", ())))
        return {form: told[start:end].lower() for start, end, form in spans(told)}

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words in the synonyms."""
        return frozenset(word for phrase in self.synonyms for word in phrase)


@cache
def lexicon() -> Lexicon:
    """That of this copy. Raises ImproperlyConfigured if the content folder has none. The first call reads it."""
    return Lexicon(listed(settings.CONTENT_DIR, "synonym"))
