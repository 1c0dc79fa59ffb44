"""Which articles of the archive a page that comes in would be compared with, and were read by other rules than it was.

Two texts of one address tell of a change of the page only where the same rules read both.

Rule: reads the tables.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from schemas.article import Article
from schemas.report import Rejection

_BY_BYTES = "sha256:"

_AT_ADDRESS = """
    SELECT DISTINCT r.article_id FROM article a JOIN capture r ON r.article_id = a.id
    JOIN extraction e ON e.id = r.extraction_id WHERE a.address = ? AND e.extractor <> ? ORDER BY 1
"""
_AT_PLACE = """
    SELECT DISTINCT r.article_id FROM locator l JOIN capture r ON r.id = l.capture_id
    JOIN article a ON a.id = r.article_id JOIN extraction e ON e.id = r.extraction_id
    WHERE l.locator = ? AND a.address LIKE 'sha256:%' AND a.address <> ? AND e.extractor <> ? ORDER BY 1
"""
_IS_KNOWN = """
    SELECT 1 FROM article a JOIN extraction e ON e.article_id = a.id JOIN received v ON v.id = e.received_id
    WHERE a.address = ? AND v.sha256 = ? LIMIT 1
"""


def read_by_other_rules(conn: sqlite3.Connection, results: Iterable[Article | Rejection]) -> tuple[int, ...]:
    """Return the numbers of the articles that hold what pages with new bytes would be compared with, to be read again.

    They stand at a page's address, or, where it has none, at its place in the folder.
    """
    pages = (result for result in results if isinstance(result, Article))
    return tuple(
        dict.fromkeys(
            number
            for page in pages
            for number in fellows_of(
                conn,
                address=page.address,
                places=(str(page.source),),
                extractor=page.extractor,
                received_sha256=page.received_sha256,
            )
        )
    )


def fellows_of(
    conn: sqlite3.Connection, *, address: str, places: Iterable[str], extractor: str, received_sha256: str
) -> Iterator[int]:
    """Yield the same for one page that was met at `places` and read by `extractor`."""
    if address.startswith(_BY_BYTES):
        rows = [row for place in places for row in conn.execute(_AT_PLACE, (place, address, extractor))]
    else:
        rows = conn.execute(_AT_ADDRESS, (address, extractor)).fetchall()
    if rows and conn.execute(_IS_KNOWN, (address, received_sha256)).fetchone() is None:
        yield from (int(row[0]) for row in rows)
