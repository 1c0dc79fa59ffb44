"""Several articles on one page: the one that the page's address, its canonical link or its data name, if they name one.

Rule: pure; looks at `article` elements, else at boxes of one class side by side, each with a heading, a day and
paragraphs of its own. Parts of an article under its headline are left alone.
"""

from dataclasses import dataclass

from ingest.extract.html.evidence import Evidence, path_of
from ingest.extract.html.phrases import bare
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Walk
from ingest.normalise.dates import find_dates

ENOUGH = 150.0
"""Running text from which an element is an article and no teaser."""
ENOUGH_LINES = 2
"""Paragraphs from which a box is one; a teaser has a single one."""
PARAGRAPH = 60
"""Characters of a paragraph."""
UNDER_HEADING = 3
"""Lines under the heading of a box among which its day stands."""
MOST = 0.6
"""Share of a page's words in boxes from which they are what it shows."""
BOXES = frozenset({"div", "section"})


@dataclass(frozen=True, slots=True)
class Several:
    """What was found out about a page with several articles."""

    node: int | None = None
    """The node of the article that the page names, or None."""
    headline: int | None = None
    """The leaf of its heading."""
    is_open: bool = False
    """There are several, and none of them is named."""


def find_named(walk: Walk, evidence: Evidence, headline: int | None, furniture: dict[int, str]) -> Several:
    """Return the one of several articles that the page is about, as far as it says so."""
    found = _headed(walk, _outermost(walk, furniture))
    if len(found) <= 1:
        return Several(is_open=_beside(walk, headline, furniture) > 1)
    inside = headline is not None and any(
        walk.nodes[number].first <= headline < walk.nodes[number].end for number, _heading in found
    )
    is_headed = headline is not None and not inside and bare(walk.leaves[headline].text) in evidence.headlines
    if len(found) <= 1 or is_headed:
        return Several()
    named = [each for each in found if _is_named(walk, each[1], evidence)]
    if len(named) == 1:
        return Several(*named[0])
    return Several(is_open=not inside or not named)


def _headed(walk: Walk, numbers: list[int]) -> list[tuple[int, int]]:
    """Return those elements that a heading opens, with its leaf."""
    return [(number, heading) for number in numbers if (heading := _heading_of(walk, number)) is not None]


def _beside(walk: Walk, headline: int | None, furniture: dict[int, str]) -> int:
    """Return how many boxes of one class, side by side, are articles each.

    The headline stands in one of them; where the page has none, they hold most of its words.
    """
    groups: dict[tuple[int, str, str], list[int]] = {}
    for number, node in enumerate(walk.nodes):
        if node.tag in BOXES and node.weight >= ENOUGH and node.classes and number not in furniture:
            groups.setdefault((node.parent, node.tag, node.classes), []).append(number)
    for numbers in groups.values():
        if len(numbers) < 2:  # noqa: PLR2004  one box stands beside none
            continue
        found = [
            (number, heading)
            for number, heading in _headed(walk, numbers)
            if _has_day_and_text(walk, heading, walk.nodes[number].end)
        ]
        if headline is None:
            is_own = sum(walk.nodes[number].weight for number, _heading in found) >= MOST * walk.nodes[0].weight
        else:
            is_own = any(heading == headline for _number, heading in found)
        if is_own and len({walk.leaves[heading].tag for _number, heading in found}) == 1:
            return len(found)
    return 0


def _has_day_and_text(walk: Walk, heading: int, end: int) -> bool:
    """Tell whether a line with a day stands right under a heading, and paragraphs under both."""
    lines = walk.leaves[heading + 1 : end]
    is_dated = any(
        leaf.size <= PARAGRAPH and any(map(str.isdigit, leaf.text)) and any(d.has_year for d in find_dates(leaf.text))
        for leaf in lines[:UNDER_HEADING]
    )
    return is_dated and sum(leaf.size > PARAGRAPH for leaf in lines) >= ENOUGH_LINES


def _outermost(walk: Walk, furniture: dict[int, str]) -> list[int]:
    """Return the `article` elements with enough text that stand in no other and in no furniture."""
    found: dict[int, None] = {}
    for number, node in enumerate(walk.nodes):
        if node.tag == "article" and node.weight >= ENOUGH:
            around = walk.ancestors(number)
            if not any(each in furniture or each in found for each in around):
                found[number] = None
    return list(found)


def _heading_of(walk: Walk, number: int) -> int | None:
    """Return the leaf of an element's first heading, where it opens the element."""
    node = walk.nodes[number]
    for leaf in range(node.first, node.end):
        if walk.leaves[leaf].tag in HEADINGS:
            return leaf
        if walk.leaves[leaf].weight:
            return None
    return None


def _is_named(walk: Walk, heading: int, evidence: Evidence) -> bool:
    """Tell whether the page's address or its titles name an article by its heading or where that leads."""
    leaf = walk.leaves[heading]
    if bare(leaf.text) in evidence.headlines:
        return True
    element = walk.nodes[leaf.node].element
    links = [element] if element.tag == "a" else list(element.iter("a"))
    paths = (path_of(link.get("href")) for link in links)
    return any(path and any(own.endswith(path.lstrip("/")) for own in evidence.paths) for path in paths)
