"""Find the encoding that a page declares in its own first bytes, by the WHATWG prescan.

Rule: bytes in, a label's encoding out; linear; nothing is decoded but the declaration.
"""

import re

from ingest.charset.labels import charset_of_content_type, encoding_of_label

STANDARD_LIMIT = 1024
"""Bytes in which the standard looks."""
LATE_LIMIT = 65536
"""Bytes in which we look when the standard's are without a declaration."""

_SPACE = b"\t\n\x0c\r "
_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\s/])|(/?[a-z])|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"[\s/]*(?:(>)|([^\s/>=][^\s/>=]*)(?:[\s]*=[\s]*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)|(?=>))?)?|=)"
)
_XML = re.compile(rb"^<\?xml[^>]*?\sencoding\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_NAME_END = re.compile(rb"[\s/>]")


def declared_encoding(payload: bytes, limit: int = STANDARD_LIMIT) -> str | None:
    """Return the WHATWG name of the encoding that the first `limit` bytes declare, or None."""
    head = payload[:limit]
    found = _from_meta(head)
    if found is None and (match := _XML.match(head)):
        found = encoding_of_label(_ascii(match.group(1) or match.group(2) or b""))
    return "utf-8" if found and found.startswith("utf-16") else found


def _from_meta(head: bytes) -> str | None:
    """Walk over tags and comments up to a `meta` that names an encoding."""
    at = 0
    while match := _TAG.search(head, at):
        comment, meta, name, _other = match.groups()
        if comment:
            end = head.find(b"-->", match.start() + 2)
            if end < 0:
                return None
            at = end + 3
        elif meta or name:
            start = match.end() if meta else _name_end(head, match.end())
            attributes, at = _attributes(head, start)
            if meta and (found := _encoding_of_meta(attributes)):
                return found
        else:
            end = head.find(b">", match.end())
            at = end + 1 if end >= 0 else len(head)
    return None


def _name_end(head: bytes, start: int) -> int:
    """Return where a tag's name ends."""
    match = _NAME_END.search(head, start)
    return match.start() if match else len(head)


def _attributes(head: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """Read a tag's attributes, the first of each name; return them and where the tag ends."""
    attributes: dict[bytes, bytes] = {}
    while (match := _ATTRIBUTE.match(head, at)) and match.end() > at:
        at = match.end()
        if match.group(1):
            return attributes, at
        if match.group(2) is not None:
            value = match.group(3) or match.group(4) or match.group(5) or b""
            attributes.setdefault(match.group(2).lower(), value)
    end = head.find(b">", at)
    return {}, end + 1 if end >= 0 else len(head)


def _encoding_of_meta(attributes: dict[bytes, bytes]) -> str | None:
    """Return the encoding that one `meta` names: its charset, or its content type where it is a pragma."""
    if b"charset" in attributes:
        return encoding_of_label(_ascii(attributes[b"charset"]))
    if attributes.get(b"http-equiv", b"").strip(_SPACE).lower() == b"content-type":
        return encoding_of_label(charset_of_content_type(_ascii(attributes.get(b"content", b""))))
    return None


def _ascii(value: bytes) -> str:
    """Read a label; it is ASCII, or it is no label."""
    return value.decode("ascii", "replace")
