"""Open an archive file: whose it is, by which version it was made, and with which settings SQLite must treat it.

Rule: knows paths and SQLite; no records.
"""

import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from archive.migrations import migrate, pending, unknown
from archive.published import copy_of
from archive.texts import register
from schemas.errors import (
    ArchiveMissing,
    LogBesideArchive,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
    SealedCopy,
)

APPLICATION_ID = 0x43555454
"""`CUTT` in the file's header: this SQLite file is an archive of ours."""

PAGE_SIZE = 8192
"""Bytes: with 4096, an article's rows leave about a kilobyte of slack each."""

CACHE_KIB = 65_536
"""Pages of the file that a connection holds in memory, in KiB at most. A new article touches some fifty places of the
index of runs, a search as many of the index of words; with SQLite's two megabytes most of them were read anew from an
archive of a thousand articles on."""

BUSY_TIMEOUT_MS = 5000

_PRIMARY_CODE = 0xFF
_NO_PLACE = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""What SQLite says where it can make no file beside the archive."""


def open_ro(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open an existing archive for reading only.

    Raises: ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive, LogBesideArchive.
    """
    file = Path(path)
    if file.is_dir():
        raise NotAnArchive(str(path))
    if not file.is_file():
        raise ArchiveMissing(str(path))
    try:
        return _checked(_uri(file), str(path))
    except sqlite3.OperationalError as error:
        if has_log(file):
            if error.sqlite_errorcode & _PRIMARY_CODE in _NO_PLACE:
                raise LogBesideArchive(str(path)) from error
            raise
        # On a medium that cannot be written SQLite cannot make the small file it coordinates readers with. Without a
        # log beside it the file is complete in itself, and nobody can be writing it.
        return _checked(_uri(file, fixed=True), str(path))


def has_log(path: str | os.PathLike[str]) -> bool:
    """Tell whether a log lies beside an archive that holds what is not in the file yet."""
    log = Path(f"{os.fspath(path)}-wal")
    try:
        return log.stat().st_size > 0
    except OSError:
        return False


def read_only_uri(path: str | os.PathLike[str]) -> str:
    """Return the name under which SQLite opens an existing archive for reading only, on a read-only medium too.

    Raises: as `open_ro`.
    """
    open_ro(path).close()
    file = Path(path)
    return _uri(file, fixed=not can_be_coordinated(file))


def can_be_coordinated(file: Path) -> bool:
    """Tell whether readers can be told of a writer here; if not, the file is read as one that nobody writes."""
    try:
        _checked(_uri(file), str(file)).close()
    except sqlite3.OperationalError:
        return False
    return True


def _uri(file: Path, *, fixed: bool = False) -> str:
    return f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if fixed else ''}"


def _checked(uri: str, path: str) -> sqlite3.Connection:
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        conn.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        register(conn)
        _check_ours(conn, path, is_new=False)
        conn.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
        lacks = pending(conn)
    except BaseException:
        conn.close()
        raise
    if lacks:
        conn.close()
        raise OlderArchive(path)
    return conn


def open_rw(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open an archive for writing, made or brought up to this version where needed. The caller holds the lock.

    Raises: NotAnArchive, NewerArchive, SealedCopy.
    """
    file = Path(path)
    is_new = not file.exists() or file.stat().st_size == 0
    conn = sqlite3.connect(file, isolation_level=None)
    try:
        conn.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS:d}")
        register(conn)
        _check_ours(conn, str(path), is_new=is_new)
        _refuse_copy(conn, str(path))
        if is_new:
            _begin(conn)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
        if pending(conn):
            migrate(conn)
        conn.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        conn.close()
        raise
    return conn


def _begin(conn: sqlite3.Connection) -> None:
    """Make an archive of a new file, in one transaction: it is an empty archive, or nothing yet."""
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.deserialize(_empty_archive())
        empty.backup(conn)


@cache
def _empty_archive() -> bytes:
    """Return the file of an archive without articles, made once by all the migrations."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        register(conn)
        conn.execute(f"PRAGMA page_size = {PAGE_SIZE:d}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        conn.execute("PRAGMA foreign_keys = OFF")
        migrate(conn)
        return conn.serialize()


def _refuse_copy(conn: sqlite3.Connection, path: str) -> None:
    """Raise SealedCopy where the file is a copy for readers."""
    if copy_of(conn) is not None:
        raise SealedCopy(path)


def _check_ours(conn: sqlite3.Connection, path: str, *, is_new: bool) -> None:
    """Raise unless the file is an archive that this version can read, or an empty one about to become one."""
    if is_new:
        return
    try:
        mark = conn.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.OperationalError:
        raise  # it cannot be opened at all
    except sqlite3.DatabaseError as error:
        raise NotAnArchive(path) from error
    if mark != APPLICATION_ID:
        raise NotAnArchive(path)
    if later := unknown(conn):
        raise NewerArchive(path, later)
