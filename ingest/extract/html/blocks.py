"""From judged leaves to the blocks of the record: element paths, tables in one piece, preformatted text as it stands.

Rule: pure; decides nothing about what belongs to the article.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ingest.extract.html.body import Body
from ingest.extract.html.sift import Choice
from ingest.extract.html.walk import Walk
from schemas.document import Block, BlockKind


def blocks_of(walk: Walk, body: Body) -> tuple[Block, ...]:
    """Write the judged leaves as blocks, in page order."""
    return tuple(_written(walk, _with_pictures(body.choices)))


def _with_pictures(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Keep the captions between the first and the last block of the text: they are the article's, not the text's."""
    kept = [number for number, choice in enumerate(choices) if choice.kept]
    if not kept:
        return choices
    return tuple(
        replace(choice, kept=True) if choice.kind is BlockKind.CAPTION and kept[0] < number < kept[-1] else choice
        for number, choice in enumerate(choices)
    )


def _written(walk: Walk, choices: tuple[Choice, ...]) -> Iterator[Block]:
    """Yield a block a leaf, and one a table."""
    for table, group in groupby(choices, key=lambda choice: _table_of(walk, choice)):
        members = list(group)
        if table is not None:
            yield _table_block(walk, table, members)
            continue
        for choice in members:
            text = "\n".join(choice.leaf.lines) if choice.kind is BlockKind.PREFORMATTED else choice.leaf.text
            place = place_of(walk, choice.leaf.node)
            yield Block(kind=choice.kind, text=text, place=place, rule=choice.rule, kept=choice.kept)


def _table_of(walk: Walk, choice: Choice) -> int | None:
    """Return the table that a kept cell belongs to, or None."""
    if choice.kind is not BlockKind.TABLE or not choice.kept:
        return None
    found = [number for number in walk.ancestors(choice.leaf.node) if walk.nodes[number].tag == "table"]
    return found[0] if found else None


def _table_block(walk: Walk, table: int, cells: list[Choice]) -> Block:
    """Write the cells of a table as one block: cells joined by a bar, rows by a line break."""
    rows = []
    for _row, members in groupby(cells, key=lambda choice: _row_of(walk, choice.leaf.node)):
        rows.append(" | ".join(choice.leaf.text for choice in members))
    return Block(kind=BlockKind.TABLE, text="\n".join(rows), place=place_of(walk, table), rule="table")


def _row_of(walk: Walk, node: int) -> int:
    """Return the row that a cell stands in."""
    return next((number for number in walk.ancestors(node) if walk.nodes[number].tag == "tr"), node)


def place_of(walk: Walk, number: int) -> str:
    """Return the path of an element: `body/div[2]/p[1]`, block-level elements only."""
    node = walk.nodes[number]
    if not node.path:
        step = f"{node.tag}[{node.place}]" if node.place else node.tag
        node.path = step if node.parent == number else f"{place_of(walk, node.parent)}/{step}"
    return node.path
