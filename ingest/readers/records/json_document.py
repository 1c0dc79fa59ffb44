"""Read a JSON document that is one record, a list of records, or an answer that holds such a list.

However long the list is, one record at a time is held. What stands around it (a feed's title) is said of each record.

Rule: pure; holds one record in memory.
"""

import io
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from ingest.readers.packed.unpacked import read_some
from ingest.readers.reading import HEAD_BYTES, Head, Mark, Met, Order, rejected, size_words
from ingest.readers.records.fields import ENVELOPES, JSON_FEED, LISTS, plain_name
from ingest.readers.records.json_scan import CutError, LongError, Scanner
from ingest.readers.records.jsonl import read_line
from ingest.readers.records.wide import UTF8_BOM, as_utf8, utf8_head
from ingest.readers.sniff import sniff
from schemas.page import GivenFact, RawPage
from schemas.report import Reason

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".jsonfeed"})
"""Of files that are JSON for sure, be it broken: they are not read as text."""
_LONGEST_WORD = 4000
_NO_RECORDS = "It begins like JSON, and is neither a record, nor a list of records, nor a record a line."


def is_json_document(head: Head) -> bool:
    """Say whether an input is JSON that does not have a record a line."""
    shown = utf8_head(head.payload).lstrip()
    if not shown.startswith((b"{", b"[")) and head.suffix not in SUFFIXES:
        return False
    kind = sniff(head.payload, head.name)
    if kind == "jsonl":
        return not _begins_lines(shown, is_all=len(head.payload) < HEAD_BYTES)
    return kind == "text" and head.suffix in SUFFIXES


def _begins_lines(shown: bytes, *, is_all: bool) -> bool:
    """Say whether the beginning of some JSON is that of a record a line.

    So it is where the first line is a whole value, or where it is broken and the second begins like a record; unless
    it holds the list itself.
    """
    first, has_end, rest = shown.partition(b"\n")
    second = rest.lstrip().partition(b"\n")[0]
    if not first.startswith(b"{"):
        return False
    around = _Around()
    try:
        _find_list(Scanner(io.BytesIO(first)), around)
        Scanner(io.BytesIO(first)).skip()
    except (CutError, LongError):
        if not has_end:
            return around.begin is None and not is_all
        return second.startswith(b'{"') and not first.rstrip().endswith((b"[", b"{", b","))
    return around.begin is None or bool(second)


@dataclass(slots=True)
class _Around:
    """What stands in a document before its list of records."""

    begin: int | None = None
    """Byte of the first record; None: there is no list."""
    is_bare: bool = True
    """The list is the document."""
    words: dict[str, str] = field(default_factory=dict)
    """Its short strings, by plain name."""

    @property
    def given(self) -> tuple[GivenFact, ...]:
        """Return what it says of every record: the name of a JSON Feed is its outlet's."""
        title = self.words.get("title", "").strip()
        if not title or not self.words.get("version", "").startswith(JSON_FEED):
            return ()
        return (GivenFact(field="outlet", value=title, rule="record-feed", basis="structured"),)


