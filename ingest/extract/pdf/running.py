"""What stands at the head and foot of a PDF's pages and is no text: running titles, page numbers, printers' lines.

Rule: pure; sees lines with their places.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.extract.pdf.leaves import Leaf, Line

_EDGE = 0.12
"""Share of a page's height, above and below, in which running lines stand."""
_GAP = 1.5
"""Times the height of letters, from which lines are set apart."""
_MOST = 4
"""Running lines at one edge of a page."""
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,8}\.?\s*)?\d{1,4}(?:\s*(?:/|[^\W\d]{1,4})\s*\d{1,4})?\W*")
_EVERY = 3
"""A running line stands on every third page at least: left and right pages may have different ones."""


def running_lines(leaves: Sequence[Leaf]) -> frozenset[tuple[int, int]]:
    """Return which lines (page, place on it, both from 0) are running lines."""
    if len(leaves) < 2:  # noqa: PLR2004  what stands once does not run
        return frozenset()
    edge = [(page, place) for page, leaf in enumerate(leaves) for place in _at_edge(leaf)]
    pages = Counter(key for key, _ in {(_key(leaves[page].lines[place]), page) for page, place in edge})
    fewest = max(2, -(-len(leaves) // _EVERY))
    return frozenset(
        (page, place)
        for page, place in edge
        if pages[_key(leaves[page].lines[place])] >= fewest or _PAGE_NUMBER.fullmatch(leaves[page].lines[place].text)
    )


def _at_edge(leaf: Leaf) -> list[int]:
    """Return the lines that stand near the upper or lower edge of a page, set apart from the text."""
    placed = sorted((line.bottom, place) for place, line in enumerate(leaf.lines) if line.height > 0)
    low = [place for bottom, place in placed if bottom < leaf.height * _EDGE]
    high = [place for bottom, place in reversed(placed) if leaf.lines[place].top > leaf.height * (1 - _EDGE)]
    order = [place for _, place in placed]
    return [*_apart(leaf, low, order), *_apart(leaf, high, order[::-1])]


def _apart(leaf: Leaf, near: Sequence[int], order: Sequence[int]) -> Sequence[int]:
    """Return the first of the lines near an edge, up to a gap; none where there is no gap or they are many."""
    for count, (place, following) in enumerate(pairwise(order), 1):
        line, other = leaf.lines[place], leaf.lines[following]
        if count > min(_MOST, len(near)):
            break
        if abs(other.bottom - line.bottom) > _GAP * max(line.height, other.height):
            return near[:count]
    return near if len(order) <= len(near) and len(near) <= _MOST else ()


def _key(line: Line) -> str:
    """Return a line's words with its numbers made alike."""
    return _SPACE.sub(" ", _DIGITS.sub("#", line.text)).casefold()
