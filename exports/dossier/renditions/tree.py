"""What the sections' templates wrote, as a tree, so that it can be fitted to another form than pages.

The templates escape every value, so each `<` in their words is their own: what they write becomes XML where elements
without an end are closed. Anything else that is no XML is an error, and not mended.

Rule: pure; markup of our own templates in, a tree out.
"""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale
from lxml import etree

SVG = "http://www.w3.org/2000/svg"

_ENDLESS = re.compile(r"<(br|col|hr|img|wbr)\b([^<>]*?)\s*/?>")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (production 2): control characters, halves of surrogate pairs."""

_ON_PAGES = ("data-p", "data-running", "data-bookmark")
"""What only pages need: their numbers, running heads, the outline of a PDF."""

_LOWER = {"h1": "h2", "h2": "h3", "h3": "h4"}

_BOXED = {"diff": "The two texts side by side"}
"""Tables that may be wider than a telephone, by their class: what their box is called."""


def legal(text: str) -> str:
    r"""Return `text` without the characters that no XML document can hold.

    >>> legal("a\x00b\ud800c")
    'abc'
    """
    return _ILLEGAL.sub("", text)


def tree_of(markup: str) -> etree._Element:
    """Return what a template wrote as the children of a `div`.

    Raises: lxml.etree.XMLSyntaxError where the template is no XML but for elements without an end.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    closed = _ENDLESS.sub(r"<\1\2/>", legal(markup))
    return etree.fromstring(f"<div>{closed}</div>", parser)


def fit(tree: etree._Element, key: str, *, is_lowered: bool) -> None:
    """Fit a section to a screen; `key`: its name; `is_lowered`: its headings stand one level below another's."""
    for node in tree.iter():
        for name in _ON_PAGES:
            node.attrib.pop(name, "")
        if "lang" in node.attrib:
            node.set("lang", _language(node.get("lang")))
        if is_lowered and node.tag in _LOWER:
            node.tag = _LOWER[node.tag]
        if node.tag == "th" and not len(node) and not (node.text or "").strip():
            node.tag = "td"
            node.attrib.pop("scope", "")
    _name_paragraphs(tree, key)
    _name_patterns(tree, key)
    _box(tree)


def _language(code: str | None) -> str:
    """Return a language that CLDR knows; empty, which means that it is not known, where a page claims another."""
    return code if code and code.split("-")[0].lower() in _languages() else ""


@cache
def _languages() -> frozenset[str]:
    return frozenset(Locale("en").languages) - {"und"}


def _name_paragraphs(tree: etree._Element, key: str) -> None:
    """Give each numbered paragraph a name, by which an address can lead to it: `#a-0012-7`."""
    for node in tree.iterfind(".//span[@class='n']"):
        parent = node.getparent()
        if parent is not None:
            parent.set("id", f"{key}-{node.text}")


def _name_patterns(tree: etree._Element, key: str) -> None:
    """Give what drawings refer to inside themselves names that no other drawing of the document has."""
    names = [node.get("id") for node in tree.iterfind(f".//{{{SVG}}}pattern")]
    for node in tree.iter(f"{{{SVG}}}*"):
        if node.get("id") in names:
            node.set("id", f"{node.get('id')}-{key}")
        fill = node.get("fill", "")
        if fill.startswith("url(#"):
            node.set("fill", f"{fill.removesuffix(')')}-{key})")


def _box(tree: etree._Element) -> None:
    """Put what may be wider than the screen into a box that scrolls by itself, with keys too."""
    for node in [*tree.iter("table")]:
        name = _BOXED.get(node.get("class", ""))
        if name or any(above.get("class") == "text" for above in node.iterancestors()):
            _boxed(node, name or "Table")
    for node in [*tree.iter(f"{{{SVG}}}svg")]:
        _boxed(node, "Drawing")


def _boxed(node: etree._Element, name: str) -> None:
    parent = node.getparent()
    if parent is None:
        return
    box = etree.Element("div", {"class": "box", "role": "group", "aria-label": name, "tabindex": "0"})
    box.tail, node.tail = node.tail, None
    parent.replace(node, box)
    box.append(node)


def html_of(tree: etree._Element) -> str:
    """Return the children of a tree as HTML."""
    return "".join(etree.tostring(node, method="html", encoding="unicode") for node in tree)


def links_out(tree: etree._Element) -> Iterable[etree._Element]:
    """Return the links that lead out of the document."""
    return [node for node in tree.iter("a") if not node.get("href", "").startswith("#")]
