"""The kinds of records, the fields that each holds, those that it cannot do without, and the files of lists.

A leaf: imports nothing of the project.
"""

Record = dict
FIELDS = {
    "article": {
        "stage": str, "position": int, "related": list, "codes": list, "also_called": list, "questions": list,
        "asked": dict, "review_months": int,
    },
    "text": {"title": str, "summary": str},
    "page": {"title": str, "summary": str},
    "claim": {
        "id": str, "topic": str, "claim": str, "figures": list, "sources": list, "strength": str, "note": str,
        "checked_on": str,
    },
    "term": {"key": str, "term": str, "also": list, "say": str, "meaning": str},
    "statement": {"id": str, "says": str, "pattern": str, "unless": str, "reason": str, "instead": str, "claims": list},
    "synonym": {"id": str, "words": list, "also": list},
    "sign": {"id": str, "kind": str, "says": str, "when": list, "unless": list},
    "refusal": {
        "id": str, "kind": str, "says": str, "whom": str, "passage": str, "when": list, "unless": list,
    },
    "reference": {
        "authors": str, "editor": str, "year": str, "title": str, "description": str, "journal": str, "part": str,
        "volume_pages": str, "published": str, "language": str, "doi": str, "pmid": str, "url": str, "kind": str,
        "access_note": str, "incomplete": bool, "missing": list,
    },
}  # fmt: skip
NEEDED = {
    "article": {"stage", "position"},
    "text": {"title", "summary"},
    "page": {"title", "summary"},
    "claim": {"id", "topic", "claim", "figures", "sources", "strength"},
    "term": {"key", "term", "meaning"},
    "statement": {"id", "says", "pattern", "reason", "instead"},
    "synonym": {"id", "words"},
    "sign": {"id", "kind", "when"},
    "refusal": {"id", "kind", "when"},
    "reference": {"kind"},
}
LISTS = {"claims.yaml": ("claim", "id"), "glossary.yaml": ("term", "key")}
RULEBOOK = {  # rules that come with a release and are tried before it; so they are files, and no part of the database
    "forbidden.yaml": ("statement", "id"),
    "synonyms.yaml": ("synonym", "id"),
    "emergencies.yaml": ("sign", "id"),
    "refusals.yaml": ("refusal", "id"),
}
