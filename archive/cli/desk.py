"""What the commands of the owner's words share: the desk, their options, how notes are told.

Rule: opens `archive.desk`; knows click.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.screen import progress_bar
from schemas.errors import ArchiveMissing, NotAnArchive

if TYPE_CHECKING:
    from sqlite3 import Connection

    from archive.desk import Desk

why_option = click.option("--because", default="", metavar="WHY", help="Your reason; it is kept.")
public_option = click.option("--public", is_flag=True, help="Have everybody see it who reads the archive.")
whose_option = click.option(
    "--public/--private",
    "is_public",
    default=None,
    help="Whether everybody sees it who reads the archive, or only you.",
)


@contextmanager
def desk_of(archive: Path, by: str | None = None) -> "Iterator[Desk]":
    """Open an existing archive for the words of one person.

    Raises: ArchiveMissing, ArchiveLocked, NotAnArchive.
    """
    from archive.desk import open_desk

    if not archive.exists():
        raise ArchiveMissing(str(archive))
    if not archive.is_file() or archive.stat().st_size == 0:
        raise NotAnArchive(str(archive))
    with progress_bar("6 store") as progress, open_desk(archive, by=by, progress=progress) as desk:
        yield desk


@contextmanager
def owner_of(archive: Path) -> "Iterator[Connection]":
    """Open an archive for reading by its owner, private words included."""
    from archive.reader import open_reader

    with closing(open_reader(archive)) as conn:
        yield conn


def whose(*, is_private: bool) -> str:
    """Return in a word who sees something."""
    return "private" if is_private else "public"
