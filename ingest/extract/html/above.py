"""What stands between the headline and the element of the body: the standfirst, the first paragraphs, and furniture.

Rule: pure; the leaves of the body are judged already.
"""

from ingest.extract.html.evidence import Evidence, letters
from ingest.extract.html.phrases import phrase_rule
from ingest.extract.html.score import SENTENCE_END, furniture_name
from ingest.extract.html.sift import CAPTIONS, LINK_HEAVY, Choice, is_caption
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.words.byline import read_byline
from ingest.normalise.dates import find_dates
from schemas.document import BlockKind

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
NEAR = 3
"""Blocks after the headline among which a sentence is its standfirst, whatever its element is called."""
SHORTEST_LINE = 25
"""Characters of such a sentence."""
LITTLE_LINKED = 0.2
NAMED = frozenset({"byline", "date", "meta"})
"""Roles of elements that hold no sentence of the article."""


def what_stands_above(
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
    is_signed = False
    for number in range(headline + 1, first):
        leaf = walk.leaves[number]
        is_signed = is_signed or _closes(walk, leaf)
        may_open = number <= headline + NEAR and (not is_signed or leaf.tag in HEADINGS)  # no life of the author
        is_standfirst = standing < MOST_STANDFIRSTS and is_standfirst_at(walk, leaf, evidence)
        is_standfirst = is_standfirst and not _is_repeated(leaf, choices)
        standing += is_standfirst
        if is_standfirst:
            found.append(Choice(leaf, BlockKind.STANDFIRST, "standfirst", kept=True))
        elif may_open and is_opening_line(walk, leaf, furniture) and not _is_repeated(leaf, choices):
            found.append(Choice(leaf, BlockKind.STANDFIRST, "opening-line", kept=True))
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


def name_standfirst(walk: Walk, choices: list[Choice]) -> None:
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
    if leaf.tag in CAPTIONS:
        return False  # a description that machines are told often stands under the picture, too
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


def is_opening_line(walk: Walk, leaf: Leaf, furniture: dict[int, str]) -> bool:
    """Tell whether a block is a closed sentence in an element that says nothing: the line under a headline.

    No date, no byline, no link, no caption and no prompt.
    """
    if not SHORTEST_LINE <= leaf.size <= LONGEST_STANDFIRST or leaf.tag in NO_STANDFIRST or leaf.names_author:
        return False
    if leaf.link_density > LITTLE_LINKED or not SENTENCE_END.search(leaf.text[-3:]) or is_caption(walk, leaf):
        return False
    if phrase_rule(leaf.text) or find_dates(leaf.text) or read_byline(leaf.text):
        return False
    return not any(
        node in furniture or furniture_name(walk.nodes[node]) or walk.nodes[node].hint.roles & NAMED
        for node in walk.ancestors(leaf.node)
    )


def _closes(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a block ends what belongs to the headline: a byline, or the line of date and place."""
    hints = [leaf.inline_hint, *(walk.nodes[node].hint for node in walk.ancestors(leaf.node)[:STANDFIRST_CLASSES])]
    return leaf.names_author or leaf.tag == "address" or any(hint.roles & NAMED for hint in hints)
