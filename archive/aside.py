"""What names a withheld article together with others: set aside, and put back when none of them is withheld any more.

A person's relations and statements on stories, and details of the log. Of a purged article they go for good.

Rule: knows the tables; the caller holds the transaction.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any, Literal

from archive.log import GONE
from archive.related import PERSON
from archive.sealing import Row, compressed, opened

Kind = Literal["relation", "story", "event"]

TAKEN_OUT = "details_taken_out"
"""Under this name a purge's entry in the log lists the entries whose detail went with it."""

_PUBLIC_ID = re.compile(r"[a-z2-7]{16}")
_EVENTS = """
    SELECT id, object, detail, salt FROM event WHERE detail <> :gone AND type <> 'ingestion'
    AND (ifnull(instr(object, :name), 0) OR instr(detail, :name) OR ifnull(instr(detail, :of_host), 0))
    ORDER BY id
"""

_MEMBERS = """
    SELECT o.statement_id, o.article_id, o.side FROM story_statement_article m
    JOIN story_statement s ON s.id = m.statement_id JOIN story_statement_article o ON o.statement_id = s.id
    WHERE m.article_id = :number AND (o.article_id = :number OR s.undone_at IS NOT NULL) ORDER BY 1, 2
"""


def set_aside(conn: sqlite3.Connection, number: int, name: str, host: str | None) -> None:
    """Set aside what names an article; `host`: its host, where no other article is of it."""
    for row in _relations(conn, number):
        _put(conn, "relation", row, (row["a_id"], row["b_id"]))
    for row in _memberships(conn, number):
        _put(conn, "story", row, {number, row["article_id"]})
    for entry, subject, detail, salt in _events(conn, name, host):
        put_event(conn, entry, detail, salt, {number, *_numbers(conn, f"{subject} {detail}")})
    strike(conn, number, name, host)


def put_event(conn: sqlite3.Connection, entry: int, detail: str, salt: str, numbers: Collection[int]) -> None:
    """Set aside the detail of an entry of the log until none of some articles is withheld; it is yet to be emptied."""
    _put(conn, "event", {"id": entry, "detail": detail, "salt": salt}, numbers)


def strike(conn: sqlite3.Connection, number: int, name: str, host: str | None) -> tuple[int, ...]:
    """Take out what names an article; return the entries of the log whose detail was taken out."""
    conn.execute("DELETE FROM relation WHERE method = ? AND (a_id = ? OR b_id = ?)", (PERSON, number, number))
    said = conn.execute("SELECT statement_id FROM story_statement_article WHERE article_id = ?", (number,)).fetchall()
    conn.execute(
        "INSERT OR IGNORE INTO stale_story(article_id) SELECT o.article_id FROM story_statement_article o"
        " JOIN story_statement_article m ON m.statement_id = o.statement_id WHERE m.article_id = ?",
        (number,),
    )
    conn.executemany(
        "DELETE FROM story_statement_article WHERE statement_id = ? AND article_id = ?",
        [row[:2] for row in conn.execute(_MEMBERS, {"number": number}).fetchall()],
    )
    conn.executemany(
        "DELETE FROM story_statement WHERE id = :id"
        " AND NOT EXISTS (SELECT 1 FROM story_statement_article WHERE statement_id = :id)",
        [{"id": row[0]} for row in said],
    )
    entries = tuple(int(row[0]) for row in _events(conn, name, host))
    conn.executemany("UPDATE event SET detail = ?, salt = ? WHERE id = ?", [(GONE, GONE, each) for each in entries])
    return entries


def strike_aside(conn: sqlite3.Connection, number: int) -> tuple[int, ...]:
    """Take out what was set aside and names an article; return the entries of the log that this concerns."""
    rows = conn.execute(
        "SELECT id, kind, body FROM aside WHERE id IN (SELECT aside_id FROM aside_article WHERE number = ?)", (number,)
    ).fetchall()
    _drop(conn, [row[0] for row in rows])
    return tuple(int(opened(body)["id"]) for _, kind, body in rows if kind == "event")


def put_back(conn: sqlite3.Connection, number: int) -> None:
    """Put back what names an article that is there again, and no other that is withheld."""
    rows = conn.execute(
        "SELECT id, kind, body FROM aside WHERE id IN (SELECT aside_id FROM aside_article WHERE number = ?)"
        " AND NOT EXISTS (SELECT 1 FROM aside_article o JOIN withheld w ON w.number = o.number"
        " WHERE o.aside_id = aside.id) ORDER BY id",
        (number,),
    ).fetchall()
    for _, kind, body in rows:
        _BACK[kind](conn, opened(body))
    _drop(conn, [row[0] for row in rows])


