"""The dateline that opens the first paragraph: its place, day and credit as facts, its words as a block of its own.

Rule: pure. The text view leaves the dateline out, as it does for text dumps, so that the same copy reads the same
from both.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.words.dateline import REACH, Dateline, reported_agency, split_dateline
from schemas.article import Fact
from schemas.document import TEXT_KINDS, Block, BlockKind

FIRST_BLOCKS = 2
"""Text blocks (a standfirst, the first paragraph) in which the dateline is looked for."""
MAY_OPEN = TEXT_KINDS - {BlockKind.SUMMARY}
"""Kinds of those: the points that sum the article up stand above its opening."""
RULE = "html-dateline"


def split_first_paragraph(blocks: Sequence[Block], language: str | None) -> tuple[tuple[Block, ...], list[Fact]]:
    """Return the blocks with the dateline cut off the first paragraph, and what the dateline says."""
    shown = [number for number, block in enumerate(blocks) if block.kept and block.kind in MAY_OPEN]
    for number in shown[:FIRST_BLOCKS]:
        block = blocks[number]
        dateline = split_dateline(block.text, language=language) if block.kind is BlockKind.PARAGRAPH else None
        if dateline is None or dateline.end >= len(block.text):
            continue
        own = Block(kind=BlockKind.DATELINE, text=dateline.raw, place=block.place, rule="dateline")
        rest = replace(block, text=block.text[dateline.end :].lstrip())
        return (*blocks[:number], own, rest, *blocks[number + 1 :]), _facts(dateline, block.place)
    return tuple(blocks), [fact for number in shown[:FIRST_BLOCKS] for fact in _reported(blocks[number])]


def _reported(block: Block) -> list[Fact]:
    """Write the agency that a paragraph names as its source, and goes on, as a fact; its words stay."""
    agency = reported_agency(block.text) if block.kind is BlockKind.PARAGRAPH else None
    return [_fact("agency", agency, block.text[:REACH], block.place)] if agency is not None else []


def _facts(dateline: Dateline, place: str) -> list[Fact]:
    """Write what a dateline says as facts."""
    said = {"dateline_place": dateline.place, "dateline_place_raw": dateline.place_raw}
    if dateline.date is not None:
        said["published"] = dateline.date.value
    if dateline.credit is not None and dateline.credit_kind is not None:
        said[dateline.credit_kind] = dateline.credit
    ambiguous = dateline.date is not None and dateline.date.ambiguous
    return [
        _fact(field, value, dateline.raw, place, 0.4 if field == "published" and ambiguous else 0.8)
        for field, value in said.items()
    ]


def _fact(field: str, value: str, raw: str, place: str, confidence: float = 0.8) -> Fact:
    """Write one thing that a dateline says."""
    return Fact(field=field, value=value, raw=raw, rule=RULE, basis="dateline", place=place, confidence=confidence)
