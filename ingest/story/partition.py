"""Which articles make one story: average link over likenesses, never a chain of neighbours.

Agglomerative clustering by average link (Sokal and Michener 1958), which groups news better than single link does
(Yang, Pierce and Carbonell 1998). Likenesses are counted in ten-thousandths, so that sums do not depend on their order.

Rule: pure; sees public ids and numbers. The result is a function of the set of its arguments, not of their order.
"""

import heapq
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

LONE = 0.38
"""Two articles are joined where they are at least so alike."""
MANY = 0.26
"""Two large groups are joined where their members are so alike on average: many pairs err less than one does. Pairs
below this, with no tie between them, never make two articles of one component."""
ROOM = 16
"""Articles on one event are seldom more, not counting copies."""
CROWD = 0.2
"""How much more alike the members of groups without end must be: what many articles share is a theme, not an event."""
KEPT = 0.05
"""Likenesses below this count as none."""
_SCALE = 10_000


def partition(
    ids: Collection[str],
    likes: Mapping[tuple[str, str], float],
    *,
    together: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    last: Collection[str] = (),
) -> tuple[tuple[str, ...], ...]:
    """Return the stories among articles: each with its members in order, none of one member.

    `likes` holds each pair once, either way round; pairs that it lacks are not alike. Pairs of `together` start in one
    group (a family, a person's word); pairs of `apart` are never in one, and win. Articles of `last` come to groups
    when the others have: those that are known to be apart from one that is like them, so that a wrong word on one pair
    costs a story one article and does not cut it in two.

    >>> partition("abc", {("a", "b"): 0.6, ("b", "c"): 0.1})
    (('a', 'b'),)
    """
    names = sorted(set(ids))
    number = {name: place for place, name in enumerate(names)}
    groups = _Groups.alone(len(names))
    groups.part(_pairs(apart, number))
    for one, other in sorted(_pairs(together, number)):
        groups.tie(one, other)
    for (a, b), like in likes.items():
        if a in number and b in number and like >= KEPT:
            groups.liken(number[a], number[b], round(like * _SCALE))
    groups.waiting = {groups.home[number[name]] for name in last if name in number}
    groups.merge()
    if groups.waiting:
        groups.waiting = set()
        groups.merge()
    return tuple(sorted(tuple(names[place] for place in sorted(group)) for group in groups.found() if len(group) > 1))


def _pairs(pairs: Collection[tuple[str, str]], number: Mapping[str, int]) -> set[tuple[int, int]]:
    known = (sorted((number[a], number[b])) for a, b in pairs if a in number and b in number and a != b)
    return {(low, high) for low, high in known}


@dataclass(slots=True)
class _Groups:
    """Groups of articles by their smallest number: members, likeness to other groups, and what they may not hold."""

    members: dict[int, list[int]]
    home: list[int]
    likes: dict[int, dict[int, int]]
    """Sum of the likenesses of the pairs between two groups."""
    banned: dict[int, set[int]] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    """Groups that are not joined yet."""

    @classmethod
    def alone(cls, count: int) -> "_Groups":
        return cls({one: [one] for one in range(count)}, list(range(count)), {one: {} for one in range(count)})

    def part(self, pairs: Collection[tuple[int, int]]) -> None:
        for one, other in pairs:
            self.banned.setdefault(one, set()).add(other)
            self.banned.setdefault(other, set()).add(one)

    def tie(self, one: int, other: int) -> None:
        low, high = sorted((self.home[one], self.home[other]))
        if low != high and high not in self.banned.get(low, ()):
            self._join(low, high)

    def liken(self, one: int, other: int, like: int) -> None:
        low, high = self.home[one], self.home[other]
        if low != high:
            self.likes[low][high] = self.likes[low].get(high, 0) + like
            self.likes[high][low] = self.likes[low][high]

    def merge(self) -> None:
        """Join the two groups that are most alike on average of those that may be joined, until none may."""
        heap = [entry for low in self.members for entry in self._entries(low) if entry[1] == low]
        heapq.heapify(heap)
        while heap:
            away, low, high = heapq.heappop(heap)
            if low not in self.members or high not in self.members or high in self.banned.get(low, ()):
                continue
            if -away == self._average(low, high) >= self._least(low, high):  # as it was when the entry was made
                self._join(low, high)
                for entry in self._entries(low):
                    heapq.heappush(heap, entry)

    def found(self) -> list[list[int]]:
        return list(self.members.values())

    def _average(self, one: int, other: int) -> float:
        return self.likes[one].get(other, 0) / (_SCALE * len(self.members[one]) * len(self.members[other]))

    def _least(self, one: int, other: int) -> float:
        """Return how alike two groups of their sizes must be on average to be joined."""
        some, more = len(self.members[one]), len(self.members[other])
        size = some + more
        return MANY + (LONE - MANY) / (some * more) + CROWD * max(0, size - ROOM) / size

    def _entries(self, one: int) -> list[tuple[float, int, int]]:
        """Return the joins that a group may take part in."""
        if one in self.waiting:
            return []
        others = self.likes[one].keys() - self.banned.get(one, set()) - self.waiting
        found = ((self._average(one, other), other) for other in others)
        return [(-like, min(one, other), max(one, other)) for like, other in found if like >= self._least(one, other)]

    def _join(self, low: int, high: int) -> None:
        """Put the group `high` into `low`, with its likenesses and bans."""
        gone = self.members.pop(high)
        self.members[low] += gone
        for one in gone:
            self.home[one] = low
        for other, like in self.likes.pop(high).items():
            del self.likes[other][high]
            if other != low:
                self.likes[low][other] = self.likes[low].get(other, 0) + like
                self.likes[other][low] = self.likes[low][other]
        for other in self.banned.pop(high, set()):
            self.banned[other].discard(high)
            self.banned[other].add(low)
            self.banned.setdefault(low, set()).add(other)
