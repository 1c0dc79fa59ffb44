"""How much wording two texts share, measured in runs of three words.

Rule: pure; sees two texts.
"""

from dataclasses import dataclass

from archive.words import index_words
from schemas.relation import TextAxis

_RUN = 3
NEAR_JACCARD = 0.8
WHOLE_CONTAINMENT = 0.95
CLEAR_CONTAINMENT = 0.3
"""Of the shorter text's runs: from here on two texts at one place are taken for versions of one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shared wording of two texts, each figure 0 to 1."""

    jaccard: float
    ab: float
    """Share of the first text's runs that the second has."""
    ba: float

    @property
    def axis(self) -> TextAxis:
        """Return the word for it."""
        if self.jaccard >= NEAR_JACCARD:
            return TextAxis.NEAR
        if self.ab >= WHOLE_CONTAINMENT:
            return TextAxis.PART_OF
        if self.ba >= WHOLE_CONTAINMENT:
            return TextAxis.CONTAINS
        return TextAxis.REWORKED if max(self.ab, self.ba) >= CLEAR_CONTAINMENT else TextAxis.LITTLE


def measure_overlap(a: str, b: str) -> Overlap:
    """Return how much wording two texts share.

    >>> measure_overlap("the bridge is closed today", "the bridge is closed").ba
    1.0
    """
    of_a, of_b = _runs(a), _runs(b)
    shared = len(of_a & of_b)
    return Overlap(jaccard=_share(shared, len(of_a | of_b)), ab=_share(shared, len(of_a)), ba=_share(shared, len(of_b)))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = index_words(text)
    if len(words) < _RUN:
        return frozenset({words} if words else ())
    return frozenset(zip(words, words[1:], words[2:], strict=False))
