"""What a first visit to a page moves: the page, its style sheets and its scripts, as the server sends them."""

import re
import urllib.request
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli

IMPORTS = {
    "CSS": re.compile(r"""@import\s+(?:url\()?["']?([^"')\s;]+)"""),
    "JavaScript": re.compile(r"""(?:^|[\s;])(?:import|export)\s*(?:[\w*{}\s,$]+\sfrom\s*)?\(?["']([^"']+)["']"""),
}


class Assets(HTMLParser):
    """The addresses of the style sheets and scripts that a page asks for."""

    def __init__(self, page: str):
        super().__init__()
        self.found = {"CSS": [], "JavaScript": []}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        relation = (attributes.get("rel") or "").split()
        if tag == "script" and attributes.get("src"):
            self.found["JavaScript"].append(attributes["src"])
        elif tag == "link" and "modulepreload" in relation:
            self.found["JavaScript"].append(attributes["href"])
        elif tag == "link" and "stylesheet" in relation:
            self.found["CSS"].append(attributes["href"])


def fetch(url: str) -> tuple[str, int]:
    """The text at an address, and how many bytes of body it took to get here."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=30) as response:
        body = response.read()
        packed = response.headers.get("Content-Encoding") == "br"
    return (brotli.decompress(body) if packed else body).decode(), len(body)


def first_visit(url: str) -> dict[str, tuple[int, int]]:
    """Bytes by kind: as written, and as moved to a browser that takes brotli."""
    page, moved = fetch(url)
    total = {"HTML": (len(page.encode()), moved)}
    for kind, addresses in Assets(page).found.items():
        seen, waiting, raw, packed = set(), [urljoin(url, address) for address in addresses], 0, 0
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            text, moved = fetch(address)
            raw, packed = raw + len(text.encode()), packed + moved
            waiting += [urljoin(address, further) for further in IMPORTS[kind].findall(text)]
        total[kind] = (raw, packed)
    return total
