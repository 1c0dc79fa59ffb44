"""In which order what was found is shown, one hit a family, and where in it a page begins.

Each article found has a key, the smaller the earlier it stands; keys decide everything else: which copy stands for its
family, what comes after a given hit, how many stand before it.

Rule: pure; knows columns, no database.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from archive.columns import Columns, Keys, Places
from archive.matching import Scores

Order = Literal["relevance", "newest", "oldest"]

_UNRANKED = 1 << 60
"""Keys of what is not ranked come after all ranks; those of days take fewer bits."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was found, in order."""

    keys: Keys
    """Of each hit, in no order."""
    places: Places
    """Of each hit, alike."""
    articles: int
    """How many were found, copies included."""

    def __len__(self) -> int:
        """Return how many hits there are."""
        return len(self.keys)

    def key_of(self, place: int) -> int | None:
        """Return the key of a hit, or None where that article is none."""
        at = np.flatnonzero(self.places == place)
        return int(self.keys[at[0]]) if len(at) else None

    def number_of(self, key: int) -> int:
        """Return as which hit one stands, from 1."""
        return int(np.count_nonzero(self.keys <= key))

    def after(self, key: int | None, count: int) -> list[int]:
        """Return the places of the next hits after one (from the first on, where there is none), in order."""
        left = np.flatnonzero(self.keys > key) if key is not None else np.arange(len(self.keys))
        return self._first(left, self.keys[left], count)

    def before(self, key: int, count: int) -> list[int]:
        """Return the places of the hits right before one, in order."""
        left = np.flatnonzero(self.keys < key)
        return self._first(left, -self.keys[left], count)[::-1]

    def from_number(self, number: int, count: int) -> list[int]:
        """Return the places of hits from a number (from 0) on, in order."""
        if number >= len(self.keys) or count <= 0:
            return []
        return self._first(np.arange(len(self.keys)), self.keys, number + count)[number:]

    def _first(self, at: Places, keys: Keys, count: int) -> list[int]:
        if len(at) > count:
            chosen = np.argpartition(keys, count)[:count] if count else np.empty(0, dtype=np.int64)
            at, keys = at[chosen], keys[chosen]
        return [int(place) for place in self.places[at[np.lexsort((self.places[at], keys))]]]


def rank(columns: Columns, places: Places, order: Order, scores: Scores | None, *, by_family: bool) -> Ranked:
    """Return what was found in order. `scores`, where there are any, are of `places`; else the newest stand first.

    With `by_family` the first of each family stands for it.
    """
    keys = _keys(columns, places, order, scores)
    if not by_family:
        return Ranked(keys, places, len(places))
    family = columns.of["family"][places]
    best = np.full(int(family.max(initial=0)) + 1, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(best, family, keys)
    shown = (family == 0) | (best[family] == keys)
    return Ranked(keys[shown], places[shown], len(places))


def _keys(columns: Columns, places: Places, order: Order, scores: Scores | None) -> Keys:
    if order == "oldest":
        return columns.oldest[places]
    newest: Keys = columns.newest[places]
    if order == "newest" or scores is None:
        return newest
    keys = newest + _UNRANKED
    scored = np.flatnonzero(~np.isnan(scores))
    # Scores that differ in nothing but the rounding of the machine are one.
    ranks = np.lexsort((newest[scored], np.round(scores[scored], 9)))
    keys[scored[ranks]] = np.arange(len(scored), dtype=np.int64)
    return keys
