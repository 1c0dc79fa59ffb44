"""`cuttings merge`: several archives into one.

Rule: calls `archive.merge`; prints its report.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.ingest_report import furniture_line
from archive.cli.options import json_option
from archive.cli.screen import next_step, out, out_json, plain, progress_bar
from archive.cli.words import counted
from schemas.errors import CuttingsError
from schemas.merge import MergedArchive, MergeReport


@click.command("merge")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.argument("archives", metavar="ARCHIVE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def merge_command(*, target: Path, archives: tuple[Path, ...], as_json: bool) -> None:
    """Unite archives: several parts of one, or those of colleagues.

    OUT is made where there is none; what it holds stays. Each ARCHIVE is read and never changed. The result is what one
    ingest of all their inputs would have made, relations between articles of different archives included, but no page
    is read again, so it takes less time. Corrections, relations and statements on stories come along, with who said
    them, when and why; the latest stands.

    Articles keep their ids; accession numbers are given anew in the order of the archives, and OUT's log notes the
    former ones. Stopped at any moment and run again, it ends in the same archive.

    Exit status: 0 done, 1 failed or stopped, 2 wrong usage.
    """
    from archive.merge import merge

    with progress_bar("6 store: merge") as progress:
        report = merge(target, archives, progress=progress)
    if as_json:
        out_json(report)
    else:
        for line in report_lines(report):
            out(line)
    if not report.is_complete:
        raise CuttingsError(
            "stopped. What was merged is safe in the archive. Run the same command again to do the rest."
        )
    next_step(f"cuttings verify {target}", f"cuttings list {target}")


def report_lines(report: MergeReport) -> Iterator[str]:
    """Yield the report in words."""
    for each in report.archives:
        yield f"{plain(each.archive)}: {_archive_words(each)}"
    new, captures = counted(report.articles_new, "article"), counted(report.captures_new, "capture")
    yield f"{new} and {captures} added in {report.seconds:.1f} s; {counted(report.articles, 'article')} in the archive."
    if report.furniture.articles:
        yield furniture_line(report.furniture)
    if report.stories and report.articles_new:
        yield f"{counted(report.stories, 'story', 'stories')} in the archive: articles on the same event."


def _archive_words(each: MergedArchive) -> str:
    parts = [f"{counted(each.articles, 'article')}, {each.new:,} new", counted(each.captures_new, "new capture")]
    if each.words_new:
        parts.append(f"{counted(each.words_new, 'word')} of persons")
    if each.rejections_new:
        parts.append(counted(each.rejections_new, "rejection"))
    if each.reread:
        parts.append(f"{each.reread:,} read again by today's rules")
    if each.turned_away:
        parts.append(f"{counted(each.turned_away, 'capture')} of purged articles left out")
    return "; ".join(parts) + "."
