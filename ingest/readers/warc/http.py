"""Take an HTTP answer apart: status, fields, body, chunks (RFC 9112).

Rule: pure.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ingest.readers.warc.window import Damage
from ingest.sizes import MEBIBYTE
from schemas.report import Reason

_END = re.compile(rb"\r?\n\r?\n")
_USUAL = 1 << 12
"""Bytes in which most headers end."""
_STATUS = re.compile(rb"HTTP/\d{1,2}(?:\.\d{1,2})? +(\d{3})(?!\d)", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_RANGE = re.compile(r"bytes +0-(\d+)/(\d+)", re.IGNORECASE)


class Answer(NamedTuple):
    """A server's answer."""

    status: int
    fields: Mapping[str, str]
    """By names in lower case; several of a name are joined by commas."""
    body: bytes
    """As it was sent: chunked and packed, where the server did so (and the writer did not undo it)."""

    @property
    def media_type(self) -> str:
        """Return the stated media type in lower case, without parameters; empty where none is stated."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_chunked(self) -> bool:
        """Say whether the body is said to come in chunks."""
        return "chunked" in self.fields.get("transfer-encoding", "").lower()

    @property
    def is_part(self) -> bool:
        """Say whether the server sent a part of what it has (206), and not all of it as one part."""
        if self.status != 206:  # noqa: PLR2004  Partial Content
            return False
        found = _RANGE.match(self.fields.get("content-range", ""))
        return found is None or int(found[1]) + 1 != int(found[2])


def read_answer(block: bytes | memoryview) -> Answer | Damage:
    """Return the answer that a block holds."""
    status = _STATUS.match(block)
    opening = bytes(block[:_USUAL])
    usual = opening.find(b"\r\n\r\n")
    if status is not None and usual >= 0 and opening.find(b"\n\n", 0, usual) < 0:
        return Answer(int(status[1]), _fields(opening[:usual]), bytes(block[usual + 4 :]))
    end = _END.search(block, 0, MEBIBYTE)
    if status is None:
        return Damage(Reason.BAD_HEADER, "The answer does not begin with a status of HTTP.")
    if end is None:
        if len(block) >= MEBIBYTE:
            return Damage(Reason.BAD_HEADER, "The answer's header has no end.")
        return Damage(Reason.TRUNCATED, "The answer ends inside its header.")
    return Answer(int(status[1]), _fields(bytes(block[: end.start()])), bytes(block[end.end() :]))


def _fields(head: bytes) -> dict[str, str]:
    """Return the fields of a header by their names in lower case."""
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").split("\n")[1:]:
        name, _, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    return fields


def stated_length(answer: Answer) -> int | None:
    """Return the length that the answer states of its body; None where it states none, or several."""
    values = {value.strip() for value in answer.fields.get("content-length", "").split(",")}
    only = values.pop() if len(values) == 1 else ""
    return int(only) if only.isascii() and only.isdecimal() and len(only) < 19 else None  # noqa: PLR2004  digits


def joined_chunks(body: bytes) -> tuple[bytes, Damage | None] | None:
    """Return what chunks hold, and what is wrong with them; None where the body does not begin with a chunk."""
    parts: list[bytes] = []
    place = 0
    while found := _CHUNK.match(body, place):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts), None
        parts.append(body[found.end() : found.end() + size])
        place = found.end() + size
        if place > len(body):
            return b"".join(parts), Damage(Reason.TRUNCATED, "The answer ends inside a chunk.")
        place += 2 if body.startswith(b"\r\n", place) else 1 if body.startswith(b"\n", place) else 0
    if not place:
        return None
    if place >= len(body):
        return b"".join(parts), Damage(Reason.TRUNCATED, "The answer ends before its last chunk.")
    return b"".join(parts), Damage(Reason.BAD_LENGTH, "A chunk of the answer has no length.")
