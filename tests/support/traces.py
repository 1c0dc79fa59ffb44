"""Look for words in all that an archive's file holds, however it is packed, and in what pages and commands say."""

import base64
import binascii
import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import zstandard

FRAME = re.escape(b"\x28\xb5\x2f\xfd")
"""How a zstd frame begins, wherever it stands: in a value, in the pack of a withheld article, in a page of the file."""
MOST = 1 << 18
"""Bytes of a frame that are looked into."""

LEAD = 2
"""First letters of a word that are not looked for: the index keeps of a word what the one before it lacks."""


def found_in(said: bytes, words: Collection[str]) -> set[str]:
    """Return the words that stand in some bytes, as they are or in what these hold packed; case does not matter."""
    low = b"\n".join(part.lower() for part in _unpacked(said))
    return {word for word in words if word.lower().encode()[LEAD:] in low}


def _unpacked(said: bytes) -> Iterator[bytes]:
    yield said
    for frame in re.finditer(FRAME, said):
        try:
            yield zstandard.ZstdDecompressor().decompressobj().decompress(said[frame.start() : frame.start() + MOST])
        except zstandard.ZstdError:
            continue
    for encoded in re.findall(rb'"encoded":\s*"([A-Za-z0-9+/=]+)"', said):
        try:
            yield from _unpacked(base64.b64decode(encoded))
        except binascii.Error:
            continue


def traces_in_file(path: Path, words: Collection[str]) -> set[str]:
    """Return the words that stand in the bytes of the file and those beside it, in any value, or in the index."""
    found: set[str] = set()
    with closing(sqlite3.connect(path)) as conn:
        for value in _values(conn):
            found |= found_in(value, words)
    for beside in sorted(path.parent.glob(f"{path.name}*")):
        found |= found_in(beside.read_bytes(), words)
    return found


def _values(conn: sqlite3.Connection) -> Iterator[bytes]:
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in conn.execute(f"SELECT * FROM [{table}]"):  # noqa: S608  names of the file itself
            yield from (_bytes_of(value) for value in row if isinstance(value, str | bytes))
    conn.execute("CREATE VIRTUAL TABLE temp.every_word USING fts5vocab(main, article_fts, row)")
    yield from (str(row[0]).encode() for row in conn.execute("SELECT term FROM temp.every_word"))


def _bytes_of(value: Any) -> bytes:  # noqa: ANN401  what SQLite gives
    return value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
