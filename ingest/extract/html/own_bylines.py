"""Whose a byline is: the article's, or that of furniture about others. And how a byline opens.

Rule: pure; looks at places and links, and at the first word of a line.
"""
# ruff: noqa: RUF001  signs of many scripts

import re

from lxml import etree

from ingest.extract.html.head import folded
from ingest.extract.html.near import LINES_AFTER_BODY, MOST_LINES, roles_of
from ingest.extract.html.people import TABLE
from ingest.extract.html.walk import Leaf, Walk

LONGEST_OPENED = 110
OF_OTHERS = frozenset({"comments", "related", "nav", "ad"})
"""Furniture whose authors are those of other articles, or of readers' comments."""
BESIDE = frozenset({"sidebar"})
"""Furniture likewise, unless something in it is called a byline."""
OTHERS_TAGS = {"nav": "nav", "aside": "sidebar"}
TEASER_WORDS = 4
"""Words of a line that is a link from which it is the title of another article."""
MOSTLY_LINK = 0.8
BOX = 3
"""How many elements around a line make the box that it shares with the title of another article."""
MANY_LINKS = 4
"""Links side by side from which they are a list of topics."""

_ENTRY = re.compile(r"(?:^|\s)(?:hentry|h-entry|post|type-post)(?:\s|$)")


def alternatives(key: str) -> str:
    """Write a list of phrases as one alternative, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(TABLE[key], key=len, reverse=True))


LABELS = alternatives("labels")
_BY = re.compile(rf"^\W*(?:(?:{alternatives('signs')})(?![\w'’])\s*[:：]?|(?:{LABELS})\s*[:：՝・])\s*(?=\S)")


def opens_byline(line: str) -> bool:
    """Tell whether a line opens as a byline does, and is no sentence.

    >>> opens_byline("By Jane Roe, harbour correspondent | 4 May 2019")
    True
    """
    return len(line) <= LONGEST_OPENED and bool(_BY.match(line)) and not line.endswith((".", "?", "!"))


def own_links(walk: Walk, links: list[etree._Element], places: set[int], body: range) -> frozenset[etree._Element]:
    """Return the authors' links that stand by the article, outside furniture that is about others."""
    numbers = {node.element: number for number, node in enumerate(walk.nodes)}
    own: list[etree._Element] = []
    for link in links:
        around = next((numbers[each] for each in (link, *link.iterancestors()) if each in numbers), None)
        if around is None or _is_of_others(walk, around, body, OF_OTHERS | BESIDE):
            continue
        node = walk.nodes[around]
        words = folded(link)
        inside = range(node.first, max(node.end, node.first + 1))
        if any(number in places and _holds(walk, number, words) for number in inside):
            own.append(link)
    return frozenset(own)


def article(walk: Walk, body: range) -> range:
    """Return the leaves of the innermost element that is called the article or the main part and holds the text."""
    first = walk.leaves[body.start].node if body else 0
    for number in walk.ancestors(first):
        node = walk.nodes[number]
        if node.tag in {"article", "main"} or _ENTRY.search(node.element.get("class", "")):
            return range(node.first, min(max(node.end, body.stop + LINES_AFTER_BODY), len(walk.leaves)))
    return range(body.start, min(body.stop + LINES_AFTER_BODY, len(walk.leaves)))


def _holds(walk: Walk, number: int, words: str) -> bool:
    """Tell whether a leaf is, or holds, the words of a link; a link around a picture has none."""
    return number < len(walk.leaves) and (words in walk.leaves[number].text or walk.leaves[number].text in words)


def _is_of_others(walk: Walk, node: int, body: range, kinds: frozenset[str]) -> bool:
    """Tell whether a node stands in furniture about others: one of those around it that do not hold the text."""
    is_byline = False
    for number in walk.ancestors(node):
        around = walk.nodes[number]
        if around.first <= body.start < around.end:
            return False
        hint = around.hint
        kind = OTHERS_TAGS.get(around.tag) or hint.furniture
        is_byline = is_byline or "byline" in hint.roles
        if kind in kinds and not (kind in BESIDE and is_byline):
            return True
    return False


def own_tail(walk: Walk, tail: range, body: range) -> list[int]:
    """Return the lines under the text that are not in a box with the title of another article, nor in furniture."""
    boxes = {box for number in tail if _is_teaser(walk, walk.leaves[number]) for box in _boxes(walk, number, body)}
    return [
        number
        for number in tail
        if boxes.isdisjoint(_boxes(walk, number, body))
        and not _is_of_others(walk, walk.leaves[number].node, body, OF_OTHERS)
    ]


def _boxes(walk: Walk, number: int, body: range) -> list[int]:
    """Return the nodes right around a leaf that do not hold the text."""
    around = walk.ancestors(walk.leaves[number].node)[:BOX]
    return [each for each in around if not walk.nodes[each].first <= body.start < walk.nodes[each].end]


def _is_teaser(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a line is a link and nothing else, and long enough for the title of another article."""
    is_link = leaf.link_density > MOSTLY_LINK and not leaf.names_author and len(leaf.text.split()) >= TEASER_WORDS
    return is_link and not opens_byline(leaf.text) and "byline" not in roles_of(walk, leaf)


def is_link_list(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a line is one of many links side by side, or made of them: topics, places, trends; no authors."""
    if leaf.names_author or leaf.link_density <= MOSTLY_LINK or opens_byline(leaf.text):
        return False
    if sum(span.kind == "link" for span in leaf.spans) >= MANY_LINKS:
        return True
    rows = (walk.nodes[number] for number in walk.ancestors(leaf.node)[1:3])
    return any(_are_links(walk.leaves[row.first : row.end]) for row in rows if row.end - row.first <= MOST_LINES)


def _are_links(leaves: list[Leaf]) -> bool:
    """Tell whether lines are links, all of them, and many."""
    return len(leaves) >= MANY_LINKS and all(each.link_density > MOSTLY_LINK for each in leaves)
