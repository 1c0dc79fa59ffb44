"""Have the inputs of an ingest read by the workers of a Dask cluster, behind the same loop as by those of one machine.

Inputs are handed out some at a time; what they became comes as shards in a folder that all machines see, and is told in
the order of the inputs, so that archive, log and report are those of one machine. A worker that ends costs the shard
that it was making, which others make again; a shard that cost several workers is made here, page by page, under
supervision. Shards that are complete when a run is cut off are not made again by the next one; they are removed when
all that they hold is in the archive.

Rule: the only module that knows Dask, which is loaded when it is needed; knows no database.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.done import Told
from archive.engines.shard import (
    ShardTask,
    drop_parts,
    end_readers,
    hash_of_rows,
    iter_handled,
    make_shard,
    path_of,
    rules_here,
)
from archive.workers import Handled, Input, Limits
from ingest.readers.beside import Row
from ingest.sizes import MEBIBYTE
from schemas.errors import CuttingsError, UsageError
from schemas.report import Rejection

INPUTS = 200
"""Inputs of one shard."""
BYTES = 32 * MEBIBYTE
"""After which a shard is handed out though it has fewer inputs; a larger file is a shard by itself."""
AHEAD = 4
"""Shards a thread of the cluster that may be under way."""
LEAST_AHEAD = 8
CONNECT_S = 15.0
ALONE_S = 60.0
"""How long the cluster may be without a worker before the ingest gives up."""
SEEN_S = 30.0
"""How long a complete shard may take to be seen in a shared folder."""
_POLL_S = 0.5

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """An engine on a cluster (`archive.workers.engine.Engine`)."""

    scheduler: str
    """`tcp://HOST:PORT` or `tls://HOST:PORT`."""
    shards: Path
    """A folder that all machines see under this path; made where there is none."""

    def __call__(
        self, *, jobs: int, limits: Limits | None, by_url: Mapping[str, Row], should_stop: Callable[[], bool]
    ) -> "DaskReaders":
        """Return readers; how many there are is the cluster's matter, not that of `jobs`."""
        del jobs
        return DaskReaders(self, limits, by_url, should_stop)


def dask_engine(scheduler: str, shards: Path, sources: Sequence[Path]) -> DaskEngine:
    """Return an engine on the cluster of a scheduler.

    Raises: UsageError where the address is none, Dask is not installed, or the shards would be met among the sources.
    """
    check_address(scheduler)
    try:
        import distributed  # noqa: F401, PLC0415  an extra: loaded where it is asked for
    except ImportError as error:
        raise UsageError(
            "the engine dask needs a library more. Install it:  pipx inject cuttings distributed  (or: pip install "
            "'cuttings[dask]'), on every machine of the cluster."
        ) from error
    folder = shards.absolute().resolve()
    for source in sources:
        if folder.is_relative_to(source.absolute().resolve()):
            raise UsageError(f"--shards {shards} lies within the source {source}. Name a folder outside of it.")
    return DaskEngine(scheduler, folder)


def check_address(scheduler: str) -> None:
    """Raise UsageError unless `scheduler` is the address of one.

    >>> check_address("tcp://192.0.2.1:8786")
    """
    found = _ADDRESS.fullmatch(scheduler)
    if found is None or not 0 < int(found[1]) <= _LAST_PORT:
        raise UsageError(
            f"--scheduler {scheduler!r} is no address. `dask scheduler` prints it when it starts: tcp://HOST:8786, or "
            "tls://HOST:8786 where certificates are set up."
        )


