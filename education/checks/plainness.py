"""Whether a text is as easy to read as its level promises, and plain is plain: words explained, active, to the reader.

What a program sees of a text's style is a hint; those rules only warn.
"""

import re
from collections import Counter

from ..files import Contents
from ..levels import ReadingLevel
from ..markup import first_line, pattern_of
from ..readability import Sentence, hardest, hardest_words, measure
from ..syllables import syllables
from .text import Text, declared, forms, shortened

TOO_MUCH = {  # the rule that each measure can break, and its name in words
    "grade": ("grade", "grade"), "smog": ("smog", "SMOG grade"), "mean_sentence": ("sentence-length", "mean sentence"),
}  # fmt: skip
HARD = 3  # syllables from which a word of the glossary is hard
MOST_SENTENCES = 3  # in a paragraph of plain
NEAR = 5  # letters by which two words are taken for forms of one
STATES = (
    "advanced|aged|allowed|based|called|closed|confused|crowded|dilated|enlarged|experienced|fixed|gifted|hardened|"
    "inflamed|limited|married|mixed|named|narrowed|needed|scarred|scared|skilled|slurred|supposed|thickened|tired|used|"
    "worried"
)  # look like a passive and tell how something is
IRREGULAR = (
    "born|bought|brought|built|caught|chosen|cut|done|drawn|driven|eaten|felt|found|given|gone|grown|heard|held|kept|"
    "known|left|led|lost|made|met|paid|put|read|said|seen|sent|set|shown|shut|sold|spent|stuck|taken|taught|told|"
    "thought|understood|written"
)
BETWEEN = "all|also|always|both|carefully|first|gently|never|not|now|often|only|slowly|sometimes|still|then|usually"
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|gets|got)\s+(?:(?:{BETWEEN})\s+)?"
    rf"(?!(?:{STATES})\b)(?:[a-z]{{2,}}(?<!e)ed|{IRREGULAR})\b"
)
PATIENTS = re.compile(r"\b(?:the |a )?patients? (?:should|must|need|can|may|will|has to|have to)\b", re.IGNORECASE)
SAYING = re.compile(
    r"[(,]|\b(?:called|calls?|means?|named?|known as|that is|is an?|are|is the|or an?|which|short for)\b"
)


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    if text.level:
        _easy_enough(text, declared(contents))
    if text.level == ReadingLevel.PLAIN:
        _explained(contents, text)
        _short_paragraphs(text)
        _to_the_reader(text)


def _easy_enough(text: Text, terms: list[str]) -> None:
    for name, (value, most) in text.level.target.exceeded(measure(text.document, terms)).items():
        rule, words = TOO_MUCH[name]
        worst = hardest(text.document, terms)
        costly = " · ".join(f"line {s.line + text.start - 1}, {len(s.words)} words: {shortened(s.text)}" for s in worst)
        message = f"its {words} is {value:.1f}, and {text.level.label} allows {most}"
        remedy = f"Costly sentences: {costly} · Costly words: {', '.join(hardest_words(text.document, terms))}"
        text.fault(worst[0].line, rule, message, remedy)


def _explained(contents: Contents, text: Text) -> None:
    """Where a hard word of the glossary first stands, the sentence or one beside it says what it means."""
    told = text.told
    whole = "\n".join(sentence.text for sentence in told)  # one look at it spares many at its sentences
    for name, term in contents.of("term").items():
        pattern = pattern_of(tuple(forms(term)))
        if not pattern.search(whole):
            continue
        place = next((at for at, sentence in enumerate(told) if pattern.search(sentence.text)), None)
        if place is None or not _is_hard(word := pattern.search(told[place].text).group()):
            continue
        near = [told[at] for at in (place - 1, place, place + 1) if 0 <= at < len(told)]
        if not _says(near, word, term.get("meaning", "")):
            remedy = "Say what it means in that sentence or the next, or use an easier word"
            text.fault(told[place].line, "unexplained-term", f"“{word}” ({name}) is not explained", remedy)


def _is_hard(word: str) -> bool:
    return any(part.isupper() and len(part) > 1 or syllables(part) >= HARD for part in re.findall(r"[A-Za-z]+", word))


def _says(near: list[Sentence], word: str, meaning: str) -> bool:
    """Whether the sentences share words with the meaning: two, or one where they set out to say what something is."""
    said = " ".join(sentence.text for sentence in near)
    shared = _stems(said, word) & _stems(meaning, word)
    return len(shared) >= (1 if SAYING.search(said) else 2)


def _stems(text: str, without: str) -> set[str]:
    own = {word[:NEAR] for word in re.findall(r"[a-z]+", without.lower())}
    return {word[:NEAR] for word in re.findall(r"[a-z]{4,}", text.lower())} - own - {"that", "with", "from", "this"}


def _short_paragraphs(text: Text) -> None:
    lines = Counter(sentence.line for sentence in text.told)
    items = {first_line(token) for token in text.document.tokens if token.type in ("list_item_open", "tr_open")}
    for line in sorted(set(lines) - items):
        if lines[line] > MOST_SENTENCES:
            message = f"the paragraph has {lines[line]} sentences"
            text.fault(line, "paragraph", message, f"Break it up: at most {MOST_SENTENCES}, one idea each")


def _to_the_reader(text: Text) -> None:
    for sentence in text.told:
        for match in PASSIVE.finditer(sentence.text):
            remedy = "Say who does it: “your team gives you”"
            text.fault(sentence.line, "passive", f"“{match.group()}” is passive: {shortened(sentence.text)}", remedy)
        for match in PATIENTS.finditer(sentence.text):
            remedy = "Talk to the reader: “you can”"
            text.fault(sentence.line, "patients-should", f"“{match.group()}” talks about patients", remedy)
