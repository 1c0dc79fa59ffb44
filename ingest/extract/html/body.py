"""The article's body: find its element, sift its blocks, fetch the standfirst from outside.

Rule: pure; joins `score` and `sift`.
"""

from dataclasses import dataclass

from ingest.extract.html.evidence import Evidence, letters
from ingest.extract.html.phrases import bare
from ingest.extract.html.score import body_node, mark_furniture, weigh_page
from ingest.extract.html.sift import STEPS, Choice, first_choices
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Walk

LITTLE = 400
"""Characters of text below which a page is judged once more."""
LONGEST_HEADLINE = 300
SHOWN = 0.5
"""Share of a stated body that must stand on the page before the two are taken for the same text."""


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


def find_body(walk: Walk, evidence: Evidence) -> Body:
    """Judge the leaves of a page; where hardly any text is left, once more without believing the classes."""
    body = _judge(walk, evidence, believes=True)
    if _kept_size(body) >= LITTLE:
        return body
    again = _judge(walk, evidence, believes=False)
    return again if _kept_size(again) > 2 * _kept_size(body) else body


def _judge(walk: Walk, evidence: Evidence, *, believes: bool) -> Body:
    """Judge the leaves of a page; `believes`: what classes say of furniture counts."""
    weigh_page(walk)
    headline = find_headline(walk, evidence.headlines)
    told = told_leaves(walk, evidence)
    furniture = mark_furniture(walk, told, headline, believes=believes)
    number = body_node(walk, headline)
    node = walk.nodes[number]
    choices = first_choices(walk, range(node.first, node.end), furniture, evidence.headlines)
    for step in STEPS:
        step(choices)
    kept = [node.first + place for place, choice in enumerate(choices) if choice.kept] or [node.first]
    return Body(tuple(choices), number, headline, kept[0], kept[-1])


def _kept_size(body: Body) -> int:
    """Return how much text a body keeps."""
    return sum(choice.leaf.size for choice in body.choices if choice.kept)


def told_leaves(walk: Walk, evidence: Evidence) -> frozenset[int]:
    """Return the leaves that the stated body holds, where the page shows most of it."""
    if not evidence.body:
        return frozenset()
    told = frozenset(number for number, leaf in enumerate(walk.leaves) if evidence.tells(leaf.text))
    shown = sum(len(letters(walk.leaves[number].text)) for number in told)
    return told if shown >= SHOWN * len(evidence.body) else frozenset()


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
