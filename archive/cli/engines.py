"""The options of `cuttings ingest` that say who reads.

Rule: knows click and the engines.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:  # it brings along all that reads: `cuttings --help` stays quick
    from archive.workers.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])

STDIN = "-"


def engine_options(command: F) -> F:
    """Add the options; the command receives the engine as `engine`."""

    @wraps(command)
    def with_engine(**given: Any) -> Any:  # noqa: ANN401  whatever the command takes and returns
        kind, scheduler, shards = (given.pop(name) for name in ("engine", "scheduler", "shards"))
        engine = engine_of(kind, scheduler, shards, archive=given["archive"], sources=given["sources"])
        return command(engine=engine, **given)

    for option in (
        click.option(
            "--shards",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="With --engine dask: a folder that all machines share; ARCHIVE.shards where none is named.",
        ),
        click.option("--scheduler", metavar="ADDRESS", help="With --engine dask: the cluster, e.g. tcp://host:8786."),
        click.option(
            "--engine",
            type=click.Choice(["processes", "dask"]),
            default="processes",
            help="Who reads: processes of this machine, or a Dask cluster on a network that you trust.",
        ),
    ):
        with_engine = option(with_engine)
    return cast("F", with_engine)


def engine_of(
    kind: str, scheduler: str | None, shards: Path | None, *, archive: Path, sources: Sequence[str]
) -> "Engine":
    """Return the engine that the options name.

    Raises: click.UsageError where they do not go together; UsageError.
    """
    if kind != "dask":
        if scheduler is not None or shards is not None:
            raise click.UsageError("--scheduler and --shards go with --engine dask.")
        from archive.workers import Supervisor

        return Supervisor
    if scheduler is None:
        raise click.UsageError("--engine dask needs --scheduler ADDRESS; `dask scheduler` prints it when it starts.")
    if STDIN in sources:
        raise click.UsageError("other machines cannot read standard input: save it as a file and name that.")
    from archive.engines.dask import dask_engine

    return dask_engine(scheduler, shards or Path(f"{archive}.shards"), [Path(source) for source in sources])
