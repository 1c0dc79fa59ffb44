"""Find the items of a feed in a stream of bytes: where each begins and ends, without parsing what is around it.

So a broken item costs itself only, nothing that a feed declares is expanded or fetched, and one item is held at a time.

Rule: pure; holds one item in memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from ingest.readers.packed.unpacked import read_up_to
from ingest.sizes import MEBIBYTE

_LONGEST_MARK = 128
_CDATA_END = re.compile(rb"\]\]>")
_COMMENT_END = re.compile(rb"-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as it stands in the feed."""

    number: int
    """From 1."""
    offset: int
    """Byte at which it begins."""
    after: int
    """Byte behind it."""
    payload: bytes
    """None of one that is too long."""
    problem: str = ""
    """`open`: another item begins before its end; `cut`: the file ends inside it; `long`: it is too long to be held."""


@cache
def _marks(name: str) -> re.Pattern[bytes]:
    """Return what begins and ends an item, and what hides such marks."""
    tag = rf"(?:[\w.-]{{1,30}}:)?{name}"
    return re.compile(rf"(<!\[CDATA\[)|(<!--)|(<{tag}(?=[\s>/]))|(</{tag}\s{{0,30}}>)".encode())


def iter_items(stream: BinaryIO, name: str, *, offset: int, number: int, max_bytes: int) -> Iterator[Item]:
    """Yield the elements called `name` from byte `offset` on, before which there are `number` of them."""
    window = _Window(stream, offset, max_bytes)
    while (found := window.search(_marks(name))) is not None:
        begin, has_begun = window.base + found.start(), window.keep is not None
        hidden, note, opened, closed = found.groups()
        if hidden or note:
            if window.search(_CDATA_END if hidden else _COMMENT_END) is None:
                window.keep = begin if window.keep is None else window.keep  # what it hides is lost, and is to be said
                break
        elif opened or (closed and has_begun):
            if has_begun:
                number += 1
                yield window.item(number, begin if opened else window.at, "open" if opened else "")
            window.hold(begin if opened else None)
    if window.keep is not None:
        yield window.item(number + 1, window.end, "cut")


class _Window:
    """The part of a stream that is held."""

    def __init__(self, stream: BinaryIO, offset: int, max_bytes: int) -> None:
        """Begin at byte `offset`; hold no more than `max_bytes` of an item."""
        stream.seek(offset)
        self._stream, self._max_bytes = stream, max_bytes
        self._held = b""
        self.base = offset
        self.at = offset
        """Byte from which on is looked."""
        self.keep: int | None = None
        """Byte at which the item in hand begins."""
        self._is_long = False

    @property
    def end(self) -> int:
        """Return the byte behind what is held."""
        return self.base + len(self._held)

    def hold(self, begin: int | None) -> None:
        """Hold all from a byte on; None: no item is in hand."""
        self.keep, self._is_long = begin, False

    def item(self, number: int, after: int, problem: str) -> Item:
        """Return the item in hand, which ends before a byte."""
        begin = after if self.keep is None else self.keep
        is_long = self._is_long or after - begin > self._max_bytes
        payload = b"" if is_long else self._held[begin - self.base : after - self.base]
        return Item(number=number, offset=begin, after=after, payload=payload, problem="long" if is_long else problem)

    def search(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Go behind the next place where `pattern` matches; None where there is none."""
        while (found := pattern.search(self._held, self.at - self.base)) is None:
            self.at = max(self.at, self.end - _LONGEST_MARK)
            self._is_long = self._is_long or (self.keep is not None and self.end - self.keep > self._max_bytes)
            first = self.at if self.keep is None or self._is_long else min(self.keep, self.at)
            more = read_up_to(self._stream, MEBIBYTE)
            if not more:
                return None
            self._held, self.base = self._held[first - self.base :] + more, first
        self.at = self.base + found.end()
        return found
