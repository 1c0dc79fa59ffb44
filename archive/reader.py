"""The read-only view of an archive: rows come out as records. Every function takes a plain SQLite connection.

Rule: reads only; knows rows and records; no store, no exports.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import zstandard

from archive import related
from archive.cards import marked_facts
from archive.connect import open_ro
from archive.filters import clause_of
from archive.furniture import with_evidence
from archive.naming import FAMILY_PREFIX, STORY_PREFIX, find_number, group_of
from archive.published import ABSENT
from archive.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, record_of_row, unpack_blocks
from archive.selected import selected
from archive.snapshot import one_state
from archive.story_said import statements_on
from archive.texts import MOST_BYTES, check_size, unpack
from schemas.article import ArticleRecord, Fact
from schemas.document import Block
from schemas.relation import Relation
from schemas.view import Capture, Event, FacetValue, Filters, Overview, RejectionRecord, Story, StoryStatement

Order = Literal["date", "arrival", "selection"]

EVERYTHING = Filters()

_ORDERS: dict[str, str] = {
    "date": "a.day_from IS NULL, a.day_from, a.published, a.public_id",
    "arrival": "a.id",
}


def open_reader(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open an existing archive for reading only.

    Raises: ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive.
    """
    return open_ro(path)


def find_article(conn: sqlite3.Connection, ref: str) -> ArticleRecord | None:
    """Return the article that `ref` names, or None where there is none or where several answer to it.

    `ref`: a public id, a beginning of one (6 characters or more), an accession number, or the id its record brought.
    """
    number = find_number(conn, ref)
    if number is None:
        return None
    row = conn.execute(f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE a.id = ?", (number,)).fetchone()  # noqa: S608  constants
    return record_of_row(row) if row else None


def articles_named(conn: sqlite3.Connection, ids: Sequence[str]) -> dict[str, ArticleRecord]:
    """Return the articles of these public ids, by id; those that are not there are left out."""
    rows = conn.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE a.public_id IN (SELECT value FROM json_each(?))",  # noqa: S608  constants
        (json.dumps(ids),),
    )
    return {record.id: record for record in map(record_of_row, rows)}


def iter_articles(
    conn: sqlite3.Connection,
    filters: Filters = EVERYTHING,
    *,
    order: Order = "date",
) -> Iterator[ArticleRecord]:
    """Yield the articles that are meant, one at a time.

    By date (unknown dates last), in order of arrival, or as the selection that the filters name has them.
    """
    where, values = clause_of(conn, filters)
    if order == "selection":
        for number in selected(conn, filters.selection or ""):
            row = conn.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE a.id = ? AND {where}",  # noqa: S608  constants
                (number, *values),
            ).fetchone()
            if row is not None:
                yield record_of_row(row)
        return
    rows = conn.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE {where} ORDER BY {_ORDERS[order]}",  # noqa: S608  constants
        values,
    )
    for row in rows:
        yield record_of_row(row)


def articles_at(conn: sqlite3.Connection, numbers: Sequence[int]) -> tuple[ArticleRecord, ...]:
    """Return the articles of these row numbers, in this order; those that are not there are passed over."""
    statement = f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE a.id = ?"  # noqa: S608  constants
    rows = (conn.execute(statement, (number,)).fetchone() for number in numbers)
    return tuple(record_of_row(row) for row in rows if row is not None)


def facts_of(conn: sqlite3.Connection, ref: str) -> tuple[Fact, ...]:
    """Return every candidate fact of an article, the chosen ones marked; a person's assertions stand first."""
    number = find_number(conn, ref)
    if number is None:
        return ()
    return marked_facts(conn, number)


def blocks_of(conn: sqlite3.Connection, ref: str) -> tuple[Block, ...]:
    """Return the blocks of an article's current extraction, kept and dropped, in the order of the page.

    The rule of one that was dropped because its host repeats it says on how many pages.
    """
    number = find_number(conn, ref)
    row = conn.execute(
        "SELECT e.blocks, t.body, a.host FROM article a JOIN extraction e ON e.id = a.extraction_id"
        " JOIN text t ON t.id = e.text_id WHERE a.id = ?",
        (number,),
    ).fetchone()
    return with_evidence(conn, row[2], unpack_blocks(row[0], unpack(row[1]))) if row else ()


