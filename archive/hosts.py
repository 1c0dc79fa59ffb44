"""At which hosts each outlet was met. Two outlets of one host may be one that is written in two ways, or a platform.

Rule: reads only; hints, no judgement.
"""

import sqlite3
from dataclasses import dataclass
from typing import cast

import numpy as np

from archive.column_blocks import NONE, Numbers
from archive.columns import Columns

_NO_HOST = "outlet:"
"""What stands before an outlet's name where its articles have no address."""

_AT_ONCE = 50_000
"""Rows in memory as rows while they are read."""


@dataclass(frozen=True)
class Hosts:
    """Pairs of an outlet (its code in the columns) and a host, each once."""

    outlets: Numbers
    hosts: Numbers
    names: tuple[str, ...]
    """Of the hosts."""


def hosts_of(conn: sqlite3.Connection, columns: Columns, outlet: str) -> tuple[str, ...]:
    """Return the hosts at which articles of an outlet were met, as far as they have addresses."""
    pairs = _pairs_of(conn, columns)
    return tuple(sorted(pairs.names[host] for host in pairs.hosts[pairs.outlets == columns.code("outlet", outlet)]))


def neighbours_of(conn: sqlite3.Connection, columns: Columns, outlet: str) -> tuple[tuple[str, str], ...]:
    """Return the other outlets that were met at a host of this one, each with the host."""
    pairs = _pairs_of(conn, columns)
    own = pairs.hosts[pairs.outlets == columns.code("outlet", outlet)]
    at = np.flatnonzero(np.isin(pairs.hosts, own))
    found = [(columns.names["outlet"][pairs.outlets[place]], pairs.names[pairs.hosts[place]]) for place in at]
    return tuple(sorted(each for each in found if each[0] != outlet))


def _pairs_of(conn: sqlite3.Connection, columns: Columns) -> Hosts:
    return cast("Hosts", columns.remembered("hosts", lambda: _read(conn, columns)))


def _read(conn: sqlite3.Connection, columns: Columns) -> Hosts:
    known: dict[str, int] = {}
    pairs: set[tuple[int, int]] = set()
    # The index of hosts holds all that is asked for: no article's row is read.
    rows = conn.execute("SELECT host, id FROM article WHERE host IS NOT NULL")
    while chunk := rows.fetchmany(_AT_ONCE):
        named = [(known.setdefault(host, len(known)), number) for host, number in chunk if not _is_none(host)]
        hosts = np.array([host for host, _ in named], dtype=np.int64)
        places = columns.place_of[np.array([number for _, number in named], dtype=np.int64)]
        outlets = np.where(places == NONE, NONE, columns.of["outlet"][places])
        stated = outlets != NONE
        pairs.update(zip(outlets[stated].tolist(), hosts[stated].tolist(), strict=True))
    both = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return Hosts(both[:, 0], both[:, 1], tuple(known))


def _is_none(host: str) -> bool:
    return host.startswith(_NO_HOST)
