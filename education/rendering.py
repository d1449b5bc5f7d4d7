"""Text to HTML, the one way: tokens -> our own renderer -> allow-list. Pages and previews come through `render`.

Two walls: the parser passes no raw HTML and no forbidden address, and nh3 then lets through only what stands in the
lists below. HTML is never stored: it is kept in the cache under the hash of what it was made from, so nothing has
to be invalidated.

Rank 1: imports markup.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

import nh3
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from .markup import BLOCKS, Document, is_allowed_link, parse

VERSION = "2"  # raise it when the HTML made from the same text changes
LONGEST = 100_000  # characters of a text; a longer one is refused before it is parsed

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a",
    "sup", "div",
    "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "section",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id", "aria-label", "data-meaning", "data-term"},
    "img": {"src", "alt", "width", "height", "loading"},
    "div": {"role", "tabindex", "aria-label"},
    "h2": {"id"},
    "ol": {"start"},
    "th": {"scope"},
    "section": {"aria-label"},
}
CLASSES = {
    "a": {"term"},
    "sup": {"cite"},
    "div": {"block", "table-scroll", *(f"block--{name}" for name in BLOCKS)},
    "p": {"block__title"},
    "figure": {"picture"},
    "th": {"is-right", "is-centre"},
    "td": {"is-right", "is-centre"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
OPTIONS = OptionsDict({"html": False, "langPrefix": "", "highlight": None, "xhtmlOut": False, "breaks": False})
ALIGNED = {"text-align:right": "is-right", "text-align:center": "is-centre"}


@dataclass(frozen=True)
class Ledger:
    """What rendering needs to know besides the text: terms by form (key, meaning), and the works behind each claim
    (keys, in order).
    """

    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern | None:
        if not self.terms:
            return None
        forms = sorted(self.terms, key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w-])", re.IGNORECASE)

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(repr((sorted(self.terms.items()), sorted(self.sources.items()))).encode()).hexdigest()


@dataclass(frozen=True)
class RenderedSection:
    key: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class Rendered:
    """A rendered text: what stands before the first section, the sections, and the works cited: key -> ids of the
    places citing it.
    """

    lead: SafeString
    sections: tuple[RenderedSection, ...]
    cited: dict[str, tuple[str, ...]]


def render(text: str, ledger: Ledger) -> Rendered:
    """Render a text (without front matter).

    Kept in the cache; otherwise costs some ten milliseconds for a long article.
    """
    digest = hashlib.sha256(
        "\0".join([VERSION, text, ledger.fingerprint, getattr(staticfiles_storage, "manifest_hash", "")]).encode()
    ).hexdigest()
    rendered = cache.get(f"rendered:{digest}")
    if rendered is None:
        rendered = _render(parse(text[:LONGEST]), ledger)
        cache.set(f"rendered:{digest}", rendered, timeout=None)
    return rendered


def _render(document: Document, ledger: Ledger) -> Rendered:
    env = {"ledger": ledger, "numbers": {}, "places": {}, "tables": 0}
    return Rendered(
        lead=_clean(_html(document.lead, "", env)),
        sections=tuple(
            RenderedSection(section.key, section.title, _clean(_html(section.tokens, section.title, env)))
            for section in document.sections
        ),
        cited={work: tuple(places) for work, places in env["places"].items()},
    )


def _html(tokens: tuple[Token, ...], title: str, env: dict) -> str:
    env |= {"seen": set(), "title": title}
    marked = [
        _with_terms(token, env) if token.type == "inline" and not _in_heading(tokens, place) else token
        for place, token in enumerate(tokens)
    ]
    return RENDERER.render(marked, OPTIONS, env)


def _clean(html: str) -> SafeString:
    """The second wall, and the only place where HTML is declared safe: it has just passed the allow-list."""
    cleaned = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES, link_rel=None
    )
    return mark_safe(cleaned)  # noqa: S308


def _in_heading(tokens, place: int) -> bool:
    return place > 0 and tokens[place - 1].type == "heading_open"


def _with_terms(inline: Token, env: dict) -> Token:
    """The inline token with the first use of each glossary term in the section marked; links and code are left
    alone.
    """
    ledger: Ledger = env["ledger"]
    if ledger.pattern is None:
        return inline
    children, depth = [], 0
    for child in inline.children or ():
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        children += _marked(child, ledger, env["seen"]) if child.type == "text" and depth == 0 else [child]
    return inline.copy(children=children)


def _marked(text: Token, ledger: Ledger, seen: set[str]) -> list[Token]:
    pieces, end = [], 0
    for match in ledger.pattern.finditer(text.content):
        key, meaning = ledger.terms[match.group().lower()]
        if key in seen:
            continue
        seen.add(key)
        pieces.append(text.copy(content=text.content[end : match.start()]))
        pieces.append(Token("term", "a", 0, content=match.group(), meta={"key": key, "meaning": meaning}))
        end = match.end()
    return [*pieces, text.copy(content=text.content[end:])]


class Renderer(RendererHTML):
    """Our HTML for the tokens that need more than the standard one.

    Each method is the rule for the tokens of its name.
    """

    def __init__(self):
        super().__init__()
        for name in BLOCKS:
            self.rules |= {f"container_{name}_open": self.block_open, f"container_{name}_close": self.block_close}

    def block_open(self, tokens, place, options, env):
        """A box that begins with its name in words, so that no colour has to carry the meaning."""
        name = tokens[place].type.removeprefix("container_").removesuffix("_open")
        return f'<div class="block block--{name}"><p class="block__title">{BLOCKS[name]}</p>\n'

    def block_close(self, tokens, place, options, env):
        return "</div>\n"

    def term(self, tokens, place, options, env):
        word, meta = tokens[place], tokens[place].meta
        key, meaning = escape(meta["key"]), escape(meta["meaning"])
        address = f'href="/glossary/#{key}" data-term="{key}" data-meaning="{meaning}"'
        return f'<a class="term" {address}>{escape(word.content)}</a>'

    def citation(self, tokens, place, options, env):
        """Numbers in the order of first citation, three or more in a row as one range; a claim that nobody knows shows
        nothing (the checks name it)."""
        ledger: Ledger = env["ledger"]
        works = dict.fromkeys(work for claim in tokens[place].meta["claims"] for work in ledger.sources.get(claim, ()))
        numbered = sorted((env["numbers"].setdefault(work, len(env["numbers"]) + 1), work) for work in works)
        marks = [self._mark(run, env) for run in _runs(numbered)]
        return f'<sup class="cite">{" ".join(marks)}</sup>' if marks else ""

    def _mark(self, run: list[tuple[int, str]], env: dict) -> str:
        """One link for a run of works, and the place to come back to for each of them."""
        first, last = run[0][0], run[-1][0]
        anchor = f"cite-{first}-{len(env['places'].get(run[0][1], ())) + 1}"
        for _, work in run:
            env["places"].setdefault(work, []).append(anchor)
        name, words = (f"Sources {first} to {last}", f"{first}–{last}") if last > first else (f"Source {first}", first)
        return f'<a href="#ref-{first}" id="{anchor}" aria-label="{name}">{words}</a>'

    def link_open(self, tokens, place, options, env):
        token = tokens[place]
        if not is_allowed_link(str(token.attrs.get("href", ""))):
            token = token.copy(attrs={})
        return self.renderToken([token], 0, options, env)

    def image(self, tokens, place, options, env):
        """A drawing of ours or an uploaded picture, with its caption; anything else leaves its alternative text."""
        token = tokens[place]
        source, words = _picture_address(str(token.attrs.get("src", ""))), token.content
        if not source:
            return escape(words)
        caption = escape(str(token.attrs.get("title", "")))
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        picture = f'<img src="{escape(source)}" alt="{escape(words)}" loading="lazy">'
        return f'<figure class="picture">{picture}{figcaption}</figure>'

    def paragraph_open(self, tokens, place, options, env):
        return "" if self._is_picture(tokens[place + 1]) else super().renderToken(tokens, place, options, env)

    def paragraph_close(self, tokens, place, options, env):
        return "" if self._is_picture(tokens[place - 1]) else super().renderToken(tokens, place, options, env)

    @staticmethod
    def _is_picture(inline: Token) -> bool:
        """A paragraph that holds nothing but one picture becomes a figure, which may not stand in a paragraph."""
        return bool(inline.children) and len(inline.children) == 1 and inline.children[0].type == "image"

    def table_open(self, tokens, place, options, env):
        """A table scrolls inside a region of its own, named so that two on a page can be told apart."""
        env["tables"] += 1
        name = f"Table {env['tables']}: {env['title']}" if env["title"] else f"Table {env['tables']}"
        return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(name)}"><table>\n'

    def table_close(self, tokens, place, options, env):
        return "</table></div>\n"

    def th_open(self, tokens, place, options, env):
        return f'<th scope="col"{self._aligned(tokens[place])}>'

    def td_open(self, tokens, place, options, env):
        return f"<td{self._aligned(tokens[place])}>"

    @staticmethod
    def _aligned(cell: Token) -> str:
        side = ALIGNED.get(str(cell.attrs.get("style", "")))
        return f' class="{side}"' if side else ""


def _runs(numbered: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Numbered works in runs of three or more without a gap; the others each alone."""
    runs: list[list[tuple[int, str]]] = []
    for item in numbered:
        if runs and item[0] == runs[-1][-1][0] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[item] for item in run])]


def _picture_address(source: str) -> str:
    """The address of a drawing of the project or of an uploaded picture; empty for any other, and for a drawing
    that is not there.
    """
    if not source.startswith("illustration:"):
        return source if source.startswith("/media/") else ""
    try:
        return static(f"illustrations/{source.removeprefix('illustration:')}.svg")
    except ValueError:
        return ""


def whole(rendered: Rendered) -> SafeString:
    """The rendered text in one piece, headings and all, as the editor's preview shows it."""
    pieces = [f'<h2 id="{section.key}">{escape(section.title)}</h2>{section.html}' for section in rendered.sections]
    return _clean(rendered.lead + "".join(pieces))


RENDERER = Renderer()
