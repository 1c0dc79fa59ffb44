"""All rows of one article as one pack, and back: what a withheld article is kept as.

Tables are packed as they are, columns by their names, so that a column that comes later is packed by itself; row
numbers are given anew when the rows go back, but for the article's own. What is made from these rows (card, names,
index, relations, families, stories) is not packed: it is made anew.

Rule: knows the tables; the caller holds the transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import zstandard

from archive.absent import ADDRESS, RECEIVED, RECEIVED_AT, RECORD, TEXT_AT
from archive.cards import marked_facts
from archive.former_packs import today
from archive.texts import check_size

Row = dict[str, Any]

_CAPTURES = "SELECT id FROM capture WHERE article_id = :number"
_RECEIVED = """
    SELECT received_id FROM capture WHERE article_id = :number
    UNION SELECT received_id FROM extraction WHERE article_id = :number
"""
_LOCATORS = f"SELECT locator FROM locator WHERE capture_id IN ({_CAPTURES})"  # noqa: S608  a constant
_HASHES = f"SELECT sha256 FROM received WHERE id IN ({_RECEIVED})"  # noqa: S608  a constant
PACKED: dict[str, str] = {
    "article": "id = :number",
    "received": f"id IN ({_RECEIVED})",
    "text": "id IN (SELECT text_id FROM extraction WHERE article_id = :number)",
    "extraction": "article_id = :number",
    "capture": "article_id = :number",
    "locator": f"capture_id IN ({_CAPTURES})",
    "fact": "article_id = :number",
    "annotation": "article_id = :number",
    "checked": "article_id = :number",
    "selection_statement": "article_id = :number",
    "rejection": f"source IN ({_LOCATORS}) OR received_sha256 IN ({_HASHES})",
}
"""Tables whose rows are packed, and which rows of them are an article's."""

MARKS = ("annotation", "checked", "selection_statement")
"""Those that hold what the owner said of it beside its facts."""

