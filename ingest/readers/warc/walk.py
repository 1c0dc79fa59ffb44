"""Where records begin and end. Reading and dividing a file both go by this walk, so they cannot differ.

A record ends where its own length says, if what follows is the end of a record; what looks like a record inside another
one is never looked for. Only behind a damage is the next record searched: first by its mark, then by its header.

Rule: pure; knows members and heads, not what a record means.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import zstandard

from ingest.readers.reading import Mark
from ingest.readers.warc.digests import Checker
from ingest.readers.warc.heads import WARC_MARK, RecordHead, head_at
from ingest.readers.warc.window import (
    GZIP_MARK,
    TRIAL,
    ZSTD_MARK,
    Damage,
    Feed,
    Packed,
    PlainBytes,
    Window,
    beginning,
    gzip_member,
    zstd_frame,
)
from ingest.sizes import MEBIBYTE
from schemas.report import Reason

DICTIONARY_MARK = b"\x5d\x2a\x4d\x18"
"""Of the skippable frame that holds the dictionary of a .warc.zst; other skippable frames differ in the first byte."""

END_MARK = b"\r\n\r\n"
OPENING = 1 << 16
"""Bytes that are kept of a block that is too long to be read."""

_SKIPPABLE = b"\x2a\x4d\x18"
_FRAME_HEADER = 8
_LARGEST_DICTIONARY = 16 * MEBIBYTE
_BLANKS = b"\r\n\0"
_BLANK = re.compile(rb"[\r\n\0]*")
_CANDIDATE = re.compile(rb"WARC/[01]\.|\nhttps?:", re.IGNORECASE)
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|\x28\xb5\x2f\xfd|WARC/[01]\.\d{1,3}\r?\n", re.DOTALL)
_OVERLAP = 16
_SEARCH = 1 << 12
_SEEN = re.compile(rb"(?:WARC/[01]\.|[A-Za-z][A-Za-z0-9+.-]{0,30}:)")
_LONGEST_END_MARK = 4


class Span(NamedTuple):
    """What stands between two places of a member: a record, or what should be one."""

    start: int
    next: int
    """Place behind it."""
    head: RecordHead | None = None
    damage: Damage | None = None
    opening: bytes | None = None
    """Of a block longer than what is read as one record: its beginning. The rest went by, and was checked."""
    lacks_end: bool = False
    """The file ends behind the block, before the mark that ends the record."""

    @property
    def block(self) -> int:
        """Return the place of the block's first byte."""
        return self.start + (self.head.size if self.head else 0)


class Found(NamedTuple):
    """A record in the file, or what should be one."""

    window: Window
    span: Span
    offset: int
    """Byte of the file at which it begins; of a packed file: at which its member begins."""
    number: int
    """Records before it in the same member; 0 in a file that is not packed."""
    after: Mark | None
    """Where the next one begins; None: the file ends behind it."""


def walk(stream: BinaryIO, start: Mark, max_bytes: int) -> Iterator[Found]:
    """Yield what stands in the file from `start` on. What is yielded can be looked at until the next is asked for.

    `start.count`: records of the member there that are passed over.
    """
    feed = Feed(stream)
    opening, dictionary = feed.peek(_FRAME_HEADER), _dictionary(feed)
    feed.seek(start.offset)
    if not (opening.startswith((GZIP_MARK, ZSTD_MARK)) or opening[1:4] == _SKIPPABLE):
        yield from _plain_records(feed, max_bytes)
        return
    passed = start.count
    while opening := _begin(feed):
        if opening.startswith(GZIP_MARK):
            yield from _records(feed, gzip_member(feed), passed, max_bytes)
        elif opening.startswith(ZSTD_MARK):
            yield from _records(feed, zstd_frame(feed, dictionary), passed, max_bytes)
        elif opening[1:4] == _SKIPPABLE:
            yield from _skipped_frame(feed, int.from_bytes(opening[4:], "little"))
        elif opening.startswith(WARC_MARK):
            yield from _loose_records(feed, max_bytes)
        else:
            yield _junk(feed)
        passed = 0


def spans(window: Window, place: int, max_bytes: int) -> Iterator[Span]:
    """Yield the records of a member, and what is between them if it should not be there."""
    is_told = False
    while True:
        place = _after_blank(window, place)
        if not window.fill(place + 1):
            break
        window.forget(place)
        head = head_at(window, place)
        span = _refused(window, place, place + 1, head) if isinstance(head, Damage) else _span(window, head, max_bytes)
        is_told = is_told or (span.damage is not None and span.damage is window.damage)
        yield span
        place = span.next
    if window.damage is not None and not is_told:
        yield Span(start=place, next=place, damage=window.damage)


