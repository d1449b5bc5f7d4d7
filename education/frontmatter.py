"""A Markdown file with a head of YAML between two lines of `---`: text to (fields, body) and back.

A leaf: imports nothing of the project.
"""

import re
from typing import NoReturn

import yaml

FENCE = "---\n"
LONGEST_HEAD = 5_000  # characters; YAML is slow to read, and a hostile head could hold up everybody
DEEPEST = 20  # lists and mappings within one another
NO_WORDS = re.compile("[\0\ud800-\udfff]")  # NUL and halves of a sign, which an escape can name and nothing can store
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # what PyYAML lets through


class BadFrontMatter(ValueError):
    """The head of a file cannot be read. `line` counts from 1."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


def split(text: str) -> tuple[dict, str, int]:
    """Fields, body, and the line of the file at which the body starts. Raises BadFrontMatter."""
    if not text.startswith(FENCE):
        raise BadFrontMatter(
            "the file must begin with a line of three hyphens, then title and summary, then three hyphens again"
        )
    head, fence, body = text[len(FENCE) :].partition("\n" + FENCE)
    if not fence:
        raise BadFrontMatter("the head is never closed: put a line of three hyphens after the summary")
    if len(head) > LONGEST_HEAD:
        raise BadFrontMatter(f"the head is longer than {LONGEST_HEAD:,} characters: title and summary are enough")
    try:
        fields = load(head) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadFrontMatter(
            f"the head is not YAML: {getattr(error, 'problem', error)}; quote a value that holds a colon",
            (mark.line if mark else 0) + 2,
        ) from error
    if not isinstance(fields, dict):
        raise BadFrontMatter("the head must be lines of `name: value`")
    return fields, body.lstrip("\n"), text[: len(text) - len(body.lstrip("\n"))].count("\n") + 1


def join(fields: dict, body: str) -> str:
    """The text of a file in house form: fields as given, one blank line, the body, one closing line break."""
    return f"{FENCE}{dump(fields)}{FENCE}\n{body.strip()}\n"


def load(text: str):
    """The data of a YAML text. Raises yaml.YAMLError, also where a name stands twice: YAML would keep the last."""
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader


def load_with_lines(text: str) -> tuple[object, list[int]]:
    """As `load`, and the line (from 1) at which each entry of the list, or each name of the mapping, stands."""
    loader = _StrictLoader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node else None
    finally:
        loader.dispose()
    entries = node.value if isinstance(node, yaml.CollectionNode) else []
    tops = [entry[0] if isinstance(entry, tuple) else entry for entry in entries]
    return data, [top.start_mark.line + 1 for top in tops]


def dump(data) -> str:
    """YAML in house form: own order, Unicode as it is, long lines left long so that a change of one word stays
    small.
    """
    return yaml.dump(data, Dumper=_HouseDumper, sort_keys=False, allow_unicode=True, width=100_000)


class _StrictLoader(yaml.SafeLoader):
    """Refuses what no file of ours holds and a hostile one might: entries that repeat others by name, which grow
    without end, and entries within entries within entries.
    """

    depth = 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"“*{event.anchor}” repeats another entry; write it out", event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse("too many entries within one another", event.start_mark)
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and NO_WORDS.search(node.value):
            self._refuse("a NUL or half of a sign stands here, by an escape; write the sign itself", node.start_mark)
        self.depth -= 1
        return node

    def construct_object(self, node, deep=False):
        try:
            return super().construct_object(node, deep)
        except UNREADABLE:
            self._refuse("a number, a date or a sign of this kind cannot be", node.start_mark)

    def _refuse(self, problem: str, mark) -> NoReturn:
        raise yaml.constructor.ConstructorError(None, None, problem, mark) from None

    def construct_mapping(self, node, deep=False):
        names: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in names:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}” stands twice", key.start_mark)
            names.add(str(key.value))
        return super().construct_mapping(node, deep)


class _HouseDumper(yaml.SafeDumper):
    """Indents the items of a list below their key."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def represent_str(self, words: str):
        """Unquoted and in single quotes YAML reads the line break U+0085 as a space."""
        return self.represent_scalar("tag:yaml.org,2002:str", words, style='"' if "\x85" in words else None)


_HouseDumper.add_representer(str, _HouseDumper.represent_str)
