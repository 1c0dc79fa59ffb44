"""Decide, block by block, what of the body's element belongs to the article.

Rule: pure. Each decision carries the name of its rule; nothing is removed, only marked.
"""

import re
from dataclasses import dataclass

from ingest.extract.html.phrases import bare, phrase_rule
from ingest.extract.html.score import SENTENCE_END, box_of
from ingest.extract.html.tables import HEADINGS, SEMANTIC
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.words.byline import read_byline
from ingest.normalise.dates import read_date
from schemas.document import BlockKind

KINDS = {
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.PREFORMATTED,
    "td": BlockKind.TABLE,
    "th": BlockKind.TABLE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
} | dict.fromkeys(HEADINGS, BlockKind.HEADING)

BESIDE_TEXT = {"caption": BlockKind.CAPTION, "embed": BlockKind.EMBED}
"""What a furniture rule finds and belongs to the article: what is under its pictures, and other people's posts."""

LINK_HEAVY = 0.6
"""Link density above which a short block is a link, not a sentence."""
LINKED_SENTENCE = 140
PARTLY_LINKED = 70
ALL_LINK = 0.95
"""A block longer than this stays even if most of it is a link, where it ends like a sentence."""
LONG_CELL = 200
_ADDRESS = re.compile(r"https?://\S+")
VALUES = frozenset(
    [
        "datepublished",
        "datemodified",
        "datecreated",
        "keywords",
        "url",
        "name",
        "headline",
        "image",
        "logo",
        "width",
        "height",
        "value",
        "genre",
        "wordcount",
        "mainentityofpage",
        "inlanguage",
        "articlesection",
        "identifier",
    ]
)
"""Item properties whose value is no running text."""
CELLS = frozenset({"td", "th"})
CAPTIONS = frozenset({"figcaption", "caption"})
NO_CAPTION = frozenset({"blockquote", "table", "pre"})
"""Elements that hold words of their own also inside a figure."""
STRAY = 45
"""A block this short that is no paragraph, item or heading and no sentence is a label."""
NEAR_TOP = 700
"""Characters of running text within which bylines and dates of the article stand."""
BYLINE_LENGTH = 220
DATE_LENGTH = 60
RUNNING = 120.0
"""Weight from which what an element holds is running text, whatever its class says."""


@dataclass(slots=True)
class Choice:
    """What was decided about one leaf."""

    leaf: Leaf
    kind: BlockKind
    rule: str
    kept: bool
    box: tuple[str, ...] = ()
    """What the elements around its own are: tags and classes of the two next ones."""
    parent: int = 0
    """Number of the node around its own."""


def kind_of(leaf: Leaf, *, is_laid_out: bool = False) -> BlockKind:
    """Return what a leaf is by its element; a cell of running text is a paragraph of a page laid out in tables.

    `is_laid_out`: the cell's table holds the whole article, so that it is no table of the article's.
    """
    if leaf.tag in CELLS and (is_laid_out or (leaf.size > LONG_CELL and SENTENCE_END.search(leaf.text))):
        return BlockKind.PARAGRAPH
    return KINDS.get(leaf.tag, BlockKind.PARAGRAPH)


def first_choices(walk: Walk, body: int, furniture: dict[int, str], headlines: frozenset[str]) -> list[Choice]:
    """Judge each leaf of the body's node by itself: where it stands, what its element and its words are."""
    choices = []
    boxes: dict[int, tuple[str, ...]] = {}
    seen = 0
    for number in range(walk.nodes[body].first, walk.nodes[body].end):
        leaf = walk.leaves[number]
        choice = _judge(walk, leaf, furniture, headlines, seen, body)
        choice.parent = parent = walk.nodes[leaf.node].parent
        if leaf.node == parent or (box := boxes.get(parent)) is None:
            box = boxes[parent] = box_of(walk, leaf)
        choice.box = box
        if choice.kept:
            seen += leaf.size
        choices.append(choice)
    return choices


