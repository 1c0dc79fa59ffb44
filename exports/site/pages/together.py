"""The results of several archives as one: which hit stands where, and how far a page took each archive.

Rule: pure; numbers in, numbers out.
"""

import heapq
from collections.abc import Iterator, Sequence

Place = tuple[int, int]
"""Number of an archive, and of one of its hits on this page, both from 0."""


def in_turn(hits: Sequence[int]) -> Iterator[Place]:
    """Yield the first of each archive, then the second of each, and so on; `hits`: so many has each.

    >>> list(in_turn([2, 1]))
    [(0, 0), (1, 0), (0, 1)]
    """
    return ((at, rank) for rank in range(max(hits, default=0)) for at, count in enumerate(hits) if rank < count)


def by_date(keys: Sequence[Sequence[int]], has_more: Sequence[bool]) -> Iterator[Place]:
    """Yield the hits of all archives by their keys, which stand in order in each.

    It ends behind the last hit of an archive that has more: one of those may come next.

    >>> list(by_date([[3, 5], [4, 9]], [True, False]))
    [(0, 0), (1, 0), (0, 1)]
    """
    several = [[(key, at, rank) for rank, key in enumerate(each)] for at, each in enumerate(keys)]
    for _, at, rank in heapq.merge(*several):
        yield at, rank
        if has_more[at] and rank + 1 == len(keys[at]):
            return


def read_starts(after: str | None, archives: int) -> list[int]:
    """Return how many hits of each archive stood on the pages before, as an address says; none where it says nothing.

    >>> read_starts("12.0", 2), read_starts("12", 2), read_starts("x.1", 2)
    ([12, 0], [0, 0], [0, 0])
    """
    parts = (after or "").split(".")
    if len(parts) != archives or not all(part.isascii() and part.isdigit() and len(part) < _DIGITS for part in parts):
        return [0] * archives
    return [int(part) for part in parts]


def starts_in_words(starts: Sequence[int]) -> str:
    """Return the same as an address says it."""
    return ".".join(map(str, starts))


_DIGITS = 10
