"""Tell from its first bytes what an input is. The file's name only decides about companions of pages and spreadsheets.

Rule: pure; sees the first bytes of the input (`reading.HEAD_BYTES`).
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from ingest.readers.magic import COMPANION_SUFFIXES, LATER, MAGIC, NO_PAGE, XML_ROOTS
from ingest.readers.records.table_head import refusal_words
from ingest.readers.records.wide import UTF8_BOM, wide_encoding
from schemas.report import Outcome, Reason

Kind = Literal["html", "text", "jsonl"]
"""What a reader is chosen by; `jsonl` also means a JSON document that holds records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that no reader takes."""

    reason: Reason
    detail: str
    outcome: Outcome = Outcome.REJECTED


_CONTROLS = bytes(set(range(0x20)) - {*b"\t\n\r\x0c\x1b"})
_MOSTLY_BINARY = 0.1
"""Share of control bytes above which it is no text; pages with stray ones stay far below."""

_PROLOGUE = re.compile(
    r"(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?\?>|<!doctype\b(?:[^\[>]|\[[^\]]*\])*+>)", re.IGNORECASE | re.DOTALL
)
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_ROOT = re.compile(r"<([a-z][\w:.-]*)", re.IGNORECASE)
_DOCUMENT_ROOTS = frozenset({"html", "head", "body", "title", "meta", "base"})
_TAG = re.compile(
    r"</?(?:a|article|aside|b|blockquote|body|br|center|div|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|"
    r"img|input|li|link|main|meta|nav|ol|p|script|section|span|strong|style|svg|table|tbody|td|th|title|tr|u|ul|video)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"</?(?:article|body|br|div|h[1-6]|html|li|ol|p|section|table|td|tr|ul)(?=[\s/>])", re.IGNORECASE
)
_MARKED_UP_SHARE = 0.15
"""Share of characters inside tags above which it is a page though it does not begin as one; dumps have less."""
_MANY_BLOCKS = 4
_FIRST = 1000
"""Characters among which an XML document has to begin."""
_NEAR = 1 << 13
"""Bytes within which nearly all documents have their root element."""
_JSON_RECORD = re.compile(r'\{\s*(?:"|\}|$)|\[\s*\{\s*"')


def sniff(head: bytes, name: str = "") -> Kind | Refusal:
    """Return which reader takes the input that begins with `head`, or why none does."""
    if not head:
        return Refusal(reason=Reason.EMPTY, detail="The file is empty.")
    refusal = _by_magic(head)
    kind = refusal or _kind_of(_shown(head), head)
    if PurePosixPath(name).suffix.lower() in COMPANION_SUFFIXES and kind != "html":
        detail = "A file that belongs to a page (script, style, picture, font), not a page."
        return Refusal(reason=Reason.UNSUPPORTED_TYPE, detail=detail, outcome=Outcome.SKIPPED)
    if kind == "text" and (words := refusal_words(head, suffix=PurePosixPath(name).suffix.lower())):
        return Refusal(reason=Reason.UNSUPPORTED_TYPE, detail=words)
    return kind


def looks_like_html(text: str) -> bool:
    """Say whether `text` is a web page or a piece of one, rather than words with some tags left in them."""
    return _kind_of(text, b"") == "html"


def xml_root(head: bytes) -> str:
    """Return the name of the root element, with its prefix and in lower case; empty where the input is no XML."""
    text = _shown(head[:_NEAR])
    if not text[:_FIRST].lstrip("\ufeff \t\r\n").startswith("<"):
        return ""
    root = _ROOT.match(start := _after_prologue(text))
    if (root is None or root.end() == len(start)) and len(head) > _NEAR:  # the prologue is long
        root = _ROOT.match(_after_prologue(_shown(head)))
    return root[1].lower() if root else ""


def _by_magic(head: bytes) -> Refusal | None:
    """Name a file format that is known by its first bytes and not read."""
    for begin, what, advice in MAGIC:
        if head.startswith(begin):
            return _unsupported(what, advice)
    if head[257:262] == b"ustar":
        return _unsupported("a tar file whose first header is damaged", "Fetch it again.")
    if head[4:8] == b"ftyp":
        return _unsupported("a film or picture", NO_PAGE)
    return None


def _kind_of(text: str, head: bytes) -> Kind | Refusal:
    """Tell pages, feeds, JSON records and plain text apart."""
    start = _after_prologue(text)
    root = _ROOT.match(start)
    name = root[1].lower() if root else ""
    if name in _DOCUMENT_ROOTS or (_DOCTYPE_HTML.search(text[: len(text) - len(start)]) and name):
        return "html"
    if name in XML_ROOTS:
        return _unsupported(XML_ROOTS[name], "Give the pages that it links to.")
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return _unsupported(f"an XML document (<{name}>)" if name else "an XML document", LATER)
    if _JSON_RECORD.match(text.lstrip("\ufeff \t\r\n")):
        return "jsonl"
    if _is_marked_up(text, begins_with_tag=bool(name)):
        return "html"
    if head and _is_binary(text):
        return _unsupported("binary data", NO_PAGE)
    return "text"


def _after_prologue(text: str) -> str:
    """Return `text` from its first element on: without BOM, comments, processing instructions, document types."""
    position = 1 if text.startswith("\ufeff") else 0
    while (found := _PROLOGUE.match(text, position)) and found.end() > position:
        position = found.end()
    return text[position:]


def _is_marked_up(text: str, *, begins_with_tag: bool) -> bool:
    """Say whether tags carry the text, as in a fragment of a page."""
    blocks = len(_BLOCK_TAG.findall(text))
    if begins_with_tag and blocks:
        return True
    inside_tags = sum(len(found[0]) for found in _TAG.finditer(text))
    return blocks >= _MANY_BLOCKS and inside_tags > len(text) * _MARKED_UP_SHARE


def _is_binary(text: str) -> bool:
    """Say whether control characters are too many for a text."""
    controls = sum(text.count(chr(control)) for control in _CONTROLS)
    return controls > len(text) * _MOSTLY_BINARY


def _shown(head: bytes) -> str:
    """Return `head` as text that is right in its ASCII part, which is all that sniffing looks at."""
    if head.startswith(UTF8_BOM):
        return head.removeprefix(UTF8_BOM).decode("utf-8", "replace")
    wide = wide_encoding(head)
    return head[wide[1] :].decode(wide[0], "replace") if wide is not None else head.decode("latin-1")


def _unsupported(what: str, advice: str) -> Refusal:
    """Return the refusal of a file format."""
    return Refusal(reason=Reason.UNSUPPORTED_TYPE, detail=f"It is {what}. {advice}")
