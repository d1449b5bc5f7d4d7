"""Patterns: words that have to stand together in a question, whatever their order and endings.

Groups joined by " + " must all be met close to each other; "|" separates what may stand for one group, a word or
words side by side.

A leaf but for words. Rank 1: imports words.
"""

from functools import lru_cache
from itertools import product

from .words import stems

CLOSE = 8  # words from the first group to the last


class Pattern:
    """One pattern as it is written in a list. Raises ValueError for a group without a word."""

    def __init__(self, written: str):
        self.groups = [[tuple(stems(phrase)) for phrase in group.split("|")] for group in written.split(" + ")]
        if not all(all(group) for group in self.groups):
            raise ValueError(f"“{written}” has a group without a word")

    def meets(self, words: list[str]) -> bool:
        """Whether it is met in these stems."""
        spans = [[span for phrase in group for span in _spans(phrase, words)] for group in self.groups]
        if not all(spans):
            return False
        return any(max(end for _, end in ways) - min(start for start, _ in ways) <= CLOSE for ways in product(*spans))


def _spans(phrase, words):
    size = len(phrase)
    return [(at, at + size) for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == phrase]
