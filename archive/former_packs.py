"""Packs of withheld articles that earlier versions sealed, as this version has their rows.

A pack keeps the hash that it was sealed with, so it stays as it is; what it lacks is made when it is read.

Rule: knows rows of packs; no SQL.
"""

from typing import Any

from archive import texts
from archive.evidence import fact_of_row, pack_facts
from archive.rows import FACT_COLUMNS

Row = dict[str, Any]

_FACT = tuple(FACT_COLUMNS.split(", "))


def today(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return the rows of a pack, by table, as the tables hold them today."""
    for name in ("annotation", "checked", "selection_statement"):  # before migration m016
        tables.setdefault(name, [])
    for row in tables["text"]:
        if isinstance(row["body"], str):  # before migration m009
            row["body"] = texts.pack(row["body"])
    for row in (*tables["article"], *tables["extraction"]):
        for name in {"text_hash", "base_hash"} & row.keys():
            if isinstance(row[name], str):  # before migration m012
                row[name] = bytes.fromhex(row[name])
    if any("paragraph_hashes" in row for row in tables["extraction"]):  # before migration m010
        said = [row for row in tables["fact"] if row["extraction_id"] is None]
        return tables | {
            "extraction": [_extraction(row, tables["fact"]) for row in tables["extraction"]],
            "fact": [{name: value for name, value in row.items() if name != "extraction_id"} for row in said],
        }
    return tables


def _extraction(row: Row, facts: list[Row]) -> Row:
    own = (fact_of_row([fact[name] for name in _FACT]) for fact in facts if fact["extraction_id"] == row["id"])
    kept = {name: value for name, value in row.items() if name != "paragraph_hashes"}
    packed = pack_facts(own) if row["base_id"] is None else None
    return kept | {"facts_sha256": bytes.fromhex(row["facts_sha256"]), "facts": packed}
