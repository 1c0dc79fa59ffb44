"""A block of columns: what lists and counts need of some thousand articles, read from the tables, packed, unpacked.

Names (outlets, agencies, languages) stand in each block beside the codes that mean them: a block is complete in itself,
and what is struck from it is gone.

Rule: reads the tables; knows numpy and zstd; no cache, no search.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import zstandard

from archive.column_tables import BLOCK_SHIFT
from archive.texts import check_size
from schemas.errors import DamagedArchive

Numbers = npt.NDArray[np.int32]

NAMED: Final = ("outlet", "agency", "language", "basis")
"""Columns of names: a code each, -1 where there is none."""

COUNTED: Final = ("year", "month", "day_from", "day_to", "second", "tie", "words", "story", "family", "doubts")
"""Columns of numbers; `docs/archive-file.md` says what each holds."""

LISTED: Final = ("author", "tag")
"""What an article has several of: pairs of a place in the block and a row of `person` or `tag`."""

NONE: Final = -1
INCOMPLETE: Final = ("truncated", "paywalled", "teaser_only")
"""Warnings of a text that is not all of the article."""

_VERSION = 1
_TIE_DIGITS = 4
_BASE32 = {letter: at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz234567")}


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of some articles, in the order of their numbers."""

    article: Numbers
    names: dict[str, tuple[str, ...]]
    """By column: what its codes mean."""
    columns: dict[str, Numbers]
    """By name: one value an article."""
    pairs: dict[str, tuple[Numbers, Numbers]]
    """By name: places in the block, and rows of the other table."""


def read_block(conn: sqlite3.Connection, block: int) -> Block:
    """Return a block as the tables have it now."""
    first, last = block << BLOCK_SHIFT, ((block + 1) << BLOCK_SHIFT) - 1
    rows = conn.execute(_ROWS, {"first": first, "last": last}).fetchall()
    article = _numbers([row[0] for row in rows])
    names: dict[str, tuple[str, ...]] = {}
    columns: dict[str, Numbers] = {}
    for at, name in enumerate(NAMED, start=1):
        names[name], columns[name] = _coded([row[at] for row in rows])
    for name, values in _counted(rows).items():
        columns[name] = _numbers(values)
    pairs = {}
    for name, statement in _PAIRS.items():
        found = conn.execute(statement, {"first": first, "last": last}).fetchall()
        places = np.searchsorted(article, _numbers([row[0] for row in found])).astype(np.int32)
        pairs[name] = (places, _numbers([row[1] for row in found]))
    return Block(article, names, columns, pairs)


_ROWS = f"""
    SELECT a.id, a.outlet, a.agency, a.language, a.published_basis, a.year, a.month, a.day_from, a.day_to, a.published,
        a.public_id, a.words, s.story_id, f.family_id,
        ({" OR ".join(f"e.warnings LIKE '%{word}%'" for word in INCOMPLETE)}) + 2 * (a.headline IS NULL)
    FROM article a LEFT JOIN extraction e ON e.id = a.extraction_id
    LEFT JOIN family_member f ON f.article_id = a.id LEFT JOIN story_member s ON s.article_id = a.id
    WHERE a.id BETWEEN :first AND :last AND a.extraction_id IS NOT NULL GROUP BY a.id ORDER BY a.id
"""  # noqa: S608  words of ours

_PAIRS = {
    name: f"SELECT l.article_id, l.{of}_id FROM article a JOIN {table} l ON l.article_id = a.id"  # noqa: S608  our names
    " WHERE a.id BETWEEN :first AND :last AND a.extraction_id IS NOT NULL ORDER BY a.id, l.position"
    for name, table, of in (("author", "byline", "person"), ("tag", "tagging", "tag"))
}


