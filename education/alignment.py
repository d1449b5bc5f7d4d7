"""Which lines of two texts belong together, and which words of two lines.

Built on difflib, whose longest common stretches read better than a shortest difference (which keeps stray words). But
it is quadratic to cubic on hostile texts, so an aligner has an allowance of work. Long sequences are first cut at what
stands once in both (the "patience" way, which is all but linear); what is then too dear is taken as wholly different.

A leaf: imports nothing of the project.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALLOWANCE = 6_000_000  # steps of about a tenth of a microsecond, for one pair of texts
CLOSELY = 40_000  # pairs of words (200 x 200) up to which difflib looks at once
AT_ONCE = 1_500_000  # of the allowance, for one place
DEEPEST = 12  # cuts within cuts
MOST_STEPS = 3_000  # more than this nobody reads; a text of 100,000 characters has some 600 lines

Block = tuple[int, int, int]  # place in the old sequence, in the new, and how many are the same from there


@dataclass(frozen=True)
class Step:
    """`size` lines from `old` and `new` (both from 0) of one kind: same, added, removed; or one changed line, with its
    words as (kind, text).
    """

    kind: str
    old: int
    new: int
    size: int = 1
    words: tuple[tuple[str, str], ...] = ()


class Aligner:
    """Aligns two texts, given how to cut a line into words. One for each pair of texts: it uses itself up."""

    def __init__(self, cut: Callable[[str], list[str]], alike: float):
        self.cut = cut
        self.alike = alike
        self.left = ALLOWANCE

    def lines(self, old: list[str], new: list[str]) -> list[Step]:
        """The steps from one list of lines to the other, in order; like steps are taken together. Where there would be
        thousands, all of the old is taken away and all of the new added.
        """
        steps: list[Step] = []
        for step in self._steps(old, new):
            last = steps[-1] if steps else None
            if last and step.kind == last.kind != "changed":
                steps[-1] = Step(last.kind, last.old, last.new, last.size + step.size)
            else:
                steps.append(step)
            if len(steps) > MOST_STEPS:
                return [Step("removed", 0, 0, len(old)), Step("added", len(old), 0, len(new))]
        return steps

    def _steps(self, old: list[str], new: list[str]) -> Iterator[Step]:
        i = j = 0
        for x, y, size in [*self.blocks(old, new), (len(old), len(new), 0)]:
            yield from self._rewritten(old[i:x], new[j:y], i, j)
            if size:
                yield Step("same", x, y, size)
            i, j = x + size, y + size

    def _rewritten(self, old: list[str], new: list[str], i: int, j: int) -> Iterator[Step]:
        """Lines without a common one among them, but for empty ones: pairs that are alike, and the rest whole."""
        a = b = 0
        for x, y, pieces in self._pairs(old, new):
            same = _common(old[a:x], new[b:y])
            ends = _common(old[a + same : x][::-1], new[b + same : y][::-1])
            gone, come = x - a - same - ends, y - b - same - ends
            steps = (
                Step("same", i + a, j + b, same),
                Step("removed", i + a + same, j + b + same, gone),
                Step("added", i + a + same + gone, j + b + same, come),
                Step("same", i + x - ends, j + y - ends, ends),
            )
            yield from (step for step in steps if step.size)
            if pieces:
                yield Step("changed", i + x, j + y, 1, pieces)
            a, b = x + 1, y + 1

    def _pairs(self, old: list[str], new: list[str]) -> Iterator[tuple[int, int, tuple]]:
        """Lines that are alike, in order, with their words as (kind, text); at last the ends."""
        if len(old) == len(new) == 1:
            alike = [(0, 0)]
        else:
            bags, others = [_bag(self.cut(line)) for line in old], [_bag(self.cut(line)) for line in new]
            cost = 30 * len(old) * len(new) + len(old) * sum(map(len, others)) + len(new) * sum(map(len, bags))
            alike = _best(bags, others, self.alike) if self._affords(cost) else _in_order(bags, others, self.alike)
        for x, y in alike:
            if pieces := self._words(old[x], new[y]):
                yield x, y, pieces
        yield len(old), len(new), ()

    def _words(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        """The pieces of a changed line; none if too little is common to be read as one line."""
        before, after = self.cut(old), self.cut(new)
        blocks = self.blocks(before, after)
        common = sum(map(_is_word, (word for x, _, size in blocks for word in before[x : x + size])))
        both = sum(map(_is_word, before)) + sum(map(_is_word, after))
        return tuple(_pieces(before, after, blocks)) if both and 2 * common >= self.alike * both else ()

    def blocks(
        self, old: Sequence[str], new: Sequence[str], at: tuple[int, int] = (0, 0), depth: int = 0
    ) -> list[Block]:
        """What is the same in both, in order."""
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        a, b = old[head : len(old) - tail], new[head : len(new) - tail]
        i, j = at
        found = [(i, j, head), *(self._core(a, b, (i + head, j + head), depth) if a and b else ())]
        found.append((i + head + len(a), j + head + len(b), tail))
        return [block for block in found if block[2]]

    def _core(self, a: Sequence[str], b: Sequence[str], at: tuple[int, int], depth: int) -> list[Block]:
        i, j = at
        if len(a) * len(b) <= CLOSELY and self._affords(_cost(a, b)):
            found = SequenceMatcher(lambda word: not word.strip(), a, b, autojunk=False).get_matching_blocks()
            return [(i + x, j + y, size) for x, y, size in found]
        blocks, x, y = [], 0, 0
        anchors = _anchors(a, b) if depth < DEEPEST else []
        for x_next, y_next in [*anchors, (len(a), len(b))] if anchors else ():
            blocks += self.blocks(a[x:x_next], b[y:y_next], (i + x, j + y), depth + 1)
            blocks.append((i + x_next, j + y_next, int(x_next < len(a))))
            x, y = x_next + 1, y_next + 1
        return blocks

    def _affords(self, cost: int) -> bool:
        if cost > min(self.left, AT_ONCE):
            return False
        self.left -= cost
        return True


def _cost(a: Sequence[str], b: Sequence[str]) -> int:
    """At most how many steps difflib takes: for each common stretch it looks at every pair of equal words."""
    often = Counter(filter(str.strip, b))
    return (sum(often[word] for word in a) + len(a) + len(b)) * min(len(a), len(b))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many are the same from the start."""
    shorter = min(len(a), len(b))
    return next((at for at in range(shorter) if a[at] != b[at]), shorter)


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """What stands once in both and in the same order: the longest such row, by patience sorting."""
    once_a, once_b = Counter(a), Counter(b)
    places = {word: y for y, word in enumerate(b) if once_b[word] == 1 and word.strip()}
    pairs = [(x, places[word]) for x, word in enumerate(a) if once_a[word] == 1 and word in places]
    tops: list[int] = []
    piles: list[int] = []
    below: list[int | None] = []
    for at, (_, y) in enumerate(pairs):
        pile = bisect_left(tops, y)
        tops[pile : pile + 1], piles[pile : pile + 1] = [y], [at]
        below.append(piles[pile - 1] if pile else None)
    row, at = [], piles[-1] if piles else None
    while at is not None:
        row.append(pairs[at])
        at = below[at]
    return row[::-1]


