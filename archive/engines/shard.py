"""One shard: an archive of what some inputs became, made on the machine that read them, and told again in their order.

It holds the rows that `cuttings merge` takes in, and a table more: what each input became. It appears in the folder of
the shards whole or not at all (written elsewhere, copied under another name, synced, renamed), under a name that
follows from its inputs: whoever makes it twice makes the same.

Rule: knows the workers of its machine, SQLite and files; no cluster.
"""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import zstandard

from archive.connect import open_rw
from archive.done import Closed, Told
from archive.filing import Filing
from archive.program import program_version
from archive.workers import Handled, Input, Limits, Supervisor
from archive.workers.wire import Ended, pack, unpack_from_worker
from ingest.pipeline import EXTRACTOR
from ingest.readers.beside import Row
from schemas.article import Article
from schemas.errors import CuttingsError
from schemas.report import Rejection

BATCH = 200
"""Results a transaction."""
ENDING = ".shard.db"
_PART = ".part"
_LINES = "CREATE TABLE shard_line (number INTEGER PRIMARY KEY, message BLOB, kind TEXT, closed TEXT)"

_OWN = threading.local()
"""Of a thread that makes shards: who reads for it."""
_KEPT: list[Supervisor] = []
"""All that read for a thread of this process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardTask:
    """Some inputs that one machine reads."""

    folder: str
    """Where shards are put; every machine sees it under this path."""
    inputs: tuple[Input | Rejection, ...]
    by_url: Mapping[str, Row]
    sidecar: str
    """A hash of `by_url`."""
    limits: Limits | None
    rules: str
    """By which rules and which program whoever hands the task out reads: others would make another archive."""

    @property
    def name(self) -> str:
        """Return the name of the shard: other inputs, sizes, times of change, rows or rules have another."""
        inputs = [each if isinstance(each, Rejection) else (each, _state(each)) for each in self.inputs]
        content = repr((inputs, self.sidecar, self.limits, self.rules))
        return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def path_of(folder: str | Path, name: str) -> Path:
    """Return where a shard lies when it is complete."""
    return Path(folder) / f"{name}{ENDING}"


def hash_of_rows(by_url: Mapping[str, Row]) -> str:
    """Return a hash of the rows of a spreadsheet that name addresses."""
    return hashlib.sha256(repr(sorted(by_url.items())).encode("utf-8", "backslashreplace")).hexdigest()


def rules_here() -> str:
    """Return by which rules and which program pages are read in this process."""
    return f"{EXTRACTOR}, cuttings {program_version()}"


def make_shard(task: ShardTask, name: str) -> str:
    """Read the inputs of a task and put their shard into the folder, unless it is there; return its name.

    Raises: CuttingsError where this machine has another version, or does not see the files or the folder.
    """
    path = path_of(task.folder, name)
    if not path.exists():
        _check(task)
        with tempfile.TemporaryDirectory(prefix="cuttings-") as scratch:
            made = Path(os.path.realpath(scratch)) / "shard.db"
            _write(made, task)
            _publish(made, path)
    return name


def iter_handled(path: Path) -> Iterator[Handled]:
    """Yield what the inputs of a shard became, in their order."""
    # It never changes: no lock is asked for, which shared folders may not have.
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
        for message, kind, closed in conn.execute("SELECT message, kind, closed FROM shard_line ORDER BY number"):
            if closed is not None:
                yield Handled(result=Closed(**json.loads(closed)))
            else:
                (ended,) = unpack_from_worker(zstandard.ZstdDecompressor().decompress(message))
                if not isinstance(ended, Ended):
                    raise CuttingsError(f"{path.name} is no shard of this version. Remove it and run again.")
                yield Handled(result=_with_bytes(conn, ended.result), row=ended.row, kind=kind)


def drop_parts(folder: Path, name: str) -> None:
    """Remove what machines that ended too soon left of a shard."""
    for part in folder.glob(f".{name}.*{_PART}"):
        part.unlink(missing_ok=True)


def _state(each: Input) -> tuple[int, int]:
    """Return size and time of change of a file, so that a file that changed is read again."""
    try:
        found = Path(each.found.path).stat()
    except OSError:
        return (-1, 0)
    return (found.st_size, found.st_mtime_ns)


def _check(task: ShardTask) -> None:
    if task.rules != rules_here():
        raise CuttingsError(
            f"this machine reads by {rules_here()}, the one that hands out inputs by {task.rules}. Install the same "
            "version of cuttings on all of them."
        )
    missing = [each for each in _roots(task.inputs) if not Path(each).exists()]
    if missing or not os.access(task.folder, os.W_OK):
        what = "the folder of the shards" if not missing else "a source"
        raise CuttingsError(
            f"{what} cannot be reached on this machine: {(missing or [task.folder])[0]}. Every worker must see sources "
            "and shards under the same paths, e.g. on a shared disk."
        )


def _roots(inputs: Sequence[Input | Rejection]) -> list[str]:
    return list(dict.fromkeys(each.found.root for each in inputs if isinstance(each, Input)))


def _write(path: Path, task: ShardTask) -> None:
    """Write the archive of a task's inputs."""
    with closing(open_rw(path)) as conn, _reading(task) as workers:
        conn.execute("PRAGMA journal_mode = MEMORY")  # nobody sees the file before it is complete
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        conn.execute(_LINES)
        added = conn.execute(
            "INSERT INTO run(command, version, options, started) VALUES ('ingest', ?, '{}', '')", (program_version(),)
        )
        filing = Filing(conn, int(added.lastrowid or 0))
        for number, handled in enumerate(workers.run(task.inputs)):
            if number % BATCH == 0:
                conn.execute("COMMIT")
                conn.execute("BEGIN")
            conn.execute("INSERT INTO shard_line(message, kind, closed) VALUES (?, ?, ?)", _line(handled, filing))
            filing.touched.clear()
        conn.execute("COMMIT")
        conn.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _reading(task: ShardTask) -> Iterator[Supervisor]:
    """Give a supervisor; that of the last task of this thread, if it reads alike: a process takes a second to start."""
    kept: Supervisor | None = getattr(_OWN, "workers", None)
    if kept is None or kept not in _KEPT or _OWN.key != (task.limits, task.sidecar):
        if kept is not None:
            _let_go(kept)
        kept = Supervisor(jobs=1, limits=task.limits, by_url=task.by_url)
        _OWN.workers, _OWN.key = kept, (task.limits, task.sidecar)
        _KEPT.append(kept)
    try:
        yield kept
    except BaseException:
        _let_go(kept)
        raise


