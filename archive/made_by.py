"""By which versions of the rules an archive was read, and what was run on it, as far as a connection may see that.

In a reading room the tables of runs and of the log are empty for every reader: their counts would tell of articles that
are withheld. What is told here of rules is told of articles that are shown.

Rule: reads only.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.columns import Columns, columns_of
from archive.counted import drawn, everything
from schemas.view import FacetValue

COUNTED_UP_TO = 5_000
"""Articles of which each is asked by which rules it was read; of larger archives `DRAWN` are."""
DRAWN = 300

PAGE = 50
"""Runs on a page."""

_MARKS = ("fulltext", "relations", "stories")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """By which rules an archive is as it is."""

    extractors: tuple[FacetValue, ...]
    """Versions of the rules by which the texts that are shown were read, and of how many of those looked at."""
    looked_at: int
    is_all: bool
    marks: tuple[tuple[str, str], ...]
    """By which rules the index, relations and stories were made: name and mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of a command that took something in."""

    number: int
    command: str
    version: str
    options: dict[str, Any]
    started: str
    ended: str | None
    """None: it was cut off, or is going on."""
    counts: dict[str, Any]


def made_by(conn: sqlite3.Connection) -> MadeBy:
    """Return by which rules the archive is as it is."""
    columns = columns_of(conn)
    extractors, looked_at = columns.remembered("extractors", lambda: _extractors(conn, columns))
    marks = dict(conn.execute("SELECT name, value FROM setting WHERE name IN (?, ?, ?)", _MARKS))
    return MadeBy(
        extractors=extractors,
        looked_at=looked_at,
        is_all=looked_at == len(columns),
        marks=tuple((name, _rules_of(str(marks[name]))) for name in _MARKS if name in marks),
    )


def runs_before(conn: sqlite3.Connection, number: int | None = None) -> tuple[Run, ...]:
    """Return the latest runs, or those before run `number`; none where the connection may not see them."""
    rows = conn.execute(_RUNS, (number, number, PAGE))
    return tuple(
        Run(
            number=run,
            command=command,
            version=version,
            options=json.loads(options),
            started=started,
            ended=ended,
            counts=json.loads(counts) if counts else {},
        )
        for run, command, version, options, started, ended, counts in rows
    )


def _rules_of(mark: str) -> str:
    """Return what a mark says of rules: that of stories also counts texts, as they were when it was made."""
    try:
        said = json.loads(mark)
    except ValueError:
        return mark
    return str(said.get("form", "")) if isinstance(said, dict) else mark


def _extractors(conn: sqlite3.Connection, columns: Columns) -> tuple[tuple[FacetValue, ...], int]:
    size = COUNTED_UP_TO if len(columns) <= COUNTED_UP_TO else DRAWN
    numbers = columns.article[drawn(everything(columns), size)].tolist()
    rows = conn.execute(_EXTRACTORS, ("[" + ",".join(map(str, numbers)) + "]",))
    return tuple(FacetValue(value=extractor, count=count) for extractor, count in rows), len(numbers)


_EXTRACTORS = """
    SELECT e.extractor, count(*) FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
    JOIN extraction e ON e.id = a.extraction_id GROUP BY 1 ORDER BY 2 DESC, 1
"""
_RUNS = """
    SELECT id, command, version, options, started, ended, counts FROM run
    WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?
"""
