"""Bring an article's rows up to date: which capture speaks for it, what its card says, how it is indexed.

Rule: knows the tables; the caller holds the transaction. What comes out depends on what is stored, not on the order in
which it came.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archive.evidence import fact_of_row, facts_read
from archive.fulltext import Entries, entry_of, gathered
from archive.furniture import mark_unclean
from archive.outlet_names import shown_outlet
from archive.rows import FACT_COLUMNS, article_row, card_row, instant_key
from ingest.furniture.host import host_of
from ingest.normalise.card import card_of
from schemas.article import Card, Fact

DERIVED_DATES = ("published_edtf", "published_earliest", "published_latest")
"""What an asserted `published` replaces."""

SIDECAR_RULE = "sidecar"
_NEVER = (False, 0)
_NOTHING_READ: Mapping[int, tuple[Fact, ...]] = {}

_CAPTURES = """
    SELECT r.id, r.extraction_id, r.captured, v.sha256, e.extractor, e.facts_sha256, r.url, r.record_id
    FROM capture r JOIN received v ON v.id = r.received_id JOIN extraction e ON e.id = r.extraction_id
    WHERE r.article_id = ?
"""


def refresh_all(
    conn: sqlite3.Connection, articles: Iterable[int], *, read: Mapping[int, tuple[Fact, ...]] = _NOTHING_READ
) -> None:
    """Recompute what speaks for each of some articles."""
    with gathered(conn) as entries:
        for article in articles:
            refresh(conn, article, read=read, entries=entries)


def refresh(
    conn: sqlite3.Connection,
    article: int,
    *,
    shown: int | None = None,
    is_shown: bool = True,
    read: Mapping[int, tuple[Fact, ...]] = _NOTHING_READ,
    entries: Entries | None = None,
) -> bool:
    """Recompute what speaks for an article; return whether anything that is shown or indexed changed.

    An article without card is filed for the first time. `shown` is the extraction to be shown from now on: the one that
    speaks, or that one without furniture. Where nothing is said, an extraction that was shown and belongs to the one
    that speaks stays, unless the article is of another host now. One that is not `is_shown` (it is withheld) has a card
    and no place in the index. `read` has what rules read, by extraction, where that is at hand. What changes in the
    index is left to `entries`, where they are given.
    """
    before = _shown(conn, article)
    entry = entry_of(conn, article)
    speaking = _speaking(conn, article)
    capture, base, key = current_capture(conn, article)
    card = card_of((*(read.get(base) or facts_read(conn, base)), *standing_assertions(conn, article)))
    host = _host(conn, article, card)
    # What one host repeats says nothing of a page of another: until the pass has seen to it, all of it is shown.
    extraction = shown or (_shown_of(conn, article, base) if host == speaking[0] else base)
    text_hash, words = conn.execute(
        "SELECT e.text_hash, t.words FROM extraction e JOIN text t ON t.id = e.text_id WHERE e.id = ?", (extraction,)
    ).fetchone()
    pointers = {"capture_id": capture, "extraction_id": extraction, "captured_key": key, "text_hash": text_hash}
    pointers |= {
        "host": host,
        "base_hash": _base_hash(conn, base) if base != extraction else None,
    }
    _update(conn, article, pointers | article_row(card, words) | shown_outlet(conn, card.outlet))
    _put_card(conn, article, card)
    speaks_now = _speaking(conn, article)
    if speaks_now != speaking:
        mark_unclean(conn, article, (speaking[0], speaks_now[0]))
    after = _shown(conn, article)
    if before == after:
        return False
    if not is_shown:
        return True
    now = entry_of(conn, article)
    if now != entry and now is not None:
        if entries is not None:
            entries.change(article, entry, now)
            return True
        with gathered(conn) as alone:
            alone.change(article, entry, now)
    return True


def _speaking(conn: sqlite3.Connection, article: int) -> tuple[str | None, int | None]:
    """Return the host of an article and the extraction that speaks for it: what is learned from it rests on these."""
    row = conn.execute(
        "SELECT a.host, ifnull(e.base_id, e.id) FROM article a LEFT JOIN extraction e ON e.id = a.extraction_id"
        " WHERE a.id = ?",
        (article,),
    ).fetchone()
    return (row[0], row[1])


def host_of_article(conn: sqlite3.Connection, article: int) -> str | None:
    """Return the host whose template an article's page follows."""
    return _speaking(conn, article)[0]


def _shown_of(conn: sqlite3.Connection, article: int, base: int) -> int:
    """Return the extraction that is shown, where it belongs to `base`; else `base` itself."""
    row = conn.execute(
        "SELECT e.id FROM article a JOIN extraction e ON e.id = a.extraction_id WHERE a.id = ? AND e.base_id = ?",
        (article, base),
    ).fetchone()
    return int(row[0]) if row else base


def _host(conn: sqlite3.Connection, article: int, card: Card) -> str | None:
    return host_of(conn.execute("SELECT address FROM article WHERE id = ?", (article,)).fetchone()[0], card.outlet)


def _base_hash(conn: sqlite3.Connection, base: int) -> bytes:
    return bytes(conn.execute("SELECT text_hash FROM extraction WHERE id = ?", (base,)).fetchone()[0])


