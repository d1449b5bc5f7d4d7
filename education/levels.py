"""The three reading levels: their order, their words for readers, their targets.

A leaf: imports nothing of the project.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

WORDS_A_MINUTE = 150  # slower than a practised adult reads, so that nobody is promised less time than they need


@dataclass(frozen=True)
class Target:
    """What a text at a level must stay under; grades are US school years, lengths are words."""

    grade: float
    smog: float | None = None
    mean_sentence: float | None = None

    def exceeded(self, measured) -> dict[str, tuple[float, float]]:
        """By its name, each measure of a text (readability.Readability) that is over its limit, and the limit."""
        limits = {name: limit for name, limit in vars(self).items() if limit is not None}
        return {
            name: (getattr(measured, name), limit) for name, limit in limits.items() if getattr(measured, name) > limit
        }


class ReadingLevel(TextChoices):
    """How hard a text is to read. Declared from the plainest to the most detailed: the order counts."""

    PLAIN = "plain", "Plain"
    STANDARD = "standard", "Standard"
    DETAILED = "detailed", "Detailed"

    @property
    def blurb(self) -> str:
        return BLURBS[self]

    @property
    def target(self) -> Target:
        """Source:

        American Medical Association and NIH advice (grade 6), and the project's own design for the others.
        """
        return TARGETS[self]

    @property
    def rank(self) -> int:
        return list(ReadingLevel).index(self)

    def nearest(self, held) -> "ReadingLevel | None":
        """Of the levels in `held`, the one closest to this level; the plainer of two equally close.

        None if `held` is empty.
        """
        return min(
            (ReadingLevel(level) for level in held),
            key=lambda level: (abs(level.rank - self.rank), level.rank),
            default=None,
        )


BLURBS = {
    ReadingLevel.PLAIN: "Short sentences and everyday words.",
    ReadingLevel.STANDARD: "More of the reasons, at the pace of a newspaper.",
    ReadingLevel.DETAILED: "All the figures, studies and exceptions.",
}

TARGETS = {
    ReadingLevel.PLAIN: Target(grade=6, smog=8, mean_sentence=15),
    ReadingLevel.STANDARD: Target(grade=9),
    ReadingLevel.DETAILED: Target(grade=13),
}


def minutes(words: int) -> int:
    """Whole minutes that a text of `words` words takes, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))