def _pieces(before: list[str], after: list[str], blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """The words as pieces. A stray short word or mark between two changes goes with them: it reads better."""
    x = y = 0
    joined = [*_joined(blocks), (len(before), len(after), 0)]
    for (i, j, size), following in zip(joined, [*joined[1:], None], strict=True):
        same = before[i : i + size]
        between = (i, j) != (x, y) and following and following[:2] != (i + size, j + size)
        if between and len("".join(same).strip()) <= 3 and not any(map(_is_telling, same)):
            continue
        yield from _piece("removed", before[x:i])
        yield from _piece("added", after[y:j])
        yield from _piece("same", same)
        x, y = i + size, j + size


def _joined(blocks: list[Block]) -> list[Block]:
    """Blocks that follow one another in both texts, as one."""
    joined: list[Block] = []
    for i, j, size in blocks:
        x, y, before = joined[-1] if joined else (-1, -1, 0)
        if (x + before, y + before) == (i, j):
            joined[-1] = (x, y, before + size)
        else:
            joined.append((i, j, size))
    return joined


def _piece(kind: str, cut: list[str]) -> list[tuple[str, str]]:
    return [(kind, "".join(cut))] if cut else []


def _best(old: list[Counter], new: list[Counter], alike: float) -> list[tuple[int, int]]:
    """The pairs of lines, in order, that have most in common taken together."""
    ways = [[(0.0, None)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for x, bag in enumerate(old, 1):
        for y, other in enumerate(new, 1):
            share = _share(bag, other)
            paired = (ways[x - 1][y - 1][0] + share, "both") if share >= alike else (-1.0, None)
            ways[x][y] = max(paired, (ways[x - 1][y][0], "old"), (ways[x][y - 1][0], "new"), key=lambda way: way[0])
    pairs, x, y = [], len(old), len(new)
    while x and y:
        step = ways[x][y][1]
        if step == "both":
            pairs.append((x - 1, y - 1))
        x, y = x - (step != "new"), y - (step != "old")
    return pairs[::-1]


def _in_order(old: list[Counter], new: list[Counter], alike: float) -> list[tuple[int, int]]:
    """The cheap way: if there are as many lines as before, each with the one in its place."""
    places = range(len(old)) if len(old) == len(new) else ()
    return [(at, at) for at in places if _share(old[at], new[at]) >= alike]


def _share(one: Counter, other: Counter) -> float:
    common = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 2 * common / ((one.total() + other.total()) or 1)


def _bag(cut: list[str]) -> Counter:
    return Counter(filter(_is_word, cut))


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word))


def _is_telling(word: str) -> bool:
    """A figure or a citation is never stray."""
    return word.startswith("[@") or any(map(str.isdigit, word))
