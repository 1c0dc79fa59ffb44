"""Read TAR files (POSIX ustar and pax, GNU, old ones): each member as what it is, nothing unpacked to the disk.

A tar file holds no checksums of contents; of its headers it does, and a damaged one is stepped over.

Rule: pure; holds the names of the members, no contents.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from ingest.readers.packed.members import Names, first_number, read_member
from ingest.readers.packed.tar_headers import BLOCK, Entry, entries, is_header
from ingest.readers.packed.unpacked import goes_back, open_unpacked, slices
from ingest.readers.reading import Head, Mark, Met, Order, rejected
from ingest.readers.trees import CLAIMERS, Members, decoded
from schemas.errors import StreamError
from schemas.page import Source
from schemas.report import Reason, Rejection


def is_tar(head: Head) -> bool:
    """Say whether an input is a tar file: its first block is a header whose checksum fits."""
    return is_header(head.payload[:BLOCK])


def read_tar(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield what is in the members of a tar file; `Mark.count` counts them, damaged headers too."""
    names, first, asked = Names(order.source), first_number(order), _asked(stream, order)
    for number, entry in enumerate(entries(stream)):
        if isinstance(entry, StreamError):
            place: Source | Rejection | None = rejected(
                replace(order.source, offset=entry.offset), entry.reason, entry.detail
            )
        else:
            place = names.place(entry.member)
        if number >= first and place is not None:
            yield from _met(stream, order, entry, place, number, asked)


def _asked(stream: BinaryIO, order: Order) -> Members | None:
    """Return what the folders in the file say of its members; None where one cannot look here and there in it."""
    if not CLAIMERS or not goes_back(stream):
        return None
    files = {
        decoded(each.member.written): each
        for each in entries(stream)
        if isinstance(each, Entry) and each.member.kind == "file"
    }

    def look(name: str, most: int) -> bytes | None:
        entry = files.get(name)
        return b"".join(slices(stream, entry.start, entry.start + min(entry.size, most))) if entry else None

    return Members(files, look, CLAIMERS, PurePosixPath(order.called).name)


def _met(
    stream: BinaryIO,
    order: Order,
    entry: Entry | StreamError,
    place: Source | Rejection,
    number: int,
    asked: Members | None,
) -> Iterator[Met]:
    """Yield what is in one member, or why it is not read."""
    if isinstance(place, Source) and not isinstance(entry, StreamError):
        if not entry.is_sparse:
            content = partial(_content, stream, entry)
            opened = open_unpacked(partial(content, 0), jump=content, size=entry.size)
            known = asked.about(decoded(entry.member.written)) if asked is not None else None
            yield from read_member(opened, order, place, number, known)
            return
        detail = "It is kept with holes (sparse), which is not read. Unpack the tar file, and give what was in it."
        place = rejected(place, Reason.UNSUPPORTED_TYPE, detail)
    if isinstance(place, Rejection):
        yield Met(item=place, after=Mark(count=number + 1))


def _content(stream: BinaryIO, entry: Entry, offset: int) -> Iterator[bytes]:
    """Yield a member's bytes from one on. Raises: StreamError where the file ends before the member does."""
    given = offset
    for piece in slices(stream, entry.start + offset, entry.start + entry.size):
        given += len(piece)
        yield piece
    if given < entry.size:
        raise StreamError(Reason.TRUNCATED, f"It ends after {given} of {entry.size} bytes: the file is cut off.")
