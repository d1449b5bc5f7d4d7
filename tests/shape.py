"""What a whole page is made of, whatever its words are, and what in it could do harm."""

import re
from collections import Counter
from html.parser import HTMLParser

from .strict_html import leads_astray

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "ping", "srcset"}
# What neither a template of ours nor one of the admin holds.
NEVER = re.compile(
    "animate|animatetransform|annotation-xml|applet|audio|base|bgsound|embed|fencedframe|font|foreignobject|frame|"
    "frameset|iframe|image|isindex|keygen|layer|listing|marquee|math|noembed|object|plaintext|portal|set|style|video|xmp"
)
OTHER_ORIGIN = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


class Shape(HTMLParser):
    """`elements` counts each element with the names of its attributes; `harms` lists what could run, load or lead away;
    `ids` are the names that a script could meet.
    """

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements, self.harms, self.ids = Counter(), [], Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.elements[tag, tuple(sorted(set(names)))] += 1
        if NEVER.fullmatch(tag) or (tag == "script" and "src" not in names) or len(set(names)) < len(names):
            self.harms.append(f"<{tag} {' '.join(names)}>")
        for name, value in attrs:
            self._look(tag, name, value or "")

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.harms.append(f"<!{decl}>")

    def handle_comment(self, data):
        self.elements["<!-- -->", ()] += 1

    def _look(self, tag: str, name: str, value: str) -> None:
        if name in ("id", "name"):
            self.ids[value] += 1
        runs = (
            name.startswith("on") or name in ("style", "srcdoc") or (name, value.lower()) == ("http-equiv", "refresh")
        )
        elsewhere = name in ADDRESSES and tag != "a" and OTHER_ORIGIN.match(value)
        if runs or (name in ADDRESSES and leads_astray(value)) or (elsewhere and not _is_canonical(tag, value)):
            self.harms.append(f"<{tag} {name}={value!r}>")


def _is_canonical(tag: str, value: str) -> bool:
    """The page names its own address in full."""
    return tag == "link" and bool(re.match(r"https?://(testserver|127\.0\.0\.1)(:\d+)?/", value))
