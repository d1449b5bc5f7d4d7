"""The text format: Markdown with keyed sections, citations and blocks, parsed once into tokens.

Rendering, readability, the checks, the table of contents and later search all read the one tree that
`parse` returns. Raw HTML is off; a link may only go to an allowed scheme or to an address of this site.

A leaf: imports nothing of the project.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
BLOCKS = {
    "key-points": "Key points",
    "emergency": "Call your emergency number now",
    "urgent": "Phone your team today",
    "ask-your-team": "Ask your team",
    "do": "Do",
    "dont": "Do not",
    "note": "Good to know",
    "chance": "Out of 100 people",
    "check": "",
    "story": "",
}
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST = 100_000  # characters of a text; a longer one is refused before it is parsed
KEY_AT_END = re.compile(r"\s*\{#(" + SLUG + r")\}\s*$")
CITATION = re.compile(r"\[@(" + SLUG + r")((?:;\s*@" + SLUG + r")*)\]")
PICTURE = re.compile(r"^(illustration:" + SLUG + r"|/media(/[\w-][\w.-]*)+)$")
OPTION = re.compile(r"^\[([ x])\]\s+")
CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Section:
    """One `## Heading {#key}` with what stands under it, up to the next."""

    key: str
    title: str
    line: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Citation:
    """One `[@one; @two]`: the claims it names and the line of the text (from 1) where its block starts."""

    claims: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Picture:
    """`![words](source "caption")`: the words for those who cannot see it, and the line where its block starts."""

    source: str
    words: str
    caption: str
    line: int


@dataclass(frozen=True)
class Block:
    """One `::: name` with what stands in it."""

    name: str
    line: int
    tokens: tuple[Token, ...]

    @property
    def paragraphs(self) -> list[Token]:
        """The inline tokens of its paragraphs that stand in no list."""
        level = self.tokens[0].level if self.tokens else 0
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return [inline for opening, inline in pairs if opening.type == "paragraph_open" and opening.level == level]

    @property
    def options(self) -> list[Token]:
        """The inline tokens of the answers to choose from; `meta["right"]` tells which is right."""
        return [token for token in self.tokens if token.type == "inline" and "right" in token.meta]


class Document:
    """A parsed text. Build it with `parse`."""

    def __init__(self, tokens: list[Token]):
        self.tokens = tokens

    @cached_property
    def lead(self) -> tuple[Token, ...]:
        """What stands before the first section: as a rule the key points."""
        return tuple(self.tokens[: next(iter(self._headings), len(self.tokens))])

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        starts = [*self._headings, len(self.tokens)]
        return tuple(self._section(start, end) for start, end in zip(starts, starts[1:], strict=False))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(section.key for section in self.sections)

    @cached_property
    def first_point(self) -> str:
        """The words of the first list item, which is the first key point; empty if there is no list."""
        places = (place for place, token in enumerate(self.tokens) if token.type == "list_item_open")
        start = next(places, None)
        return (
            next((plain_text(token) for token in self.tokens[start:] if token.type == "inline"), "")
            if start is not None
            else ""
        )

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(
            Citation(tuple(child.meta["claims"]), first_line(token))
            for token in self.tokens
            for child in children(token, "citation")
        )

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Ids of all claims cited, each once, in the order of first citation."""
        return tuple(dict.fromkeys(claim for citation in self.citations for claim in citation.claims))

    @cached_property
    def links(self) -> tuple[tuple[str, int], ...]:
        """Each link as (address, line)."""
        return tuple(
            (child.attrs["href"], first_line(token)) for token in self.tokens for child in children(token, "link_open")
        )

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(
            Picture(child.attrs["src"], plain_text(child), child.attrs.get("title", ""), first_line(token))
            for token in self.tokens
            for child in children(token, "image")
        )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that stand in no other, in order."""
        return tuple(
            Block(block_name(token), first_line(token), tuple(enclosed(self.tokens, place)))
            for place, token in enumerate(self.tokens)
            if token.type.startswith("container_") and token.nesting == 1 and token.level == 0
        )

    @cached_property
    def enclosed_headings(self) -> tuple[int, ...]:
        """The lines of headings that would begin a section, did they not stand inside a block, list or quotation."""
        return tuple(
            first_line(token)
            for token in self.tokens
            if token.type == "heading_open" and token.tag == "h2" and token.level > 0
        )

    @cached_property
    def _headings(self) -> list[int]:
        return [
            place
            for place, token in enumerate(self.tokens)
            if token.type == "heading_open" and token.tag == "h2" and token.level == 0
        ]

    def _section(self, start: int, end: int) -> Section:
        opening, inline = self.tokens[start], self.tokens[start + 1]
        return Section(
            opening.attrs.get("id", ""), plain_text(inline), first_line(opening), tuple(self.tokens[start + 3 : end])
        )


def parse(text: str) -> Document:
    """Parse a text (without front matter). Never raises on any input; linear in its length but for a small factor."""
    return Document(_parser().parse(text))


@lru_cache(maxsize=8)
def pattern_of(forms: tuple[str, ...]) -> re.Pattern | None:
    """What finds any of these forms as whole words in any case, the longest first; None if there are none."""
    if not forms:
        return None
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE)


def plain_text(inline: Token) -> str:
    """The words of an inline token without marks, pictures and citations."""
    words = {
        "text": lambda t: t.content,
        "code_inline": lambda t: t.content,
        "softbreak": lambda t: " ",
        "hardbreak": lambda t: " ",
    }
    return "".join(words[child.type](child) for child in inline.children or () if child.type in words).strip()


def children(inline: Token, kind: str) -> list[Token]:
    """What stands in an inline token of that kind: its links, citations, pictures."""
    return [child for child in inline.children or () if child.type == kind]


def claims_of(inline: Token) -> list[str]:
    """The claims that an inline token cites, in order."""
    return [claim for citation in children(inline, "citation") for claim in citation.meta["claims"]]


def enclosed(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """What stands between the token that opens at `place` and the one that closes it."""
    level = tokens[place].level
    closing = (at for at in range(place + 1, len(tokens)) if tokens[at].level == level and tokens[at].nesting == -1)
    return tokens[place + 1 : next(closing, len(tokens))]


def block_name(token: Token) -> str:
    """The name of the block that a container token opens or closes."""
    return token.type.removeprefix("container_").removesuffix("_open").removesuffix("_close")


def first_line(token: Token) -> int:
    """The line of the text, counted from 1, at which the token's block starts."""
    return token.map[0] + 1 if token.map else 1


