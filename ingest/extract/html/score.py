"""Find the element that holds the article's body, by where the running text is.

Rule: pure; structure and text only. Language counts through punctuation, which all scripts here have.
"""
# ruff: noqa: RUF001  signs of many scripts

import re

from ingest.extract.html.tables import HEADINGS, SEMANTIC
from ingest.extract.html.walk import Leaf, Node, Walk

SENTENCE_END = re.compile(r"[.!?…。！？؟۔։।](?:[\"'”’»)\]]*(?:\s|$)|(?<=[。！？]))")
"""One sign opens all that it finds: such are looked for many times faster than alternatives."""
SHORTEST = 20
"""Characters outside links below which a block says nothing about where the body is."""
SENTENCE = 60

TAG_WORTH = {"p": 1.2, "li": 0.5, "td": 0.7, "th": 0.2, "figcaption": 0.0, "caption": 0.0, "address": 0.1}
"""What text in an element counts for; other elements 1, headings 0."""

FURNITURE_TAGS = {"nav": "nav", "aside": "sidebar", "footer": "footer", "form": "notice", "dialog": "notice"}
"""Elements that are furniture by their name."""
FURNITURE_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "nav",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "search": "tools",
    "toolbar": "tools",
    "dialog": "notice",
    "alertdialog": "notice",
}
"""Elements that are furniture by their role (WAI-ARIA 1.2, landmark and window roles)."""
PLAIN_LIMIT = 0.75
"""Share up to which an element that is furniture by its name or role is believed, where enough is left without it."""
COMMENTS_LIMIT = 0.97
"""The same for comments: readers write more than reporters."""
LEFT = 300.0
BOX_DEPTH = 2
NEAR_BLOCKS = 60
"""Blocks after the headline among which that text has to stand."""

SHARE_LIMIT = {"comments": 0.75, "footer": 0.4, "nav": 0.4, "hidden": 0.15, "sidebar": 0.4, "related": 0.4}
"""Share of the page's running text above which an element of that hint is not believed to be furniture."""
OTHER_LIMIT = 0.25
ASIDE = frozenset({"nav", "aside", "footer"})
PLAINEST = frozenset({"comments", "footer", "nav", "hidden", "sidebar"})
"""Hints that are believed even where believing all of them leaves no text."""

KEEPS = 0.85
"""A child that holds this share of its parent's running text replaces it."""
KEEPS_BODY = 0.5
"""The same for a child that names itself the body."""
LONGEST_FORM = 400.0
"""Running text from which a form is one that the page forgot to close, or wraps itself in."""
TEASER_BLOCKS = 8
TEASER_LINK = 0.8
"""A teaser: few blocks, one of them a link."""

FEW_LINES = 2
ENOUGH = 200
"""Running text from which the element of the headline is an article of its own."""
FEW_ARTICLES = 1
KEEPS_ARTICLE = 0.6
"""The same as `KEEPS` for `article` and `main`."""


def weigh(leaf: Leaf) -> float:
    """Return how much a block looks like running text."""
    free = leaf.size - leaf.link_chars
    if free < SHORTEST or leaf.tag in HEADINGS:
        return 0.0
    weight = free * (1 - leaf.link_density) * TAG_WORTH.get(leaf.tag, 1.0)
    if not SENTENCE_END.search(leaf.text):
        weight *= 0.3
    if free < SENTENCE:
        weight *= 0.4
    return weight


def weigh_page(walk: Walk) -> None:
    """Give every leaf and node its weight, furniture none."""
    for node in walk.nodes:
        node.weight = 0.0
    for leaf in walk.leaves:
        leaf.weight = weight = weigh(leaf)
        if weight:
            walk.nodes[leaf.node].weight += weight
    _sum_up(walk.nodes)


