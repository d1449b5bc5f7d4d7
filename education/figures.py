"""Whether a number in a sentence is one that the cited claims hold.

A text may round, and may turn a percentage into people: "91 out of 100", "about 9 in 10", and the other side of it,
"9 out of 100 did not". A number stands if a cited claim has it in its figures or its wording, exactly or rounded as
far as the text rounds.

A leaf: imports nothing of the project.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

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
OUT_OF_100 = re.compile(rf"(?<![\d.,–-])([1-9]\d?)(?:\s+{COUNTED})?\s+out of 100\b", re.IGNORECASE)
BARE = re.compile(rf"{AMOUNT}\s*%|\bper ?cent\b|\bpercentages?\b", re.IGNORECASE)
EMERGENCY = re.compile(rf"(?<![\d,.])(?:112|911|999|000|111|108)\b{AMOUNTS_TO}")


@dataclass(frozen=True)
class Figure:
    """A number as written in a text: `words` is what stands there, `value` a percentage where `share` is true."""

    words: str
    value: float
    share: bool = False
    step: float = 1.0

    def is_held(self, wordings: Iterable[str]) -> bool:
        """Whether one of the wordings has it, exactly or rounded as far as it is written."""
        known = _known(tuple(wordings))
        if not self.share:
            return any(_rounds_to(number, self) for number in known.numbers)
        pair = [_value(part) for part in re.findall(AMOUNT, self.words)]
        as_counted = len(pair) == 2 and all(part in known.numbers for part in pair)
        sides = [side for share in known.shares for side in (share, 100 - share)]
        return as_counted or any(abs(side - self.value) <= self.step / 2 + 1e-9 for side in sides)


@dataclass(frozen=True)
class _Known:
    """The numbers in the wordings of some claims."""

    shares: frozenset[float]
    numbers: frozenset[float]


@lru_cache(maxsize=10_000)
def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a sentence: proportions first (as percentages), then percentages, then what is left.

    Digits only, but for "one in three".
    """
    found: list[Figure] = []
    rest = EMERGENCY.sub(" ", SCHEMES.sub(" ", text))
    for pattern, reader in READERS:
        read = [(match.span(), reader(match)) for match in pattern.finditer(rest)]
        for (start, end), figure in read:
            if figure:
                found.append(figure)
                rest = rest[:start] + " " * (end - start) + rest[end:]
    return tuple(found)


def denominator(figure: Figure) -> int:
    """The M of "N out of M" people, from ten up; 0 for any other figure."""
    match = PROPORTION.fullmatch(figure.words) if figure.share else None
    return int(_value(match.group(2))) if match and _value(match.group(2)) >= 10 else 0


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same, as far as the coarser of them is rounded; a share may be told from its other
    side.
    """
    if one.share != other.share:
        return False
    sides = (other.value, 100 - other.value) if one.share else (other.value,)
    return any(abs(one.value - side) <= max(one.step, other.step) / 2 + 1e-9 for side in sides)


def out_of_100(text: str) -> list[int]:
    """Each N of an "N out of 100" in the text, whole numbers from 1 to 99."""
    return [int(match.group(1)) for match in OUT_OF_100.finditer(text)]


def unheld(text: str, held: Iterable[str]) -> list[str]:
    """Numbers of the sentence `text` that none of the `held` wordings (figures and texts of the cited claims) has,
    as written.
    """
    wordings = tuple(held)
    return [figure.words for figure in figures(text) if not figure.is_held(wordings)]


@lru_cache(maxsize=2_000)
def _known(wordings: tuple[str, ...]) -> _Known:
    shares = {known.value for wording in wordings for known in figures(wording) if known.share}
    numbers = {_value(match.group(1)) for wording in wordings for match in NUMBER.finditer(wording)}
    spelt = {WORDS[word] for wording in wordings for word in re.findall(r"[a-z]+", wording.lower()) if word in WORDS}
    return _Known(frozenset(shares), frozenset(numbers | spelt))


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


READERS = (
    (PROPORTION, _proportion),
    (PROPORTION_SPELT, _proportion_spelt),
    (RANGE, _percent),
    (PERCENT, _percent),
    (NUMBER, _number),
)