def is_allowed_link(url: str) -> bool:
    """Whether a link may be written: http, https, mailto, tel, or an address of this site; never `//host` or a
    control character.
    """
    if CONTROL.search(url) or url.startswith(("//", "/\\", "\\")):
        return False
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    return scheme.lower() in SCHEMES if scheme else ":" not in url.split("/")[0].split("?")[0].split("#")[0]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = lambda url: is_allowed_link(url) or bool(PICTURE.match(url))
    parser.inline.ruler.before("link", "citation", _citation)
    parser.core.ruler.push("keys", _keys)
    parser.core.ruler.push("options", _options)
    for name in BLOCKS:
        container_plugin(parser, name, validate=lambda params, _markup, wanted=name: params.strip() == wanted)
    return parser


def _citation(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[@claim-id; @another]` becomes one token of type citation."""
    match = CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"claims": re.findall("@(" + SLUG + ")", match.group(0))}
    state.pos = match.end()
    return True


def _keys(state: StateCore) -> None:
    """Core rule: takes `{#key}` off the end of a heading and keeps it as the heading's id."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open" or not inline.children:
            continue
        last = inline.children[-1]
        match = KEY_AT_END.search(last.content) if last.type == "text" else None
        if match:
            last.content = last.content[: match.start()]
            opening.attrSet("id", match.group(1))


def _options(state: StateCore) -> None:
    """Core rule: takes `[x]` and `[ ]` off the answers of a check and keeps on item and words which one is right."""
    inside = False
    for item, _, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type in ("container_check_open", "container_check_close"):
            inside = item.nesting == 1
        if not inside or item.type != "list_item_open" or inline.type != "inline" or not inline.children:
            continue
        first = inline.children[0]
        match = OPTION.match(first.content) if first.type == "text" else None
        if match:
            first.content = first.content[match.end() :]
            item.meta["right"] = inline.meta["right"] = match.group(1) == "x"
