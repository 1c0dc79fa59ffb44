"""The words of persons from two archives as one sequence: which of them was said last.

What has a time stands in the order of time. What has none (a spreadsheet's), or the same, stands as in the archive that
holds both; of words that no archive orders the greater comes last, so that it does not matter which archive came first.

Rule: pure; sees words as values.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a person said."""

    about: Hashable
    """Words about the same thing overrule each other."""
    at: str | None
    """When it was said: ISO 8601 in UTC. None: a spreadsheet said it."""
    content: tuple[object, ...]
    """All that was said; two words of the same content and time are one."""
    undone: str | None = None
    """When it was taken back."""


@dataclass(slots=True)
class _Place:
    """Where a word stands among those about the same thing and of the same time."""

    word: Word
    is_overruled: bool = False
    """An archive holds a later one."""
    number: int = 0


def united(ours: Sequence[Word], theirs: Sequence[Word]) -> list[Word]:
    """Return the words of both archives in one order, each once; what one of them took back is taken back."""
    places: dict[tuple[Hashable, str | None, tuple[object, ...]], _Place] = {}
    for side in (ours, theirs):
        counts: dict[tuple[Hashable, str | None], int] = {}
        totals = _totals(side)
        for word in side:
            group = (word.about, word.at)
            number = counts[group] = counts.get(group, 0) + 1
            place = places.setdefault((*group, word.content), _Place(word))
            place.word = replace(place.word, undone=_earliest(place.word.undone, word.undone))
            if number < totals[group]:
                place.is_overruled = True
                place.number = max(place.number, number)
    return [place.word for place in sorted(places.values(), key=_rank)]


def news(before: Iterable[Word], after: Iterable[Word]) -> list[Word]:
    """Return the words of `after` that `before` does not hold, or holds as not taken back."""
    known = frozenset(before)
    return [word for word in after if word not in known]


def _totals(words: Iterable[Word]) -> dict[tuple[Hashable, str | None], int]:
    totals: dict[tuple[Hashable, str | None], int] = {}
    for word in words:
        totals[word.about, word.at] = totals.get((word.about, word.at), 0) + 1
    return totals


def _earliest(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one and other else one or other


def _rank(place: _Place) -> tuple[str, bool, int, str]:
    word = place.word
    return (word.at or "", not place.is_overruled, place.number if place.is_overruled else 0, repr(word.content))
