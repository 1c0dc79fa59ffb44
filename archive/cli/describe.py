"""`cuttings describe`: what the owner says of an archive as a whole.

Rule: writes through `archive.about`, in an open store.
"""

from contextlib import closing
from pathlib import Path

import click

from archive.cli.options import archive_argument, json_option
from archive.cli.relations import by_option, store_of
from archive.cli.screen import next_step, out, out_json, plain


@click.command("describe")
@archive_argument
@click.option("--title", metavar="WORDS", help="What it is called.")
@click.option("--about", metavar="WORDS", help="What is in it, how it came together, what is missing.")
@click.option("--licence", metavar="WORDS", help="Terms of use.")
@click.option("--contact", metavar="WORDS", help="Whom to ask.")
@by_option
@json_option
def describe_command(*, archive: Path, by: str | None, as_json: bool, **words: str | None) -> None:
    """Say what an archive is: title, description, licence, contact.

    Shown on the front page of the reading room, in citations and in reader's copies (`cuttings publish`): write nothing
    that readers must not see. What is given as "" is taken back. Without options it prints what is said now.
    """
    from archive import reader
    from archive.about import FIELDS, read_about

    given = {name: value for name, value in words.items() if value is not None}
    if given:
        _write(archive, given, by)
    with closing(reader.open_reader(archive)) as conn:
        about = read_about(conn)
    if as_json:
        out_json({name: getattr(about, name) for name in FIELDS})
        return
    for name in FIELDS:
        out(f"{name}: {plain(getattr(about, name) or '-')}")
    next_step(f"cuttings serve {archive}")


def _write(archive: Path, given: dict[str, str], by: str | None) -> None:
    from archive.about import write_about
    from archive.curation import UNNAMED
    from archive.log import EventType, add_event

    with store_of(archive) as store, store.transaction():
        changed = write_about(store.conn, given)
        if changed:
            at, detail = store.clock(), {"described": changed}
            add_event(store.conn, EventType.MODIFICATION, at=at, agent=by or UNNAMED, subject=None, detail=detail)