def captures_of(conn: sqlite3.Connection, ref: str) -> tuple[Capture, ...]:
    """Return every receipt of an article, the one that speaks for it first, then by time (unknown last)."""
    number = find_number(conn, ref)
    rows = conn.execute(
        "SELECT r.id, v.sha256, v.size, v.format, r.charset, r.charset_basis, r.url, r.url_basis, r.record_id,"
        " r.captured, r.captured_basis, r.status, r.media_type, r.stated_digest, v.codec <> ?"
        " FROM capture r JOIN received v ON v.id = r.received_id"
        " JOIN article a ON a.id = r.article_id WHERE a.id = ?"
        " ORDER BY r.id <> a.capture_id, r.captured IS NULL, r.captured, v.sha256, r.id",
        (ABSENT, number),
    ).fetchall()
    return tuple(_capture(conn, row) for row in rows)


def received_bytes(conn: sqlite3.Connection, sha256: str) -> tuple[bytes, str] | None:
    """Return a received file, byte for byte, and its format; None where there is none of that hash.

    None, too, where a reader's copy was made without it: `archive.published.is_with_owner` tells.
    """
    row = conn.execute("SELECT codec, body, size, format FROM received WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or row[0] == ABSENT:
        return None
    codec, body, size, form = row
    return (unpack_received(codec, bytes(body), size), str(form))


def unpack_received(codec: str, body: bytes, size: int) -> bytes:
    """Return received bytes as they came.

    Raises: zstandard.ZstdError where they cannot be unpacked, or would be more than any received file is.
    """
    if codec == "raw":
        return body
    check_size(body)
    return zstandard.ZstdDecompressor().decompress(body, max_output_size=min(max(size, 1), MOST_BYTES))


def relations_of(conn: sqlite3.Connection, ref: str | None = None) -> tuple[Relation, ...]:
    """Return the relations of an article, or all of them. Of a pair a person's word stands alone.

    Every pair is told, also those that hold since a text equals another. All of a large archive are many: see
    `iter_relations`.
    """
    if ref is None:
        return related.all_relations(conn)
    number = find_number(conn, ref)
    return () if number is None else related.relations_of_article(conn, number)


def iter_relations(conn: sqlite3.Connection) -> Iterator[Relation]:
    """Yield all relations, one a pair, by public ids. Holds those of one article in memory."""
    return related.iter_relations(conn)


def runs(conn: sqlite3.Connection) -> tuple[dict[str, Any], ...]:
    """Return what was run on the archive, in order: run, command, version, options, started, ended, counts."""
    rows = conn.execute("SELECT id, command, version, options, started, ended, counts FROM run ORDER BY id")
    return tuple(
        {
            "run": number,
            "command": command,
            "version": version,
            "options": json.loads(options),
            "started": started,
            "ended": ended,
            "counts": json.loads(counts) if counts else None,
        }
        for number, command, version, options, started, ended, counts in rows
    )


def events_of(conn: sqlite3.Connection, ref: str) -> tuple[Event, ...]:
    """Return what people did to an article, in order: corrections, relations stated, undone.

    Without the entries whose detail was taken out, since it names an article that is withheld or was purged.
    """
    number = find_number(conn, ref)
    rows = conn.execute(
        "SELECT id, at, type, agent, object, detail FROM event"
        " WHERE object = (SELECT public_id FROM article WHERE id = ?) AND detail <> '' ORDER BY id",
        (number,),
    )
    return tuple(
        Event(number=entry, at=at, type=kind, agent=agent, object=subject, detail=detail)
        for entry, at, kind, agent, subject, detail in rows
    )


def overview(conn: sqlite3.Connection) -> Overview:
    """Return what the archive holds, in numbers."""
    with one_state(conn):
        return _overview(conn)


def _overview(conn: sqlite3.Connection) -> Overview:
    earliest, latest = conn.execute("SELECT min(day_from), max(day_to) FROM article").fetchone()
    return Overview(
        articles=_count(conn, "SELECT count(*) FROM article"),
        captures=_count(conn, "SELECT count(*) FROM capture"),
        received_bytes=_count(conn, "SELECT ifnull(sum(size), 0) FROM received"),
        earliest=earliest,
        latest=latest,
        outlets=_facet(conn, "article", "outlet"),
        languages=_facet(conn, "article", "language"),
        agencies=_facet(conn, "article", "agency"),
        dates_by_basis=_facet(conn, "article", "published_basis"),
        months=_facet(conn, "article", "month", order="month IS NULL, month"),
        rejections=_facet(conn, "rejection", "reason"),
        relations=_facet(conn, "relation", "kind"),
    )


def iter_rejections(conn: sqlite3.Connection) -> Iterator[RejectionRecord]:
    """Yield every input that gave no article, by its place."""
    rows = conn.execute(
        "SELECT source, outcome, reason, detail, received_sha256 FROM rejection ORDER BY source, received_sha256"
    )
    for source, outcome, reason, detail, sha256 in rows:
        yield RejectionRecord(source=source, outcome=outcome, reason=reason, detail=detail, received_sha256=sha256)


def stories(conn: sqlite3.Connection, *, families: bool = False) -> tuple[Story, ...]:
    """Return the stories, or with `families` the groups tied by copying, largest first."""
    rows = conn.execute((_FAMILIES if families else _STORIES) + _IN_ORDER)
    found = [_story(list(members)) for _, members in groupby(rows, key=itemgetter(0))]
    return tuple(sorted(found, key=lambda each: (-len(each.members), each.story)))


def find_story(conn: sqlite3.Connection, name: str) -> Story | None:
    """Return the story that a name means: its own, or `s-` and the id of any of its articles; None: there is none."""
    articles = group_of(conn, name) if name.startswith(STORY_PREFIX) else ()
    where = " WHERE g.id = (SELECT story_id FROM story_member WHERE article_id = ?)"
    rows = conn.execute(_STORIES + where + _IN_ORDER, (articles[0] if articles else None,)).fetchall()
    return _story(rows) if rows else None


def find_family(conn: sqlite3.Connection, name: str) -> Story | None:
    """Return the family that a name means: its own, or `f-` and the id of any of its articles; None: there is none."""
    articles = group_of(conn, name) if name.startswith(FAMILY_PREFIX) else ()
    where = " WHERE g.id = (SELECT family_id FROM family_member WHERE article_id = ?)"
    rows = conn.execute(_FAMILIES + where + _IN_ORDER, (articles[0] if articles else None,)).fetchall()
    return _story(rows) if rows else None


def said_of_story(conn: sqlite3.Connection, story: Story) -> tuple[StoryStatement, ...]:
    """Return what persons said of a story, or of an article in it, and did not take back, in that order."""
    if conn.execute("SELECT 1 FROM story_statement WHERE undone_at IS NULL LIMIT 1").fetchone() is None:
        return ()
    articles = (find_number(conn, member) for member in story.members)
    return statements_on(conn, [article for article in articles if article is not None])


def _story(rows: Sequence[tuple[Any, ...]]) -> Story:
    """Return a group from the rows of its members."""
    story, label, why, is_named = rows[0][:4]
    return Story(
        story=story,
        label=label,
        why=why,
        members=tuple(row[4] for row in rows),
        outlets=len({row[5] for row in rows if row[5]}),
        first=min((row[6] for row in rows if row[6]), default=None),
        last=max((row[7] for row in rows if row[7]), default=None),
        is_named=bool(is_named),
    )


_STORIES = """
    SELECT g.public_id, g.label, g.why, g.label <> g.own_label, a.public_id, a.outlet, a.day_from, a.day_to
    FROM story g JOIN story_member m ON m.story_id = g.id JOIN article a ON a.id = m.article_id
"""
_FAMILIES = """
    SELECT g.public_id, '', g.why, 0, a.public_id, a.outlet, a.day_from, a.day_to
    FROM family g JOIN family_member m ON m.family_id = g.id JOIN article a ON a.id = m.article_id
"""
_IN_ORDER = " ORDER BY g.public_id, a.day_from IS NULL, a.day_from, a.public_id"


def _capture(conn: sqlite3.Connection, row: tuple[Any, ...]) -> Capture:
    places = conn.execute("SELECT locator FROM locator WHERE capture_id = ? ORDER BY id", (row[0],)).fetchall()
    names = (
        "received_sha256",
        "received_size",
        "format",
        "charset",
        "charset_basis",
        "url",
        "url_basis",
        "record_id",
        "captured",
        "captured_basis",
        "status",
        "media_type",
        "stated_digest",
    )
    values = dict(zip(names, row[1:-1], strict=True))
    return Capture(**values, has_received=bool(row[-1]), sources=tuple(str(place[0]) for place in places))


def _count(conn: sqlite3.Connection, statement: str) -> int:
    return int(conn.execute(statement).fetchone()[0])


def _facet(conn: sqlite3.Connection, table: str, column: str, order: str = "2 DESC, 1") -> tuple[FacetValue, ...]:
    rows = conn.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1 ORDER BY {order}")  # noqa: S608  our names
    return tuple(FacetValue(value=value, count=count) for value, count in rows)
