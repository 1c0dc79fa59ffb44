"""Lists of names: outlets, agencies, people and tags, each with its articles, in the order in which readers look.

Rule: reads only; names come out as they are printed, and names that look like one are hinted at, never joined.
"""

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    by_most: tuple[Named, ...]
    """Those of most articles first."""
    by_fewest: tuple[Named, ...]
    folded: dict[str, str]
    """The folded form of each name."""
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
    found: Sequence[Named] = {"name": register.by_name, "most": register.by_most, "fewest": register.by_fewest}[sort]
    if asked:
        found = [each for each in found if asked in register.folded[each.name]]
    begin = 0 if after is None else bisect_right(found, key(after), key=key)
    return NamesPage(tuple(found[begin : begin + size]), len(register.by_name), len(found), begin + size >= len(found))


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


def renamed(conn: sqlite3.Connection, outlet: str) -> str | None:
    """Return what an outlet is called now whose name no article is shown under any more: addresses outlive names."""
    shown = shown_as(conn, outlet)
    if shown is None or conn.execute("SELECT 1 FROM article WHERE outlet = ? LIMIT 1", (outlet,)).fetchone():
        return None
    return shown.name


_PRINTED = "SELECT called, name, asserted_by, because FROM outlet_naming"


def without(columns: Columns, kind: Kind) -> Places:
    """Return the places of the articles that state no outlet, agency, person or tag."""
    if kind not in _LISTED:
        return where(columns, kind, None)
    return np.flatnonzero(~columns.having(_LISTED[kind]))


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
    return _SIGNS.sub("", folded)


_SIGNS = re.compile(r"[\W_]+")


def _register(names: Iterable[Named]) -> Register:
    held = tuple(names)
    folded = {each.name: fold(each.name) for each in held}
    ordered = tuple(sorted(held, key=lambda each: (folded[each.name], each.name)))
    alike: dict[str, list[int]] = {}
    for at, each in enumerate(ordered):
        if bare := _bare(folded[each.name]):
            alike.setdefault(bare, []).append(at)
    return Register(
        by_name=ordered,
        by_most=tuple(sorted(ordered, key=lambda each: -each.articles)),
        by_fewest=tuple(sorted(ordered, key=lambda each: each.articles)),
        folded=folded,
        alike={bare: tuple(places) for bare, places in alike.items() if len(places) > 1},
    )


def _counted(conn: sqlite3.Connection, columns: Columns, kind: Kind) -> Iterator[Named]:
    if kind not in _LISTED:
        counts = np.bincount(columns.of[kind] + 1, minlength=1 + len(columns.names[kind]))[1:]
        named: Iterable[tuple[int, str]] = enumerate(columns.names[kind])
    else:
        # A card holds each name once, however often its page prints it.
        counts = np.bincount(columns.pairs[_LISTED[kind]][1])
        named = conn.execute(_NAMES[kind])
    known = counts.tolist()
    for number, name in named:
        if number < len(known) and known[number]:
            yield Named(str(name), known[number])
