"""File one result: which article it belongs to, what of it is new (docs/architecture.md, Identity).

Rule: knows the tables; the caller holds the transaction, and refreshes the articles that were touched.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive import texts
from archive.absent import last_number
from archive.cards import DERIVED_DATES
from archive.evidence import pack_facts
from archive.rows import FACT_COLUMNS, accession_of, article_row, facts_hash, pack_blocks, row_of_fact
from ingest.furniture.host import host_of
from ingest.normalise.address import public_id
from schemas.article import Article, Fact
from schemas.report import Outcome, Reason, Rejection

_FACT_MARKS = ", ".join("?" for _ in FACT_COLUMNS.split(","))


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one result."""

    outcome: Outcome
    public_id: str | None
    added: tuple[str, ...]
    """Names of the counts of `archive.store.Tally`, one a row added."""
    capture: int | None = None
    """Row of the capture that the result is, or was before."""
    rejection: int | None = None
    """Row of the rejection."""


@dataclass(slots=True)
class Filing:
    """Files the results of one batch."""

    conn: sqlite3.Connection
    run: int
    touched: list[int] = field(default_factory=list)
    """Numbers of the articles whose rows must be refreshed."""
    read: dict[int, tuple[Fact, ...]] = field(default_factory=dict)
    """What rules read, by extraction, of those that were added: it need not be unpacked at once."""

    def add(self, result: Article | Rejection) -> Filed:
        """File a result."""
        return self._article(result) if isinstance(result, Article) else self._rejection(result)

    def _article(self, page: Article) -> Filed:
        added: list[str] = []
        received = self._received(page, added)
        article, is_known = self._article_of(page, received, added)
        rules = tuple(fact for fact in page.facts if fact.basis != "asserted")
        mark = facts_hash(rules)
        capture = self._known_capture(page, article, received, mark)
        if capture is None:
            extraction = self.extraction(page, article, received, rules, added, mark=mark)
            capture = self._capture(page, article, received, extraction, added)
        self._locator(capture, str(page.source), added)
        asserted = _said(page.facts)
        self._assert(article, asserted, added)
        self._settle_rejection(page)
        if added:
            self.touched.append(article)
        name = str(self.conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()[0])
        return Filed(Outcome.KNOWN if is_known else Outcome.NEW, name, tuple(added), capture=capture)

    def _received(self, page: Article, added: list[str]) -> int:
        row = self.conn.execute("SELECT id FROM received WHERE sha256 = ?", (page.received_sha256,)).fetchone()
        if row:
            return int(row[0])
        added.append("received")
        return self._insert(
            "INSERT INTO received(sha256, size, format, codec, body) VALUES (?, ?, ?, ?, ?)",
            (page.received_sha256, page.received_size, page.format, page.codec, page.received),
        )

    def _article_of(self, page: Article, received: int, added: list[str]) -> tuple[int, bool]:
        """Return the article that `page` belongs to, and whether it knows these bytes already."""
        same_bytes = self.conn.execute(
            "SELECT min(a.id) FROM article a JOIN extraction e ON e.article_id = a.id"
            " WHERE a.address = ? AND e.received_id = ?",
            (page.address, received),
        ).fetchone()[0]
        if same_bytes is not None:
            return int(same_bytes), True
        same_text = self.conn.execute(
            "SELECT min(a.id) FROM article a JOIN extraction e ON e.article_id = a.id JOIN text t ON t.id = e.text_id"
            " WHERE a.address = ? AND t.sha256 = ? AND e.base_id IS NULL",
            (page.address, page.text_sha256),
        ).fetchone()[0]
        if same_text is not None:
            return int(same_text), False
        added.append("articles")
        number = last_number(self.conn) + 1
        row: dict[str, Any] = {
            "id": number,
            "public_id": public_id(page.address, page.text_sha256),
            "accession": accession_of(number),
            "address": page.address,
            "text_hash": bytes.fromhex(page.signature.text_hash),
            "run_id": self.run,
            # What the refresh will find, if nobody corrects it: written now, its indexes are written once.
            "host": host_of(page.address, page.card.outlet),
            **article_row(page.card, page.word_count),
        }
        marks = ", ".join(f":{name}" for name in row)
        self.conn.execute(f"INSERT INTO article({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608  our names
        return number, False

    def _known_capture(self, page: Article, article: int, received: int, facts: bytes) -> int | None:
        """Return the capture that `page` repeats. Rules of another version never add to what is known."""
        rows = self.conn.execute(
            "SELECT r.id, e.extractor, e.facts_sha256 FROM capture r JOIN extraction e ON e.id = r.extraction_id"
            " WHERE r.article_id = ? AND r.received_id = ? AND r.url IS ? AND r.captured IS ? AND r.record_id IS ?"
            " ORDER BY r.id",
            (article, received, page.url, page.captured, page.record_id),
        ).fetchall()
        same = [row[0] for row in rows if row[1:] == (page.extractor, facts)]
        by_same_rules = [row for row in rows if row[1] == page.extractor]
        if same:
            return int(same[0])
        return int(rows[0][0]) if rows and not by_same_rules else None

    def extraction(
        self,
        page: Article,
        article: int,
        received: int,
        rules: Sequence[Fact],
        added: list[str],
        *,
        mark: bytes | None = None,
    ) -> int:
        """Return the extraction of a received file by the page's rules; added, and noted in `added`, where none is.

        `mark` is the hash of `rules`, where the caller has it.
        """
        key = (article, received, page.extractor, mark or facts_hash(rules))
        row = self.conn.execute(
            "SELECT id FROM extraction WHERE article_id = ? AND received_id = ? AND extractor = ? AND facts_sha256 = ?",
            key,
        ).fetchone()
        if row:
            return int(row[0])
        added.append("extractions")
        number = self._insert(
            "INSERT INTO extraction(article_id, received_id, extractor, facts_sha256, text_id, text_hash, blocks,"
            " facts, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *key,
                self._text(page),
                bytes.fromhex(page.signature.text_hash),
                pack_blocks(page.blocks, page.text),
                pack_facts(rules),
                json.dumps(page.warnings, ensure_ascii=False),
            ),
        )
        self.read[number] = tuple(rules)
        return number

    def _text(self, page: Article) -> int:
        row = self.conn.execute("SELECT id FROM text WHERE sha256 = ?", (page.text_sha256,)).fetchone()
        if row:
            return int(row[0])
        return self._insert(
            "INSERT INTO text(sha256, words, body) VALUES (?, ?, ?)",
            (page.text_sha256, page.word_count, texts.pack(page.text)),
        )

    def _capture(self, page: Article, article: int, received: int, extraction: int, added: list[str]) -> int:
        added.append("captures")
        return self._insert(
            "INSERT INTO capture(article_id, received_id, extraction_id, url, url_basis, record_id, captured,"
            " captured_basis, charset, charset_basis, status, media_type, stated_digest, run_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article,
                received,
                extraction,
                page.url,
                page.url_basis,
                page.record_id,
                page.captured,
                page.captured_basis,
                page.charset,
                page.charset_basis,
                page.status,
                page.media_type,
                page.stated_digest,
                self.run,
            ),
        )

    def _locator(self, capture: int, locator: str, added: list[str]) -> None:
        done = self.conn.execute("INSERT OR IGNORE INTO locator(capture_id, locator) VALUES (?, ?)", (capture, locator))
        if done.rowcount:
            added.append("locators")

    def _assert(self, article: int, facts: Sequence[Fact], added: list[str]) -> None:
        """Add what a person's spreadsheet says, unless it is the last that it said of the field, undone or not."""
        fields = dict.fromkeys(fact.field for fact in facts)
        for name in fields:
            said = [fact for fact in facts if fact.field == name]
            if self._last_said(article, said[0]) == tuple((fact.value, fact.by, fact.because) for fact in said):
                continue
            add_statement(self.conn, article, said, at=None)
            added += ["facts"] * len(said)

    def _last_said(self, article: int, like: Fact) -> tuple[tuple[str | None, ...], ...]:
        """Return the values, speakers and reasons of the last statement by the same rule on the same field."""
        rows = self.conn.execute(
            "SELECT value, asserted_by, because FROM fact WHERE article_id = ? AND basis = 'asserted' AND field = ?"
            " AND statement = (SELECT max(statement) FROM fact WHERE article_id = ? AND basis = 'asserted'"
            " AND field = ? AND rule = ?) ORDER BY id",
            (article, like.field, article, like.field, like.rule),
        )
        return tuple(tuple(row) for row in rows)

    def _rejection(self, rejection: Rejection) -> Filed:
        if rejection.reason is Reason.PURGED:  # its tombstone says it; its place must not come back in another table
            return Filed(rejection.outcome, None, ())
        source, received = str(rejection.source), rejection.received_sha256
        filed_before = self.conn.execute(
            "SELECT 1 FROM locator l JOIN capture r ON r.id = l.capture_id JOIN received v ON v.id = r.received_id"
            " WHERE l.locator = ? AND (? IS NULL OR v.sha256 = ?)",
            (source, received, received),
        ).fetchone()
        if filed_before:  # the same input gave an article once: what failed now is this run's matter, not the archive's
            return Filed(rejection.outcome, None, ())
        row = self.conn.execute(
            "SELECT id, outcome, reason, detail FROM rejection WHERE source = ? AND received_sha256 IS ?",
            (source, received),
        ).fetchone()
        said = (rejection.outcome.value, rejection.reason.value, rejection.detail)
        if row is None:
            number = self._insert(
                "INSERT INTO rejection(source, received_sha256, outcome, reason, detail, run_id)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (source, received, *said, self.run),
            )
            return Filed(rejection.outcome, None, ("rejections",), rejection=number)
        if row[1:] != said:
            self.conn.execute("UPDATE rejection SET outcome = ?, reason = ?, detail = ? WHERE id = ?", (*said, row[0]))
        return Filed(rejection.outcome, None, (), rejection=int(row[0]))

    def _settle_rejection(self, page: Article) -> None:
        """Strike the rejection of an input that now gives an article (a worker that died, a limit that was raised)."""
        self.conn.execute(
            "DELETE FROM rejection WHERE source = ? AND (received_sha256 IS NULL OR received_sha256 = ?)",
            (str(page.source), page.received_sha256),
        )

    def _insert(self, statement: str, values: Sequence[Any]) -> int:
        return int(self.conn.execute(statement, values).lastrowid or 0)


def _said(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return what a spreadsheet says, without the bounds that only follow from its date: the card makes them."""
    said = [fact for fact in facts if fact.basis == "asserted"]
    dates = {(fact.raw, fact.rule) for fact in said if fact.field == "published"}
    return tuple(fact for fact in said if fact.field not in DERIVED_DATES or (fact.raw, fact.rule) not in dates)


def add_statement(conn: sqlite3.Connection, article: int, facts: Sequence[Fact], *, at: str | None) -> int:
    """Add what a person said of one field, one or several values, as one statement; return its number."""
    statement: int | None = None
    for fact in facts:
        added = conn.execute(
            f"INSERT INTO fact(article_id, asserted_at, {FACT_COLUMNS}) VALUES (?, ?, {_FACT_MARKS})",  # noqa: S608  constants
            (article, at, *row_of_fact(fact)),
        ).lastrowid
        statement = statement or added
        conn.execute("UPDATE fact SET statement = ? WHERE id = ?", (statement, added))
    return int(statement or 0)
