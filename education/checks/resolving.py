"""Whether everything a text points to is there: claims, sections, pages, terms, blocks and pictures."""

import re
from collections.abc import Iterator

from django.contrib.staticfiles import finders

from ..files import Contents
from ..links import dead_end
from ..markup import BLOCKS, CITATION, PICTURE, Document, Picture
from ..pictures import DECORATIVE, is_decorative, is_kept, is_left_open
from .text import Documents, Text

OPENING = re.compile(r"^\s*:::+\s*(\S.*)$")
STRAY = re.compile(r"\[@[^\]\n]*\]?")


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    documents = Documents(texts)
    for line, rule, message, remedy in [
        *_faults_in_source(text.record["body"]),
        *_faults_in_document(contents, text.document, documents),
    ]:
        text.fault(line, rule, message, remedy)
    if text.level and ("article", text.slug) not in contents.records:
        contents.fault(
            text.path, 1, "the text has no article.yaml beside it", "Write one: see content/README.md", "article"
        )


def _faults_in_source(body: str) -> Iterator[tuple[int, str, str, str]]:
    """What the parser lets pass as plain words although the writer meant something else."""
    for number, line in enumerate(body.split("\n"), 1):
        opening = OPENING.match(line)
        if opening and opening.group(1).strip() not in BLOCKS:
            yield number, "block", f"there is no block “{opening.group(1).strip()}”", f"Use one of {', '.join(BLOCKS)}"
        for match in STRAY.finditer(line):
            if not CITATION.fullmatch(match.group()):
                yield number, "citation", f"“{match.group()}” is no citation", "Write [@claim-id] or [@one; @two]"


def _faults_in_document(
    contents: Contents, document: Document, documents: Documents
) -> Iterator[tuple[int, str, str, str]]:
    for citation in document.citations:
        for claim in citation.claims:
            if ("claim", claim) not in contents.records:
                yield (
                    citation.line,
                    "citation",
                    f"no claim is called “{claim}”",
                    "Correct the name, or add the claim to claims.yaml",
                )
    for address, line in document.links:
        message = dead_end(address, document, contents, documents)
        if message:
            yield line, "link", message, "Correct the address; sections are named by the key behind their heading"
        if address.lower().startswith("http:"):
            yield line, "insecure-link", f"the link {address} is not https", "Begin it with https://"
    for picture in document.pictures:
        if not _is_there(picture.source):
            yield (
                picture.line,
                "picture",
                f"there is no picture {picture.source}",
                "Name a drawing in static/illustrations, or upload the picture",
            )
        if _says_nothing(picture):
            yield (
                picture.line,
                "alternative-text",
                f"{picture.source} has no words of its own for those who cannot see it",
                "Say between the brackets what the picture shows (the caption says what to look for), or write"
                f" “{DECORATIVE}” there if somebody who cannot see it misses nothing",
            )
    for line in document.enclosed_headings:
        remedy = "Close the block before it, with ::: on a line of its own"
        yield line, "block", "a section begins inside a block", remedy
    seen: set[str] = set()
    for section in document.sections:
        if not section.key:
            yield (
                section.line,
                "key",
                f"the section “{section.title}” has no key",
                "Put {#a-key} behind its heading, the same at every level",
            )
        elif section.key in seen:
            yield (
                section.line,
                "key",
                f"the key “{section.key}” stands here a second time",
                "Give each section of a text its own key",
            )
        seen.add(section.key)


def _says_nothing(picture: Picture) -> bool:
    """Whether the alternative text is missing, or says the same as the caption; a picture may be called decorative."""
    if is_decorative(picture.words):
        return False
    words, caption = (set(re.findall(r"\w+", text.lower())) for text in (picture.words, picture.caption))
    repeats = words <= caption or (bool(caption) and caption <= words and len(words) <= len(caption) + 3)
    return repeats or is_left_open(picture.words)


def _is_there(source: str) -> bool:
    """Whether a page can show the picture. Asks the store for what editors have uploaded."""
    if source.startswith("illustration:"):
        return bool(finders.find(f"illustrations/{source.removeprefix('illustration:')}.svg"))
    return bool(PICTURE.fullmatch(source)) and is_kept(source)
