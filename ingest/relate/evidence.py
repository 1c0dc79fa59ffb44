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


def in_words(found: Measures, signs: Sequence[Sign], *, is_mirrored: bool = False) -> str:
    """Return what is shared, and what stands in the same place with another value."""
    said = [shared_words(found).removesuffix(".")]
    if found.figures_kept + found.figures_swapped:
        said.append(f"{found.figures_kept} of {found.figures_kept + found.figures_swapped} figures agree")
    if found.names_kept + found.names_swapped:
        said.append(f"{found.names_kept} of {found.names_kept + found.names_swapped} names")
    sentence = ", ".join(said) + "."
    swaps = _told(found, signs, is_mirrored=is_mirrored)
    return f"{sentence} In the same place: {'; '.join(swaps)}." if swaps else sentence


def shared_words(found: Measures) -> str:
    """Return how much wording is shared."""
    most, least = sorted((found.overlap.ab, found.overlap.ba), reverse=True)
    return f"{most:.0%} of the one's and {least:.0%} of the other's three-word runs are shared."


def _told(found: Measures, signs: Sequence[Sign], *, is_mirrored: bool) -> list[str]:
    kinds = [WordKind.NAME, WordKind.DATE, WordKind.NUMBER, WordKind.MAYBE]
    if signs and not signs[0].is_subject:
        kinds = [WordKind.DATE, WordKind.NUMBER, WordKind.NAME, WordKind.MAYBE]
    ordered = sorted(
        (swap for swap in found.slots.swaps if not swap.is_close), key=lambda swap: (kinds.index(swap.kind), swap.a)
    )
    told = dict.fromkeys(_swap_words(found, swap, is_mirrored=is_mirrored) for swap in ordered)
    return list(told)[:SHOWN]


def _swap_words(found: Measures, swap: Swap, *, is_mirrored: bool) -> str:
    one, other = _words(found.a, swap.a), _words(found.b, swap.b)
    if is_mirrored:
        one, other = other, one
    return f"\u201c{one}\u201d and \u201c{other}\u201d"


def _words(reading: Reading, span: tuple[int, int]) -> str:
    words = " ".join(reading.words[slice(*span)])
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "\u2026"
