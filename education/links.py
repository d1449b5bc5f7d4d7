"""Whether a link in a text leads somewhere: to an article, a level, a section, a page, a term or elsewhere on the site.

Links to other sites are not followed here.

Rank 2: imports files and markup.
"""

import re
from collections.abc import Iterable, Mapping

from django.urls import Resolver404, resolve

from .files import Contents, Key
from .markup import Document

PARTS = re.compile(r"^(?P<path>[^#?]*)(?:\?[^#]*)?(?:#(?P<key>.*))?$")
ARTICLE = re.compile(r"^/articles/(?P<slug>[^/]+)/(?:(?P<level>[^/]+)/)?$")
PAGE = re.compile(r"^/about/(?:(?P<slug>[^/]+)/)?$")
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def dead_end(address: str, here: Document, contents: Contents, documents: Mapping[Key, Document]) -> str:
    """What is wrong with a link that stands in the text `here`; empty if it leads somewhere.

    Of the documents, only those are asked for in which the link names a section.
    """
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
        page = ("page", match["slug"] or "about")
        return _to_section(address, key, [page] if page in documents else [], documents, "page")
    if path == "/glossary/":
        return "" if not key or key in contents.of("term") else f"the link {address} leads to no term"
    try:
        resolve(path)
    except Resolver404:
        return f"the link {address} leads to no page"
    return ""


def _to_article(address: str, match: re.Match, key: str, documents: Mapping[Key, Document]) -> str:
    """A link without a level must find its section at every level, since the reader's level decides."""
    texts = [(kind, name) for kind, name in documents if name.startswith(f"{match['slug']}/")]
    if texts and match["level"]:
        texts = [text for text in texts if text[1] == f"{match['slug']}/{match['level']}"]
        if not texts:
            return f"the link {address} leads to a level that is not there"
    return _to_section(address, key, texts, documents, "article")


def _to_section(address: str, key: str, texts: Iterable[Key], documents: Mapping[Key, Document], what: str) -> str:
    if not texts:
        return f"the link {address} leads to no {what}"
    if key and not all(key in documents[text].keys for text in texts):
        return f"the link {address} leads to no section"
    return ""
