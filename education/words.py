"""Words as search compares them: alike whatever their case, accents, spelling side of the ocean and ending.

A leaf: imports nothing of the project.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import snowballstemmer
from spellchecker import SpellChecker

WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
LONGEST = 40  # characters of a word that is worth a look
IN_USE = 100  # times that a word stands in the word list of spoken English, from which on it is no slip
EVERYDAY = 60_000  # times from which on a word says nothing of the matter

# British and American spelling, brought to one. Both sides are folded, so what counts is only that they meet.
SPELLINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(defen|licen|offen|practi)s(?=e|i)", r"\1c"),
        (r"(?<=\w)ae(?=\w)", "e"),  # anaesthetic, haematoma, paediatric
        (r"^oe|(?<=rrh)oe|(?<=f)oe(?=t)", "e"),  # oesophagus, diarrhoea, foetus
        (r"^(behavi|col|fav|fl?av|harb|hon|hum|lab|neighb|od|rum|sav|tum|vap|vig)our", r"\1or"),
        (r"(?<=\w{3})is(?=(e|ed|er|es|ing|ation|ations)$)", "iz"),  # normalise
        (r"(?<=\w{3})ys(?=(e|ed|er|es|ing)$)", "yz"),  # analyse
        (r"^(calib|cent|fib|lit|met|theat)re(s?)$", r"\1er\2"),
        (r"^(cancel|counsel|label|signal|travel)l", r"\1"),  # travelling
        (r"sulph", "sulf"),
        (r"(?<=gram)me(?=s?$)", ""),
        (r"(?<=log)ue(?=s?$)", ""),
    )
]
# Whom a reader asks for: it tells who they are, and not what they ask.
_KIN = """
    aunt auntie boyfriend bro brother brothers cousin dad daddy dads daughter father fella folk folks friend
    girlfriend gran grandad granddad grandfather grandma grandmother grandpa granny guy hubby husband husbands
    lady ma mam mom mommy moms mother mothers mum mummy mums nan nana nanna neighbor nephew niece pa papa parent
    parents partner relative sis sister son spouse uncle wife wifes
"""
_LITTLE = """
    a about above actually after again all also am an and any anybody anyone anything are arent as ask at away
    be because been before being below between both bit but by can cannot cant come could couldnt did didnt do
    does doesnt doing done dont down each either else etc even ever every few find for from gave get gets
    getting give go goes going gone gonna got had has hasnt have havent having he hello help her here hers hi
    him his how i id if ill im in into is isnt it its ive just know known less let lets like lot lots made make
    makes many may maybe me mean means might mine more most much must my myself need needs never no nor not now
    of off ok okay on once one only or other our ours out over own people person please put quite rather really
    said same say see shall she should shouldnt since so some somebody someone something still such sure take
    tell than thank thanks that thats the their them then there theres these they theyre thing things think this
    those though through thx to told too took try trying u under understand until up upon ur us use used very
    via want wants was wasnt way we well went were weve what whats when whens where which while who whom whos
    why will with within without wondering wont would wouldnt wud you youre your yours yourself
"""
KIN = frozenset(_KIN.split())
LITTLE = KIN | frozenset(_LITTLE.split())

# What we have written is folded and stemmed again and again, so it is kept in mind. What a reader has typed is not.


def tokens(text: str) -> list[str]:
    """The words of a text of ours, folded: small letters without accents and apostrophes, digits kept, one spelling."""
    return [word for _, _, word in spans(text)]


def stems(text: str) -> list[str]:
    """The words of a text of ours without their endings."""
    return [_kept_stem(word) for word in tokens(text)]


def stem_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text of ours as (start, end, stem), where it stands."""
    return ((start, end, _kept_stem(word)) for start, end, word in spans(text))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text of ours as (start, end, folded), where it stands."""
    return _spans(text, _kept_fold)


def typed(text: str) -> Iterator[tuple[int, int, str]]:
    """As `spans`, of what a reader has typed: nothing of it is kept in mind."""
    return _spans(text, fold)


def _spans(text: str, folded: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    for match in WORD.finditer(text):
        if word := folded(match.group()):
            yield match.start(), match.end(), word


def fold(word: str) -> str:
    """One word in the spelling that is compared. What is longer than any word is cut."""
    plain = unicodedata.normalize("NFKD", word[:LONGEST]).casefold()
    plain = "".join(c for c in plain if c.isalnum())
    for pattern, to in SPELLINGS:
        plain = pattern.sub(to, plain)
    return plain[:LONGEST]


def stem(word: str) -> str:
    """A folded word without its ending, as the Snowball project's English stemmer takes it off."""
    return _stemmer().stemWord(word)


_kept_fold, _kept_stem = lru_cache(maxsize=20_000)(fold), lru_cache(maxsize=20_000)(stem)


def is_english(word: str) -> bool:
    """Whether a folded word stands often enough in the word list of spoken English to be no slip of the finger.

    The first call reads the list, which takes about a second.
    """
    return uses(word) >= IN_USE


def is_everyday(word: str) -> bool:
    """Whether a folded word is so common that it tells nothing of the matter. Costs as `is_english` does."""
    return word in LITTLE or uses(word) >= EVERYDAY


def uses(word: str) -> int:
    """How often a folded word stands in the word list of spoken English; 0 for what is not in use. Costs as
    `is_english` does.
    """
    return _list().get(word, 0)


def like(word: str) -> list[str]:
    """English words in use that begin with the same letter and are about as long, the commonest first."""
    return [other for other in _by_first().get(word[0], ()) if abs(len(other) - len(word)) <= 2]


@cache
def _list() -> dict[str, int]:
    """Each word in use, folded, with how often it stands in the list."""
    listed = SpellChecker(language="en").word_frequency.dictionary.items()
    in_use = sorted((times, word) for word, times in listed if times >= IN_USE)
    return {fold(word): times for times, word in in_use}


@cache
def _by_first() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in reversed(_list()):
        if word:
            found.setdefault(word[0], []).append(word)
    return found


@cache
def _stemmer():
    return snowballstemmer.stemmer("english")
