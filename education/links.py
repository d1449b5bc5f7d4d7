"""Whether a link in a text leads somewhere: to an article, a level, a section, a page, a term or elsewhere on the site.

Links to other sites are not followed here.

Rank 2: imports files and markup.
"""

import re

from django.urls import Resolver404, resolve

from .files import Contents, Key
from .markup import Document

PARTS = re.compile(r"^(?P<path>[^#?]*)(?:\?[^#]*)?(?:#(?P<key>.*))?$")
ARTICLE = re.compile(r"^/articles/(?P<slug>[^/]+)/(?:(?P<level>[^/]+)/)?$")
PAGE = re.compile(r"^/about/(?:(?P<slug>[^/]+)/)?$")
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def dead_end(address: str, here: Document, contents: Contents, documents: dict[Key, Document]) -> str:
    """What is wrong with a link that stands in the text `here`; empty if it leads somewhere."""
    if ELSEWHERE.match(address):
        return ""
    parts = PARTS.match(address)
    path, key = parts["path"], parts["key"] or ""
    if not path:
        return "" if key in here.keys else f"the link {address} leads to no section of this text"
    if not path.startswith("/"):
        return f"the link {address} does not begin with a slash"
    if match := ARTICLE.match(path):
        return _to_article(address, match, key, documents)
    if match := PAGE.match(path):
        page = documents.get(("page", match["slug"] or "about"))
        return _to_section(address, key, [page] if page else [], "page")
    if path == "/glossary/":
        return "" if not key or key in contents.of("term") else f"the link {address} leads to no term"
    try:
        resolve(path)
    except Resolver404:
        return f"the link {address} leads to no page"
    return ""


def _to_article(address: str, match: re.Match, key: str, documents: dict[Key, Document]) -> str:
    """A link without a level must find its section at every level, since the reader's level decides."""
    start = f"{match['slug']}/"
    texts = {name.removeprefix(start): document for (_, name), document in documents.items() if name.startswith(start)}
    if texts and match["level"]:
        if match["level"] not in texts:
            return f"the link {address} leads to a level that is not there"
        texts = {match["level"]: texts[match["level"]]}
    return _to_section(address, key, list(texts.values()), "article")


def _to_section(address: str, key: str, texts: list[Document], what: str) -> str:
    if not texts:
        return f"the link {address} leads to no {what}"
    if key and not all(key in text.keys for text in texts):
        return f"the link {address} leads to no section"
    return ""
