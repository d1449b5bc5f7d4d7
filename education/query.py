"""What a reader typed, as search understands it: without slips and question words, each word with all that means the
same and with how much it tells.

Rank 3: imports lexicon, the models and words.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .lexicon import Concept, Phrase, lexicon
from .models import Edition, Passage, Word
from .words import LITTLE, is_english, nearest, same_to_the_ear, stem, typed, uses

LONGEST = 500  # characters that are taken
MOST_WORDS = 60
MOST_SLIPS = 8  # words that are looked up as misspelt
MOST_DOUBTS = 3  # words that are looked up as meant for another
SHORTEST_SLIP = 4  # letters
SELDOM = 3000  # times that a word stands in the list of spoken English, up to which it is no common one;
PER_TENFOLD = 0.25  # for each tenfold beyond it tells so much less,
LEAST = 0.15  # but never less than so much
NUMBER = 0.3  # how much a number tells, or a letter
DENYING, DENIED = frozenset({"no", "never", "without"}), 0.3  # what is not the matter tells so much of it
UNKNOWN = 0.7  # how much a word tells that stands nowhere, of what the rarest word tells


@dataclass(frozen=True)
class Typed:
    """A word as it was typed, where, the word that is searched, and that without its ending."""

    start: int
    end: int
    word: str
    sought: str
    stem: str


class Query:
    """A question or some words for search. Costs two queries, and one for each misspelt word."""

    def __init__(self, text: str, *, as_typed: bool = False):
        """Takes what was typed; with `as_typed` no slip is mended."""
        self.text, self._as_typed = " ".join(text[:LONGEST].split()), as_typed

    @cached_property
    def typed(self) -> list[Typed]:
        words = list(typed(self.text))[:MOST_WORDS]
        known = _known({word for *_, word in words}) if not self._as_typed else {word for *_, word in words}
        slips = dict.fromkeys(word for *_, word in words if word not in known)
        meant = {slip: _meant(slip) for slip in list(slips)[:MOST_SLIPS]}
        sought = {word: meant.get(word) or word for *_, word in words}
        endless = {word: stem(word) for word in set(sought.values())}
        return [Typed(start, end, word, sought[word], endless[sought[word]]) for start, end, word in words]

    @property
    def is_corrected(self) -> bool:
        return any(one.word != one.sought for one in self.typed)

    @property
    def shown(self) -> str:
        """The text with its slips mended."""
        return self._with({})

    @property
    def maybe(self) -> str:
        """The text as it may have been meant, if an English word in it stands nowhere and one of ours is easily taken
        for it; else empty. Costs a query for each such word.
        """
        doubted = [one for one in self.typed if one.word in self.unknown and one.word == one.sought][:MOST_DOUBTS]
        meant = {one: other for one in doubted if (other := _maybe(one.word))}
        return self._with(meant) if meant else ""

    def _with(self, meant: dict[Typed, str]) -> str:
        """The text with its slips mended, and these words as they may have been meant. A query if it differs."""
        words = {one: one.sought for one in self.typed if one.word != one.sought} | meant
        written = lexicon().forms | Word.objects.written(words.values())
        pieces, end = [], 0
        for one in sorted(words, key=lambda one: one.start):
            pieces += [self.text[end : one.start], written.get(words[one], words[one])]
            end = one.end
        return "".join(pieces) + self.text[end:]

    @cached_property
    def stems(self) -> list[str]:
        return [one.stem for one in self.typed]

    @cached_property
    def words(self) -> frozenset[str]:
        """Each stem once, question words too."""
        return frozenset(self.stems)

    @cached_property
    def concepts(self) -> list[Concept]:
        """What is asked for, each once; question words and what says nothing of the matter are left out."""
        found = dict(reversed(list(self._phrases())))  # by each phrase, where it stands first
        groups = {phrase: lexicon().synonyms.get(phrase, frozenset([phrase])) for phrase in reversed(found)}
        counts = Word.objects.counts(word for group in groups.values() for one in group for word in one)
        concepts = {}
        for phrase, group in groups.items():
            held = [min(counts.get(word, 0) for word in one) for one in group]
            weight = self._weight(phrase, max(held)) * (DENIED if self._is_denied(found[phrase]) else 1)
            concepts.setdefault(group, Concept(group, weight, sum(held)))
        return list(concepts.values())

    @cached_property
    def weight(self) -> float:
        """How much all of it tells."""
        return sum(concept.weight for concept in self.concepts)

    @cached_property
    def sought(self) -> frozenset[str]:
        """Every stem that a passage may hold for it."""
        return frozenset(word for concept in self.known for phrase in concept.phrases for word in phrase)

    @cached_property
    def known(self) -> list[Concept]:
        return [concept for concept in self.concepts if concept.is_known]

    @cached_property
    def unknown(self) -> list[str]:
        """Words that tell something and stand in no passage, as they were typed."""
        missing = {phrase[0] for c in self.concepts if not c.is_known and c.weight for phrase in c.phrases}
        return list(dict.fromkeys(one.word for one in self.typed if one.stem in missing))

    def _phrases(self) -> Iterable[tuple[Phrase, int]]:
        """Each with its place: the longest phrases of the synonyms first, then single words but for little ones."""
        words, at, known = self.stems, 0, lexicon()
        while at < len(words):
            sizes = range(min(known.longest, len(words) - at), 0, -1)
            size = next((n for n in sizes if tuple(words[at : at + n]) in known.synonyms), 0)
            if size or self.typed[at].sought not in LITTLE:
                yield tuple(words[at : at + max(1, size)]), at
            at += max(1, size)

    @cached_property
    def total(self) -> int:
        """Passages that there are."""
        return _total(Edition.now())

    def _weight(self, phrase: Phrase, times: int) -> float:
        """After Spärck Jones (1972): the fewer passages hold a word, the more it tells. What is common in English tells
        less, unless the synonyms name it.
        """
        if len(phrase) == 1 and (phrase[0].isdigit() or len(phrase[0]) < 2):
            return NUMBER
        common = 1.0 if phrase in lexicon().synonyms else _rareness(self._english[phrase[0]])
        return common * (math.log(1 + self.total / times) if times else UNKNOWN * math.log(1 + self.total))

    def _is_denied(self, place: int) -> bool:
        return any(one.sought in DENYING for one in self.typed[max(0, place - 2) : place])

    @cached_property
    def _english(self) -> dict[str, int]:
        """How common in English each stem is, by the word that was typed."""
        return {one.stem: max(uses(one.sought), uses(one.stem)) for one in self.typed}


def _rareness(times: int) -> float:
    """From 1 for a word that English uses seldom down to nearly 0 for one that stands everywhere."""
    return min(1.0, max(LEAST, 1.0 - PER_TENFOLD * math.log10(max(1, times) / SELDOM)))


def _known(words: set[str]) -> set[str]:
    """Those that are no slips: words of the passages, of the synonyms, of English, or too short to tell. A query."""
    short = {word for word in words if len(word) < SHORTEST_SLIP or not word.isalpha() or word in LITTLE}
    others = words - short
    told = {word for word in others if stem(word) in lexicon().words or is_english(word)}
    held = set(Word.objects.filter(form__in=others - told, passages__gt=0).values_list("form", flat=True))
    return short | told | held


def _meant(slip: str) -> str:
    """The word that was most likely meant, empty if none is near. A query; two if it is none that everybody knows."""
    listed = sorted(form for form in lexicon().forms if form[0] == slip[0])
    word = nearest(slip, (*Word.objects.like(slip), *listed))
    return word if _may_be_told(word) else ""


def _maybe(word: str) -> str:
    """A word of the passages that an English one which stands in none may have been meant for. Two queries."""
    other = same_to_the_ear(word, Word.objects.like(word))
    return other if _may_be_told(other) else ""


def _may_be_told(word: str) -> bool:
    """Whether a word tells nothing that readers cannot meet: the vocabulary also holds the words of texts that are
    hidden. A query for one that not everybody knows.
    """
    return not word or lexicon().knows(word) or Passage.objects.readable().hold(stem(word))


@lru_cache(maxsize=2)
def _total(edition: str) -> int:
    """Passages there are. Costs a query, once in each edition."""
    return Passage.objects.count()
