"""The article's body: find its element, sift its blocks, fetch the standfirst from outside.

Rule: pure; joins `score` and `sift`.
"""

from dataclasses import dataclass, replace

from ingest.extract.html.bare_pages import take_bare_text
from ingest.extract.html.evidence import Evidence, letters
from ingest.extract.html.own_lines import keep_own_lines
from ingest.extract.html.phrases import bare, phrase_rule
from ingest.extract.html.score import body_node, furniture_name, mark_furniture, weigh_page
from ingest.extract.html.several import find_named
from ingest.extract.html.sift import LINK_HEAVY, Choice, first_choices, is_caption
from ingest.extract.html.steps import STEPS, cut_after_end, drop_before_headline, drop_linked_headings
from ingest.extract.html.summary import name_summaries
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import find_dates
from schemas.document import BlockKind

LITTLE = 400
"""Characters of text below which a page is judged once more."""
LONGEST_HEADLINE = 300
SHORTEST_STANDFIRST = 25
LONGEST_STANDFIRST = 900
STANDFIRST_CLASSES = 3
"""How many elements around a block may name it a standfirst."""
MOST_STANDFIRSTS = 3
NO_STANDFIRST = frozenset({"li", "td", "th", "figcaption", "caption", "address"})
MOST_ABOVE = 60
"""Blocks between a headline and its body; more, and the two do not belong together."""
PARAGRAPH_ABOVE = 60.0
"""Running text from which a paragraph that stands above the body's element is one of the article's."""
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
    kept = [choice.leaf.text for choice in body.choices if choice.kept]
    if not evidence.body or not kept:
        return False
    missing = len(evidence.body) - sum(len(letters(text)) for text in kept)
    return missing > max(MISSING, (1 - SHOWN) * len(evidence.body)) and any(map(evidence.tells, kept))


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
    top = _above(walk, evidence, headline, node.first, choices, furniture)
    _name_standfirst(walk, choices)
    kept = [node.first + place for place, choice in enumerate(choices) if choice.kept] or [node.first]
    judged = [*top, *choices]
    name_summaries(walk, judged)
    return Body(tuple(judged), number, headline, kept[0], kept[-1], several.is_open)


def _above(
    walk: Walk,
    evidence: Evidence,
    headline: int | None,
    first: int,
    choices: list[Choice],
    furniture: dict[int, str],
) -> list[Choice]:
    """Return what stands between the headline and the body's element: the standfirst kept, the rest as what it is."""
    if headline is None or not first - MOST_ABOVE <= headline < first:
        return []
    found = [Choice(walk.leaves[headline], BlockKind.HEADLINE, "headline", kept=False)]
    standing = 0
    for number in range(headline + 1, first):
        leaf = walk.leaves[number]
        is_standfirst = standing < MOST_STANDFIRSTS and is_standfirst_at(walk, leaf, evidence)
        is_standfirst = is_standfirst and not _is_repeated(leaf, choices)
        standing += is_standfirst
        if is_standfirst:
            found.append(Choice(leaf, BlockKind.STANDFIRST, "standfirst", kept=True))
        elif is_paragraph_above(walk, leaf, furniture) and not _is_repeated(leaf, choices):
            found.append(Choice(leaf, BlockKind.PARAGRAPH, "paragraph-above", kept=True))
        else:
            found.append(Choice(leaf, BlockKind.FURNITURE, "above-body", kept=False))
    return found


def _is_repeated(leaf: Leaf, choices: list[Choice]) -> bool:
    """Tell whether a block of the body, about as long, says the same."""
    words = letters(leaf.text)
    alike = range(2 * len(leaf.text) // 3, 3 * len(leaf.text) // 2 + 1)
    return any(
        choice.kept and len(choice.leaf.text) in alike and letters(choice.leaf.text) == words for choice in choices
    )


def is_paragraph_above(walk: Walk, leaf: Leaf, furniture: dict[int, str]) -> bool:
    """Tell whether a block between the headline and the body's element is a paragraph of the article.

    Pages often keep the first paragraphs apart from the others, to put a picture or a box between them.
    """
    if leaf.tag != "p" or leaf.weight < PARAGRAPH_ABOVE or is_caption(walk, leaf) or phrase_rule(leaf.text):
        return False
    around = walk.ancestors(leaf.node)
    return not any(node in furniture or furniture_name(walk.nodes[node]) for node in around)


def _name_standfirst(walk: Walk, choices: list[Choice]) -> None:
    """Call the first block of the body its standfirst where its own element does."""
    first = next((choice for choice in choices if choice.kept), None)
    if first is None or first.kind is not BlockKind.PARAGRAPH:
        return
    if first.leaf.size <= LONGEST_STANDFIRST and "standfirst" in walk.nodes[first.leaf.node].hint.roles:
        first.kind, first.rule = BlockKind.STANDFIRST, "standfirst"


def is_standfirst_at(walk: Walk, leaf: Leaf, evidence: Evidence) -> bool:
    """Tell whether a block above the body is the standfirst: its element or the page's description says so."""
    if not SHORTEST_STANDFIRST <= leaf.size <= LONGEST_STANDFIRST or leaf.link_density > LINK_HEAVY:
        return False
    if evidence.is_summary(leaf.text):
        return True
    hints = [leaf.inline_hint, *(walk.nodes[node].hint for node in walk.ancestors(leaf.node)[:STANDFIRST_CLASSES])]
    if (
        any(hint.furniture in {"caption", "share", "related", "ad", "bio"} for hint in hints)
        or leaf.tag in NO_STANDFIRST
    ):
        return False
    return (
        any("standfirst" in hint.roles for hint in hints) and not is_caption(walk, leaf) and not find_dates(leaf.text)
    )


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
    shortest = min(map(len, headlines), default=0)
    letters_first = {title[:1] for title in headlines}
    for number, leaf in enumerate(walk.leaves):
        is_heading = leaf.tag in HEADINGS
        if not is_heading and not shortest <= len(leaf.text) <= LONGEST_HEADLINE:
            continue
        first = leaf.text[:1]
        if not is_heading and first.isalpha() and first.casefold()[:1] not in letters_first:
            continue
        is_told = bare(leaf.text) in headlines
        if not is_heading and not is_told:
            continue
        rank = (leaf.tag != "h1") + 2 * (not is_told)
        if rank <= 2 and (best is None or rank < best[0]):  # noqa: PLR2004  an h1 that no title repeats is the last resort
            best = (rank, number)
    return best[1] if best else None
