"""How readers ask: the questions that an article keeps for its sections, and the lists by which a reader's words are
understood: what means the same, what is not answered here, and what is an emergency.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from .. import emergencies, refusals
from ..emergencies import Emergencies
from ..files import Contents, Record
from ..refusals import Refusals
from ..words import stems, tokens
from .parts import CHECKS
from .text import Text, shortened
from .text import texts as texts_of

LONGEST = 120  # characters of a question
SIGNS = re.compile(r"[@*^$=+<>&/]")  # what means something in a pattern, and nothing in a list of words
MEND = "See content/README.md for how a pattern is written"
Asked = Mapping[str, list[str]]  # questions by the key of the section that answers them
Owners = dict[tuple[str, ...], str]  # where a question stands, by its words
Reads = Callable[[list[Record], Callable[[str], bool]], object]
Told = Iterator[tuple[str, str]]  # messages, each with its remedy


def check(contents: Contents, texts: list[Text]) -> None:
    sections, owners = _sections(texts), Owners()
    for slug, record in contents.of("article").items():
        for message, remedy in wrong_questions(slug, record.get("asked", {}), sections[slug], owners):
            contents.fault(*contents.places["article", slug], message, remedy, "asked")
    for kind, wrong in (("synonym", _wrong_synonyms), ("refusal", _wrong_refusals), ("sign", _wrong_signs)):
        for name, message, remedy in wrong(contents.of(kind)):
            contents.fault(*contents.places[kind, name], message, remedy, "word-list")
    for name, entry in contents.of("refusal").items():
        slug, _, section = entry.get("passage", "").partition("/")
        if slug and section not in sections[slug]:
            message = f"“{name}” names the passage “{entry['passage']}”, which is not there"
            contents.fault(
                *contents.places["refusal", name], message, "Write article/section, or leave it out", "word-list"
            )


def check_article(contents: Contents, slug: str, sections: Iterable[str] = ()) -> None:
    """Whether what one article is asked is sound; the questions of the others must be there. Its sections are those of
    its texts among the contents, which are parsed, and the keys in `sections`.
    """
    keys = [*_sections(text for text in texts_of(contents) if text.slug == slug)[slug], *sections]
    others = {name: record.get("asked", {}) for name, record in contents.of("article").items() if name != slug}
    asked = contents.records["article", slug].get("asked", {})
    for message, remedy in wrong_questions(slug, asked, keys, owners_of(others)):
        contents.fault(*contents.places["article", slug], message, remedy, "asked")


def answering(keys: Iterable[str]) -> list[str]:
    """Those of the keys, each once, whose sections can answer: not the one of questions to check oneself."""
    return [key for key in dict.fromkeys(keys) if key not in ("", CHECKS)]


def owners_of(articles: Mapping[str, Asked]) -> Owners:
    """Where each question of these articles stands."""
    return {
        tuple(tokens(question)): f"{slug}#{key}"
        for slug, asked in articles.items()
        for key, questions in asked.items()
        for question in questions
    }


def wrong_questions(slug: str, asked: Asked, keys: Iterable[str], owners: Owners) -> Told:
    """What is wrong with the questions of an article that has sections of these keys; where it has none yet, nothing
    is said of that. `owners` are the questions met before, and takes in those that stand here.
    """
    known = answering(keys)
    for key, questions in asked.items():
        if known and key not in known:
            line = shortened(f"{key}: {next(iter(questions), '')}".strip())
            yield f"“{line}” leads to no section that answers", f"Use one of {', '.join(known)}"
        if not questions:
            yield f"nothing is asked at “{key}”", "Write a question, or take the key out"
        for question in questions:
            yield from _wrong_question(question, f"{slug}#{key}", owners)


def _wrong_question(question: str, place: str, owners: Owners) -> Told:
    words, shown = tuple(tokens(question)), shortened(question)
    if not words:
        yield f"a question at “{place}” has no word", "Write it as readers put it, or take it out"
        return
    if words in owners:
        yield f"“{shown}” at “{place}” is asked at “{owners[words]}” already", "Keep it where it is answered best"
    if len(question) > LONGEST:
        yield f"“{shown}” at “{place}” has {len(question)} characters", f"Keep to {LONGEST}"
    if question.splitlines() != [question.strip()]:
        yield f"“{shown}” at “{place}” is not one line of words", "Write each question as a line of its own"
    owners.setdefault(words, place)


def _sections(texts: Iterable[Text]) -> dict[str, list[str]]:
    """The keys of the sections of each article, at whatever level."""
    keys: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if text.level:
            keys[text.slug] += text.document.keys
    return keys


# The lists. Each of these yields the name of an entry, what is wrong with it, and the remedy.


def _wrong_synonyms(entries: Mapping[str, Record]) -> Iterator[tuple[str, str, str]]:
    owners: Owners = {}
    for name, entry in entries.items():
        words = entry.get("words", [])
        for phrase in (*words, *entry.get("also", [])):
            if not stems(phrase):
                yield name, f"“{phrase}” in “{name}” has no word", "Write words, or take it out"
        for phrase in filter(stems, words):
            owner = owners.setdefault(tuple(stems(phrase)), name)
            if owner != name:
                remedy = "Let one of the two have it, or make one group of both"
                yield name, f"“{phrase}” stands in “{name}” and in “{owner}”", remedy
        if not words:
            yield name, f"“{name}” has no words", "Write them, or take the entry out"


def _wrong_signs(entries: Mapping[str, Record]) -> Iterator[tuple[str, str, str]]:
    said = {"sign": ("says",), "topic": ("says",)}
    return _wrong_patterns(entries, emergencies.KINDS, said, Emergencies)


def _wrong_refusals(entries: Mapping[str, Record]) -> Iterator[tuple[str, str, str]]:
    said = {"outside": ("says", "whom"), "decision": ("says", "whom")}
    return _wrong_patterns(entries, refusals.KINDS, said, Refusals)


def _wrong_patterns(
    entries: Mapping[str, Record], kinds: tuple[str, ...], said: Mapping, build: Reads
) -> Iterator[tuple[str, str, str]]:
    """Of a list of patterns with entries of these kinds; by some of these what they have to say, and what reads it."""
    for name, entry in entries.items():
        kind = entry.get("kind", kinds[0])
        if kind not in kinds:
            yield name, f"“{name}” is of the kind “{kind}”", f"Use one of {', '.join(kinds)}"
        if not entry.get("when", True):
            yield name, f"“{name}” has nothing under “when”", "Write a pattern, or take the entry out"
        for field in said.get(kind, ()):
            if not entry.get(field):
                yield name, f"“{name}” lacks “{field}”", "Add it"
        for phrase in _phrases(entry) if kind == "words" else ():
            if not _is_words(phrase):
                remedy = "Write words, with | between them, and no other sign"
                yield name, f"“{phrase}” in the list “{name}” is no word", remedy
    whole = [{"says": "so", "whom": "so"} | entry for entry in entries.values() if "when" in entry]
    for name, error in _unreadable([row for row in whole if row.get("kind") in kinds], build):
        yield name, str(error).rstrip("."), MEND


def _unreadable(rows: list[Record], build: Reads) -> Iterator[tuple[str, ValueError]]:
    """The entries with a pattern that cannot be read, each with the error. Whatever else is wrong has been told."""
    lists = [row | {"when": list(filter(_is_words, _phrases(row)))} for row in rows if row["kind"] == "words"]
    others = [row for row in rows if row["kind"] != "words"]
    if _error([*lists, *others], build):
        named = [row | {"when": ["so"]} for row in others if row["kind"] == "urgent"]  # by others; told once
        for row in others:
            if error := _error([*lists, *(one for one in named if one["id"] != row["id"]), row], build):
                yield row["id"], error


def _phrases(entry: Record) -> list[str]:
    """What a list of words holds."""
    return [phrase for line in entry.get("when", []) for phrase in line.split("|")]


def _is_words(phrase: str) -> bool:
    return bool(tokens(phrase)) and not SIGNS.search(phrase)


def _error(rows: list[Record], build: Reads) -> ValueError | None:
    """What is said against the first of these entries that cannot be read."""
    try:
        build(rows, bool)
    except ValueError as error:
        return error
    return None
