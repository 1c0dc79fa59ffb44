"""`cuttings select`: selections of articles that a person puts together.

Rule: writes through `archive.desk`, reads through `archive.marks`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.desk import desk_of, owner_of, public_option, whose, whose_option, why_option
from archive.cli.options import archive_argument, json_option
from archive.cli.relations import by_option
from archive.cli.screen import next_step, out, out_json, out_json_array, out_row, plain, say
from archive.cli.words import counted, date_words
from schemas.article import display_title
from schemas.errors import UsageError
from schemas.marks import SelectionView

if TYPE_CHECKING:
    from archive.desk import Desk

name_argument = click.argument("name", metavar="NAME")
refs_argument = click.argument("refs", metavar="ID...", nargs=-1, required=True)


@click.group("select")
def select_command() -> None:
    """Put articles together under a name.

    They stand in your order, with a note on each, and can be printed so. A selection is private: only you see it,
    unless you say --public. Articles that are withheld are not in it until
    they are released.
    """


@select_command.command("create")
@archive_argument
@click.argument("title", metavar="TITLE")
@click.option("--name", metavar="NAME", help="Its name in addresses; made from the title where none is given.")
@click.option("--note", default="", help="What you say of it.")
@public_option
@by_option
@json_option
def create_command(  # noqa: PLR0913  the options of the command
    *, archive: Path, title: str, name: str | None, note: str, public: bool, by: str | None, as_json: bool
) -> None:
    """Make an empty selection."""
    with desk_of(archive, by) as desk:
        view = desk.selections.create(title, name=name, note=note, is_private=not public)
    _tell(view, as_json=as_json)
    if not as_json:
        next_step(f"cuttings select add {archive} {view.selection.name} ID...")


@select_command.command("add")
@archive_argument
@name_argument
@refs_argument
@click.option("--note", default="", help="What you say of them.")
@by_option
@json_option
def add_command(*, archive: Path, name: str, refs: tuple[str, ...], note: str, by: str | None, as_json: bool) -> None:
    """Add articles at the end."""
    _do(archive, by, lambda desk: desk.selections.add(name, refs, note=note), as_json=as_json)


@select_command.command("remove")
@archive_argument
@name_argument
@refs_argument
@why_option
@by_option
@json_option
def remove_command(
    *, archive: Path, name: str, refs: tuple[str, ...], because: str, by: str | None, as_json: bool
) -> None:
    """Take articles out of a selection; in the archive they stay."""
    _do(archive, by, lambda desk: desk.selections.remove(name, refs, because=because), as_json=as_json)


@select_command.command("order")
@archive_argument
@name_argument
@refs_argument
@by_option
@json_option
def order_command(*, archive: Path, name: str, refs: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Put articles first, in this order; the others follow as they stood."""
    _do(archive, by, lambda desk: desk.selections.order(name, refs), as_json=as_json)


@select_command.command("note")
@archive_argument
@name_argument
@click.argument("ref", metavar="ID")
@click.argument("text", metavar="TEXT")
@by_option
@json_option
def note_command(*, archive: Path, name: str, ref: str, text: str, by: str | None, as_json: bool) -> None:
    """Say something of an article in a selection; an empty TEXT takes away what was said."""
    _do(archive, by, lambda desk: desk.selections.note(name, ref, text), as_json=as_json)


@select_command.command("change")
@archive_argument
@name_argument
@click.option("--title", help="Another title; its name stays.")
@click.option("--note", help="What you say of it.")
@whose_option
@by_option
@json_option
def change_command(  # noqa: PLR0913  the options of the command
    *,
    archive: Path,
    name: str,
    title: str | None,
    note: str | None,
    is_public: bool | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Change the title of a selection, what you say of it, or who sees it."""
    if title is None and note is None and is_public is None:
        raise click.UsageError("say what to change: --title, --note, --public or --private.")
    private = None if is_public is None else not is_public
    _do(
        archive,
        by,
        lambda desk: desk.selections.change(name, title=title, note=note, is_private=private),
        as_json=as_json,
    )


@select_command.command("delete")
@archive_argument
@name_argument
@why_option
@by_option
def delete_command(*, archive: Path, name: str, because: str, by: str | None) -> None:
    """Take a selection away; its articles stay where they are."""
    with desk_of(archive, by) as desk:
        desk.selections.delete(name, because=because)
    out(f"{plain(name)}: removed.")
    next_step(f"cuttings select undo {archive} {plain(name)}")


@select_command.command("undo")
@archive_argument
@name_argument
@why_option
@by_option
@json_option
def undo_command(*, archive: Path, name: str, because: str, by: str | None, as_json: bool) -> None:
    """Take back the latest that was done to a selection; said again, what was done before that."""
    with desk_of(archive, by) as desk:
        view = desk.selections.undo(name, because=because)
    if view is not None:
        _tell(view, as_json=as_json)
    elif as_json:
        out_json(None)
    else:
        out(f"{plain(name)}: there is no such selection any more.")


@select_command.command("list")
@archive_argument
@json_option
def list_command(*, archive: Path, as_json: bool) -> None:
    """List the selections: name, articles, who sees it, title."""
    from archive import marks

    with owner_of(archive) as conn:
        found = marks.selections(conn, is_owner=True)
    if as_json:
        out_json_array(found)
        return
    for each in found:
        out_row((each.name, counted(each.articles, "article"), whose(is_private=each.is_private), each.title))
    say(f"{counted(len(found), 'selection')}.")
    next_step(
        f"cuttings select show {archive} {found[0].name}" if found else f'cuttings select create {archive} "TITLE"'
    )


@select_command.command("show")
@archive_argument
@name_argument
@json_option
def show_command(*, archive: Path, name: str, as_json: bool) -> None:
    """Show the articles of a selection in its order, with your notes."""
    from archive import marks
    from archive.reader import articles_named

    with owner_of(archive) as conn:
        view = marks.selection(conn, name, is_owner=True)
        if view is None:
            raise UsageError(f"there is no selection {name!r}. `cuttings select list ARCHIVE` lists them.")
        if as_json:
            out_json(view)
            return
        records = articles_named(conn, [each.article for each in view.entries])
    _tell(view, as_json=False)
    for each in view.entries:
        record = records[each.article]
        title = display_title(record.headline, record.text)
        out_row((record.accession, date_words(record), record.outlet, title, each.note))
    next_step(f"cuttings dossier {archive} --selection {view.selection.name} -o {view.selection.name}.pdf")


def _do(archive: Path, by: str | None, done: "Callable[[Desk], SelectionView]", *, as_json: bool) -> None:
    with desk_of(archive, by) as desk:
        view = done(desk)
    _tell(view, as_json=as_json)
    if not as_json:
        name = view.selection.name
        next_step(f"cuttings select show {archive} {name}", f"cuttings select undo {archive} {name}")


def _tell(view: SelectionView, *, as_json: bool) -> None:
    if as_json:
        out_json(view)
        return
    head = view.selection
    said = (
        f"{head.name} ({whose(is_private=head.is_private)}): {plain(head.title)}, {counted(head.articles, 'article')}"
    )
    out(f"{said}. {plain(head.note)}".rstrip())
