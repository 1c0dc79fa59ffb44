"""The article's body: find its element, sift its blocks, fetch the standfirst from outside.

Rule: pure; joins `score` and `sift`.
"""

from dataclasses import dataclass

from ingest.extract.html.phrases import bare
from ingest.extract.html.score import body_node, mark_furniture, weigh_page
from ingest.extract.html.sift import HEADINGS, STEPS, Choice, first_choices
from ingest.extract.html.walk import Walk

LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Body:
    """The judged leaves of a page, in page order."""

    choices: tuple[Choice, ...]
    node: int
    """Number of the node that holds the body."""
    headline: int | None
    """Number of the leaf that is the headline, or None."""
    first: int
    """Number of the first leaf of the article's text."""
    last: int
    """Number of the last one."""


def find_body(walk: Walk, headlines: frozenset[str]) -> Body:
    """Judge the leaves of a page."""
    weigh_page(walk)
    furniture = mark_furniture(walk)
    number = body_node(walk)
    node = walk.nodes[number]
    choices = first_choices(walk, range(node.first, node.end), furniture, headlines)
    for step in STEPS:
        step(choices)
    kept = [node.first + place for place, choice in enumerate(choices) if choice.kept] or [node.first]
    return Body(tuple(choices), number, find_headline(walk, headlines), kept[0], kept[-1])


def find_headline(walk: Walk, headlines: frozenset[str]) -> int | None:
    """Return the leaf that is the headline: an `h1` that the page's titles repeat, else another such line."""
    best: tuple[int, int] | None = None
    for number, leaf in enumerate(walk.leaves):
        if leaf.tag not in HEADINGS and leaf.size > LONGEST_HEADLINE:
            continue
        if leaf.tag not in HEADINGS and bare(leaf.text) not in headlines:
            continue
        rank = (leaf.tag != "h1") + 2 * (bare(leaf.text) not in headlines)
        if rank <= 2 and (best is None or rank < best[0]):  # noqa: PLR2004  an h1 that no title repeats is the last resort
            best = (rank, number)
    return best[1] if best else None
