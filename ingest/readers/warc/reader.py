"""Read a web archive: walk its records, check each, yield the pages. Dividing it goes by the same walk.

Rule: pure; holds one record.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.readers.pages.page import with_provenance
from ingest.readers.reading import Head, Mark, Met, Order, Piece, inside, lifted, rejected, size_words, skipped
from ingest.readers.warc.entity import is_page
from ingest.readers.warc.heads import RecordHead
from ingest.readers.warc.http import read_answer
from ingest.readers.warc.kinds import ARC_FILE, PAGES, Record, outcome_of, scheme_of
from ingest.readers.warc.mediacloud import speaks_of, told
from ingest.readers.warc.walk import DICTIONARY_MARK, Found, walk
from ingest.readers.warc.window import Damage, beginning
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection

_NAMES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
_MARKS = (b"WARC/0.", b"WARC/1.", b"filedesc:")
_MANY_IN_ONE = 1000
"""Records in one member after which no end of it is expected."""
_MEDIA = ("image/", "video/", "audio/", "font/")


def is_warc(head: Head) -> bool:
    """Say whether an input is a WARC or ARC file; where too little of it is there, its name says so."""
    if head.payload.startswith(DICTIONARY_MARK):
        return True
    begin = beginning(head.payload)
    if begin is None:
        return False
    is_short = any(mark.startswith(begin) for mark in _MARKS)
    return begin.startswith(_MARKS) or (is_short and head.name.lower().endswith(_NAMES))


def read_warc(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the pages of a web archive; what is damaged is a rejection, and what follows it is read."""
    waiting: _Waiting | None = None
    found: Found | None = None
    skip, inner = order.start.skip, order.start.inner
    for found in walk(stream, order.start, order.max_bytes):
        if waiting is not None:
            yield waiting.met(found)
            waiting = None
        if order.end is not None and found.offset >= order.end:
            return
        after = Mark(offset=found.offset, skip=1) if found.span.lacks_end else found.after
        is_skipped = skip > 0 and _is_input(found)
        skip -= is_skipped
        item = None if is_skipped else _item(found, order)
        if isinstance(item, RawPage) and item.format != "pdf":
            waiting = _Waiting(item, after, order)
        elif item is not None:
            here = Mark(offset=found.offset, count=found.number)
            yield from _mets(item, replace(order, start=inner or Mark()), here, after)
        inner = None
        if found.span.lacks_end:
            yield from _at_the_end(waiting, found, order, is_told=not skip)
            waiting = None
    if waiting is not None:
        yield waiting.met(None)
    if found is None and order.start == Mark() and order.end is None:
        yield Met(item=rejected(order.source, Reason.EMPTY, "There is no record in it."))


def split_warc(stream: BinaryIO, order: Order, piece_bytes: int) -> Iterator[Piece]:
    """Yield pieces of about `piece_bytes`, each beginning with a record that can be read (a member that begins so)."""
    start = order.start
    found = None
    for found in walk(stream, start, order.max_bytes):
        is_whole = found.number == 0 and found.span.damage is None
        if is_whole and found.offset - start.offset >= piece_bytes:
            yield Piece(start, found.offset)
            start = Mark(offset=found.offset)
        if found.number >= _MANY_IN_ONE:  # one member for all: there is nothing to be divided, and much to be unpacked
            break
    if found is not None:
        yield Piece(start, None)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A page that waits for the next record: it may speak of it."""

    page: RawPage
    after: Mark | None
    order: Order

    def met(self, found: Found | None) -> Met:
        """Return the page, with what the record behind it says of it."""
        page = self.page
        head = found.span.head if found else None
        if found and head and found.span.damage is None and found.span.opening is None and speaks_of(head, page):
            page = told(page, found.window.cut(found.span.block, found.span.block + head.length))
        page, row = self.order.beside.joined(with_provenance(page), in_container=True)
        return Met(item=page, after=self.after, row=row.number if row else None)


def _item(found: Found, order: Order) -> RawPage | Rejection | None:
    """Return what a stretch of the file is."""
    span, source = found.span, _source(found, order)
    if span.damage is not None:
        return rejected(source, span.damage.reason, span.damage.detail)
    if span.head is None:
        return None
    if span.opening is not None:
        return _too_long(source, span.head, span.opening, order.max_bytes)
    block = found.window.look(span.block, span.block + span.head.length)
    return outcome_of(Record(source, span.head, block), order.max_bytes)


def _is_input(found: Found) -> bool:
    """Say whether a stretch of the file counts as an input, by its head alone."""
    head = found.span.head
    if found.span.damage is not None or head is None:
        return True
    return head.kind == "revisit" or (head.kind in PAGES and scheme_of(head) != ARC_FILE)


def _mets(item: RawPage | Rejection, order: Order, here: Mark, after: Mark | None) -> Iterator[Met]:
    """Yield a rejection, or the pages that another reader makes of a document; `order.start`: where it begins."""
    if isinstance(item, Rejection) or order.inner is None:
        yield Met(item=item, after=after)
        return
    within = inside(replace(order, source=item.source), start=order.start)
    for met in order.inner(io.BytesIO(item.payload), within):
        read = met
        if isinstance(met.item, RawPage):
            page, row = order.beside.joined(_with_receipt(met.item, item), in_container=True)
            read = replace(met, item=page, row=row.number if row else None)
        yield lifted(read, here=here, behind=after)


def _with_receipt(page: RawPage, item: RawPage) -> RawPage:
    """Return what a reader made of a record's payload with what the record says of its receipt."""
    return replace(
        item, payload=page.payload, format=page.format, given=(*page.given, *item.given),
        warnings=(*item.warnings, *page.warnings), charset=page.charset or item.charset, source=page.source,
    )  # fmt: skip


def _source(found: Found, order: Order) -> Source:
    """Return a record's place: the byte of it, or of its member and which record of it."""
    member = order.source.member
    if found.number:
        name = f"record {found.number + 1}"
        member = name if member is None else f"{member}!{name}"
    return Source(path=order.source.path, member=member, offset=found.offset)


def _too_long(source: Source, head: RecordHead, opening: bytes, max_bytes: int) -> Rejection | None:
    """Return the outcome of a record that is longer than what is read as one page."""
    if head.kind not in PAGES:
        return None
    answer = read_answer(opening)
    media_type = "" if isinstance(answer, Damage) else answer.media_type
    if media_type.startswith(_MEDIA) and not isinstance(answer, Damage) and not is_page(answer.body):
        return skipped(source, Reason.UNSUPPORTED_TYPE, f"The server calls it {media_type}; it is no page.")
    detail = f"The record is longer than {size_words(max_bytes)}, the most that is read as one page."
    return rejected(source, Reason.TOO_LARGE, detail)


def _at_the_end(waiting: _Waiting | None, found: Found, order: Order, *, is_told: bool) -> Iterator[Met]:
    """Yield the last page of a file that ends behind it, before the mark of the record's end, and that it does so."""
    if waiting is not None:
        yield waiting.met(None)
    if is_told:
        source = replace(_source(found, order), offset=found.window.end)
        detail = (
            "The file ends inside the mark between two records: the last one is whole, what followed it is missing."
        )
        yield Met(item=rejected(source, Reason.TRUNCATED, detail), after=found.after)
