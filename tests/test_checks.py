"""Each thing that may point nowhere, planted in a sound folder and named with its file, line and remedy."""

import pytest

from education.checks import resolve
from education.files import Fault, read

from .folder import FILES, folder, swapped

OVERVIEW, PLAIN, RISKS = "articles/overview/article.yaml", "articles/overview/plain.md", "articles/risks/plain.md"
LINK = "Correct the address; sections are named by the key behind their heading"
SAME = "Use the same keys in the same order at every level"


def found(path, changes=None) -> list[Fault]:
    contents = read(folder(path, changes))
    assert contents.faults == []
    resolve(contents)
    return contents.faults


def link(address: str) -> dict:
    return swapped(PLAIN, "/articles/risks/#first-part", address)


FAULTS = {
    "a claim rests on no work": (
        swapped("claims.yaml", "- first-work", "- third-work"), "claims.yaml", 1,
        "claim “one” rests on “third-work”, which references.yaml does not hold", "Add the work, or correct its name",
    ),
    "a claim names a work twice": (
        swapped("claims.yaml", "- first-work", "- second-work"), "claims.yaml", 1, "claim “one” names a work twice",
        "Name each work once",
    ),
    "a claim is of no strength": (
        swapped("claims.yaml", "strength: cohort", "strength: rumour"), "claims.yaml", 12,
        "claim “two” has the strength “rumour”", "Use one of guideline, trial, review, cohort, patient-leaflet",
    ),
    "a claim was checked on no day": (
        swapped("claims.yaml", "2026-11-01", "2026-11-31"), "claims.yaml", 1, "claim “one” was checked on “2026-11-31”",
        "Write the date as 'YYYY-MM-DD', in quotation marks",
    ),
    "a work has no name": (
        swapped("references.yaml", "  description: What a study found\n", ""), "references.yaml", 6,
        "“second-work” has neither a title nor a description", "Say what the work is",
    ),
    "two terms share a form": (
        {"glossary.yaml": FILES["glossary.yaml"] + "- key: bag\n  term: Balloons\n  meaning: A bag.\n"},
        "glossary.yaml", 7,
        "“Balloons” is a form of “bag” and of “balloon”", "Let one of the two have it",
    ),
    "a stage is none": (
        swapped(OVERVIEW, "stage: understand", "stage: dream"), OVERVIEW, 1, "there is no stage “dream”",
        "Use one of understand, decide, prepare, the-day, going-home, later-on",
    ),
    "a related article is not there": (
        swapped(OVERVIEW, "- risks", "- rumours"), OVERVIEW, 1, "the related article “rumours” is not there",
        "Correct its name, or take it out",
    ),
    "a code stands twice": (
        swapped(
            OVERVIEW, "    label: Narrow valve", "  - system: 2.16.840.1.113883.6.90\n    code: I05.0"
        ), OVERVIEW, 1, "a code stands here twice", "Give each code once",
    ),
    "an article has no text": (
        {"articles/empty/article.yaml": FILES[OVERVIEW]}, "articles/empty/article.yaml", 1, "the article has no text",
        "Write plain.md, or take the folder away",
    ),
    "a text has no article": (
        {"articles/lost/plain.md": FILES[PLAIN]}, "articles/lost/plain.md", 1, "the text has no article.yaml beside it",
        "Write one: see content/README.md",
    ),
    "a block has no name we know": (
        swapped(PLAIN, "::: key-points", "::: warning"), PLAIN, 6, "there is no block “warning”",
        "Use one of key-points, emergency, urgent, ask-your-team, do, dont, note",
    ),
    "a citation is none": (
        swapped(PLAIN, "[@one; @two]", "[@one, @two]"), PLAIN, 12, "“[@one, @two]” is no citation",
        "Write [@claim-id] or [@one; @two]",
    ),
    "a citation is never closed": (
        swapped(PLAIN, "[@one; @two]", "[@one"), PLAIN, 12, "“[@one” is no citation",
        "Write [@claim-id] or [@one; @two]",
    ),
    "a claim is unknown": (
        swapped(PLAIN, "[@one; @two]", "[@one; @three]"), PLAIN, 12, "no claim is called “three”",
        "Correct the name, or add the claim to claims.yaml",
    ),
    "a page cites an unknown claim": (
        swapped("pages/about.md", "[@two]", "[@three]"), "pages/about.md", 8, "no claim is called “three”",
        "Correct the name, or add the claim to claims.yaml",
    ),
    "a link leads to no article": (
        link("/articles/rumours/"), PLAIN, 16, "the link /articles/rumours/ leads to no article", LINK,
    ),
    "a link leads to no level": (
        link("/articles/risks/detailed/"), PLAIN, 16,
        "the link /articles/risks/detailed/ leads to a level that is not there",
        LINK,
    ),
    "a link leads to no section": (
        link("/articles/risks/#gone"), PLAIN, 16, "the link /articles/risks/#gone leads to no section", LINK,
    ),
    "a link leads to no page": (link("/about/us/"), PLAIN, 16, "the link /about/us/ leads to no page", LINK),
    "a link leads to no term": (link("/glossary/#gone"), PLAIN, 16, "the link /glossary/#gone leads to no term", LINK),
    "a link leads to no address of the site": (
        link("/articels/risks/"), PLAIN, 16, "the link /articels/risks/ leads to no page", LINK,
    ),
    "a link leads to no section of its own text": (
        link("#gone"), PLAIN, 16, "the link #gone leads to no section of this text", LINK,
    ),
    "a link has no slash before it": (link("risks/"), PLAIN, 16, "the link risks/ does not begin with a slash", LINK),
    "a picture is not there": (
        swapped(PLAIN, "Words about it.", "![A valve](illustration:gone)"), PLAIN, 12,
        "there is no picture illustration:gone",
        "Name a drawing in static/illustrations, or an uploaded picture",
    ),
    "a picture is of another site": (
        swapped(PLAIN, "Words about it.", "![A valve](https://example.org/x.png)"), PLAIN, 12,
        "there is no picture https://example.org/x.png",
        "Name a drawing in static/illustrations, or an uploaded picture",
    ),
}  # fmt: skip


