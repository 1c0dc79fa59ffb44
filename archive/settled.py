"""Whether anything waits in an archive: a pass that was cut off, a purge that is not finished, an ingest that runs.

Rule: reads only; the tables may stand in a database that is attached.
"""

import sqlite3

from archive import families
from archive.words import form_version

_WAITING = (
    ("stale_host", "hosts whose repeated lines are to be learned"),
    ("stale_outlet", "outlets whose names are to be applied"),
    ("stale_story", "articles that are to be placed in stories"),
    ("stale_term", "terms that are to be weighed"),
)


def unfinished(conn: sqlite3.Connection, schema: str = "main") -> tuple[str, ...]:
    """Return what waits, in words; empty where all is done."""
    marks = dict(conn.execute(f"SELECT name, value FROM {schema}.setting"))  # noqa: S608  a name of ours
    said = []
    if "scrub" in marks:
        said.append("a purge is not finished")
    last = conn.execute(f"SELECT ended FROM {schema}.run ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608
    if last is not None and last[0] is None:
        said.append("an ingest runs, or was cut off")
    if marks.get("fulltext") != form_version():
        said.append("the index of words was made by other rules than this version's")
    if marks.get("relations") != families.form_version():
        said.append("relations were found by other rules than this version's")
    for table, words in _WAITING:
        count = int(conn.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()[0])  # noqa: S608
        if count:
            said.append(f"{count:,} {words}")
    return tuple(said)
