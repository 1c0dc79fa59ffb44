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

_COLUMNS = f"a_id, b_id, kind, {MEASURED}"
_IN = "IN (SELECT value FROM json_each(?))"
_TOUCHING = f"SELECT id, {_COLUMNS} FROM relation WHERE method LIKE 'text/%' AND (a_id {_IN} OR b_id {_IN})"  # noqa: S608  constants
_AMONG = f"SELECT id, {_COLUMNS} FROM relation WHERE method LIKE 'text/%' AND a_id {_IN} AND b_id {_IN}"  # noqa: S608  constants

Row = tuple[Any, ...]
"""A row of `relation` that was measured: both ends, kind, `links.MEASURED`."""


def settle_pairs(conn: sqlite3.Connection, sides: Sides, articles: Collection[int]) -> set[int]:
    """Bring index and relations up to date with `articles`; return those that a relation was made or taken of."""
    candidates = Candidates(conn, sides)
    change = candidates.update(articles)
    stale, wanted = _stale(conn, candidates, change)
    judged = {row for row in map(_Judge(conn, sides).row_of, _by_names(conn, wanted)) if row is not None}
    conn.executemany("DELETE FROM relation WHERE id = ?", [(stale[row],) for row in stale.keys() - judged])
    insert(conn, sorted(judged - stale.keys(), key=lambda row: row[:2]))
    return {end for row in stale.keys() ^ judged for end in row[:2]}


def insert(conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Add rows of `relation` that were measured."""
    marks = ", ".join("?" for _ in _COLUMNS.split(","))
    conn.executemany(f"INSERT INTO relation({_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608  constants


def _stale(conn: sqlite3.Connection, candidates: Candidates, change: Change) -> tuple[dict[Row, int], set[Pair]]:
    """Return the stored relations that do not stand any longer by themselves, and the pairs to be judged."""
    touched = change.fresh | change.gone
    stale = _stored(conn, _TOUCHING, touched)
    wanted = {frozenset({one, other}) for one in change.fresh for other in candidates.of(one)}
    for key in change.risen:
        found = _stored(conn, _AMONG, set(candidates.holding(key)) - touched)
        stale |= {row: number for row, number in found.items() if not candidates.are(*row[:2])}
    for key in change.fallen:
        among = sorted(set(candidates.holding(key)) - touched)
        known = {frozenset(row[:2]) for row in _stored(conn, _AMONG, among)}
        wanted |= {
            pair for pair in map(frozenset, combinations(among, 2)) if pair not in known and candidates.are(*pair)
        }
    return stale, wanted


def _stored(conn: sqlite3.Connection, statement: str, articles: Iterable[int]) -> dict[Row, int]:
    """Return measured relations with their row numbers."""
    listed = as_list(articles)
    return {tuple(row): int(number) for number, *row in conn.execute(statement, (listed, listed))}


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
