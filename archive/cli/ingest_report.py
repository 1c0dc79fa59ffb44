"""The report of an ingest: in words that one can act on, or as JSON however long it is.

Rule: knows reports and the screen; no archive.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields

import click

from archive.cli.screen import out_json, plain
from archive.cli.words import counted
from schemas.codec import json_text
from schemas.furniture import FurnitureReport
from schemas.report import DryRunReport, IngestReport, Reason, RejectedInput

FEW = 20
"""Inputs that are listed as they came."""
LISTED = 3
"""Of more, inputs of one reason that are listed on the screen; all are in `--log`, `--json` and the archive."""

ADVICE: dict[Reason, str] = {
    Reason.PARSE_TIMEOUT: "Run the same command again when the machine is idle.",
    Reason.PARSE_MEMORY: "Run the same command again with fewer --jobs.",
    Reason.WORKER_DIED: "Run the same command again: they are tried once more, all others are known.",
    Reason.UNREADABLE: "Mend what keeps the files from being read, then run the same command again.",
    Reason.INTERNAL_ERROR: "Please report it, with the line above.",
    Reason.ENCRYPTED: "Decrypt them, then take them in.",
    Reason.TRUNCATED: "Fetch the files again; what came before the break is in.",
    Reason.BAD_DIGEST: "Compare with another copy of the file; nothing that does not fit its digest is taken in.",
    Reason.SIDECAR: "Mend these rows of the spreadsheet, then run the same command again.",
    Reason.OUTSIDE_ROOT: "Name the files themselves to take them in.",
}
"""What to do, where there is something that one can do about a reason."""


def print_json(report: IngestReport) -> None:
    """Print the report as JSON; a list that waits in a file is never in memory as a whole."""
    if all(isinstance(listed, tuple) for listed in (report.rejected, report.skipped)):
        out_json(report)
        return
    for number, field in enumerate(fields(report)):
        click.echo(f'{", " if number else "{"}"{field.name}": ', nl=False)
        value = getattr(report, field.name)
        if field.name not in ("rejected", "skipped"):
            click.echo(json_text(value), nl=False)
            continue
        for place, each in enumerate(value):
            click.echo((", " if place else "[") + json_text(each), nl=False)
        click.echo("]" if value else "[]", nl=False)
    click.echo("}")


def report_lines(report: IngestReport, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the report in words."""
    yield (
        f"{counted(report.inputs, 'input')}: {report.new} new, {report.known} known, {len(report.rejected)} rejected, "
        f"{len(report.skipped)} skipped."
    )
    if isinstance(report, DryRunReport):
        yield from _forms_lines(report)
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


def _forms_lines(report: DryRunReport) -> Iterator[str]:
    """Yield what the files would be read as, a line a form."""
    for form in report.forms:
        yield f"{form.title}: {counted(form.files, 'file')}, {counted(form.inputs, 'input')}."


def furniture_line(done: FurnitureReport) -> str:
    """Return in words what the pass over the hosts did."""
    hosts, lines, articles = (
        counted(number, noun)
        for number, noun in ((done.hosts, "host"), (done.lines, "line"), (done.articles, "article"))
    )
    return f"furniture: {hosts}, {lines} dropped from {articles}."


def _inputs_lines(outcome: str, inputs: Sequence[RejectedInput]) -> Iterator[str]:
    """Yield the inputs, where they are few; else the first of each reason, the commonest first, and what to do."""
    if len(inputs) <= FEW:
        yield from (_input_line(outcome, each) for each in inputs)
        yield from (
            f"  {ADVICE[reason]}" for reason in dict.fromkeys(each.reason for each in inputs) if reason in ADVICE
        )
        return
    counts: Counter[Reason] = Counter()
    first: dict[Reason, list[RejectedInput]] = {}
    for each in inputs:
        counts[each.reason] += 1
        if counts[each.reason] <= LISTED:
            first.setdefault(each.reason, []).append(each)
    for reason, count in sorted(counts.items(), key=lambda each: (-each[1], each[0].value)):
        yield from (_input_line(outcome, each) for each in first[reason])
        if count > LISTED:
            yield f"{outcome}: and {count - LISTED:,} more: {reason.value}; --log FILE or --json lists all."
        if reason in ADVICE:
            yield f"  {ADVICE[reason]}"


def _input_line(outcome: str, each: RejectedInput) -> str:
    member = f"!{each.member}" if each.member is not None else ""
    offset = f"#{each.offset}" if each.offset is not None else ""
    return f"{outcome}: {plain(each.source + member + offset)}: {each.reason.value}. {plain(each.detail)}"
