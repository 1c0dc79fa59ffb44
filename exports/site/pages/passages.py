"""Passages that a person marked, laid over a text that is cut into pieces already.

Rule: pure. Offsets count characters of the article's text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.document import TEXT_KINDS, Block
from schemas.marks import Highlight
from schemas.view import Segment

APART = 2
"""Characters between two blocks of a text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a text, as a segment is, within a passage."""

    text: str
    hit: bool
    passage: str
    """Name of the passage."""
    is_first: bool
    """The passage begins here."""


Part = Segment | Marked


def starts_of(blocks: Iterable[Block]) -> list[int | None]:
    """Return where each block begins in the text that they make; None for those that are no part of it."""
    starts: list[int | None] = []
    at = 0
    for block in blocks:
        if block.kept and block.kind in TEXT_KINDS:
            starts.append(at)
            at += len(block.text) + APART
        else:
            starts.append(None)
    return starts


def lay_over(segments: Sequence[Segment], start: int, passages: Sequence[Highlight]) -> tuple[Part, ...]:
    """Return pieces of a text that begins at `start`, cut where passages begin and end; joined they are the same text.

    Where passages overlap, what both have belongs to the one that begins first.
    """
    end = start + sum(len(each.text) for each in segments)
    within = [each for each in passages if _low(each) < end and _high(each) > start]
    if not within:
        return tuple(segments)
    cuts = sorted({at for each in within for at in (_low(each), _high(each))})
    parts: list[Part] = []
    at = start
    for segment in segments:
        for low, high in _between(at, at + len(segment.text), cuts):
            text = segment.text[low - at : high - at]
            passage = next((each for each in within if _low(each) <= low < _high(each)), None)
            parts.append(
                Marked(text, segment.hit, passage.name, is_first=low == max(_low(passage), start))
                if passage
                else Segment(text=text, hit=segment.hit)
            )
        at += len(segment.text)
    return tuple(parts)


def _between(low: int, high: int, cuts: Sequence[int]) -> Iterable[tuple[int, int]]:
    edges = [low, *(cut for cut in cuts if low < cut < high), high]
    return pairwise(edges)


def _low(passage: Highlight) -> int:
    return passage.start if passage.start is not None else -1


def _high(passage: Highlight) -> int:
    return passage.end if passage.end is not None else -1
