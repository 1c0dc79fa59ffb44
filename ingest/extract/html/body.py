"""The article's body: find its element, sift its blocks, fetch the standfirst from outside.

Rule: pure; joins `score` and `sift`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.extract.html.above import name_standfirst, what_stands_above
from ingest.extract.html.bare_pages import take_bare_text
from ingest.extract.html.evidence import Evidence, letters
from ingest.extract.html.own_lines import keep_own_lines
from ingest.extract.html.phrases import bare
from ingest.extract.html.score import body_node, mark_furniture, weigh_page
from ingest.extract.html.several import find_named
from ingest.extract.html.sift import Choice, first_choices
from ingest.extract.html.steps import STEPS, cut_after_end, drop_before_headline, drop_linked_headings
from ingest.extract.html.summary import name_summaries
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Walk

LITTLE = 400
"""Characters of text below which a page is judged once more."""
LONGEST_HEADLINE = 300
SHOWN = 0.5
"""Share of a stated body that must stand on the page before the two are taken for the same text."""
MISSING = 300
"""Letters of the stated text that the page has to lack before that is said."""


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
    is_several: bool = False
    """The page holds several articles and does not say which of them it is about."""
    is_part: bool = False
    """The page's data state this text and much more of it."""


def find_body(walk: Walk, evidence: Evidence) -> Body:
    """Judge the leaves of a page, and hold what is kept against the text that its data state."""
    body = _find(walk, evidence)
    return replace(body, is_part=True) if _is_part(body, evidence) else body


def _is_part(body: Body, evidence: Evidence) -> bool:
    """Tell whether the stated body opens with the text that is kept, or holds it, and goes on for long."""
    if not evidence.body:
        return False
    kept = [choice.leaf.text for choice in body.choices if choice.kept]
    stated = len(evidence.body)
    return not _have_letters(kept, stated - max(MISSING, (1 - SHOWN) * stated)) and any(map(evidence.tells, kept))


def _have_letters(texts: Iterable[str], fewest: float) -> bool:
    """Tell whether texts have so many letters and digits."""
    count = 0
    for text in texts:
        if count >= fewest:
            return True  # which most have half-way
        count += len(letters(text))
    return count >= fewest


def _find(walk: Walk, evidence: Evidence) -> Body:
    """Judge the leaves of a page; where hardly any text is left, once more without believing the classes."""
    body = _judge(walk, evidence, believes=True)
    if _kept_size(body) >= LITTLE:
        return body
    again = _judge(walk, evidence, believes=False)
    best = again if _kept_size(again) > 2 * _kept_size(body) else body
    return best if _kept_size(best) or evidence.body else _bare(walk, best)


def _bare(walk: Walk, body: Body) -> Body:
    """Take what a page without a paragraph tells in its headings or captions, where it has a headline."""
    if body.headline is None or not take_bare_text(walk, body.choices):
        return body
    kept = {id(choice.leaf) for choice in body.choices if choice.kept}
    numbers = [number for number, leaf in enumerate(walk.leaves) if id(leaf) in kept]
    return replace(body, first=numbers[0], last=numbers[-1])


def _judge(walk: Walk, evidence: Evidence, *, believes: bool) -> Body:
    """Judge the leaves of a page; `believes`: what classes say of furniture counts."""
    weigh_page(walk)
    headline = find_headline(walk, evidence.headlines)
    told = told_leaves(walk, evidence)
    furniture = mark_furniture(walk, told, headline, believes=believes)
    several = find_named(walk, evidence, headline, furniture)
    headline = headline if several.headline is None else several.headline
    number = body_node(walk, headline, several.node)
    node = walk.nodes[number]
    titles = evidence.headlines
    if several.headline is not None:
        titles |= {bare(walk.leaves[several.headline].text)}
    choices = first_choices(walk, number, furniture, titles)
    drop_linked_headings(walk, choices)
    title = walk.leaves[headline] if headline is not None else None
    drop_before_headline(choices, title)
    cut_after_end(choices, title)
    keep_own_lines(walk, choices)
    for step in STEPS:
        step(choices)
    top = what_stands_above(walk, evidence, headline, node.first, choices, furniture)
    name_standfirst(walk, choices)
    kept = [node.first + place for place, choice in enumerate(choices) if choice.kept] or [node.first]
    judged = [*top, *choices]
    name_summaries(walk, judged)
    return Body(tuple(judged), number, headline, kept[0], kept[-1], several.is_open)


def _kept_size(body: Body) -> int:
    """Return how much text a body keeps."""
    return sum(choice.leaf.size for choice in body.choices if choice.kept)


def told_leaves(walk: Walk, evidence: Evidence) -> frozenset[int]:
    """Return the leaves that the stated body holds, where the page shows most of it."""
    if not evidence.body:
        return frozenset()
    told = frozenset(number for number, leaf in enumerate(walk.leaves) if evidence.tells(leaf.text))
    shown = (walk.leaves[number].text for number in told)
    return told if _have_letters(shown, SHOWN * len(evidence.body)) else frozenset()


def find_headline(walk: Walk, headlines: frozenset[str]) -> int | None:
    """Return the leaf that is the headline: an `h1` that the page's titles repeat, else another such line."""
    best: tuple[int, int] | None = None
    shortest = min(map(len, headlines), default=0)
    letters_first = {title[:1] for title in headlines}
    others: set[str] = set()
    for number, leaf in enumerate(walk.leaves):
        is_heading = leaf.tag in HEADINGS
        first = leaf.text[:1]
        if not is_heading and (first in others or not shortest <= len(leaf.text) <= LONGEST_HEADLINE):
            continue
        if not is_heading and first.isalpha() and first.casefold()[:1] not in letters_first:
            others.add(first)
            continue
        is_told = bare(leaf.text) in headlines
        if not is_heading and not is_told:
            continue
        rank = (leaf.tag != "h1") + 2 * (not is_told)
        if rank <= 2 and (best is None or rank < best[0]):  # noqa: PLR2004  an h1 that no title repeats is the last resort
            best = (rank, number)
    return best[1] if best else None
