"""How an article repeats another one, or retells it: what differs, side by side, in rows of a table.

Rule: pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from exports.dossier.bidi import direction_of, language_of
from exports.dossier.model import Entry, Repeat
from exports.dossier.soften import soften
from exports.phrases import counted
from exports.telling.differences import Bit, Row
from schemas.relation import RelationKind

MOST_CELL = 6_000
"""Letters of a cell."""

_ONLY_OLD = frozenset({"cut", "moved_from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRow:
    """A paragraph in both texts, in one of them, or several that are not printed."""

    old: tuple[Bit, ...] = ()
    new: tuple[Bit, ...] = ()
    absent: str = ""
    """Mark of the article that has no such paragraph."""
    note: str = ""
    """What there is to say of the paragraph."""
    skipped: str = ""
    """Of several that are not printed: how much it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatPage:
    """What is printed of the two texts."""

    lead: str
    """How the text is to that of the other article, whose mark follows."""
    counts: str
    of: str
    """Mark of the other."""
    anchor: str
    """Of the other."""
    mark: str
    rows: tuple[DiffRow, ...]
    language: str
    direction: str
    other_language: str
    other_direction: str
    is_instead: bool
    """The text of the article is not printed beside this."""


def repeat_page(entry: Entry, repeat: Repeat, base: Entry) -> RepeatPage:
    """Return what is printed of an article's text beside that of another."""
    return RepeatPage(
        lead=_lead(repeat),
        counts="" if repeat.found.is_same else _counts(repeat),
        of=repeat.of,
        anchor=base.anchor,
        mark=entry.mark,
        rows=() if repeat.found.is_same else tuple(_rows(repeat, entry.mark)),
        language=language_of(entry.record.language),
        direction=direction_of(entry.record.text),
        other_language=language_of(base.record.language),
        other_direction=direction_of(base.record.text),
        is_instead=repeat.is_instead,
    )


def _lead(repeat: Repeat) -> str:
    """Return how the text is to the other one, as words that the other's mark follows."""
    if repeat.found.is_same:
        return "The text is, word for word, that of"
    if repeat.kind is RelationKind.REWORKED:
        return "What it has in common with"
    return {
        RelationKind.VERSION: "Another state of the page of",
        RelationKind.CONTAINS: "One of the two texts stands, in whole or for the most part, in the other:",
    }.get(repeat.kind, "Nearly the text of")


def _counts(repeat: Repeat) -> str:
    """Return how many words are the same, cut and added."""
    told = repeat.comparison
    parts = [
        f"{counted(told.words_same, 'word')} the same",
        f"{told.words_added:,} only in this one",
        f"{told.words_cut:,} only in the other",
    ]
    if told.words_moved:
        parts.append(f"{told.words_moved:,} moved")
    return ", ".join(parts)


def _rows(repeat: Repeat, mark: str) -> Iterator[DiffRow]:
    """Yield the rows; what is the same, and of a retelling what only one of the two has, is counted."""
    rows = [row for stretch in repeat.found.stretches for row in stretch.rows]
    for what, several in groupby(rows, key=lambda row: _skipped(row, repeat)):
        held = list(several)
        if what:
            words = sum(row.words for row in held)
            yield DiffRow(skipped=f"{counted(len(held), 'paragraph')} {what}, {counted(words, 'word')}")
        else:
            yield from (_row(row, repeat, mark) for row in held)


def _skipped(row: Row, repeat: Repeat) -> str:
    """Return why a paragraph is not printed here; empty: it is."""
    if row.state == "same":
        return "the same in both"
    if repeat.is_instead:
        return ""
    return {"added": "only in this one, printed above", "cut": "only in the other"}.get(row.state, "")


def _row(row: Row, repeat: Repeat, mark: str) -> DiffRow:
    """Return one paragraph: what only one of the two has is plain words beside the other's mark."""
    if row.state == "added":
        return DiffRow(absent=repeat.of, new=_plain(row.both))
    if row.state == "cut":
        return DiffRow(absent=mark, old=_plain(row.old))
    new = [bit for bit in row.both if bit.kind not in _ONLY_OLD]
    return DiffRow(old=_bits(row.old), new=_bits(new), note=row.note or "")


def _plain(bits: Iterable[Bit]) -> tuple[Bit, ...]:
    return tuple(Bit("same", bit.text) for bit in _bits(bits))


def _bits(bits: Iterable[Bit]) -> tuple[Bit, ...]:
    return tuple(Bit(bit.kind, soften(bit.text, most=MOST_CELL).text, bit.note) for bit in bits)
