"""The pairs of candidates as they were judged: relations between texts, each told of the article that holds the text.

What the judge calls no relation leaves no row; what it cannot decide leaves one without a kind.

Rule: knows the table `relation`; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Any

from archive.candidates import Candidates, Change
from archive.links import MEASURED, Pair, as_list, values_of
from archive.sides import Sides
from ingest.relate.kinds import kind_of
from schemas.relation import RelationKind

_SAME_ADDRESS = "Obtained from the same address, with another text. "

_STORED = "SELECT id, a_id, b_id FROM relation WHERE method LIKE 'text/%' AND (a_id {0} OR b_id {0})"
_AMONG = _STORED.replace(" OR ", " AND ")
_IN = "IN (SELECT value FROM json_each(?))"


def settle_pairs(conn: sqlite3.Connection, sides: Sides, articles: Collection[int]) -> set[int]:
    """Bring index and relations up to date with `articles`; return those that a relation was made or taken of."""
    candidates = Candidates(conn, sides)
    change = candidates.update(articles)
    stale, wanted = _stale(conn, candidates, change)
    moved = {end for pair in stale.values() for end in pair}
    conn.executemany("DELETE FROM relation WHERE id = ?", [(number,) for number in sorted(stale)])
    rows = [row for row in map(_Judge(conn, sides).row_of, _by_names(conn, wanted)) if row is not None]
    insert(conn, rows)
    return moved.union(*(row[:2] for row in rows))


def insert(conn: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows of `relation` that were measured: both ends, kind, `links.MEASURED`."""
    columns = f"a_id, b_id, kind, {MEASURED}"
    marks = ", ".join("?" for _ in columns.split(","))
    conn.executemany(f"INSERT INTO relation({columns}) VALUES ({marks})", rows)  # noqa: S608  constants


def _stale(conn: sqlite3.Connection, candidates: Candidates, change: Change) -> tuple[dict[int, Pair], set[Pair]]:
    """Return the stored relations to be struck, by number, and the pairs to be judged."""
    touched = change.fresh | change.gone
    stale = _stored(conn, _STORED, touched)
    wanted = {frozenset({one, other}) for one in change.fresh for other in candidates.of(one)}
    for key in change.risen:
        for number, pair in _stored(conn, _AMONG, candidates.holding(key)).items():
            if not pair & touched and not candidates.are(*pair):
                stale[number] = pair
    for key in change.fallen:
        among = sorted(set(candidates.holding(key)) - touched)
        found = {frozenset(pair) for pair in combinations(among, 2) if candidates.are(*pair)}
        wanted |= found - set(_stored(conn, _AMONG, among).values())
    return stale, wanted


def _stored(conn: sqlite3.Connection, statement: str, articles: Iterable[int]) -> dict[int, Pair]:
    listed = as_list(articles)
    rows = conn.execute(statement.format(_IN), (listed, listed))
    return {int(number): frozenset({int(a), int(b)}) for number, a, b in rows}


def _by_names(conn: sqlite3.Connection, pairs: Collection[Pair]) -> Iterator[tuple[int, int]]:
    """Yield pairs, each with the article of the smaller public id first, those of one article together."""
    listed = as_list({one for pair in pairs for one in pair})
    rows = conn.execute(f"SELECT id, public_id FROM article WHERE id {_IN}", (listed,))  # noqa: S608  a constant
    names = {int(number): str(name) for number, name in rows}
    ordered = (sorted(pair, key=names.__getitem__) for pair in pairs)
    yield from ((a, b) for a, b in sorted(ordered, key=lambda pair: (names[pair[0]], names[pair[1]])))


class _Judge:
    """Judges pairs, and makes rows of what is to be kept."""

    def __init__(self, conn: sqlite3.Connection, sides: Sides) -> None:
        self._conn = conn
        self._sides = sides

    def row_of(self, pair: tuple[int, int]) -> tuple[Any, ...] | None:
        """Return what two articles are as a row of `relation`; None: nothing."""
        judged = self._sides.judge(*pair)
        kind = kind_of(judged.text, judged.occasion, same_address=True) if self._is_one_address(pair) else judged.kind
        if kind is None and not judged.is_undecided:
            return None
        evidence = f"{_SAME_ADDRESS}{judged.evidence}" if kind is RelationKind.VERSION else judged.evidence
        return (*pair, kind and kind.value, *values_of(judged, evidence, judged.method))

    def _is_one_address(self, pair: tuple[int, int]) -> bool:
        one = "SELECT a.address = b.address FROM article a, article b WHERE a.id = ? AND b.id = ?"
        return bool(self._conn.execute(one, pair).fetchone()[0])
