"""The article's body: find its element, sift its blocks, fetch the standfirst from outside.

Rule: pure; joins `score` and `sift`.
"""

from dataclasses import dataclass

from ingest.extract.html.score import body_node, mark_furniture, weigh_page
from ingest.extract.html.sift import STEPS, Choice, first_choices
from ingest.extract.html.walk import Walk


@dataclass(frozen=True, slots=True)
class Body:
    """The judged leaves of a page, in page order."""

    choices: tuple[Choice, ...]
    node: int
    """Number of the node that holds the body."""


def find_body(walk: Walk, headlines: frozenset[str]) -> Body:
    """Judge the leaves of a page."""
    weigh_page(walk)
    furniture = mark_furniture(walk)
    number = body_node(walk)
    node = walk.nodes[number]
    choices = first_choices(walk, range(node.first, node.end), furniture, headlines)
    for step in STEPS:
        step(choices)
    return Body(tuple(choices), number)
