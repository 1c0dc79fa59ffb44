"""The article's text as the page's data or a template state it, for a page that shows none: its words come by script.

Rule: pure. Looked at only where no block of the page was kept; what a page shows is always believed before it.
"""

import html
import re
from collections.abc import Iterator

from lxml import etree

from ingest.extract.html.evidence import letters
from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import Json
from ingest.extract.html.phrases import phrase_rule
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.tree import parse_page
from ingest.extract.html.walk import Leaf, TooDeep, walk_page
from schemas.document import Block, BlockKind

RULE = "jsonld-body"
PLACE = "json-ld articleBody"
TEMPLATE_RULE = "template"
TEMPLATE_PLACE = "template"
MOSTLY_LINK = 0.6
_FILLED_IN = ("{{", "{%", "<%", "${")
ENOUGH = 200
"""Letters from which a stated text is an article's, not a description of one."""
_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|span|strong|b|em|i|a|figure|script|style)\b", re.IGNORECASE
)


def stated_blocks(head: Head, main: Json | None, root: etree._Element | None = None) -> tuple[Block, ...]:
    """Return the text that the JSON-LD of the page's article states, as blocks, else that of an article's template.

    None where neither is running text.
    """
    blocks = _json_blocks(head, main)
    return blocks or next((found for each in _templates(root) if (found := _template_blocks(each))), ())


def _json_blocks(head: Head, main: Json | None) -> tuple[Block, ...]:
    """Return the text of the article's JSON-LD."""
    stated = head.graph.strings(main.get("articleBody"), "@value", "text") if main is not None else ()
    blocks = tuple(
        Block(kind=kind, text=text, place=PLACE, rule=RULE)
        for raw in stated
        for kind, text in _lines(html.unescape(raw))
    )
    return blocks if _is_text(blocks) else ()


def _is_text(blocks: tuple[Block, ...]) -> bool:
    """Tell whether blocks are enough running text to be an article's."""
    is_told = any(SENTENCE_END.search(block.text) for block in blocks)
    return is_told and sum(len(letters(block.text)) for block in blocks) >= ENOUGH


def _templates(root: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the elements that wait for a script to show them and hold an article of their own, not a form to fill."""
    for element in root.iter("template") if root is not None else ():
        if element.find(".//article") is not None or element.find(".//h1") is not None:
            yield element


def _template_blocks(element: etree._Element) -> tuple[Block, ...]:
    """Return the text of a template without its links and prompts; none where a script would fill in words."""
    try:
        leaves = walk_page(element).leaves
    except TooDeep:
        return ()
    if any(sign in leaf.text for leaf in leaves for sign in _FILLED_IN):
        return ()
    told = (leaf for leaf in leaves if leaf.link_density < MOSTLY_LINK and not phrase_rule(leaf.text))
    blocks = tuple(
        Block(kind=_kind(leaf), text=leaf.text, place=TEMPLATE_PLACE, rule=TEMPLATE_RULE)
        for leaf in told
        if leaf.tag != "h1"
    )
    return blocks if _is_text(blocks) else ()


def _lines(raw: str) -> Iterator[tuple[BlockKind, str]]:
    """Yield the lines of a stated text, without its markup where it has some."""
    if not _MARKUP.search(raw):
        yield from ((BlockKind.PARAGRAPH, text) for line in raw.splitlines() if (text := " ".join(line.split())))
        return
    tree = parse_page(raw)
    try:
        leaves = walk_page(tree.root).leaves if tree is not None else []
    except TooDeep:
        return
    for leaf in leaves:
        if text := leaf.text.strip():
            yield _kind(leaf), text


def _kind(leaf: Leaf) -> BlockKind:
    """Return what a line is by its element."""
    kind = BlockKind.HEADING if leaf.tag in HEADINGS else BlockKind.PARAGRAPH
    return BlockKind.LIST_ITEM if leaf.tag == "li" else kind
