"""Look at every stored hash again, to see whether the archive is what it was when it was written.

`check` says "unchanged since stored", never "authentic": somebody who can write the file can write its hashes, too.

Rule: reads only (what is compared with the index is built in a temporary table); one row in memory at a time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest

import zstandard

from archive import candidates, families, texts
from archive.aside import accounted
from archive.cards import facts_that_speak
from archive.column_blocks import pack_block, read_block, unpack_block
from archive.columns import fresh_columns
from archive.counted_ahead import read_ahead
from archive.digest import digest
from archive.digest import iter_lines as digest_lines
from archive.evidence import facts_read
from archive.fulltext import is_current, iter_entries
from archive.holdings import count_whole
from archive.log import iter_broken
from archive.outlet_names import outlet_row, told_outlet_row
from archive.published import ABSENT, copy_of
from archive.reader import unpack_received
from archive.rows import article_row, card_row, facts_hash, hash_beside, unpack_blocks
from archive.sealing import read_pack
from archive.snapshot import one_state
from ingest.normalise.card import card_of
from schemas.document import text_of
from schemas.errors import DamagedArchive
from schemas.view import Problem

__all__ = ["check", "digest", "digest_lines"]

MOST_PROBLEMS = 1000
"""Of one kind; after so many the archive is beyond listing."""

_IN_THE_WAY = (ValueError, TypeError, LookupError, RecursionError, MemoryError, zstandard.ZstdError)
"""What comes of reading packed rows that somebody wrote who knows how."""

Check = Callable[[sqlite3.Connection], Iterator[Problem]]


def check(conn: sqlite3.Connection) -> tuple[Problem, ...]:
    """Return what is not as it should be, table by table; empty where all is well."""
    problems: list[Problem] = []
    for look in CHECKS:
        try:
            with one_state(conn):
                for problem in islice(look(conn), MOST_PROBLEMS):
                    problems.append(problem)  # noqa: PERF402  what is found before an error counts
        except sqlite3.DatabaseError as error:
            problems.append(Problem(table="file", id=look.__name__, problem=f"SQLite cannot read it: {error}"))
        except _IN_THE_WAY as error:  # what is packed is checked by its own table's check
            problems.append(Problem(table="file", id=look.__name__, problem=f"it cannot be compared: {error}"))
    return tuple(problems)


def check_pages(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Have SQLite look at its own pages and indexes."""
    for (line,) in conn.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(table="file", id="", problem=str(line))


