"""Say in a sentence or two what a verdict on two texts rests on. What it says is stored with the relation.

Rule: pure; sees measures and signs.
"""

from collections.abc import Sequence

from ingest.relate.measures import Measures
from ingest.relate.reading import Reading, WordKind
from ingest.relate.signs import Sign
from ingest.relate.slots import Swap

SHOWN = 3
"""Swaps named in the sentence."""
_LONGEST = 40


def in_words(found: Measures, signs: Sequence[Sign]) -> str:
    """Return what is shared, and what stands in the same place with another value."""
    most, least = sorted((found.overlap.ab, found.overlap.ba), reverse=True)
    said = [f"{most:.0%} of the one's and {least:.0%} of the other's three-word runs are shared"]
    if found.figures_kept + found.figures_swapped:
        said.append(f"{found.figures_kept} of {found.figures_kept + found.figures_swapped} figures agree")
    if found.names_kept + found.names_swapped:
        said.append(f"{found.names_kept} of {found.names_kept + found.names_swapped} names")
    sentence = ", ".join(said) + "."
    swaps = _told(found, signs)
    return f"{sentence} In the same place: {'; '.join(swaps)}." if swaps else sentence


def _told(found: Measures, signs: Sequence[Sign]) -> list[str]:
    kinds = [WordKind.NAME, WordKind.DATE, WordKind.NUMBER, WordKind.MAYBE]
    if signs and not signs[0].is_subject:
        kinds = [WordKind.DATE, WordKind.NUMBER, WordKind.NAME, WordKind.MAYBE]
    ordered = sorted(
        (swap for swap in found.slots.swaps if not swap.is_close), key=lambda swap: (kinds.index(swap.kind), swap.a)
    )
    told = dict.fromkeys(_swap_words(found, swap) for swap in ordered)
    return list(told)[:SHOWN]


def _swap_words(found: Measures, swap: Swap) -> str:
    return f"\u201c{_words(found.a, swap.a)}\u201d and \u201c{_words(found.b, swap.b)}\u201d"


def _words(reading: Reading, span: tuple[int, int]) -> str:
    words = " ".join(reading.words[slice(*span)])
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "\u2026"
