"""What rules read in a received file, as it is kept: all facts of one extraction in one piece beside it.

They are written once, read together, and never changed; as rows of their own they were half of an archive. What persons
say is another matter: it comes one at a time and can be taken back, so it stands in `fact`, a row each.

Rule: whatever reads or writes `extraction.facts` does so through this module.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from archive.texts import pack_small, unpack
from schemas.article import Fact

PLAIN = "field, rule, basis, place, confidence, chosen, value, raw, asserted_by, because"
"""What stands for a fact, in this order; missing ones at the end are left out. What repeats from fact to fact stands
first, which packs better. `raw` is null where it is the value itself."""

_ALL = len(PLAIN.split(","))
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack_facts(facts: Iterable[Fact]) -> bytes:
    """Return facts as they are kept: a zstd frame of a JSON list of lists, in their order."""
    return pack_small(_as_json([_plain(fact) for fact in facts]))


def _plain(fact: Fact) -> list[Any]:
    raw = None if fact.raw == fact.value else fact.raw
    row: list[Any] = [fact.field, fact.rule, fact.basis, fact.place, fact.confidence, int(fact.chosen), fact.value]
    if fact.by is not None or fact.because is not None:
        return [*row, raw, fact.by, fact.because]
    return row if raw is None else [*row, raw]


def unpack_facts(packed: bytes) -> tuple[Fact, ...]:
    """Return the facts that `pack_facts` packed.

    Raises: ValueError where the bytes are something else.
    """
    return tuple(_fact(row) for row in json.loads(unpack(packed)))


def _fact(row: list[Any]) -> Fact:
    row += [None] * (_ALL - len(row))
    field, rule, basis, place, confidence, chosen, value, raw, by, because = row
    return Fact(
        field=field,
        value=value,
        raw=value if raw is None else raw,
        rule=rule,
        basis=basis,
        place=place,
        confidence=confidence,
        chosen=bool(chosen),
        by=by,
        because=because,
    )


def facts_read(conn: sqlite3.Connection, extraction: int) -> tuple[Fact, ...]:
    """Return what rules read: the facts of an extraction, or of the one that it was made from, in their order."""
    row = conn.execute(
        "SELECT b.facts FROM extraction e JOIN extraction b ON b.id = ifnull(e.base_id, e.id) WHERE e.id = ?",
        (extraction,),
    ).fetchone()
    return unpack_facts(row[0]) if row else ()
