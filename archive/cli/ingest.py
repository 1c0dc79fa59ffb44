"""`cuttings ingest`: take pages in.

Rule: calls `archive.intake`; prints its report.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.options import archive_argument
from archive.cli.screen import next_step, out, out_json, plain, progress_bar
from archive.cli.words import counted
from schemas.errors import IngestStopped
from schemas.furniture import FurnitureReport
from schemas.report import IngestReport, RejectedInput

SOME_REJECTED = 3
"""Exit status: everything else is in, and what was rejected is listed."""

LISTED = 20
"""Rejected inputs that are listed on the screen; all are in `--log`, `--json` and the archive."""


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
@click.option("--dry-run", is_flag=True, help="Read and extract, store nothing.")
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
    as_json: bool,
) -> None:
    """Take pages into an archive.

    ARCHIVE is made where there is none.
    SOURCE is a file, a folder (with all that is in it), or - for standard input. HTML pages, text dumps and JSON Lines
    are told apart by their content. Taking the same pages in again changes nothing. Stopped at any moment and run
    again, it ends in the same archive.

    Exit status: 0 all in, 3 some inputs were rejected (each is listed with its reason), 1 failed, 2 wrong usage.
    """
    from archive.intake import ingest

    with progress_bar("1 read") as progress:
        try:
            report = ingest(
                archive, sources, jobs=jobs or cores(), sidecar=sidecar, log=log, dry_run=dry_run, progress=progress
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
        out_json(report)
        return
    for line in report_lines(report, dry_run=dry_run):
        out(line)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def report_lines(report: IngestReport, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the report in words."""
    yield (
        f"{counted(report.inputs, 'input')}: {report.new} new, {report.known} known, {len(report.rejected)} rejected, "
        f"{len(report.skipped)} skipped."
    )
    articles, captures = counted(report.articles_new, "article"), counted(report.captures_new, "capture")
    yield f"{articles} and {captures} {'would be added' if dry_run else 'added'} in {report.seconds:.1f} s."
    if report.facts_asserted:
        stand = "stands" if report.facts_asserted == 1 else "stand"
        yield f"{counted(report.facts_asserted, 'fact')} from the spreadsheet now {stand} as asserted."
    if report.furniture.articles:
        yield furniture_line(report.furniture)
    if report.stories and report.articles_new:
        yield f"{counted(report.stories, 'story', 'stories')} in the archive: articles on the same event."
    yield from _inputs_lines("rejected", report.rejected)
    yield from _inputs_lines("skipped", report.skipped)
    for warning in report.warnings:
        yield f"note: {plain(warning)}"


def furniture_line(done: FurnitureReport) -> str:
    """Return in words what the pass over the hosts did."""
    hosts, lines, articles = (
        counted(number, noun)
        for number, noun in ((done.hosts, "host"), (done.lines, "line"), (done.articles, "article"))
    )
    return f"furniture: {hosts}, {lines} dropped from {articles}."


def _inputs_lines(outcome: str, inputs: tuple[RejectedInput, ...]) -> Iterator[str]:
    for each in inputs[:LISTED]:
        member = f"!{each.member}" if each.member is not None else ""
        offset = f"#{each.offset}" if each.offset is not None else ""
        yield f"{outcome}: {plain(each.source + member + offset)}: {each.reason.value}. {plain(each.detail)}"
    if len(inputs) > LISTED:
        yield f"{outcome}: and {len(inputs) - LISTED:,} more; --log FILE or --json lists all."
