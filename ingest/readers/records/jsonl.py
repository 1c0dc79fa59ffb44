"""Read JSON Lines: one record a line.

A record's `html` or `text` field is what is received: its bytes in UTF-8 are hashed and kept. A bad line is one
rejection; reading goes on behind it.

Rule: pure; holds one line in memory.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.normalise.address import content_hash
from ingest.readers.reading import Mark, Met, Order, Piece, rejected, size_words
from ingest.readers.records.met import met_of_record
from ingest.readers.records.wide import as_utf8
from schemas.report import Reason

BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_GULP = 1 << 20


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file, without its end."""

    number: int
    payload: bytes
    """Cut after a byte too many where it is longer than may be."""
    after: int
    """Byte at which the next line begins."""


def read_jsonl(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the records of a JSON Lines file."""
    for line in _lines(as_utf8(stream), order):
        if line.payload.strip(_SPACE):
            yield _met(line, order)


def split_jsonl(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces of a JSON Lines file, each ending with a line; none of UTF-16."""
    start = order.start
    if as_utf8(stream) is not stream:
        return
    stream.seek(start.offset)
    offset, lines = start.offset, start.count
    while gulp := stream.read(min(_GULP, piece_bytes)):
        last = gulp.rfind(b"\n")
        if last >= 0 and offset + last + 1 - start.offset >= piece_bytes:
            mark = Mark(offset=offset + last + 1, count=lines + gulp.count(b"\n"))
            yield Piece(start, mark.offset)
            start = mark
        offset += len(gulp)
        lines += gulp.count(b"\n")
    if offset > start.offset:
        yield Piece(start, None)


def _lines(stream: BinaryIO, order: Order) -> Iterator[_Line]:
    """Yield the lines from the order's start on; of a line that is too long only the beginning."""
    offset, number = order.start.offset, order.start.count
    stream.seek(offset)
    for _ in range(order.start.skip):
        offset, number = offset + _drop_line(stream), number + 1
    while order.end is None or offset < order.end:
        payload = stream.readline(order.max_bytes + 1)
        if not payload:
            return
        number += 1
        is_whole = len(payload) <= order.max_bytes
        offset += len(payload) + (0 if is_whole or payload.endswith(b"\n") else _drop_line(stream))
        yield _Line(number, payload.removeprefix(BOM) if number == 1 and is_whole else payload, offset)


def _drop_line(stream: BinaryIO) -> int:
    """Read to the end of the line and return how many bytes that were."""
    dropped = 0
    while piece := stream.readline(_GULP):
        dropped += len(piece)
        if piece.endswith(b"\n"):
            break
    return dropped


def _met(line: _Line, order: Order) -> Met:
    """Return what a line holds: a page or a rejection."""
    source = replace(order.source, offset=line.number)
    after = Mark(offset=line.after, count=line.number)
    return replace(read_line(line.payload, replace(order, source=source))[1], after=after)


def read_line(payload: bytes, order: Order) -> tuple[object, Met]:
    """Return the JSON value of one line, None where it is none, and the page of that record or why there is none."""
    if len(payload) > order.max_bytes:
        detail = f"The line is longer than {size_words(order.max_bytes)}, the most that is read as one record."
        return None, Met(item=rejected(order.source, Reason.TOO_LARGE, detail))
    try:
        value: object = json.loads(payload.decode("utf-8"))
    except UnicodeDecodeError as error:
        problem = f"The record is not UTF-8 (byte {error.start + 1})."
    except json.JSONDecodeError as error:
        problem = f"The record is not JSON: {error.msg} at character {error.pos + 1}."
    except ValueError:
        problem = "The record holds a number that is too long to be one."
    except RecursionError:
        problem = "The record's JSON is nested too deeply."
    else:
        return value, met_of_record(value, order)
    return None, Met(item=rejected(order.source, Reason.BAD_RECORD, problem, content_hash(payload)))
