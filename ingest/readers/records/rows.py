"""The rows of a CSV or TSV file with their places: byte and line, told by the quotation marks as RFC 4180 has them.

Rows come as strings in which each character is a byte, so that no row's encoding can disturb another's.

Rule: pure; holds one row in memory.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from ingest.readers.reading import size_words
from schemas.report import Reason

QUOTE = '"'
BYTES = "latin-1"
"""The encoding in which a character is a byte."""
_GULP = 1 << 20
LONGEST_ROW = 32 << 20
"""Bytes. A row is held several times while its cells are told apart; a longer one has a mark that is not closed."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a table are set apart."""

    delimiter: str
    escape: str | None = None
    r"""Character that takes the meaning from a quotation mark behind it (`\`), where marks are not doubled."""
    is_quoted: bool = True
    """False: quotation marks are characters like others, and a row is a line."""

    def cells_of(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Yield the cells of rows; an empty row has none. Raises: csv.Error, more of them where `strict`."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            escapechar=self.escape,
            doublequote=self.escape is None,
            quoting=csv.QUOTE_MINIMAL if self.is_quoted else csv.QUOTE_NONE,
            strict=strict,
        )

    def marks_in(self, payload: bytes) -> int:
        """Return how many quotation marks open or close a cell in some bytes, each of a doubled pair counted."""
        if not self.is_quoted:
            return 0
        return payload.count(b'"') - (payload.count(b'\\"') if self.escape else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table, or the lines that should have been one."""

    line: int
    """On which it begins, from 1."""
    offset: int
    """Byte at which it begins."""
    after: int
    """Byte behind it."""
    behind: int
    """Lines before the one behind it."""
    cells: tuple[str, ...] = ()
    """Each character is a byte."""
    payload: bytes = b""
    """The row as it stands in the file; of one that is too long, nothing."""
    reason: Reason | None = None
    """Why it is no row."""
    problem: str = ""


class _RowTooLongError(Exception):
    """A row is larger than what is read as one."""


def iter_rows(stream: BinaryIO, dialect: Dialect, *, offset: int, line: int, max_bytes: int) -> Iterator[TableRow]:
    """Yield the rows from byte `offset` on, before which there are `line` lines. Empty lines are no rows."""
    max_bytes = min(max_bytes, LONGEST_ROW)
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes + 1))  # the module's own is 128 KiB
    stream.seek(offset)
    feed = _Feed(stream, offset, line, max_bytes)
    reader = dialect.cells_of(feed)
    while True:
        begin, first = feed.offset, feed.line + 1
        feed.begin()
        cells, reason, problem = _next_cells(reader, feed, dialect)
        if not feed.size:
            return
        if cells or reason:
            yield TableRow(
                line=first,
                offset=begin,
                after=feed.offset,
                behind=feed.line,
                cells=cells,
                payload="".join(feed.taken).encode(BYTES),
                reason=reason,
                problem=problem,
            )


def _next_cells(
    reader: "Iterator[list[str]]", feed: "_Feed", dialect: Dialect
) -> tuple[tuple[str, ...], Reason | None, str]:
    """Return the cells of the next row, or why its lines are none."""
    try:
        cells = next(reader, [])
    except _RowTooLongError:
        feed.drop(dialect)
        words = f"The row is longer than {size_words(feed.max_bytes)}, the most that is read as one record"
        return (), Reason.TOO_LARGE, f"{words}; perhaps a quotation mark in it is never closed."
    except csv.Error as error:
        return (), Reason.BAD_RECORD, f"The row is not CSV: {error}."
    if feed.is_cut:
        words = "A quotation mark that is opened in this row is never closed: the file ends inside it"
        return (), Reason.TRUNCATED, f"{words}, on line {feed.line}. Nothing behind the mark can be told apart."
    if dialect.is_quoted and any(QUOTE in line for line in feed.taken) and (wrong := _misquoted(feed.taken, dialect)):
        return (), Reason.BAD_RECORD, wrong
    return tuple(cells), None, ""


def _misquoted(lines: list[str], dialect: Dialect) -> str | None:
    """Say where the quotation marks of a row cannot be meant as they stand; None where they can."""
    words = "A quotation mark inside a quoted cell of this row is not doubled, so that its cells cannot be told."
    if dialect.escape is not None:  # where marks are not doubled, the `csv` module lets all pass
        return (
            None if _escaped_row(dialect.delimiter).fullmatch("".join(lines)) else words.replace("doubled", "escaped")
        )
    try:
        next(dialect.cells_of(lines, strict=True), None)
    except csv.Error:
        return words
    return None


@cache
def _escaped_row(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of a row whose quotation marks have backslashes before them."""
    mark = re.escape(delimiter)
    cell = rf'(?:"(?:[^"\\]++|\\.)*+"|(?!")(?:[^{mark}\r\n\\]++|\\.)*+)'
    return re.compile(rf"{cell}(?:{mark}{cell})*+\r?\n?", re.DOTALL)


class _Feed:
    """Hands the lines of a stream to the `csv` module one by one, and knows which of them the row in hand has taken."""

    def __init__(self, stream: BinaryIO, offset: int, line: int, max_bytes: int) -> None:
        """Begin at byte `offset`, behind `line` lines."""
        self.stream, self.offset, self.line, self.max_bytes = stream, offset, line, max_bytes
        self.taken: list[str] = []
        self.size = 0
        self._is_at_line_end = True
        self._last = b""
        self.is_cut = False

    def begin(self) -> None:
        """Begin another row."""
        self.taken, self.size = [], 0

    def drop(self, dialect: Dialect) -> None:
        """Forget the row in hand, and go behind it: to the end of a line up to which all quotation marks are closed.

        So no line of a long text is taken for a row of its own; where a mark is never closed, the file ends first.
        """
        marks = sum(dialect.marks_in(line.encode(BYTES)) for line in self.taken) + dialect.marks_in(self._last)
        self.taken, self._last = [], b""
        while (marks % 2 or not self._is_at_line_end) and (piece := self.stream.readline(_GULP)):
            self.offset += len(piece)
            self.line += self._is_at_line_end
            self._is_at_line_end = piece.endswith(b"\n")
            marks += dialect.marks_in(piece)

    def __iter__(self) -> "_Feed":
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line."""
        payload = self.stream.readline(self.max_bytes + 1)
        if not payload:
            self.is_cut = bool(self.size)
            raise StopIteration
        self.size += len(payload)
        self.offset += len(payload)
        self.line += 1
        self._is_at_line_end = payload.endswith(b"\n")
        if self.size > self.max_bytes:
            self._last = payload
            raise _RowTooLongError
        shown = payload.decode(BYTES)
        self.taken.append(shown)
        return shown
