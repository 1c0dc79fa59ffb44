"""Read CSV and TSV files of articles: one record a row, the first row names the columns.

A row's text or HTML is what is received, in UTF-8. A row that does not fit is one rejection with its line; reading
goes on behind it.

Rule: pure; holds one row in memory.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.charset.labels import read_as
from ingest.decode import decode
from ingest.normalise.address import content_hash
from ingest.readers.packed.unpacked import beginning
from ingest.readers.reading import Head, Mark, Met, Order, Piece, rejected
from ingest.readers.records.met import met_of_record
from ingest.readers.records.rows import BYTES, TableRow, iter_rows
from ingest.readers.records.table_head import TableHead, fits, table_head
from ingest.readers.records.wide import UTF8_BOM, as_utf8
from schemas.page import RawPage
from schemas.report import Reason, Warn

_ABOUT_ENCODING = frozenset({Warn.ENCODING_GUESSED, Warn.ENCODING_CONFLICT})


def read_table(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the article of each row; `offset` is the line on which a row begins."""
    head, plain = _begun(stream, order)
    if head is None:
        detail = "It begins like a spreadsheet, but no row of it names the columns."
        yield Met(item=rejected(order.source, Reason.BAD_RECORD, detail))
        return
    has_rows = False
    for row in _rows(plain, head, order):
        has_rows = True
        yield replace(_met(row, head, order), after=Mark(offset=row.after, count=row.behind))
    if not has_rows and order.start == Mark() and order.end is None:
        yield Met(item=rejected(order.source, Reason.EMPTY, "The spreadsheet has names of columns, and no row."))


def split_table(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces that end with a row, quoted line ends counted as part of it; none of UTF-16."""
    head, plain = _begun(stream, order)
    if head is None or plain is not stream:
        return
    start, has_rows = order.start, False
    for row in _rows(plain, head, order):
        if row.offset - max(start.offset, head.offset) >= piece_bytes:
            yield Piece(start, row.offset)
            start = Mark(offset=row.offset, count=row.line - 1)
        has_rows = True
    if has_rows:
        yield Piece(start, None)


def _begun(stream: BinaryIO, order: Order) -> tuple[TableHead | None, BinaryIO]:
    """Return how the table begins, and the stream in the alphabet in which it is read."""
    stream.seek(0)
    payload = beginning(stream)
    stream.seek(0)
    found = table_head(payload, suffix=Head(b"", order.called).suffix)
    if found is not None and payload.startswith(UTF8_BOM):
        found = replace(found, offset=found.offset + len(UTF8_BOM))
    return found, as_utf8(stream)


def _rows(stream: BinaryIO, head: TableHead, order: Order) -> Iterator[TableRow]:
    """Yield the rows that the order is for."""
    start = order.start if order.start.offset else Mark(offset=head.offset, count=head.lines, skip=order.start.skip)
    rows = iter_rows(stream, head.dialect, offset=start.offset, line=start.count, max_bytes=order.max_bytes)
    for _ in range(start.skip):
        next(rows, None)
    for row in rows:
        if order.end is not None and row.offset >= order.end:
            return
        yield row


def _met(row: TableRow, head: TableHead, order: Order) -> Met:
    """Return what a row holds: a page or a rejection."""
    source = replace(order.source, offset=row.line)
    if row.reason is not None:
        return Met(item=rejected(source, row.reason, row.problem + _lines_words(row), content_hash(row.payload)))
    if not fits(row.cells, len(head.columns)):
        detail = f"The row has {len(row.cells)} cells, and there are {len(head.columns)} columns."
        return Met(item=rejected(source, Reason.BAD_RECORD, detail + _lines_words(row), content_hash(row.payload)))
    record, warnings = _record(row, head)
    met = met_of_record(record, replace(order, source=source))
    if isinstance(met.item, RawPage):
        return replace(met, item=replace(met.item, warnings=(*met.item.warnings, *warnings)))
    return met


def _record(row: TableRow, head: TableHead) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the row's cells by the names of their columns, and warnings for how they were read."""
    encoding, warnings = _encoding(row.payload)
    record: dict[str, str] = {}
    for column, cell in zip(head.columns, row.cells, strict=False):
        if column and cell.strip():
            record.setdefault(column, read_as(cell.encode(BYTES), encoding))
    return record, warnings


def _encoding(payload: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the encoding of a row, and a warning where it had to be guessed."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode(payload, is_html=False)
        return decoded.encoding, tuple(each for each in decoded.warnings if each in _ABOUT_ENCODING)
    return "utf-8", ()


def _lines_words(row: TableRow) -> str:
    """Say which lines went with a row that was not read, where they were several."""
    return f" The lines {row.line} to {row.behind} were passed over." if row.behind > row.line else ""
