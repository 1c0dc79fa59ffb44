"""What names an outlet that nobody has any more, since its last article is withheld or purged.

What a person said of such an outlet stays with its owner while the article is withheld, and goes with a purged one.
Names that it passed through on the way to another's are left out of that one's way.

Rule: knows the tables; the caller holds the transaction, and has taken the article out.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator

from archive import absent, outlet_names
from archive.aside import put_event
from archive.evidence import unpack_facts
from archive.log import GONE
from archive.sealing import Pack, read_pack

_STATEMENTS = "SELECT id, called, name, undone_at FROM outlet_statement ORDER BY id"
_EVENTS = """
    SELECT id, object, detail, salt FROM event WHERE detail <> :gone AND object IS NULL
    AND (instr(detail, '"set": "outlet"') OR instr(detail, '"undo": "outlet"')) AND instr(detail, :name) ORDER BY id
"""


def set_aside_outlets(conn: sqlite3.Connection, number: int, pack: Pack) -> None:
    """Set aside what the log says of outlets that only an article had, which is withheld now."""
    if not _is_anything_said(conn):
        return
    names = _names_left(conn, pack, ())
    for entry, detail, salt in _events(conn, names):
        put_event(conn, entry, detail, salt, {number})
    _empty(conn, names)


def strike_outlets(conn: sqlite3.Connection, pack: Pack) -> tuple[int, ...]:
    """Take out what was said of outlets that only a purged article had; return entries of the log that were emptied."""
    if not _is_anything_said(conn):
        return ()
    names = _names_left(conn, pack, _sealed_names(conn))
    _shorten_ways(conn, names)
    conn.executemany(
        "DELETE FROM outlet_statement WHERE called = :name OR name = :name", [{"name": each} for each in names]
    )
    return _empty(conn, names)


Said = tuple[str, str, str]
"""Of a statement: the name until then, the name from then on, and when it was said."""


def forget_unused(conn: sqlite3.Connection, came: Collection[Said]) -> frozenset[Said]:
    """Strike and return those of some statements that lead to no article: of these one was purged here."""
    if not came or not absent.purged(conn):
        return frozenset()
    called = {str(row[0]) for row in conn.execute("SELECT DISTINCT ifnull(outlet_called, outlet) FROM article")}
    called |= _sealed_names(conn)
    ways = [step for name in called for step in outlet_names.named(conn, name).path]
    used, names = {step[0] for step in ways}, called | {step[1] for step in ways}
    rows = conn.execute("SELECT id, called, name, undone_at, asserted_at FROM outlet_statement ORDER BY id").fetchall()
    gone = {
        number: (before, name, at)
        for number, before, name, undone, at in rows
        if (before, name, at) in came and (number not in used if undone is None else not {before, name} <= names)
    }
    conn.executemany("DELETE FROM outlet_statement WHERE id = ?", [(number,) for number in gone])
    return frozenset(gone.values())


def _sealed_names(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the outlets of all withheld articles."""
    packs = conn.execute("SELECT pack FROM sealed")
    return frozenset(name for row in packs for name in _own_names(read_pack(bytes(row[0]))))


def _is_anything_said(conn: sqlite3.Connection) -> bool:
    return conn.execute("SELECT 1 FROM outlet_statement LIMIT 1").fetchone() is not None


def _names_left(conn: sqlite3.Connection, pack: Pack, others: Collection[str]) -> frozenset[str]:
    """Return the names of an article's outlet, and those given in their place, that no other article has."""
    said = conn.execute(_STATEMENTS).fetchall()
    on_the_way = {name for number, called, given, undone in said for name in (called, given)
                  if undone is None and outlet_names.is_used(conn, number, given)}  # fmt: skip
    left = {name for name in _own_names(pack) if name not in others and not outlet_names.is_name(conn, name)}
    grown = True
    while grown:
        reached = {given for _, called, given, _ in said if called in left} | {
            called for _, called, given, _ in said if given in left
        }
        new = {
            name
            for name in reached - left
            if name not in others and name not in on_the_way and not outlet_names.is_name(conn, name)
        }
        grown = bool(new)
        left |= new
    return frozenset(left)


def _own_names(pack: Pack) -> frozenset[str]:
    """Return every name that an article's outlet has, had or may have: on its card, in its facts."""
    read = (fact for row in pack.rows["extraction"] if row["facts"] for fact in unpack_facts(row["facts"]))
    names = {fact.value for fact in read if fact.field == "outlet"}
    names |= {row["value"] for row in pack.rows["fact"] if row["field"] == "outlet"}
    names |= {pack.article["outlet"], pack.article.get("outlet_called")}
    return frozenset(name for name in names if name)


def _shorten_ways(conn: sqlite3.Connection, names: Collection[str]) -> None:
    """Have statements that lead through a name lead to where it led."""
    for number, _, name, undone in conn.execute(_STATEMENTS).fetchall():
        if undone is None and name in names:
            found = outlet_names.named(conn, name, since=number).name
            conn.execute("UPDATE outlet_statement SET name = ? WHERE id = ?", (found, number))


def _events(conn: sqlite3.Connection, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    seen = set[int]()
    for name in sorted(names):
        asked = {"gone": GONE, "name": json.dumps(name, ensure_ascii=False)}
        for entry, _, detail, salt in conn.execute(_EVENTS, asked).fetchall():
            if entry not in seen:
                seen.add(entry)
                yield entry, detail, salt


def _empty(conn: sqlite3.Connection, names: Collection[str]) -> tuple[int, ...]:
    entries = tuple(sorted(entry for entry, _, _ in _events(conn, names)))
    conn.executemany("UPDATE event SET detail = ?, salt = ? WHERE id = ?", [(GONE, GONE, each) for each in entries])
    return entries
