"""What an archive holds, in numbers that a front page shows at once, and the inputs that gave no article.

Rule: reads only. Nothing here goes through rows that hold texts or received files.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from archive.column_blocks import NONE
from archive.columns import Columns, columns_of
from archive.counted import Profile, everything, profile_of, stretch
from archive.counted_ahead import Whole, read_ahead
from archive.kept import Kept
from archive.snapshot import one_state
from archive.thin import Thin, thin_of
from schemas.view import RejectionRecord

ENDS = 5
"""Articles at either end of the archive's span that its front page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What an archive holds."""

    profile: Profile
    thin: Thin
    left_out: tuple["Pile", ...]
    """Inputs that gave no article, the commonest reason first."""
    newest: tuple[int, ...]
    """Row numbers of the articles that a front page shows."""
    oldest: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Inputs left out for the same reason."""

    outcome: str
    reason: str
    count: int


def holdings(conn: sqlite3.Connection) -> Holdings:
    """Return what the archive holds."""
    with one_state(conn):
        whole = _AHEAD.of(conn) or _counted_now(conn)
        return Holdings(
            profile=whole.profile,
            thin=whole.thin,
            left_out=piles(conn),
            newest=whole.newest,
            oldest=whole.oldest,
        )


def whole_of(conn: sqlite3.Connection) -> Profile:
    """Return the profile of all articles."""
    with one_state(conn):
        return (_AHEAD.of(conn) or _counted_now(conn)).profile


def count_whole(conn: sqlite3.Connection, columns: Columns) -> Whole:
    """Return a whole archive in numbers, of its columns."""
    profile = profile_of(conn, columns, everything(columns))
    newest, oldest = _ends(columns)
    return Whole(profile=profile, thin=thin_of(columns, profile), newest=newest, oldest=oldest)


def _counted_now(conn: sqlite3.Connection) -> Whole:
    columns = columns_of(conn)
    return cast("Whole", columns.remembered("whole", lambda: count_whole(conn, columns)))


def _ends(columns: Columns) -> tuple[tuple[int, ...], tuple[int, ...]]:
    # What may be of any year is neither the newest nor the oldest, whatever its bounds are.
    known = np.flatnonzero(columns.of["year"] != NONE)
    at = known if len(known) else everything(columns)
    return stretch(columns, at, "newest", ENDS).numbers, stretch(columns, at, "oldest", ENDS).numbers


def piles(conn: sqlite3.Connection) -> tuple[Pile, ...]:
    """Return how many inputs gave no article, by outcome and reason, the commonest first."""
    return _PILES.of(conn)


def left_out_of(
    conn: sqlite3.Connection, pile: Pile, size: int, after: tuple[str, str] = ("", "")
) -> tuple[RejectionRecord, ...]:
    """Return at most `size` inputs of a pile, by source, behind `after` (a source and a hash)."""
    rows = conn.execute(_LEFT_OUT, (pile.outcome, pile.reason, after[0], *after, size))
    return tuple(_rejection(row) for row in rows)


def _rejection(row: Sequence[Any]) -> RejectionRecord:
    source, outcome, reason, detail, sha256 = row
    return RejectionRecord(source=source, outcome=outcome, reason=reason, detail=detail, received_sha256=sha256)


def _count_piles(conn: sqlite3.Connection) -> tuple[Pile, ...]:
    rows = conn.execute("SELECT outcome, reason, count(*) FROM rejection GROUP BY 1, 2 ORDER BY 3 DESC, 2")
    return tuple(Pile(outcome=outcome, reason=reason, count=count) for outcome, reason, count in rows)


_PILES = Kept(_count_piles)
_AHEAD = Kept(read_ahead)

# `source >= ?` leads SQLite into the index of sources; the pair decides among equal ones.
_LEFT_OUT = """
    SELECT source, outcome, reason, detail, received_sha256 FROM rejection
    WHERE outcome = ? AND reason = ? AND source >= ? AND (source, ifnull(received_sha256, '')) > (?, ?)
    ORDER BY source, ifnull(received_sha256, '') LIMIT ?
"""