def _judge(
    walk: Walk, leaf: Leaf, furniture: dict[int, str], headlines: frozenset[str], seen: int, layout: int
) -> Choice:
    """Judge one leaf: by where it stands, then by its words, then by its links."""
    chain = walk.ancestors(leaf.node)
    if (placed := _by_place(walk, leaf, furniture, chain)) is not None:
        return placed
    if seen < NEAR_TOP and bare(leaf.text) in headlines:
        return Choice(leaf, BlockKind.HEADLINE, "headline", kept=False)
    if rule := phrase_rule(leaf.text):
        kind = BlockKind.CAPTION if rule == "credit" else BlockKind.FURNITURE
        return Choice(leaf, kind, rule, kept=False)
    laid_out = leaf.tag in CELLS and _is_laid_out(walk, chain, layout)
    is_cell = leaf.tag in CELLS and not laid_out  # of a table of the article's, whose cells are dates and names too
    if not is_cell and (role := _role(walk, leaf, chain, seen)) is not None:
        return Choice(leaf, role, role.value, kept=False)
    if _is_link(leaf):
        return Choice(leaf, BlockKind.FURNITURE, "links", kept=False)
    if (leaf.tag == "div" or laid_out) and leaf.size < STRAY and not SENTENCE_END.search(leaf.text):
        return Choice(leaf, BlockKind.FURNITURE, "cell-label" if laid_out else "label", kept=False)
    kind = kind_of(leaf, is_laid_out=laid_out)
    return Choice(leaf, kind, kind.value, kept=True)


def _by_place(walk: Walk, leaf: Leaf, furniture: dict[int, str], chain: list[int]) -> Choice | None:
    """Judge a leaf by the elements around it, or return None where they say nothing."""
    if not furniture.keys().isdisjoint(chain):
        name = next(furniture[node] for node in chain if node in furniture)
        kind = BESIDE_TEXT.get(name, BlockKind.FURNITURE)
        return Choice(leaf, kind, name, kept=kind is BlockKind.EMBED)
    if is_metadata(walk, leaf):
        return Choice(leaf, BlockKind.FURNITURE, "metadata", kept=False)
    if not (leaf.text[:1].isalnum() or any(map(str.isalnum, leaf.text))):
        return Choice(leaf, BlockKind.FURNITURE, "no-words", kept=False)
    return Choice(leaf, BlockKind.CAPTION, "caption", kept=False) if is_caption(walk, leaf) else None


def _is_laid_out(walk: Walk, chain: list[int], layout: int) -> bool:
    """Tell whether the table around a cell holds all that is judged: it lays the page out."""
    table = next((number for number in chain if walk.nodes[number].tag == "table"), None)
    return (
        table is not None
        and walk.nodes[table].first <= walk.nodes[layout].first
        and (walk.nodes[layout].end <= walk.nodes[table].end)
    )


def is_metadata(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a block is a value for machines that the page forgot to hide: an item property, an address."""
    if leaf.tag == "div" and _ADDRESS.fullmatch(leaf.text):
        return True
    node = walk.nodes[leaf.node]
    return node.tag not in SEMANTIC and (node.element.get("itemprop") or "").lower() in VALUES


def is_caption(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a leaf stands under a picture by its elements: a quotation or a table in a figure is none."""
    if leaf.tag in CAPTIONS:
        return True
    tags = walk.tags_around(leaf.node)
    if "figure" not in tags:
        return False
    return next(tag for tag in tags if tag == "figure" or tag in NO_CAPTION) == "figure"


def _role(walk: Walk, leaf: Leaf, chain: list[int], seen: int) -> BlockKind | None:
    """Return BYLINE or DATE for a short block that its element names so, or that is nothing but a date."""
    if leaf.size <= DATE_LENGTH and any(map(str.isdigit, leaf.text)) and read_date(leaf.text) is not None:
        return BlockKind.DATE
    if leaf.size > BYLINE_LENGTH or (seen > NEAR_TOP and leaf.size > STRAY * 2) or leaf.tag in HEADINGS:
        return None
    hints = [leaf.inline_hint] if leaf.weight < RUNNING else []
    hints.extend(walk.nodes[node].hint for node in chain[:3] if walk.nodes[node].weight < RUNNING)
    roles = frozenset().union(*(hint.roles for hint in hints if "body" not in hint.roles))
    if "standfirst" in roles or leaf.tag == "li":
        return None
    if "byline" in roles:
        return BlockKind.BYLINE
    if roles & {"date", "meta"}:
        return BlockKind.DATE
    if seen < NEAR_TOP and leaf.size <= STRAY * 2 and not SENTENCE_END.search(leaf.text) and read_byline(leaf.text):
        return BlockKind.BYLINE
    return None


def _is_link(leaf: Leaf) -> bool:
    """Tell whether a block is a link rather than a sentence that holds one."""
    if leaf.link_density < LINK_HEAVY or leaf.tag in HEADINGS:
        return False
    if leaf.tag not in {"p", "li"} or not SENTENCE_END.search(leaf.text[-3:]):
        return True
    return leaf.size <= (LINKED_SENTENCE if leaf.link_density > ALL_LINK else PARTLY_LINKED)