def _span(window: Window, head: RecordHead, max_bytes: int) -> Span:
    """Return the record whose head stands at the window's beginning."""
    start = window.base
    block = start + head.size
    end = block + head.length
    if head.length > max_bytes and window.fill(start + max_bytes):
        return _passed_over(window, head, end)
    if not window.fill(end):
        there = max(window.end - block, 0)
        damage = Damage(Reason.TRUNCATED, f"The record states {head.length:,} bytes; {there:,} are there.")
        return _refused(window, start, block, window.damage or damage, head)
    behind = _behind(window, head, end)
    if behind is None:
        detail = f"The record states {head.length:,} bytes, and no record ends there."
        return _refused(window, start, block, Damage(Reason.BAD_LENGTH, detail), head)
    following, lacks_end = behind
    if not window.fill(following + 1) and window.damage is not None:  # the member's checksum speaks for its last record
        return Span(start=start, next=window.end, head=head, damage=window.damage)
    return Span(start=start, next=following, head=head, lacks_end=lacks_end)


def _behind(window: Window, head: RecordHead, end: int) -> tuple[int, bool] | None:
    """Return the place behind a record's end, and whether its end mark is missing; None where no record ends there.

    Writers leave out some of the mark: between two records that does no harm, and a member's end is an end.
    """
    if window.starts(END_MARK, end):
        return end + len(END_MARK), False
    found = window.search(_BLANK, end)
    following = min(found[1] if found else end, end + _LONGEST_END_MARK)
    if not window.fill(following + 1):
        is_plain = isinstance(window.member, PlainBytes)
        return following, is_plain and head.kind != "arc"
    if window.starts(WARC_MARK, following) or (head.kind == "arc" and following > end):
        return following, False
    return None


def _passed_over(window: Window, head: RecordHead, end: int) -> Span:
    """Return a record that is too long to be held: its block is checked as it goes by."""
    start = window.base
    block = start + head.size
    opening = window.cut(block, block + OPENING)
    window.forget(block)
    checker = Checker(head.get("warc-block-digest"))
    if not window.pass_over(end, checker.update):
        damage = window.damage or Damage(Reason.TRUNCATED, f"The file ends before the record's {head.length:,} bytes.")
        return Span(start=start, next=window.end, head=head, damage=damage)
    behind = _behind(window, head, end)
    if behind is None:
        detail = f"The record states {head.length:,} bytes, and no record ends there."
        return _refused(window, start, end, Damage(Reason.BAD_LENGTH, detail), head)
    if not checker.holds():
        damage = Damage(Reason.BAD_DIGEST, "The record's bytes are not those that it states the digest of.")
        return Span(start=start, next=behind[0], head=head, damage=damage)
    return Span(start=start, next=behind[0], head=head, opening=opening, lacks_end=behind[1])


def _refused(window: Window, start: int, search: int, damage: Damage, head: RecordHead | None = None) -> Span:
    """Return a damaged stretch, which ends where the next header that can be read begins."""
    return Span(start=start, next=_next_head(window, search), head=head, damage=damage)


def _next_head(window: Window, place: int) -> int:
    """Return where the next record with a readable header begins; the member's end where none does."""
    while True:
        found = window.search(_CANDIDATE, place)
        if found is None:
            place = max(place, window.end - len("WARC/1."))
            window.forget(place)
            if not window.fill(window.end + 1):
                return window.end
            continue
        at = found[0] + window.starts(b"\n", found[0])
        if isinstance(head_at(window, at), RecordHead):
            return at
        place = at + 1


def _after_blank(window: Window, place: int) -> int:
    """Return the place behind empty lines, and NULs that fill a file up."""
    while window.fill(place + 1):
        if window.held[place - window.base] not in _BLANKS:
            break
        found = window.search(_BLANK, place)
        place = found[1] if found else place
        if place < window.end:
            break
        window.forget(place)
    return place


def _plain_records(feed: Feed, max_bytes: int) -> Iterator[Found]:
    """Yield the records of a file that is not packed."""
    window = Window(PlainBytes(feed), feed.offset)
    for span in spans(window, window.base, max_bytes):
        after = Mark(offset=span.next) if window.fill(span.next + 1) else None
        yield Found(window, span, span.start, 0, after)