class DaskReaders:
    """Hands inputs out to a cluster (`archive.workers.engine.Readers`)."""

    def __init__(
        self, engine: DaskEngine, limits: Limits | None, by_url: Mapping[str, Row], should_stop: Callable[[], bool]
    ) -> None:
        """Say where the cluster is; it is looked for when the `with` statement begins."""
        self._engine = engine
        self._limits = limits
        self._by_url = dict(by_url)
        self._sidecar = hash_of_rows(by_url)
        self._should_stop = should_stop
        self._client: Any = None
        self._names: list[str] = []
        self._is_complete = False
        self._is_leaving = False
        self._read_bytes = 0
        self._alone_since: float | None = None

    @property
    def has_results(self) -> bool:
        """Return whether shards lie there: how inputs are put together names them, so all inputs must be met again."""
        folder = self._engine.shards
        return folder.is_dir() and any(folder.iterdir())

    def __enter__(self) -> Self:
        """Connect.

        Raises: CuttingsError where no scheduler answers, or the folder of the shards cannot be made.
        """
        from distributed import Client  # noqa: PLC0415  an extra: loaded where it is asked for

        try:
            self._engine.shards.mkdir(parents=True, exist_ok=True)
            self._client = Client(self._engine.scheduler, timeout=CONNECT_S, set_as_default=False)
        except OSError as error:
            raise CuttingsError(
                f"no Dask scheduler answers at {self._engine.scheduler}, or {self._engine.shards} cannot be made: "
                f"{error}. Start one:  dask scheduler"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Leave the cluster; the shards go where all that they hold is stored, else they wait for the next run."""
        with suppress(OSError, RuntimeError, ValueError):  # a worker that is gone has ended its readers
            self._client.run(end_readers, on_error="ignore")
        end_readers()
        self._client.close()
        if self._is_complete and kind is None:
            for name in self._names:
                path_of(self._engine.shards, name).unlink(missing_ok=True)
                drop_parts(self._engine.shards, name)
            with suppress(OSError):  # there are shards of another run, or it was never empty
                self._engine.shards.rmdir()

    def run(self, inputs: Iterable[Input | Rejection]) -> Iterator[Handled]:
        """Yield what became of each page of `inputs`, in their order whatever the number of machines.

        Raises: CuttingsError where the cluster is lost, or cannot read what this machine reads.
        """
        coming = batches(inputs)
        under_way: deque[_Awaited] = deque()
        more = True
        while (more or under_way) and not self._is_to_stop():
            while more and len(under_way) < self._window():
                batch = next(coming, None)
                more = batch is not None
                if batch is not None:
                    under_way.append(self._hand_out(batch))
            if under_way and self._is_made(under_way[0]):
                yield from self._results(under_way.popleft())
        for each in under_way:
            each.cancel()
        self._is_complete = not self._is_to_stop()

    def leave_off(self) -> None:
        """Have `run` end soon, in whatever thread it is; shards that are complete stay."""
        self._is_leaving = True

    def _is_to_stop(self) -> bool:
        return self._is_leaving or self._should_stop()

    def _results(self, awaited: "_Awaited") -> Iterator[Handled]:
        """Yield what the inputs of a shard became, or what is told of one that need not be read."""
        awaited.cancel()
        self._read_bytes += awaited.size
        shard = iter_handled(path_of(self._engine.shards, awaited.name)) if awaited.task else ()
        for handled in chain((Handled(result=each) for each in awaited.told), shard):
            if self._is_to_stop():
                return
            yield replace(handled, read_bytes=self._read_bytes)

    def _hand_out(self, batch: "Batch") -> "_Awaited":
        """Give inputs to the cluster, unless their shard is there or they need not be read."""
        if batch.told is not None:
            return _Awaited(told=batch.told, size=batch.size)
        task = ShardTask(
            folder=str(self._engine.shards),
            inputs=batch.inputs,
            by_url=self._by_url,
            sidecar=self._sidecar,
            limits=self._limits,
            rules=rules_here(),
        )
        name = task.name
        self._names.append(name)
        future = None
        if not path_of(self._engine.shards, name).exists():
            future = self._client.submit(make_shard, task, name, key=f"cuttings-{name}", pure=False)
        return _Awaited(task=task, name=name, future=future, size=batch.size)

    def _is_made(self, awaited: "_Awaited") -> bool:
        """Wait a little for a shard; return whether it is complete."""
        future = awaited.future
        if future is None or awaited.task is None:
            return True
        if not future.done():
            self._look_for_workers()
            with suppress(TimeoutError):
                future.exception(timeout=_POLL_S)
            return False
        if future.status != "finished":
            self._mend(awaited.task, awaited.name, future)
        return self._is_seen(path_of(self._engine.shards, awaited.name))

    def _mend(self, task: ShardTask, name: str, future: Any) -> None:  # noqa: ANN401  Dask has no type for it here
        """Make a shard here that cost several workers; anything else that went wrong ends the run."""
        problem = future.exception() if future.status == "error" else None
        if problem is not None and type(problem).__name__ == "KilledWorker":
            make_shard(task, name)
        elif isinstance(problem, CuttingsError):
            raise CuttingsError(f"A worker of the Dask cluster says: {problem}") from problem
        else:
            said = f"{type(problem).__name__}: {problem}" if problem is not None else f"a task is {future.status}"
            raise CuttingsError(
                f"The Dask cluster failed ({said}). What was stored is safe, and shards that are complete are kept in "
                f"{self._engine.shards}: run the same command again."
            )

    def _is_seen(self, path: Path) -> bool:
        """Wait until a shard that another machine made is seen here, as shared folders may be late."""
        until = time.monotonic() + SEEN_S
        while not path.exists():
            if time.monotonic() > until:
                raise CuttingsError(
                    f"a worker made {path}, and it is not seen here. All machines must share this folder under the "
                    "same path: name another with --shards."
                )
            time.sleep(_POLL_S)
        return True

    def _look_for_workers(self) -> None:
        """Give up where the cluster has been without a worker for too long."""
        if self._threads() > 0:
            self._alone_since = None
            return
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since > ALONE_S:
            raise CuttingsError(
                f"the cluster at {self._engine.scheduler} has no worker. Start one on each machine:  dask worker "
                f"{self._engine.scheduler}  Then run the same command again; nothing is lost."
            )

    def _threads(self) -> int:
        """Return how many shards the cluster can make at a time."""
        workers: Mapping[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(each["nthreads"]) for each in workers.values())

    def _window(self) -> int:
        return max(LEAST_AHEAD, AHEAD * self._threads())


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Inputs that one machine reads, or one that need not be read."""

    inputs: tuple[Input | Rejection, ...] = ()
    told: Iterator[Told] | None = None
    size: int = 0
    """Bytes of all its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Awaited:
    """What was handed out."""

    task: ShardTask | None = None
    name: str = ""
    future: Any = None
    """Whom to ask for the shard; None: it is there."""
    told: Iterator[Told] = field(default_factory=lambda: iter(()))
    size: int = 0

    def cancel(self) -> None:
        """Have the cluster forget it."""
        if self.future is not None:
            self.future.cancel()


def batches(inputs: Iterable[Input | Rejection]) -> Iterator[Batch]:
    """Yield inputs as many at a time as make one shard; a large file is one by itself, and what need not be read."""
    held: list[Input | Rejection] = []
    size = 0
    for each in inputs:
        more = each.found.size if isinstance(each, Input) else 0
        told = each.told if isinstance(each, Input) else None
        if held and (len(held) >= INPUTS or size + more > BYTES or told is not None):
            yield Batch(inputs=tuple(held), size=size)
            held, size = [], 0
        if told is not None:
            yield Batch(told=told, size=more)
        else:
            held.append(each)
            size += more
    if held:
        yield Batch(inputs=tuple(held), size=size)
