"""`cuttings export`: article records as JSON Lines or CSV.

Rule: reads through `archive.reader`; writes a file that is replaced only when it is whole.
"""

import sys
from contextlib import closing
from pathlib import Path
from typing import Literal

import click

from archive.cli.options import archive_argument, filter_options
from archive.cli.screen import next_step, say
from archive.cli.states import withheld_words
from archive.cli.words import counted
from schemas.view import Filters


@click.command("export")
@archive_argument
@click.option(
    "-o", "--out", "target", type=click.Path(path_type=Path), required=True, help="File to write; - is stdout."
)
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="What to write."
)
@filter_options
def export_command(*, archive: Path, target: Path, form: Literal["jsonl", "csv"], filters: Filters) -> None:
    """Write article records to a file.

    One JSON record a line, or one CSV row an article.
    In CSV, names and tags are parted by "; ", and a cell that a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    from archive import reader
    from exports.records import WRITERS, write_file

    with closing(reader.open_reader(archive)) as conn:
        records = reader.iter_articles(conn, filters)
        to_stdout = str(target) == "-"
        count = WRITERS[form](records, sys.stdout) if to_stdout else write_file(records, target, form)
        left = withheld_words(conn)
    say(f"{counted(count, 'article')} written to {'standard output' if to_stdout else target}.{left}")
    next_step("cuttings schema" if form == "jsonl" else f"cuttings set {archive} --from corrections.csv")
