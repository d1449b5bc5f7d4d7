"""Every fault that a reading of the files can meet, with its file, line and remedy."""

import pytest

from education.faults import Fault
from education.files import read, write

from .folder import FILES, bytes_of, folder, swapped

pytestmark = pytest.mark.once

OVERVIEW, PLAIN = "articles/overview/article.yaml", "articles/overview/plain.md"
QUOTE = "Put quotation marks around words that look like a number, a date or yes/no"
LEVELS = "Call it article.yaml or one of plain.md, standard.md, detailed.md, or take it away"
CLAIM = "id, topic, claim, figures, sources, strength, note, checked_on"

FAULTS = {
    "a list is missing": (
        {"glossary.yaml": None}, "glossary.yaml", 1, "the file is missing", "Put it back; an empty file will do",
    ),
    "a list is none": (
        {"claims.yaml": "a: b\n"}, "claims.yaml", 1, "the file must be a list",
        "Begin each entry with “- ”",
    ),
    "references are a list": (
        {"references.yaml": "- a\n"}, "references.yaml", 1, "the file must be names with what is known of each work",
        "Write “name:” and the fields below it, indented",
    ),
    "a file is not YAML": (
        swapped("claims.yaml", "figures: []", "figures: ["), "claims.yaml", 17,
        "this is not YAML: expected the node content, but found '-'",
        "Check the indentation, and quote a value that holds a colon",
    ),
    "an entry is no entry": (
        {"glossary.yaml": "- words\n"}, "glossary.yaml", 1, "an entry has no usable “key”",
        "Give it one of small letters, digits and single hyphens",
    ),
    "a claim has an odd id": (
        swapped("claims.yaml", "id: two", "id: Two!"), "claims.yaml", 12, "an entry has no usable “id”",
        "Give it one of small letters, digits and single hyphens",
    ),
    "a claim stands twice": (
        swapped("claims.yaml", "id: two", "id: one"), "claims.yaml", 12, "“one” stands here a second time",
        "Keep one of the two",
    ),
    "a work stands twice": (
        swapped("references.yaml", "second-work:", "first-work:"), "references.yaml", 6,
        "this is not YAML: “first-work” stands twice", "Check the indentation, and quote a value that holds a colon",
    ),
    "a work is no work": (
        {"references.yaml": "first-work: words\n"}, "references.yaml", 1,
        "“first-work” must be lines of “field: value”",
        "See content/README.md",
    ),
    "a field is unknown": (
        swapped("claims.yaml", "note: Say so.", "notes: Say so."), "claims.yaml", 1,
        "“one” has a field “notes” that nobody reads", f"Use only {CLAIM}",
    ),
    "a field is missing": (
        swapped("claims.yaml", "  strength: cohort\n", ""), "claims.yaml", 12, "“two” lacks “strength”", "Add it",
    ),
    "a field is empty": (
        swapped("glossary.yaml", "meaning: A small bag that is filled.", "meaning: ''"), "glossary.yaml", 1,
        "“balloon” lacks “meaning”", "Add it",
    ),
    "a year is a number": (
        swapped("references.yaml", "'2020'", "2020"), "references.yaml", 1,
        "“year” of “first-work” must be words", QUOTE,
    ),
    "a date is a date": (
        swapped("claims.yaml", "'2026-11-01'", "2026-11-01"), "claims.yaml", 1,
        "“checked_on” of “one” must be words", QUOTE,
    ),
    "a figure is a number": (
        swapped("claims.yaml", "- 90%", "- 90"), "claims.yaml", 1, "“figures” of “one” must be a list of words", QUOTE,
    ),
    "a list is words": (
        swapped("articles/overview/article.yaml", "related:\n  - risks", "related: risks"), OVERVIEW, 1,
        "“related” of “overview” must be a list of words", QUOTE,
    ),
    "what readers ask has no keys": (
        swapped("articles/risks/article.yaml", "  first-part:\n  ", ""), "articles/risks/article.yaml", 1,
        "“asked” of “risks” must be lines of “key:”, each with a list of words below it", QUOTE,
    ),
    "what readers ask is no list": (
        swapped("articles/risks/article.yaml", "first-part:\n", "first-part: is it far\n  second-part:\n"),
        "articles/risks/article.yaml", 1,
        "“asked” of “risks” must be lines of “key:”, each with a list of words below it", QUOTE,
    ),
    "a position is words": (
        swapped(OVERVIEW, "position: 10", "position: ten"), OVERVIEW, 1,
        "“position” of “overview” must be a whole number", QUOTE,
    ),
    "a position is yes": (
        swapped(OVERVIEW, "position: 10", "position: yes"), OVERVIEW, 1,
        "“position” of “overview” must be a whole number", QUOTE,
    ),
    "a field stands twice": (
        swapped(OVERVIEW, "position: 10", "position: 10\nposition: 11"), OVERVIEW, 3,
        "this is not YAML: “position” stands twice", "Check the indentation, and quote a value that holds a colon",
    ),
    "a text is not UTF-8": (
        {PLAIN: "é".encode("latin-1")}, PLAIN, 1, "the file is not text in UTF-8", "Save it again as UTF-8",
    ),
    "a text holds a NUL": (
        swapped(PLAIN, "Words", "Wor\0ds"), PLAIN, 12, "a NUL character stands in the text",
        "Delete it",
    ),
    "a text has no head": (
        {PLAIN: "Words.\n"}, PLAIN, 1,
        "the file must begin with a line of three hyphens, then title and summary, then three hyphens again",
        "See content/README.md for how a text begins",
    ),
    "a head holds a bare colon": (
        swapped(PLAIN, "Sums it up.", "a: b"), PLAIN, 3,
        "the head is not YAML: mapping values are not allowed here; quote a value that holds a colon",
        "See content/README.md for how a text begins",
    ),
    "a head has no title": (
        swapped(PLAIN, "title: What is it?\n", ""), PLAIN, 5, "“overview/plain” lacks “title”",
        "Add it",
    ),
    "a text is empty": (
        {PLAIN: "---\ntitle: A\nsummary: B\n---\n"}, PLAIN, 5, "the text is empty", "Write it, or take the file away",
    ),
    "a level is unknown": (
        {"articles/overview/easy.md": FILES[PLAIN]}, "articles/overview/easy.md", 1,
        "“easy.md” is no file of an article", LEVELS,
    ),
    "a file is none of an article": (
        {"articles/overview/notes.txt": "x"}, "articles/overview/notes.txt", 1,
        "“notes.txt” is no file of an article", LEVELS,
    ),
    "a folder is no address": (
        {"articles/Bad_Name/plain.md": FILES[PLAIN]}, "articles/Bad_Name/plain.md", 1,
        "“Bad_Name” cannot be an address",
        "Use small letters, digits and single hyphens",
    ),
}  # fmt: skip


