"""How much wording two texts share, measured in runs of three words.

Jaccard's coefficient and containment after Broder (1997).

Rule: pure; sees the words of two texts.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shared wording of two texts, each figure 0 to 1."""

    jaccard: float
    ab: float
    """Share of the first text's runs that the second has."""
    ba: float

    @property
    def most(self) -> float:
        """Return the containment of the one that is contained the more."""
        return max(self.ab, self.ba)

    @property
    def least(self) -> float:
        """Return the containment of the other one."""
        return min(self.ab, self.ba)


def overlap_of(of_a: frozenset[int], of_b: frozenset[int]) -> Overlap:
    """Return how much wording two texts share, given the hashes of their runs (`shingles.run_hashes`).

    >>> overlap_of(frozenset({1, 2, 3}), frozenset({1, 2})).ba
    1.0
    """
    shared = len(of_a & of_b)
    return Overlap(jaccard=_share(shared, len(of_a | of_b)), ab=_share(shared, len(of_a)), ba=_share(shared, len(of_b)))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
