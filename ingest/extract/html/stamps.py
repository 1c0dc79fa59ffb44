"""The line of day and names over a text that no class tells from a paragraph: known by what it was read as.

Rule: pure; the facts are found already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.extract.html.score import SENTENCE_END
from schemas.article import Fact
from schemas.document import TEXT_KINDS, Block, BlockKind

FIRST_BLOCKS = 2
"""Text blocks in which such a line is looked for."""
LONGEST = 160
SURE = 0.5
"""Confidence from which a fact counts."""
SHARE = 0.5
"""Share of a line's letters and figures that must be what was read in it."""
FIELDS = frozenset({"published", "modified", "author", "agency"})
RULE = "read-line"


def drop_stamps(blocks: Sequence[Block], facts: Iterable[Fact]) -> tuple[Block, ...]:
    """Return the blocks, those that are nothing but when and by whom left out of the text."""
    shown = [number for number, block in enumerate(blocks) if block.kept and block.kind in TEXT_KINDS]
    stamps = {number: kind for number in shown[:FIRST_BLOCKS] if (kind := _kind_of(blocks[number], facts)) is not None}
    if not stamps:
        return tuple(blocks)
    return tuple(
        replace(block, kind=stamps[number], rule=RULE, kept=False) if number in stamps else block
        for number, block in enumerate(blocks)
    )


def _kind_of(block: Block, facts: Iterable[Fact]) -> BlockKind | None:
    """Return what a block is if what was read in it is most of it, else None."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > LONGEST or SENTENCE_END.search(block.text[-3:]):
        return None
    read = [
        fact
        for fact in facts
        if fact.place == block.place and fact.confidence >= SURE and fact.field in FIELDS and fact.raw in block.text
    ]
    rest = block.text
    for raw in sorted({fact.raw for fact in read}, key=len, reverse=True):
        rest = rest.replace(raw, " ")
    if not read or _size(rest) > (1 - SHARE) * _size(block.text):
        return None
    return BlockKind.DATE if any(fact.field in {"published", "modified"} for fact in read) else BlockKind.BYLINE


def _size(text: str) -> int:
    """Return how many letters and figures a text has."""
    return sum(map(str.isalnum, text))
