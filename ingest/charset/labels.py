"""From encoding labels to decoders, by the WHATWG table. A page never names a Python codec directly.

Rule: pure; knows `webencodings` only.
"""

import codecs
import re

import webencodings

UNUSABLE = frozenset({"replacement", "x-user-defined"})
"""Encodings of the table that no page of text is written in."""

WIDER = {"gbk": "gb18030", "gb18030": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
"""Python codecs that read as much as WHATWG's decoders of these names do; those of the same name read less."""

CONTROL_GAPS = {"windows-1252": "cp1252", "windows-1250": "cp1250", "windows-1254": "cp1254", "windows-1257": "cp1257"}
"""Single-byte encodings in which WHATWG reads an unassigned byte as the control character of the same number."""

_CONTENT_CHARSET = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"']+))", re.IGNORECASE)


def encoding_of_label(label: str | None) -> str | None:
    """Return the WHATWG name for a label (`ISO-8859-1` -> `windows-1252`), or None for an unknown one.

    >>> encoding_of_label(" Latin1 ")
    'windows-1252'
    """
    found = webencodings.lookup(label) if label else None
    if found is None or found.name in UNUSABLE:
        return None
    return "gb18030" if found.name == "gbk" else str(found.name)


def charset_of_content_type(value: str) -> str | None:
    """Return the charset label inside a content type (`text/html; charset=utf-8`), or None."""
    match = _CONTENT_CHARSET.search(value)
    return next((group for group in match.groups() if group), None) if match else None


def read_as(payload: bytes, encoding: str) -> str:
    """Decode by a WHATWG encoding name; what cannot be read becomes U+FFFD."""
    if encoding in CONTROL_GAPS:
        return payload.decode(CONTROL_GAPS[encoding], "whatwg-control")
    return payload.decode(_codec(encoding), "replace")


def _codec(encoding: str) -> str:
    """Name the Python codec that reads a WHATWG encoding."""
    if encoding in WIDER:
        return WIDER[encoding]
    found = webencodings.lookup(encoding)
    return str(found.codec_info.name) if found else encoding


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Read unassigned bytes as the control characters of the same numbers."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("whatwg-control", _as_control)
