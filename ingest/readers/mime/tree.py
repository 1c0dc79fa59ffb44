"""Read the headers of mails and MHTML files (RFC 5322, 2045, 2047, 2231), in one pass however they are made.

Rule: pure; knows no reader.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from ingest.charset.labels import encoding_of_label, read_as
from schemas.errors import StreamError
from schemas.report import Reason

LONGEST_HEADER = 1 << 20
_MOST_WORDS = 1000
"""Encoded words of one field that are read."""
_LONGEST_DATE = 100

_FIELD = re.compile(r"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{1,20})?\?([bBqQ])\?([^?\s]*)\?=")
_PARAMETER = re.compile(r';\s*([\w.-]+)(\*\d{1,2})?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))')
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields of a header."""

    fields: tuple[tuple[str, str], ...]
    """Name in lower case and value, its lines joined, nothing decoded."""

    def first(self, name: str) -> str | None:
        """Return the value of the first field of that name."""
        return next((value for each, value in self.fields if each == name), None)

    def words(self, name: str) -> str | None:
        """Return the first field of that name as a person reads it."""
        value = self.first(name)
        return decoded_words(value) if value else None


@dataclass(frozen=True, slots=True)
class ContentType:
    """A content type with its parameters."""

    kind: str
    """In lower case: `text/html`."""
    parameters: dict[str, str]


def read_headers(payload: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Return the header that begins at a byte, and where its body begins.

    A line that is no field ends the header and belongs to the body.
    Raises: StreamError where the header is longer than any that somebody meant.
    """
    lines: list[tuple[str, list[str]]] = []
    at = start
    while at < end:
        line, after = _line(payload, at, end)
        if after - start > LONGEST_HEADER:
            raise StreamError(Reason.BAD_HEADER, f"Its header is longer than {LONGEST_HEADER >> 20} MiB.")
        if not line.strip():
            return _headers(lines), after
        if line[:1] in {" ", "\t"} and lines:
            lines[-1][1].append(line)
        elif (field := _FIELD.match(line)) is not None:
            lines.append((field[1].lower(), [field[2]]))
        else:
            break
        at = after
    return _headers(lines), at


def content_type(headers: Headers) -> ContentType:
    """Return what a part is; without a word of it: plain text (RFC 2045, section 5.2)."""
    value = headers.first("content-type") or "text/plain"
    kind = value.partition(";")[0].strip().lower()
    return ContentType(kind if "/" in kind else "text/plain", _parameters(value))


def decoded_words(value: str) -> str:
    """Return a field's words, those that are encoded in ASCII read (RFC 2047).

    >>> decoded_words("=?utf-8?q?Caf=C3=A9?= =?utf-8?b?IHRhbHZpbg==?=")
    'Café talvin'
    """
    return _SPACE.sub(" ", "".join(_decoded(value))).strip()


def mail_time(words: str | None) -> str | None:
    """Return the ISO 8601 time that a mail's date names, or None where it names none."""
    if not words or len(words) > _LONGEST_DATE:
        return None
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _line(payload: bytes, at: int, end: int) -> tuple[str, int]:
    """Return the line at a byte, without its end, and where the next one begins."""
    found = payload.find(b"\n", at, min(end, at + LONGEST_HEADER))
    after = min(end, at + LONGEST_HEADER) if found < 0 else found + 1
    line = payload[at:after].rstrip(b"\r\n")
    try:
        return line.decode("utf-8"), after
    except UnicodeDecodeError:
        return line.decode("latin-1"), after


def _headers(lines: list[tuple[str, list[str]]]) -> Headers:
    return Headers(tuple((name, " ".join(part.strip() for part in parts)) for name, parts in lines))


def _parameters(value: str) -> dict[str, str]:
    """Return the parameters of a field, those in pieces joined (RFC 2231)."""
    found: dict[str, str] = {}
    for name, _piece, is_encoded, quoted, plain in _PARAMETER.findall(value):
        words = re.sub(r"\\(.)", r"\1", quoted) or plain
        if is_encoded:
            label, _language, rest = words.split("'", 2) if words.count("'") > 1 else ("", "", words)
            words = read_as(unquote_to_bytes(rest), encoding_of_label(label) or "utf-8")
        found[name.lower()] = found.get(name.lower(), "") + words
    return found


def _decoded(value: str) -> Iterator[str]:
    """Yield the pieces of a field. Words of one encoding are joined first: a letter may be cut in two by them."""
    at, held, label = 0, b"", ""
    for number, found in enumerate(_ENCODED_WORD.finditer(value)):
        between = value[at : found.start()]
        if held and (between.strip() or found[1].lower() != label):
            yield _read(held, label)
            held = b""
        if between.strip() or at == 0:
            yield between
        label, at = found[1].lower(), found.end()
        held += _word(found[2].lower(), found[3])
        if number >= _MOST_WORDS:
            break
    yield _read(held, label) if held else ""
    yield value[at:]


def _word(form: str, word: str) -> bytes:
    """Return the bytes of one encoded word; nothing where it is none."""
    written = word.encode("ascii", "ignore")
    if form == "q":
        return binascii.a2b_qp(written, header=True)
    try:
        return binascii.a2b_base64(written + b"=" * (-len(written) % 4))
    except binascii.Error:
        return b""


def _read(held: bytes, label: str) -> str:
    return read_as(held, encoding_of_label(label) or "windows-1252")
