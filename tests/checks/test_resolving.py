"""Each thing that may point nowhere: citations, links, pictures, blocks and keys."""

import pytest

from education.faults import Fault

from ..folder import FILES, swapped
from .planted import ABOUT, DETAILED, LINE, PLAIN, RISKS_PLAIN, WORDS, found, said

pytestmark = pytest.mark.once
ADDRESS = "Correct the address; sections are named by the key behind their heading"
CITE = "Write [@claim-id] or [@one; @two]"
BLOCKS = "Use one of key-points, emergency, urgent, ask-your-team, do, dont, note, chance, check, story"
CLOSE = "Close the block before it, with ::: on a line of its own"
DRAWING = "Name a drawing in static/illustrations, or upload the picture"
KNOWN = "Correct the name, or add the claim to claims.yaml"
SHOWN = (
    "Say between the brackets what the picture shows (the caption says what to look for), or write"
    " “decorative” there if somebody who cannot see it misses nothing"
)
HEART = "![Four rooms](illustration:heart)"


def link(address: str) -> dict:
    return swapped(PLAIN, "/articles/risks/#first-part", address)


def dead(address: str, why: str, rule: str = "link") -> tuple:
    """A link of line 16 and what is wrong with it."""
    return link(address), Fault(PLAIN, 16, f"the link {address} {why}", ADDRESS, rule)


def picture(words: str, source: str) -> tuple:
    return said(words), Fault(PLAIN, LINE, f"there is no picture {source}", DRAWING, "picture")


def unsaid(words: str) -> tuple:
    message = "illustration:heart has no words of its own for those who cannot see it"
    return said(words), Fault(PLAIN, LINE, message, SHOWN, "alternative-text")


PLANTED = {
    "a block has no name that we know": (
        said("::: warning\nWords.\n:::"),
        Fault(PLAIN, LINE, "there is no block “warning”", BLOCKS, "block"),
    ),
    "a section begins inside a block": (
        swapped(ABOUT, "We. [@two]", "::: note\nWe. [@two]\n\n## More {#more}\n\nWords."),
        Fault(ABOUT, 11, "a section begins inside a block", CLOSE, "block"),
    ),
    "a citation is none": (
        said("Words about it. [@one, @two]"),
        Fault(PLAIN, LINE, "“[@one, @two]” is no citation", CITE, "citation"),
    ),
    "a citation is never closed": (
        said("Words about it. [@one"), Fault(PLAIN, LINE, "“[@one” is no citation", CITE, "citation"),
    ),
    "a claim is unknown": (
        said("Words about it. [@one; @three]"),
        Fault(PLAIN, LINE, "no claim is called “three”", KNOWN, "citation"),
    ),
    "a page cites an unknown claim": (
        swapped(ABOUT, "[@two]", "[@three]"), Fault(ABOUT, 8, "no claim is called “three”", KNOWN, "citation"),
    ),
    "a link leads to no article": dead("/articles/rumours/", "leads to no article"),
    "a link leads to no level": dead("/articles/risks/detailed/", "leads to a level that is not there"),
    "a link leads to no section": dead("/articles/risks/#gone", "leads to no section"),
    "a link leads to no page": dead("/about/us/", "leads to no page"),
    "a link leads to no section of a page": dead("/about/#gone", "leads to no section"),
    "a link leads to no term": dead("/glossary/#gone", "leads to no term"),
    "a link leads to no address of the site": dead("/articels/risks/", "leads to no page"),
    "a link leads to no section of its own text": dead("#gone", "leads to no section of this text"),
    "a link has no slash before it": dead("risks/", "does not begin with a slash"),
    "a link to another site is not https": (
        link("http://a.org/x"),
        Fault(PLAIN, 16, "the link http://a.org/x is not https", "Begin it with https://", "insecure-link"),
    ),
    "a link to another site is not https, in capitals": (
        link("HTTP://a.org"),
        Fault(PLAIN, 16, "the link HTTP://a.org is not https", "Begin it with https://", "insecure-link"),
    ),
    "a picture is not there": picture("![A valve](illustration:gone)", "illustration:gone"),
    "a picture is of another site": picture("![A valve](https://a.org/x.png)", "https://a.org/x.png"),
    "a picture that was uploaded is gone": picture("![A valve](/media/pictures/a.png)", "/media/pictures/a.png"),
    "an uploaded file is no picture": picture("![A valve](/media/a)", "/media/a"),
    "nobody has described the picture": unsaid("![DESCRIBE THIS PICTURE](illustration:heart)"),
    "nobody has described the picture, but for a caption": unsaid('![Describe this picture](illustration:heart "It.")'),
    "a picture has no alternative text": unsaid('![](illustration:heart "The heart.")'),
    "an alternative text repeats the caption": unsaid('![The heart](illustration:heart "The heart!")'),
    "an alternative text is part of the caption": unsaid('![The heart](illustration:heart "Look at the heart.")'),
    "an alternative text hardly adds to the caption": unsaid('![The heart of a man](illustration:heart "The heart")'),
    "a section has the key of another": (
        swapped(ABOUT, "We. [@two]", "We. [@two]\n\n## Again {#who}\n\nWe."),
        Fault(ABOUT, 10, "the key “who” stands here a second time", "Give each section of a text its own key", "key"),
    ),
    "a section has no key": (
        swapped(ABOUT, " {#who}", ""),
        Fault(
            ABOUT, 6, "the section “Who we are” has no key", "Put {#a-key} behind its heading, the same at every level",
            "key",
        ),
    ),
}  # fmt: skip
SOUND = {
    "a block with spaces around its name": ("block", said("Words.\n\n:::  note \nWords.\n:::")),
    "colons inside a sentence": ("block", said("Words ::: warning about it.")),
    "a citation of two claims": ("citation", said("Words. [@one; @two]")),
    "brackets and an at sign": ("citation", said("Write to [us](mailto:us@a.org), [at] us@a.org.")),
    "an article": ("link", link("/articles/risks/")),
    "a section at a level": ("link", link("/articles/risks/plain/#second-part")),
    "a page": ("link", link("/about/#who")),
    "a term": ("link", link("/glossary/#balloon")),
    "a section of the same text": ("link", link("#second-part")),
    "a page of the program": ("link", link("/preferences/")),
    "https": ("insecure-link", link("https://a.org")),
    "post": ("insecure-link", link("mailto:us@a.org")),
    "a telephone": ("insecure-link", link("tel:112")),
    "a drawing of ours": ("picture", said(HEART)),
    "a decorative picture": ("alternative-text", said("![decorative](illustration:heart)")),
    "a decorative picture with a caption": ("alternative-text", said('![decorative](illustration:heart "Decorative")')),
    "a picture without a caption": ("alternative-text", said(HEART)),
    "words that share some with the caption": (
        "alternative-text",
        said('![Four rooms of a heart](illustration:heart "The heart, from the front.")'),
    ),
    "words that say much more than the caption": (
        "alternative-text",
        said('![The heart cut open, with four rooms and four valves](illustration:heart "The heart")'),
    ),
    "a key that another text has as well": ("key", {PLAIN: FILES[PLAIN], DETAILED: FILES[DETAILED]}),
    "a smaller heading without a key": ("key", said("Words.\n\n### Smaller\n\nWords.")),
}


