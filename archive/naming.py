"""The names an article answers to: public id, a beginning of it, accession number, the id its record brought.

Rule: reads only.
"""

import re
import sqlite3

FAMILY_PREFIX = "f-"
"""A family is named after one of its members, so that the name of a family that grew or merged still finds it."""

_ACCESSION = re.compile(r"[Aa]-0*([0-9]{1,18})", re.ASCII)
_PREFIX_LENGTH = 6


def find_numbers(conn: sqlite3.Connection, ref: str) -> tuple[int, ...]:
    """Return the row numbers of the articles that `ref` names: several where a record id or a prefix fits several."""
    name = ref.strip()
    low = name.lower()
    row = conn.execute("SELECT id FROM article WHERE public_id = ?", (low,)).fetchone()
    if row:
        return (int(row[0]),)
    if accession := _ACCESSION.fullmatch(name):
        row = conn.execute("SELECT id FROM article WHERE id = ?", (int(accession[1]),)).fetchone()
        if row:
            return (int(row[0]),)
    if not name:
        return ()
    rows = conn.execute("SELECT DISTINCT article_id FROM capture WHERE record_id = ? ORDER BY 1", (name,)).fetchall()
    if not rows and len(name) >= _PREFIX_LENGTH and name.isascii() and name.isalnum():
        rows = conn.execute(
            "SELECT id FROM article WHERE public_id >= ? AND public_id < ? ORDER BY 1", (low, low + "{")
        ).fetchall()
    return tuple(int(row[0]) for row in rows)


def find_number(conn: sqlite3.Connection, ref: str) -> int | None:
    """Return the row number of the one article that `ref` names, or None where there is none or several."""
    numbers = find_numbers(conn, ref)
    return numbers[0] if len(numbers) == 1 else None


def group_of(conn: sqlite3.Connection, name: str) -> tuple[int, ...]:
    """Return the row numbers of the members of a story, or of a family (`f-` and the id of any member)."""
    rows = conn.execute(
        "SELECT m.article_id FROM story s JOIN story_member m ON m.story_id = s.id WHERE s.public_id = ?", (name,)
    ).fetchall()
    if not rows and name.startswith(FAMILY_PREFIX):
        member = find_number(conn, name.removeprefix(FAMILY_PREFIX))
        rows = conn.execute(
            "SELECT article_id FROM family_member WHERE family_id ="
            " (SELECT family_id FROM family_member WHERE article_id = ?)",
            (member,),
        ).fetchall()
    return tuple(int(row[0]) for row in rows)
