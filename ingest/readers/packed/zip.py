"""Read ZIP files: each member as what it is, in the order in which they lie in the file, nothing unpacked to the disk.

Where the directory at the end is missing or cut off, members are read by their own headers, and it is said.

Rule: pure; holds the names of the members, no contents.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from ingest.readers.beside import Note
from ingest.readers.names import member_name
from ingest.readers.packed.members import Names, first_number, read_member
from ingest.readers.packed.unpacked import goes_back, open_unpacked
from ingest.readers.packed.wacz import Package, package_in
from ingest.readers.packed.zip_directory import DESCRIPTOR, END, LOCAL, Entry, read_directory
from ingest.readers.packed.zip_documents import document_in
from ingest.readers.packed.zip_entries import head_of, jump_entry, open_trouble, unpack_entry
from ingest.readers.packed.zip_scan import scan
from ingest.readers.reading import Head, Mark, Met, Order, Piece, inside, refused, rejected
from ingest.readers.trees import CLAIMERS, Aside, Members, decoded
from schemas.errors import StreamError
from schemas.page import Source
from schemas.report import Reason, Rejection

_MOST_PIECES = 64
"""Each piece reads the directory again."""


def is_zip(head: Head) -> bool:
    """Say whether an input is a ZIP file."""
    return head.payload.startswith((LOCAL, END, DESCRIPTOR + LOCAL))


def read_zip(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield what is in the members of a ZIP file; `Mark.count` counts them."""
    try:
        directory = read_directory(stream)
    except StreamError as error:
        yield Met(item=rejected(order.source, error.reason, error.detail))
        return
    if directory is None:
        yield from _read_cut(stream, order)
    elif not directory.entries:
        yield Met(item=refused(stream, order, Reason.EMPTY, "There is nothing in the ZIP file."))
    elif (document := document_in(stream, directory.entries)) is not None:
        yield Met(item=refused(stream, order, Reason.UNSUPPORTED_TYPE, document))
    else:
        yield from _read(stream, order, directory.entries, directory.shared)


def split_zip(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces of a long ZIP file by its members; none where it is to be read by the members' own headers."""
    try:
        directory = read_directory(stream)
    except StreamError:
        return  # reading it says why
    if directory is None or document_in(stream, directory.entries) is not None:
        return
    piece_bytes = max(piece_bytes, sum(entry.packed for entry in directory.entries) // _MOST_PIECES)
    start, held = order.start, 0
    for number, entry in enumerate(directory.entries):
        if held >= piece_bytes and number > start.count:
            yield Piece(start, number)
            start, held = Mark(count=number), 0
        held += entry.packed if number >= order.start.count else 0
    yield Piece(start, None)


def _read(
    stream: BinaryIO, order: Order, entries: tuple[Entry, ...], shared: frozenset[int] = frozenset()
) -> Iterator[Met]:
    """Yield what is in the members from the order's start to its end."""
    names, first, told = Names(order.source), first_number(order), _told(stream, order, entries)
    package = package_in(stream, entries)
    for number, entry in enumerate(entries):
        if order.end is not None and number >= order.end:
            return
        place = names.place(entry.member)
        if place is None or number < first:
            continue
        if package is not None and isinstance(place, Source):
            yield from _trouble(stream, order, entry, place, Mark(count=number), package)
            if not package.is_input(entry):
                continue
        if isinstance(place, Source) and number in shared:
            detail = "Its bytes are those of the member before it, too: the ZIP file was made to grow."
            place = rejected(place, Reason.EXPANDS_TOO_LARGE, detail)
        known = told.about(decoded(entry.member.written)) if told is not None and isinstance(place, Source) else None
        yield from _met(stream, order, entry, place, number, known)
    if package is not None:
        yield from _missing(order, entries, package)


def _trouble(
    stream: BinaryIO, order: Order, entry: Entry, place: Source, here: Mark, package: Package
) -> Iterator[Met]:
    """Yield that a member is not what the WACZ file states of it; where reading goes on inside, it was said before."""
    if order.start.count == here.count and order.start.inner is not None:
        return
    trouble = package.trouble(stream, entry)
    if trouble is not None:
        after = replace(here, inner=Mark()) if package.is_input(entry) else Mark(count=here.count + 1)
        yield Met(item=rejected(place, *trouble), after=after)


def _missing(order: Order, entries: tuple[Entry, ...], package: Package) -> Iterator[Met]:
    """Yield the web archives that a WACZ file lists and does not hold."""
    for number, name in enumerate(package.missing(entries), len(entries)):
        if number >= first_number(order):
            source = inside(order, member=member_name(name)).source
            detail = "It is listed in datapackage.json and is not there. Fetch the file again."
            yield Met(item=rejected(source, Reason.TRUNCATED, detail), after=Mark(count=number + 1))


def _told(stream: BinaryIO, order: Order, entries: tuple[Entry, ...]) -> Members | None:
    """Return what the folders in the file say of its members; None where nobody would say anything."""
    if not CLAIMERS or not goes_back(stream):
        return None
    files = {decoded(entry.member.written): entry for entry in entries if entry.member.kind != "folder"}

    def look(name: str, most: int) -> bytes | None:
        entry = files.get(name)
        return head_of(stream, entry, most) if entry is not None else None

    return Members(files, look, CLAIMERS, PurePosixPath(order.called).name)


def _met(
    stream: BinaryIO,
    order: Order,
    entry: Entry,
    place: Source | Rejection,
    number: int,
    known: Note | Aside | None = None,
) -> Iterator[Met]:
    """Yield what is in one member, or why it is not read."""
    if isinstance(place, Source) and (trouble := open_trouble(entry)) is not None:
        place = rejected(place, *trouble)
    if isinstance(place, Rejection):
        yield Met(item=place, after=Mark(count=number + 1))
        return
    unpack, is_stored = partial(unpack_entry, stream, entry), entry.method == 0
    jump = partial(jump_entry, stream, entry) if is_stored else None
    opened = open_unpacked(unpack, jump=jump, size=entry.packed if is_stored else None)
    yield from read_member(opened, order, place, number, known)


def _read_cut(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield what is in the members of a file without a directory, and at the end that it is cut off."""
    names, first = Names(order.source), first_number(order)
    for number, entry in enumerate(scan(stream)):
        if isinstance(entry, StreamError):
            source = replace(order.source, offset=entry.offset)
            met: Iterator[Met] = iter(
                [Met(item=rejected(source, entry.reason, entry.detail), after=Mark(count=number + 1))]
            )
        else:
            place = names.place(entry.member)
            met = _met(stream, order, entry, place, number) if place is not None else iter(())
        if number >= first:
            yield from met
