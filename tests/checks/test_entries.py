"""Claims, works, terms and articles that are not whole, or that nobody uses."""

import pytest

from education.faults import Fault

from ..folder import FILES, swapped
from .planted import CLAIMS, DETAILED, OVERVIEW, PLAIN, RISKS_PLAIN, TERMS, WORDS, WORKS, added, found

pytestmark = pytest.mark.once
WHOLE = "Give system, code and, if you like, label, each in quotation marks"
KINDS = (
    "guideline, guideline-summary, randomised-trial, trial-registration, meta-analysis, systematic-review, review, "
    "book-chapter, technique, original-report, cohort, cohort-report, registry, conference-abstract, case-report, "
    "calculator, local-protocol, news-report, report, patient-information"
)
A_CLAIM = (
    "- id: three\n  topic: risks\n  claim: It is quick.\n  figures: []\n  sources:\n    - {}\n  strength: cohort\n"
)
BAG = "- key: bag\n  term: {}\n  meaning: A bag.\n"


def coded(codes: str) -> dict:
    return swapped(OVERVIEW, FILES[OVERVIEW].partition("codes:\n")[2].partition("also")[0], codes)


PLANTED = {
    "a claim rests on no work": (
        swapped(CLAIMS, "    - first-work\n", "    - first-work\n    - third-work\n"),
        Fault(
            CLAIMS, 1, "claim “one” rests on “third-work”, which references.yaml does not hold",
            "Add the work, or correct its name", "evidence",
        ),
    ),
    "a claim names a work twice": (
        swapped(CLAIMS, "    - first-work\n", "    - first-work\n    - first-work\n"),
        Fault(CLAIMS, 1, "claim “one” names a work twice", "Name each work once", "evidence"),
    ),
    "a claim is of no strength": (
        swapped(CLAIMS, "strength: cohort", "strength: rumour"),
        Fault(
            CLAIMS, 12, "claim “two” has the strength “rumour”",
            "Use one of guideline, trial, review, cohort, patient-leaflet", "evidence",
        ),
    ),
    "a claim was checked on no day": (
        swapped(CLAIMS, "2026-11-01", "2026-11-31"),
        Fault(
            CLAIMS, 1, "claim “one” was checked on “2026-11-31”",
            "Write the date as 'YYYY-MM-DD', in quotation marks", "evidence",
        ),
    ),
    "a work has no name": (
        swapped(WORKS, "  description: What a study found\n", ""),
        Fault(WORKS, 6, "“second-work” has neither a title nor a description", "Say what the work is", "evidence"),
    ),
    "a work is of no kind": (
        swapped(WORKS, "kind: cohort", "kind: gossip"),
        Fault(WORKS, 6, "“second-work” is of the kind “gossip”", f"Use one of {KINDS}", "evidence"),
    ),
    "two terms share a form": (
        added(TERMS, BAG.format("Balloons")),
        Fault(TERMS, 7, "“Balloons” is a form of “bag” and of “balloon”", "Let one of the two have it", "term"),
    ),
    "a stage is none": (
        swapped(OVERVIEW, "stage: understand", "stage: dream"),
        Fault(
            OVERVIEW, 1, "there is no stage “dream”",
            "Use one of understand, decide, prepare, the-day, going-home, later-on", "article",
        ),
    ),
    "a check holds for ever": (
        swapped(OVERVIEW, "review_months: 36", "review_months: 12000"),
        Fault(
            OVERVIEW, 1, "review_months is no time that a check can hold", "Write 1 to 120, or leave it out", "article",
        ),
    ),
    "a related article is not there": (
        swapped(OVERVIEW, "- risks", "- rumours"),
        Fault(
            OVERVIEW, 1, "the related article “rumours” is not there", "Correct its name, or take it out", "article",
        ),
    ),
    "a code stands twice": (
        coded("  - system: '1'\n    code: '2'\n  - system: '1'\n    code: '2'\n    label: Again\n"),
        Fault(OVERVIEW, 1, "a code stands here twice", "Give each code once", "article"),
    ),
    "a code is words": (
        coded("  - words\n"), Fault(OVERVIEW, 1, "the code words is not whole", WHOLE, "article"),
    ),
    "a code has no code": (
        coded("  - system: '1'\n"), Fault(OVERVIEW, 1, "the code {'system': '1'} is not whole", WHOLE, "article"),
    ),
    "a code is a number": (
        coded("  - system: '1'\n    code: 5\n"),
        Fault(OVERVIEW, 1, "the code {'system': '1', 'code': 5} is not whole", WHOLE, "article"),
    ),
    "a code says more": (
        coded("  - system: '1'\n    code: '2'\n    more: '3'\n"),
        Fault(OVERVIEW, 1, "the code {'system': '1', 'code': '2', 'more': '3'} is not whole", WHOLE, "article"),
    ),
    "an article has no text": (
        {"articles/empty/article.yaml": FILES[OVERVIEW]},
        Fault(
            "articles/empty/article.yaml", 1, "the article has no text", "Write plain.md, or take the folder away",
            "article",
        ),
    ),
    "a text has no article": (
        {"articles/lost/plain.md": FILES[PLAIN]},
        Fault(
            "articles/lost/plain.md", 1, "the text has no article.yaml beside it", "Write one: see content/README.md",
            "article",
        ),
    ),
    "nobody cites a claim": (
        added(CLAIMS, A_CLAIM.format("second-work")),
        Fault(CLAIMS, 19, "no text cites the claim “three”", "Use it, or take it out", "unused-claim"),
    ),
    "no claim rests on a work": (
        added(WORKS, "third-work:\n  title: Another\n  kind: cohort\n"),
        Fault(WORKS, 12, "no claim rests on “third-work”", "Use it, or take it out", "unused-reference"),
    ),
}  # fmt: skip
SOUND = {
    "a claim that was never checked": ("evidence", swapped(CLAIMS, "  checked_on: '2026-11-01'\n", "")),
    "a work with a description and no title": ("evidence", swapped(WORKS, "title: A guideline", "description: It")),
    "a form that is part of another": ("term", added(TERMS, BAG.format("balloon valve"))),
    "a form that its own term has twice": ("term", swapped(TERMS, "- balloons", "- Balloon")),
    "an article without related ones": ("article", swapped(OVERVIEW, "related:\n  - risks\n", "")),
    "a code without a label": ("article", swapped(OVERVIEW, "    label: Narrow valve\n", "")),
    "a code of two systems": ("article", coded("  - system: '1'\n    code: '2'\n  - system: '3'\n    code: '2'\n")),
    "an article with a text in another language only": (
        "article",
        {"articles/new/article.yaml": FILES[OVERVIEW], "articles/new/plain.cy.md": FILES[PLAIN]},
    ),
    "a claim that only a page cites": (
        "unused-claim",
        {name: FILES[name].replace(WORDS, "Words. [@one]") for name in (PLAIN, DETAILED, RISKS_PLAIN)},
    ),
    "a work on which one claim of many rests": (
        "unused-reference",
        swapped(CLAIMS, "    - first-work\n    - second-work\n", "    - first-work\n"),
    ),
}


def test_a_work_that_only_an_unused_claim_rests_on_is_used(tmp_path):
    changes = added(CLAIMS, A_CLAIM.format("third-work")) | added(WORKS, "third-work:\n  title: T\n  kind: cohort\n")
    assert [fault.rule for fault in found(tmp_path, changes)] == ["unused-claim"]
