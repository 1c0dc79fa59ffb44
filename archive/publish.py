"""Make a sealed copy of an archive for readers: what is shown, and nothing that is the owner's.

Rows are copied into a new file, table by table, in one state of the archive: what must not leave is not in the new file
at any moment, as it would be if the file were copied and then cleaned, and received files, mostly the larger part, are
not written for nothing. The file is complete in itself (no log beside it), checked, made read-only, and takes its name
only then, with a checksum file beside it.

Rule: reads the archive, and writes only the new file and those beside it.
"""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive import verify
from archive.column_blocks import pack_block, read_block
from archive.column_tables import BLOCK_SHIFT
from archive.columns import fresh_columns
from archive.connect import APPLICATION_ID, PAGE_SIZE, open_ro, read_only_uri
from archive.counted_ahead import write_ahead
from archive.fulltext import optimize
from archive.holdings import count_whole
from archive.lock import write_lock
from archive.migrations import migrate
from archive.own_names import own_traces
from archive.program import program_name
from archive.publish_tables import RUN, SHADOWS, Wish, taken
from archive.published import ReaderCopy, copy_of, mark
from archive.settled import unfinished
from archive.store import now
from archive.sums import line_of, sha256_of, sums_beside
from schemas.errors import ExportError

Progress = Callable[..., None]
EVERYTHING_SHOWN = Wish()
_STAMP_BITS = 40
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of it."""

    path: Path
    sums: Path
    sha256: str
    bytes: int
    articles: int
    received: int
    """Received files that went along."""


def publish(
    archive: Path,
    out: Path,
    wish: Wish = EVERYTHING_SHOWN,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> Published:
    """Write a reader's copy of `archive` to `out`, whole or not at all.

    Raises: ArchiveMissing, NotAnArchive, NewerArchive, OlderArchive, NotWritable; ExportError where something waits in
    the archive, where `out` is there already (without `replace`), cannot be written, or would name the owner.
    """
    _check_target(archive, out, replace=replace)
    part = out.with_name(f".{out.name}.part")
    with write_lock(out), closing(open_ro(archive)) as source:
        _check_source(archive, copy_of(source), wish)
        try:
            with _cleared(part):
                _fill(archive, part, wish, progress or _silent)
                _finish(part, progress or _silent)
                return _put_in_place(part, out)
        except sqlite3.Error as error:
            raise ExportError(f"{out} cannot be made: {error}. Nothing was written.") from error
        except OSError as error:
            problem = error.strerror or str(error)
            raise ExportError(f"{out} cannot be written: {problem}. Name another place.") from error


def _check_target(archive: Path, out: Path, *, replace: bool) -> None:
    if out.is_dir():
        raise ExportError(f"{out} is a folder. Name a file in it: {out / 'copy.db'}")
    if out.exists() and archive.exists() and out.samefile(archive):
        raise ExportError(f"{out} is the archive itself. Name another file.")
    if out.exists() and not replace:
        raise ExportError(f"{out} is there already. Name another file, or add --replace.")
    for suffix in _BESIDE:
        beside = out.with_name(out.name + suffix)
        if beside.exists():
            raise ExportError(f"{beside} lies there: SQLite would take it for a part of {out.name}. Name another file.")


def _check_source(archive: Path, copy: ReaderCopy | None, wish: Wish) -> None:
    if copy is not None and wish.with_received and not copy.has_received:
        raise ExportError(
            f"{archive} is a reader's copy without received files: there are none to go along. "
            "Publish the archive that it was made of."
        )


@contextmanager
def _cleared(part: Path) -> Iterator[None]:
    """Begin without what an earlier try left, and leave nothing of this one."""
    names = [part, *(part.with_name(part.name + suffix) for suffix in _BESIDE)]
    for each in names:
        each.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        yield
    finally:
        for each in names:
            with suppress(OSError):
                each.unlink(missing_ok=True)


def _fill(archive: Path, part: Path, wish: Wish, progress: Progress) -> None:
    with closing(sqlite3.connect(part, isolation_level=None, uri=True)) as conn:
        conn.execute(f"PRAGMA page_size = {PAGE_SIZE:d}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        # Until it is whole the file has another name, and is thrown away.
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("PRAGMA synchronous = OFF")
        migrate(conn)
        conn.execute("ATTACH ? AS source", (read_only_uri(archive),))
        conn.execute("BEGIN")
        if waits := unfinished(conn, "source"):
            raise ExportError(
                f"{archive} is not settled: {'; '.join(waits)}. Run the command that was cut off again, or: "
                f"cuttings reextract {archive}"
            )
        _copy(conn, wish, progress)
        conn.execute("COMMIT")
        traces = own_traces(conn)
        if traces:
            raise ExportError(
                f"the copy would name you or your machine: {'; '.join(traces)}. Nothing was written. "
                "Leave out the paths: --without-paths"
            )


def _copy(conn: sqlite3.Connection, wish: Wish, progress: Progress) -> None:
    beside = conn.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in beside:
        conn.execute(f"DROP {kind} main.{name}")
    conn.execute(
        "INSERT INTO main.run(id, command, version, options, started, ended) VALUES (?, 'publish', ?, '{}', ?, ?)",
        (RUN, program_name(), now(), now()),
    )
    tables = taken(wish)
    for done, (table, what) in enumerate(tables.items()):
        progress(f"8 export: {table}", done, len(tables))
        columns = [str(row[1]) for row in conn.execute(f"PRAGMA main.table_info({table})")]
        values = ", ".join(what.instead.get(name, f"[{name}]") for name in columns)
        names = ", ".join(f"[{name}]" for name in columns)
        if table in SHADOWS:
            conn.execute(f"DELETE FROM main.{table}")  # noqa: S608  our names
        conn.execute(
            f"INSERT INTO main.{table}({names}) SELECT {values} FROM source.{table} WHERE {what.where} ORDER BY 1, 2"  # noqa: S608  our names
        )
    copy = ReaderCopy(
        made=now(),
        agent=program_name(),
        has_received=wish.with_received,
        has_paths=wish.with_paths,
        has_names=wish.with_names,
    )
    mark(conn, copy)
    for _, _, sql in sorted(beside, key=lambda each: str(each[1])):
        conn.execute(sql)


def _finish(part: Path, progress: Progress) -> None:
    """Merge the index, see that the file is complete in itself, and look at every hash again."""
    with closing(sqlite3.connect(part, isolation_level=None)) as conn:
        optimize(conn)
        _pack_columns(conn)
        mode = conn.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise ExportError(f"the copy could not be made one file (journal mode {mode}). Nothing was written.")
    progress("8 export: verify", 0, None)
    with closing(open_ro(part)) as conn:
        problems = verify.check(conn)
    if problems:
        first = problems[0]
        raise ExportError(
            f"the copy does not verify: {first.table} {first.id}: {first.problem}. Nothing was written. "
            "Look at the archive with: cuttings verify ARCHIVE"
        )


def _pack_columns(conn: sqlite3.Connection) -> None:
    """Pack the columns that searches read. Stamps are those of no other copy: one may take this one's place at once."""
    last = secrets.randbits(_STAMP_BITS)
    rows = conn.execute("SELECT DISTINCT id >> ? FROM article ORDER BY 1", (BLOCK_SHIFT,))
    numbers = [int(row[0]) for row in rows]
    conn.execute("BEGIN")
    for number in numbers:
        last += 1
        packed = pack_block(read_block(conn, number))
        conn.execute("INSERT INTO column_block(block, stamp, packed) VALUES (?, ?, ?)", (number, last, packed))
    conn.execute("INSERT INTO setting(name, value) VALUES ('columns', ?)", (str(last),))
    write_ahead(conn, count_whole(conn, fresh_columns(conn)))
    conn.execute("COMMIT")


def _put_in_place(part: Path, out: Path) -> Published:
    """Give the file its name, then its checksum file; a checksum of a former file is taken away first."""
    with closing(open_ro(part)) as conn:
        articles = int(conn.execute("SELECT count(*) FROM article").fetchone()[0])
        received = int(conn.execute("SELECT count(*) FROM received WHERE codec <> 'absent'").fetchone()[0])
    sha256, sums = sha256_of(part), sums_beside(out)
    listed = sums.with_name(f".{sums.name}.part")
    listed.write_text(line_of(sha256, out.name), "utf-8")
    for each in (part, listed):
        each.chmod(0o444)
        _to_disk(each)
    size = part.stat().st_size
    sums.unlink(missing_ok=True)
    part.replace(out)
    listed.replace(sums)
    _to_disk(out.parent)
    return Published(path=out, sums=sums, sha256=sha256, bytes=size, articles=articles, received=received)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _silent(*_said: object) -> None:
    """Take what is told of the progress, and tell nobody."""
