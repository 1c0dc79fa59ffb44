"""Lists of names: outlets, agencies, people and tags, each with its articles, in the order in which readers look.

Rule: reads only; names come out as they are printed, and names that look like one are hinted at, never joined.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from archive.column_blocks import NONE
from archive.columns import Columns, Places
from archive.counted import where
from ingest.normalise.text import fold

Kind = Literal["outlet", "agency", "person", "tag"]
Sort = Literal["name", "most", "fewest"]

_LISTED: dict[str, str] = {"person": "author", "tag": "tag"}
"""Of what an article has several: the column of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a list."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Register:
    """All names of a kind."""

    by_name: tuple[Named, ...]
    """In the order of their folded names."""
    folded: tuple[str, ...]
    """The folded names, in the same order."""
    alike: dict[str, tuple[int, ...]]
    """Where several names are one when letters and digits alone count: their places in `by_name`."""

    def like(self, name: str) -> tuple[Named, ...]:
        """Return the other names that differ from `name` in case, accents, spaces and signs only."""
        places = self.alike.get(_bare(fold(name)), ())
        return tuple(self.by_name[at] for at in places if self.by_name[at].name != name)


@dataclass(frozen=True, slots=True)
class NamesPage:
    """A page of a register."""

    names: tuple[Named, ...]
    total: int
    """Names in the register."""
    found: int
    """Those that hold what was asked for."""
    is_last: bool
    """True: none follows."""


def register_of(conn: sqlite3.Connection, columns: Columns, kind: Kind) -> Register:
    """Return all names of a kind that some article carries."""
    made = columns.remembered(("register", kind), lambda: _register(_counted(conn, columns, kind)))
    return cast("Register", made)


def names_page(register: Register, *, holding: str, sort: Sort, size: int, after: Named | None = None) -> NamesPage:
    """Return the names that hold `holding` (folded; empty: all), `size` at a time, those behind `after`."""
    asked, key = fold(holding.strip()), _SORTS[sort]
    folded = zip(register.by_name, register.folded, strict=True)
    found = [each for each, name in folded if not asked or asked in name]
    if sort != "name":
        found.sort(key=key)
    begin = 0 if after is None else bisect_right(found, key(after), key=key)
    shown = tuple(found[begin : begin + size])
    return NamesPage(shown, len(register.by_name), len(found), begin + size >= len(found))


def places_of(conn: sqlite3.Connection, columns: Columns, kind: Kind, name: str) -> Places:
    """Return the places of the articles of an outlet, agency, person or tag."""
    if kind not in _LISTED:
        return where(columns, kind, name)
    row = conn.execute(_NUMBER_OF[kind], (name,)).fetchone()
    at, rows = columns.pairs[_LISTED[kind]]
    return np.unique(at[rows == (row[0] if row else NONE)]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Printed:
    """A name that pages print, and that the owner has articles shown under another."""

    called: str
    name: str
    by: str | None
    because: str


def printed_as(conn: sqlite3.Connection, outlet: str) -> tuple[Printed, ...]:
    """Return what the pages of an outlet call it, where its owner gave it the name under which it is shown."""
    rows = conn.execute(f"{_PRINTED} WHERE name = ? ORDER BY called", (outlet,))
    return tuple(Printed(*row) for row in rows)


def shown_as(conn: sqlite3.Connection, called: str) -> Printed | None:
    """Return under which name articles of an outlet are shown whose pages print `called`; None: under that."""
    row = conn.execute(f"{_PRINTED} WHERE called = ?", (called,)).fetchone()
    return Printed(*row) if row else None


_PRINTED = "SELECT called, name, asserted_by, because FROM outlet_naming"


def without(columns: Columns, kind: Kind) -> Places:
    """Return the places of the articles that state no outlet, agency, person or tag."""
    if kind not in _LISTED:
        return where(columns, kind, None)
    has = np.zeros(len(columns), dtype=bool)
    has[columns.pairs[_LISTED[kind]][0]] = True
    return np.flatnonzero(~has)


_NUMBER_OF: dict[Kind, str] = {
    "person": "SELECT id FROM person WHERE name = ?",
    "tag": "SELECT id FROM tag WHERE name = ?",
}
_NAMES: dict[Kind, str] = {"person": "SELECT id, name FROM person", "tag": "SELECT id, name FROM tag"}


def _sorting(name: str) -> tuple[str, str]:
    return (fold(name), name)


_SORTS: dict[Sort, Callable[[Named], tuple[object, ...]]] = {
    "name": lambda each: _sorting(each.name),
    "most": lambda each: (-each.articles, *_sorting(each.name)),
    "fewest": lambda each: (each.articles, *_sorting(each.name)),
}


def _bare(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


def _register(names: Iterable[Named]) -> Register:
    ordered = sorted(((fold(each.name), each.name, each) for each in names), key=lambda each: each[:2])
    alike: dict[str, list[int]] = {}
    for at, (folded, _, _) in enumerate(ordered):
        if bare := _bare(folded):
            alike.setdefault(bare, []).append(at)
    return Register(
        by_name=tuple(each for _, _, each in ordered),
        folded=tuple(folded for folded, _, _ in ordered),
        alike={bare: tuple(places) for bare, places in alike.items() if len(places) > 1},
    )


def _counted(conn: sqlite3.Connection, columns: Columns, kind: Kind) -> Iterator[Named]:
    if kind not in _LISTED:
        counts = np.bincount(columns.of[kind] + 1, minlength=1 + len(columns.names[kind]))[1:]
        named: Iterable[tuple[int, str]] = enumerate(columns.names[kind])
    else:
        at, rows = columns.pairs[_LISTED[kind]]
        # A page may print a name twice; it is one article all the same.
        is_again = np.zeros(len(at), dtype=bool)
        order = np.lexsort((rows, at))
        is_again[order[1:]] = (at[order[1:]] == at[order[:-1]]) & (rows[order[1:]] == rows[order[:-1]])
        counts = np.bincount(rows[~is_again])
        named = conn.execute(_NAMES[kind])
    for number, name in named:
        if number < len(counts) and counts[number]:
            yield Named(str(name), int(counts[number]))