def check_references(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Look for rows that point at rows that are not there."""
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(table=str(table), id=str(row or ""), problem=f"points at a row of {parent} that is not there")


def check_received(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Hash every received file again."""
    for sha256, size, codec, body in conn.execute("SELECT sha256, size, codec, body FROM received ORDER BY id"):
        if codec == ABSENT and not len(body):
            continue  # with the owner: of a copy without it nothing can be said
        try:
            payload = unpack_received(codec, bytes(body), size)
        except zstandard.ZstdError as error:
            yield Problem(table="received", id=sha256, problem=f"the stored bytes cannot be unpacked: {error}")
            continue
        if hashlib.sha256(payload).hexdigest() != sha256:
            yield Problem(table="received", id=sha256, problem="the stored bytes have another SHA-256")
        elif len(payload) != size:
            yield Problem(table="received", id=sha256, problem=f"{len(payload)} bytes are stored, {size} are stated")


def check_texts(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Hash every text again."""
    for sha256, body in conn.execute("SELECT sha256, body FROM text ORDER BY id"):
        try:
            words = texts.unpack(body)
        except ValueError as error:
            yield Problem(table="text", id=sha256, problem=str(error))
            continue
        if hashlib.sha256(words.encode()).hexdigest() != sha256:
            yield Problem(table="text", id=sha256, problem="the stored text has another SHA-256")


def check_extractions(conn: sqlite3.Connection) -> Iterator[Problem]:
    """See that the blocks of each extraction still give its text, and its facts their hash."""
    rows = conn.execute(
        "SELECT e.id, e.blocks, e.facts_sha256, t.body, e.warnings, e.base_id, t.sha256 FROM extraction e"
        " JOIN text t ON t.id = e.text_id ORDER BY e.id"
    )
    for number, blocks, facts, packed, warnings, base, text_sha256 in rows:
        try:
            text = texts.unpack(packed)
            shown = text_of(unpack_blocks(bytes(blocks), text))
            json.loads(warnings)
        except (zstandard.ZstdError, ValueError) as error:
            yield Problem(table="extraction", id=str(number), problem=f"its blocks or warnings cannot be read: {error}")
            continue
        if shown != text:
            yield Problem(table="extraction", id=str(number), problem="its blocks do not give its text")
        try:
            given = facts_hash(facts_read(conn, number))
        except (ValueError, TypeError) as error:
            yield Problem(table="extraction", id=str(number), problem=f"its facts cannot be read: {error}")
            continue
        if (hash_beside(given, text_sha256) if base else given) != facts:
            yield Problem(table="extraction", id=str(number), problem="its facts have another hash")


def check_cards(conn: sqlite3.Connection) -> Iterator[Problem]:
    """See that what lists and pages show of each article follows from its facts."""
    rows = conn.execute(
        "SELECT a.id, a.public_id, ifnull(e.base_id, e.id), t.words, e.text_hash, a.text_hash FROM article a"
        " LEFT JOIN extraction e ON e.id = a.extraction_id LEFT JOIN text t ON t.id = e.text_id ORDER BY a.id"
    )
    outlet_of = told_outlet_row if copy_of(conn) else outlet_row
    for number, name, extraction, words, hash_there, hash_here in rows:
        if extraction is None or hash_there != hash_here:
            yield Problem(table="article", id=name, problem="it does not point at the extraction that it was made from")
            continue
        card = card_of(facts_that_speak(conn, number, extraction))
        for table, key, columns in (
            ("article", "id", article_row(card, words) | outlet_of(conn, card.outlet)),
            ("card", "article_id", card_row(card)),
        ):
            held = conn.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = ?", (number,)).fetchone()  # noqa: S608  our names
            wrong = [column for column, value in zip(columns, held or (), strict=False) if columns[column] != value]
            if held is None or wrong:
                said = ", ".join(wrong) or "the row"
                yield Problem(table=table, id=name, problem=f"{said}: not what the facts give")


def check_index(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Compare every word of the full-text index, with its place, with those of an index made anew."""
    if not is_current(conn):
        problem = "made by other folding rules than this version's; the next command that writes makes it anew"
        yield Problem(table="article_fts", id="", problem=problem)
        return
    _drop_scratch(conn)
    try:
        conn.execute(
            'CREATE VIRTUAL TABLE temp.check_fts USING fts5(headline, outlet, author, body, stem, content="",'
            ' tokenize="unicode61 remove_diacritics 2")'
        )
        conn.execute("CREATE VIRTUAL TABLE temp.check_have USING fts5vocab(main, article_fts, instance)")
        conn.execute("CREATE VIRTUAL TABLE temp.check_want USING fts5vocab(temp, check_fts, instance)")
        for article, columns in iter_entries(conn):
            conn.execute(
                "INSERT INTO temp.check_fts(rowid, headline, outlet, author, body, stem) VALUES (?, ?, ?, ?, ?, ?)",
                (article, *columns),
            )
        yield from _compared(conn)
    finally:
        _drop_scratch(conn)


def check_columns(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Compare what lists and counts read with the tables that it was made from, and what was counted of all."""
    rows = conn.execute(
        "SELECT block, packed FROM column_block WHERE block NOT IN (SELECT block FROM stale_block) ORDER BY block"
    )
    for number, packed in rows:
        problem = _wrong_block(conn, number, packed)
        if problem:
            yield Problem(table="column_block", id=str(number), problem=problem)
    try:
        ahead = read_ahead(conn)
    except DamagedArchive as error:
        yield Problem(table="counted_ahead", id="1", problem=str(error))
    else:
        if ahead is not None and ahead != count_whole(conn, fresh_columns(conn)):
            yield Problem(table="counted_ahead", id="1", problem="it is not what the archive holds")


def _wrong_block(conn: sqlite3.Connection, number: int, packed: bytes) -> str:
    try:
        held = unpack_block(packed)
    except DamagedArchive as error:
        return str(error)
    if held is None or pack_block(held) == pack_block(read_block(conn, number)):
        return ""
    return "it is not what the articles give"


def check_relations(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Compare the runs by which copies are found with the texts. A reader's copy has none: nothing is added to it."""
    if copy_of(conn) is not None:
        return
    if not families.is_current(conn):
        problem = "made by other rules than this version's; the next command that writes makes all relations anew"
        yield Problem(table="relation", id="", problem=problem)
        return
    for name, problem in candidates.iter_broken(conn):
        yield Problem(table="shingle", id=name, problem=problem)


def check_sealed(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Hash the pack of every withheld article again, and the received files and texts in it."""
    rows = conn.execute(
        "SELECT w.public_id, s.sha256, s.pack FROM withheld w LEFT JOIN sealed s ON s.number = w.number ORDER BY 1"
    )
    for name, sha256, packed in rows:
        if packed is None or hashlib.sha256(packed).hexdigest() != sha256:
            yield Problem(table="sealed", id=name, problem="the rows of a withheld article are not as they were sealed")
            continue
        pack = read_pack(bytes(packed))
        for row in pack.rows["received"]:
            payload = unpack_received(row["codec"], row["body"], row["size"])
            if hashlib.sha256(payload).hexdigest() != row["sha256"]:
                yield Problem(table="sealed", id=name, problem="a received file in it has another SHA-256")


def check_log(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Follow the chain of the log."""
    for number, problem in iter_broken(conn, accounted(conn)):
        yield Problem(table="event", id=str(number), problem=problem)


def _compared(conn: sqlite3.Connection) -> Iterator[Problem]:
    have = conn.execute("SELECT term, doc, col, offset FROM temp.check_have")
    want = conn.execute("SELECT term, doc, col, offset FROM temp.check_want")
    for one, other in zip_longest(have, want):
        if one != other:
            article, term = (one or other)[1], (one or other)[0]
            problem = f"the index and the text differ, first at the word {term!r}"
            yield Problem(table="article_fts", id=str(article), problem=problem)
            return


def _drop_scratch(conn: sqlite3.Connection) -> None:
    for table in ("check_have", "check_want", "check_fts"):
        conn.execute(f"DROP TABLE IF EXISTS temp.{table}")


CHECKS: tuple[Check, ...] = (
    check_pages,
    check_references,
    check_received,
    check_texts,
    check_extractions,
    check_cards,
    check_index,
    check_columns,
    check_relations,
    check_sealed,
    check_log,
)
