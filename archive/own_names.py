"""Whether paths in an archive name its owner: the user, the home folder or the machine that a copy is made on.

Rule: asks the system for its names; reads paths only. What articles say is theirs to say.
"""

import os
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

ANYBODY = frozenset({"root", "user", "admin", "home", "localhost", "me", "data"})
"""Names that tell nobody who somebody is."""

_SHORTEST = 3
_SEPARATORS = re.compile(r"[/\\!#:]+")

_PATHS = {
    "locator": "SELECT locator FROM locator",
    "rejection": "SELECT source FROM rejection UNION ALL SELECT detail FROM rejection",
}


def own_names() -> frozenset[str]:
    """Return the names of user, home folder and machine, in small letters, without those that tell nothing."""
    given = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")}
    host = socket.gethostname()
    given |= {host, host.partition(".")[0]}
    with suppress(RuntimeError):  # the system knows of none
        given.add(Path.home().name)
    return frozenset(name.lower() for name in given if len(name) >= _SHORTEST) - ANYBODY


def own_traces(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return, in words, which of the owner's names stand as a part of which paths; empty: none."""
    names = own_names()
    found: dict[tuple[str, str], int] = {}
    for table, path in _paths(conn):
        for name in names.intersection(_parts(path)):
            found[table, name] = found.get((table, name), 0) + 1
    return tuple(f"“{name}” in {count:,} rows of {table}" for (table, name), count in sorted(found.items()))


def _parts(path: str) -> set[str]:
    """Return the parts of a path in small letters, as it stands and as an address spells it out.

    >>> sorted(_parts("a%2FB.html"))
    ['a', 'a%2fb.html', 'b.html']
    """
    return {part for form in (path, unquote(path)) for part in _SEPARATORS.split(form.lower())}


def _paths(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table, query in _PATHS.items():
        for (path,) in conn.execute(query):
            yield table, str(path)
