"""Where an article's byline and date stand: the lines around its headline and under its text, and what they are called.

Rule: pure; looks at places only, reads no words.
"""

from ingest.extract.html.walk import Leaf, Walk

SHORT_LINE = 160
"""Characters of a line that may be a byline or a date."""
MOST_LINES = 14
"""Lines after the headline that are looked at."""
LINES_BEFORE = 5
LINES_AFTER_BODY = 8
LONGEST_ZONE = 40
ABOVE_BODY = 10
"""Lines right above the text in which a date stands, where the page's headline was found far away or not at all."""
IN_BODY = 3
"""First lines of the text that are looked at there."""
BYLINE_CLASSES = 3
"""How many elements around a line may name it a byline."""


def roles_of(walk: Walk, leaf: Leaf) -> frozenset[str]:
    """Return what the elements around a leaf call it."""
    roles = leaf.inline_hint.roles
    for number in walk.ancestors(leaf.node)[:BYLINE_CLASSES]:
        node = walk.nodes[number]
        if node.end - node.first <= MOST_LINES and (named := node.hint.roles):
            roles |= named
    return roles


def zone_of(walk: Walk, headline: int | None, first: int, last: int) -> range:
    """Return the leaves around the headline and above the body where its byline and date stand."""
    start = headline if headline is not None and headline <= first else first
    end = max(start + MOST_LINES, min(first, start + LONGEST_ZONE))
    return range(max(0, start - LINES_BEFORE), min(last, end, len(walk.leaves) - 1) + 1)


def date_zone(walk: Walk, headline: int | None, first: int, last: int) -> list[int]:
    """Return the leaves in which the article's date may stand: around its headline, and right above its text."""
    found = set(zone_of(walk, headline, first, last))
    found.update(range(max(0, first - ABOVE_BODY), min(first + IN_BODY, last + 1)))
    if headline is not None and headline > first:
        found.update(range(max(0, headline - LINES_BEFORE), headline + MOST_LINES))
    return sorted(number for number in found if number < len(walk.leaves))


def tail_of(walk: Walk, last: int) -> range:
    """Return the leaves under the body, where some pages name the author."""
    return range(min(last + 1, len(walk.leaves)), min(last + 1 + LINES_AFTER_BODY, len(walk.leaves)))
