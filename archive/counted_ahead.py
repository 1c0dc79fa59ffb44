"""What a front page says of a whole archive, counted when the archive was changed last, and packed.

A front page that counts a million articles itself takes a second after a start, on a slow disk more. A trigger strikes
what was counted in the transaction of the next change, so that what stands there is true.

Rule: reads and writes its one row; knows what is counted, not how.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import zstandard

from archive.counted import Profile
from archive.texts import check_size
from archive.thin import Gap, Thin
from schemas.errors import DamagedArchive
from schemas.view import FacetValue

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole archive in numbers."""

    profile: Profile
    thin: Thin
    newest: tuple[int, ...]
    """Row numbers of the articles that a front page shows."""
    oldest: tuple[int, ...]


def read_ahead(conn: sqlite3.Connection) -> Whole | None:
    """Return what was counted ahead; None where nothing was since the last change, or another version counted.

    Raises: DamagedArchive where it is something else.
    """
    row = conn.execute("SELECT packed FROM counted_ahead").fetchone()
    return unpack(row[0]) if row else None


def write_ahead(conn: sqlite3.Connection, whole: Whole) -> None:
    """Keep what was counted, in the caller's transaction."""
    conn.execute("INSERT OR REPLACE INTO counted_ahead(id, packed) VALUES (1, ?)", (pack(whole),))


def pack(whole: Whole) -> bytes:
    """Return it as a zstd frame of JSON."""
    said = json.dumps({"version": _VERSION, **asdict(whole)}, ensure_ascii=False)
    return zstandard.ZstdCompressor(level=3, write_content_size=True).compress(said.encode("utf-8"))


def unpack(packed: bytes) -> Whole | None:
    """Return what `pack` packed; None where another version did.

    Raises: DamagedArchive (a ValueError) where it is something else.
    """
    try:
        check_size(packed)
        said = json.loads(zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False))
        if said["version"] != _VERSION:
            return None
        profile, thin = _with_counts(Profile, said["profile"]), _with_counts(Thin, said["thin"])
        thin["gaps"] = tuple(Gap(**each) for each in said["thin"]["gaps"])
        ends = {name: tuple(map(int, said[name])) for name in ("newest", "oldest")}
        return Whole(profile=Profile(**profile), thin=Thin(**thin), **ends)
    except (zstandard.ZstdError, ValueError, KeyError, TypeError) as error:
        message = f"what is stored is no count of an archive: {error}"
        raise DamagedArchive(message) from error


def _with_counts(kind: type[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record; lists are lists of counts."""
    return {each.name: _value(said[each.name]) for each in fields(kind)}


def _value(said: object) -> object:
    if isinstance(said, Sequence) and not isinstance(said, str):
        return tuple(FacetValue(**each) if "value" in each else each for each in said)
    return said
