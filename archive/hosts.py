"""At which hosts each outlet was met. Two outlets of one host may be one that is written in two ways, or a platform.

Rule: reads only; hints, no judgement.
"""

import sqlite3
from dataclasses import dataclass
from typing import cast

import numpy as np

from archive.column_blocks import NONE
from archive.columns import Columns, Keys

_NO_HOST = "outlet:"
"""What stands before an outlet's name where its articles have no address."""


@dataclass(frozen=True)
class Hosts:
    """Pairs of an outlet (its code in the columns) and a host, each once."""

    outlets: Keys
    hosts: Keys
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
    names: list[str] = []
    pairs: list[Keys] = []
    for host, numbers in conn.execute(_BY_HOST):
        if host.startswith(_NO_HOST):
            continue
        outlets = np.unique(columns.of["outlet"][columns.places(np.fromstring(numbers, dtype=np.int64, sep=","))])
        pairs.append(np.stack([outlets, np.full(len(outlets), len(names))], axis=1)[outlets != NONE])
        names.append(host)
    both = np.concatenate(pairs) if pairs else np.empty((0, 2), dtype=np.int64)
    return Hosts(both[:, 0], both[:, 1], tuple(names))


# The index of hosts holds all that is asked for: no article's row is read, and each host makes one row.
_BY_HOST = "SELECT host, group_concat(id) FROM article WHERE host IS NOT NULL GROUP BY host"
