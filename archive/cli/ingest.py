"""`cuttings ingest`: take pages in.

Rule: calls `archive.intake`; prints its report.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.engines import engine_options
from archive.cli.ingest_report import print_json, report_lines
from archive.cli.options import archive_argument
from archive.cli.screen import next_step, out, progress_bar, say
from schemas.errors import IngestStopped
from schemas.report import IngestReport

if TYPE_CHECKING:  # it brings along all that reads: `cuttings --help` stays quick
    from archive.workers.engine import Engine

SOME_REJECTED = 3
"""Exit status: everything else is in, and what was rejected is listed."""


@click.command("ingest")
@archive_argument
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True))
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Worker processes; as many as there are cores.")
@click.option(
    "--sidecar",
    type=click.Path(path_type=Path),
    metavar="FACTS.CSV",
    help="A spreadsheet with a column `file` or `url` and facts.",
)
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Write one JSON line an input.")
@click.option("--dry-run", is_flag=True, help="Read and extract, store nothing; tell what would be read as what.")
@engine_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def ingest_command(  # noqa: PLR0913  the options of the contract
    ctx: click.Context,
    *,
    archive: Path,
    sources: tuple[str, ...],
    jobs: int | None,
    sidecar: Path | None,
    log: Path | None,
    dry_run: bool,
    engine: "Engine",
    as_json: bool,
) -> None:
    """Take pages into an archive.

    ARCHIVE is made where there is none.
    SOURCE is a file, a folder (with all that is in it), or - for standard input. Web pages, text dumps, records (JSON,
    CSV), feeds, web archives, mail and packed files are told apart by their content. Taking the same pages in again
    changes nothing, and files that were read to their end are not read again. Stopped at any moment and run again, it
    ends in the same archive. Where another process writes to the archive, its end is waited for.

    Exit status: 0 all in, 3 some inputs were rejected (each is listed with its reason), 1 failed, 2 wrong usage.
    """
    from archive.intake import ingest

    with progress_bar("1 read") as progress:
        try:
            report = ingest(
                archive,
                sources,
                jobs=jobs or cores(),
                sidecar=sidecar,
                log=log,
                dry_run=dry_run,
                progress=progress,
                waiting=_wait_for,
                engine=engine,
            )
        except IngestStopped as stopped:
            _print(stopped.report, as_json=as_json, dry_run=dry_run)
            raise
    _print(report, as_json=as_json, dry_run=dry_run)
    if not dry_run and report.inputs:
        next_step(f"cuttings list {archive}", f"cuttings serve {archive}")
    if report.rejected:
        ctx.exit(SOME_REJECTED)


def _print(report: IngestReport, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        print_json(report)
        return
    for line in report_lines(report, dry_run=dry_run):
        out(line)


def _wait_for(holder: str | None) -> None:
    """Tell whose end is waited for."""
    say(f"Waiting for process {holder}, which writes to the archive. To stop waiting: Ctrl-C.")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
