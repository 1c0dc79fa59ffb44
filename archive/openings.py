"""The beginning of a received file, read as it was read when it came in: to be looked at, within bounds.

Rule: reads only; holds no more of a file in memory than is asked for, whatever its size is.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

import zstandard

from archive.published import ABSENT
from ingest.charset.labels import read_as
from ingest.normalise.text import clean_text

MOST_BYTES = 1_000_000
"""So much of a file is looked at."""

MOST_ARTICLES = 5
"""So many of the articles are named that were made of it."""

_RECEIVED = "SELECT id, size, format, codec FROM received WHERE sha256 = ?"
_READ_AS = "SELECT charset, charset_basis FROM capture WHERE received_id = ? ORDER BY id LIMIT 1"
_ARTICLES = """
    SELECT DISTINCT a.public_id, a.accession, a.headline, a.language FROM capture r
    JOIN article a ON a.id = r.article_id WHERE r.received_id = ? ORDER BY a.id LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """An article that was made of a received file."""

    id: str
    accession: str
    headline: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A received file, as far as it is looked at."""

    sha256: str
    size: int
    format: str
    """`html`, `text` or `pdf`."""
    charset: str
    charset_basis: str
    text: str | None
    """Its beginning; None where it is no text (a PDF), or is with the owner of the archive."""
    is_cut: bool
    is_with_owner: bool
    articles: tuple[MadeOf, ...]


def opening_of(conn: sqlite3.Connection, sha256: str, *, most: int = MOST_BYTES) -> Opening | None:
    """Return the beginning of a received file, and what was made of it; None where there is none of that hash.

    Raises: zstandard.ZstdError where it cannot be unpacked.
    """
    row = conn.execute(_RECEIVED, (sha256,)).fetchone()
    if row is None:
        return None
    number, size, form, codec = row
    charset, basis = conn.execute(_READ_AS, (number,)).fetchone() or ("utf-8", "default")
    is_text = codec != ABSENT and form != "pdf"
    return Opening(
        sha256=sha256,
        size=size,
        format=form,
        charset=charset,
        charset_basis=basis,
        text=_decoded(_beginning(conn, number, codec, most), charset) if is_text else None,
        is_cut=is_text and size > most,
        is_with_owner=codec == ABSENT,
        articles=tuple(
            MadeOf(id=name, accession=accession, headline=headline, language=language)
            for name, accession, headline, language in conn.execute(_ARTICLES, (number, MOST_ARTICLES))
        ),
    )


def _beginning(conn: sqlite3.Connection, number: int, codec: str, most: int) -> bytes:
    with closing(conn.blobopen("received", "body", number, readonly=True)) as blob:
        if codec == "raw":
            return blob.read(most)
        with zstandard.ZstdDecompressor().stream_reader(blob, closefd=False) as stream:  # type: ignore[arg-type]  # read as files are
            return bytes(stream.read(most))


def _decoded(payload: bytes, charset: str) -> str:
    """Return bytes as they were read when they came in, fit to be shown."""
    try:
        text = read_as(payload, charset)
    except LookupError:
        text = payload.decode("utf-8", "replace")
    return clean_text(text)[0]
