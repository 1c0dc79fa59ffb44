"""The copies that a hit stands for: of its family, those that were found as well.

Rule: reads only; knows columns and the narrow columns of `article`.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from archive.columns import Columns, Places
from schemas.types import PublicId
from schemas.view import Fellow

SHOWN = 8
"""Fellows that are told by name; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fellows:
    """Of one hit."""

    first: tuple[Fellow, ...] = ()
    """The earliest first."""
    total: int = 0
    family: str | None = None


def fellows_of(conn: sqlite3.Connection, columns: Columns, places: Places, shown: Sequence[int]) -> dict[int, Fellows]:
    """Return by place of a hit the others of its family among `places`."""
    family = columns.of["family"]
    wanted = {int(family[place]) for place in shown} - {0}
    if not wanted:
        return {}
    is_wanted = np.zeros(int(family.max(initial=0)) + 1, dtype=bool)
    is_wanted[list(wanted)] = True
    among = places[is_wanted[family[places]]]
    found = {}
    for place in shown:
        others = among[(family[among] == family[place]) & (among != place)] if family[place] else among[:0]
        if len(others):
            found[place] = _told(conn, columns, int(family[place]), others)
    return found


def _told(conn: sqlite3.Connection, columns: Columns, family: int, others: Places) -> Fellows:
    first = others[np.lexsort((others, columns.oldest[others]))][:SHOWN]
    row = conn.execute("SELECT public_id FROM family WHERE id = ?", (family,)).fetchone()
    fellows = tuple(_fellow(conn, int(columns.article[place])) for place in first)
    return Fellows(fellows, len(others), str(row[0]) if row else None)


def _fellow(conn: sqlite3.Connection, article: int) -> Fellow:
    name, accession, outlet, published, basis, headline = conn.execute(
        "SELECT public_id, accession, outlet, published, published_basis, headline FROM article WHERE id = ?",
        (article,),
    ).fetchone()
    return Fellow(
        id=PublicId(name),
        accession=accession,
        outlet=outlet,
        published=published,
        published_basis=basis,
        headline=headline,
    )
