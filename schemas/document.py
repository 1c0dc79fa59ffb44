"""An article as typed blocks; its text is a view of them.

Rule: standard library only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in the article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    EMBED = "embed"
    SUMMARY = "summary"
    PREFORMATTED = "preformatted"
    TAGS = "tags"
    FURNITURE = "furniture"


TEXT_KINDS = frozenset(
    {
        BlockKind.STANDFIRST,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.TABLE,
        BlockKind.EMBED,
        BlockKind.SUMMARY,
        BlockKind.PREFORMATTED,
    }
)
"""Kinds that the text view shows: the article's own running words, without headline, byline, dateline and captions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a page, kept or dropped, with its place and the rule that decided."""

    kind: BlockKind
    text: str
    """Plain text, white space folded (kept in `preformatted`; table cells joined by ` | `, rows by a line break)."""
    place: str
    """Where it stands in the page: an element path (`body/div[2]/p[3]`) or `line 12` (dumps, from 1)."""
    rule: str
    """The rule that kept or dropped it, e.g. `paragraph`, `share-bar`."""
    kept: bool = True
    """False: not part of the article; listed so that a reader can see what was left out."""


def text_of(blocks: Iterable[Block]) -> str:
    """Return the article's text: its kept blocks of `TEXT_KINDS`, in order, an empty line between them."""
    return "\n\n".join(block.text for block in blocks if block.kept and block.kind in TEXT_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step altered a text: which step, and how much."""

    step: str
    """Name of the step, e.g. `strip_controls`."""
    count: int
    """How many characters or places it changed."""
