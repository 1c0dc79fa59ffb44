"""Find the encoding that a page declares in its own bytes, by the WHATWG prescan.

Rule: bytes in, a label's encoding out; linear; nothing is decoded but the declaration.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.charset.labels import charset_of_content_type, encoding_of_label

STANDARD_LIMIT = 1024
"""Bytes in which the standard looks."""
LATE_LIMIT = 65536
"""Bytes in which a declaration is looked for when the standard's are without one: a browser that meets it while it
builds the page reads the page again."""

Basis = Literal["meta", "meta-late", "xml"]

_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\t\n\x0c\r /])|(/?[a-z])|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"[\t\n\x0c\r /]*+(?:(>)|([^\t\n\x0c\r />][^\t\n\x0c\r />=]*+)"
    rb"(?:[\t\n\x0c\r ]*+=[\t\n\x0c\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|(?![\"'])([^\t\n\x0c\r >]*+))"
    rb"|(?![\t\n\x0c\r ]*=)))"
)
"""One attribute. A value whose quotation mark never closes does not match: the bytes end inside it."""
_NAME_END = re.compile(rb"[\t\n\x0c\r />]")
_XML = re.compile(rb"<\?xml([^>]*)>")
_XML_ENCODING = re.compile(rb"encoding[\x00-\x20]*=[\x00-\x20]*([\"'])(.*?)\1", re.DOTALL)
_UNREAD = frozenset({b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes"})
"""Elements whose content a browser takes for text: a tag in it is none."""
_ANY_META = re.compile(rb"<meta[\t\n\x0c\r /]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """An encoding that a page declares."""

    encoding: str
    """WHATWG name."""
    basis: Basis
    """`meta`, `meta-late` (past the first 1024 bytes) or `xml`."""


def find_declaration(payload: bytes) -> Declared | None:
    """Return what the page declares: a `meta` where the standard looks, an XML declaration, a `meta` further on."""
    if found := _from_meta(payload[:STANDARD_LIMIT], is_late=False):
        return Declared(found, "meta")
    if found := _from_xml(payload[:STANDARD_LIMIT]):
        return Declared(found, "xml")
    if _ANY_META.search(payload, 0, LATE_LIMIT) and (found := _from_meta(payload[:LATE_LIMIT], is_late=True)):
        return Declared(found, "meta-late")
    return None


def _from_xml(head: bytes) -> str | None:
    """Return the encoding that an XML declaration at the very start names."""
    declaration = _XML.match(head)
    named = _XML_ENCODING.search(declaration.group(1)) if declaration else None
    if named is None or re.search(rb"[\x00-\x20]", named.group(2)):
        return None
    return _meant(encoding_of_label(_ascii(named.group(2))))


def _from_meta(head: bytes, *, is_late: bool) -> str | None:
    """Walk over tags and comments up to a `meta` that names an encoding.

    The standard's prescan knows tags and comments only; what builds the page knows also which elements hold no tags.
    """
    at = 0
    while match := _TAG.search(head, at):
        comment, meta, name, _other = match.groups()
        if comment:
            end = head.find(b"-->", match.start() + 2)
            at = end + 3 if end >= 0 else len(head)
        elif meta or name:
            ends = match.end() if meta else _name_end(head, match.end())
            attributes, at = _attributes(head, ends)
            if meta and (found := _encoding_of_meta(attributes)):
                return found
            element = head[match.start() + 1 : ends].lower()
            if is_late and element in _UNREAD:
                at = _end_of_text(head, element, at)
        else:
            end = head.find(b">", match.end() - 1)
            at = end + 1 if end >= 0 else len(head)
    return None


def _end_of_text(head: bytes, element: bytes, at: int) -> int:
    """Return where an element ends that holds no tags."""
    end = re.compile(rb"</" + element + rb"[\t\n\x0c\r />]", re.IGNORECASE).search(head, at)
    return end.start() if end else len(head)


def _name_end(head: bytes, start: int) -> int:
    """Return where a tag's name ends."""
    match = _NAME_END.search(head, start)
    return match.start() if match else len(head)


def _attributes(head: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """Read a tag's attributes, the first of each name; return them and where the tag ends.

    The bytes of a tag that does not end declare nothing.
    """
    attributes: dict[bytes, bytes] = {}
    while match := _ATTRIBUTE.match(head, at):
        at = match.end()
        if match.group(1):
            return attributes, at
        value = match.group(3) or match.group(4) or match.group(5) or b""
        attributes.setdefault(match.group(2).lower(), value)
    return {}, len(head)


def _encoding_of_meta(attributes: dict[bytes, bytes]) -> str | None:
    """Return the encoding that one `meta` names: its charset, or its content type where it is a pragma."""
    if b"charset" in attributes:
        return _meant(encoding_of_label(_ascii(attributes[b"charset"])))
    if attributes.get(b"http-equiv", b"").lower() == b"content-type":
        return _meant(encoding_of_label(charset_of_content_type(_ascii(attributes.get(b"content", b"")))))
    return None


def _meant(encoding: str | None) -> str | None:
    """Return the encoding that a page means: bytes in which a declaration can be read are not UTF-16."""
    return "utf-8" if encoding and encoding.startswith("utf-16") else encoding


def _ascii(value: bytes) -> str:
    """Read a label; it is ASCII, or it is no label."""
    return value.decode("ascii", "replace")
