"""Decide, block by block, what of the body's element belongs to the article.

Rule: pure. Each decision carries the name of its rule; nothing is removed, only marked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.extract.html.phrases import asks_reader, bare, is_end_mark, phrase_rule
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.tables import HEADINGS
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

LINK_HEAVY = 0.6
"""Link density above which a short block is a link, not a sentence."""
LINKED_SENTENCE = 140
PARTLY_LINKED = 70
ALL_LINK = 0.95
"""A block longer than this stays even if most of it is a link, where it ends like a sentence."""
HEAD_SHARE = 0.03
"""What stands before the headline inside the body may hold at most this share."""
TAIL_SHARE = 0.5
"""What follows an end mark may hold at most this share of the running text."""
LONG_CELL = 200
CELLS = frozenset({"td", "th"})
ASK_LENGTH = 160
"""Characters of a last line that asks readers to write or call."""
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
    seen = 0
    for number in range(walk.nodes[body].first, walk.nodes[body].end):
        leaf = walk.leaves[number]
        choice = _judge(walk, leaf, furniture, headlines, seen, body)
        if choice.kept:
            seen += leaf.size
        choices.append(choice)
    return choices


def _judge(
    walk: Walk, leaf: Leaf, furniture: dict[int, str], headlines: frozenset[str], seen: int, layout: int
) -> Choice:
    """Judge one leaf."""
    chain = walk.ancestors(leaf.node)
    for node in chain:
        if node in furniture:
            kind = BlockKind.CAPTION if furniture[node] == "caption" else BlockKind.FURNITURE
            return Choice(leaf, kind, furniture[node], kept=False)
    if is_caption(walk, leaf):
        return Choice(leaf, BlockKind.CAPTION, "caption", kept=False)
    if seen < NEAR_TOP and bare(leaf.text) in headlines:
        return Choice(leaf, BlockKind.HEADLINE, "headline", kept=False)
    if rule := phrase_rule(leaf.text):
        kind = BlockKind.CAPTION if rule == "credit" else BlockKind.FURNITURE
        return Choice(leaf, kind, rule, kept=False)
    if (role := _role(walk, leaf, chain, seen)) is not None:
        return Choice(leaf, role, role.value, kept=False)
    if _is_link(leaf):
        return Choice(leaf, BlockKind.FURNITURE, "links", kept=False)
    laid_out = leaf.tag in CELLS and _is_laid_out(walk, chain, layout)
    if (leaf.tag == "div" or laid_out) and leaf.size < STRAY and not SENTENCE_END.search(leaf.text):
        return Choice(leaf, BlockKind.FURNITURE, "cell-label" if laid_out else "label", kept=False)
    kind = kind_of(leaf, is_laid_out=laid_out)
    return Choice(leaf, kind, kind.value, kept=True)


def _is_laid_out(walk: Walk, chain: list[int], layout: int) -> bool:
    """Tell whether the table around a cell holds all that is judged: it lays the page out."""
    table = next((number for number in chain if walk.nodes[number].tag == "table"), None)
    return (
        table is not None
        and walk.nodes[table].first <= walk.nodes[layout].first
        and (walk.nodes[layout].end <= walk.nodes[table].end)
    )


def is_caption(walk: Walk, leaf: Leaf) -> bool:
    """Tell whether a leaf stands under a picture by its elements."""
    return leaf.tag in {"figcaption", "caption"} or any(
        walk.nodes[node].tag == "figure" for node in walk.ancestors(leaf.node)
    )


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


def cut_after_end(choices: list[Choice]) -> None:
    """Drop what follows the first end mark that has little running text after it."""
    total = sum(choice.leaf.weight for choice in choices if choice.kept) or 1.0
    passed = 0.0
    for number, choice in enumerate(choices):
        if choice.kept:
            passed += choice.leaf.weight
        if (
            passed >= (1 - TAIL_SHARE) * total
            and (choice.kept or choice.rule in {"links", "cell-label"})
            and is_end_mark(choice.leaf.text)
        ):
            _drop(choices[number:], "after-end")
            return


def drop_before_headline(choices: list[Choice]) -> None:
    """Drop what stands before the headline, where that is little."""
    total = sum(choice.leaf.weight for choice in choices if choice.kept) or 1.0
    passed = 0.0
    for number, choice in enumerate(choices):
        passed += choice.leaf.weight if choice.kept else 0.0
        if choice.kind is BlockKind.HEADLINE:
            if passed < HEAD_SHARE * total:
                _drop(choices[:number], "before-headline")
            return


def drop_bare_headings(choices: list[Choice]) -> None:
    """Drop headings under which nothing is left."""
    followed = False
    for choice in reversed(choices):
        if not choice.kept:
            continue
        if choice.kind is not BlockKind.HEADING:
            followed = True
        elif not followed:
            choice.kept, choice.rule, choice.kind = False, "bare-heading", BlockKind.FURNITURE


def _drop(choices: list[Choice], rule: str) -> None:
    """Mark what is still kept as furniture."""
    for choice in choices:
        if choice.kept:
            choice.kept, choice.rule, choice.kind = False, rule, BlockKind.FURNITURE


def drop_asking(choices: list[Choice]) -> None:
    """Drop the last lines where they ask the reader to write to the newsroom or to call it."""
    for choice in reversed(choices):
        if choice.kept:
            if choice.leaf.size > ASK_LENGTH or not asks_reader(choice.leaf.text):
                return
            _drop([choice], "ask")


STEPS: tuple[Callable[[list[Choice]], None], ...] = (
    drop_before_headline,
    cut_after_end,
    drop_asking,
    drop_bare_headings,
)
"""Judgements that need the neighbours, in order."""
