"""`cuttings export`: article records as JSON Lines, CSV or citations.

Rule: reads through `archive.reader`; writes a file that is replaced only when it is whole.
"""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.options import archive_argument, filter_options
from archive.cli.screen import next_step, say
from archive.cli.states import withheld_words
from archive.cli.words import counted
from schemas.errors import UsageError
from schemas.view import Filters

if TYPE_CHECKING:
    from exports.records import Format


@click.command("export")
@archive_argument
@click.option(
    "-o", "--out", "target", type=click.Path(path_type=Path), required=True, help="File to write; - is stdout."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "bibtex", "ris", "csl-json"]),
    default="jsonl",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--served-at",
    metavar="URL",
    help="Of citations: where the reading room shows this archive, e.g. https://press.example/archive.",
)
@filter_options
def export_command(*, archive: Path, target: Path, form: "Format", served_at: str | None, filters: Filters) -> None:
    """Write article records to a file.

    One JSON record a line, or one CSV row an article.
    In CSV, names and tags are parted by "; ", and a cell that a spreadsheet would take for a formula begins with an
    apostrophe.

    Citations for reference managers: bibtex (as biblatex reads it), ris, csl-json. A date is written as far as it is
    known, and its doubt is said; the note holds the accession number and the SHA-256 of text and received file.
    """
    from archive import reader
    from archive.about import title_of
    from exports.citations import Place
    from exports.records import write_file, writer_of

    with closing(reader.open_reader(archive)) as conn:
        records = reader.iter_articles(conn, filters)
        place = Place(title=title_of(conn, archive), articles=articles_at(served_at))
        to_stdout = str(target) == "-"
        count = writer_of(form, place)(records, sys.stdout) if to_stdout else write_file(records, target, form, place)
        left = withheld_words(conn)
    say(f"{counted(count, 'article')} written to {'standard output' if to_stdout else target}.{left}")
    next_step("cuttings schema" if form == "jsonl" else f"cuttings set {archive} --from corrections.csv")


def articles_at(served_at: str | None) -> str | None:
    """Return the address below which articles stand, from that of an archive in a reading room.

    Raises: UsageError.
    """
    from ingest.normalise.urls import safe_url

    if served_at is None:
        return None
    if safe_url(served_at) is None:
        message = f"{served_at!r} is no address. Write the one at which the archive is shown: https://HOST/ARCHIVE"
        raise UsageError(message)
    return f"{served_at.rstrip('/')}/-/article"
