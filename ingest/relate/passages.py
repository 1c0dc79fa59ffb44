"""The passages that two texts share, longest first, in the order of both or moved: greedy string tiling.

Wise (1993), "String similarity via greedy string tiling and running Karp-Rabin matching": the longest run of words
that both have and that is not yet part of a passage becomes one, again and again, down to a shortest length; no word is
in two passages. Runs are found by their first words, so that the work grows with the texts, not with their product.

Rule: pure; sees sequences of words.
"""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

LEAST = 6
"""Words of the shortest passage: fewer are a phrase that anybody writes."""

MOST_PLACES = 24
"""A run of `LEAST` words that stands in more places of a text is a refrain; its first places in both are looked at."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A run of the same words: `a[a:a + length]` and `b[b:b + length]`."""

    a: int
    b: int
    length: int


def tile(a: Sequence[str], b: Sequence[str], least: int = LEAST) -> list[Tile]:
    """Return the passages that both have, longest first; of equally long ones the earlier first.

    >>> tile("one two three four".split(), "zero one two three".split(), least=2)
    [Tile(a=0, b=1, length=3)]
    """
    waiting = [(-length, i, k) for i, k, length in _longest_runs(a, b, least)]
    heapify(waiting)
    taken_a, taken_b = _Taken(), _Taken()
    tiles: list[Tile] = []
    while waiting:
        shorter, i, k = heappop(waiting)
        free = list(_free_parts(Tile(i, k, -shorter), taken_a, taken_b))
        if free and free[0].length == -shorter:
            tiles.append(free[0])
            taken_a.add(i, i - shorter)
            taken_b.add(k, k - shorter)
            continue
        for part in free:
            if part.length >= least:
                heappush(waiting, (-part.length, part.a, part.b))
    return tiles


def in_order(tiles: Sequence[Tile]) -> frozenset[Tile]:
    """Return those passages that stand in the same order in both texts, with as many words as can be; others moved."""
    ranked = sorted(tiles, key=lambda each: (each.a, each.b))
    ends = sorted({each.b for each in ranked})
    best: list[tuple[int, int]] = [(0, -1)] * (len(ends) + 1)  # a tree of prefix maxima: words, number of the passage
    before = [-1] * len(ranked)
    total = [0] * len(ranked)
    for number, each in enumerate(ranked):
        at = bisect_right(ends, each.b)
        words, before[number] = _best_up_to(best, at - 1)
        total[number] = words + each.length
        while at < len(best):
            best[at] = max(best[at], (total[number], -number - 2))
            at += at & -at
    number = max(range(len(ranked)), key=lambda each: (total[each], -each), default=-1)
    kept: set[Tile] = set()
    while number >= 0:
        kept.add(ranked[number])
        number = before[number]
    return frozenset(kept)


def _best_up_to(best: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Return the most words of a chain that ends at or before a place, and the number of its last passage, or -1."""
    found = (0, -1)
    while at > 0:
        found = max(found, best[at])
        at -= at & -at
    words, code = found
    return words, -code - 2 if words else -1


def _longest_runs(a: Sequence[str], b: Sequence[str], least: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of `least` words and more that both have and that go on at neither end."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k in range(len(b) - least + 1):
        found = places[tuple(b[k : k + least])]
        if len(found) < MOST_PLACES:
            found.append(k)
    seen: Counter[tuple[str, ...]] = Counter()
    for i in range(len(a) - least + 1):
        start = tuple(a[i : i + least])
        seen[start] += start in places
        for k in places.get(start, ()) if seen[start] <= MOST_PLACES else ():
            if i and k and a[i - 1] == b[k - 1]:
                continue
            length = least
            while i + length < len(a) and k + length < len(b) and a[i + length] == b[k + length]:
                length += 1
            yield i, k, length


class _Taken:
    """Spans that are part of a passage already; none overlap."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans that overlap one, cut to it, in order."""
        at = max(bisect_right(self._spans, (start, start)) - 1, 0)
        found = []
        while at < len(self._spans) and self._spans[at][0] < end:
            if self._spans[at][1] > start:
                found.append((max(self._spans[at][0], start), min(self._spans[at][1], end)))
            at += 1
        return found


def _free_parts(run: Tile, taken_a: _Taken, taken_b: _Taken) -> Iterator[Tile]:
    """Yield the parts of a run that are in no passage on either side."""
    spans = [(start - run.a, end - run.a) for start, end in taken_a.between(run.a, run.a + run.length)]
    spans += [(start - run.b, end - run.b) for start, end in taken_b.between(run.b, run.b + run.length)]
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Tile(run.a + at, run.b + at, start - at)
        at = max(at, end)
    if at < run.length:
        yield Tile(run.a + at, run.b + at, run.length - at)
