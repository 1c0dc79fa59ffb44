"""An article's blocks as pieces to set: paragraphs, headings, quotes, lists, tables, captions, bounded.

Rule: pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from exports.dossier import limits
from exports.dossier.model import Entry
from exports.dossier.soften import merge_notes, paragraphs_of, rows_of, soften
from schemas.document import TEXT_KINDS, Block, BlockKind

PRINTED = TEXT_KINDS | {BlockKind.CAPTION, BlockKind.EMBED}
"""Kinds that are set; the others have their place in the block of facts, or are furniture."""

NO_TEXT = "No text of an article was found on the page."

UNNUMBERED = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.EMBED})

LISTS = frozenset({BlockKind.LIST_ITEM, BlockKind.SUMMARY})
"""Kinds of which a run is one piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of an article's text."""

    kind: str
    """Value of its `BlockKind`; a run of items is one piece."""
    number: int | None = None
    """Its number in the margin, to cite it by; None: headings, captions, and what goes on from the piece before."""
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = field(default=())


def pieces_of(entry: Entry) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Return the article's text as numbered pieces, and notes on all that was cut."""
    blocks, notes = _bounded(_printed(entry))
    pieces = [
        piece for kind, run in groupby(blocks, key=lambda block: block.kind) for piece in _set_run(kind, list(run))
    ]
    notes.extend(note for piece in pieces for note in piece.notes)
    if not pieces:
        return (Piece(kind=BlockKind.EMBED.value, text=NO_TEXT),), merge_notes(notes)
    return tuple(_numbered(pieces)), merge_notes(notes)


def numbered_blocks(entry: Entry) -> tuple[tuple[int | None, Block], ...]:
    """Return the blocks that are set, whole, each with the number that its piece has; items of a list share one."""
    number, found = 0, list[tuple[int | None, Block]]()
    for kind, run in groupby(_printed(entry), key=lambda block: block.kind):
        number += kind in LISTS
        for block in run:
            number += kind not in LISTS | UNNUMBERED
            found.append((None if kind in UNNUMBERED else number, block))
    return tuple(found)


def _printed(entry: Entry) -> list[Block]:
    """Return the blocks to set: without the standfirst that stands under the headline already."""
    above = _folded(entry.record.standfirst or "")
    blocks = [block for block in entry.blocks if block.kept and block.kind in PRINTED and block.text.strip()]
    if not blocks:
        parts = entry.record.text.split("\n\n")
        return [Block(kind=BlockKind.PARAGRAPH, text=part, place="", rule="text") for part in parts if part.strip()]
    return [block for block in blocks if not (block.kind is BlockKind.STANDFIRST and _folded(block.text) == above)]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bounded(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """Return as many blocks as an article may have, the last one cut, and notes on what was left out."""
    notes: list[str] = []
    out: list[Block] = []
    left = limits.TEXT
    for index, block in enumerate(blocks):
        if left <= 0 or index >= limits.BLOCKS:
            rest = sum(len(other.text) for other in blocks[index:])
            notes.append(f"the text is cut here; {rest:,} more characters are in the archive")
            break
        short, cut = _cut_lines(block)
        soft = soften(short, most=left)
        notes.extend((*cut, *soft.notes))
        left -= len(soft.text)
        out.append(replace(block, text=soft.text))
    return out, notes


def _cut_lines(block: Block) -> tuple[str, tuple[str, ...]]:
    """Return a block's text without the lines that are too many, where its lines are kept."""
    most = {BlockKind.TABLE: limits.TABLE_ROWS, BlockKind.PREFORMATTED: limits.LINES}.get(block.kind)
    lines = block.text.split("\n") if most is not None else []
    if most is None or len(lines) <= most:
        return block.text, ()
    what = "rows of this table" if block.kind is BlockKind.TABLE else "lines of this block"
    return "\n".join(lines[:most]), (f"{len(lines) - most:,} more {what} are in the archive",)


def _set_run(kind: BlockKind, run: list[Block]) -> Iterator[Piece]:
    if kind in LISTS:
        yield Piece(kind=kind.value, items=tuple(" ".join(block.text.split()) for block in run))
        return
    for block in run:
        if kind is BlockKind.TABLE:
            rows, notes = rows_of(block.text)
            yield Piece(kind=kind.value, rows=rows, notes=notes)
        elif kind is BlockKind.PREFORMATTED:
            yield Piece(kind=kind.value, text=block.text)
        else:
            first, *more = paragraphs_of(" ".join(block.text.split()))
            yield Piece(kind=kind.value, text=first)
            yield from (Piece(kind="continued", text=text) for text in more)


def _numbered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    number = 0
    for piece in pieces:
        if piece.kind in UNNUMBERED or piece.kind == "continued":
            yield piece
        else:
            number += 1
            yield replace(piece, number=number)
