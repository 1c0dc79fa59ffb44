"""Copy rows of one archive into another, with new numbers: received files, texts, extractions, captures, rejections.

Which article a capture belongs to is asked as `archive.filing` asks it: by address and received bytes, then by address
and text, so that archives made apart and united are what one archive of all their inputs would be. Nothing is read
anew, but what older rules read comes with what today's make of it.

Rule: knows the tables of both archives; the caller holds the transaction, and refreshes the articles that were touched.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.absent import last_number
from archive.filing import Filing
from archive.rows import accession_of, facts_hash
from schemas.article import Article

_BY_BYTES = """
    SELECT min(a.id) FROM article a JOIN extraction e ON e.article_id = a.id JOIN received v ON v.id = e.received_id
    WHERE a.address = ? AND v.sha256 = ?
"""
_BY_TEXT = """
    SELECT min(a.id) FROM article a JOIN extraction e ON e.article_id = a.id JOIN text t ON t.id = e.text_id
    WHERE a.address = ? AND e.base_id IS NULL AND t.sha256 IN (SELECT value FROM json_each(?))
"""
_RECEIPT = """
    SELECT r.article_id, a.address, a.public_id, r.received_id, v.sha256, r.extraction_id FROM capture r
    JOIN article a ON a.id = r.article_id JOIN received v ON v.id = r.received_id WHERE r.id = ?
"""
_READING = """
    SELECT e.extractor, e.facts_sha256, t.sha256, e.text_hash, t.words FROM extraction e JOIN text t ON t.id = e.text_id
    WHERE e.id = ?
"""
_TEXTS = """
    SELECT DISTINCT t.sha256 FROM extraction e JOIN text t ON t.id = e.text_id
    WHERE e.article_id = ? AND e.received_id = ? AND e.base_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A capture of the archive that is taken in, by its row numbers there."""

    capture: int
    article: int
    address: str
    name: str
    """Public id of its article."""
    received: int
    sha256: str
    extraction: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What rules read in a received file, as far as it is compared."""

    extractor: str
    facts_sha256: bytes
    text_sha256: str
    text_hash: bytes
    words: int


