"""A strict reader of HTML: lists everything in it that a rendered text may not hold."""

import re
from html.parser import HTMLParser

ATTRIBUTES = {
    "p": {"class"}, "br": set(), "hr": set(), "h2": {"id"}, "h3": set(), "h4": set(), "h5": set(), "h6": set(),
    "ul": set(), "ol": {"start"}, "li": {"class"}, "strong": set(), "em": set(), "code": set(), "pre": set(),
    "blockquote": set(), "a": {"href", "id", "class", "aria-label", "data-meaning"}, "sup": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"}, "table": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope", "class"}, "td": {"class"}, "figure": {"class"}, "figcaption": set(),
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding"}, "use": {"href"},
    "svg": {"class", "role", "aria-label", "aria-hidden", "viewbox", "width", "height"},
    "details": {"class"}, "summary": set(), "b": set(), "i": set(),
}  # fmt: skip
CLASSES = {
    "a": {"term"}, "sup": {"cite"}, "p": {"block__title", "answer__right"},
    "li": {"option", "option--right"}, "details": {"answer"}, "figure": {"picture"}, "svg": {"drawing"},
    "th": {"is-right", "is-centre"}, "td": {"is-right", "is-centre"},
    "div": {
        "table-scroll", "block", "block--key-points", "block--emergency", "block--urgent", "block--ask-your-team",
        "block--do", "block--dont", "block--note", "block--chance", "block--check", "block--story", "people",
    },
}  # fmt: skip
VALUES = {
    "id": r"[a-z0-9]+(-[a-z0-9]+)*", "start": r"\d+", "role": "region|img",
    "viewbox": "0 0 480 400", "aria-hidden": "true", "tabindex": "0", "scope": "col",
    "loading": "lazy", "decoding": "async", "sizes": r"\(max-width: 32rem\) 100vw, 30rem",
    "src": r"/media/[\w.-]+(/[\w.-]+)*",
    "srcset": r"(/media/pictures/[0-9a-f]{32}-\d{3,4}x\d{1,4}(-480|-960)?\.(jpg|png|webp) \d{3,4}w(, |$)){2,3}",
}  # fmt: skip
SIZES = {
    "svg": {"width": "480", "height": "400"},
    "img": {"width": r"[1-9]\d{0,3}", "height": r"[1-9]\d{0,3}"},
}
OURS = re.compile(r"/static/illustrations/[a-z0-9-]+\.svg#drawing")
EMPTY = {"br", "hr", "img"}
MAY_LEAD_TO = {"http:", "https:", "mailto:", "tel:"}


def faults(html: str) -> list[str]:
    """What is wrong with the HTML; an empty list is what one hopes for."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults + [f"<{tag}> stays open" for tag in reader.open]


def words(html: str) -> str:
    """What a browser would show of the HTML, without its marks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def attributes(html: str, tag: str) -> list[dict]:
    """The attributes of each element of the name, in order."""
    reader = _Reader()
    reader.feed(html)
    return [found for name, found in reader.elements if name == tag]


def leads_astray(address: str) -> bool:
    """Whether a browser would go to a scheme that we do not allow, or read a host out of a path."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f]", "", address).lower()
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", bare)
    if scheme:
        return scheme.group() not in MAY_LEAD_TO
    return bare.replace("\\", "/").startswith("//")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.open, self.words, self.elements = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ATTRIBUTES:
            self.faults.append(f"<{tag}>")
            return
        if tag not in EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            self._check(tag, name, value or "")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.faults.append("a comment")

    def handle_decl(self, decl):
        self.faults.append("a declaration")

    def handle_pi(self, data):
        self.faults.append("an instruction")

    def unknown_decl(self, data):
        self.faults.append("a declaration")

    def _check(self, tag: str, name: str, value: str) -> None:
        allowed = name in ATTRIBUTES[tag]
        if name == "class":
            allowed = allowed and bool(value) and set(value.split(" ")) <= CLASSES[tag]
        elif name == "href":
            allowed = allowed and not leads_astray(value) and (tag != "use" or bool(OURS.fullmatch(value)))
        elif name in (values := VALUES | SIZES.get(tag, {})):
            allowed = allowed and bool(re.fullmatch(values[name], value)) and ".." not in value
        if not allowed:
            self.faults.append(f'<{tag} {name}="{value}">')
