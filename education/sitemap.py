"""The map for search engines: published articles and the pages about the site, one address each.

Rank 3: imports the models.
"""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Article, Page


class Articles(Sitemap):
    def items(self):
        return Article.objects.published().in_order()

    def lastmod(self, article: Article):
        return article.changed_at


class Pages(Sitemap):
    def items(self):
        return Page.objects.filter(language="en")

    def lastmod(self, page: Page):
        return page.changed_at


class Doors(Sitemap):
    def items(self):
        return ["education:home", "education:glossary"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"articles": Articles, "pages": Pages, "doors": Doors}
