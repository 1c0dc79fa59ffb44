"""`cuttings outlet`: what outlets are called.

Rule: writes through `archive.desk`, reads through `archive.marks`.
"""

from pathlib import Path

import click

from archive.cli.desk import desk_of, owner_of, why_option
from archive.cli.options import archive_argument, json_option
from archive.cli.relations import because_option, by_option
from archive.cli.screen import next_step, out, out_json, out_json_array, out_row, plain, say
from archive.cli.words import counted
from schemas.marks import OutletChange, OutletName


@click.group("outlet")
def outlet_command() -> None:
    """Rename and merge outlets, or take that back.

    What pages say stays in their facts; lists, filters, facets and search follow the name that you give, and so does
    what comes later. Each renaming is logged with its reason.
    """


@outlet_command.command("rename")
@archive_argument
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@because_option
@by_option
@json_option
def rename_command(*, archive: Path, old: str, new: str, because: str, by: str | None, as_json: bool) -> None:
    """State that the outlet shown as OLD is called NEW, and why.

    Where there is an outlet NEW already, the two become one.
    """
    with desk_of(archive, by) as desk:
        done = desk.outlets.rename_outlet(old, new, because=because)
    if as_json:
        out_json(done)
        return
    now = "is now part of" if done.is_merge else "is now called"
    out(f"{plain(done.before)} {now} {plain(done.after)}: {_count(done)}.")
    next_step(
        f'cuttings list {archive} --outlet "{plain(done.after)}"',
        f'cuttings outlet undo {archive} "{plain(done.before)}"',
    )


@outlet_command.command("undo")
@archive_argument
@click.argument("name", metavar="NAME")
@why_option
@by_option
@json_option
def undo_command(*, archive: Path, name: str, because: str, by: str | None, as_json: bool) -> None:
    """Take back the latest renaming of an outlet; NAME is the one before it or after it.

    Said again, it takes back the renaming before that.
    """
    with desk_of(archive, by) as desk:
        done = desk.outlets.undo_outlet(name, because=because)
    if as_json:
        out_json(done)
        return
    out(f"{plain(done.after)} is no longer called {plain(done.before)}: {_count(done)}.")
    next_step(f"cuttings outlet list {archive}")


@outlet_command.command("list")
@archive_argument
@json_option
def list_command(*, archive: Path, as_json: bool) -> None:
    """List the outlets: articles, name, what pages call it, and who named it so.

    In a pipe: articles, name, and the names that pages give, parted by tabs.
    """
    from archive import marks

    with owner_of(archive) as conn:
        outlets = marks.outlets(conn)
    if as_json:
        out_json_array(outlets)
        return
    for each in outlets:
        out_row((each.articles, each.name, *each.called))
        for line in _said(each):
            say(f"    {line}")
    say(f"{counted(len(outlets), 'outlet')}.")
    if outlets:
        next_step(f'cuttings outlet rename {archive} "{plain(outlets[-1].name)}" "NEW" --because "WHY"')


def _said(outlet: OutletName) -> list[str]:
    return [
        f"{plain(each.called)} -> {plain(each.name)}, by {plain(each.by or 'somebody')}: {plain(each.because)}"
        for each in outlet.statements
    ]


def _count(done: OutletChange) -> str:
    return f"{counted(done.articles, 'article')} shown under another name"