def end_readers() -> None:
    """End the processes that wait on this machine for another task."""
    for each in tuple(_KEPT):
        _let_go(each)


def _let_go(kept: Supervisor) -> None:
    kept.close()
    with suppress(ValueError):  # another thread was first
        _KEPT.remove(kept)


def _line(handled: Handled, filing: Filing) -> tuple[bytes | None, str | None, str | None]:
    """File what an input became; return it as a row of the lines. Received bytes are in the archive's own table."""
    result = handled.result
    if isinstance(result, Closed):
        return None, None, json.dumps(asdict(result))
    if isinstance(result, Told):
        message = "inputs that need not be read are handed to no machine"
        raise TypeError(message)
    filing.add(result)
    bare = replace(result, received=b"") if isinstance(result, Article) else result
    packed = zstandard.ZstdCompressor(level=3).compress(pack((Ended(0, bare, None, handled.row),)))
    return packed, handled.kind, None


def _with_bytes(conn: sqlite3.Connection, result: Article | Rejection) -> Article | Rejection:
    if isinstance(result, Rejection):
        return result
    (body,) = conn.execute("SELECT body FROM received WHERE sha256 = ?", (result.received_sha256,)).fetchone()
    return replace(result, received=bytes(body))


def _publish(made: Path, path: Path) -> None:
    """Have a complete file appear under its name at once, or not at all."""
    part = path.with_name(f".{path.name.removesuffix(ENDING)}.{secrets.token_hex(8)}{_PART}")
    try:
        with made.open("rb") as source, part.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
