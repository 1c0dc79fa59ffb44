"""The names an article answers to: public id, a beginning of it, accession number, the id its record brought.

Rule: reads only.
"""

import re
import sqlite3

from ingest.normalise.urls import canonical_url

FAMILY_PREFIX = "f-"
"""A family is named after one of its members, so that the name of a family that grew or merged still finds it."""

STORY_PREFIX = "s-"
"""A story, too, is named after one of its members, the one of the smallest public id; the id of any other finds it, so
that every name that was ever shown leads to the story that holds that article now."""

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


def named_by(conn: sqlite3.Connection, words: str) -> tuple[int, ...]:
    """Return the row numbers of the articles that a reader's words name: as `find_numbers`, or by an address."""
    name = words.strip()
    if not name or name.split() != [name]:
        return ()
    if "://" in name:
        rows = conn.execute("SELECT id FROM article WHERE address = ? ORDER BY id", (canonical_url(name) or name,))
        return tuple(int(row[0]) for row in rows)
    return find_numbers(conn, name)


def is_name(words: str) -> bool:
    """Tell whether words are written as an accession number or an address: they can hardly mean anything else."""
    name = words.strip()
    return bool(_ACCESSION.fullmatch(name)) or "://" in name


def find_number(conn: sqlite3.Connection, ref: str) -> int | None:
    """Return the row number of the one article that `ref` names, or None where there is none or several."""
    numbers = find_numbers(conn, ref)
    return numbers[0] if len(numbers) == 1 else None


def group_of(conn: sqlite3.Connection, name: str) -> tuple[int, ...]:
    """Return the row numbers of the members of a story (`s-` and the id of any member) or of a family (`f-`).

    The name of a story finds an article that stands alone, too.
    """
    member = find_number(conn, name[2:]) if name[:2] in (STORY_PREFIX, FAMILY_PREFIX) else None
    if member is None:
        return ()
    rows = conn.execute(_STORY if name.startswith(STORY_PREFIX) else _FAMILY, (member,)).fetchall()
    found = tuple(int(row[0]) for row in rows)
    return found or ((member,) if name.startswith(STORY_PREFIX) else ())


_STORY = """
    SELECT article_id FROM story_member WHERE story_id = (SELECT story_id FROM story_member WHERE article_id = ?)
"""
_FAMILY = """
    SELECT article_id FROM family_member WHERE family_id = (SELECT family_id FROM family_member WHERE article_id = ?)
"""
