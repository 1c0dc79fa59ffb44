"""The log of what was done to an archive, each entry sealed with the hash of the one before.

What is sealed of an entry's detail is its salted hash, so that the detail can be taken out (an article that it speaks
of is withheld, or was purged) and the chain still holds; without detail and salt the hash tells nothing of it.

The types are words of the PREMIS event vocabulary. The chain shows that the log is consistent in itself; without a
time stamp from outside it cannot show when anything was done, and somebody who can write the file can write it anew.

Rule: knows the table `event`; the caller holds the transaction and tells the time.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

from schemas.view import Event

GONE = ""
"""What stands in place of a detail that was taken out, and of its salt."""

_SALT_BYTES = 12

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
    QUARANTINE = "quarantine"
    """An article is withheld."""
    UNQUARANTINE = "unquarantine"
    POLICY_ASSIGNMENT = "policy assignment"
    """A legal hold is put on an article, or lifted."""


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
    salt = secrets.token_hex(_SALT_BYTES)
    detail_sha256 = hash_of_detail(salt, packed)
    seal = seal_of(previous, at, kind.value, agent, subject, detail_sha256)
    added = conn.execute(
        "INSERT INTO event(at, type, agent, object, detail, previous, hash, salt, detail_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at, kind.value, agent, subject, packed, previous, seal, salt, detail_sha256),
    )
    return int(added.lastrowid or 0)


def hash_of_detail(salt: str, detail: str) -> str:
    """Return what is sealed of a detail. Only who has the salt can try whether a guess at the detail is right."""
    return hashlib.sha256(f"{salt}\n{detail}".encode("utf-8", "replace")).hexdigest()


def seal_of(previous: str, at: str, kind: str, agent: str, subject: str | None, detail_sha256: str) -> str:
    """Return the hash of an entry."""
    line = json.dumps([previous, at, kind, agent, subject, detail_sha256], ensure_ascii=False)
    return hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()


def reseal(conn: sqlite3.Connection) -> None:
    """Give every entry a salt and the hash of its detail, and chain the log anew."""
    previous = START
    rows = conn.execute("SELECT id, at, type, agent, object, detail FROM event ORDER BY id").fetchall()
    for entry, at, kind, agent, subject, detail in rows:
        salt = secrets.token_hex(_SALT_BYTES)
        hashed = hash_of_detail(salt, detail)
        seal = seal_of(previous, at, kind, agent, subject, hashed)
        conn.execute(
            "UPDATE event SET salt = ?, detail_sha256 = ?, previous = ?, hash = ? WHERE id = ?",
            (salt, hashed, previous, seal, entry),
        )
        previous = seal


def latest_changes(conn: sqlite3.Connection, limit: int) -> tuple[Event, ...]:
    """Return what persons changed last, the latest first; an entry without detail names what is not shown any more."""
    rows = conn.execute(
        "SELECT id, at, type, agent, object, detail FROM event WHERE type = ? AND detail <> ? ORDER BY id DESC LIMIT ?",
        (EventType.METADATA_MODIFICATION.value, GONE, limit),
    )
    return tuple(
        Event(number=entry, at=at, type=kind, agent=agent, object=subject, detail=detail)
        for entry, at, kind, agent, subject, detail in rows
    )


def iter_broken(conn: sqlite3.Connection, accounted: Collection[int] = ()) -> Iterator[tuple[int, str]]:
    """Yield the number of each entry that does not follow from the one before it, and what is wrong.

    `accounted`: the entries whose detail a withholding or a purge took out.
    """
    expected, number = START, 0
    rows = conn.execute(
        "SELECT id, previous, hash, at, type, agent, object, detail_sha256, salt, detail FROM event ORDER BY id"
    )
    for entry, previous, seal, *said, salt, detail in rows:
        number += 1
        if entry != number:
            yield entry, f"an entry is missing before it: number {number} was expected"
            number = entry
        if previous != expected:
            yield entry, "it does not name the hash of the entry before it"
        if seal != seal_of(previous, *said):
            yield entry, "its hash does not agree with its content"
        if detail == GONE:
            if entry not in accounted:
                yield entry, "its detail was taken out, and neither a withholding nor a purge says so"
        elif said[-1] != hash_of_detail(salt, detail):
            yield entry, "its hash does not agree with its detail"
        expected = seal
