"""What lists and counts need of every article, in memory: a million articles take some 70 MB and a tenth of a second.

The blocks come packed from the archive; those that are out of date there are read from the tables, so that what is
counted is always what the archive holds in the state that the caller sees. Blocks are kept from one search to the next
and read again when their stamp changes.

Rule: reads only; knows the tables by `archive.column_blocks`.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from archive.column_blocks import COUNTED, LISTED, NAMED, NONE, Block, Numbers, read_block, unpack_block
from archive.remembered import Remembered

Keys = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
"""Places of articles in the columns."""
Mask = npt.NDArray[np.bool_]
"""By place: yes or no."""

Stamps = tuple[tuple[int, int, int], ...]
"""Of each block: its number, the stamp of its pack, the changes since; a block is as its stamps are."""

MOST_ARCHIVES = 16
"""Archives whose columns are kept at once."""

MOST_REMEMBERED = 256 * 1024 * 1024
"""Bytes of what is made of the columns again and again, an archive: where common words stand, lists of names."""

MOST_RESULTS = 64 * 1024 * 1024
"""Bytes of what was found of late, and in which order: for the next page of it. Apart, for a few large results would
push out all that is asked for often."""

_LAST_DAY = (1 << 20) - 1
_SECONDS = 17
_TIE = 20


def _size_of(made: Any) -> int:  # noqa: ANN401  as above
    """Return about how many bytes something takes: its arrays are what counts."""
    if isinstance(made, np.ndarray):
        return int(made.nbytes)
    names = getattr(type(made), "__slots__", ())
    return 4096 + sum(each.nbytes for name in names if isinstance(each := getattr(made, name), np.ndarray))


@dataclass(frozen=True)
class Columns:
    """The columns of all articles of an archive, in the order of their numbers."""

    stamps: Stamps
    article: Numbers
    names: dict[str, tuple[str, ...]]
    of: dict[str, Numbers]
    """By name: one value an article."""
    pairs: dict[str, tuple[Numbers, Numbers]]
    kept: Remembered = field(default_factory=lambda: Remembered(MOST_REMEMBERED, _size_of))
    """Room for what others make of these columns, and need not make again while they hold; see `remembered`."""
    results: Remembered = field(default_factory=lambda: Remembered(MOST_RESULTS, _size_of))
    """Room for what was found of late."""

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.article)

    @cached_property
    def place_of(self) -> Numbers:
        """Return by article number its place, -1 where there is none."""
        places = np.full(int(self.article[-1]) + 1 if len(self.article) else 1, NONE, dtype=np.int32)
        places[self.article] = np.arange(len(self.article), dtype=np.int32)
        return places

    def places(self, articles: Numbers | Keys) -> Places:
        """Return the places of articles; those that are not there are left out."""
        inside = articles[(articles >= 0) & (articles < len(self.place_of))]
        found = self.place_of[inside]
        return found[found >= 0].astype(np.int64)

    def find_place(self, article: int) -> int | None:
        """Return the place of an article, or None where there is none of that number."""
        place = int(self.place_of[article]) if 0 <= article < len(self.place_of) else NONE
        return None if place == NONE else place

    def mask(self, places: npt.NDArray[np.integer]) -> Mask:
        """Return by place whether it is one of some."""
        among = np.zeros(len(self), dtype=bool)
        among[places] = True
        return among

    def having(self, column: str) -> Mask:
        """Return by place whether an article has any value of those of which it may have several; not to be changed."""
        made = self.remembered(("having", column), lambda: self.mask(self.pairs[column][0]))
        return cast("Mask", made)

    def code(self, column: str, name: str) -> int:
        """Return the code of a name, or -2 where no article has it."""
        try:
            return self.names[column].index(name)
        except ValueError:
            return NONE - 1

    @cached_property
    def newest(self) -> Keys:
        """Return by place a key that is the smaller the newer the article; what has no date comes last."""
        return self.newest_at(slice(None))

    @cached_property
    def oldest(self) -> Keys:
        """Return by place a key that is the smaller the older the article; what has no date comes last."""
        return self.oldest_at(slice(None))

    def newest_at(self, places: Places | slice) -> Keys:
        """Return the same as `newest` of some places."""
        day, second = self.of["day_to"][places].astype(np.int64), self.of["second"][places].astype(np.int64)
        late = np.where(day < 0, _LAST_DAY, _LAST_DAY - 1 - day)
        return (late << _SECONDS | (86_400 - second)) << _TIE | self.of["tie"][places]

    def oldest_at(self, places: Places | slice) -> Keys:
        """Return the same as `oldest` of some places."""
        day, second = self.of["day_from"][places].astype(np.int64), self.of["second"][places].astype(np.int64)
        early = np.where(day < 0, _LAST_DAY, day)
        return (early << _SECONDS | (second + 1)) << _TIE | self.of["tie"][places]

    def remembered(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever others make
        """Return what `make` made for `key` of these columns, now or before. What was used last is kept."""
        return self.kept.get(key, make)

    def remembers(self, key: Any) -> bool:  # noqa: ANN401  as above
        """Tell whether something made for `key` is kept."""
        return key in self.kept


@dataclass
class _Shelf:
    """The blocks of one archive that were read, by number, each with its stamps."""

    blocks: dict[int, tuple[tuple[int, int, int], Block]] = field(default_factory=dict)
    columns: Columns | None = None


_shelves: OrderedDict[str, _Shelf] = OrderedDict()
_lock = threading.Lock()


def columns_of(conn: sqlite3.Connection) -> Columns:
    """Return the columns of an archive as it stands in the caller's transaction."""
    stamps = _stamps(conn)
    name = _name_of(conn)
    if name is None:  # in memory: nobody else can mean the same one
        return fresh_columns(conn)
    with _lock:
        shelf = _shelves.setdefault(name, _Shelf())
        _shelves.move_to_end(name)
        while len(_shelves) > MOST_ARCHIVES:
            _shelves.popitem(last=False)
        held = shelf.columns
        if held is None or held.stamps != stamps:
            held = shelf.columns = _renewed(conn, shelf, stamps)
    return held


