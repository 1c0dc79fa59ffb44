"""Whose file it is, and by which version it was made."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive import migrations, reader
from archive.connect import APPLICATION_ID, PAGE_SIZE, open_rw
from archive.descriptions import TABLES
from archive.store import open_store
from schemas.errors import ArchiveMissing, NewerArchive, NotAnArchive, OlderArchive

Make = Callable[..., Any]


def test_a_new_archive_is_up_to_date(tmp_path: Path) -> None:
    """A fresh file carries our mark, our page size and every migration."""
    with closing(open_rw(tmp_path / "a.db")) as conn:
        assert conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert conn.execute("PRAGMA page_size").fetchone()[0] == PAGE_SIZE
        assert migrations.pending(conn) == ()
        assert migrations.unknown(conn) == ()
        assert migrations.applied_names(conn) == migrations.known_names()


def test_migrations_are_named_in_order() -> None:
    """Each is called m and a number that counts up."""
    names = [name[:5] for name in migrations.known_names()]
    assert all(re.fullmatch(r"m\d{3}_", name) for name in names)
    assert names == sorted(set(names))


def test_asking_what_is_pending_never_writes(tmp_path: Path) -> None:
    """On an empty database all migrations are pending, and asking leaves it empty."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as conn:
        assert migrations.pending(conn) == migrations.known_names()
        assert conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0


def test_a_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    """A step that fails halfway is undone with its record, and stays pending."""
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as conn:
        conn.execute("CREATE TABLE event (in_the_way)")
        with pytest.raises(sqlite3.OperationalError, match="event"):
            migrations.migrate(conn)
        assert migrations.pending(conn) == migrations.known_names()
        assert not Database(conn, execute_plugins=False)["article"].exists()


def test_a_newer_archive_is_refused(tmp_path: Path, fresh_archive: Make) -> None:
    """A file with a step that this version does not know is neither read nor written, and the step is named."""
    path = tmp_path / "a.db"
    fresh_archive(path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('cuttings', 'm999_later', '')"
        )
    with pytest.raises(NewerArchive, match="m999_later"):
        reader.open_reader(path)
    with pytest.raises(NewerArchive, match="Upgrade"), open_store(path):
        pass


@pytest.mark.parametrize(
    "content", [b"not a database at all, just words\n" * 40, b"SQLite format 3\x00" + b"\x00" * 900]
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """A file that is something else is not an archive, and not one byte of it changes."""
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(NotAnArchive, match="not a cuttings archive"):
        reader.open_reader(path)
    with pytest.raises(NotAnArchive), open_store(path):
        pass
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    """A SQLite file that is not ours gets none of our tables."""
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE bookmark (url)")
    with pytest.raises(NotAnArchive), open_store(path):
        pass
    with closing(sqlite3.connect(path)) as conn:
        assert [row[0] for row in conn.execute("SELECT name FROM sqlite_master")] == ["bookmark"]


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    """Reading what is not there says how to make it, and makes nothing."""
    with pytest.raises(ArchiveMissing, match="Make it with: cuttings ingest"):
        reader.open_reader(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_cut_off_at_its_making_is_finished(tmp_path: Path, fresh_archive: Make) -> None:
    """Killed before the tables were laid out, it reads as older, and the next writer finishes it."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    with pytest.raises(OlderArchive, match="brings it up to date"):
        reader.open_reader(path)
    fresh_archive(path)
    reader.open_reader(path).close()


def test_reading_cannot_write(tmp_path: Path, fresh_archive: Make) -> None:
    """A reader's connection refuses every change."""
    path = tmp_path / "a.db"
    fresh_archive(path)
    with closing(reader.open_reader(path)) as conn, pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("DELETE FROM article")


def _columns(conn: sqlite3.Connection) -> dict[str, list[str]]:
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
        " AND name NOT LIKE 'article\\_fts\\_%' ESCAPE '\\'"
    ).fetchall()
    return {name: [row[1] for row in conn.execute(f"PRAGMA table_info([{name}])")] for (name,) in tables}


def test_every_table_and_column_is_described(tmp_path: Path, fresh_archive: Make) -> None:
    """The descriptions name exactly the tables and columns that there are, in their order, each with words."""
    path = tmp_path / "a.db"
    fresh_archive(path)
    with closing(reader.open_reader(path)) as conn:
        there = _columns(conn)
    assert {name: list(table.columns) for name, table in TABLES.items()} == {name: there[name] for name in TABLES}
    assert set(there) == set(TABLES)
    assert all(table.title and table.text and all(table.columns.values()) for table in TABLES.values())


def test_the_page_about_the_file_says_the_same() -> None:
    """docs/archive-file.md has a heading for every table and a row with the description of every column."""
    page = (Path(__file__).parents[1] / "docs" / "archive-file.md").read_text(encoding="utf-8")
    sections = dict(part.split("\n", 1) for part in page.split("\n### ")[1:])
    assert set(sections) == set(TABLES)
    for name, table in TABLES.items():
        assert f"{table.title}. {table.text}" in sections[name], name
        for column, words in table.columns.items():
            assert f"| `{column}` | {words} |" in sections[name], f"{name}.{column}"