def _counted(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {name: [] for name in COUNTED}
    for row in rows:
        year, month, day_from, day_to, published, public, words, story, family, doubts = row[5:]
        held["year"].append(NONE if year is None else year)
        held["month"].append(month_number(month))
        held["day_from"].append(day_number(day_from))
        held["day_to"].append(day_number(day_to))
        held["second"].append(second_of_day(published))
        held["tie"].append(tie_of(public))
        held["words"].append(words)
        held["story"].append(story or 0)
        held["family"].append(family or 0)
        held["doubts"].append(doubts or 0)
    return held


def month_number(month: str | None) -> int:
    """Return a month as a number that counts on: `2022-11` is 12 * 2022 + 10; -1 for none."""
    if month is None or not (month[:4] + month[5:7]).isdigit():
        return NONE
    return 12 * int(month[:4]) + int(month[5:7]) - 1


def month_name(number: int) -> str:
    """Return what `month_number` made a number of.

    >>> month_name(month_number("2022-11"))
    '2022-11'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def day_number(day: str | None) -> int:
    """Return a day as a number that counts on; -1 for none, or for a day that is in no calendar."""
    if day is None:
        return NONE
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return NONE


def second_of_day(published: str | None) -> int:
    """Return the second of the day that a time as stated names; -1 where only a day is known."""
    clock = (published or "")[11:19].split(":")
    if not all(part.isdigit() for part in clock) or clock == [""]:
        return NONE
    hour, minute, second = (*map(int, clock), 0, 0)[:3]
    return min(86_399, 3600 * hour + 60 * minute + second)


def tie_of(public_id: str) -> int:
    """Return what decides between articles of one moment, the same in every archive: the head of the public id."""
    tie = 0
    for letter in public_id[:_TIE_DIGITS]:
        tie = tie << 5 | _BASE32.get(letter, 0)
    return tie


def pack_block(block: Block) -> bytes:
    """Return a block as a zstd frame: a line that says what follows, then the columns."""
    arrays = [block.article, *(block.columns[name] for name in (*NAMED, *COUNTED))]
    arrays += [each for name in LISTED for each in block.pairs[name]]
    head = {"version": _VERSION, "sizes": [len(each) for each in arrays], "names": block.names}
    line = json.dumps(head, ensure_ascii=False).encode("utf-8") + b"\n"
    body = line + b"".join(each.astype("<i4").tobytes() for each in arrays)
    return zstandard.ZstdCompressor(level=3, write_content_size=True).compress(body)


def unpack_block(packed: bytes) -> Block | None:
    """Return what `pack_block` packed; None where another version packed it.

    Raises: DamagedArchive (a ValueError) where it is something else.
    """
    try:
        check_size(packed)
        line, _, body = zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False).partition(b"\n")
        head = json.loads(line)
        if head["version"] != _VERSION:
            return None
        arrays = _arrays(head["sizes"], body)
        names = {name: tuple(map(str, head["names"][name])) for name in NAMED}
    except (zstandard.ZstdError, ValueError, KeyError, TypeError) as error:
        message = f"what is stored is no block of columns: {error}"
        raise DamagedArchive(message) from error
    article, *columns = arrays[: 1 + len(NAMED) + len(COUNTED)]
    listed = arrays[1 + len(NAMED) + len(COUNTED) :]
    pairs = {name: (listed[2 * at], listed[2 * at + 1]) for at, name in enumerate(LISTED)}
    return Block(article, names, dict(zip((*NAMED, *COUNTED), columns, strict=True)), pairs)


def _arrays(sizes: Sequence[int], body: bytes) -> list[Numbers]:
    if len(sizes) != 1 + len(NAMED) + len(COUNTED) + 2 * len(LISTED) or 4 * sum(sizes) != len(body):
        message = "its columns are not as long as it says"
        raise ValueError(message)
    found, at = [], 0
    for size in sizes:
        found.append(np.frombuffer(body, dtype="<i4", count=size, offset=at).astype(np.int32, copy=False))
        at += 4 * size
    return found


def _coded(values: Iterable[str | None]) -> tuple[tuple[str, ...], Numbers]:
    codes: dict[str, int] = {}
    found = [NONE if value is None else codes.setdefault(value, len(codes)) for value in values]
    return tuple(codes), _numbers(found)


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int32)
