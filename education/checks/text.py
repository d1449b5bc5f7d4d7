"""A text of the content folder as the rules see it: parsed once, its lines counted as in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markdown_it.token import Token

from ..files import Contents, Key, Record, split_name
from ..levels import ReadingLevel
from ..markup import Block, Document, parse
from ..readability import Sentence, sentences

TITLE, SUMMARY = -1, 0  # their lines in a text that stands in no file, whose body begins at line 1
MOST_TOLD = 1_000  # characters of a sentence that a message repeats
_parsed = lru_cache(maxsize=24)(parse)  # an editor's text comes again and again, and so do those that it is held to


@dataclass
class Text:
    """A text of an article (with a level) or a page about the site (without)."""

    key: Key
    record: Record
    path: str
    start: int
    contents: Contents

    @cached_property
    def document(self) -> Document:
        return _parsed(self.record["body"])

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences(self.document)

    @cached_property
    def told(self) -> list[Sentence]:
        """The sentences that say something: not the wrong answers of a check."""
        return [sentence for sentence in self.sentences if sentence.is_told]

    @property
    def head(self) -> list[Sentence]:
        """Title and summary, which cite nothing and stand on the second and third line of the file."""
        lines = {"title": 2, "summary": 3} if self.start > 1 else {"title": TITLE, "summary": SUMMARY}
        return [Sentence(self.record.get(name, ""), line - self.start + 1) for name, line in lines.items()]

    @property
    def name(self) -> str:
        return self.key[1]

    @property
    def slug(self) -> str:
        return self.name.split("/")[0]

    @property
    def language(self) -> str:
        return split_name(self.name)[1]

    @property
    def level(self) -> ReadingLevel | None:
        """The level of an article's text; None for a page."""
        stem, _ = split_name(self.name)
        return ReadingLevel(stem.split("/")[1]) if self.key[0] == "text" else None

    def blocks(self, name: str) -> Iterator[Block]:
        return (block for block in self.document.blocks if block.name == name)

    def fault(self, line: int, rule: str, message: str, remedy: str) -> None:
        """Keep a fault at a line of the body, counted from 1."""
        self.contents.fault(self.path, line + self.start - 1, message, remedy, rule)


class Documents(Mapping[Key, Document]):
    """The parsed texts by their keys, each parsed when it is first asked for."""

    def __init__(self, texts: list[Text]):
        self._texts = {text.key: text for text in texts}

    def __getitem__(self, key: Key) -> Document:
        return self._texts[key].document

    def __iter__(self) -> Iterator[Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def shortened(words: str) -> str:
    """The words of a sentence as a message repeats them: nobody needs to read a whole page in one."""
    return words if len(words) <= MOST_TOLD else f"{words[: MOST_TOLD - 1]}…"


def strays(block: Block) -> list[Token]:
    """What stands in a block beside its paragraphs: lists, tables and the like."""
    level = block.tokens[0].level if block.tokens else 0
    return [
        token
        for token in block.tokens
        if token.level == level and token.nesting >= 0 and token.type != "paragraph_open"
    ]


def texts(contents: Contents) -> list[Text]:
    """The texts and pages that have words, in the order of the folder. Parses nothing yet."""
    return [
        Text(key, record, *contents.places[key], contents)
        for key, record in contents.records.items()
        if key[0] in ("text", "page") and "body" in record
    ]


def declared(contents: Contents) -> list[str]:
    """All forms of the glossary's terms."""
    return [form for term in contents.of("term").values() for form in forms(term)]


def forms(term: Record) -> list[str]:
    return [term.get("term", ""), *term.get("also", [])]