def fresh_columns(conn: sqlite3.Connection) -> Columns:
    """Return the columns of an archive for one use; they are not kept."""
    stamps = _stamps(conn)
    return _joined(stamps, {stamp[0]: (stamp, _block(conn, stamp)) for stamp in stamps})


def _stamps(conn: sqlite3.Connection) -> Stamps:
    rows = conn.execute(
        "SELECT b.block, b.stamp, ifnull(s.changes, 0) FROM column_block b LEFT JOIN stale_block s ON s.block = b.block"
        " UNION ALL SELECT block, 0, changes FROM stale_block WHERE block NOT IN (SELECT block FROM column_block)"
        " ORDER BY 1"
    )
    return tuple((int(block), int(stamp), int(changes)) for block, stamp, changes in rows)


def _name_of(conn: sqlite3.Connection) -> str | None:
    # The pragma itself: a reading room closes the table of that name to statements.
    files = {str(name): file for _, name, file in map(tuple, conn.execute("PRAGMA database_list"))}
    return str(files["main"]) if files.get("main") else None


def _renewed(conn: sqlite3.Connection, shelf: _Shelf, stamps: Stamps) -> Columns:
    before, shelf.blocks = shelf.blocks, {}
    for stamp in stamps:
        held = before.get(stamp[0])
        shelf.blocks[stamp[0]] = held if held and held[0] == stamp else (stamp, _block(conn, stamp))
    return _joined(stamps, shelf.blocks)


def _block(conn: sqlite3.Connection, stamp: tuple[int, int, int]) -> Block:
    number, _, changes = stamp
    if not changes:
        (packed,) = conn.execute("SELECT packed FROM column_block WHERE block = ?", (number,)).fetchone()
        found = unpack_block(packed)
        if found is not None:
            return found
    return read_block(conn, number)


def _joined(stamps: Stamps, held: dict[int, tuple[tuple[int, int, int], Block]]) -> Columns:
    blocks = [held[stamp[0]][1] for stamp in stamps]
    names, of = {}, {}
    for column in NAMED:
        names[column], of[column] = _recoded(column, blocks)
    for column in COUNTED:
        of[column] = _end_to_end([block.columns[column] for block in blocks])
    pairs = {}
    for column in LISTED:
        starts = np.cumsum([0, *(len(block.article) for block in blocks)])
        places = [block.pairs[column][0] + int(start) for block, start in zip(blocks, starts, strict=False)]
        pairs[column] = (_end_to_end(places), _end_to_end([block.pairs[column][1] for block in blocks]))
    return Columns(stamps, _end_to_end([block.article for block in blocks]), names, of, pairs)


def _recoded(column: str, blocks: list[Block]) -> tuple[tuple[str, ...], Numbers]:
    """Return the names of all blocks, and their codes: each block has codes of its own."""
    known: dict[str, int] = {}
    found = []
    for block in blocks:
        own = [known.setdefault(name, len(known)) for name in block.names[column]]
        codes = np.array([*own, NONE], dtype=np.int32)  # -1, none, takes the last
        found.append(codes[block.columns[column]])
    return tuple(known), _end_to_end(found)


def _end_to_end(arrays: list[Numbers]) -> Numbers:
    return np.concatenate(arrays).astype(np.int32, copy=False) if arrays else np.empty(0, dtype=np.int32)
