"""Answers: one to three passages of published texts, word for word, or an honest no. Nothing is ever put in other
words, and no question leaves a trace.

Rank 5: imports editorial, emergencies, files, levels, lexicon, markup, the models, query, ranking, reading, refusals,
rendering and words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from markdown_it.token import Token

from .editorial import ReviewLine
from .emergencies import Emergencies
from .files import listed
from .levels import ReadingLevel
from .lexicon import lexicon
from .markup import claims_of, plain_text
from .models import Article, Passage, Reference, Variant
from .query import LONGEST, Query
from .ranking import HELP, Match, matches
from .reading import Card, around, ledger, variant_for
from .refusals import Refusal, Refusals
from .rendering import quoted
from .words import stems, tokens

SURE = 0.48  # a score below which nothing is quoted for the sake of quoting
BESIDE = 0.6  # of the best score, below which a second passage does not belong to the question
QUOTED = 3
NEAR_ENOUGH = 0.25  # a score from which on a passage lies near a question, or may tell whom to ask about a decision
DECIDING = 2  # passages quoted on a decision
TEAM = frozenset(stems("team doctor specialist clinic nurse pharmacist"))
NEAR = 4  # topics and questions to go on to
WHOLE = 170  # words up to which a section is quoted whole


@dataclass(frozen=True)
class Topic:
    """A section that lies near a question."""

    heading: str
    url: str
    question: str  # as a reader may ask for it; empty if nobody has written one


@dataclass(frozen=True)
class Quote:
    """A passage word for word, and all that tells how far it can be trusted."""

    text: Variant
    section: str
    heading: str
    html: SafeString
    works: tuple[Reference, ...]
    goes_on: bool  # whether the section says more than is quoted

    @property
    def url(self) -> str:
        return f"{self.text.get_absolute_url()}#{self.section}"

    @property
    def level(self) -> ReadingLevel:
        return ReadingLevel(self.text.level)

    @property
    def review(self) -> ReviewLine:
        return self.text.review_line


@dataclass(frozen=True)
class Answer:
    """What we can say to a question at a reading level. Build it with `answer`."""

    question: str
    shown: str
    is_corrected: bool
    level: ReadingLevel
    emergencies: tuple[str, ...] = ()
    refusal: Refusal | None = None
    quotes: tuple[Quote, ...] = ()
    near: tuple[Topic, ...] = ()
    also: tuple[Card, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether we say that we have no answer. In an emergency only the emergency counts."""
        return bool(self.refusal or not self.quotes) and not self.emergencies

    @property
    def next_questions(self) -> list[str]:
        return [topic.question for topic in self.near if topic.question]


def emergencies(question: str) -> tuple[str, ...]:
    """The danger signs that somebody tells of here and now, in a question of any length."""
    return tuple(_emergencies().found(question))


def answer(question: str, level: ReadingLevel) -> Answer:
    """The passages that answer a question, for a reader of this level. Of a question only the first 500 characters
    are looked at, but for emergencies. Costs about ten queries and a parse and a rendering for each passage.
    """
    query = Query(question)
    signs, refusal = emergencies(question), _refusals().of(question)
    found = matches(query) if query.weight else []
    library = _Library(found[: QUOTED + 2 * NEAR], level)
    if refusal:
        quotes = _ask_your_team(refusal, found, library, query) if refusal.is_decision else []
    else:
        quotes = [quote for match in _sure(found) if (quote := library.quote(match, query))]
    told = {(quote.text.article_id, quote.section) for quote in quotes}
    near = library.topics(match for match in found if (match.article, match.section) not in told)
    return Answer(
        question[:LONGEST],
        query.shown,
        query.is_corrected,
        level,
        signs,
        refusal,
        tuple(quotes),
        tuple([*near, *library.following(quotes, near)][:NEAR]),
        tuple(library.related(quotes)),
        tuple(query.unknown),
    )


def get_ready() -> None:
    """Read the lists and the words that every answer needs, which takes seconds, before the first reader asks. Raises
    ImproperlyConfigured if the content folder lacks one: no copy may answer that knows no emergency.
    """
    for read in (lexicon, _emergencies, _refusals):
        read()
    lexicon().knows("ready")


@cache
def _emergencies() -> Emergencies:
    return Emergencies(listed(settings.CONTENT_DIR, "sign"), lexicon().knows)


@cache
def _refusals() -> Refusals:
    return Refusals(listed(settings.CONTENT_DIR, "refusal"), lexicon().knows)


def _sure(found: list[Match]) -> list[Match]:
    if not found or found[0].score < SURE:
        return []
    return [match for match in found[:QUOTED] if match.score >= max(BESIDE * found[0].score, SURE * 0.8)]


def _ask_your_team(refusal: Refusal, found: list[Match], library: "_Library", query: Query) -> list[Quote]:
    """On a matter that only the reader and their team can decide, what says so: the passage that the list of refusals
    names, and of what was found those that send the reader to the team.
    """
    near = [match for match in found[: QUOTED + 2] if match.score >= NEAR_ENOUGH]
    quotes = [quote for match in near if (quote := library.quote(match, query))]
    asking = [quote for quote in quotes if not TEAM.isdisjoint(stems(strip_tags(quote.html)))]
    named = library.named(refusal.passage, query)
    return [*named, *(quote for quote in asking if quote not in named)][:DECIDING]


