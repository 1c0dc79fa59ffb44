"""The digest tells archives apart; the check finds what was changed behind the archive's back."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive import reader, verify
from archive.column_pass import keep_columns
from archive.connect import open_rw
from archive.curation import Curator
from archive.leaving import Leaver
from archive.store import open_store
from schemas.page import Source
from schemas.report import Outcome, Reason, Rejection

Make = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path, make_article: Make, fresh_archive: Make) -> Path:
    """Give an archive of three articles, two of them copies."""
    path = tmp_path / "a.db"
    texts = ("The ferry was late.", "The ferry was late.", "The bridge is closed.")
    fresh_archive(
        path,
        [
            make_article(
                url=f"https://p{n}.example/", text=text, headline=f"Notice {n}", authors=["Ann"], language="en"
            )
            for n, text in enumerate(texts)
        ],
    )
    with open_store(path) as store:
        keep_columns(store)
    return path


def digest_of(path: Path) -> str:
    """Return the digest of the archive at `path`."""
    with closing(reader.open_reader(path)) as conn:
        return verify.digest(conn)


def problems_of(path: Path) -> list[str]:
    """Return the tables in which the check finds something."""
    with closing(reader.open_reader(path)) as conn:
        return [problem.table for problem in verify.check(conn)]


def test_a_sound_archive_has_no_problems(path: Path) -> None:
    """A fresh archive passes; the check leaves nothing behind in the connection."""
    assert problems_of(path) == []
    with closing(reader.open_reader(path)) as conn:
        verify.check(conn)
        assert conn.execute("SELECT count(*) FROM temp.sqlite_master").fetchone()[0] == 0
        assert not conn.in_transaction


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE received SET body = x'00' WHERE id = 1", "received"),
        ("UPDATE received SET codec = 'raw' WHERE id = 2", "received"),
        ("UPDATE received SET size = size + 1 WHERE id = 1", "received"),
        ("UPDATE text SET body = CAST(body || '.' AS BLOB)", "text"),
        ("UPDATE text SET body = 'plain words' WHERE id = 1", "text"),
        ("UPDATE text SET body = (SELECT body FROM text WHERE id = 1) WHERE id = 2", "text"),
        ("UPDATE extraction SET blocks = x'00' WHERE id = 3", "extraction"),
        ("UPDATE extraction SET blocks = (SELECT blocks FROM extraction WHERE id = 3) WHERE id = 1", "extraction"),
        ("UPDATE extraction SET warnings = 'x' WHERE id = 1", "extraction"),
        ("UPDATE extraction SET facts = x'00' WHERE id = 1", "extraction"),
        ("UPDATE extraction SET facts = NULL WHERE id = 1", "extraction"),
        ("UPDATE extraction SET facts = (SELECT facts FROM extraction WHERE id = 3) WHERE id = 1", "extraction"),
        ("UPDATE article SET headline = 'Other' WHERE id = 2", "article"),
        ("UPDATE article SET day_from = '1999-01-01' WHERE id = 2", "article"),
        ("UPDATE article SET text_hash = 'x' WHERE id = 2", "article"),
        ("UPDATE article SET extraction_id = NULL WHERE id = 1", "article"),
        ("UPDATE card SET authors = '[]' WHERE article_id = 3", "card"),
        ("DELETE FROM card WHERE article_id = 3", "card"),
        ("INSERT INTO article_fts(rowid, headline) VALUES (9, 'planted')", "article_fts"),
        ("UPDATE column_block SET packed = x'00'", "column_block"),
        ("UPDATE counted_ahead SET packed = x'00'", "counted_ahead"),
        ("DELETE FROM counted_ahead", None),
        ("DELETE FROM locator", None),
        ("UPDATE capture SET received_id = 99 WHERE id = 1", "capture"),
        ("UPDATE event SET agent = 'somebody else' WHERE id = 2", "event"),
        ("DELETE FROM event WHERE id = 2", "event"),
        ("UPDATE event SET detail = '{}' WHERE id = 1", "event"),
    ],
)
def test_what_was_changed_is_found(path: Path, statement: str, table: str | None) -> None:
    """A change behind the archive's back is named by its table."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(statement)
    found = problems_of(path)
    assert (table in found) if table else (found == [])


