"""The article's blocks as a page sets them: paragraphs, headings, lists, tables, with the words searched for marked.

Rule: pure; nothing of the archived page is markup here, only plain text in segments.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exports.site.pages.passages import Part, lay_over, starts_of
from schemas.document import Block, BlockKind
from schemas.marks import Highlight
from schemas.view import Segment

Marker = Callable[[str], tuple[Segment, ...]]

SHOWN_ELSEWHERE = frozenset({BlockKind.HEADLINE, BlockKind.TAGS, BlockKind.FURNITURE})
"""Kept blocks that stand in the page's head or among its facts."""

LISTS = {BlockKind.LIST_ITEM: "list", BlockKind.SUMMARY: "summary"}
"""Kinds whose neighbours make one list, and what the list is called."""

PRINTED_LINES = frozenset({BlockKind.BYLINE, BlockKind.DATE})


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of the reading column."""

    kind: str
    """`paragraph`, `heading`, `list`, `summary`, `quote`, `table`, `caption`, `embed`, `printed`, ..."""
    segments: tuple[Part, ...] = ()
    items: tuple[tuple[Part, ...], ...] = ()
    """Of a list or a summary."""
    rows: tuple[tuple[tuple[Segment, ...], ...], ...] = field(default=())
    """Of a table; cells as the text has them."""


def pieces_of(
    blocks: Sequence[Block], mark: Marker, *, title: str, passages: Sequence[Highlight] = ()
) -> tuple[Piece, ...]:
    """Return the kept blocks as pieces, in order, neighbouring items as one list.

    A headline that repeats `title` is left to the head of the page; another one is shown where it stands. `passages`
    are those that stand in the text which the blocks make.
    """
    pieces: list[Piece] = []
    for block, start in zip(blocks, starts_of(blocks), strict=True):
        if not block.kept or _is_shown_elsewhere(block, title):
            continue
        if block.kind is BlockKind.TABLE:
            pieces.append(Piece("table", rows=tuple(tuple(map(mark, row)) for row in rows_of(block.text))))
            continue
        shown = mark(block.text)
        parts = lay_over(shown, start, passages) if start is not None and passages else shown
        if (kind := LISTS.get(block.kind)) is not None:
            before = pieces.pop().items if pieces and pieces[-1].kind == kind else ()
            pieces.append(Piece(kind, items=(*before, parts)))
        else:
            kind = "printed" if block.kind in PRINTED_LINES else str(block.kind.value)
            pieces.append(Piece(kind, segments=parts))
    return tuple(pieces)


def _is_shown_elsewhere(block: Block, title: str) -> bool:
    if block.kind is BlockKind.HEADLINE:
        return " ".join(block.text.split()) == " ".join(title.split())
    return block.kind in SHOWN_ELSEWHERE


def rows_of(text: str) -> tuple[tuple[str, ...], ...]:
    r"""Return a table block's cells, every row filled up to the same width.

    >>> rows_of("Year | Homes\n2021 | 12")
    (('Year', 'Homes'), ('2021', '12'))
    """
    rows = [tuple(cell.strip() for cell in line.split(" | ")) for line in text.split("\n")]
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def dropped_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks that are no part of the article, in the page's order."""
    return tuple(block for block in blocks if not block.kept)
