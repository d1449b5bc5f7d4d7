"""A small, sound content folder in house form, and a way to change one file of it."""

from pathlib import Path

TEXT = """---
title: {title}
summary: Sums it up.
---

::: key-points
- It helps. [@one]
:::

## First part {{#first-part}}

Words about it. [@one; @two]

## Second part {{#second-part}}

Read [the risks](/articles/risks/#first-part).

::: ask-your-team
- Will it help me?
:::

## When to get help {{#when-to-get-help}}

::: emergency
Call your emergency number for chest pain. [@one]
:::

## Check yourself {{#check-yourself}}
{checks}"""
CHECK = """
::: check
Does it help{so}?

- [x] Yes
- [ ] No

It does. [@one] [Read this part again](#first-part)
:::
"""


def text(title: str) -> str:
    """A sound text of the title."""
    return TEXT.format(title=title, checks="".join(CHECK.format(so=so) for so in ("", " now", " for long")))


RULEBOOK = {
    "forbidden.yaml": """- id: never-lasts
  says: that it lasts for ever
  pattern: \\bfor ever\\b
  unless: \\bnot\\b
  reason: No study says so.
  instead: Say how long it lasted in a study.
  claims:
    - two
""",
    "synonyms.yaml": """- id: balloon
  words: [balloon, PTMC]
  also: [small bag]
""",
    "refusals.yaml": """- id: price
  kind: outside
  says: what it costs
  whom: Ask your hospital.
  when: [how much + cost|price]
  unless: [effort]
""",
    "emergencies.yaml": """- id: chest-pain
  kind: sign
  says: chest pain
  when: ['@who >> chest + pain']
  unless: ['@now']
- id: now
  kind: urgent
  when: [now]
- id: who
  kind: words
  when: [I|my mother]
""",
}
FILES = {
    "claims.yaml": """- id: one
  topic: overview
  claim: It helps.
  figures:
    - 90%
  sources:
    - first-work
    - second-work
  strength: guideline
  note: Say so.
  checked_on: '2026-11-01'
- id: two
  topic: overview
  claim: It does not last.
  figures: []
  sources:
    - second-work
  strength: cohort
""",
    "references.yaml": """first-work:
  authors: Author A
  year: '2020'
  title: A guideline
  kind: guideline
second-work:
  description: What a study found
  kind: cohort
  incomplete: true
  missing:
    - year
""",
    "glossary.yaml": """- key: balloon
  term: balloon
  also:
    - balloons
  say: buh-LOON
  meaning: A small bag that is filled.
""",
    "articles/overview/article.yaml": """stage: understand
position: 10
related:
  - risks
codes:
  - system: 2.16.840.1.113883.6.90
    code: I05.0
    label: Narrow valve
also_called:
  - PTMC
questions:
  - How narrow is it?
  - Will it last?
  - What else is there?
review_months: 36
""",
    "articles/overview/plain.md": text("What is it?"),
    "articles/overview/detailed.md": text("What is it, in detail?"),
    "articles/risks/article.yaml": """stage: decide
position: 20
questions:
  - What can go wrong?
  - How often?
  - What then?
asked:
  first-part:
    - What can go wrong with it?
    - is it risky
review_months: 24
""",
    "articles/risks/plain.md": text("What can go wrong?"),
    "pages/about.md": "---\ntitle: About\nsummary: Who we are.\n---\n\n## Who we are {#who}\n\nWe. [@two]\n",
}


def folder(path: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """The folder at `path`, with some files of other bytes or, where None, without them."""
    for name, text in (FILES | (changes or {})).items():
        file = path / name
        if text is None:
            file.unlink(missing_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def swapped(name: str, old: str, new: str) -> dict[str, str]:
    """The file of that name with one passage changed, which must stand there."""
    assert old in FILES[name], old
    return {name: FILES[name].replace(old, new, 1)}


def bytes_of(path: Path) -> dict[str, bytes]:
    """Every file below the folder with its bytes."""
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
