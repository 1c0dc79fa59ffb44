"""`cuttings reextract`: read the received files again by today's rules.

Rule: calls `archive.reextract`; prints its report.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.ingest import SOME_REJECTED, cores
from archive.cli.ingest_report import furniture_line
from archive.cli.options import archive_argument, json_option
from archive.cli.screen import next_step, out, out_json, plain, progress_bar, shortened
from archive.cli.words import counted
from schemas.errors import CuttingsError
from schemas.reextract import FieldChange, ReextractReport

VALUE_LENGTH = 60
"""Characters of a value that are shown."""
NOTHING = "none"


LISTED = 20
"""Pages that are listed on the screen; all are in `--json`."""


@click.command("reextract")
@archive_argument
@click.option("--host", metavar="HOST", help="Only articles of this host, e.g. news.example.")
@click.option("--id", "ids", multiple=True, metavar="ID", help="Only this article; may be given again.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Worker processes; as many as there are cores.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@json_option
@click.pass_context
def reextract_command(  # noqa: PLR0913  the options of the contract
    ctx: click.Context,
    *,
    archive: Path,
    host: str | None,
    ids: tuple[str, ...],
    jobs: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the received files of an archive again by today's rules.

    Tells field by field what was gained, lost and changed, then drops what the pages of a host repeat. What a person
    asserted stays. Articles keep their ids, none is added or removed, and what was read before stays in the archive.

    An archive that an older cuttings wrote is first brought up to date, with --dry-run too: its tables change, its
    articles do not.

    Exit status: 0 done, 3 some received files are no article by today's rules (each is listed and stays as it was), 1
    failed or stopped, 2 wrong usage.
    """
    from archive.reextract import reextract

    with progress_bar("2-6 extract") as progress:
        report = reextract(archive, host=host, refs=ids, jobs=jobs or cores(), dry_run=dry_run, progress=progress)
    if as_json:
        out_json(report)
    else:
        for line in report_lines(report, dry_run=dry_run):
            out(line)
    if not report.is_complete:
        raise CuttingsError(
            f"stopped after {counted(report.articles, 'article')}. They are safe in the archive. Run the same command "
            "again to go over the rest."
        )
    next_step(*_next(archive, report, dry_run=dry_run))
    if report.refused:
        ctx.exit(SOME_REJECTED)


def report_lines(report: ReextractReport, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the report in words."""
    yield (
        f"{counted(report.articles, 'article')} read again by {report.extractor} from "
        f"{counted(report.captures, 'capture')} in {report.seconds:.1f} s."
    )
    would = "would change" if dry_run else "changed"
    yield f"{counted(report.changed, 'article')} {would}." if report.changed else "Nothing is read otherwise."
    for change in report.fields:
        yield from _field_lines(change)
    if report.texts_changed:
        added, cut = counted(report.words_added, "word"), counted(report.words_cut, "word")
        yield f"text: {report.texts_changed} changed, {added} added, {cut} cut"
    if report.furniture.articles:
        yield furniture_line(report.furniture)
    yield from _refused_lines(report)


def _field_lines(change: FieldChange) -> Iterator[str]:
    counts = [
        f"{number} {word}"
        for number, word in ((change.gained, "gained"), (change.lost, "lost"), (change.changed, "changed"))
        if number
    ]
    yield f"{change.field}: {', '.join(counts)}"
    for each in change.examples:
        before, after = (
            NOTHING if side is None else shortened(side, VALUE_LENGTH) for side in (each.before, each.after)
        )
        yield f"    {each.accession}: {before} -> {after}"


def _refused_lines(report: ReextractReport) -> Iterator[str]:
    for each in report.refused[:LISTED]:
        what = f"{each.accession} ({plain(each.source)}): {each.reason.value}. {plain(each.detail)}"
        yield f"rejected: {what} What was read before stays."
    if len(report.refused) > LISTED:
        yield f"rejected: and {len(report.refused) - LISTED:,} more; --json lists all."


def _next(archive: Path, report: ReextractReport, *, dry_run: bool) -> tuple[str, ...]:
    if dry_run:
        return (f"cuttings reextract {archive}",)
    examples = [example.accession for change in report.fields for example in change.examples]
    return (f"cuttings show {archive} {examples[0]} --explain" if examples else f"cuttings verify {archive}",)
