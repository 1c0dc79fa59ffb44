"""Read mailboxes in one file (mbox, RFC 4155; `From ` in a text is written `>From `): each mail is a record.

Rule: pure; holds one mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.readers.mime.mail import met_of
from ingest.readers.reading import Head, Mark, Met, Order, Piece, rejected, size_words
from schemas.report import Reason

_BEGIN = re.compile(
    rb"From (?:\S+ +)?(?:mon|tue|wed|thu|fri|sat|sun),? +[a-z]{3} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?"
    rb"(?: +[\w+-]{1,6}){0,2} +\d{4}(?: +[\w+-]{1,6})?\s*\Z",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_GULP = 1 << 16


@dataclass(frozen=True, slots=True)
class _Mail:
    """One mail in the file."""

    offset: int
    """Byte at which its `From ` line begins."""
    after: int
    payload: bytes | None
    """Without that line; None where it is larger than may be."""


def is_mbox(head: Head) -> bool:
    """Say whether an input is a mailbox: it begins with a `From ` line and a header."""
    first, _, rest = head.payload.partition(b"\n")
    return bool(_BEGIN.match(first)) and bool(_FIELD.match(rest) or rest.startswith(b">From "))


def read_mbox(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the page of each mail; `offset` is the byte at which it begins."""
    skip = order.start.skip
    for mail in _mails(stream, order):
        if order.end is not None and mail.offset >= order.end:
            return
        if skip:
            skip -= 1
            continue
        yield _met(mail, order)


def split_mbox(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces of about `piece_bytes`, each beginning with a mail."""
    start, end = order.start, stream.seek(0, 2)
    while start.offset + piece_bytes < end:
        found = _next_mail(stream, start.offset + piece_bytes)
        if found is None:
            break
        yield Piece(start, found)
        start = Mark(offset=found)
    yield Piece(start, None)


def _met(mail: _Mail, order: Order) -> Met:
    within = replace(order, source=replace(order.source, offset=mail.offset))
    after = Mark(offset=mail.after)
    if mail.payload is None:
        detail = f"The mail is larger than {size_words(order.max_bytes)}, the most that is read as one page."
        return Met(item=rejected(within.source, Reason.TOO_LARGE, detail), after=after)
    return replace(met_of(_QUOTED.sub(rb"\1", mail.payload), within, in_container=True), after=after)


def _mails(stream: BinaryIO, order: Order) -> Iterator[_Mail]:
    """Yield the mails from the order's start on."""
    begin: int | None = None
    held: list[bytes] | None = []
    size = 0
    for offset, line, is_begin in _lines(stream, order.start.offset):
        if is_begin:
            if begin is not None:
                yield _Mail(begin, offset, None if held is None else b"".join(held))
            begin, held, size = offset, [], 0
            continue
        size += len(line)
        if size > order.max_bytes:
            held = None
        if held is not None:
            held.append(line)
    if begin is not None:
        yield _Mail(begin, stream.tell(), None if held is None else b"".join(held))


def _lines(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each line, or piece of a long one: its byte, itself, and whether a mail begins with it.

    A `From ` line begins a mail behind an empty line, and at `start`.
    """
    stream.seek(start)
    offset, is_line, is_free = start, True, True
    while line := stream.readline(_GULP):
        yield offset, line, is_line and is_free and line.startswith(b"From ") and bool(_BEGIN.match(line))
        offset += len(line)
        is_free = is_line and line in {b"\n", b"\r\n"}
        is_line = line.endswith(b"\n")


def _next_mail(stream: BinaryIO, start: int) -> int | None:
    """Return where the next mail begins behind a byte in the middle of one, or None."""
    stream.seek(start)
    skipped = 0
    while piece := stream.readline(_GULP):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    lines = _lines(stream, start + skipped)
    first = next(lines, None)  # what stands before it is not known: it may be in the middle of a mail's text
    if first is None:
        return None
    return next((offset for offset, _, is_begin in lines if is_begin), None)
