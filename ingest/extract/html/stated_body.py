"""The article's text as the page's data state it, for a page that shows none: its words come by script.

Rule: pure. Looked at only where no block of the page was kept; what a page shows is always believed before it.
"""

import html
import re
from collections.abc import Iterator

from ingest.extract.html.evidence import letters
from ingest.extract.html.head import Head
from ingest.extract.html.jsonld import Json
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.tree import parse_page
from ingest.extract.html.walk import TooDeep, walk_page
from schemas.document import Block, BlockKind

RULE = "jsonld-body"
PLACE = "json-ld articleBody"
ENOUGH = 200
"""Letters from which a stated text is an article's, not a description of one."""
_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|span|strong|b|em|i|a|figure|script|style)\b", re.IGNORECASE
)


def stated_blocks(head: Head, main: Json | None) -> tuple[Block, ...]:
    """Return the text that the JSON-LD of the page's article states, as blocks; none where it is no running text."""
    stated = head.graph.strings(main.get("articleBody"), "@value", "text") if main is not None else ()
    blocks = tuple(
        Block(kind=kind, text=text, place=PLACE, rule=RULE)
        for raw in stated
        for kind, text in _lines(html.unescape(raw))
    )
    is_text = any(SENTENCE_END.search(block.text) for block in blocks)
    return blocks if is_text and sum(len(letters(block.text)) for block in blocks) >= ENOUGH else ()


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
            kind = BlockKind.HEADING if leaf.tag in HEADINGS else BlockKind.PARAGRAPH
            yield BlockKind.LIST_ITEM if leaf.tag == "li" else kind, text
