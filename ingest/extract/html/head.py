"""Collect what a page says in machine-readable form: meta tags, links, JSON-LD scripts, item properties, headings.

Rule: pure; one pass over the tree; nothing is judged.
"""

import html
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from ingest.extract.html.jsonld import Graph, read_json
from ingest.extract.html.tables import META_NAMES
from ingest.extract.html.tree import texts_in
from ingest.normalise.spaced import fold_spaces

ITEM_FIELDS = frozenset(
    {
        "datepublished",
        "datemodified",
        "datecreated",
        "headline",
        "author",
        "creator",
        "articlebody",
        "articlesection",
        "alternativeheadline",
        "keywords",
        "inlanguage",
    }
)
LONGEST_VALUE = 4_000
EDGE_LINKS = 60
"""Links at the top and at the bottom of a page among which those to its front stand."""


@dataclass(slots=True)
class ItemValue:
    """A value that an element states of itself by `itemprop`, `property` or a microformat's class."""

    name: str
    value: str
    element: etree._Element


@dataclass(slots=True)
class Head:
    """The machine-readable part of a page."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    """By name in lower case: contents in page order."""
    canonical: str | None = None
    title: str = ""
    language: str | None = None
    headings: list[etree._Element] = field(default_factory=list)
    """The `h1` elements."""
    times: list[etree._Element] = field(default_factory=list)
    """The `time` elements."""
    authors: list[etree._Element] = field(default_factory=list)
    """Links that say `rel=author`."""
    tags: list[etree._Element] = field(default_factory=list)
    """Links that say `rel=tag`."""
    links: list[etree._Element] = field(default_factory=list)
    """The first links of the page, and its last ones."""
    feeds: list[str] = field(default_factory=list)
    """Titles of its feeds."""
    addresses: list[str] = field(default_factory=list)
    """What it says that its own address is."""
    items: list[ItemValue] = field(default_factory=list)
    graph: Graph = field(default_factory=lambda: Graph([]))


def folded(element: etree._Element) -> str:
    """Return the text of an element with white space folded."""
    return fold_spaces("".join(texts_in(element)))


_WITH_PROPERTY = etree.XPath("//@itemprop/..")
"""Asked for attributes, a page answers sooner than for elements that have one."""


def read_head(root: etree._Element) -> Head:
    """Collect the machine-readable part of a page."""
    head = Head(language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    scripts: list[object] = []
    for element in root.iter("meta", "link", "title", "script", "h1", "time"):
        name = element.tag
        if name == "meta":
            _read_meta(head, element)
        elif name == "script":
            if "ld+json" in element.get("type", ""):
                scripts.extend(read_json(element.text or ""))
        else:
            _read_element(head, element)
    links = list(root.iter("a"))
    head.links = links if len(links) <= 2 * EDGE_LINKS else links[:EDGE_LINKS] + links[-EDGE_LINKS:]
    for link in links:
        if relation := link.get("rel"):
            _read_anchor(head, link, relation)
    for item in cast("list[etree._Element]", _WITH_PROPERTY(root)):  # noqa: SLF001  the name of the type
        _read_item(head, item)
    head.graph = Graph(scripts)
    head.addresses = [address for address in (head.canonical, *head.meta.get("og:url", ())) if address]
    return head


def _read_anchor(head: Head, element: etree._Element, relation: str) -> None:
    """Note a link that says what it leads to."""
    words = relation.lower().split()
    if "author" in words:
        head.authors.append(element)
    elif "tag" in words:
        head.tags.append(element)


def _read_element(head: Head, element: etree._Element) -> None:
    """Note one title, heading, time or link of the head."""
    if element.tag == "title":
        head.title = head.title or folded(element)
    elif element.tag == "h1":
        head.headings.append(element)
    elif element.tag == "time":
        head.times.append(element)
    elif "author" in element.get("rel", "").split():
        head.authors.append(element)
    else:
        _read_link(head, element)


def _read_link(head: Head, element: etree._Element) -> None:
    """Note the page's own address, or the title of a feed."""
    relation = element.get("rel", "").lower()
    if relation == "canonical":
        head.canonical = head.canonical or element.get("href")
    elif relation == "alternate" and element.get("type", "").endswith(("rss+xml", "atom+xml")) and element.get("title"):
        head.feeds.append(" ".join(element.get("title", "").split())[:LONGEST_VALUE])


def _read_meta(head: Head, element: etree._Element) -> None:
    """Note one meta tag under each of its names."""
    content = element.get("content") or element.get("value")  # which some pages write in its place
    if not content or not content.strip():
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name and (lower := name.strip().lower()) in META_NAMES:
            if attribute == "itemprop" and not _is_in_head(element):
                continue  # it speaks for the scope that it stands in
            told = content[:LONGEST_VALUE]
            told = html.unescape(told) if "&" in told else told
            head.meta.setdefault(lower, []).append(" ".join(told.split()))


def _is_in_head(element: etree._Element) -> bool:
    """Tell whether an element stands in the page's head, where it speaks for the page."""
    parent = element.getparent()
    return parent is not None and parent.tag == "head"


def _read_item(head: Head, element: etree._Element) -> None:
    """Note one element that states a property."""
    name = element.get("itemprop", "").strip().lower()
    if name not in ITEM_FIELDS or name == "articlebody":
        return
    value = element.get("content") or element.get("datetime") or folded(element)
    if value.strip():
        head.items.append(ItemValue(name, " ".join(value[:LONGEST_VALUE].split()), element))
