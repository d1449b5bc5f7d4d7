"""What readers would see of words that are not published: the editor's preview, and a whole page of a draft.

Rank 4: imports levels, markup, the models, readability, reading and rendering. `markdownify` is named by
MARKDOWNX_MARKDOWNIFY_FUNCTION.
"""

from django.utils.safestring import SafeString

from .levels import ReadingLevel
from .markup import parse
from .models import Article, Variant
from .readability import measure
from .reading import Reading, by_level, ledger
from .rendering import render, whole


def markdownify(text: str) -> SafeString:
    """The HTML of a text as the page will show it, headings included. Costs a query for the edition and a rendering."""
    return whole(render(text, ledger()))


def drafted(variant: Variant) -> Reading:
    """The page of a text as it would be with the draft in place of what readers meet; it says that nobody has checked
    it. Costs four queries, a parse and a rendering.
    """
    article = Article.objects.with_texts(variant.language).prefetch_related("questions").get(pk=variant.article_id)
    words = variant.drafted
    page = Variant(
        article=article,
        level=variant.level,
        language=variant.language,
        title=words.title,
        summary=words.summary,
        body=words.body,
        words=measure(parse(words.body)).words,
        changed_at=variant.changed_at,
    )
    article.texts = by_level([*(text for text in article.texts if text.pk != variant.pk), page])
    return Reading(article, page, ReadingLevel(variant.level), render(words.body, ledger()))