def test_an_uploaded_picture_is_there_until_its_file_is_gone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    file = settings.MEDIA_ROOT / "pictures" / "a.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"a picture")
    planted, fault = picture("![A valve](/media/pictures/a.png)", "/media/pictures/a.png")
    assert found(tmp_path / "content", planted) == []
    file.unlink()
    assert found(tmp_path / "content", planted) == [fault]


def test_a_link_without_a_level_must_find_its_section_at_every_level(tmp_path):
    changes = {
        **swapped(RISKS_PLAIN, "/articles/risks/#first-part", "/articles/overview/#more"),
        PLAIN: FILES[PLAIN] + "\n## More {#more}\n\nWords.\n",
    }
    dead_end = Fault(RISKS_PLAIN, 16, "the link /articles/overview/#more leads to no section", ADDRESS, "link")
    assert [fault for fault in found(tmp_path, changes) if fault.rule == "link"] == [dead_end]
    changes[DETAILED] = FILES[DETAILED] + "\n## More {#more}\n\nWords.\n"
    assert found(tmp_path, changes) == []


def test_a_block_that_is_never_closed_takes_every_section_behind_it(tmp_path):
    words = FILES[RISKS_PLAIN].replace(":::\n\n## First part", "\n## First part", 1)
    inside = [fault for fault in found(tmp_path, {RISKS_PLAIN: words}) if fault.rule == "block"]
    assert inside == [Fault(RISKS_PLAIN, line, "a section begins inside a block", CLOSE, "block") for line in (9, 13)]


def test_all_that_points_nowhere_is_told_at_once(tmp_path):
    changes = said(f"![](illustration:gone) [@three]\n\n{WORDS} [No](/no/)")
    assert [(fault.line, fault.rule) for fault in found(tmp_path, changes)] == [
        (12, "alternative-text"), (12, "citation"), (12, "picture"), (14, "link"),
    ]  # fmt: skip
