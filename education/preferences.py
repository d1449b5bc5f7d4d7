"""What a reader may choose: who they are, the level, the size of the text, the colours; and the cookie that keeps it.

Rank 1: imports levels.
"""

import re
from dataclasses import asdict, dataclass

from django.db.models import TextChoices

from .levels import ReadingLevel


class ReaderKind(TextChoices):
    """Who the reader is. It only suggests a level; the reader may pick any."""

    PATIENT = "patient", "I have a heart valve problem"
    CARER = "carer", "I am family or a carer"
    STUDENT = "student", "I am a student"
    PROFESSIONAL = "professional", "I am a health professional"

    @property
    def suggested_level(self) -> ReadingLevel:
        return ReadingLevel.DETAILED if self is ReaderKind.PROFESSIONAL else ReadingLevel.PLAIN


class TextSize(TextChoices):
    """Four steps; the style sheet scales everything by them."""

    NORMAL = "1", "Normal"
    LARGE = "2", "Large"
    LARGER = "3", "Larger"
    LARGEST = "4", "Largest"


class Theme(TextChoices):
    """The colours."""

    AUTO = "auto", "As my device is set"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"
    CONTRAST = "contrast", "High contrast"


CHOICES = {"kind": ReaderKind, "level": ReadingLevel, "text_size": TextSize, "theme": Theme}
COOKIE = re.compile(r"^[a-z]{0,12}\.[a-z]{0,8}\.[1-4]\.[a-z]{4,8}$")


@dataclass(frozen=True)
class Preferences:
    """A reader's choices. An empty `kind` means not said, an empty `level` means: as suggested by who I am."""

    kind: str = ""
    level: str = ""
    text_size: str = TextSize.NORMAL
    theme: str = Theme.AUTO

    @property
    def reading_level(self) -> ReadingLevel:
        if self.level:
            return ReadingLevel(self.level)
        return ReaderKind(self.kind).suggested_level if self.kind else ReadingLevel.PLAIN

    def to_cookie(self) -> str:
        """The value of the cookie: the four choices and nothing else."""
        return ".".join([self.kind, self.level, self.text_size, self.theme])

    @classmethod
    def from_cookie(cls, value: str) -> "Preferences | None":
        """The choices in a cookie, or None if any part of it makes no sense."""
        if not COOKIE.match(value):
            return None
        return cls.sound(dict(zip(CHOICES, value.split("."), strict=True)))

    @classmethod
    def sound(cls, choices: dict[str, str]) -> "Preferences | None":
        """Preferences of these choices, or None if one of them is not on offer."""
        may_be_empty = ("kind", "level")
        for name, value in choices.items():
            if value not in CHOICES[name].values and not (value == "" and name in may_be_empty):
                return None
        return cls(**choices)

    def with_changes(self, **changes: str) -> "Preferences":
        return Preferences(**(asdict(self) | changes))
