"""Whether a change is a mere slip of the pen, which another editor may let pass without a clinician.

Told from the words that differ and from the parsed text: a slip changes a few words, and nothing that a reader may act
upon. In doubt it is more than a slip.

Rank 2: imports difference, figures, markup and wording.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from .difference import Difference, difference, numbers, words
from .figures import WORDS
from .markup import parse
from .wording import Wording

MOST_WORDS = 10  # added and taken away together
MOST_LETTERS = 200  # and marks, so that the parser is never asked about a heap of them
UNTOLD = {"text", "softbreak", "inline", "em_open", "em_close", "strong_open", "strong_close"}
TOLD = {
    "citation": "A citation",
    "link_open": "A link",
    "image": "A picture",
    "heading_open": "A heading or its key",
    "right": "The right answer of a check",
}
TURNING = """not no never none nor neither nobody nothing without cannot only unless until except before after more
    less fewer most few higher lower above below left right must should may can stop start always all if"""
TURNS = {*TURNING.split(), *WORDS}
SIGNS = re.compile(r"[<>≤≥±~=×÷%+−/]")


def is_slight(old: Wording, new: Wording) -> str:
    """Empty if the change is a mere typo; else, in plain words, why it is more. May parse both bodies.

    More than a typo is: a figure, citation, link, picture, heading key or block that differs, a word that may turn the
    sense, or more than ten words added and taken away.
    """
    found = difference(old, new)
    if found.is_empty:
        return ""
    told = next(filter(None, (rule(found) for rule in (_length, _figure, _citation, _turn))), "")
    return told or _shape(old.body, new.body)


def _figure(found: Difference) -> str:
    for old, new in found.changed_numbers:
        if old and new:
            return f"A figure is another: “{old}” became “{new}”."
        return f"A figure was added: “{new}”." if new else f"A figure was taken away: “{old}”."
    moved = next((number for text in _changed(found) for number in numbers(text)), "")
    return f"A figure was moved, or its sentence written anew: “{moved}”." if moved else ""


def _citation(found: Difference) -> str:
    for old, new in found.changed_citations:
        return f"A citation was added: {new}." if new else f"A citation was taken away: {old}."
    return ""


def _shape(old: str, new: str) -> str:
    """What the parsed texts are made of, but for their words: blocks, headings, links, pictures, citations, lists."""
    for before, after in zip_longest(_made_of(old), _made_of(new), fillvalue=("", "")):
        if before != after:
            kinds = {before[0], after[0]}
            name = next((told for kind, told in TOLD.items() if kind in kinds), "")
            if not name and any(kind.startswith("container") for kind in kinds):
                name = "A block (:::)"
            return f"{name or 'How the text is divided (paragraphs, lists, tables)'} differs."
    return ""


def _made_of(body: str) -> Iterator[tuple[str, str]]:
    for token in parse(body).tokens:
        for part in (token, *(token.children or ())):
            if part.type not in UNTOLD:
                yield (
                    part.type,
                    "|".join(map(str, (part.tag, part.attrs.get("id"), part.attrs.get("href"), *_aim(part)))),
                )
            if "right" in part.meta:
                yield "right", str(part.meta["right"])


def _aim(token) -> tuple:
    return token.attrs.get("src"), token.attrs.get("start"), token.meta.get("claims"), token.info


def _turn(found: Difference) -> str:
    cut = [word for text in _changed(found) for word in words(text.lower())]
    turning = (word for word in cut if word in TURNS or re.search("n['’]t$", word))
    signs = (word for word in cut if SIGNS.search(word) and not any(map(str.isalnum, word)))
    word, sign = next(turning, ""), next(signs, "")
    if word:
        return f"A word that may turn the sense was changed: “{word}”."
    return f"A sign that may turn the sense was changed: “{sign}”." if sign else ""


def _length(found: Difference) -> str:
    count = found.added_words + found.removed_words
    if count > MOST_WORDS:
        return f"{count} words were added or taken away; a typo changes {MOST_WORDS} at most."
    letters = sum(map(len, _changed(found)))
    return f"{letters} letters and marks were added or taken away." if letters > MOST_LETTERS else ""


def _changed(found: Difference) -> list[str]:
    return [piece.text for piece in found.pieces if piece.kind != "same"]
