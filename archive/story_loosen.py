"""Which placed texts must be placed anew because terms ceased to lead: too many texts hold them now.

Such a term weighs what it weighed. All that changes is which pairs are looked at: those that shared just enough leading
terms are alike no longer. Greedy joining ends in the same stories where only pairs of different stories are alike less
than before: what was joined is as alike as it was, and all else only less. So a text is placed anew where such a pair
is in its story, or is noted as near; of the thousands that hold the term these are few.

Rule: reads the tables; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from archive.links import as_list
from archive.story_scale import Scale, unpack_numbers
from archive.story_texts import holders_of, stories_of
from ingest.story.likeness import FEWEST_SHARED

_TEXTS = """
    SELECT article_id, terms, near FROM story_text
    WHERE is_placed AND article_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class _Text:
    """A placed text that holds a term which ceased to lead."""

    leads: frozenset[int]
    """Terms that still lead."""
    ceased: frozenset[int]
    near: tuple[int, ...]


def loosened(conn: sqlite3.Connection, scale: Scale, keys: Collection[int]) -> set[int]:
    """Return the placed texts that are in a pair which is looked at no longer once `keys` do not lead."""
    held = _texts(conn, scale, frozenset(keys))
    pairs = chain(_near(held), _in_one_story(conn, held))
    return {text for pair in pairs if _is_loose(*(held[each] for each in pair)) for text in pair}


def _texts(conn: sqlite3.Connection, scale: Scale, keys: frozenset[int]) -> dict[int, _Text]:
    """Return the placed texts that hold one of the terms."""
    numbers = {text for key in keys for text in holders_of(conn, key)}
    rows: Iterable[tuple[int, bytes, bytes]] = conn.execute(_TEXTS, (as_list(sorted(numbers)),))
    found: dict[int, _Text] = {}
    for number, packed, near in rows:
        leads = frozenset(scale.leading(packed))
        found[number] = _Text(leads - keys, leads & keys, unpack_numbers(near))
    return found


def _near(held: dict[int, _Text]) -> Iterator[tuple[int, int]]:
    return ((text, other) for text, each in held.items() for other in each.near if text < other and other in held)


def _in_one_story(conn: sqlite3.Connection, held: dict[int, _Text]) -> Iterator[tuple[int, int]]:
    for story in stories_of(conn, held).values():
        yield from combinations(sorted(story & held.keys()), 2)


def _is_loose(one: _Text, other: _Text) -> bool:
    """Tell whether two texts shared enough leading terms, and do so no longer."""
    left = len(one.leads & other.leads)
    return left < FEWEST_SHARED <= left + len(one.ceased & other.ceased)
