"""What stands before a record: the header of a WARC record, the line of an ARC record.

WARC: ISO 28500 (1.0, 1.1), 4; the drafts 0.17 and 0.18 are read alike. ARC: the format of the Internet Archive,
versions 1 and 2.

Rule: pure; bytes in, a head or what is wrong with it out.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ingest.readers.warc.window import Damage, Window
from ingest.sizes import MEBIBYTE
from schemas.report import Reason

LONGEST_HEAD = MEBIBYTE
"""Bytes of a header that are read; crawlers write some hundreds."""
LONGEST_LINE = 1 << 14
"""Bytes of the line before an ARC record."""

WARC_MARK = b"WARC/"
_VERSION = re.compile(rb"WARC/[01]\.\d{1,3}[ \t]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n|\nWARC/")
"""The end of a header, or the beginning of another record: nobody looks further than that."""
_USUAL_END = b"\r\n\r\n"
_USUAL_HEAD = 1 << 12
_OVERLAP = 8
_FOLD = re.compile(r"\r?\n[ \t]+")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_DATE = re.compile(rb"\d{8,18}")
_STATUS = re.compile(rb"\d{3}|-")
_LONGEST_LENGTH = 18
"""Digits of a length that fits any disk."""


class RecordHead(NamedTuple):
    """What a record says of itself."""

    kind: str
    """`response`, `resource`, ...; `arc` for a record of an ARC file."""
    size: int
    """Bytes of the head itself."""
    length: int
    """Bytes of the block behind it."""
    fields: Mapping[str, str]
    """By names in lower case, as a WARC record has them; an ARC record's line is told in the same words."""

    def get(self, name: str) -> str | None:
        """Return a field, None where it is missing or empty."""
        return self.fields.get(name) or None


def head_at(window: Window, place: int) -> RecordHead | Damage:
    """Return the head of the record that begins at a place, or what is wrong with it."""
    if window.starts(WARC_MARK, place):
        return _warc_head(window, place)
    line = _line(window, place)
    found = arc_head(line) if line is not None else None
    if found is not None:
        return found
    if window.damage is not None:
        return window.damage
    if line is None and WARC_MARK.startswith(window.cut(place, place + len(WARC_MARK))):
        return Damage(Reason.TRUNCATED, "The file ends inside a record's header.")
    return Damage(Reason.BAD_HEADER, "What stands here is no record; the next one that can be read follows behind it.")


def warc_head(raw: bytes) -> RecordHead | Damage:
    """Return the header of a WARC record that is there as a whole, with the empty line behind it."""
    text = raw.decode("utf-8", "replace")
    if "\n " in text or "\n\t" in text:
        text = _FOLD.sub(" ", text)
    first, *lines = text.split("\r\n") if "\r\n" in text else text.split("\n")
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name not in fields:
            fields[name] = value
        if not colon and name:
            return Damage(Reason.BAD_HEADER, "A line of the record's header has no name.")
        if name == "content-length" and fields[name] != value:
            return Damage(Reason.BAD_LENGTH, "The record states two lengths.")
    if not _VERSION.match(raw):
        return Damage(Reason.BAD_HEADER, f"The record is of a version that is not read: {first[:20]}.")
    kind, length = fields.get("warc-type", ""), fields.get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) <= _LONGEST_LENGTH):
        return Damage(Reason.BAD_LENGTH, f"The record's length is no number: {length[:20]!r}.")
    if not kind:
        return Damage(Reason.BAD_HEADER, "The record does not say of which type it is.")
    return RecordHead(kind.lower(), len(raw), int(length), fields)


def arc_head(line: bytes) -> RecordHead | Damage | None:
    """Return the head of an ARC record, from its line with the line's end; None where it is no such line."""
    if not _SCHEME.match(line):
        return None
    parts = line.rstrip(b"\r\n").rsplit(b" ", 9)  # the address itself may have spaces
    if len(parts) != 10 or not (_DATE.fullmatch(parts[2]) and _STATUS.fullmatch(parts[4])):  # noqa: PLR2004  version 2
        parts = line.rstrip(b"\r\n").rsplit(b" ", 4)
        if len(parts) != 5 or not _DATE.fullmatch(parts[2]):  # noqa: PLR2004  version 1
            return None
    if not parts[-1].isdigit() or len(parts[-1]) > _LONGEST_LENGTH:
        return Damage(Reason.BAD_LENGTH, "The record's length is no number.")
    named = (("warc-target-uri", parts[0]), ("arc-date", parts[2]), ("content-type", parts[3]))
    return RecordHead("arc", len(line), int(parts[-1]), {name: text.decode("utf-8", "replace") for name, text in named})


def _warc_head(window: Window, place: int) -> RecordHead | Damage:
    """Read as far as the header's end, and the header."""
    begin = place - window.base
    end = window.held.find(_USUAL_END, begin, begin + _USUAL_HEAD)
    if end >= 0 and window.held.find(b"\n\n", begin, end) < 0 and window.held.find(b"\n" + WARC_MARK, begin, end) < 0:
        return warc_head(window.cut(place, window.base + end + len(_USUAL_END)))
    reach = place
    while (found := window.search(_END, max(place, reach - _OVERLAP))) is None:
        reach = window.end
        if reach - place > LONGEST_HEAD:
            return Damage(Reason.BAD_HEADER, f"The record's header is longer than {LONGEST_HEAD:,} bytes.")
        if not window.fill(reach + 1):
            return window.damage or Damage(Reason.TRUNCATED, "The file ends inside a record's header.")
    if window.starts(b"\n" + WARC_MARK, found[0]):
        return Damage(Reason.BAD_HEADER, "Another record begins inside the header of this one.")
    return warc_head(window.cut(place, found[1]))


def _line(window: Window, place: int) -> bytes | None:
    """Return the line that begins at a place; None where it is too long or has no end."""
    reach = place
    while (end := window.held.find(b"\n", reach - window.base, place + LONGEST_LINE - window.base)) < 0:
        reach = window.end
        if reach - place >= LONGEST_LINE or not window.fill(reach + 1):
            return None
    return window.cut(place, window.base + end + 1)
