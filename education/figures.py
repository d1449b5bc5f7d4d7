"""Whether a number in a sentence is one that the cited claims hold.

A text may round, and may turn a percentage into people: "91 out of 100", "about 9 in 10", and the other side of it,
"9 out of 100 did not". A number stands if a cited claim has it in its figures or its wording, exactly or rounded as
far as the text rounds.

A leaf: imports nothing of the project.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "hundred": 100, "once": 1, "half": 0.5, "third": 1 / 3, "quarter": 0.25, "decade": 10, "yearly": 1,
}  # fmt: skip
AMOUNT = r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
SPELT = r"(one|two|three|four|five|six|seven|eight|nine|ten)"
COUNTED = r"(?:people|women|men|children|patients|procedures|adults|babies|mothers|births)"
PEOPLE = rf"(?:\s+{COUNTED})?"
OUT_OF = r"\s*(?:out of|in every|in|of|/)\s*(?:every\s+|these\s+|the\s+)?"
PROPORTION = re.compile(rf"\b{AMOUNT}{PEOPLE}{OUT_OF}{AMOUNT}(?![\d.]*\s*(?:cm|mm))\b", re.IGNORECASE)
PROPORTION_SPELT = re.compile(rf"\b{SPELT}{PEOPLE}\s+(?:out of|in every|in)\s+(?:every\s+)?{SPELT}\b", re.IGNORECASE)
PERCENT = re.compile(rf"{AMOUNT}\s*(?:%|per cent|percent)", re.IGNORECASE)
RANGE = re.compile(rf"(?<![\w.]){AMOUNT}(?=\s*(?:-|–|to|and|or)\s*(?:about\s+)?{PERCENT.pattern})", re.IGNORECASE)
NUMBER = re.compile(rf"(?<![\w.]){AMOUNT}(?![\w]*[A-Za-z]\d)")
AMOUNTS_TO = rf"(?![.,]\d|\s*(?:%|per cent|percent|(?:out )?of\b|in (?:every )?\d|{COUNTED}))"  # follows no mere name
SCHEMES = re.compile(
    rf"\b(?:class|grade|level|group|stage|type|nyha)\s+(?:[ivx]+|\d)[a-d]?\b{AMOUNTS_TO}", re.IGNORECASE
)
EMERGENCY = re.compile(rf"(?<![\d,.])(?:112|911|999|000|111|108)\b{AMOUNTS_TO}")


@dataclass(frozen=True)
class Figure:
    """A number as written in a text: `words` is what stands there, `value` a percentage where `share` is true."""

    words: str
    value: float
    share: bool = False
    step: float = 1.0


def figures(text: str) -> list[Figure]:
    """The numbers of a sentence: proportions first (as percentages), then percentages, then what is left.

    Digits only, but for "one in three".
    """
    found, rest = [], EMERGENCY.sub(" ", SCHEMES.sub(" ", text))
    for pattern, reader in (
        (PROPORTION, _proportion),
        (PROPORTION_SPELT, _proportion_spelt),
        (RANGE, _percent),
        (PERCENT, _percent),
        (NUMBER, _number),
    ):
        for match in pattern.finditer(rest):
            figure = reader(match)
            if figure:
                found.append(figure)
        rest = pattern.sub(
            lambda match, reader=reader: " " * len(match.group()) if reader(match) else match.group(), rest
        )
    return found


def unheld(text: str, held: Iterable[str]) -> list[str]:
    """Numbers of the sentence `text` that none of the `held` wordings (figures and texts of the cited claims) has,
    as written.
    """
    wordings = list(held)
    return [figure.words for figure in figures(text) if not _is_held(figure, wordings)]


def _is_held(figure: Figure, wordings: list[str]) -> bool:
    shares = [known.value for wording in wordings for known in figures(wording) if known.share]
    numbers = [_value(match.group(1)) for wording in wordings for match in NUMBER.finditer(wording)]
    spelt = [WORDS[word] for wording in wordings for word in re.findall(r"[a-z]+", wording.lower()) if word in WORDS]
    if figure.share:
        pair = [_value(part) for part in re.findall(AMOUNT, figure.words)]
        as_counted = len(pair) == 2 and all(part in numbers for part in pair)
        sides = [side for share in shares for side in (share, 100 - share)]
        return as_counted or any(abs(side - figure.value) <= figure.step / 2 + 1e-9 for side in sides)
    return any(_rounds_to(number, figure) for number in [*numbers, *spelt])


def _rounds_to(number: float, figure: Figure) -> bool:
    """Whether `number`, rounded as far as the figure is written, is the figure. A year is never rounded."""
    text = figure.words.replace(",", "")
    decimals = len(text.partition(".")[2])
    if round(number + 1e-9, decimals) == figure.value:
        return True
    zeros = len(text) - len(text.rstrip("0")) if decimals == 0 else 0
    is_year = "," not in figure.words and 1900 <= figure.value <= 2100
    return zeros > 0 and figure.value >= 100 and not is_year and abs(number - figure.value) <= 10**zeros / 2


def _proportion(match: re.Match) -> Figure | None:
    part, whole = _value(match.group(1)), _value(match.group(2))
    if not 0 <= part <= whole or whole == 0 or 1900 <= whole <= 2100:
        return None
    return Figure(
        match.group(),
        100 * part / whole,
        share=True,
        step=100 / whole if whole in (10, 20, 50, 100, 1000) else 0.2,
    )


def _proportion_spelt(match: re.Match) -> Figure | None:
    part, whole = WORDS[match.group(1).lower()], WORDS[match.group(2).lower()]
    return Figure(match.group(), 100 * part / whole, share=True, step=100 / whole / 2) if part < whole else None


def _percent(match: re.Match) -> Figure:
    digits = match.group(1)
    return Figure(match.group(), _value(digits), share=True, step=10.0 ** -len(digits.partition(".")[2]))


def _number(match: re.Match) -> Figure:
    return Figure(match.group(1), _value(match.group(1)))


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))