def test_a_sound_folder_has_no_fault_and_gives_what_stands_in_it(tmp_path):
    contents = read(folder(tmp_path))
    assert contents.faults == []
    assert {kind: list(contents.of(kind)) for kind in ("claim", "reference", "term", "article", "text", "page")} == {
        "claim": ["one", "two"], "reference": ["first-work", "second-work"], "term": ["balloon"],
        "article": ["overview", "risks"], "text": ["overview/detailed", "overview/plain", "risks/plain"],
        "page": ["about"],
    }  # fmt: skip
    assert contents.of("article")["risks"] == {
        "stage": "decide",
        "position": 20,
        "questions": ["What can go wrong?", "How often?", "What then?"],
        "asked": {"first-part": ["What can go wrong with it?", "is it risky"]},
        "review_months": 24,
    }
    assert contents.places["text", "overview/plain"] == (PLAIN, 6)
    assert contents.places["claim", "two"] == ("claims.yaml", 12)


@pytest.mark.parametrize(("changes", "path", "line", "message", "remedy"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_file_line_and_remedy(tmp_path, changes, path, line, message, remedy):
    assert read(folder(tmp_path, changes)).faults == [Fault(path, line, message, remedy)]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path):
    missing = tmp_path / "missing"
    assert read(missing).faults == [
        Fault(str(missing), 1, "there is no such folder", "Name the folder that holds articles/ and claims.yaml")
    ]


def test_all_faults_are_told_at_once(tmp_path):
    changes = {"claims.yaml": "a: b\n", "glossary.yaml": None, PLAIN: "Words.\n"}
    assert sorted(fault.path for fault in read(folder(tmp_path, changes)).faults) == [
        PLAIN,
        "claims.yaml",
        "glossary.yaml",
    ]


def test_a_fault_reads_as_one_line():
    assert str(Fault("a.md", 3, "it is wrong", "Mend it")) == "a.md:3: it is wrong. Mend it. [form]"


def test_empty_lists_will_do(tmp_path):
    contents = read(folder(tmp_path, {"claims.yaml": "", "references.yaml": "", "glossary.yaml": ""}))
    assert (contents.faults, contents.of("claim")) == ([], {})


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_read_alike(tmp_path, ends):
    ours = read(folder(tmp_path / "ours"))
    theirs = read(folder(tmp_path / "theirs", {name: text.replace("\n", ends) for name, text in FILES.items()}))
    assert (theirs.faults, theirs.records, theirs.places) == ([], ours.records, ours.places)


def test_what_was_read_is_written_byte_for_byte(tmp_path):
    records = read(folder(tmp_path / "one")).records
    assert write(tmp_path / "two", records) == sorted(FILES)
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")
    assert write(tmp_path / "two", records) == []


def test_only_what_changed_is_written_and_other_files_are_left_alone(tmp_path):
    records = read(folder(tmp_path, {"pages/drawing.txt": "x"})).records
    records["text", "risks/plain"]["title"] = "Another title"
    assert write(tmp_path, records) == ["articles/risks/plain.md"]
    assert (tmp_path / "pages/drawing.txt").read_text() == "x"