def test_a_problem_names_the_row(path: Path) -> None:
    """The hash or public id of the row stands beside the table."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE received SET body = x'00' WHERE id = 1")
        sha256 = conn.execute("SELECT sha256 FROM received WHERE id = 1").fetchone()[0]
    with closing(reader.open_reader(path)) as conn:
        [problem] = verify.check(conn)
    assert problem.id == sha256
    assert "cannot be unpacked" in problem.problem


def test_a_damaged_page_is_a_problem_not_an_error(path: Path) -> None:
    """Bytes overwritten in the middle of the file end in a list of problems."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        tables = "SELECT rootpage FROM sqlite_master WHERE name IN ('text', 'extraction', 'received')"
        pages = [int(row[0]) for row in conn.execute(tables)]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * 8192)
            file.write(b"\xff" * 512)
    assert problems_of(path)


def test_the_digest_knows_content_not_its_history(path: Path, tmp_path: Path, make_article: Make) -> None:
    """Another text, another fact, another relation, another rejection: another digest. A vacuum: the same."""
    seen = [digest_of(path)]
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    assert digest_of(tmp_path / "copy.db") == seen[0]
    refused = Rejection(source=Source(path="x"), outcome=Outcome.SKIPPED, reason=Reason.EMPTY, detail="d")
    with open_store(path) as store:
        run = store.begin_run("ingest")
        assert digest_of(path) == seen[0]
        for page in (make_article(url="https://p9.example/", text="A new one."), refused):
            list(store.add_all([page], run))
            seen.append(digest_of(path))
        Curator(store).set_fact("A-0001", "outlet", "Post", because="w")
        seen.append(digest_of(path))
        Curator(store).unrelate("A-0001", "A-0002", because="w")
        seen.append(digest_of(path))
    assert len(set(seen)) == len(seen)


def test_an_index_of_other_folding_rules_is_said_and_made_anew(path: Path) -> None:
    """An index that was folded by other rules is reported, and the next writer rebuilds it."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE setting SET value = 'older' WHERE name = 'fulltext'")
        conn.execute("INSERT INTO article_fts(article_fts) VALUES ('delete-all')")
    with closing(reader.open_reader(path)) as conn:
        [problem] = verify.check(conn)
    assert (problem.table, "makes it anew" in problem.problem) == ("article_fts", True)
    with open_store(path):
        pass
    assert problems_of(path) == []


TERABYTE = b"\x28\xb5\x2f\xfd\xe0" + (2**40).to_bytes(8, "little") + b"\x03\x00\x10a"
"""A frame of some bytes that states to be a terabyte."""


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE received SET body = ?, size = 1099511627776, codec = 'zstd' WHERE id = 1", "received"),
        ("UPDATE text SET body = ? WHERE id = 1", "text"),
        ("UPDATE extraction SET facts = ? WHERE id = 1", "extraction"),
    ],
)
def test_a_frame_that_states_a_terabyte_is_named_and_not_unpacked(path: Path, statement: str, table: str) -> None:
    """An archive that somebody sent may hold anything: the check says where, and goes on."""
    with closing(open_rw(path)) as conn:
        conn.execute(statement, (TERABYTE,))
    assert table in problems_of(path)


@pytest.mark.parametrize("head", [b"plain", TERABYTE])
def test_a_sealed_pack_that_cannot_be_read_is_a_problem_though_its_hash_is_right(path: Path, head: bytes) -> None:
    """Whoever can write the file can write the pack's hash, too: the check tells what cannot be read."""
    with open_store(path) as store:
        Leaver(store, by="Ira").withhold(["A-0001"], because="an order")
        pack = len(head).to_bytes(8, "big") + head
        sha256 = hashlib.sha256(pack).hexdigest()
        store.conn.execute("UPDATE sealed SET pack = ?, sha256 = ?", (pack, sha256))
    with closing(reader.open_reader(path)) as conn:
        assert "check_sealed" in {problem.id for problem in verify.check(conn)}
