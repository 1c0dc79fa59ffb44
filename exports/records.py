"""Article records as JSON Lines and CSV, and as citations (`exports.citations`). Stage 8.

Rule: sees records and a text stream; `write_file` alone touches the disk.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Literal, TextIO

from exports.citations import Place, write_bibtex, write_csl, write_ris
from schemas.article import ArticleRecord
from schemas.codec import json_text
from schemas.errors import ExportError

Format = Literal["jsonl", "csv", "bibtex", "ris", "csl-json"]
Writer = Callable[[Iterable[ArticleRecord], TextIO], int]
CitationWriter = Callable[[Iterable[ArticleRecord], TextIO, Place], int]

COLUMNS = tuple(field.name for field in fields(ArticleRecord))
"""The columns of a CSV file: the keys of a record, in its order."""

SEPARATOR = "; "
"""Between the names, tags or warnings in one cell."""

NOWHERE = Place(title="an archive of cuttings")
"""Where articles are that nobody said more of."""

SQLITE_HEADER = b"SQLite format 3\0"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(records: Iterable[ArticleRecord], stream: TextIO) -> int:
    """Write one JSON object a line; return how many. Holds one record in memory."""
    count = 0
    for record in records:
        stream.write(json_text(record) + "\n")
        count += 1
    return count


def write_csv(records: Iterable[ArticleRecord], stream: TextIO) -> int:
    """Write a header and one row an article (RFC 4180); return how many articles. Holds one record in memory."""
    rows = csv.writer(stream)
    rows.writerow(COLUMNS)
    count = 0
    for record in records:
        rows.writerow([cell_of(getattr(record, name)) for name in COLUMNS])
        count += 1
    return count


def cell_of(value: object) -> str:
    """Return a field as a cell. One that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> cell_of("=1+1"), cell_of(("A. Writer", "B. Author")), cell_of(None)
    ("'=1+1", 'A. Writer; B. Author', '')
    """
    if value is None:
        return ""
    text = SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.lstrip(" \n\v\f\x00").startswith(_FORMULA) else text


WRITERS: Mapping[Format, Writer] = {"jsonl": write_jsonl, "csv": write_csv}
CITATIONS: Mapping[Format, CitationWriter] = {
    "bibtex": write_bibtex,
    "ris": write_ris,
    "csl-json": write_csl,
}
"""Forms that say in which archive an article is."""


def writer_of(form: Format, place: Place) -> Writer:
    """Return what writes records in a form; citations point into `place`."""
    if form in WRITERS:
        return WRITERS[form]
    write = CITATIONS[form]
    return lambda records, stream: write(records, stream, place)


def write_file(records: Iterable[ArticleRecord], target: Path, form: Format, place: Place = NOWHERE) -> int:
    """Write records to the file `target`, which is replaced only when all is written; return how many.

    Raises: ExportError where the file cannot be written.
    """
    if is_database(target):
        raise ExportError(f"{target} is a database. Name another file with -o, for example: articles.{form}")
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            count = writer_of(form, place)(records, stream)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(f"{target} cannot be written: {error.strerror}. Name another place with -o.") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, so that no export is ever written over an archive."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_HEADER)) == SQLITE_HEADER
    except OSError:
        return False
