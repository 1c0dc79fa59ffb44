"""Align two sequences of words: unique words first, then what lies between them.

Words that occur once on both sides hold the alignment (patience diff); short gaps without such words are aligned in
full, long ones are taken as replaced. The work is bounded whatever the texts are: the reading room calls this.

Rule: pure; sees sequences of strings.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Opcode = tuple[bool, int, int, int, int]
"""Are they the same, and the two spans: `a[i:j]` and `b[k:m]`."""

FULL_WORK = 10_000
"""Gaps of so many word pairs are aligned in full."""


def align(a: Sequence[str], b: Sequence[str]) -> Iterator[Opcode]:
    """Yield spans that cover both sequences in order, same and different ones in turn, none empty on both sides.

    >>> list(align("a b c".split(), "a x c".split()))
    [(True, 0, 1, 0, 1), (False, 1, 2, 1, 2), (True, 2, 3, 2, 3)]
    """
    i = k = 0
    for start, other, length in _joined(_matches(a, b)):
        if (i, k) != (start, other):
            yield (False, i, start, k, other)
        yield (True, start, start + length, other, other + length)
        i, k = start + length, other + length
    if (i, k) != (len(a), len(b)):
        yield (False, i, len(a), k, len(b))


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs that rise in both members; `pairs` come sorted by the first.

    >>> longest_rising([(0, 5), (1, 0), (2, 1)])
    [(1, 0), (2, 1)]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_first, second) in enumerate(pairs):
        at = bisect_left(ends, second)
        before.append(last[at - 1] if at else None)
        if at == len(ends):
            ends.append(second)
            last.append(number)
        else:
            ends[at], last[at] = second, number
    chain: list[tuple[int, int]] = []
    link = last[-1] if last else None
    while link is not None:
        chain.append(pairs[link])
        link = before[link]
    return chain[::-1]


def _joined(matches: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Join matching positions that follow each other on both sides."""
    start = other = length = 0
    for i, k in matches:
        if length and (i, k) == (start + length, other + length):
            length += 1
            continue
        if length:
            yield start, other, length
        start, other, length = i, k, 1
    if length:
        yield start, other, length


def _matches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield matching positions in order. An explicit stack of spans: depth of recursion is not the texts' to choose."""
    todo = [(0, len(a), 0, len(b))]
    while todo:
        i, j, k, m = todo.pop()
        while i < j and k < m and a[i] == b[k]:
            yield i, k
            i, k = i + 1, k + 1
        tail = 0
        while i < j - tail and k < m - tail and a[j - tail - 1] == b[m - tail - 1]:
            tail += 1
        if tail:
            todo.append((j - tail, j, m - tail, m))
        j, m = j - tail, m - tail
        if i == j or k == m:
            continue
        anchors = _unique_anchors(a[i:j], b[k:m])
        if anchors:
            todo.extend(reversed(list(_between(anchors, (i, j, k, m)))))
        elif (j - i) * (m - k) <= FULL_WORK:
            for block in SequenceMatcher(None, a[i:j], b[k:m], autojunk=False).get_matching_blocks():
                yield from ((i + block.a + step, k + block.b + step) for step in range(block.size))


def _between(anchors: list[tuple[int, int]], span: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the spans between anchors; each begins with its anchor, so that the match is told first."""
    i, j, k, m = span
    starts = [(i + at, k + other) for at, other in anchors]
    yield i, starts[0][0], k, starts[0][1]
    for (at, other), (end, other_end) in zip(starts, [*starts[1:], (j, m)], strict=True):
        yield at, end, other, other_end


def _unique_anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    counts, others = Counter(a), Counter(b)
    place = {word: at for at, word in enumerate(b) if others[word] == 1}
    return longest_rising([(at, place[word]) for at, word in enumerate(a) if counts[word] == 1 and word in place])
