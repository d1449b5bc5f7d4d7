"""The laws of the house: who may import whom, and what may stand nowhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 300

# A module imports only from lower ranks, or from a neighbour that NEIGHBOURS names.
RANKS = {
    0: "alignment apps archive editorial faults figures frontmatter journey kinds levels markup passwords pictures "
    "reach sender syllables wording words",
    1: "difference files patterns preferences readability renderer",
    2: "emergencies lexicon links models refusals rendering slight",
    3: "allowance checks door forms desk_forms helps index kept opinions outside query reading records sitemap touched",
    4: "assessment listed middleware missed passages portable preview ranking uses",
    5: "answers checking dashboard findings library search suggestions",
    6: "admin management views",
    7: "desk_urls urls",
}
NEIGHBOURS = {
    "admin": {
        "articles": "versioned", "audited": "", "conflict": "fields", "evidence": "fields versioned", "fields": "",
        "history": "fields", "log": "versioned", "people": "", "site": "", "reviews": "versioned", "texts": "versioned",
        "versioned": "audited conflict fields history", "wanted": "reviews versioned",
    },
    "checks": {
        "asking": "parts text", "entries": "asking text", "forbidden": "text", "levels": "numbers text",
        "numbers": "text", "parts": "text", "plainness": "text", "resolving": "text", "text": "",
    },
    "models": {
        "address": "", "article": "edition passage", "audit": "", "edition": "", "evidence": "article edition",
        "feedback": "audit variant", "glossary": "article edition", "invitation": "audit review reviewer",
        "outdated": "edition variant", "page": "article edition", "passage": "", "presence": "variant",
        "review": "audit edition outdated reviewer variant", "reviewer": "edition", "seed": "", "user": "",
        "wanted": "article audit edition passage", "variant": "article edition passage reviewer",
    },
    "views": {
        "about": "sharing", "accounts": "preferences", "articles": "sharing", "desk": "", "errors": "",
        "invitations": "", "questions": "", "reviews": "",
        "feedback": "sharing", "search": "sharing", "sending": "sharing",
        "helping": "desk", "portable": "", "preferences": "sharing", "sharing": "", "writing": "desk",
    },
    "management": {
        "check_content": "", "check_links": "", "export_content": "", "import_content": "", "index_texts": "",
        "measure_texts": "",
    },
}  # fmt: skip
RANK_OF = {name: rank for rank, names in RANKS.items() for name in names.split()}
PYTHON = [
    path
    for folder in ("education", "config")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
MODULES = [path for path in PYTHON if path.is_relative_to(ROOT / "education") and path.stem != "__init__"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
WRITTEN = sorted(
    path
    for folder in ("education", "config", "templates", "static", "tests", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and "migrations" not in path.parts and "__pycache__" not in path.parts
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> tuple[str, ...]:
    """education/models/article.py is (models, article); a command is (management, its name)."""
    parts = path.relative_to(ROOT / "education").with_suffix("").parts
    return tuple(part for part in parts if part not in ("__init__", "commands"))


@cache
def imports(path: Path) -> frozenset[tuple[str, ...]]:
    """The modules of the project that a module imports, anywhere in it, by name."""
    found = set()
    package = ["education", *path.parent.relative_to(ROOT / "education").parts]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            full = [*above, *(node.module or "").split(".")] if node.module else above
            if full[:1] == ["education"]:
                found |= _modules(tuple(full[1:]), [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            found |= {tuple(a.name.split(".")[1:]) for a in node.names if a.name.split(".")[0] == "education"}
    return frozenset(found)


def _modules(module: tuple[str, ...], names: list[str]) -> set[tuple[str, ...]]:
    """`from .models import Article` imports models; `from . import files` imports files."""
    held = set(map(name_of, PYTHON_OF_THE_APP))
    return {(*module, name) if (*module, name) in held else module for name in names}


PYTHON_OF_THE_APP = [path for path in PYTHON if path.is_relative_to(ROOT / "education")]


def law(path: Path) -> str:
    """The words that say what a module may import: its own docstring, or that of its package."""
    own = ast.get_docstring(tree(path)) or ""
    package = path.parent / "__init__.py"
    return own if path.parent == ROOT / "education" else ast.get_docstring(tree(package)) or ""


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_module_has_a_rank_and_every_rank_its_module():
    assert {name_of(path)[0] for path in MODULES} == set(RANK_OF)
    for package, known in NEIGHBOURS.items():
        assert {name_of(path)[1] for path in MODULES if name_of(path)[0] == package} == set(known)


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_a_module_imports_only_from_lower_ranks_and_listed_neighbours(path):
    name = name_of(path)
    for wanted in imports(path):
        if wanted[0] == name[0]:
            assert wanted[1] in NEIGHBOURS[name[0]][name[1]].split(), f"imports its neighbour {'.'.join(wanted)}"
        else:
            assert RANK_OF[wanted[0]] < RANK_OF[name[0]], f"imports {'.'.join(wanted)}, which is not below it"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name_of(path)[0] not in ("apps", "management")], ids=label
)
def test_a_module_says_its_rank_and_names_what_it_imports(path):
    words, rank = law(path), RANK_OF[name_of(path)[0]]
    assert ("A leaf: imports nothing of the project." in words) if rank == 0 else (f"Rank {rank}: imports " in words)
    told = words.partition(f"Rank {rank}: imports ")[2]
    if not told.startswith("whatever stands below"):
        others = {wanted[0] for wanted in imports(path) if wanted[0] != name_of(path)[0]}
        assert {name for name in others if name.removesuffix("s") not in told} == set()


def test_imports_run_in_no_circle():
    edges = {name_of(path): imports(path) for path in PYTHON_OF_THE_APP}
    assert sum(map(len, edges.values())) > 60
    done: set[tuple[str, ...]] = set()

    def walk(name: tuple[str, ...], way: tuple) -> None:
        assert name not in way, f"a circle: {[*way, name]}"
        if name not in done:
            for wanted in edges.get(name, ()):
                walk(wanted, (*way, name))
            done.add(name)

    for name in edges:
        walk(name, ())


@pytest.mark.parametrize("path", PYTHON, ids=label)
def test_imports_stand_at_the_top(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inline = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert inline == []


def test_html_is_declared_safe_in_one_place():
    calls = [
        (label(path), getattr(node.func, "id", getattr(node.func, "attr", "")))
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    ]
    dangerous = {"mark_safe", "SafeString", "SafeText", "html_safe", "format_html", "format_html_join", "safe"}
    assert [call for call in calls if call[1] in dangerous] == [("education/rendering.py", "mark_safe")]


def test_no_form_takes_whatever_fields_there_are():
    assert [label(path) for path in PYTHON if "__all__" in path.read_text() and path.stem != "__init__"] == []


def test_no_file_is_longer_than_a_sitting():
    lengths = {label(path): path.read_bytes().count(b"\n") for path in WRITTEN}
    assert len(lengths) > 100
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=label)
def test_a_template_trusts_no_text_and_holds_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    found = {
        "a filter that trusts text": re.findall(r"\|\s*safe(?:seq)?\b", text)
        + re.findall(r"autoescape\s+off", text if path.suffix != ".txt" else ""),  # a letter is no HTML
        "an inline style": re.findall(r"<style|\sstyle\s*=", text),
        "an inline script": re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<script[^>]*>\s*[^<\s]", text),
        "a handler": re.findall(r"<[^>]*\son\w+\s*=", text) + re.findall(r"javascript:", text),
        "another origin": re.findall(
            r"<(?:script|link|img|source|iframe|object|embed|form|video|audio)\b[^>]*"
            r"\s(?:src|srcset|href|action|data)\s*=\s*[\"']?\s*(?:\w+:)?//[^>]*>",
            text,
        ),
    }
    assert {name: passages for name, passages in found.items() if passages} == {}


def test_templates_are_there_to_be_looked_at():
    assert len(TEMPLATES) > 30
    assert any("<script" in path.read_text() for path in TEMPLATES)


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.[cjs][sv]*")), ids=label)
def test_static_files_fetch_nothing_from_another_origin(path):
    text = re.sub(r"http://www\.w3\.org/(?:2000/svg|1999/xlink)", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+|@import|url\(\s*[\"']?(?:\w+:)?//", text) == []
