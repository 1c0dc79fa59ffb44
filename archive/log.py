"""The log of what was done to an archive, each entry sealed with the hash of the one before.

The types are words of the PREMIS event vocabulary. The chain shows that the log is consistent in itself; without a
time stamp from outside it cannot show when anything was done, and somebody who can write the file can write it anew.

Rule: knows the table `event`; the caller holds the transaction and tells the time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

START = "0" * 64
"""What the first entry names as the hash before it."""


class EventType(StrEnum):
    """What was done, in PREMIS's words."""

    CREATION = "creation"
    INGESTION_START = "ingestion start"
    INGESTION = "ingestion"
    INGESTION_END = "ingestion end"
    METADATA_MODIFICATION = "metadata modification"
    MODIFICATION = "modification"
    EXTRACTION = "metadata extraction"
    DELETION = "deletion"


def add_event(
    conn: sqlite3.Connection,
    kind: EventType,
    *,
    at: str,
    agent: str,
    subject: str | None,
    detail: Mapping[str, Any],
) -> int:
    """Append an entry and return its number. `agent` is the program and version, or the name a person gave."""
    last = conn.execute("SELECT hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
    previous = str(last[0]) if last else START
    packed = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    seal = seal_of(previous, at, kind.value, agent, subject, packed)
    added = conn.execute(
        "INSERT INTO event(at, type, agent, object, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, kind.value, agent, subject, packed, previous, seal),
    )
    return int(added.lastrowid or 0)


def seal_of(previous: str, at: str, kind: str, agent: str, subject: str | None, detail: str) -> str:
    """Return the hash of an entry."""
    line = json.dumps([previous, at, kind, agent, subject, detail], ensure_ascii=False)
    return hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()


def iter_broken(conn: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield the number of each entry that does not follow from the one before it, and what is wrong."""
    expected, number = START, 0
    rows = conn.execute("SELECT id, previous, hash, at, type, agent, object, detail FROM event ORDER BY id")
    for entry, previous, seal, *said in rows:
        number += 1
        if entry != number:
            yield entry, f"an entry is missing before it: number {number} was expected"
            number = entry
        if previous != expected:
            yield entry, "it does not name the hash of the entry before it"
        if seal != seal_of(previous, *said):
            yield entry, "its hash does not agree with its content"
        expected = seal
