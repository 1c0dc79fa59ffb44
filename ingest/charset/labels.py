"""From encoding labels to decoders, by the WHATWG table. A page never names a Python codec directly.

Rule: pure; knows `webencodings` only.
"""

import codecs
import re

import webencodings

UNUSABLE = frozenset({"replacement"})
"""Encodings of the table that no page of text is written in."""

WIDER = {"gbk": "gb18030", "gb18030": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Python codecs that read as much as WHATWG's decoders of these names do; those of the same name read less."""

HANDLERS = {
    "euc-jp": "whatwg-euc-jp",
    **{f"windows-{page}": "whatwg-control" for page in ("874", *range(1250, 1259))},
}
"""How bytes are read that Python's codec of an encoding does not assign and WHATWG's table does."""
FIRST_SIGN = 0xA0
SPLIT_ROW = 62
"""Row of JIS X 0208 from which Shift_JIS goes on past the katakana of half width."""
SKIPPED_CELL = 63
"""Cell at which Shift_JIS leaves out 0x7F."""

_CONTENT_CHARSET = re.compile(
    r"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|(?=[\"'])|([^\t\n\f\r ;]+))", re.IGNORECASE | re.ASCII
)
"""The standard's way to find an encoding in a content type; a quotation mark that never closes names none."""


def encoding_of_label(label: str | None) -> str | None:
    """Return the WHATWG name for a label (`ISO-8859-1` -> `windows-1252`), or None for an unknown one.

    >>> encoding_of_label(" Latin1 ")
    'windows-1252'
    """
    found = webencodings.lookup(label) if label else None
    if found is None or found.name in UNUSABLE:
        return None
    return "windows-1252" if found.name == "x-user-defined" else str(found.name)


def charset_of_content_type(value: str) -> str | None:
    """Return the charset label inside a content type (`text/html; charset=utf-8`), or None."""
    match = _CONTENT_CHARSET.search(value)
    return next((group for group in match.groups() if group), None) if match else None


def read_as(payload: bytes, encoding: str) -> str:
    """Decode by a WHATWG encoding name; what cannot be read becomes U+FFFD."""
    return payload.decode(_codec(encoding), HANDLERS.get(encoding, "replace"))


def _codec(encoding: str) -> str:
    """Name the Python codec that reads a WHATWG encoding."""
    if encoding in WIDER:
        return WIDER[encoding]
    found = webencodings.lookup(encoding)
    return str(found.codec_info.name) if found else encoding


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Read unassigned bytes below 0xA0 as the control characters of the same numbers, others as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    unread = error.object[error.start : error.end]
    return "".join(chr(byte) if byte < FIRST_SIGN else "\ufffd" for byte in unread), error.end


def _as_vendors_row(error: UnicodeError) -> tuple[str, int]:
    """Read a character of a maker's own rows (circled numbers, unit signs), which Shift_JIS has at the same places."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) < len(b"\xad\xa1") or min(pair) <= FIRST_SIGN:
        return "\ufffd", error.start + 1
    row, cell = pair[0] - FIRST_SIGN - 1, pair[1] - FIRST_SIGN - 1
    lead = row // 2 + (0x81 if row < SPLIT_ROW else 0xC1)
    trail = cell + (0x9F if row % 2 else 0x40 if cell < SKIPPED_CELL else 0x41)
    return bytes((lead, trail)).decode("cp932", "replace")[:1], error.start + 2


codecs.register_error("whatwg-control", _as_control)
codecs.register_error("whatwg-euc-jp", _as_vendors_row)
