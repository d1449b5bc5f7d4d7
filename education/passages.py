"""Where something stands in the texts: the sentences that rest on a claim, and the links that lead nowhere.

Rank 4: imports checks, editorial, figures, files, levels, links, markup, the models, readability, records and wording.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from .checks import Documents, texts
from .figures import figures
from .files import Contents, split_name
from .levels import ReadingLevel
from .links import dead_end
from .markup import Document, claims_of, first_line, parse, plain_text
from .models import Edition, Page, Review, Variant
from .readability import Sentence, sentences
from .records import all_records


@dataclass(frozen=True)
class Resting:
    """A passage that cites a claim, and the figures in it. It stands in the live words of a variant or a page, in a
    draft, or in words that are under review.
    """

    where: Variant | Page
    stands: str  # "live", "draft" or "review"
    line: int
    sentence: str
    figures: tuple[str, ...]

    @property
    def variant(self) -> Variant | None:
        return self.where if isinstance(self.where, Variant) else None

    @property
    def is_draft(self) -> bool:
        return self.stands != "live"


@dataclass(frozen=True)
class BrokenLink:
    """A link of a text that readers meet, to a place of this site that is not there."""

    where: Variant | Page
    line: int
    address: str
    message: str

    @property
    def variant(self) -> Variant | None:
        return self.where if isinstance(self.where, Variant) else None


def resting_on(claim_key: str) -> list[Resting]:
    """Every passage that cites the claim, by article and level, each in all words that it stands in.

    Costs three queries and a parse of each text that names the key.
    """
    told = [(variant, *words) for variant in _naming(claim_key) for words in _words_of(variant)]
    told += [(page, "live", page.body) for page in Page.objects.filter(body__contains=claim_key)]
    return [
        Resting(where, stands, one.line, one.text, tuple(figure.words for figure in figures(one.text)))
        for where, stands, body in told
        for one in _citing(parse(body), claim_key)
    ]


def broken_links() -> list[BrokenLink]:
    """The links within the site that lead nowhere, in the texts that readers meet.

    Costs a query, two more if there are any and, once in each edition, about ten and a parse of every text.
    """
    found = _dead_ends(Edition.now())
    names = {name for kind, name, *_ in found if kind == "text"}
    slugs = {name.split("/")[0] for name in names}
    where: dict[tuple, Variant | Page] = {("page", page.slug, "", page.language): page for page in _pages_of(found)}
    for variant in Variant.objects.filter(article__slug__in=slugs).select_related("article") if slugs else ():
        where["text", variant.article.slug, variant.level, variant.language] = variant
    placed = [(where.get(_place(kind, name)), *told) for kind, name, *told in found]
    return [BrokenLink(*told) for told in placed if told[0]]


def _naming(claim_key: str) -> list[Variant]:
    named = Q(body__contains=claim_key) | Q(draft__contains=claim_key)
    in_review = Review.objects.open().filter(text__contains=claim_key).values("variant")
    found = Variant.objects.filter(named | Q(pk__in=in_review)).select_related("article").prefetch_related("reviews")
    return sorted(found, key=lambda one: (one.article.position, one.article.slug, ReadingLevel(one.level).rank))


def _words_of(variant: Variant) -> Iterator[tuple[str, str]]:
    """Each different body of a variant: how it stands, and the words."""
    bodies = [("live", variant.live.body), ("draft", variant.drafted.body)]
    bodies += [("review", review.wording.body) for review in variant.reviews.all() if review.is_open]
    seen: set[str] = set()
    for stands, body in bodies:
        if body not in seen:
            yield stands, body
        seen.add(body)


def _citing(document: Document, claim: str) -> Iterator[Sentence]:
    """The sentences that cite the claim; and whole, the blocks that cite it outside of any, such as short cells."""
    found = [one for one in sentences(document) if claim in one.claims]
    yield from found
    lines = {one.line for one in found}
    for token in document.tokens:
        if claim in claims_of(token) and first_line(token) not in lines:
            yield Sentence(plain_text(token), first_line(token), (claim,))


@lru_cache(maxsize=2)
def _dead_ends(edition: str) -> tuple[tuple[str, str, int, str, str], ...]:
    """Each link of an edition that leads nowhere: kind and name of its text, line, address, and what is wrong."""
    records = all_records()
    contents = Contents(records, {key: (key[1], 1) for key in records})
    read = texts(contents)
    documents = Documents(read)
    links = [(text, address, line) for text in read for address, line in text.document.links]
    found = ((*text.key, line, at, dead_end(at, text.document, contents, documents)) for text, at, line in links)
    return tuple(told for told in found if told[-1])


def _pages_of(found: tuple) -> list[Page]:
    slugs = {split_name(name)[0] for kind, name, *_ in found if kind == "page"}
    return list(Page.objects.filter(slug__in=slugs)) if slugs else []


def _place(kind: str, name: str) -> tuple[str, str, str, str]:
    stem, language = split_name(name)
    slug, _, level = stem.partition("/")
    return kind, slug, level, language
