"""Everything a program can find wrong in the content folder. The import asks it, and so does check_content.

Each module holds the rules on one matter and adds what it finds to the contents' faults; faults.py names the rules.

Rank 3: imports emergencies, faults, figures, files, frontmatter, journey, kinds, levels, links, markup, pictures,
readability, refusals, syllables, words and the models’ lists of kinds.
"""

from dataclasses import replace

from ..faults import Fault
from ..files import Contents, Key
from . import asking, entries, forbidden, levels, numbers, parts, plainness, resolving
from .asking import answering, owners_of, wrong_questions
from .entries import check_facts
from .parts import check_article
from .text import SUMMARY, TITLE, Documents, Text, declared, shortened, texts

OF_TEXTS = (resolving, parts, numbers, levels, plainness, forbidden)
RULES = (entries, asking, *OF_TEXTS)

__all__ = [
    "SUMMARY", "TITLE", "Documents", "Text", "answering", "check", "check_article", "check_beside", "check_facts",
    "check_text", "declared", "owners_of", "shortened", "texts", "wrong_questions",
]  # fmt: skip


def check(contents: Contents) -> None:
    """Add a fault for each rule that is broken. Parses every text: some seconds for some hundred of them."""
    read = texts(contents)
    for rules in RULES:
        rules.check(contents, read)


def check_text(contents: Contents, key: Key) -> list[Fault]:
    """The faults of one text that `check` would find, in the order of its lines; none if it has no words.

    Parses that text, its levels and what a link into a section leads to: some hundredths of a second each, and the
    texts met last are kept parsed.
    """
    own, read, text = _one(contents, key)
    for rules in OF_TEXTS if text else ():
        rules.check_text(own, text, read)
    return sorted(fault for fault in own.faults if fault.path == text.path)


def check_beside(contents: Contents, key: Key) -> list[Fault]:
    """The faults of the other levels of an article that come from how they differ from this text of it."""
    own, read, text = _one(contents, key)
    for other in read if text and text.level else ():
        if other.level and other.key != key:
            levels.check_text(own, other, [one for one in read if one.key in (key, other.key)])
    return sorted(own.faults)


def _one(contents: Contents, key: Key) -> tuple[Contents, list[Text], Text | None]:
    """The contents without their faults, all texts of them, and the one of that name."""
    own = replace(contents, faults=[])
    read = texts(own)
    return own, read, next((text for text in read if text.key == key), None)
