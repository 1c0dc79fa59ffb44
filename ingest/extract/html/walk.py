"""From a tree to a flat list of text blocks, each knowing the elements around it.

Rule: pure; one pass in page order; knows nothing of what is an article and what is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from ingest.extract.html.author_links import leads_to_author
from ingest.extract.html.elements import children_of, has_words, is_hidden, is_shown, names_of
from ingest.extract.html.hints import NOTHING, Hint, hint_of
from ingest.extract.html.tables import INLINE, SEMANTIC, SKIPPED
from ingest.normalise.wrapped import join_lines, without_breaks

DEEPEST = 250
"""Nesting that the walk follows."""

HEAD_ONLY = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"})
"""What may stand in a page's head."""

LONGEST_SPAN = 200
"""Characters of the words inside a line that are noted for what their element calls them."""


class TooDeep(Exception):
    """The page is nested deeper than the walk follows."""


@dataclass(slots=True)
class Node:
    """A block-level element; made by the hundred, so that what is seldom set is set only then."""

    element: etree._Element
    tag: str
    parent: int
    """Number of the node around it; the first node is its own parent."""
    depth: int
    first: int
    """Number of the first leaf inside it."""
    place: int
    """Number among the block-level elements of its tag inside the same parent, from 1; 0 where it is the root."""
    classes: str = field(default="", init=False)
    """Its class attribute."""
    role: str = field(default="", init=False)
    end: int = field(default=0, init=False)
    """Number after its last leaf."""
    is_hidden: bool = field(default=False, init=False)
    inner: dict[str, int] = field(default_factory=dict, init=False)
    """By tag: how many block-level elements in it were met."""
    path: str = field(default="", init=False)
    """Its element path, once somebody asked (`blocks.place_of`)."""
    weight: float = field(default=0.0, init=False)
    """Sum of its leaves' weights (`score.weigh`)."""
    _hint: Hint | None = field(default=None, init=False)

    @property
    def names(self) -> str:
        """Return its class and its id, as far as they speak of it; read when somebody asks, as `hint`."""
        return names_of(self.tag, self.classes, self.element)

    @property
    def hint(self) -> Hint:
        """Return what its class and id say; nobody asks that of most elements."""
        if self._hint is None:
            names = names_of(self.tag, self.classes, self.element)
            self._hint = hint_of(names) if names else NOTHING
        return self._hint


class Span(NamedTuple):
    """Words inside a line that their own element names."""

    kind: Literal["link", "time", "byline"]
    text: str
    """White space folded."""
    value: str = ""
    """What a `time` element says to machines."""


Note = tuple[Literal["link", "time", "byline"], str, str]
"""The kind of a span, its words as they stand, and its value."""


