"""Whatever anybody can type stays words: on every page, in every answer, and whoever looks."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.test import Client

from .hostile import HARMLESS, HOSTILE, Shelf, pages
from .strict_html import leads_astray

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "ping"}


class Shape(HTMLParser):
    """What a page is made of: each element with the names of its attributes, and what in it could do harm."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements, self.faults = Counter(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        names = tuple(sorted({name for name, _ in attrs}))
        self.elements[tag, names] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"<{tag} {name}>")
            if name in ADDRESSES and leads_astray(value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")
