"""The editor's preview: the page's own rendering of a text that is not saved yet.

Rank 4: imports reading and rendering. Named by MARKDOWNX_MARKDOWNIFY_FUNCTION.
"""

from django.utils.safestring import SafeString

from .reading import ledger
from .rendering import render, whole


def markdownify(text: str) -> SafeString:
    """The HTML of a text as the page will show it, headings included. Costs a query for the edition and a rendering."""
    return whole(render(text, ledger()))