class _Library:
    """The articles of some matches, fetched once: two queries, more only when asked for."""

    def __init__(self, found: list[Match], level: ReadingLevel):
        self._found, self._level = found, level

    @cached_property
    def _articles(self) -> dict[int, Article]:
        return Article.objects.published().with_texts().in_bulk({match.article for match in self._found})

    @cached_property
    def _passages(self) -> dict[tuple[int, str], Passage]:
        texts = [self._text(match) for match in self._found if match.article in self._articles]
        found = Passage.objects.filter(variant__in=texts).only("variant_id", "section", "heading", "asked")
        return {(passage.variant_id, passage.section): passage for passage in found}

    def _text(self, match: Match) -> Variant:
        return variant_for(self._articles[match.article].texts, self._level)

    def quote(self, match: Match, query: Query) -> Quote | None:
        """None if the reader's text lacks the section, or readers cannot meet the article any more."""
        if match.article not in self._articles:
            return None
        text = self._text(match)
        section = next((one for one in text.document.sections if one.key == match.section), None)
        if not section:
            return None
        run, goes_on = _run(section.tokens, query)
        known = ledger()
        claims = dict.fromkeys(claim for token in run for claim in claims_of(token))
        keys = dict.fromkeys(work for claim in claims for work in known.sources.get(claim, ()))
        works = Reference.objects.in_bulk(list(keys), field_name="key")
        listed = tuple(works[key] for key in keys if key in works)
        return Quote(text, section.key, section.title, quoted(run, known), listed, goes_on)

    def named(self, passage: str, query: Query) -> list[Quote]:
        """The passage of that name (article/section), if readers can meet it. Costs two queries."""
        slug, _, section = passage.partition("/")
        article = Article.objects.published().with_texts().filter(slug=slug).first() if passage else None
        if not article:
            return []
        self._articles[article.pk] = article
        quote = self.quote(Match(article.pk, section, 0, 0.0), query)
        return [quote] if quote else []

    def topics(self, found: Iterable[Match]) -> list[Topic]:
        """Where else to look, the nearest first."""
        topics = []
        for match in found:
            text = self._text(match) if match.article in self._articles else None
            passage = self._passages.get((text.pk, match.section)) if text else None
            if passage and match.score >= NEAR_ENOUGH and len(topics) < NEAR:
                topics.append(_topic(text, passage))
        return topics

    def following(self, quotes: list[Quote], near: list[Topic]) -> list[Topic]:
        """The sections behind the first quotation in its text, but for those that are told or near. Costs a query."""
        if not quotes or len(near) >= NEAR:
            return []
        text, told = quotes[0].text, {quote.url for quote in quotes} | {topic.url for topic in near}
        passages = list(Passage.objects.filter(variant=text).only("section", "heading", "asked"))
        keys = [passage.section for passage in passages]
        later = passages[keys.index(quotes[0].section) + 1 :] if quotes[0].section in keys else []
        topics = [_topic(text, passage) for passage in later if passage.section != HELP]
        return [topic for topic in topics if topic.url not in told]

    def related(self, quotes: list[Quote]) -> list[Card]:
        """What people also need who read the first passage, as editors have said, and the next step of the journey.
        Costs two queries.
        """
        if not quotes:
            return []
        near = around(self._articles[quotes[0].text.article_id], self._level)
        cards = [*near.related, *filter(None, [near.next])]
        shown = {quote.text.article.slug for quote in quotes}
        return list({card.slug: card for card in cards if card.slug not in shown}.values())


def _topic(text: Variant, passage: Passage) -> Topic:
    return Topic(passage.heading, f"{text.get_absolute_url()}#{passage.section}", passage.asked.split("\n")[0])


def _run(section: tuple[Token, ...], query: Query) -> tuple[list[Token], bool]:
    """The blocks of a section to quote: all of a short one; of a longer one those in a row that say most of what was
    asked for. And whether something is left out.
    """
    blocks = _blocks(section)
    sizes = [sum(len(tokens(plain_text(t))) for t in block if t.type == "inline") for block in blocks]
    if sum(sizes) <= WHOLE:
        return [token for block in blocks for token in block], False
    start = _start(blocks, query)
    end, words = start + 1, sizes[start]
    while end < len(blocks) and words + sizes[end] <= WHOLE:
        words, end = words + sizes[end], end + 1
    while start > 0 and words + sizes[start - 1] <= WHOLE:
        words, start = words + sizes[start - 1], start - 1
    return [token for block in blocks[start:end] for token in block], True


def _start(blocks: list[list[Token]], query: Query) -> int:
    """The block that says most; the one before it, if that leads into a list or a table."""
    words = [{w for t in block if t.type == "inline" for w in stems(plain_text(t))} for block in blocks]
    best = max(range(len(blocks)), key=lambda at: (len(words[at] & query.sought), -at))
    leads = best and blocks[best][0].type in ("bullet_list_open", "ordered_list_open", "table_open")
    return best - 1 if leads and blocks[best - 1][0].type == "paragraph_open" else best


def _blocks(section: tuple[Token, ...]) -> list[list[Token]]:
    """The outermost blocks of a section: paragraphs, lists, tables and the like."""
    blocks: list[list[Token]] = []
    for token in section:
        if token.level == 0 and token.nesting >= 0 or not blocks:
            blocks.append([])
        blocks[-1].append(token)
    return blocks
