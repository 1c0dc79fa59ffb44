"""Parse a page once, account for its text, and say what was lost.

Rule: pure. libxml2 drops text in silence past its limits: they are lifted where they can be, the page is flattened
where they cannot, BeautifulSoup reads what is left, and what is lost in the end is said.
"""

import re
from dataclasses import dataclass
from typing import cast

from lxml import etree

from ingest.extract.html.salvage import (
    flatten_deep,
    is_cut_off,
    is_swallowed,
    open_comment,
    parse_with_soup,
    thin_out,
    without_open_ends,
)
from schemas.report import Warn

LOST_SHARE = 0.02
"""Share of the page's letters that may be missing from the tree (odd markup) before it counts as loss."""

DEEPEST = 240
"""Nesting that a page may have after it was flattened; the walk follows a little more."""

BINARY_SHARE = 0.04
"""Share of NUL and control characters above which a file is no page, whatever it is called."""

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0c\r") + b"\x7f"
_NO_CHARACTERS = str.maketrans("", "", "\ufffe\uffff")
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|iframe)\b.*?(?:</\1\s*>|\Z)|<[a-zA-Z/!?][^<>]*>|&[#\w]+;?",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page."""

    root: etree._Element
    text: str
    """The text that was parsed."""
    warnings: tuple[str, ...] = ()


def parse_page(text: str, utf8: bytes | None = None) -> Tree | None:
    """Parse a page; None where there is nothing in it to parse. `utf8` is its text in bytes, where they are at hand."""
    is_cut = is_cut_off(text)
    text, payload, warnings = _prepared(text, _bytes_of(text) if utf8 is None else utf8)
    warnings += [Warn.TRUNCATED] if is_cut else []
    if not payload or payload.isspace():
        return None
    root, is_whole = _parse(payload)
    if root is not None and is_swallowed(text, root):
        text = without_open_ends(text)
        warnings.append(Warn.SALVAGED)
        root, is_whole = _parse(_bytes_of(text))
    if is_whole and root is not None:
        return Tree(root, text, tuple(warnings))
    return flat_tree(Tree(etree.Element("html"), text, tuple(warnings)))


def flat_tree(tree: Tree) -> Tree:
    """Parse a page again that is nested too deeply, with its nesting cut; say `depth_capped`, and what is lost."""
    flat = flatten_deep(tree.text)
    warnings = [*tree.warnings, Warn.DEPTH_CAPPED]
    root, _is_whole = _parse(_bytes_of(flat))
    if root is None or _is_deep(root) or share_lost(flat, root) > LOST_SHARE:
        root = parse_with_soup(flat)
        warnings.append(Warn.SALVAGED)
    if share_lost(flat, root) > LOST_SHARE:
        warnings.append(Warn.TRUNCATED)
    return Tree(root, flat, tuple(warnings))


def _is_deep(root: etree._Element) -> bool:
    """Tell whether a tree is nested too deeply still, by elements that nobody thought of."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _prepared(text: str, payload: bytes) -> tuple[str, bytes, list[str]]:
    """Take out what no parser survives: NUL, controls, an open comment, floods of attributes.

    Takes and returns the text, and its bytes in UTF-8: by way of them controls are found many times faster.
    """
    warnings: list[str] = []
    length = len(text)
    if len(payload.translate(None, _CONTROLS)) != len(payload) or "\ufffe" in text or "\uffff" in text:
        text = text.replace("\0", "")
        warnings += [Warn.NUL_REMOVED] if len(text) != length else []
        cleaned = _bytes_of(text).translate(None, _CONTROLS).decode().translate(_NO_CHARACTERS)
        warnings += [Warn.CONTROL_REMOVED] if len(cleaned) != len(text) else []
        if len(cleaned) < (1 - BINARY_SHARE) * length:
            return "", b"", warnings
        text, payload = cleaned, _bytes_of(cleaned)
    if open_comment(text):
        text = without_open_ends(text)
        warnings.append(Warn.SALVAGED)
    thin = thin_out(text)
    return thin, payload if len(thin) == length else _bytes_of(thin), warnings


def _bytes_of(text: str) -> bytes:
    """Return a text in UTF-8."""
    return text.encode("utf-8", "replace")


def _parse(payload: bytes) -> tuple[etree._Element | None, bool]:
    """Parse a page in UTF-8; return the root, and whether the parser read on to the end.

    Plain elements: the look-up of a class for each, as lxml.html does, costs more than the parsing. No table of ids:
    nobody asks for an element by its own.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(payload, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    return root, not parser.error_log.filter_from_fatals()


def texts_in(element: etree._Element) -> list[str]:
    """Return the runs of text inside an element, in page order."""
    return cast("list[str]", list(element.itertext()))  # bytes are what Python 2 gave


def share_lost(text: str, root: etree._Element) -> float:
    """Return the share of a page's visible letters that its tree lacks."""
    seen = sum(map(str.isalnum, _NO_TEXT.sub("", text)))
    held = sum(map(str.isalnum, "".join(texts_in(root))))
    return max(0.0, 1 - held / seen) if seen else 0.0
