"""Faults planted in the small sound folder, and what the checks find there."""

from pathlib import Path

from education.checks import check
from education.faults import Fault
from education.files import read

from ..folder import FILES, RULEBOOK, folder, swapped

Changes = dict[str, str]
CLAIMS, WORKS, TERMS, ABOUT = "claims.yaml", "references.yaml", "glossary.yaml", "pages/about.md"
OVERVIEW, RISKS = "articles/overview/article.yaml", "articles/risks/article.yaml"
PLAIN, STANDARD, DETAILED, RISKS_PLAIN = (
    f"articles/{name}.md" for name in ("overview/plain", "overview/standard", "overview/detailed", "risks/plain")
)
WORDS, LINE = "Words about it. [@one; @two]", 12  # a passage of each text, and where it stands


def found(path: Path, changes: Changes | None = None) -> list[Fault]:
    """Every fault that the checks find in the folder with those changes, in the order of files and lines."""
    contents = read(folder(path, RULEBOOK | (changes or {})))
    check(contents)
    return sorted(contents.faults)


def said(words: str, name: str = PLAIN) -> Changes:
    """The text that says those words in its first section, from line 12 on."""
    return swapped(name, WORDS, words)


def said_in_standard(words: str) -> Changes:
    """A text at the standard level, which the folder has not, that says those words."""
    return {STANDARD: FILES[PLAIN].replace(WORDS, words)}


def added(name: str, words: str) -> Changes:
    """The file with words at its end."""
    return {name: FILES[name] + words}
