"""How many syllables an English word has: a rule of thumb and the words it gets wrong.

Our own, because the known package fetches a dictionary while it runs, and because a score must never move with
a dependency. Pinned by tests/test_syllables.py on more than a hundred words of the subject.

A leaf: imports nothing of the project.
"""

import re
from functools import lru_cache

IRREGULAR = {
    1: (
        "aches aged breathe breathed breathes caused closed clothes does friend friends goes guide heart homes "
        "hour hours more our times used valve valves whole wire your"
    ),
    2: (
        "argue before being billion business careful chordae create diet doing doppler elsewhere evening every "
        "fibre fluid fluids going guideline guidelines headaches hopeful interest iron junior lifelong lifetime "
        "litre lower lowered lying mayo metre million nosebleed nosebleeds okay onion opened people persuade poem "
        "power quiet reason region regions ruin safely safer safety science seeing senior shower showers someone "
        "something sometimes somewhere surgeon surgeons therefore thrombus trial trials unaged union valvewise"
    ),
    3: (
        "abdomen agreement aorta area areas atria atrium beforehand behaviour calcium cardiac carefully commissure "
        "created different dyspnoea element elements everyday everyone everything familiar genuine guardian "
        "haemorrhage idea ideal ideas inoue likelier likeliest median medicine medicines medium museum nausea "
        "oedema oestrogen opinion opinions orient pacemaker pacemakers period periods physio pneumonia previous "
        "ratio reaction reactions realise religion reopen reopened rheumatic scientist scientists serious several "
        "sodium somebody suitable theatre ultrasound video warfarin"
    ),
    4: (
        "anaesthetic anaesthetics anterior anxiety appreciate arterial associate bacteria bacterial caesarean "
        "centimetre centimetres cooperate coordinate coronary diabetes diarrhoea european everybody experience "
        "experienced exterior february fluoxetine inferior interior ischaemia january material materials "
        "millimetre millimetres oesophagus posterior potassium pulmonary radiation seriously society superior "
        "unsuitable usually variety"
    ),
    5: (
        "anaesthesia angioplasty associated association associations cardiologist cardiologists cardiology "
        "cooperation endocardial endocardium fluoroscopy myocardial myocardium oesophageal pericardial pericardium "
        "reoperation"
    ),
    6: ("catheterisation echocardiogram echocardiograms"),
    7: ("electrocardiogram transoesophageal"),
}
EXCEPTIONS = {word: count for count, words in IRREGULAR.items() for word in words.split()}
PREFIXES = (
    "endo",
    "micro",
    "echo",
    "electro",
    "neuro",
    "cardio",
    "gastro",
    "hypo",
    "hyper",
    "retro",
    "trans",
    "anti",
    "peri",
    "contra",
    "physio",
    "thrombo",
)
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(
    r"(?<!tr|br)(?<![aeiouyl])e$|[aeiouy]le$|[gq]ue$|[gq]ues$|(?<!dr)(?<![bcdfgkpstz]l)(?<![aeiouydt])ed$|(?<![cs]h)(?<![aeiouylscxzg])es$"
    r"|[aeiouy]les$|(?<=[aeiouy])[^aeiouy]+ely$|eless$|eful$|ements?$"
)
BEAT = re.compile(r"[^aeiouy]n['’]t$|(?:th|s)ms?$|(?:[sxz]|[cs]h|[cgs]e)['’]s$")  # in isn't, rhythm, spasm, nurse's
SPLIT = re.compile(
    r"(?<![tcs])i[ao](?!n\b|ng|us)|(?<!q)(?<!g)ua(?!r)|eo|iu|yo[ctg]|ioa|i[ae]ty|uous|ying|uing|oing|eing|ao|coag|(?<![ctsr])ien[tc]|dient|lien|(?<![qg])ue[nl]|[aeou]yer|(?<=[rvdnlbp])ious|(?<=..[bcdfghklmnprstv])ie(?:r|st)$"
)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one word, at least 1 for a word with a letter in it, 0 for none. Case and punctuation do not matter.

    A hyphened word is the sum of its parts. A run of two to five capitals (`TOE`, `INR`) is spelt out.
    """
    if word.isupper() and word.isalpha() and 1 < len(word) <= 5:
        return sum(3 if letter == "W" else 1 for letter in word)
    return sum(_part(part) for part in re.split(r"[-/]", word.lower()))


def _part(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word))
    if not letters:
        return 0
    if letters in EXCEPTIONS:
        return EXCEPTIONS[letters]
    for prefix in PREFIXES:
        if letters.startswith(prefix) and len(letters) > len(prefix) + 3:
            return _part(prefix) + _part(letters[len(prefix) :])
    spoken = letters.replace("oea", "ia").replace("ae", "e").replace("oe", "e") if len(letters) > 5 else letters
    count = (
        len(VOWELS.findall(spoken)) - bool(SILENT.search(spoken)) + len(SPLIT.findall(spoken)) + bool(BEAT.search(word))
    )
    return max(count, 1)