@dataclass(slots=True)
class Leaf:
    """A run of text inside one block-level element."""

    lines: tuple[str, ...]
    """Its text with white space folded, a line for each `<br>`."""
    node: int
    """Number of the innermost node around it."""
    tag: str
    """The nearest element of `SEMANTIC`, else `div`."""
    text: str
    size: int
    """Length of its text; wide scripts count double."""
    link_chars: int = field(default=0, init=False)
    link_density: float = field(default=0.0, init=False)
    inline_hint: Hint = field(default=NOTHING, init=False)
    """What the classes of elements inside the block say."""
    names_author: bool = field(default=False, init=False)
    """A link inside leads to an author's page."""
    times: tuple[str, ...] = field(default=(), init=False)
    """What its `time` elements say to machines."""
    notes: Sequence[Note] = field(default=(), init=False)
    weight: float = field(default=0.0, init=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return its links, its `time` elements, and what is called a byline inside it; nobody asks most leaves."""
        noted = ((kind, " ".join(words.split()), value) for kind, words, value in self.notes)
        return tuple(
            Span(kind, text, value)
            for kind, text, value in noted
            if 0 < len(text) <= LONGEST_SPAN and text in self.text
        )


@dataclass(slots=True)
class Walk:
    """A page as a list of leaves and the nodes around them."""

    nodes: list[Node] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)

    _chains: dict[int, list[int]] = field(default_factory=dict)
    _tags: dict[int, list[str]] = field(default_factory=dict)

    def ancestors(self, node: int) -> list[int]:
        """Return a node and the nodes around it, innermost first; the list is shared, and not to be changed."""
        chain = self._chains.get(node)
        if chain is None:
            parent = self.nodes[node].parent
            chain = [node] if parent == node else [node, *self.ancestors(parent)]
            self._chains[node] = chain
        return chain

    def tags_around(self, node: int) -> list[str]:
        """Return the tags of a node and of the nodes around it, innermost first; not to be changed."""
        tags = self._tags.get(node)
        if tags is None:
            tags = self._tags[node] = [self.nodes[each].tag for each in self.ancestors(node)]
        return tags


_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")


def size_of(text: str) -> int:
    """Return the length of a text; characters of scripts without spaces count double."""
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def walk_page(root: etree._Element) -> Walk:
    """Read the leaves of a page in page order.

    Raises:
        TooDeep: the page is nested deeper than `DEEPEST`.
    """
    walker = _Walker()
    body, head = root.find("body"), root.find("head")
    if head is not None and any(child.tag not in HEAD_ONLY for child in head):
        head.tag = "div"  # libxml2 leaves an article in the head where a page writes no body
        body = None
    top = body if body is not None else root
    walker.block(top, top.text, 0, 0, 0, "div")
    return walker.walk


class _Walker:
    """Collects the text between block-level elements.

    The hot loop of the whole extraction: it looks at each element once, and does nothing for white space.
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        self.walk = Walk()
        self._pieces: list[str] = []
        self._link = 0
        self._links = 0
        self._hint = NOTHING
        self._author = False
        self._is_marked = False
        self._times: list[str] = []
        self._notes: list[Note] = []

    def block(self, element: etree._Element, text: str | None, parent: int, place: int, depth: int, tag: str) -> None:
        """Read a block-level element as a node of its own; `text` is what it opens with."""
        name = element.tag
        nodes, leaves = self.walk.nodes, self.walk.leaves
        number, first = len(nodes), len(leaves)
        node = Node(element, name, parent, depth, first, place)
        attributes = element.keys()  # asked for once: most elements have few of these
        if "class" in attributes:
            node.classes = element.get("class", "")
        if "role" in attributes:
            node.role = element.get("role", "")
        if "style" in attributes or "hidden" in attributes:
            node.is_hidden = is_hidden(element)
        nodes.append(node)
        if name in SEMANTIC:
            tag = name
        self._content(element, text, number, depth + 1, tag)
        if self._pieces or self._is_marked:
            self._flush(number, tag)
        end = len(leaves)
        if end > first or not number:
            node.end = end
        else:
            nodes.pop()  # nothing is in it, and so nothing in what it holds: it is the last one

    def _content(self, element: etree._Element, text: str | None, number: int, depth: int, tag: str) -> None:
        """Read what is inside an element: its text, its children, and the text after each of them."""
        pieces = self._pieces
        # White space at the start of a block is nothing, and most of a page.
        if text and (pieces or not text.isspace()):
            self._text(text)
        if not len(element):
            return
        for child in children_of(element):
            name = child.tag
            text = child.text
            if name in INLINE:
                if text or len(child):
                    self._inline(child, name, text, number, depth, tag)
            elif name == "br":
                pieces.append("\n")
            elif name not in SKIPPED or is_shown(child):
                self._box(child, name, text, number, depth, tag)
            if (text := child.tail) and (pieces or not text.isspace()):
                self._text(text)

    def _box(self, element: etree._Element, name: str, text: str | None, number: int, depth: int, tag: str) -> None:
        """Read a block-level element inside another one: it ends the line, unless it is empty."""
        if self._pieces:
            if not has_words(element, text):
                self._pieces.append(" ")
                return
            self._flush(number, tag)
        elif self._is_marked:
            self._flush(number, tag)
        if depth > DEEPEST:
            raise TooDeep
        inner = self.walk.nodes[number].inner
        inner[name] = place = inner.get(name, 0) + 1
        if len(element) or (text and not text.isspace()):
            self.block(element, text, number, place, depth, tag)

    def _inline(self, element: etree._Element, name: str, text: str | None, number: int, depth: int, tag: str) -> None:
        """Read an element that does not end the line."""
        if depth > DEEPEST:
            raise TooDeep
        is_link = is_named = False
        if attributes := element.keys():
            if ("style" in attributes or "hidden" in attributes) and is_hidden(element):
                return
            if "class" in attributes and (hint := hint_of(element.get("class", ""))) is not NOTHING:
                is_named = "byline" in hint.roles
                if self._hint is NOTHING:
                    self._hint = hint
                    self._is_marked = True
            if name == "a" and "href" in attributes:
                is_link = True
                if not self._author and leads_to_author(element.get("href", "")):
                    self._author = self._is_marked = True
            elif name == "time" and "datetime" in attributes:
                self._times.append(element.get("datetime", ""))
        before = len(self._pieces)
        self._links += is_link
        self._content(element, text, number, depth + 1, tag)
        self._links -= is_link
        if (is_link or is_named or name == "time") and len(
            self._pieces
        ) > before:  # else a block inside it has ended them
            self._note(element, "".join(self._pieces[before:]), is_link=is_link, is_named=is_named)

    def _note(self, element: etree._Element, words: str, *, is_link: bool, is_named: bool) -> None:
        """Note the words of an element that says what they are."""
        if element.tag == "time":
            self._notes.append(("time", words, element.get("datetime", "")))
        elif is_link:
            self._notes.append(("link", words, ""))
        if is_named:
            self._notes.append(("byline", words, ""))

    def _text(self, text: str) -> None:
        """Take a run of text."""
        if text.isspace():
            self._pieces.append(" ")
            return
        self._pieces.append(without_breaks(text) if "\n" in text else text)
        if self._links:
            self._link += size_of(text.strip())

    def _flush(self, number: int, tag: str) -> None:
        """End the current leaf, or leaves, where an empty line parts them."""
        joined = "".join(self._pieces)
        self._pieces.clear()
        if "\n" in joined:
            self._leaves(_paragraphs(joined), number, tag)
        elif text := " ".join(joined.split()):
            self._leaf((text,), text, 1.0, number, tag)
        else:
            self._hint = NOTHING
            self._is_marked = False
            return  # a picture that leads to an author's page names the line after it
        self._notes = []
        self._link = 0
        self._hint = NOTHING
        self._author = self._is_marked = False

    def _leaves(self, paragraphs: list[tuple[str, ...]], number: int, tag: str) -> None:
        """Make the leaves of a run of text that has line breaks."""
        total = sum(len(line) for lines in paragraphs for line in lines)
        for lines in paragraphs:
            text = join_lines(lines)
            self._leaf(lines, text, len(text) / max(1, total), number, tag)

    def _leaf(self, lines: tuple[str, ...], text: str, share: float, number: int, tag: str) -> None:
        """Make one leaf, with its share of the links of its block."""
        size = size_of(text)
        leaf = Leaf(lines, number, tag, text, size)
        if self._link:
            leaf.link_chars = linked = round(self._link * share)
            leaf.link_density = linked / size if linked < size else 1.0
        if self._author:
            leaf.names_author = True
        if self._hint is not NOTHING:
            leaf.inline_hint = self._hint
        if self._times:
            leaf.times = tuple(self._times)
            self._times = []
        if self._notes:
            leaf.notes = self._notes
        self.walk.leaves.append(leaf)


def _paragraphs(joined: str) -> list[tuple[str, ...]]:
    """Return the lines of a run of text with line breaks, white space folded, parted where a line is empty."""
    paragraphs: list[list[str]] = [[]]
    for line in joined.split("\n"):
        folded = " ".join(line.split())
        if folded:
            paragraphs[-1].append(folded)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [tuple(lines) for lines in paragraphs if lines]
