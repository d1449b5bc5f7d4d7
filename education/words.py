"""Words as search compares them: alike whatever their case, accents, spelling side of the ocean and ending.

A leaf: imports nothing of the project.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

import jellyfish
from snowballstemmer.english_stemmer import EnglishStemmer
from spellchecker import SpellChecker

WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
LONGEST = 40  # characters of a word that is worth a look
IN_USE = 100  # times that a word stands in the word list of spoken English, from which on it is no slip
LONG = 6  # letters of a word in which two slips are forgiven, and not one alone
NONE = (9.0, 0, "")
FAR = 4  # letters from which on two words have nothing to do with each other
OURS = 0.6  # letters by which a word of ours is nearer than another of English
ALIKE = 1.2  # letters by which a word is nearer that sounds the same

# British and American spelling, brought to one. Both sides are folded, so what counts is only that they meet.
SPELLINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(defen|licen|offen|practi)s(?=e|i)", r"\1c"),
        (r"(?<=\w)ae(?=\w)", "e"),  # anaesthetic, haematoma, paediatric
        (r"^oe|(?<=trans)oe(?=s)|(?<=rrh|.pn)oe|(?<=f)oe(?=t)", "e"),  # oesophagus, diarrhoea, dyspnoea, foetus
        (r"^(behavi|col|fav|fl?av|harb|hon|hum|lab|neighb|od|rum|sav|tum|vap|vig)our", r"\1or"),
        (r"(?<=\w{3})is(?=(e|ed|er|es|ing|ation|ations)$)", "iz"),  # normalise
        (r"(?<=\w{3})ys(?=(e|ed|er|es|ing)$)", "yz"),  # analyse
        (r"^(calib|cent|fib|lit|met|theat)re(s?)$", r"\1er\2"),
        (r"^(cancel|counsel|label|signal|travel)l", r"\1"),  # travelling
        (r"sulph", "sulf"),
        (r"^grey", "gray"),
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
    a about above actually after afterwards again all also am an and any anybody anyone anything anywhere are
    arent as ask at away be because been before being below between bit both but by bye can cannot cant cheers
    come could couldnt did didnt do does doesnt doing done dont down during each either else etc even ever every
    everybody everyone few find for from gave get gets getting give go goes going gone gonna got great had has
    hasnt have havent having he hello help her here hers herself hey hi him himself his how i id if ill im in
    into is isnt it its ive just know known lately less let lets like lot lots made make makes many may maybe me
    mean means might mine more most much must my myself need needs never no nobody none nor normally not now of
    off ok okay on once one only or other our ours ourselves out over own people person please put quite rather
    really said same say see shall she should shouldnt since so some somebody someone something somewhere sorry
    still such sure take tell than thank thanks that thats the their them themselves then there theres these
    they theyre thing things think this those though through thx to told too took try trying u under understand
    until up upon ur us use used usually very via want wants was wasnt way we well went were weve what whats
    when whens where which while who whom whos why will with within without wondering wont would wouldnt wud
    yeah yes you your youre yours yourself
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
    """A folded word without its ending, as the Snowball project's English stemmer takes it off. That holds the word it
    works on within itself, so each call has its own: threads share none, and nothing typed is left behind.
    """
    return EnglishStemmer().stemWord(word)


_kept_fold, _kept_stem = lru_cache(maxsize=20_000)(fold), lru_cache(maxsize=20_000)(stem)


def is_english(word: str) -> bool:
    """Whether a folded word stands often enough in the word list of spoken English to be no slip of the finger.

    The first call reads the list, which takes about a second.
    """
    return uses(word) >= IN_USE


def uses(word: str) -> int:
    """How often a folded word stands in the word list of spoken English; 0 for what is not in use. Costs as
    `is_english` does.
    """
    return _list().get(word, 0)


def nearest(slip: str, ours: Iterable[str]) -> str:
    """The folded word that somebody most likely meant who typed this slip: one of ours, the first of those equally
    near, or one of English a letter away; empty if none is near. Costs some milliseconds.
    """
    sound, first = jellyfish.metaphone(slip), slip[:1]
    english = (word for length in (-1, 0, 1) for word in _by_start().get((first, len(slip) + length), ()))
    nearest_of_ours = min(
        ((_distance(slip, sound, word, ALIKE), at, word) for at, word in enumerate(ours)), default=NONE
    )
    others = enumerate((*LITTLE, *english))
    away, _, word = min((_distance(slip, sound, other, ALIKE / 100), at, other) for at, other in others)
    if nearest_of_ours[0] < (1 if len(slip) < LONG else 2) + OURS + 0.1 and nearest_of_ours[0] - OURS <= away:
        return nearest_of_ours[2]
    return word if away < 1.1 else ""


def same_to_the_ear(word: str, others: Iterable[str]) -> str:
    """Of other folded words the nearest that sounds the same and is written nearly so; empty if there is none."""
    sound, most = jellyfish.metaphone(word), 1 if len(word) < LONG else 2
    alike = [other for other in others if jellyfish.metaphone(other) == sound]
    away = [(jellyfish.damerau_levenshtein_distance(word, other), at, other) for at, other in enumerate(alike)]
    return min((one for one in away if one[0] <= most), default=(0, 0, ""))[2]


def _distance(slip: str, sound: str, other: str, alike: float) -> float:
    """Letters to change, by Damerau and Levenshtein; less by `alike` where both sound so, more where the first one
    differs.
    """
    away = jellyfish.damerau_levenshtein_distance(slip, other) if abs(len(slip) - len(other)) <= 3 else FAR
    if away >= FAR:
        return FAR
    exchanged = jellyfish.levenshtein_distance(slip, other) / 100  # of equally near ones, a letter is rather left out
    return away + exchanged - (alike if jellyfish.metaphone(other) == sound else 0) + (slip[0] != other[0]) / 2


@cache
def _list() -> dict[str, int]:
    """Each word in use, folded, with how often it stands in the list."""
    listed = SpellChecker(language="en").word_frequency.dictionary.items()
    in_use = sorted((times, word) for word, times in listed if times >= IN_USE)
    return {fold(word): times for times, word in in_use}


@cache
def _by_start() -> dict[tuple[str, int], list[str]]:
    """The words in use by first letter and length, the commonest first."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in filter(None, reversed(_list())):
        found.setdefault((word[0], len(word)), []).append(word)
    return found
