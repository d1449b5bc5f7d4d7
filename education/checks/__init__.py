"""Everything a program can find wrong in the content folder. The import asks it, and so does check_content.

Each module holds the rules on one matter and adds what it finds to the contents' faults; faults.py names the rules.

Rank 3: imports faults, figures, files, frontmatter, journey, levels, links, markup, readability, syllables and the
models' lists of kinds.
"""

from ..files import Contents
from . import entries, forbidden, levels, numbers, parts, plainness, resolving
from .text import Text, declared, texts

RULES = (entries, resolving, parts, numbers, levels, plainness, forbidden)

__all__ = ["Text", "check", "declared", "texts"]


def check(contents: Contents) -> None:
    """Add a fault for each rule that is broken. Parses every text: some seconds for some hundred of them."""
    read = texts(contents)
    for rules in RULES:
        rules.check(contents, read)
