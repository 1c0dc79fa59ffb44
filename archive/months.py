"""What one month of the archive is about: its largest stories, and the months beside it that hold articles.

Rule: reads only; a story counts by those of its articles that are known to lie in the month.
"""

import sqlite3
from dataclasses import dataclass

import numpy as np

from archive.column_blocks import NONE, month_name, month_number
from archive.columns import Columns, Places
from archive.facets import count_facets

SHOWN = 10
"""Stories of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStory:
    """A story, as one month has it."""

    story: str
    """Its public id."""
    label: str
    articles: int
    """Articles of it in the month."""


def stories_of(conn: sqlite3.Connection, columns: Columns, at: Places) -> tuple[MonthStory, ...]:
    """Return the stories of most of some articles; one article alone is no story of a month."""
    found = count_facets(conn, columns, at, ("story",))["story"]
    return tuple(
        MonthStory(story=each.value or "", label=each.label or "", articles=each.count)
        for each in found[:SHOWN]
        if each.count > 1
    )


def months_around(columns: Columns, month: str) -> tuple[str | None, str | None]:
    """Return the last month before one, and the first behind it, that hold articles."""
    held, asked = columns.of["month"], month_number(month)
    before, behind = held[(held != NONE) & (held < asked)], held[held > asked]
    return (
        month_name(int(np.max(before))) if len(before) else None,
        month_name(int(np.min(behind))) if len(behind) else None,
    )
