"""What an editor may put into a text: claims and words found by search, pictures, blocks and sections.

Rank 3: imports markup and the models.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from .markup import BLOCKS, parse
from .models import Claim, GlossaryTerm, Variant

MOST_FOUND = 20
LONGEST_QUERY = 200  # characters
TITLE = re.compile(r"<title>([^<]+)</title>")


@dataclass(frozen=True)
class BlockHelp:
    """A block: what it is called, what it is for, and the Markdown to begin with."""

    name: str
    label: str
    purpose: str
    inside: str

    @property
    def markdown(self) -> str:
        return f"::: {self.name}\n{self.inside}\n:::"


@dataclass(frozen=True)
class Drawing:
    """A drawing of the project and what it shows."""

    name: str
    shows: str

    @property
    def markdown(self) -> str:
        return f"![{self.shows}](illustration:{self.name})"

    @property
    def path(self) -> str:
        return f"illustrations/{self.name}.svg"


INSIDE = {
    "key-points": ("What to remember, at the top of the page", "- The first thing to know. [@claim]\n- The second."),
    "emergency": ("When to call the emergency number", "- A sign that cannot wait. [@claim]"),
    "urgent": ("When to phone the team the same day", "- A sign that needs a call. [@claim]"),
    "ask-your-team": ("What to ask at the next visit", "- A question to ask."),
    "do": ("What helps", "- Something to do. [@claim]"),
    "dont": ("What to leave alone", "- Something not to do. [@claim]"),
    "note": ("Something apart from the rest", "Words that are good to know. [@claim]"),
    "chance": ("A risk picture, drawn from its words", "**About 0 out of 100 people** had this. [@claim]"),
    "check": (
        "A question to check oneself, with one right answer",
        "The question?\n\n- [ ] A wrong answer\n- [x] The right answer\n\nWhy it is right. [@claim]",
    ),
    "story": (
        "Pictures one after the other, each with a caption",
        '![What the first picture shows](illustration:name "What happens first.")\n\n'
        '![What the second picture shows](illustration:name "What happens next.")',
    ),
}
LABELS = {"check": "Question to check oneself", "story": "Picture story"}  # of those without a title on the page


def blocks() -> list[BlockHelp]:
    return [BlockHelp(name, title or LABELS[name], *INSIDE[name]) for name, title in BLOCKS.items()]


@cache
def drawings() -> list[Drawing]:
    """The drawings of the project, by name. Reads each once."""
    folder = Path(finders.find("illustrations"))
    return [Drawing(path.stem, _shown(path)) for path in sorted(folder.glob("*.svg"))]


def claims(words: str) -> list[dict]:
    """The claims in which every one of the words stands, in key, statement, subject, figures or note; those that state
    them first, at most twenty. Costs a query for all claims, which are some hundreds.
    """
    wanted = _words(words)
    rows = Claim.objects.values("key", "text", "topic", "figures", "note", "strength") if wanted else ()
    strengths = dict(Claim.Strength.choices)
    found = [row | {"strength": strengths.get(row["strength"], "")} for row in rows if _holds(row.values(), wanted)]
    found.sort(key=lambda row: (not _holds((row["key"], row["text"]), wanted), row["key"]))
    return found[:MOST_FOUND]


def terms(words: str) -> list[dict]:
    """The words of the glossary in whose forms or meaning every one of these words stands; their own first, at most
    twenty. Costs a query.
    """
    wanted = _words(words)
    rows = GlossaryTerm.objects.values("key", "term", "also", "meaning") if wanted else ()
    found = [row for row in rows if _holds(row.values(), wanted)]
    found.sort(key=lambda row: (not _holds((row["term"], row["also"]), wanted), row["term"]))
    return found[:MOST_FOUND]


def sections(variant: Variant) -> list[tuple[str, str]]:
    """The sections of the other levels of the article as (key, heading), each key once, so that a level can follow
    them. Costs a query and a parse a level.
    """
    others = Variant.objects.filter(article=variant.article_id, language=variant.language).exclude(pk=variant.pk)
    found: dict[str, str] = {}
    for text in others:
        for section in parse(text.draft or text.body).sections:
            found.setdefault(section.key, section.title)
    return [(key, title) for key, title in found.items() if key]


def _words(words: str) -> list[str]:
    return words[:LONGEST_QUERY].replace("\0", " ").casefold().split()


def _holds(values: Iterable, wanted: list[str]) -> bool:
    said = " ".join(" ".join(map(str, value)) if isinstance(value, list) else str(value) for value in values).casefold()
    return all(word in said for word in wanted)


def _shown(path: Path) -> str:
    title = TITLE.search(path.read_text(encoding="utf-8"))
    return title.group(1) if title else path.stem.replace("-", " ")
