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
    others = [read_pack(bytes(row[0])) for row in conn.execute("SELECT pack FROM sealed")]
    names = _names_left(conn, pack, frozenset().union(*map(_own_names, others)) if others else ())
    _shorten_ways(conn, names)
    conn.executemany(
        "DELETE FROM outlet_statement WHERE called = :name OR name = :name", [{"name": each} for each in names]
    )
    return _empty(conn, names)


def forget_unused(conn: sqlite3.Connection, statements: Collection[int]) -> None:
    """Strike those of some statements that lead to no article: they came along with one that was purged here."""
    if not absent.purged(conn):
        return
    sealed = [read_pack(bytes(row[0])) for row in conn.execute("SELECT pack FROM sealed")]
    kept = frozenset().union(*map(_own_names, sealed)) if sealed else frozenset()
    for number, called, name, undone in conn.execute(_STATEMENTS).fetchall():
        is_used = outlet_names.is_used(conn, number, name) if undone is None else outlet_names.is_name(conn, called)
        if number in statements and not is_used and not {called, name} & kept:
            conn.execute("DELETE FROM outlet_statement WHERE id = ?", (number,))


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
