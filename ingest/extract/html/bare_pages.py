"""Pages without a paragraph: their text stands in headings, or under pictures only.

Rule: pure. Asked only where no block of a page was kept; what links as other pages do is never taken.
"""

from collections.abc import Iterable

from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.sift import Choice
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from schemas.document import BlockKind

SENTENCE = 60
"""Characters of a heading or a caption that tells something."""
ENOUGH = 200
"""Characters of all of them from which they are an article's."""
FEW_LINKED = 0.5
TEASER_LINK = 0.8
TEASER_LENGTH = 30
SOME_TEASERS = 5
"""Links as long as titles from which headings and captions are those of other pages."""


def take_bare_text(walk: Walk, choices: Iterable[Choice]) -> bool:
    """Keep the sentences that a page sets as headings, or else as captions; return whether there were enough."""
    teasers = sum(leaf.link_density > TEASER_LINK and leaf.size >= TEASER_LENGTH for leaf in walk.leaves)
    if teasers >= SOME_TEASERS:
        return False
    telling = [choice for choice in choices if _tells(choice.leaf)]
    headings = [choice for choice in telling if choice.leaf.tag in HEADINGS and choice.kind is not BlockKind.HEADLINE]
    captions = [choice for choice in telling if choice.kind is BlockKind.CAPTION and choice.rule == "caption"]
    for rule, found in (("bare-headings", headings), ("bare-captions", captions)):
        if sum(choice.leaf.size for choice in found) >= ENOUGH:
            for choice in found:
                choice.kept, choice.kind, choice.rule = True, BlockKind.PARAGRAPH, rule
            return True
    return False


def _tells(leaf: Leaf) -> bool:
    """Tell whether a block is a sentence and no link."""
    return leaf.size >= SENTENCE and leaf.link_density < FEW_LINKED and bool(SENTENCE_END.search(leaf.text[-3:]))
