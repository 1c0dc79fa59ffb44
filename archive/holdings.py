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
        columns = columns_of(conn)
        profile = whole_of(conn)
        newest, oldest = columns.remembered("ends", lambda: _ends(columns))
        return Holdings(
            profile=profile,
            thin=thin_of(columns, profile),
            left_out=piles(conn),
            newest=newest,
            oldest=oldest,
        )


def whole_of(conn: sqlite3.Connection) -> Profile:
    """Return the profile of all articles."""
    columns = columns_of(conn)
    return cast("Profile", columns.remembered("whole", lambda: profile_of(conn, columns, everything(columns))))


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

# `source >= ?` leads SQLite into the index of sources; the pair decides among equal ones.
_LEFT_OUT = """
    SELECT source, outcome, reason, detail, received_sha256 FROM rejection
    WHERE outcome = ? AND reason = ? AND source >= ? AND (source, ifnull(received_sha256, '')) > (?, ?)
    ORDER BY source, ifnull(received_sha256, '') LIMIT ?
"""