@dataclass(slots=True)
class Copying:
    """Copies from `source` into `conn`."""

    source: sqlite3.Connection
    conn: sqlite3.Connection
    runs: Mapping[int, int]
    """Numbers of the runs of `source`, as they are in `conn`."""
    run: int
    name_of: Callable[[Receipt, Iterable[str]], str]
    """Names an article that is new, from a capture of it and the hashes of its texts."""
    turns_away: Callable[[Receipt, Iterable[str]], bool] = lambda _receipt, _texts: False
    """Tells whether a capture is of an article that was purged: it does not come in again."""
    touched: dict[int, None] = field(default_factory=dict)
    """Numbers in `conn` of the articles that something was added to."""
    added: dict[str, int] = field(default_factory=dict)
    """Rows added, by table."""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def article(self, number: int, again: Mapping[int, Article]) -> list[int]:
        """Copy an article; return the numbers in `conn` of the articles that hold its captures.

        `again` has, by capture, what today's rules read where older ones had read.
        """
        homes: dict[int, int] = {}
        for (capture,) in self.source.execute("SELECT id FROM capture WHERE article_id = ? ORDER BY id", (number,)):
            receipt = self.receipt(capture)
            if self.turns_away(receipt, self._texts(receipt)):
                self._count("purged")
            else:
                homes[receipt.received], _ = self.capture(receipt, again.get(capture))
        rows = self.source.execute(
            "SELECT id, received_id FROM extraction WHERE article_id = ? AND base_id IS NULL ORDER BY id", (number,)
        )
        for extraction, received in rows.fetchall():  # what was read before stays, here as there
            if received in homes:
                self._extraction(extraction, homes[received], self._received(received))
        return list(dict.fromkeys(homes.values()))

    def capture(self, receipt: Receipt, again: Article | None = None) -> tuple[int, bool]:
        """Copy a capture with all that it points at; return the number of its article, and whether it knew the bytes.

        A capture that is there already gets the places that it was met at, too.
        """
        reading = _reading_of(again) if again else self._reading(receipt.extraction)
        received = self._received(receipt.received)
        article, is_known = self._home(receipt, reading)
        capture = self._known(receipt, article, received, reading)
        if capture is None:
            extraction = (
                self._extraction_again(again, article, received)
                if again
                else self._extraction(receipt.extraction, article, received)
            )
            capture = self._capture(receipt, article, received, extraction, again)
        self._locators(receipt, capture, article)
        return article, is_known

    def receipt(self, capture: int) -> Receipt:
        """Return a capture of `source`."""
        return Receipt(capture, *self.source.execute(_RECEIPT, (capture,)).fetchone())

    def _reading(self, extraction: int) -> _Reading:
        return _Reading(*self.source.execute(_READING, (extraction,)).fetchone())

    def _received(self, number: int) -> int:
        (sha256,) = self.source.execute("SELECT sha256 FROM received WHERE id = ?", (number,)).fetchone()
        row = self.conn.execute("SELECT id FROM received WHERE sha256 = ?", (sha256,)).fetchone()
        return int(row[0]) if row else self._copy("received", number, {})

    def _home(self, receipt: Receipt, reading: _Reading) -> tuple[int, bool]:
        """Return the article that a capture belongs to, made where there is none, and whether it knew the bytes."""
        known = find_home(self.conn, receipt.address, receipt.sha256)
        if known is not None:
            return known, True
        texts = sorted({reading.text_sha256, *self._texts(receipt)})
        (same,) = self.conn.execute(_BY_TEXT, (receipt.address, json.dumps(texts))).fetchone()
        if same is not None:
            return int(same), False
        name = self.name_of(receipt, texts)
        row = self.conn.execute("SELECT id FROM article WHERE public_id = ?", (name,)).fetchone()
        return (int(row[0]) if row else self._new_article(receipt, reading, name)), False

    def _texts(self, receipt: Receipt) -> list[str]:
        """Return the hashes of the texts that rules read in a capture's file, today's and former ones."""
        return [str(row[0]) for row in self.source.execute(_TEXTS, (receipt.article, receipt.received))]

    def _new_article(self, receipt: Receipt, reading: _Reading, name: str) -> int:
        number = last_number(self.conn) + 1
        (run,) = self.source.execute("SELECT run_id FROM article WHERE id = ?", (receipt.article,)).fetchone()
        self.conn.execute(
            "INSERT INTO article(id, public_id, accession, address, text_hash, words, run_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, name, accession_of(number), receipt.address, reading.text_hash, reading.words, self.runs[run]),
        )
        self._count("article")
        self.touched[number] = None
        return number

    def _known(self, receipt: Receipt, article: int, received: int, reading: _Reading) -> int | None:
        """Return the capture that is there already. Rules of another version never add to what is known."""
        given = self.source.execute(
            "SELECT url, captured, record_id FROM capture WHERE id = ?", (receipt.capture,)
        ).fetchone()
        rows = self.conn.execute(
            "SELECT r.id, e.extractor, e.facts_sha256 FROM capture r JOIN extraction e ON e.id = r.extraction_id"
            " WHERE r.article_id = ? AND r.received_id = ? AND r.url IS ? AND r.captured IS ? AND r.record_id IS ?"
            " ORDER BY r.id",
            (article, received, *given),
        ).fetchall()
        alike = [row[0] for row in rows if row[1:] == (reading.extractor, reading.facts_sha256)]
        if alike:
            return int(alike[0])
        return int(rows[0][0]) if rows and all(row[1] != reading.extractor for row in rows) else None

    def _capture(self, receipt: Receipt, article: int, received: int, extraction: int, again: Article | None) -> int:
        (run,) = self.source.execute("SELECT run_id FROM capture WHERE id = ?", (receipt.capture,)).fetchone()
        numbers = {"article_id": article, "received_id": received, "extraction_id": extraction}
        said = {"charset": again.charset, "charset_basis": again.charset_basis} if again else {}
        self.touched[article] = None
        return self._copy("capture", receipt.capture, numbers | said | {"run_id": self.runs[run]})

    def _locators(self, receipt: Receipt, capture: int, article: int) -> None:
        rows = self.source.execute(
            "SELECT locator FROM locator WHERE capture_id = ? ORDER BY id", (receipt.capture,)
        ).fetchall()
        for (place,) in rows:
            done = self.conn.execute(
                "INSERT OR IGNORE INTO locator(capture_id, locator) VALUES (?, ?)", (capture, place)
            )
            if done.rowcount:
                self._count("locator")
                self.touched[article] = None
            self.conn.execute(
                "DELETE FROM rejection WHERE source = ? AND (received_sha256 IS NULL OR received_sha256 = ?)",
                (place, receipt.sha256),
            )

    def _extraction(self, number: int, article: int, received: int) -> int:
        """Return an extraction of `source` in `conn`, copied with its text and facts where it is not there."""
        extractor, facts, text_sha256 = self.source.execute(
            "SELECT e.extractor, e.facts_sha256, t.sha256 FROM extraction e JOIN text t ON t.id = e.text_id"
            " WHERE e.id = ?",
            (number,),
        ).fetchone()
        row = self.conn.execute(
            "SELECT id FROM extraction WHERE article_id = ? AND received_id = ? AND extractor = ? AND facts_sha256 = ?",
            (article, received, extractor, facts),
        ).fetchone()
        if row:
            return int(row[0])
        numbers = {"article_id": article, "received_id": received, "text_id": self._text(number, text_sha256)}
        return self._copy("extraction", number, numbers)

    def _extraction_again(self, page: Article, article: int, received: int) -> int:
        rules = tuple(fact for fact in page.facts if fact.basis != "asserted")
        return Filing(self.conn, self.run).extraction(page, article, received, rules, [])

    def _text(self, extraction: int, sha256: str) -> int:
        row = self.conn.execute("SELECT id FROM text WHERE sha256 = ?", (sha256,)).fetchone()
        if row:
            return int(row[0])
        (text,) = self.source.execute("SELECT text_id FROM extraction WHERE id = ?", (extraction,)).fetchone()
        return self._copy("text", text, {})

    def rejection(self, number: int) -> bool:
        """Copy a rejection, unless the same input gave an article; return whether it was not there before.

        Of two accounts of one input the smaller stays, whichever came first.
        """
        place, sha256, *said = self.source.execute(
            "SELECT source, received_sha256, outcome, reason, detail FROM rejection WHERE id = ?", (number,)
        ).fetchone()
        filed = self.conn.execute(
            "SELECT 1 FROM locator l JOIN capture r ON r.id = l.capture_id JOIN received v ON v.id = r.received_id"
            " WHERE l.locator = ? AND (? IS NULL OR v.sha256 = ?)",
            (place, sha256, sha256),
        ).fetchone()
        if filed:
            return False
        row = self.conn.execute(
            "SELECT id, outcome, reason, detail FROM rejection WHERE source = ? AND received_sha256 IS ?",
            (place, sha256),
        ).fetchone()
        if row is None:
            (run,) = self.source.execute("SELECT run_id FROM rejection WHERE id = ?", (number,)).fetchone()
            self._copy("rejection", number, {"run_id": self.runs[run]})
            return True
        if tuple(said) < row[1:]:
            self.conn.execute("UPDATE rejection SET outcome = ?, reason = ?, detail = ? WHERE id = ?", (*said, row[0]))
        return False

    def _copy(self, table: str, number: int, instead: Mapping[str, Any]) -> int:
        """Copy one row, with other values in some columns; return its new number."""
        names = self._columns(table)
        row = self.source.execute(
            f"SELECT {', '.join(names)} FROM {table} WHERE id = ?",  # noqa: S608  our names
            (number,),
        ).fetchone()
        values = {**dict(zip(names, row, strict=True)), **instead}
        added = self.conn.execute(
            f"INSERT INTO {table}({', '.join(names)}) VALUES ({_marks(names)})",  # noqa: S608  our names
            tuple(values.values()),
        )
        self._count(table)
        return int(added.lastrowid or 0)

    def _columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table but its row number, whatever later migrations added."""
        held = self.columns.get(table)
        if held is None:
            rows = self.conn.execute(f"PRAGMA table_info({table})")
            held = self.columns[table] = tuple(str(row[1]) for row in rows if row[1] != "id")
        return held

    def _count(self, table: str) -> None:
        self.added[table] = self.added.get(table, 0) + 1


def find_home(conn: sqlite3.Connection, address: str, sha256: str) -> int | None:
    """Return the article of an address that holds received bytes."""
    (number,) = conn.execute(_BY_BYTES, (address, sha256)).fetchone()
    return int(number) if number is not None else None


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" for _ in names)


def _reading_of(page: Article) -> _Reading:
    rules = tuple(fact for fact in page.facts if fact.basis != "asserted")
    text_hash = bytes.fromhex(page.signature.text_hash)
    return _Reading(page.extractor, facts_hash(rules), page.text_sha256, text_hash, page.word_count)
