"""`cuttings withhold`, `release` and `purge`: what must leave, can.

Rule: writes through `archive.leaving`.
"""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.options import archive_argument, json_option
from archive.cli.relations import because_option, by_option, store_of
from archive.cli.screen import next_step, out, out_json, plain, say
from archive.cli.words import counted
from schemas.absence import Leaving, LeavingReport
from schemas.errors import ArchiveError

if TYPE_CHECKING:
    from archive.leaving import Leaver

refs_argument = click.argument("refs", metavar="ID...", nargs=-1, required=True)
hold_option = click.option(
    "--legal-hold", is_flag=True, help="A legal hold instead: it forbids to purge, and hides nothing."
)


@click.command("withhold")
@archive_argument
@refs_argument
@because_option
@by_option
@hold_option
@json_option
def withhold_command(
    *, archive: Path, refs: tuple[str, ...], because: str, by: str | None, legal_hold: bool, as_json: bool
) -> None:
    """Keep articles from every reader, and say why.

    A withheld article stays in the file, sealed: it is in no search, list, count, page, story, dossier or export, and
    what comes again from its address is withheld with it. `cuttings release` shows it again, as it was.

    With --legal-hold the article stays as it is, shown or withheld, and cannot be purged.

    ID is an accession number (A-0012), a public id or a beginning of it, or the id that its record brought.
    """
    with _leaver_of(archive, by) as leaver:
        report = (leaver.hold if legal_hold else leaver.withhold)(refs, because=because)
    if not legal_hold:
        _forget_printed_pages()
    _tell(report, "under a legal hold" if legal_hold else "withheld", as_json=as_json)
    back = f'cuttings release {archive} {plain(refs[0])}{" --legal-hold" if legal_hold else ""} --because "WHY"'
    next_step(f"cuttings list {archive} --{'held' if legal_hold else 'withheld'}", back)


@click.command("release")
@archive_argument
@refs_argument
@because_option
@by_option
@click.option("--legal-hold", is_flag=True, help="Lift a legal hold instead; what is withheld stays so.")
@json_option
def release_command(
    *, archive: Path, refs: tuple[str, ...], because: str, by: str | None, legal_hold: bool, as_json: bool
) -> None:
    """Show withheld articles again, and say why.

    With --legal-hold a legal hold is lifted; what is withheld stays withheld.
    """
    with _leaver_of(archive, by) as leaver:
        report = (leaver.lift if legal_hold else leaver.release)(refs, because=because)
    _tell(report, "under no legal hold any more" if legal_hold else "shown again", as_json=as_json)
    if not legal_hold:
        next_step(f"cuttings show {archive} {plain(refs[0])}")


@click.command("purge")
@archive_argument
@refs_argument
@click.option("--because", metavar="WHY", help="Your reason; it is kept and shown. Not needed with --dry-run.")
@by_option
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@json_option
def purge_command(  # noqa: PLR0913  the options of the contract
    *,
    archive: Path,
    refs: tuple[str, ...],
    because: str | None,
    by: str | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take articles out of the file for good, and say why.

    Received files, texts, facts, captures, relations, words of the index and of the log go; a tombstone stays that says
    who, when and why. The file is written anew, so that nothing is left in free pages. Backups, copies that were handed
    on, and what the disk itself keeps, are out of reach: see docs/how-to/withhold-and-purge.md.

    A legal hold forbids it. A received file that another article has, too, stays for that one.
    """
    from archive import reader
    from archive.leave_account import rehearse

    with closing(reader.open_reader(archive)) as conn:
        plan = rehearse(conn, refs)
    if dry_run:
        _tell(plan, "to be purged", as_json=as_json)
        return
    if because is None:
        message = "say why: --because WHY. The tombstone keeps it."
        raise click.UsageError(message)
    _ask(plan, yes=yes)
    with _leaver_of(archive, by) as leaver:
        report = leaver.purge(refs, because=because)
    _forget_printed_pages()
    _tell(report, "purged", as_json=as_json)
    if not report.is_scrubbed:
        message = (
            "the articles are gone from every table, but somebody reads the archive, so that the file could not be "
            "written anew. Close what reads it (cuttings serve), then run the same command again."
        )
        raise ArchiveError(message)
    next_step(f"cuttings verify {archive}")


def _forget_printed_pages() -> None:
    """Drop what dossiers keep on this machine: pages of the articles are among it."""
    from exports.dossier.press.kept import Kept, default_folder

    Kept(default_folder()).clear()


def _ask(plan: LeavingReport, *, yes: bool) -> None:
    """Have a person confirm a purge on a terminal; elsewhere it must have been said.

    Raises: click.UsageError, click.Abort.
    """
    if yes or not plan.done:
        return
    if not is_asked_on_a_terminal():
        message = "a purge cannot be taken back. Say --yes to do it without being asked, or --dry-run to see what goes."
        raise click.UsageError(message)
    for each in plan.done:
        for line in _lines(each, "to be purged"):
            say(line)
    click.confirm("Take this out for good?", abort=True, err=True)


def is_asked_on_a_terminal() -> bool:
    """Tell whether a person can answer."""
    return sys.stdin.isatty()


@contextmanager
def _leaver_of(archive: Path, by: str | None) -> "Iterator[Leaver]":
    from archive.leaving import Leaver

    with store_of(archive) as store:
        yield Leaver(store, by=by)


def _tell(report: LeavingReport, now: str, *, as_json: bool) -> None:
    if as_json:
        out_json(report)
        return
    for each in report.done:
        for line in _lines(each, now):
            out(line)
    for article in report.unchanged:
        out(f"{article.accession} ({article.id}): as before.")
    if report.withheld:
        say(f"{counted(report.withheld, 'article')} withheld.")


def _lines(each: Leaving, now: str) -> Iterator[str]:
    """Yield what is said of one article: never a word of its content."""
    parts = (
        counted(each.captures, "capture"),
        counted(each.received, "received file"),
        counted(each.extractions, "extraction"),
        counted(each.relations, "relation"),
        *([counted(each.families, "family", "families")] if each.families else []),
        *([counted(each.stories, "story", "stories")] if each.stories else []),
    )
    yield f"{each.article.accession} ({each.article.id}): {now}. {', '.join(parts)}."
    for shared in each.shared:
        yield f"    received file {shared.sha256[:16]} stays: {', '.join(shared.articles)} received the very same bytes"
