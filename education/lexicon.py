"""The words as readers use them: what means the same, what we do not answer, and what is an emergency.

The lists stand in the content folder (synonyms.yaml, refusals.yaml, emergencies.yaml) and come with a release, since
`make answers` has to be asked before one of them changes what a reader is told.

Rank 2: imports emergencies, files, kinds, patterns and words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .emergencies import Emergencies
from .files import Contents, rulebook
from .kinds import Record
from .patterns import Pattern
from .words import is_english, stems, tokens

Phrase = tuple[str, ...]  # stems
NEEDED = ("synonym", "sign", "refusal")


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


@dataclass(frozen=True)
class Refusal:
    """A matter that we do not answer, in words, and whom to ask. A `decision` is one that nobody but the reader and
    their team can take; anything else lies outside.
    """

    key: str
    kind: str
    says: str
    whom: str
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    def meets(self, words: list[str]) -> bool:
        return any(one.meets(words) for one in self.when) and not any(one.meets(words) for one in self.unless)

    @property
    def is_decision(self) -> bool:
        return self.kind == "decision"


class Lexicon:
    """The lists of one content folder, ready for use."""

    def __init__(self, contents: Contents):
        self._contents = contents

    @cached_property
    def synonyms(self) -> dict[Phrase, frozenset[Phrase]]:
        """By each phrase that somebody may write, all phrases that a passage may have in its place."""
        met: dict[Phrase, set[Phrase]] = {}
        for entry in self._entries("synonym"):
            group = {tuple(stems(words)) for words in entry["words"]} - {()}
            for phrase in (*group, *(tuple(stems(words)) for words in entry.get("also", ()))):
                met.setdefault(phrase, {phrase}).update(group)
        return {phrase: frozenset(group) for phrase, group in met.items() if phrase}

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max(map(len, self.synonyms), default=1)

    @cached_property
    def forms(self) -> list[str]:
        """Each word of the synonyms as it is written, folded."""
        entries = self._entries("synonym")
        told = (words for entry in entries for words in (*entry["words"], *entry.get("also", ())))
        return sorted({form for words in told for form in tokens(words)})

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words in the synonyms."""
        return frozenset(word for phrase in self.synonyms for word in phrase)

    @cached_property
    def refusals(self) -> list[Refusal]:
        return [
            Refusal(one["id"], one["kind"], one["says"], one["whom"], *map(_patterns, (one["when"], one.get("unless"))))
            for one in self._entries("refusal")
        ]

    @cached_property
    def emergencies(self) -> Emergencies:
        return Emergencies(self._entries("sign"), is_english)

    def _entries(self, kind: str) -> list[Record]:
        return list(self._contents.of(kind).values())


@cache
def lexicon() -> Lexicon:
    """The lists of this copy. Raises ImproperlyConfigured if the content folder lacks one: without its emergencies no
    copy may answer. The first call reads them, which takes a second with the word list.
    """
    contents = rulebook(settings.CONTENT_DIR)
    if missing := [kind for kind in NEEDED if not contents.of(kind)]:
        raise ImproperlyConfigured(f"{settings.CONTENT_DIR} lacks the lists of {', '.join(missing)}.")
    return Lexicon(contents)


def _patterns(written: Iterable[str] | None) -> tuple[Pattern, ...]:
    return tuple(map(Pattern, written or ()))