def test_a_sound_folder_has_no_fault(tmp_path):
    assert found(tmp_path) == []


@pytest.mark.parametrize(("changes", "path", "line", "message", "remedy"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_file_line_and_remedy(tmp_path, changes, path, line, message, remedy):
    assert found(tmp_path, changes) == [Fault(path, line, message, remedy)]


def test_a_kind_of_work_that_is_none_is_told_with_all_that_are(tmp_path):
    (fault,) = found(tmp_path, swapped("references.yaml", "kind: cohort", "kind: gossip"))
    assert (fault.path, fault.line, fault.message) == ("references.yaml", 6, "“second-work” is of the kind “gossip”")
    assert fault.remedy.startswith("Use one of guideline, guideline-summary, randomised-trial, ")


@pytest.mark.parametrize(
    "code", ["- {system: '1.2'}", "- {system: '1.2', code: 5}", "- words", "- {system: '1', code: '2', more: '3'}"]
)
def test_a_code_that_is_not_whole_is_a_fault(tmp_path, code):
    text = f"stage: decide\nposition: 20\ncodes:\n  {code}\n"
    (fault,) = found(tmp_path, {"articles/risks/article.yaml": text})
    assert (fault.path, fault.line) == ("articles/risks/article.yaml", 1)
    assert fault.message.endswith(" is not whole")
    assert fault.remedy == "Give system, code and, if you like, label, each in quotation marks"


@pytest.mark.parametrize(
    "address", ["/articles/risks/", "/articles/risks/plain/#second-part", "/about/", "https://a.org"]
)
def test_links_that_lead_somewhere_are_no_fault(tmp_path, address):
    assert found(tmp_path, link(address)) == []


def test_a_section_without_a_key_is_a_fault_and_differs_from_the_other_levels(tmp_path):
    assert found(tmp_path, swapped(PLAIN, " {#second-part}", "")) == [
        Fault(
            PLAIN,
            14,
            "the section “Second part” has no key",
            "Put {#a-key} behind its heading, the same at every level",
        ),
        Fault(PLAIN, 6, "its sections are not those of overview/detailed: look at “second-part”", SAME),
    ]


def test_a_key_that_stands_twice_is_a_fault(tmp_path):
    changes = swapped("pages/about.md", "We. [@two]", "We. [@two]\n\n## Again {#who}")
    assert found(tmp_path, changes) == [
        Fault(
            "pages/about.md", 10, "the key “who” stands here a second time", "Give each section of a text its own key"
        )
    ]


def test_a_section_inside_a_block_is_a_fault(tmp_path):
    changes = {RISKS: FILES[RISKS].replace(":::\n\n## First part", "\n## First part", 1)}
    faults = found(tmp_path, changes)
    remedy = "Close the block before it, with ::: on a line of its own"
    assert [fault for fault in faults if "inside a block" in fault.message] == [
        Fault(RISKS, line, "a section begins inside a block", remedy) for line in (9, 13)
    ]


@pytest.mark.parametrize("language", ["", ".cy"])
def test_levels_of_an_article_that_differ_in_their_sections_are_a_fault(tmp_path, language):
    name = f"articles/overview/standard{language}.md"
    swappings = {
        "look at “third-part”": FILES[PLAIN] + "\n## Third {#third-part}\n\nWords.\n",
        "look at “second-part”": FILES[PLAIN].split("## Second")[0],
        "look at “other”": FILES[PLAIN].replace("{#first-part}", "{#other}"),
    }
    for told, text in swappings.items():
        message = f"its sections are not those of overview/detailed: {told}"
        assert found(tmp_path, {name: text}) == [Fault(name, 6, message, SAME)]
