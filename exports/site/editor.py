"""Who may change an archive in this request, and how a change reaches the file.

Rule: every change of a reading room goes through `change_of`: opened for one change, under the lock of the one writer,
in a thread of its own, under the name that the person signed in with.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, TypeVar

from archive import reader
from archive.desk import Desk, open_desk
from archive.published import copy_of
from exports.site.access import may_curate, name_of
from exports.site.shield import host_name

T = TypeVar("T")

WAIT_S = 3.0
"""How long a change waits for another one that is being written."""

FIXED = "This is a copy for reading: nothing in it is changed. Changes are made in the archive that it was made from."
NOT_SIGNED_IN = (
    "Only somebody who has signed in may change this archive. Its owner signs in with: cuttings serve ARCHIVE --edit"
)
NOT_ALLOWED = "You are signed in, and may read this archive, not change it. Its owner can give you the right to."


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may change the archive at hand."""

    name: str
    """The name that goes with changes."""


async def editor_of(datasette: Any, actor: dict[str, Any] | None, database: str) -> Editor | None:  # noqa: ANN401  Datasette ships no types
    """Return who may change the archive called `database`, or None where `actor` may not."""
    if actor is None or not await may_curate(datasette, actor, database) or is_fixed(datasette, database):
        return None
    return Editor(name_of(datasette, actor))


def is_fixed(datasette: Any, database: str) -> bool:  # noqa: ANN401
    """Say whether an archive is a copy for readers, or served as a file that never changes."""
    served = datasette.get_database(database)
    if not served.is_mutable:
        return True
    with closing(reader.open_reader(str(served.path))) as conn:
        return copy_of(conn) is not None


def why_not(datasette: Any, actor: dict[str, Any] | None, database: str) -> str:  # noqa: ANN401
    """Say why somebody who is no editor may not change an archive."""
    if is_fixed(datasette, database):
        return FIXED
    return NOT_SIGNED_IN if actor is None else NOT_ALLOWED


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Say whether a browser sent a form from a page of this very host; what does not say so is not from here.

    Beside Datasette's own check, which lets through what brings no cookie or no word on where it comes from.

    >>> is_from_here({"sec-fetch-site": "same-origin"}), is_from_here({"sec-fetch-site": "same-site"}), is_from_here({})
    (True, False, False)
    >>> is_from_here({"origin": "http://localhost:8001", "host": "localhost:8001"})
    True
    """
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    scheme, _, origin = headers.get("origin", "").lower().partition("://")
    host = headers.get("host", "").lower()
    return scheme in {"http", "https"} and origin == host and host_name(host) is not None


async def read_own(datasette: Any, database: str, reading: Callable[[Connection], T]) -> T:  # noqa: ANN401
    """Run `reading` with a connection to the file itself, which has what is not for readers. For editors only."""
    path = str(datasette.get_database(database).path)

    def run() -> T:
        with closing(reader.open_reader(path)) as conn:
            return reading(conn)

    return await asyncio.to_thread(run)


async def change_of(datasette: Any, database: str, editor: Editor, act: Callable[[Desk], T]) -> T:  # noqa: ANN401
    """Open the archive called `database` for `editor`, have `act` change it, and close it.

    Raises: ArchiveLocked where another one is writing; CorrectionError, UnknownArticle; ArchiveError.
    """
    path = str(datasette.get_database(database).path)

    def run() -> T:
        with open_desk(path, by=editor.name, wait_s=WAIT_S) as desk:
            return act(desk)

    return await asyncio.to_thread(run)
