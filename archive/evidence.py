"""What rules read in a received file, as it is kept: all facts of one extraction in one piece beside it.

They are written once, read together, and never changed; as rows of their own they were half of an archive. What persons
say is another matter: it comes one at a time and can be taken back, so it stands in `fact`, a row each.

Rule: whatever reads or writes `extraction.facts` does so through this module.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from archive.texts import pack_small, unpack_small
from schemas.article import Fact

PLAIN = "field, rule, basis, place, confidence, chosen, value, raw, asserted_by, because"
"""What stands for a fact, in this order; missing ones at the end are left out. What repeats from fact to fact stands
first, which packs better. `raw` is null where it is the value itself."""

_ALL = len(PLAIN.split(","))


def pack_facts(facts: Iterable[Fact]) -> bytes:
    """Return facts as they are kept: a zstd frame of a JSON list of lists, in their order."""
    return pack_small(f"[{','.join(map(_row, facts))}]")


def _row(fact: Fact) -> str:
    """Return a fact as a JSON list. By hand: a page has forty of them, and an encoder takes its time to start."""
    how = f"{quoted(fact.field)},{quoted(fact.rule)},{quoted(fact.basis)},{_or_null(fact.place)}"
    row = f"{how},{fact.confidence!r},{fact.chosen:d},{_or_null(fact.value)}"
    raw = None if fact.raw == fact.value else fact.raw
    if fact.by is not None or fact.because is not None:
        return f"[{row},{_or_null(raw)},{_or_null(fact.by)},{_or_null(fact.because)}]"
    return f"[{row}]" if raw is None else f"[{row},{quoted(raw)}]"


def _or_null(words: str | None) -> str:
    return "null" if words is None else quoted(words)


def unpack_facts(packed: bytes) -> tuple[Fact, ...]:
    """Return the facts that `pack_facts` packed.

    Raises: ValueError where the bytes are something else.
    """
    return tuple(_fact(row) for row in unpack_small(packed))


def _fact(row: list[Any]) -> Fact:
    row += [None] * (_ALL - len(row))
    field, rule, basis, place, confidence, chosen, value, raw, by, because = row
    return fact_of_row((field, value, raw, rule, basis, place, confidence, chosen, by, because))


def fact_of_row(row: Sequence[Any]) -> Fact:
    """Return the fact of the columns `archive.rows.FACT_COLUMNS`."""
    field, value, raw, rule, basis, place, confidence, chosen, by, because = row
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