def current_capture(conn: sqlite3.Connection, article: int) -> tuple[int, int, str | None]:
    """Return capture, extraction and sortable capture time of the receipt that speaks for the article.

    The earliest stated capture time, then the smallest hash of the received bytes.
    """
    rows = conn.execute(_CAPTURES, (article,)).fetchall()
    first = min(rows, key=_precedence)
    return int(first[0]), int(first[1]), instant_key(first[2])


def _precedence(row: tuple[Any, ...]) -> tuple[Any, ...]:
    captured = instant_key(row[2])
    return (captured is None, captured or "", row[2] or "", *(each or "" for each in row[3:]))


def facts_that_speak(conn: sqlite3.Connection, article: int, extraction: int) -> tuple[Fact, ...]:
    """Return the facts a card is made from: those of one extraction, then the assertions that stand, latest last."""
    return (*facts_read(conn, extraction), *standing_assertions(conn, article))


def standing_assertions(conn: sqlite3.Connection, article: int) -> tuple[Fact, ...]:
    """Return the asserted facts that win: of each field the latest statement, which may hold several facts."""
    said = _assertions(conn, article)
    latest = _latest(said)
    return tuple(fact for statement, fact in said if latest.get(fact.field) == statement)


def marked_facts(conn: sqlite3.Connection, article: int) -> tuple[Fact, ...]:
    """Return every candidate fact of an article, those that its card shows marked as chosen.

    Assertions stand first, the latest at the head; where one stands, nothing that a rule read is chosen.
    """
    said = _assertions(conn, article)
    latest = _latest(said)
    said.sort(key=lambda each: -each[0])
    asserted = [replace(fact, chosen=latest.get(fact.field) == statement) for statement, fact in said]
    overruled = {*latest, *(DERIVED_DATES if "published" in latest else ())}
    (extraction,) = conn.execute("SELECT extraction_id FROM article WHERE id = ?", (article,)).fetchone()
    read = [
        replace(fact, chosen=False) if fact.chosen and fact.field in overruled else fact
        for fact in facts_read(conn, extraction)
    ]
    return (*asserted, *read)


def _latest(said: Iterable[tuple[int, Fact]]) -> dict[str, int]:
    """Return by field the statement that wins: a person's correction, else the latest row of a spreadsheet.

    A later `published` takes the bounds that were said before it along.
    """
    latest: dict[str, tuple[bool, int]] = {}
    for statement, fact in said:
        latest[fact.field] = max(latest.get(fact.field, _NEVER), (fact.rule != SIDECAR_RULE, statement))
    published = latest.get("published", _NEVER)
    return {field: at[1] for field, at in latest.items() if field not in DERIVED_DATES or at >= published}


def _assertions(conn: sqlite3.Connection, article: int) -> list[tuple[int, Fact]]:
    rows = conn.execute(
        f"SELECT statement, {FACT_COLUMNS} FROM fact"  # noqa: S608  a constant
        " WHERE article_id = ? AND basis = 'asserted' AND undone_at IS NULL ORDER BY id",
        (article,),
    )
    return [(int(statement), fact_of_row(row)) for statement, *row in rows]


def _shown(conn: sqlite3.Connection, article: int) -> tuple[Any, ...] | None:
    """Return all that lists and pages show of an article, or None before it has a card."""
    row = conn.execute(
        "SELECT * FROM article a JOIN card c ON c.article_id = a.id WHERE a.id = ?", (article,)
    ).fetchone()
    return tuple(row) if row else None


def _update(conn: sqlite3.Connection, article: int, columns: dict[str, Any]) -> None:
    """Write the columns that change: each one named costs its indexes."""
    held = conn.execute(f"SELECT {', '.join(columns)} FROM article WHERE id = ?", (article,)).fetchone()  # noqa: S608  our names
    changed = {name: columns[name] for name, value in zip(columns, held, strict=True) if columns[name] != value}
    if changed:
        setters = ", ".join(f"{name} = ?" for name in changed)
        conn.execute(f"UPDATE article SET {setters} WHERE id = ?", (*changed.values(), article))  # noqa: S608  our names


def _put_card(conn: sqlite3.Connection, article: int, card: Card) -> None:
    columns = {"article_id": article} | card_row(card)
    marks = ", ".join("?" for _ in columns)
    conn.execute(
        f"INSERT OR REPLACE INTO card({', '.join(columns)}) VALUES ({marks})",  # noqa: S608  our names
        tuple(columns.values()),
    )
    _put_names(conn, article, "byline", "person", card.authors)
    _put_names(conn, article, "tagging", "tag", card.tags)


def _put_names(conn: sqlite3.Connection, article: int, link: str, authority: str, names: Iterable[str]) -> None:
    conn.execute(f"DELETE FROM {link} WHERE article_id = ?", (article,))  # noqa: S608  our names
    for position, name in enumerate(names, start=1):
        conn.execute(f"INSERT OR IGNORE INTO {authority}(name) VALUES (?)", (name,))  # noqa: S608  our names
        conn.execute(
            f"INSERT INTO {link}(article_id, position, {authority}_id)"  # noqa: S608  our names
            f" SELECT ?, ?, id FROM {authority} WHERE name = ?",
            (article, position, name),
        )
