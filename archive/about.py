"""What the owner says of the archive as a whole: what it is called, what it is, on which terms, whom to ask.

It is no part of the digest, stays with the file, goes along into a reader's copy, and is not merged: each archive has
its own.

Rule: knows rows of `setting`; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from archive.published import ReaderCopy, copy_of

PREFIX = "about."
"""Names of these settings begin so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The owner's words on an archive; None: nothing was said."""

    title: str | None = None
    about: str | None = None
    """A sentence or two: what is in it, how it came together, what is missing."""
    licence: str | None = None
    """Terms of use, in words; a name of a licence or a sentence."""
    contact: str | None = None
    """Whom to ask: an address of mail or web, or words."""

    copy: ReaderCopy | None = None
    """What the program says of a copy for readers: when it was made, and without what."""


FIELDS = tuple(field.name for field in fields(About) if field.name != "copy")
"""What an owner says; the names of the settings."""


def read_about(conn: sqlite3.Connection) -> About:
    """Return what the owner says."""
    rows = conn.execute("SELECT substr(name, ?), value FROM setting WHERE name GLOB ?", (len(PREFIX) + 1, f"{PREFIX}*"))
    return About(**{name: value for name, value in rows if name in FIELDS}, copy=copy_of(conn))


def title_of(conn: sqlite3.Connection, archive: Path) -> str:
    """Return what an archive is called: its title, else the name of its file, of which nothing else is told."""
    return read_about(conn).title or archive.stem


def write_about(conn: sqlite3.Connection, given: Mapping[str, str]) -> dict[str, list[str | None]]:
    """Set what is given, and drop what is given empty; return what changed: before and after, by field."""
    before = read_about(conn)
    changed: dict[str, list[str | None]] = {}
    for name in FIELDS:
        if name not in given:
            continue
        value = " ".join(given[name].split()) or None
        if value == getattr(before, name):
            continue
        changed[name] = [getattr(before, name), value]
        conn.execute("DELETE FROM setting WHERE name = ?", (PREFIX + name,))
        if value is not None:
            conn.execute("INSERT INTO setting(name, value) VALUES (?, ?)", (PREFIX + name, value))
    return changed
