"""Check the archive by samples: cards dealt at random, what rules read for each, and what persons found.

A deal is drawn evenly from all articles that are meant: each is as likely as any other, wherever it stands.

Rule: reads only.
"""

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from archive import marks
from archive.columns import columns_of
from archive.evidence import facts_read
from archive.narrowing import narrow
from archive.rows import accession_of
from schemas.article import Fact
from schemas.marks import Check
from schemas.view import Filters


@dataclass(frozen=True, slots=True)
class Deal:
    """Cards that were drawn."""

    articles: tuple[int, ...]
    """Numbers of accession, in the order in which they were drawn."""
    total: int
    """Of how many articles they were drawn."""


@dataclass(frozen=True, slots=True)
class Read:
    """What rules read of an article, and what persons found of it."""

    facts: tuple[Fact, ...]
    """As the rules chose them, whatever was asserted since."""
    checks: tuple[Check, ...]


def deal(conn: sqlite3.Connection, filters: Filters, *, seed: int, size: int) -> Deal:
    """Draw `size` articles; the same seed draws the same from the same archive."""
    columns = columns_of(conn)
    places = narrow(conn, columns, np.arange(len(columns), dtype=np.int64), filters)
    drawn = random.Random(seed).sample(range(len(places)), min(size, len(places)))  # noqa: S311  a sample, no secret
    return Deal(tuple(int(columns.article[places[each]]) for each in drawn), len(places))


def name_of_card(number: int) -> str:
    """Return the name under which readers find an article that was drawn."""
    return str(accession_of(number))


def read_card(conn: sqlite3.Connection, number: int) -> Read:
    """Return what rules read of an article, and what persons checked."""
    row = conn.execute("SELECT extraction_id, public_id FROM article WHERE id = ?", (number,)).fetchone()
    return Read(facts_read(conn, row[0]), marks.checks_of(conn, row[1])) if row else Read((), ())


def value_of(facts: Sequence[Fact], field: str) -> str | None:
    """Return the chosen value of a field, as a check notes it."""
    return marks.evidence_of(facts, field)[0]
