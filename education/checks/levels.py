"""Whether the levels of an article tell the same: the same sections, and the same figures of a claim."""

from collections import defaultdict
from collections.abc import Iterator

from ..figures import Figure, agree, figures
from ..files import Contents
from ..markup import Document
from ..readability import Sentence
from .numbers import wordings
from .text import Text

Told = dict[str, dict[Figure, Sentence]]  # by claim, each figure told of it with the sentence that does
SAME_KEYS = "Use the same keys in the same order at every level"
SAME_FIGURES = "Tell the same figure at both levels, or give the more detailed one both"


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    """Its sections are held to the first text of the article, its figures to each that is more detailed."""
    levels = [other for other in texts if text.level and other.level and _of_one_article(text, other)]
    if levels and levels[0].key != text.key:
        _same_sections(levels[0], text)
    fuller = sorted((other for other in levels if other.level.rank > text.level.rank), key=lambda text: text.level.rank)
    told = _told(contents, text) if fuller else {}
    for other in fuller if told else ():
        _same_figures(text, told, other, _told(contents, other))


def _of_one_article(text: Text, other: Text) -> bool:
    return (text.slug, text.language) == (other.slug, other.language)


def _same_sections(model: Text, text: Text) -> None:
    wanted, found = model.document.keys, text.document.keys
    if wanted != found:
        pairs = zip((*wanted, ""), (*found, ""), strict=False)
        odd = next((b or a for a, b in pairs if a != b), "")
        line = _line_of(text.document, odd)
        text.fault(line, "levels", f"its sections are not those of {model.name}: look at “{odd}”", SAME_KEYS)


def _line_of(document: Document, key: str) -> int:
    return next((section.line for section in document.sections if section.key == key), 1)


def _same_figures(plainer: Text, told: Told, fuller: Text, told_fully: Told) -> None:
    """What the plainer text tells of a claim in figures, the fuller one tells too, if it tells any of them."""
    for claim, figures_told in told.items():
        others = list(told_fully.get(claim, ()))
        for figure, sentence in figures_told.items():
            if others and not any(agree(figure, other) for other in others):
                words = ", ".join(f"“{other.words}”" for other in others)
                message = f"“{figure.words}” of the claim “{claim}” is not what {fuller.name} tells: {words}"
                plainer.fault(sentence.line, "figures-differ", message, SAME_FIGURES)


def _told(contents: Contents, text: Text) -> Told:
    """By claim, the shares that the text tells of it, each with the first sentence that does."""
    found: Told = defaultdict(dict)
    claims = contents.of("claim")
    for sentence in text.told:
        for figure in (figure for figure in figures(sentence.text) if figure.share):
            for claim in _holding(figure, sentence, claims):
                found[claim].setdefault(figure, sentence)
    return found


def _holding(figure: Figure, sentence: Sentence, claims: dict) -> Iterator[str]:
    """Of the claims that the sentence cites, those that hold the figure."""
    for claim in sentence.claims:
        if claim in claims and figure.is_held(wordings([claims[claim]])):
            yield claim
