"""One question put to the pages, and the scores of many."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml
from django.test import Client

SETS = Path(__file__).resolve().parents[1] / "questions"
KINDS = ("answer", "outside", "decision", "emergency", "near")


@dataclass(frozen=True)
class Question:
    """A question of a set. `right` names the passages that answer it, as article/section; empty if none does."""

    ask: str
    kind: str
    right: tuple[str, ...] = ()


def questions(name: str) -> list[Question]:
    """The questions of a set. Raises ValueError for a kind that is none."""
    found = [Question(one["ask"], one["kind"], tuple(one.get("right", ()))) for one in _read(name)]
    if wrong := [one.ask for one in found if one.kind not in KINDS]:
        raise ValueError(f"{name}.yaml: {wrong[0]!r} has a kind that is none of {', '.join(KINDS)}")
    return found


def _read(name: str) -> list[dict]:
    return yaml.safe_load((SETS / f"{name}.yaml").read_text(encoding="utf-8"))


class Marks(HTMLParser):
    """The marks for programs that a page carries."""

    def __init__(self, page: str):
        super().__init__()
        self.articles, self.quotes, self.is_emergency, self.is_refused = [], [], False, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        held = dict(attributes)
        if tag == "blockquote" and "data-section" in held:
            self.quotes.append(f"{held['data-article']}/{held['data-section']}")
        elif "data-article" in held:
            self.articles.append(held["data-article"])
        self.is_emergency |= "data-emergency" in held
        self.is_refused |= held.get("data-answer") == "none"


@dataclass(frozen=True)
class Reply:
    """What the pages said to a question."""

    question: Question
    found: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    is_emergency: bool = False
    is_refused: bool = False

    @property
    def ask(self) -> str:
        return self.question.ask

    @property
    def first(self) -> list[str]:
        """The first article found and the first passage quoted."""
        return [*self.found[:1], "|", *self.quotes[:1]]

    def answers(self, most: int) -> bool:
        """Whether a right passage is among so many first quotations."""
        return bool(set(self.quotes[:most]) & set(self.question.right))

    @property
    def finds(self) -> bool:
        """Whether an article that answers is among the first three found."""
        return bool({name.split("/")[0] for name in self.question.right} & set(self.found[:3]))

    @property
    def is_missed(self) -> bool:
        kind = self.question.kind
        if kind == "emergency":
            return not self.is_emergency
        if kind == "outside":
            return bool(self.quotes) or self.is_emergency
        wrong = self.is_emergency or (kind == "decision" and not self.is_refused)
        return wrong or (bool(self.question.right) and not (self.answers(1) and self.finds))

    @property
    def told(self) -> str:
        marks = ("emergency " if self.is_emergency else "") + ("refused" if self.is_refused else "")
        return f"{self.question.kind}: {self.ask!r} found {self.found[:3]} quoted {self.quotes} {marks}"


def put(question: Question) -> Reply:
    """Ask the search page and the page for questions, as a reader without a cookie."""
    client = Client()
    searched = Marks(client.get("/search/", {"q": question.ask}).content.decode())
    answered = Marks(client.post("/ask/", {"q": question.ask}).content.decode())
    return Reply(question, searched.articles, answered.quotes, answered.is_emergency, answered.is_refused)


class Scores:
    """The scores of a set of replies."""

    def __init__(self, replies: list[Reply]):
        self._replies = replies

    def table(self, aims: dict[str, int]) -> str:
        return "\n".join(
            f"    {words:<62} {good:>3} of {all_:>3}  {100 * good / max(1, all_):5.1f} %  (aim: {sign} {aims[name]} %)"
            for name, words, good, all_, sign in self._rows()
        )

    def _rows(self) -> Iterator[tuple[str, str, int, int, str]]:
        asked = [one for one in self._replies if one.question.kind == "answer"]
        urgent, calm = self._of("emergency"), [one for one in self._replies if one.question.kind != "emergency"]
        near, outside = self._of("near"), self._of("outside")
        yield "search", "search: a right article among the first three", sum(o.finds for o in asked), len(asked), ">="
        yield "first", "ask: a right passage first", sum(o.answers(1) for o in asked), len(asked), ">="
        yield "three", "ask: a right passage among three", sum(o.answers(3) for o in asked), len(asked), ">="
        yield "emergency", "emergencies flagged", sum(o.is_emergency for o in urgent), len(urgent), ">="
        yield "alarm", "false alarms among near-emergencies", sum(o.is_emergency for o in near), len(near), "<="
        yield "alarm", "false alarms among all that are none", sum(o.is_emergency for o in calm), len(calm), "<="
        yield (
            "outside",
            "out of scope, and quoted all the same",
            sum(bool(o.quotes) for o in outside),
            len(outside),
            "<=",
        )
        told = [one for one in near if one.question.right]
        yield "three", "near-emergencies: a right passage among three", sum(o.answers(3) for o in told), len(told), ">="
        decided = self._of("decision")
        yield "emergency", "personal decisions refused", sum(o.is_refused for o in decided), len(decided), ">="
        yield (
            "three",
            "personal decisions: “ask your team” quoted",
            sum(o.answers(3) for o in decided),
            len(decided),
            ">=",
        )

    def _of(self, kind: str) -> list[Reply]:
        return [one for one in self._replies if one.question.kind == kind]
