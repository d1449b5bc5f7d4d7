"""Text to HTML, the one way: tokens -> our own renderer -> allow-list. Pages and previews come through `render`.

Two walls: the parser passes no raw HTML and no forbidden address, and nh3 then lets through only what stands in the
lists below. HTML is never stored: it is kept in the cache under the hash of what it was made from, so nothing has
to be invalidated.

Rank 2: imports markup, pictures and renderer.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

import nh3
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token
from redis.exceptions import RedisError

from .markup import BLOCKS, SCHEMES, Document, parse, pattern_of
from .pictures import are_choices
from .renderer import SIZES, to_html

VERSION = "7"  # raise it when the HTML made from the same text changes
CACHE_IS_DOWN = (OSError, RedisError)  # then the page is rendered anew: slower, but there

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a",
    "sup", "div",
    "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "section",
    "details", "summary", "b", "i", "svg", "use",
}  # fmt: skip
ATTRIBUTES = {
    "*": set(),  # or title and lang would pass everywhere
    "a": {"href", "id", "aria-label", "data-meaning"},
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding"},
    "svg": {"role", "aria-label", "aria-hidden", "viewBox", "width", "height"},
    "use": {"href"},
    "div": {"role", "tabindex", "aria-label"},
    "h2": {"id"},
    "ol": {"start"},
    "th": {"scope"},
    "section": {"aria-label"},
}
CLASSES = {
    "a": {"term"},
    "sup": {"cite"},
    "div": {"block", "table-scroll", "people", *(f"block--{name}" for name in BLOCKS)},
    "p": {"block__title", "answer__right"},
    "li": {"option", "option--right"},
    "details": {"answer"},
    "figure": {"picture"},
    "svg": {"drawing"},
    "th": {"is-right", "is-centre"},
    "td": {"is-right", "is-centre"},
}
DRAWING = re.compile(r"/static/illustrations/[a-z0-9-]+(\.[0-9a-f]+)?\.svg#drawing")
PIXELS = re.compile(r"[1-9][0-9]{0,3}")
ONLY = {  # what must hold of these attributes, or they are dropped
    ("use", "href"): DRAWING.fullmatch,
    ("img", "src"): re.compile(r"/media(/[\w-][\w.-]*)+").fullmatch,
    ("img", "srcset"): are_choices,
    ("img", "sizes"): SIZES.__eq__,
    ("img", "width"): PIXELS.fullmatch,
    ("img", "height"): PIXELS.fullmatch,
    ("img", "loading"): "lazy".__eq__,
    ("img", "decoding"): "async".__eq__,
}


@dataclass(frozen=True)
class Ledger:
    """What rendering needs to know besides the text: terms by form (key, meaning), and the works behind each claim
    (keys, in order).
    """

    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern | None:
        return pattern_of(tuple(self.terms))

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
    manifest = getattr(staticfiles_storage, "manifest_hash", "")
    made_from = "\0".join(["rendered", VERSION, manifest, ledger.fingerprint, text])
    digest = hashlib.sha256(made_from.encode()).hexdigest()
    try:
        rendered = cache.get(digest)
    except CACHE_IS_DOWN:
        return _render(parse(text), ledger)
    if rendered is None:
        rendered = _render(parse(text), ledger)
        with suppress(*CACHE_IS_DOWN):
            cache.set(digest, rendered, timeout=None)
    return rendered


def quoted(tokens: Iterable[Token], ledger: Ledger) -> SafeString:
    """Blocks of a text as on the page, but for pictures and the numbers of its sources, which mean nothing elsewhere.
    Costs a millisecond or two.
    """
    words = [_words_alone(token) if token.type == "inline" else token for token in tokens]
    empty = {place for place, token in enumerate(words) if token.type == "inline" and not token.children}
    kept = [token for place, token in enumerate(words) if not empty & {place - 1, place, place + 1}]
    return _clean(_html(tuple(kept), "", _env(ledger)))


def _words_alone(inline: Token) -> Token:
    told = _closed_up(inline.children or [])
    return inline.copy(children=[one for one in told if one.type not in ("citation", "image")])


def _env(ledger: Ledger) -> dict:
    return {"ledger": ledger, "numbers": {}, "places": {}, "tables": 0, "meant": set(), "block": ""}


def _render(document: Document, ledger: Ledger) -> Rendered:
    env = _env(ledger)
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
    return to_html(marked, env)


def _clean(html: str) -> SafeString:
    """The second wall, and the only place where HTML is declared safe: it has just passed the allow-list."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_ours,
        allowed_classes=CLASSES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    return mark_safe(cleaned)  # noqa: S308


def _only_ours(tag: str, name: str, value: str) -> str | None:
    """Drawings of the project are drawn and uploaded pictures are shown, and nothing from elsewhere."""
    holds = ONLY.get((tag, name))
    return value if holds is None or holds(value) else None


def _in_heading(tokens, place: int) -> bool:
    return place > 0 and tokens[place - 1].type == "heading_open"


def _with_terms(inline: Token, env: dict) -> Token:
    """The inline token with the first use of each glossary term in the section marked, but not in links, code and the
    answers of a check, which are pressed."""
    ledger: Ledger = env["ledger"]
    children, depth = [], 0
    for child in _closed_up(inline.children or []):
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        is_plain = child.type == "text" and depth == 0 and ledger.pattern and "right" not in inline.meta
        children += _marked(child, ledger, env["seen"]) if is_plain else [child]
    return inline.copy(children=children)


def _closed_up(children: list[Token]) -> list[Token]:
    """The tokens without the white space before a citation, so that its number never falls alone onto the next line."""
    kept: list[Token] = []
    for child in children:
        if child.type == "citation" and kept and kept[-1].type == "softbreak":
            kept.pop()
        if child.type == "citation" and kept and kept[-1].type == "text":
            kept[-1] = kept[-1].copy(content=kept[-1].content.rstrip())
        kept.append(child)
    return kept


def _marked(text: Token, ledger: Ledger, seen: set[str]) -> list[Token]:
    pieces, end = [], 0
    for match in ledger.pattern.finditer(text.content):
        key, meaning = ledger.terms.get(match.group().lower(), ("", ""))  # ſ matches s, and is none
        if not key or key in seen:
            continue
        seen.add(key)
        pieces.append(text.copy(content=text.content[end : match.start()]))
        pieces.append(Token("term", "a", 0, content=match.group(), meta={"key": key, "meaning": meaning}))
        end = match.end()
    return [*pieces, text.copy(content=text.content[end:])]


def whole(rendered: Rendered) -> SafeString:
    """The rendered text in one piece, headings and all, as the editor's preview shows it."""
    heads = [f' id="{section.key}"' if section.key else "" for section in rendered.sections]
    pieces = [f"<h2{head}>{escape(s.title)}</h2>{s.html}" for head, s in zip(heads, rendered.sections, strict=True)]
    return _clean(rendered.lead + "".join(pieces))
