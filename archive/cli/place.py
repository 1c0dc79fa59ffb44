"""`cuttings place`: the spellings of places.

Rule: writes through `archive.desk`, reads through `archive.places`.
"""

from pathlib import Path

import click

from archive.cli.desk import desk_of, owner_of, why_option
from archive.cli.options import archive_argument, json_option
from archive.cli.relations import by_option
from archive.cli.screen import next_step, out, out_json, out_json_array, out_row, plain, say
from archive.cli.words import counted
from schemas.errors import UsageError
from schemas.marks import Place


@click.group("place")
def place_command() -> None:
    """Say how names of places are spelt.

    For a search for one spelling to find the others. There is a table of spellings to begin with: transliterations
    of one and the same name. A spelling says nothing
    about whose a place is. What you add or remove stands above that table.
    """


@place_command.command("add")
@archive_argument
@click.argument("place", metavar="PLACE")
@click.argument("spelling", metavar="SPELLING")
@why_option
@by_option
@json_option
def add_command(*, archive: Path, place: str, spelling: str, because: str, by: str | None, as_json: bool) -> None:
    """State that PLACE is spelt SPELLING, too. PLACE is any spelling of it, or a new name."""
    with desk_of(archive, by) as desk:
        found = desk.places.add_spelling(place, spelling, because=because)
    _tell(found, as_json=as_json)
    if not as_json:
        next_step(
            f'cuttings search {archive} "{plain(spelling)}"', f'cuttings place undo {archive} "{plain(found.place)}"'
        )


@place_command.command("remove")
@archive_argument
@click.argument("place", metavar="PLACE")
@click.argument("spelling", metavar="SPELLING")
@why_option
@by_option
@json_option
def remove_command(*, archive: Path, place: str, spelling: str, because: str, by: str | None, as_json: bool) -> None:
    """State that PLACE is not spelt SPELLING."""
    with desk_of(archive, by) as desk:
        found = desk.places.remove_spelling(place, spelling, because=because)
    _tell(found or Place(place=plain(place), spellings=()), as_json=as_json)
    if not as_json:
        next_step(f'cuttings place undo {archive} "{plain(place)}"')


@place_command.command("undo")
@archive_argument
@click.argument("place", metavar="PLACE")
@why_option
@by_option
@json_option
def undo_command(*, archive: Path, place: str, because: str, by: str | None, as_json: bool) -> None:
    """Take back the latest that was said of the spellings of PLACE."""
    with desk_of(archive, by) as desk:
        _, found = desk.places.undo_spelling(place, because=because)
    _tell(found or Place(place=plain(place), spellings=()), as_json=as_json)


@place_command.command("list")
@archive_argument
@click.argument("place", metavar="[PLACE]", required=False)
@json_option
def list_command(*, archive: Path, place: str | None, as_json: bool) -> None:
    """List places and their spellings, or those of one PLACE, by any spelling of it."""
    from archive import places

    with owner_of(archive) as conn:
        one = places.find_place(conn, place) if place else None
        found = ((one,) if one else ()) if place else places.places(conn)
    if place and not found:
        raise UsageError(f"no place is spelt {place!r}. Add it: cuttings place add {archive} {place!r} SPELLING")
    if as_json:
        out_json_array(found)
        return
    for each in found:
        out_row((each.place, *each.spellings))
    say(f"{counted(len(found), 'place')}.")
    next_step(f'cuttings place add {archive} "PLACE" "SPELLING"')


def _tell(place: Place, *, as_json: bool) -> None:
    if as_json:
        out_json(place)
    else:
        out(f"{plain(place.place)}: {', '.join(map(plain, place.spellings)) or 'no spelling is left'}")