def _loose_records(feed: Feed, max_bytes: int) -> Iterator[Found]:
    """Yield records that are not packed, in a file that is; afterwards the feed stands where a member begins."""
    window = Window(PlainBytes(feed), feed.offset)
    for span in spans(window, window.base, max_bytes):
        if span.damage is not None:
            _seek_member(feed, span.start + 1)
            yield _damaged(feed, span.start, span.damage)
            return
        yield Found(window, span, span.start, 0, Mark(offset=span.next))
        if window.starts(GZIP_MARK, span.next) or window.starts(ZSTD_MARK, span.next):
            feed.seek(span.next)
            return


def _records(feed: Feed, member: Packed, passed: int, max_bytes: int) -> Iterator[Found]:
    """Yield the records of a packed member from one on; afterwards the feed stands where the next member begins."""
    window, start = Window(member), feed.offset
    for number, span in enumerate(spans(window, 0, max_bytes)):
        is_broken = span.damage is not None and span.damage is window.damage
        if is_broken:
            _seek_member(feed, max(member.resume - OPENING, start + 1))
        is_last = is_broken or not (window.fill(span.next + 1) or window.damage)
        after = _here(feed) if is_last else Mark(offset=start, count=number + 1)
        if number >= passed:
            yield Found(window, span, start, number, after)


def _begin(feed: Feed) -> bytes:
    """Step over empty lines and NULs between members; return the first bytes of what follows, empty at the end."""
    while opening := feed.peek(_FRAME_HEADER):
        kept = opening.lstrip(b"\r\n\0")
        if len(kept) == len(opening):
            break
        feed.seek(feed.offset + len(opening) - len(kept))
    return opening


def _skipped_frame(feed: Feed, size: int) -> Iterator[Found]:
    """Step over a frame that holds no data."""
    start = feed.offset
    feed.seek(start + _FRAME_HEADER + size - 1)
    if not feed.read(1):
        damage = Damage(Reason.TRUNCATED, "The file ends inside its dictionary.")
        yield _damaged(feed, start, damage)
    feed.seek(start + _FRAME_HEADER + size)


def _junk(feed: Feed) -> Found:
    """Return what stands between two members and is none; afterwards the feed stands where the next one begins."""
    start = feed.offset
    _seek_member(feed, start + 1)
    size = feed.offset - start
    return _damaged(feed, start, Damage(Reason.BAD_HEADER, f"{size:,} bytes that belong to no record."))


def _damaged(feed: Feed, start: int, damage: Damage) -> Found:
    """Return a stretch of the file that is no member, up to where the feed stands."""
    span = Span(start=start, next=feed.offset, damage=damage)
    return Found(Window(PlainBytes(feed), start), span, start, 0, _here(feed))


def _here(feed: Feed) -> Mark | None:
    """Return the place where the feed stands; None at the end of the file."""
    return Mark(offset=feed.offset) if feed.peek(1) else None


def _seek_member(feed: Feed, place: int) -> None:
    """Go to the next member from a place on, or to the end of the file."""
    feed.seek(place)
    size = _SEARCH
    while chunk := feed.peek(size):
        begin = feed.offset
        for found in _MEMBER.finditer(chunk):
            feed.seek(begin + found.start())
            if _is_member(feed):
                return
        feed.seek(begin + (len(chunk) if len(chunk) < size else size - _OVERLAP))
        size = min(size * 4, TRIAL)


def _is_member(feed: Feed) -> bool:
    """Say whether a member that begins here begins with a record."""
    begin = beginning(feed.peek(_SEARCH))
    if begin == b"":  # a block of zstd comes out as a whole
        begin = beginning(feed.peek(TRIAL))
    return begin is not None and _SEEN.match(begin) is not None


def _dictionary(feed: Feed) -> zstandard.ZstdCompressionDict | None:
    """Return the dictionary that stands at the beginning of a .warc.zst, which may be packed itself."""
    opening = feed.peek(_FRAME_HEADER)
    size = int.from_bytes(opening[4:], "little")
    if not opening.startswith(DICTIONARY_MARK) or size > _LARGEST_DICTIONARY:
        return None
    held = feed.peek(_FRAME_HEADER + size)[_FRAME_HEADER:]
    try:
        if held.startswith(ZSTD_MARK):
            held = zstandard.ZstdDecompressor().decompressobj().decompress(held)
        return zstandard.ZstdCompressionDict(held)
    except zstandard.ZstdError:  # its frames cannot be unpacked then, and each of them says so
        return None