def box_of(walk: Walk, leaf: Leaf) -> tuple[str, ...]:
    """Return the tags and first classes of the two elements around that of a leaf: they agree in one text."""
    around = [walk.nodes[node] for node in walk.ancestors(leaf.node)[1 : 1 + BOX_DEPTH]]
    return tuple(" ".join((node.tag, *node.classes.split(None, 1)[:1])) for node in around)


def _sum_up(nodes: list[Node]) -> None:
    """Add each node's weight to the nodes around it."""
    for node in nodes[:0:-1]:
        if node.weight:
            nodes[node.parent].weight += node.weight


def mark_furniture(walk: Walk, told: frozenset[int], headline: int | None, *, believes: bool) -> dict[int, str]:
    """Return the outermost nodes that are furniture, by number, with the name of the rule; take their weight away.

    `told` are the leaves that the page's own data names as the article's; `headline` is the leaf of the headline;
    with `believes` false, only what the elements themselves say counts, and the plainest of classes.
    """
    total = walk.nodes[0].weight or 1.0
    heavy = [node for node in walk.nodes if node.weight]
    alike = _weights_alike(walk, heavy)
    is_plain = total - _plain_weight(walk, heavy) >= LEFT
    is_above_comments = headline is not None and _weight_after(walk, heavy, headline) >= LEFT
    protected = _around(walk, told)
    holds_headline = set(walk.ancestors(walk.leaves[headline].node)) if headline is not None else set()
    found: dict[int, str] = {}
    inside = [False] * len(walk.nodes)
    for number, node in enumerate(walk.nodes):
        if number and inside[node.parent]:
            inside[number] = True
            continue
        name = furniture_name(node) if node.end > node.first else None
        if not believes and name not in PLAINEST:
            continue
        if (
            not name
            or not number
            or number in protected
            or (number in holds_headline and name not in {"nav", "hidden"})
        ):
            continue
        if node.tag == "form" and node.weight > LONGEST_FORM:
            continue
        limit = SHARE_LIMIT.get(name, OTHER_LIMIT)
        if is_plain and _is_plain(node):
            limit = max(limit, PLAIN_LIMIT)
        if is_above_comments and name == "comments":
            limit = COMMENTS_LIMIT
        if node.weight / total < limit and alike.get(_likeness_key(node), 0.0) / total < max(limit, 0.65):
            found[number] = name
            inside[number] = True
    for number in found:
        _take_away(walk, number)
    return found


def _is_plain(node: Node) -> bool:
    """Tell whether an element is furniture by its name or role, not only by its class."""
    return node.tag in ASIDE or node.role in FURNITURE_ROLES


def _plain_weight(walk: Walk, heavy: list[Node]) -> float:
    """Return the running text of all elements that are furniture by their name or role; `heavy` are those with some."""
    return sum(
        node.weight for node in heavy if _is_plain(node) and not (node.parent and _is_plain(walk.nodes[node.parent]))
    )


def _weight_after(walk: Walk, heavy: list[Node], headline: int) -> float:
    """Return the running text that follows the headline outside comments and furniture by name or role."""
    start, stop = headline + 1, headline + 1 + NEAR_BLOCKS
    beside = (node for node in heavy if node.first < stop and node.end > start)
    apart = [(node.first, node.end) for node in beside if _is_plain(node) or node.hint.furniture == "comments"]
    near = enumerate(walk.leaves[start:stop], start)
    return sum(
        leaf.weight for number, leaf in near if leaf.weight and not any(first <= number < end for first, end in apart)
    )


def _likeness_key(node: Node) -> tuple[str, str]:
    """Return what nodes of one template share: tag and class."""
    return node.tag, node.classes


def _weights_alike(walk: Walk, heavy: list[Node]) -> dict[tuple[str, str], float]:
    """Return the running text held by all nodes of one tag and class: what every paragraph sits in is no furniture.

    Short nodes that hold a link as long as a title are teasers, and speak for nothing.
    """
    weights: dict[tuple[str, str], float] = {}
    are_titles = [leaf.link_density > TEASER_LINK and leaf.size >= SHORTEST for leaf in walk.leaves]
    for node in heavy:
        if node.end - node.first > TEASER_BLOCKS or True not in are_titles[node.first : node.end]:
            key = _likeness_key(node)
            weights[key] = weights.get(key, 0.0) + node.weight
    return weights