_BLOB = "$blob"
_HEAD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Pack:
    """The rows of one article, by table."""

    rows: Mapping[str, list[Row]]

    @property
    def article(self) -> Row:
        """Return the article's own row."""
        return self.rows["article"][0]

    @property
    def received(self) -> frozenset[str]:
        """Return the hashes of its received files."""
        return frozenset(str(row["sha256"]) for row in self.rows["received"])

    def known_by(self) -> Iterator[tuple[str, ...]]:
        """Yield what a withheld article is recognised by."""
        yield (ADDRESS, self.article["address"])
        for row in self.rows["capture"]:
            if row["record_id"]:
                yield (RECORD, row["record_id"])
        for sha256 in self.received:
            yield (RECEIVED, sha256)

    def purged_as(self, gone: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield what a purged article is recognised by; `gone`: hashes of the received files that nobody else has."""
        address = self.article["address"]
        texts = {row["id"]: row["sha256"] for row in self.rows["text"]}
        for row in self.rows["extraction"]:
            if row["base_id"] is None:
                yield (TEXT_AT, address, texts[row["text_id"]])
        for sha256 in self.received:
            yield (RECEIVED_AT, address, sha256)
        for sha256 in gone:
            yield (RECEIVED, sha256)


def pack_of(conn: sqlite3.Connection, number: int) -> Pack:
    """Return the rows of an article as they stand."""
    return Pack({table: _rows(conn, table, where, number) for table, where in PACKED.items()})


def _rows(conn: sqlite3.Connection, table: str, where: str, number: int) -> list[Row]:
    found = conn.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY id", {"number": number})  # noqa: S608  our names
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def write_pack(pack: Pack) -> bytes:
    """Return a pack as bytes: the length of the head, the head, the blobs one after the other."""
    blobs: list[bytes] = []
    place = 0
    tables: dict[str, list[Row]] = {}
    for table, rows in pack.rows.items():
        tables[table] = []
        for row in rows:
            plain = dict(row)
            for name, value in row.items():
                if isinstance(value, bytes):
                    plain[name] = {_BLOB: [place, len(value)]}
                    place += len(value)
                    blobs.append(value)
            tables[table].append(plain)
    head = compressed(tables)
    return b"".join((len(head).to_bytes(_HEAD_BYTES, "big"), head, *blobs))


def read_pack(packed: bytes) -> Pack:
    """Return the pack that `write_pack` wrote.

    Raises: ValueError, zstandard.ZstdError where the bytes are none.
    """
    size = int.from_bytes(packed[:_HEAD_BYTES], "big")
    start = _HEAD_BYTES + size
    tables = opened(packed[_HEAD_BYTES:start])
    for rows in tables.values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, dict):
                    at, length = value[_BLOB]
                    row[name] = packed[start + at : start + at + length]
    return Pack(today(tables))


def compressed(value: object) -> bytes:
    """Return plain values as compressed JSON."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zstandard.ZstdCompressor(level=6, write_content_size=True).compress(plain)


def opened(packed: bytes) -> Any:  # noqa: ANN401  plain JSON
    """Return the values that `compressed` packed.

    Raises: ValueError, zstandard.ZstdError where the bytes are something else.
    """
    check_size(packed)
    return json.loads(zstandard.ZstdDecompressor().decompress(packed).decode("utf-8", "surrogatepass"))


def content_hash(conn: sqlite3.Connection, number: int) -> str:
    """Return a hash of what an article is, for the digest: address, text as first read, chosen facts, captures."""
    name, address, text, extractor = conn.execute(
        "SELECT a.public_id, a.address, t.sha256, b.extractor FROM article a"
        " JOIN extraction e ON e.id = a.extraction_id JOIN extraction b ON b.id = ifnull(e.base_id, e.id)"
        " JOIN text t ON t.id = b.text_id WHERE a.id = ?",
        (number,),
    ).fetchone()
    chosen = sorted(
        [fact.field, fact.value or "", fact.raw, fact.rule, fact.basis, fact.by or "", fact.because or ""]
        for fact in marked_facts(conn, number)
        if fact.chosen
    )
    captures = conn.execute(
        "SELECT DISTINCT v.sha256, ifnull(r.url, ''), ifnull(r.record_id, ''), ifnull(r.captured, ''), r.charset"
        " FROM capture r JOIN received v ON v.id = r.received_id WHERE r.article_id = ? ORDER BY 1, 2, 3, 4, 5",
        (number,),
    ).fetchall()
    said = json.dumps([name, address, text, extractor, chosen, captures], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def restore(conn: sqlite3.Connection, pack: Pack) -> int:
    """Put the rows of a pack back and return the article's number; its card, index and relations are yet to be made."""
    received = {row["id"]: _shared(conn, "received", row) for row in pack.rows["received"]}
    texts = {row["id"]: _shared(conn, "text", row) for row in pack.rows["text"]}
    article = pack.article
    number = int(article["id"])
    _insert(conn, "article", article | {"capture_id": None, "extraction_id": None})
    extractions = {
        row["id"]: _insert(
            conn,
            "extraction",
            _unnumbered(row)
            | {"received_id": received[row["received_id"]], "text_id": texts[row["text_id"]]}
            | {"base_id": None},
        )
        for row in pack.rows["extraction"]
    }
    for row in pack.rows["extraction"]:
        if row["base_id"] is not None:
            at = (extractions[row["base_id"]], extractions[row["id"]])
            conn.execute("UPDATE extraction SET base_id = ? WHERE id = ?", at)
    captures = {
        row["id"]: _insert(
            conn,
            "capture",
            _unnumbered(row)
            | {"received_id": received[row["received_id"]], "extraction_id": extractions[row["extraction_id"]]},
        )
        for row in pack.rows["capture"]
    }
    for row in pack.rows["locator"]:
        _insert(conn, "locator", _unnumbered(row) | {"capture_id": captures[row["capture_id"]]})
    _restore_facts(conn, pack)
    for table in MARKS:
        for row in pack.rows[table]:
            _insert(conn, table, _unnumbered(row))
    for row in pack.rows["rejection"]:
        same = "SELECT 1 FROM rejection WHERE source = ? AND received_sha256 IS ?"
        if conn.execute(same, (row["source"], row["received_sha256"])).fetchone() is None:
            _insert(conn, "rejection", _unnumbered(row))
    conn.execute(
        "UPDATE article SET capture_id = ?, extraction_id = ? WHERE id = ?",
        (captures[article["capture_id"]], extractions[article["extraction_id"]], number),
    )
    return number


def _restore_facts(conn: sqlite3.Connection, pack: Pack) -> None:
    """Put back what persons said; a statement is named after the first of its facts."""
    numbers = {row["id"]: _insert(conn, "fact", _unnumbered(row)) for row in pack.rows["fact"]}
    said = [(numbers[row["statement"]], numbers[row["id"]]) for row in pack.rows["fact"]]
    conn.executemany("UPDATE fact SET statement = ? WHERE id = ?", said)


def _shared(conn: sqlite3.Connection, table: str, row: Row) -> int:
    """Return the number of a row that several articles may share, added where it is not there."""
    found = conn.execute(f"SELECT id FROM {table} WHERE sha256 = ?", (row["sha256"],)).fetchone()  # noqa: S608  our names
    return int(found[0]) if found else _insert(conn, table, _unnumbered(row))


def _unnumbered(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _insert(conn: sqlite3.Connection, table: str, row: Row) -> int:
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    added = conn.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", row)  # noqa: S608  our names
    return int(added.lastrowid or 0)