def accounted(conn: sqlite3.Connection) -> frozenset[int]:
    """Return the entries of the log whose detail a withholding or a purge took out."""
    aside = [int(opened(row[0])["id"]) for row in conn.execute("SELECT body FROM aside WHERE kind = 'event'")]
    purges = conn.execute("SELECT detail FROM event WHERE type = 'deletion' AND detail <> ?", (GONE,))
    return frozenset(aside).union(*(json.loads(row[0]).get(TAKEN_OUT, ()) for row in purges))


def _relations(conn: sqlite3.Connection, number: int) -> list[Row]:
    return _rows(conn, "SELECT * FROM relation WHERE method = ? AND (a_id = ? OR b_id = ?)", (PERSON, number, number))


def _memberships(conn: sqlite3.Connection, number: int) -> Iterator[Row]:
    """Yield each statement on stories that an article is in, and its side there; of one that was taken back all sides.

    What stands is a person's word on the others, too, and stays with them.
    """
    for statement, article, side in conn.execute(_MEMBERS, {"number": number}).fetchall():
        (said,) = _rows(conn, "SELECT * FROM story_statement WHERE id = ?", (statement,))
        yield {"statement": said, "article_id": article, "side": side}


def _events(conn: sqlite3.Connection, name: str, host: str | None) -> list[tuple[int, str | None, str, str]]:
    of_host = f'"furniture": {json.dumps(host, ensure_ascii=False)}' if host else None
    return conn.execute(_EVENTS, {"name": name, "of_host": of_host, "gone": GONE}).fetchall()


def _numbers(conn: sqlite3.Connection, words: str) -> set[int]:
    """Return the articles whose public ids stand in some words, withheld or not."""
    named = json.dumps(sorted(set(_PUBLIC_ID.findall(words))))
    rows = conn.execute(
        "SELECT id FROM article WHERE public_id IN (SELECT value FROM json_each(:named))"
        " UNION SELECT number FROM withheld WHERE public_id IN (SELECT value FROM json_each(:named))",
        {"named": named},
    )
    return {int(row[0]) for row in rows}


def _rows(conn: sqlite3.Connection, query: str, values: tuple[Any, ...]) -> list[Row]:
    found = conn.execute(f"{query} ORDER BY id", values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _put(conn: sqlite3.Connection, kind: Kind, row: Row, numbers: Collection[int]) -> None:
    added = conn.execute("INSERT INTO aside(kind, body) VALUES (?, ?)", (kind, compressed(row))).lastrowid
    conn.executemany(
        "INSERT INTO aside_article(aside_id, number) VALUES (?, ?)", [(added, each) for each in sorted(set(numbers))]
    )


def _drop(conn: sqlite3.Connection, rows: Collection[int]) -> None:
    conn.executemany("DELETE FROM aside_article WHERE aside_id = ?", [(row,) for row in rows])
    conn.executemany("DELETE FROM aside WHERE id = ?", [(row,) for row in rows])


def _relation_back(conn: sqlite3.Connection, row: Row) -> None:
    _insert(conn, "relation", {name: value for name, value in row.items() if name != "id"})


def _membership_back(conn: sqlite3.Connection, row: Row) -> None:
    """Put an article back into a statement, and the statement where nobody was left in it."""
    said = row["statement"]
    there = conn.execute("SELECT asserted_at, because FROM story_statement WHERE id = ?", (said["id"],)).fetchone()
    number = said["id"]
    if there is None:
        _insert(conn, "story_statement", said)
    elif there != (said["asserted_at"], said["because"]):  # its number went to another meanwhile
        number = _insert(conn, "story_statement", {name: value for name, value in said.items() if name != "id"})
    member = {"statement_id": number, "article_id": row["article_id"], "side": row["side"]}
    _insert(conn, "story_statement_article", member)
    conn.execute(
        "INSERT OR IGNORE INTO stale_story(article_id)"
        " SELECT article_id FROM story_statement_article WHERE statement_id = ?",
        (number,),
    )


def _event_back(conn: sqlite3.Connection, row: Row) -> None:
    conn.execute("UPDATE event SET detail = ?, salt = ? WHERE id = ?", (row["detail"], row["salt"], row["id"]))


def _insert(conn: sqlite3.Connection, table: str, row: Row) -> int:
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(conn.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", row).lastrowid or 0)  # noqa: S608  our names


_BACK = {"relation": _relation_back, "story": _membership_back, "event": _event_back}
