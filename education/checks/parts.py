"""Whether a text has the parts that every reader needs: key points, help, questions to ask, questions to answer."""

from ..files import Contents
from ..markup import Block, Section, block_name, children, enclosed, first_line, plain_text
from .text import Text, strays

HELP, CHECKS = "when-to-get-help", "check-yourself"  # keys of the last two sections of every text
FEWEST_QUESTIONS = 3
FEWEST_CHECKS, MOST_CHECKS = 3, 5
MOST_COLUMNS = 4


def check(contents: Contents, texts: list[Text]) -> None:
    for text in texts:
        check_text(contents, text, texts)
    for slug in contents.of("article"):
        check_article(contents, slug)


def check_text(contents: Contents, text: Text, texts: list[Text]) -> None:
    if text.level:
        _required(text)
        _checks(text)
    _stories(text)
    _tables(text)


def check_article(contents: Contents, slug: str) -> None:
    """Whether the article, beside its texts, has questions enough for the reader to take along."""
    asked = len(contents.records["article", slug].get("questions", []))
    if asked < FEWEST_QUESTIONS:
        message, remedy = f"the article has {asked} questions to ask the team", f"Write {FEWEST_QUESTIONS} or more"
        contents.fault(*contents.places["article", slug], message, remedy, "required-part")


def _required(text: Text) -> None:
    names = {block.name for block in text.document.blocks}
    first = next((block_name(token) for token in text.document.lead if token.type.startswith("container_")), "")
    if first != "key-points":
        _lacks(text, "key points before its first section", "Begin with ::: key-points")
    if "ask-your-team" not in names:
        _lacks(text, "a block ask-your-team", "Say what the reader may ask")
    if text.slug == HELP:
        if "emergency" not in names:
            _lacks(text, "a block emergency", "Say when to call the emergency number")
    elif not (section := _section(text, HELP)):
        _lacks(text, f"the section {{#{HELP}}}", "Say when to get help")
    elif not any(token.type == "container_emergency_open" for token in section.tokens):
        remedy = "Say in it when to call the emergency number"
        text.fault(section.line, "required-part", "the section on help has no block emergency", remedy)


def _lacks(text: Text, what: str, remedy: str) -> None:
    text.fault(1, "required-part", f"the text lacks {what}", f"{remedy}: see content/README.md")


def _section(text: Text, key: str) -> Section | None:
    return next((section for section in text.document.sections if section.key == key), None)


def _checks(text: Text) -> None:
    checks = list(text.blocks("check"))
    section = _section(text, CHECKS)
    if not section or not FEWEST_CHECKS <= len(checks) <= MOST_CHECKS:
        message = f"there are {len(checks)} checks" if section else f"there is no section {{#{CHECKS}}}"
        remedy = f"Put {FEWEST_CHECKS} to {MOST_CHECKS} blocks ::: check into a last section {{#{CHECKS}}}"
        text.fault(section.line if section else 1, "teach-back", message, remedy)
    for block in checks:
        for message, remedy in _faults_of(block):
            text.fault(block.line, "teach-back", message, remedy)


def _faults_of(block: Block):
    asked, *explained = block.paragraphs or [None]
    right = [option.meta["right"] for option in block.options]
    if not asked or not plain_text(asked).endswith("?"):
        yield "the check does not begin with a question", "Put the question first, ending with “?”"
    if len(right) < 2 or right.count(True) != 1:
        yield (
            f"the check has {len(right)} answers, {right.count(True)} of them right",
            "List two or more answers, “- [x] ” before the right one and “- [ ] ” before the others",
        )
    links = [child for inline in explained for child in children(inline, "link_open")]
    if not any(str(link.attrs["href"]).startswith("#") for link in links):
        yield (
            "the check does not explain its answer and lead to the section that does",
            "Explain it below the answers and link to the section: [Read this part again](#key)",
        )


def _stories(text: Text) -> None:
    for block in text.blocks("story"):
        for part in [*block.paragraphs, *strays(block)]:
            pictures = children(part, "image")
            if len(part.children or ()) != 1 or not pictures or not pictures[0].attrs.get("title"):
                remedy = "Let each paragraph hold one picture with its caption"
                text.fault(first_line(part), "story", "this is no frame of a picture story", remedy)


def _tables(text: Text) -> None:
    tokens = text.document.tokens
    for place, token in enumerate(tokens):
        if token.type != "thead_open":
            continue
        columns = sum(cell.type == "th_open" for cell in enclosed(tokens, place))
        if columns > MOST_COLUMNS:
            remedy = f"Keep to {MOST_COLUMNS}, so that it can be read on a telephone"
            text.fault(first_line(token), "table", f"the table has {columns} columns", remedy)
