"""Several articles on one page: the one that the page's address, its canonical link or its data name, if they name one.

Rule: pure; looks at `article` elements and their headings only. Parts of an article under its headline are left alone.
"""

from dataclasses import dataclass

from ingest.extract.html.evidence import Evidence, path_of
from ingest.extract.html.phrases import bare
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Walk

ENOUGH = 150.0
"""Running text from which an element is an article and no teaser."""


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
    found = [
        (number, heading)
        for number in _outermost(walk, furniture)
        if (heading := _heading_of(walk, number)) is not None
    ]
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
