"""Take a mail or MHTML file apart, and decode one part of it (RFC 2045, 2046).

Rule: pure; parts are places in the file's bytes, only the one that is wanted is decoded.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.mime.tree import ContentType, Headers, content_type, read_headers
from schemas.errors import StreamError
from schemas.report import Reason

DEEPEST_PART = 20
MOST_PARTS = 20_000
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no other parts."""

    headers: Headers
    kind: ContentType
    start: int
    end: int
    is_whole: bool
    """False: the file ends before the mark that should end it."""


def leaves(payload: bytes) -> tuple[Headers, tuple[Part, ...]]:
    """Return the header of a mail or MHTML file, and its parts in order.

    Raises: StreamError where it is nested more deeply or cut into more parts than anybody means.
    """
    headers, body = read_headers(payload, 0, len(payload))
    found: list[Part] = []
    for part in _leaves(payload, Part(headers, content_type(headers), body, len(payload), is_whole=True)):
        found.append(part)
        if len(found) > MOST_PARTS:
            raise StreamError(Reason.TOO_COMPLEX, f"It has more than {MOST_PARTS} parts.")
    return headers, tuple(found)


def content(payload: bytes, part: Part) -> tuple[bytes, bool]:
    """Return a part's bytes as they were before they were encoded for the mail, and whether they are whole.

    Raises: StreamError where they are encoded in a way that cannot be read.
    """
    body = payload[part.start : part.end]
    encoding = (part.headers.first("content-transfer-encoding") or "").strip().lower()
    if encoding in _AS_IT_IS:
        return body, part.is_whole
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body), part.is_whole
    if encoding == "base64":
        return _from_base64(body, part)
    raise StreamError(Reason.BAD_HEADER, f"It is encoded as {encoding[:40]!r}, which is not read.")


def _leaves(payload: bytes, top: Part) -> Iterator[Part]:
    """Yield the parts without parts, in order; goes down without calling itself."""
    waiting: list[tuple[Part, int]] = [(top, 0)]
    while waiting:
        part, depth = waiting.pop()
        boundary = part.kind.parameters.get("boundary") if part.kind.kind.startswith("multipart/") else None
        if not boundary:
            yield part
            continue
        if depth >= DEEPEST_PART:
            raise StreamError(Reason.TOO_DEEP, f"Its parts are nested more than {DEEPEST_PART} deep.")
        inner = [_part(payload, *place) for place in _places(payload, part, boundary.encode("utf-8", "replace"))]
        waiting += [(each, depth + 1) for each in reversed(inner)]


def _part(payload: bytes, start: int, end: int, is_whole: bool) -> Part:  # noqa: FBT001  as `_places` yields it
    headers, body = read_headers(payload, start, end)
    return Part(headers, content_type(headers), body, end, is_whole)


def _places(payload: bytes, part: Part, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where the parts of a part begin and end, and whether a mark ends them."""
    mark, begun = b"--" + boundary.rstrip(), None
    at, count = part.start, 0
    while (found := payload.find(mark, at, part.end)) >= 0:
        at = found + len(mark)
        line_end = payload.find(b"\n", at, part.end)
        behind = payload[at : part.end if line_end < 0 else line_end].strip()
        if (found > part.start and payload[found - 1 : found] != b"\n") or behind not in {b"", b"--"}:
            continue
        if begun is not None:
            yield begun, max(begun, _without_line_end(payload, found)), True
            count += 1
        if behind == b"--" or count > MOST_PARTS:
            return
        begun = at = part.end if line_end < 0 else line_end + 1
    if begun is not None and begun < part.end:
        yield begun, part.end, False


def _without_line_end(payload: bytes, at: int) -> int:
    """Return where the line before a mark ends: its end belongs to the mark."""
    if payload[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if payload[at - 1 : at] == b"\n" else at


def _from_base64(body: bytes, part: Part) -> tuple[bytes, bool]:
    """Return what base64 stands for; what is no base64 is not read past, as most programs do in silence."""
    written = body.translate(None, b" \t\r\n")
    letters = written.rstrip(b"=")
    if letters.translate(None, _BASE64):
        raise StreamError(Reason.BAD_HEADER, "It is said to be base64 and is not.")
    whole = len(letters) // 4 * 4 if len(letters) % 4 == 1 else len(letters)
    found = binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))
    is_whole = part.is_whole and whole == len(letters)
    return found, is_whole