def _around(walk: Walk, told: frozenset[int]) -> set[int]:
    """Return the nodes around leaves that are known to be the article's."""
    found: set[int] = set()
    for leaf in told:
        number = walk.leaves[leaf].node
        while number not in found:
            found.add(number)
            number = walk.nodes[number].parent
    return found


def furniture_name(node: Node) -> str | None:
    """Return what furniture an element says it is."""
    if node.is_hidden:
        return "hidden"
    if node.tag in FURNITURE_TAGS:
        return FURNITURE_TAGS[node.tag]
    return FURNITURE_ROLES.get(node.role, node.hint.furniture) if node.role else node.hint.furniture


def _take_away(walk: Walk, number: int) -> None:
    """Take a node's weight out of the nodes around it."""
    weight = walk.nodes[number].weight
    for ancestor in walk.ancestors(number):
        walk.nodes[ancestor].weight -= weight
    end = walk.nodes[number].end
    for inner in range(number, len(walk.nodes)):
        if walk.nodes[inner].first >= end:
            break
        walk.nodes[inner].weight = 0.0


def children_of(walk: Walk) -> dict[int, list[int]]:
    """Return the numbers of the children of each node that holds running text."""
    children: dict[int, list[int]] = {}
    nodes = walk.nodes
    for number, node in enumerate(nodes):
        if number and nodes[node.parent].weight:
            children.setdefault(node.parent, []).append(number)
    return children


def body_node(walk: Walk, headline: int | None, article: int | None = None) -> int:
    """Return the number of the smallest node that holds the running text of the page, or of one article on it."""
    children = children_of(walk)
    if article is not None:
        return _descend(walk, children, article)
    number = _descend(walk, children, 0)
    if headline is not None:
        number = _own_article(walk, number, headline)
        number = _descend(walk, children, number)
    return number


def _descend(walk: Walk, children: dict[int, list[int]], number: int) -> int:
    """Go down from a node as long as one child holds nearly all of its running text."""
    while inner := children.get(number):
        node = walk.nodes[number]
        best = max(inner, key=lambda child: walk.nodes[child].weight)
        if walk.nodes[best].tag in SEMANTIC or _is_line(walk, best, inner):
            break
        share = walk.nodes[best].weight / node.weight if node.weight else 0.0
        if share < _needed(walk.nodes[best]):
            break
        number = best
    return number


def _is_line(walk: Walk, number: int, children: list[int]) -> bool:
    """Tell whether an element is one line among several of its kind: of a text written in boxes."""
    node = walk.nodes[number]
    if node.end - node.first != 1:
        return False
    alike = (walk.nodes[child] for child in children if walk.nodes[child].tag == node.tag)
    return sum(each.end - each.first == 1 for each in alike) > FEW_LINES


def _own_article(walk: Walk, number: int, headline: int) -> int:
    """Return the article that the headline stands in, where the page shows several beside it; else the node given."""
    for ancestor in walk.ancestors(walk.leaves[headline].node):
        node = walk.nodes[ancestor]
        if node.tag == "article" and node.weight >= ENOUGH:
            inside = number == ancestor or ancestor in walk.ancestors(number)
            beside = sum(
                other.tag == "article" and other.parent != ancestor and other.weight > 0 for other in walk.nodes
            )
            return number if inside or beside <= FEW_ARTICLES else ancestor
    return number


def _needed(node: Node) -> float:
    """Return the share that a child must hold to replace its parent."""
    if "body" in node.hint.roles:
        return KEEPS_BODY
    return KEEPS_ARTICLE if node.tag in {"article", "main"} else KEEPS
