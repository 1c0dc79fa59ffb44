"""Rescue what a parser would lose: nesting past its depth, comments that never close, floods of attributes.

Rule: pure and linear in the length of the page.
"""

import re

from bs4 import BeautifulSoup
from lxml import etree

from ingest.extract.html.tables import INLINE, NESTING

FLAT_DEPTH = 180
"""Nesting that is kept of a page that is nested too deeply."""
LAST_TAGS = 20_000
"""Characters at a page's ends within which it opens and closes."""
LONGEST_TAG = 20_000
"""Characters of a tag beyond which its attributes are looked at: no page needs as many."""
MOST_ATTRIBUTES = 500

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|iframe)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONGEST_TAG},}}>")
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_EQUALS = re.compile(r"=\s*[\"']?")


def flatten_deep(text: str, depth: int = FLAT_DEPTH) -> str:
    """Return the page without the tags that nest deeper than `depth`; its text is all there."""
    pieces: list[str] = []
    level = 0
    done = 0
    bare = _RAW.sub(" ", text)
    for match in _TAG.finditer(bare):
        closing, name = match.group(1), match.group(2).lower()
        if name not in NESTING or match.group(3).endswith("/"):
            continue
        deep = level > depth
        level = max(0, level - 1) if closing else level + 1
        if deep or level > depth:
            pieces.append(bare[done : match.start()])
            pieces.append("" if name in INLINE else "<br><br>")
            done = match.end()
    pieces.append(bare[done:])
    return "".join(pieces)


def open_comment(text: str) -> int:
    """Return where a comment starts that swallows the rest of the page, or -1."""
    start = text.rfind("<!--")
    if start < 0 or text.find("-->", start) >= 0 or text.find("--!>", start) >= 0:
        return -1
    return start


def without_open_comment(text: str, start: int) -> str:
    """Return the page with the opening of a comment that never closes taken out, so that its tail is read."""
    return text[:start] + text[start + len("<!--") :]


def is_cut_off(text: str) -> bool:
    """Tell whether a page stops in the middle: it opens its element, never closes it, and ends inside a tag or a word.

    >>> is_cut_off("<html><body><p>The ferry has been sold to the isl")
    True
    >>> is_cut_off("<html><body><p>The ferry has been sold.")
    False
    """
    lower = text[-LAST_TAGS:].casefold()
    if "</html" in lower or "</body" in lower or not _OPENED.search(text[:LAST_TAGS]):
        return False
    end = text.rstrip()
    return not end.endswith(">") and (end.rfind("<") > end.rfind(">") or end[-1:].isalnum() or end[-1:] in ",;:-")


def thin_out(text: str) -> str:
    """Return the page without the attributes of tags that carry them by the hundreds."""
    # A long tag leaves a long gap between two `>`: measuring the gaps is many times faster than looking for the tag.
    if max(map(len, text.split(">"))) < LONGEST_TAG or not _LONG_TAG.search(text):
        return text
    return _LONG_TAG.sub(_thin_tag, text)


def _thin_tag(match: re.Match[str]) -> str:
    """Reduce one flooded tag to its name."""
    tag = match.group()
    if len(_EQUALS.findall(tag)) <= MOST_ATTRIBUTES:
        return tag
    return tag.split(None, 1)[0].rstrip(">") + ">"


def parse_with_soup(text: str) -> etree._Element:
    """Read a page that lxml cannot: a plain tree of its lines of text."""
    soup = BeautifulSoup(text, "html.parser")
    for element in soup(["script", "style", "template", "noscript"]):
        element.decompose()
    root = etree.Element("html")
    body = etree.Element("body")
    root.append(body)
    for line in soup.stripped_strings:
        paragraph = etree.Element("p")
        paragraph.text = line
        body.append(paragraph)
    return root
