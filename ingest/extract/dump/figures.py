"""Lines that stand together as one block: tables of figures, verse.

Rule: pure; sees placed lines. A table keeps its lines, and its columns where it has some.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from ingest.extract.dump.judge import Look, is_closed
from ingest.extract.dump.lines import Line
from ingest.extract.dump.placed import Placed
from schemas.document import Block, BlockKind

_VERSE_LINES = 3
_VERSE_LENGTH = 70
_TABLE_LENGTH = 100
_TABLE_LINES = 2
_COLUMNS = re.compile(r"\S {2,}\S")


def is_figures(text: str) -> bool:
    """Return whether a quarter of a line's words are numbers, and it is no sentence.

    >>> is_figures("Net 13,843,000 vs 14,478,000"), is_figures("Ferry lost with all 12 hands")
    (True, False)
    """
    words = text.split()
    numbers = sum(any(map(str.isdigit, word)) for word in words)
    return 0 < len(words) <= numbers * 4 and not (is_closed(text) and len(words) > numbers * 2)


def _is_table(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    """Return whether lines that stand together are a table: half of them figures, at least two. Dates are none."""
    numbered = sum(_is_figured(line, look) for line, look in zip(lines, looks, strict=True))
    return _are_table(numbered, len(lines))


def _is_figured(line: Line, look: Look) -> bool:
    return look is not Look.DATE and is_figures(line.text)


def _are_table(numbered: int, lines: int) -> bool:
    return numbered >= _TABLE_LINES and numbered * 2 >= lines


def table_lines(lines: Sequence[Line], looks: Sequence[Look]) -> frozenset[int]:
    """Return the indexes of the lines that stand in tables of figures."""
    found: set[int] = set()
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and looks[end] in {Look.SHORT, Look.DATE} and _stands_with(lines, index, end):
            end += 1
        if _is_table(lines[index:end], looks[index:end]):
            found.update(range(index, end))
        index = max(end, index + 1)
    return frozenset(found)


def _stands_with(lines: Sequence[Line], start: int, index: int) -> bool:
    line = lines[index]
    return (index == start or not line.gap) and bool(line.laid) and len(line.text) <= _TABLE_LENGTH and not line.bullet


def block_of(group: Sequence[Placed]) -> Block:
    """Return lines that stand together as one block; a single line as it is."""
    if len(group) == 1:
        return group[0].block()
    lines = [each.line for each in group]
    place = f"line {lines[0].number}"
    if _is_table(lines, [each.look for each in group]):
        return Block(kind=BlockKind.PREFORMATTED, text=_laid_out(lines), place=place, rule="figures")
    verse = "\n".join(line.text for line in lines)
    return Block(kind=BlockKind.PREFORMATTED, text=verse, place=place, rule="verse")


def _laid_out(lines: Sequence[Line]) -> str:
    """Return a table's lines, set as in the dump where they have columns."""
    if not any(_COLUMNS.search(line.laid) for line in lines):
        return "\n".join(line.text for line in lines)
    margin = min((line.indent for line in lines[1:]), default=0)
    return "\n".join(line.laid[min(margin, line.indent) :] for line in lines)


def grouped(placed: Sequence[Placed], *, with_verse: bool) -> tuple[tuple[Placed, ...], ...]:
    """Group lines that stand together without an empty line: tables, and verse where `with_verse`."""
    groups: list[tuple[Placed, ...]] = []
    table_ends = _table_ends(placed)
    index = 0
    while index < len(placed):
        end = table_ends[index]
        if end == index and with_verse:
            end = _verse_end(placed, index)
        end = max(end, index + 1)
        groups.append(tuple(placed[index:end]))
        index = end
    return tuple(groups)


def _table_ends(placed: Sequence[Placed]) -> list[int]:
    """Return for each line where a table that begins with it ends: its own place where none does. Linear time."""
    rows = [_is_row(each) for each in placed]
    figures = [row and _is_figured(each.line, each.look) for row, each in zip(rows, placed, strict=True)]
    counts = [0, *accumulate(figures)]
    ends = list(range(len(placed)))
    run = len(placed)
    for index in range(len(placed) - 1, -1, -1):
        if not rows[index]:
            continue
        if index + 1 == len(placed) or not rows[index + 1] or placed[index + 1].line.gap:
            run = index + 1
        numbered = counts[run] - counts[index]
        ends[index] = run if _are_table(numbered, run - index) else index
    return ends


def _verse_end(placed: Sequence[Placed], start: int) -> int:
    end = start
    while end < len(placed) and _is_verse(placed[end]) and (end == start or not placed[end].line.gap):
        end += 1
    return end if end - start >= _VERSE_LINES else start


def _is_told(placed: Placed) -> bool:
    """Return whether a line is kept as plain text, without a sign before it."""
    told = placed.kept and placed.rule in {"paragraph", "heading"}
    return told and not placed.line.bullet and not placed.line.mark


def _is_row(placed: Placed) -> bool:
    row = placed.look in {Look.SHORT, Look.DATE, Look.COUNTER} and bool(placed.line.laid)
    return _is_told(placed) and row and len(placed.line.text) <= _TABLE_LENGTH


def _is_verse(placed: Placed) -> bool:
    return _is_told(placed) and len(placed.line.text) <= _VERSE_LENGTH
