"""What a text says, wherever it stands: the draft, what a reviewer is shown, and what readers meet.

A leaf: imports nothing of the project.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The words of a text: title and summary as one line each, the body as Markdown."""

    title: str = ""
    summary: str = ""
    body: str = ""

    def __post_init__(self):
        """Browsers send forms with CR LF; two texts that differ only there are the same."""
        for name in ("title", "summary", "body"):
            value = getattr(self, name).replace("\r\n", "\n").replace("\r", "\n").strip()
            object.__setattr__(self, name, value)

    def __bool__(self) -> bool:
        return bool(self.body)
