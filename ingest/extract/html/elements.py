"""What one element says of itself: how it is called, whether it is shown, whether it holds words.

Rule: pure; asked by the walk.
"""

from collections.abc import Callable
from itertools import islice
from operator import itemgetter

from lxml import etree

from ingest.extract.html.tables import SEMANTIC

FORGOTTEN = frozenset({"svg", "math", "button", "map", "object", "noscript", "select", "canvas", "video", "audio"})
ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
FEW_PARAGRAPHS = 3
"""Paragraphs inside an element of `FORGOTTEN` from which it is read after all."""

children_of: Callable[[etree._Element], list[etree._Element]] = itemgetter(slice(None))
"""Return the children of an element, at a third of the cost of its iterator."""


def has_words(element: etree._Element, text: str | None) -> bool:
    """Tell whether an element holds any text; `text` is what it opens with."""
    if text and not text.isspace():
        return True
    return any(not text.isspace() for text in element.itertext()) if len(element) else False


def names_of(tag: str, classes: str, element: etree._Element) -> str:
    """Return the class and the id of an element, as far as they speak of it.

    The id of a heading or a paragraph is its address, made of its words; the class of a row is for its looks.
    """
    if tag in ROWS:
        return ""
    if tag not in SEMANTIC and (named := element.get("id")):
        return f"{classes} {named}"
    return classes


def is_shown(element: etree._Element) -> bool:
    """Tell whether an element that holds no running text is read after all.

    The page forgot to close it and it swallowed some, or it is a template that browsers show (a shadow root in HTML).
    """
    if element.tag == "template":
        return "shadowrootmode" in element.attrib
    return element.tag in FORGOTTEN and len(list(islice(element.iter("p"), FEW_PARAGRAPHS))) == FEW_PARAGRAPHS


def is_hidden(element: etree._Element) -> bool:
    """Tell whether an element is not shown, by its attributes `hidden` and `style`: those without them are."""
    hidden = element.get("hidden")
    if hidden is not None:
        return hidden != "until-found"
    style = element.get("style", "")
    return "display" in style and "none" in style and "display:none" in style.replace(" ", "")
