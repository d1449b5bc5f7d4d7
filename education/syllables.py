"""How many syllables an English word has: a rule of thumb and the words it gets wrong.

Our own, because the known package fetches a dictionary while it runs, and because a score must never move with
a dependency. Pinned by tests/test_syllables.py on more than a hundred words of the subject.

A leaf: imports nothing of the project.
"""

import re
from functools import lru_cache

EXCEPTIONS = {
    "abdomen": 3, "aorta": 3, "area": 3, "areas": 3, "being": 2, "breathe": 1, "breathed": 1, "breathes": 1, "business": 2,
    "chordae": 2, "clothes": 1, "commissure": 3, "create": 2, "created": 3, "diabetes": 4, "diet": 2, "different": 3,
    "doing": 2, "evening": 2, "every": 2, "everyone": 3, "everything": 3, "everyday": 3, "fibre": 2, "fluid": 2, "fluids": 2,
    "fluoxetine": 4, "going": 2, "heart": 1, "hour": 1, "hours": 1, "idea": 3, "ideas": 3, "inoue": 3, "interest": 2,
    "lying": 2, "medicine": 3, "medicines": 3, "metre": 2, "litre": 2, "millimetre": 4, "millimetres": 4, "centimetre": 4,
    "centimetres": 4, "people": 2, "pneumonia": 3, "poem": 2, "quiet": 2, "radiation": 4, "realise": 3, "reason": 2,
    "science": 2, "seeing": 2, "several": 3, "someone": 2, "something": 2, "somewhere": 2, "sometimes": 2, "trial": 2,
    "trials": 2, "ultrasound": 3, "usually": 4, "valve": 1, "valves": 1, "warfarin": 3, "whole": 1, "wire": 1,
    "thrombus": 2, "society": 4, "variety": 4, "anxiety": 4, "anaesthesia": 5, "anaesthetic": 4, "anaesthetics": 4,
    "therefore": 2, "before": 2, "more": 1, "safely": 2, "safer": 2, "careful": 2, "carefully": 3, "hopeful": 2, "lifelong": 2,
    "homes": 1, "times": 1, "lower": 2, "lowered": 2, "shower": 2, "showers": 2, "power": 2, "our": 1, "your": 1, "iron": 2,
    "aged": 1, "unaged": 2, "used": 1, "closed": 1, "caused": 1, "opened": 2, "rheumatic": 3, "suitable": 3, "unsuitable": 4, "guardian": 3, "association": 5, "associations": 5, "friend": 1, "friends": 1, "orient": 3, "argue": 2, "cooperation": 5,
    "january": 4, "february": 4, "theatre": 3, "persuade": 2, "familiar": 3, "senior": 2, "junior": 2, "behaviour": 3, "nausea": 3, "guideline": 2, "guidelines": 2,
    "guide": 1, "museum": 3, "fluoroscopy": 5, "genuine": 3, "ruin": 2, "appreciate": 4, "associate": 4, "associated": 5,
    "doppler": 2, "oesophagus": 4, "oesophageal": 5, "transoesophageal": 7, "haemorrhage": 3, "caesarean": 5, "oestrogen": 3,
    "oedema": 3, "ischaemia": 4, "video": 3, "period": 3, "periods": 3, "serious": 3, "seriously": 4, "previous": 3,
    "experience": 4, "experienced": 4, "inferior": 4, "superior": 4, "posterior": 4, "anterior": 4, "interior": 4, "exterior": 4,
    "medium": 3, "potassium": 4, "calcium": 3, "sodium": 3, "atrium": 3, "atria": 3, "material": 4, "materials": 4,
    "bacteria": 4, "bacterial": 4, "arterial": 4, "pericardium": 5, "pericardial": 5, "endocardium": 5, "myocardium": 5,
    "myocardial": 5, "endocardial": 5, "cardiac": 3, "cardiologist": 5, "cardiologists": 5, "cardiology": 5, "region": 2,
    "regions": 2, "religion": 3, "million": 2, "billion": 2, "opinion": 3, "opinions": 3, "onion": 2, "union": 2,
    "angioplasty": 5, "dyspnoea": 3, "diarrhoea": 4, "echocardiogram": 6, "echocardiograms": 6, "electrocardiogram": 7,
    "pulmonary": 4, "coronary": 4, "catheterisation": 6, "reopen": 3, "reopened": 3, "reoperation": 5, "goes": 1, "does": 1,
    "mayo": 2, "okay": 2,
}
PREFIXES = ("endo", "micro", "echo", "electro", "neuro", "cardio", "gastro", "hypo", "hyper", "retro", "trans", "anti", "peri", "co-")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(
    r"(?<!tr|br)(?<![aeiouyl])e$|[aeiouy]le$|[gq]ue$|[gq]ues$|(?<!dr)(?<![aeiouydt])ed$|(?<![cs]h)(?<![aeiouylscxzg])es$"
    r"|[aeiouy]les$|(?<=[aeiouy])[^aeiouy]+ely$|eless$|eful$|ements?$"
)
NOT = re.compile(r"[^aeiouy]n['’]t$")  # the second beat of isn't and couldn't
SPLIT = re.compile(r"(?<![tcs])i[ao](?!n\b|ng|us)|(?<!q)(?<!g)ua(?!r)|eo|iu|yo[ctg]|ioa|i[ae]ty|uous|ying|uing|oing|eing|ao|coag|(?<![ctsr])ien[tc]|dient|lien|(?<![qg])ue[nl]")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one word, at least 1 for a word with a letter in it, 0 for none. Case and punctuation do not matter.

    A hyphened word is the sum of its parts. A run of capitals without a vowel, or of up to five capitals (`TOE`, `INR`), is spelt out.
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
            return len(VOWELS.findall(prefix)) + _part(letters[len(prefix) :])
    spoken = letters.replace("oea", "ia").replace("ae", "e").replace("oe", "e") if len(letters) > 5 else letters
    count = len(VOWELS.findall(spoken)) - bool(SILENT.search(spoken)) + len(SPLIT.findall(spoken)) + bool(NOT.search(word))
    return max(count, 1)