def read_json(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the records of a JSON document; `offset` counts those of a list from 1."""
    plain = as_utf8(stream)
    begin = len(UTF8_BOM) if read_some(plain, len(UTF8_BOM)) == UTF8_BOM else 0
    around = _Around()
    try:
        _find_list(Scanner(plain, begin), around)
    except (CutError, LongError):
        around.begin = None
    if around.begin is None:
        if order.start == Mark():
            yield _whole(Scanner(plain, begin), order)
        return
    start = order.start if order.start.offset else replace(order.start, offset=around.begin)
    yield from _records(Scanner(plain, start.offset), around, replace(order, start=start))


def _find_list(scanner: Scanner, around: _Around, depth: int = 0) -> bool:
    """Go to the first record of the list that the value here is, or holds under a known name; say if there is one."""
    if scanner.take(b"["):
        if scanner.peek() == b"{":
            around.begin, around.is_bare = scanner.offset, depth == 0
        return around.begin is not None
    if not scanner.take(b"{"):
        return False
    while scanner.peek() == b'"':
        name = plain_name(_word(scanner.value(_LONGEST_WORD)))
        if not scanner.take(b":"):
            return False
        if _is_found_under(name, scanner, around, depth):
            return True
        if not scanner.take(b","):
            break
    scanner.take(b"}")
    return False


def _is_found_under(name: str, scanner: Scanner, around: _Around, depth: int) -> bool:
    """Go to the first record under a name, and say so; where there is none, go behind what stands there."""
    first = scanner.peek()
    if (name in LISTS and first == b"[") or (name in ENVELOPES and first == b"{" and depth < len(ENVELOPES)):
        if _find_list(scanner, around, depth + 1):
            return True
        if first == b"[":
            _leave_list(scanner)
    elif first == b'"':
        around.words.setdefault(name, _short(scanner))
    else:
        scanner.skip()
    return False


def _leave_list(scanner: Scanner) -> None:
    """Go behind a list that was entered and holds no records."""
    while not scanner.take(b"]"):
        if not scanner.peek():
            raise CutError
        scanner.skip()
        if not scanner.take(b",") and scanner.peek() != b"]":
            raise CutError


def _short(scanner: Scanner) -> str:
    """Take a string and return it; nothing of a long one."""
    try:
        return _word(scanner.value(_LONGEST_WORD))
    except LongError:
        return ""


def _word(payload: bytes) -> str:
    """Return what a JSON string says; nothing where it is none."""
    try:
        value = json.loads(payload.decode("utf-8", "replace"))
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def _whole(scanner: Scanner, order: Order) -> Met:
    """Return what a document is that holds one record, or none."""
    try:
        payload = scanner.value(order.max_bytes)
    except CutError:
        return Met(item=rejected(order.source, Reason.TRUNCATED, "The file ends inside its JSON. Fetch it again."))
    except LongError:
        detail = f"The JSON is one record, and longer than {size_words(order.max_bytes)}, the most that is read as one."
        return Met(item=rejected(order.source, Reason.TOO_LARGE, detail))
    if not payload.startswith(b"{") or not payload[1:-1].strip() or scanner.peek():
        return Met(item=rejected(order.source, Reason.BAD_RECORD, _NO_RECORDS))
    return replace(read_line(payload, order)[1], after=Mark(offset=scanner.offset, count=1))


def _records(scanner: Scanner, around: _Around, order: Order) -> Iterator[Met]:
    """Yield the records of the list in which the scanner stands, before a record, and of the lists behind it."""
    count, skip = order.start.count, order.start.skip
    while not (scanner.take(b"]") and (around.is_bare or not (yield from _is_in_next(scanner, order, count)))):
        count += 1
        source = replace(order.source, offset=count)
        met = _record(scanner, replace(order, source=source), is_skipped=skip > 0)
        if met is None:
            yield Met(item=rejected(source, Reason.TRUNCATED, "The file ends inside this record. Fetch it again."))
            return
        has_comma = scanner.take(b",")
        if skip == 0:
            yield replace(_with_words(met, around.given), after=Mark(offset=scanner.offset, count=count))
        skip = max(0, skip - 1)
        if not has_comma and scanner.peek() != b"]":
            yield from _broken(scanner, order, count + 1)
            return
    if around.is_bare and scanner.peek():
        detail = f"Something follows the end of the list (byte {scanner.offset + 1}); it was not read."
        yield Met(item=rejected(replace(order.source, offset=count + 1), Reason.BAD_RECORD, detail))


def _is_in_next(scanner: Scanner, order: Order, count: int) -> Generator[Met, None, bool]:
    """Go to the first record of a list behind the one that ended, and tell whether there is one; say what is broken."""
    source = replace(order.source, offset=count + 1)
    is_closed = False
    try:
        while byte := scanner.peek():
            if byte in (b"}", b","):
                is_closed = scanner.take(byte) and byte == b"}"
            elif byte != b'"' or is_closed:
                detail = (
                    f"Something follows a list of records that is no JSON (byte {scanner.offset + 1}); it was not read."
                )
                yield Met(item=rejected(source, Reason.BAD_RECORD, detail))
                return False
            elif _is_found_behind(scanner):
                return True
    except (CutError, LongError):
        is_closed = False
    if not is_closed:
        yield Met(item=rejected(source, Reason.TRUNCATED, "The file ends before its JSON does. Fetch it again."))
    return False


def _is_found_behind(scanner: Scanner) -> bool:
    """Go to the first record under the name that comes, and say so; where there is none, go behind its value."""
    name = plain_name(_word(scanner.value(_LONGEST_WORD)))
    return scanner.take(b":") and _is_found_under(name, scanner, _Around(), 0)


def _record(scanner: Scanner, order: Order, *, is_skipped: bool) -> Met | None:
    """Return what the next record is; None where the file ends inside it."""
    if not scanner.peek():
        return None
    try:
        if is_skipped:
            scanner.skip()
            return Met(item=rejected(order.source, Reason.BAD_RECORD, "Left out."))
        return read_line(scanner.value(order.max_bytes), order)[1]
    except CutError:
        return None
    except LongError:
        detail = f"The record is longer than {size_words(order.max_bytes)}, the most that is read as one."
        return Met(item=rejected(order.source, Reason.TOO_LARGE, detail))


def _broken(scanner: Scanner, order: Order, number: int) -> Iterator[Met]:
    """Say where a list that neither goes on nor ends is broken."""
    source = replace(order.source, offset=number)
    if not scanner.peek():
        yield Met(item=rejected(source, Reason.TRUNCATED, "The file ends before its list of records does."))
    else:
        words = (
            f"After record {number - 1} neither a comma follows nor the end of the list (byte {scanner.offset + 1})."
        )
        yield Met(item=rejected(source, Reason.BAD_RECORD, f"{words} What is behind it was not read."))


def _with_words(met: Met, given: tuple[GivenFact, ...]) -> Met:
    """Return a record's page with what the document says of all of them."""
    if not given or not isinstance(met.item, RawPage):
        return met
    named = {fact.field for fact in met.item.given}
    more = tuple(fact for fact in given if fact.field not in named)
    return replace(met, item=replace(met.item, given=(*met.item.given, *more)))
