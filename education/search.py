"""Search: articles by the passage that fits best, at the reader's level, with the words found marked.

Rank 5: imports journey, levels, the models, query, ranking, reading and words.
"""

from dataclasses import dataclass, field

from .journey import Stage
from .levels import ReadingLevel
from .models import Article, GlossaryTerm, Passage, Variant
from .query import Query
from .ranking import Match, by_article, matches
from .reading import Card, ledger, variant_for
from .words import stem_spans

MOST = 10  # articles shown
FAR = 0.35  # of the best score, below which a result does not belong to it
WEAK = 0.12  # a score below which nothing was found
SHOWN = 240  # characters of a passage, about
MORE = 3  # further sections of an article
TERMS = 3  # glossary terms on top


@dataclass(frozen=True)
class Piece:
    """A run of words of a passage; marked if it was asked for."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Way:
    """A section to go to."""

    heading: str
    url: str


@dataclass(frozen=True)
class Result:
    """An article, with the passage of it that fits best at the level nearest to the reader's."""

    article: Card
    stage: Stage
    section: str
    heading: str
    url: str
    pieces: tuple[Piece, ...]
    more: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a search found: `shown` is what was looked for, with slips mended if `is_corrected`; `maybe` what may
    have been meant instead, empty if nothing.
    """

    text: str
    shown: str = ""
    is_corrected: bool = False
    maybe: str = ""
    terms: tuple[GlossaryTerm, ...] = ()
    results: tuple[Result, ...] = ()
    unknown: tuple[str, ...] = ()
    stages: dict[Stage, int] = field(default_factory=dict)


def search(text: str, level: ReadingLevel, stage: Stage | None = None, *, as_typed: bool = False) -> Found:
    """What readers may meet on these words, of one stage of the journey or of all; `as_typed` mends no slip. Costs
    about eight queries.
    """
    query = Query(text, as_typed=as_typed)
    if not query.typed:
        return Found(query.text)
    found = _strong(matches(query)) if query.weight else []
    ranked = by_article(found)
    stages = dict(Article.objects.published().filter(pk__in=ranked).values_list("pk", "stage"))
    wanted = [key for key in ranked if key in stages and stage in (None, stages[key])][:MOST]
    articles = Article.objects.published().with_titles().in_bulk(wanted)
    kept = [articles[key] for key in wanted if key in articles]
    passages = _passages([variant_for(article.texts, level) for article in kept], ranked)
    return Found(
        query.text,
        query.shown,
        query.is_corrected,
        query.maybe,
        tuple(_terms(query)),
        tuple(_result(query, article, ranked[article.pk], passages, level) for article in kept),
        tuple(query.unknown),
        {one: count for one in Stage if (count := list(stages.values()).count(one))},
    )


def _strong(found: list[Match]) -> list[Match]:
    least = max(WEAK, FAR * found[0].score) if found else 0
    return [match for match in found if match.score >= least]


def _passages(texts: list[Variant], ranked: dict[int, list[Match]]) -> dict[tuple[int, str], Passage]:
    """By text and section, the passages that were found, of these texts. Costs a query."""
    sections = {match.section for text in texts for match in ranked[text.article_id][: 1 + MORE]}
    found = Passage.objects.filter(variant__in=texts, section__in=sections)
    return {(one.variant_id, one.section): one for one in found.only("variant_id", "section", "heading", "body")}


def _result(query: Query, article: Article, found: list[Match], passages: dict, level: ReadingLevel) -> Result:
    text = variant_for(article.texts, level)
    held = [passages[text.pk, match.section] for match in found[: 1 + MORE] if (text.pk, match.section) in passages]
    best, url = held[0] if held else None, text.get_absolute_url()
    return Result(
        Card.of(article, level),
        Stage(article.stage),
        best.section if best else "",
        best.heading if best else "",
        f"{url}#{best.section}" if best else url,
        tuple(_marked(_excerpt(best.body, query), query)) if best else (Piece(text.summary, False),),
        tuple(Way(passage.heading, f"{url}#{passage.section}") for passage in held[1:]),
    )


def _excerpt(body: str, query: Query) -> str:
    """The lines of a passage from the first one on that holds most of what was asked for, up to some length."""
    lines, sought = body.split("\n"), query.sought
    counts = [len({word for *_, word in stem_spans(line)} & sought) for line in lines]
    start = counts.index(max(counts))
    text = lines[start]
    for line in lines[start + 1 :]:
        if len(text) + len(line) > SHOWN:
            break
        text += " " + line
    return text if len(text) <= 2 * SHOWN else text[: 2 * SHOWN].rsplit(" ", 1)[0] + " …"


def _marked(text: str, query: Query) -> list[Piece]:
    """The text in pieces, those marked that were asked for."""
    sought, pieces, end = query.sought, [], 0
    for start, stop, word in stem_spans(text):
        if word in sought:
            pieces += [Piece(text[end:start], False), Piece(text[start:stop], True)]
            end = stop
    return [piece for piece in (*pieces, Piece(text[end:], False)) if piece.text]


def _terms(query: Query) -> list[GlossaryTerm]:
    """Glossary terms that the query names, in its order. Costs a query or two."""
    known = ledger()
    named = known.pattern.findall(query.shown) if known.pattern else []
    keys = list(dict.fromkeys(known.terms[form.lower()][0] for form in named if form.lower() in known.terms))[:TERMS]
    terms = {term.key: term for term in GlossaryTerm.objects.filter(key__in=keys)} if keys else {}
    return [terms[key] for key in keys if key in terms]
