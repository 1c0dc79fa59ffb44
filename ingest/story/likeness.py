"""How alike two articles are as accounts of an event: cosine of telling terms, less with the days between them.

The classic measure of topic detection and tracking (Allan, Papka and Lavrenko 1998; days as a decay: Yang et al. 1998;
names beside words: Miranda et al. 2018). Everything is summed in whole numbers, so that it is the same both ways round
and in any order.

Rule: pure; sees terms and levels, never the archive.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Generic, TypeVar

from ingest.story.levels import TELLING
from ingest.story.terms import Term

SAME_DAYS = 3
"""So many days apart, reports on an event are as near as on one day."""
HALF_LIFE = 14
"""Days beyond those that halve a likeness."""
FARTHEST = 60
"""Articles further apart are on no common story, unless a person says so."""
SLIGHT = 900
"""Added to the squares of each side: two texts of a few words are not alike for sharing three."""
FEWEST_SHARED = 3
"""A pair is looked at where so many leading terms are shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What an article says of an event, and when it was published at the earliest and at the latest."""

    id: str
    terms: tuple[Term, ...]
    headline: str | None = None
    language: str | None = None
    earliest: str | None = None
    """ISO 8601 day; None: unknown."""
    latest: str | None = None


Key = TypeVar("Key", bound=Hashable)
"""What a term is known by: its own key, or what an archive keeps instead of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed(Generic[Key]):
    """An event as it is compared: made once for the levels of the day, compared many times."""

    id: str
    terms: Mapping[Key, int]
    """By key: weight times level; terms that are common in the archive are left out."""
    norm: int
    """Sum of the squares."""
    earliest: int | None
    """Day as a number; None: unknown."""
    latest: int | None
    leads: frozenset[Key]
    """Keys of terms that lead to other articles."""


def weigh(event: Event, levels: Mapping[str, int]) -> Weighed[str]:
    """Return an event as it is compared, by the level of each of its terms (missing: 0)."""
    terms = {term.key: term.weight * levels[term.key] for term in event.terms if levels.get(term.key)}
    return Weighed(
        id=event.id,
        terms=terms,
        norm=sum(weight * weight for weight in terms.values()),
        earliest=_day(event.earliest),
        latest=_day(event.latest),
        leads=frozenset(key for key in terms if levels[key] >= TELLING),
    )


def likeness(a: Weighed[Key], b: Weighed[Key]) -> float:
    """Return how likely two articles are on the same event: 0 (nothing shared, or long apart) to 1."""
    nearness = _nearness(a, b)
    if not nearness or not a.norm or not b.norm:
        return 0.0
    few, many = (a.terms, b.terms) if len(a.terms) <= len(b.terms) else (b.terms, a.terms)
    shared = sum(few[key] * many[key] for key in few.keys() & many.keys())
    return round(nearness * shared / sqrt((a.norm + SLIGHT) * (b.norm + SLIGHT)), 4)


def may_be_alike(a: Weighed[Key], b: Weighed[Key]) -> bool:
    """Tell whether a pair is looked at: it shares enough leading terms, and its days are not too far apart."""
    return len(a.leads & b.leads) >= FEWEST_SHARED and days_apart(a, b) <= FARTHEST


def days_apart(a: Weighed[Key], b: Weighed[Key]) -> int:
    """Return how many days lie between two articles at least; 0 where a day that matters is unknown."""
    ways = ((a.earliest, b.latest), (b.earliest, a.latest))
    return max(0, *(late - early for late, early in ways if late is not None and early is not None), 0)


def _nearness(a: Weighed[Key], b: Weighed[Key]) -> float:
    days = days_apart(a, b)
    return 0.0 if days > FARTHEST else 0.5 ** (max(0, days - SAME_DAYS) / HALF_LIFE)


def _day(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None
