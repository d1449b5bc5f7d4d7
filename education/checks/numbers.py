"""Whether every number is one that the evidence holds, told so that a reader can compare it with the next."""

import re
from collections import Counter
from collections.abc import Iterator

from ..figures import BARE, Figure, denominator, figures, out_of_100, unheld
from ..files import Contents, Record
from ..levels import ReadingLevel
from ..markup import claims_of, first_line, plain_text
from ..readability import CELL, WORD, Sentence
from .text import Text, shortened, strays

MOST_PICTURES = 4
NO_ONE_NUMBER = re.compile(
    r"(?:\b(?:fewer|less) than|\d (?:to|or|and)(?: about)?) \d+ (?:\w+ )?out of\b", re.IGNORECASE
)
EASY = (ReadingLevel.PLAIN, ReadingLevel.STANDARD)


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    _held(contents, text)
    if text.level in EASY:
        _comparable(text)
    for block in text.blocks("chance"):
        _drawable(text, block)


def wordings(claims: list[Record]) -> tuple[str, ...]:
    """Where a number may stand: in the figures and the words of the claims."""
    return tuple(words for claim in claims for words in [*claim.get("figures", []), claim.get("claim", "")])


def _held(contents: Contents, text: Text) -> None:
    """A page about the site speaks of more than evidence: there only sentences that cite a claim are held to it."""
    claims, works = contents.of("claim"), contents.of("reference")
    for told in [*text.head, *text.told, *_short_cells(text)]:
        if not told.claims and not text.level:
            continue
        cited = [claims[claim] for claim in told.claims if claim in claims]
        years = [works[work].get("year", "") for c in cited for work in c.get("sources", []) if work in works]
        for number in unheld(told.text, (*wordings(cited), *years)):
            text.fault(
                told.line,
                "number-not-held",
                f"no claim cited by the sentence holds “{number}”: {shortened(told.text)}",
                "Correct the number, cite the claim that holds it right behind the sentence, or take it out",
            )


def _short_cells(text: Text) -> Iterator[Sentence]:
    """Table cells too short to be sentences; any claim that their section cites may hold their number.

    A bare number counts people out of a hundred, as the line before such a table says.
    """
    for section in text.document.sections:
        cited = tuple(claim for token in section.tokens for claim in claims_of(token))
        for opening, cell in zip(section.tokens, section.tokens[1:], strict=False):
            words = plain_text(cell) if opening.type == "td_open" else ""
            if words and len(WORD.findall(words)) < CELL:
                yield Sentence(f"{words} out of 100" if words.isdigit() else words, first_line(cell), cited)


def _comparable(text: Text) -> None:
    """People out of people, and out of the same number of them on the whole page; an exact count may stand beside."""
    shares: list[tuple[Sentence, list[tuple[Figure, int]]]] = []
    for sentence in text.told:
        for match in BARE.finditer(sentence.text):
            remedy = "Count people: “9 out of 100 people”"
            text.fault(sentence.line, "bare-percentage", f"“{match.group()}” is a bare percentage", remedy)
        wholes = [(figure, denominator(figure)) for figure in figures(sentence.text)]
        shares.append((sentence, [(figure, whole) for figure, whole in wholes if whole]))
    usual = Counter(whole for _, told in shares for _, whole in told).most_common(1)
    for sentence, told in shares:
        if told and usual[0][0] not in {whole for _, whole in told}:
            _out_of_another(text, sentence, told, usual[0][0])


def _out_of_another(text: Text, sentence: Sentence, told: list[tuple[Figure, int]], usual: int) -> None:
    for figure, whole in told:
        remedy = f"Tell it out of {usual}, with “about” if rounded; the exact count may follow in brackets"
        message = f"“{figure.words}” counts out of {whole}, the page out of {usual}"
        text.fault(sentence.line, "denominator", message, remedy)


def _drawable(text: Text, block) -> None:
    """Each paragraph of a risk picture holds one whole number out of 100, and cites."""
    if not 1 <= len(block.paragraphs) <= MOST_PICTURES:
        text.fault(block.line, "risk-picture", f"{len(block.paragraphs)} pictures", f"Draw 1 to {MOST_PICTURES}")
    for token in strays(block):
        remedy = "Put each picture's words into a paragraph of its own"
        text.fault(first_line(token), "risk-picture", "this is no paragraph", remedy)
    for paragraph in block.paragraphs:
        words = plain_text(paragraph)
        if len(out_of_100(words)) != 1 or NO_ONE_NUMBER.search(words):
            message = f"there is nothing to draw in “{words}”"
            remedy = "Give each paragraph one “N out of 100”, N a whole number from 1 to 99"
            text.fault(first_line(paragraph), "risk-picture", message, remedy)
        elif not claims_of(paragraph):
            text.fault(first_line(paragraph), "risk-picture", f"“{words}” cites nothing", "Cite its claim")
