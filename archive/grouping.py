"""Families: which articles belong together by copying or reworking, when all that ties them is known.

Bonds hold without question: what a person tied, exact copies, versions of one page. What they join is one *node*. Nodes
are joined to families by the measured ties, the strongest first, and two groups only where at least `SHARE` of all
pairs between them are tied: a chain A-B-C whose ends are not tied stays two families, while a family of many copies
survives a pair that was missed, or a cut so short that the rework of the whole shares little with it. With half the
pairs, a chain would pass; with all of them, one missed pair in a hundred would break up a family of twenty.

Whom a person parted never meet.

Rule: pure; sees numbers and names. What comes out depends on the names, not on the numbers or the order of the ties.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = frozenset[int]

SHARE = 2 / 3
"""Of the pairs between two groups."""

Strength = tuple[float, ...]
"""Of a tie; the smaller, the stronger."""


@dataclass(slots=True)
class Ties:
    """The articles around a change and what ties them, each pair once."""

    names: dict[int, str] = field(default_factory=dict)
    """Public ids."""
    bonds: dict[Pair, Strength] = field(default_factory=dict)
    """What holds without question; between bonds strength matters only where a person parted somebody."""
    measured: dict[Pair, Strength] = field(default_factory=dict)


def families_of(ties: Ties, apart: Iterable[Pair]) -> list[frozenset[int]]:
    """Return the families of two and more."""
    grouping = _Grouping(ties.names, [pair for pair in apart if pair <= ties.names.keys()])
    for pair in _in_order(ties.bonds, ties.names):
        grouping.join(*pair)
    order = grouping.count_ties(_in_order(ties.measured, ties.names))
    while sum(grouping.join_if_close(*pair) for pair in order):
        pass
    return [frozenset(members) for members in grouping.members.values() if len(members) > 1]


def _in_order(pairs: Mapping[Pair, Strength], names: Mapping[int, str]) -> list[tuple[int, int]]:
    """Return pairs, the strongest first, then by names."""
    ends = {pair: sorted(pair, key=names.__getitem__) for pair in pairs}
    ordered = sorted(pairs, key=lambda pair: (pairs[pair], [names[one] for one in ends[pair]]))
    return [(ends[pair][0], ends[pair][1]) for pair in ordered]


class _Grouping:
    """Groups that grow."""

    def __init__(self, names: Iterable[int], apart: Iterable[Pair]) -> None:
        self._names = tuple(names)
        self._group = {article: article for article in self._names}
        self.members = {article: [article] for article in self._names}
        self._nodes: dict[int, int] = dict.fromkeys(self._names, 1)
        self._foes: dict[int, set[int]] = defaultdict(set)
        self._tied: dict[int, dict[int, int]] = defaultdict(dict)
        for one, other in map(tuple, apart):
            self._foes[one].add(other)
            self._foes[other].add(one)

    def join(self, one: int, other: int) -> bool:
        """Make one group of those of two articles, unless they are one, or hold two whom a person parted."""
        large, small = sorted((self._group[one], self._group[other]), key=lambda group: -len(self.members[group]))
        if large == small or any(self._group[foe] == large for foe in self._foes[small]):
            return False
        for member in self.members[small]:
            self._group[member] = large
        self.members[large] += self.members.pop(small)
        self._foes[large] |= self._foes.pop(small)
        self._nodes[large] += self._nodes.pop(small)
        for group, count in self._tied.pop(small, {}).items():
            del self._tied[group][small]
            if group != large:
                self._tied[group][large] = self._tied[large][group] = self._tied[large].get(group, 0) + count
        return True

    def count_ties(self, measured: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Take what is joined now for nodes; return of the pairs that tie two nodes the first each, in their order."""
        self._nodes = dict.fromkeys(self.members, 1)
        first: list[tuple[int, int]] = []
        for pair in measured:
            one, other = (self._group[each] for each in pair)
            if one != other and other not in self._tied[one]:
                self._tied[one][other] = self._tied[other][one] = 1
                first.append(pair)
        return first

    def join_if_close(self, one: int, other: int) -> bool:
        """Make one group of those of two articles, if enough of the pairs between them are tied."""
        first, second = self._group[one], self._group[other]
        if first == second:
            return False
        tied = self._tied[first].get(second, 0)
        return tied >= SHARE * self._nodes[first] * self._nodes[second] and self.join(one, other)
