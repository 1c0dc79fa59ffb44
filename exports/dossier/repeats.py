"""Which articles of a dossier have the text of another one in it: a copy is listed, not printed again.

What stands whole is the earliest article of those tied by copying, as far as dates are known; each other one is printed
as what it changed. Nothing is lost by that: what the other does not have is printed, word for word. A retelling stands
whole, and beside the one that it retells.

Rule: pure.
"""

from collections.abc import Sequence

from exports.dossier.days import printed_day
from exports.dossier.model import Entry, Repeat, Tie
from exports.telling.differences import MOST_ROWS
from schemas.relation import RelationKind

LONGEST = 4_000
"""Words of a text that is compared with another: the work grows faster than the texts."""

_CLOSEST = (
    RelationKind.SAME_TEXT,
    RelationKind.VERSION,
    RelationKind.NEAR_COPY,
    RelationKind.CONTAINS,
    RelationKind.REWORKED,
)
"""Kinds by which a text is told from another, the closest first."""


def repeats_of(entries: Sequence[Entry]) -> dict[str, Repeat]:
    """Return by mark the articles that repeat another one, or retell it."""
    whole: dict[str, Entry] = {}
    found: dict[str, Repeat] = {}
    for entry in sorted(entries, key=_standing):
        repeat = _repeat(entry, whole)
        if repeat is not None:
            found[entry.mark] = repeat
        if repeat is None or not repeat.is_instead:
            whole[entry.mark] = entry
    return found


def _standing(entry: Entry) -> tuple[bool, str, int, str]:
    """Return the order in which articles may stand whole: by day, and of one day the fullest text first."""
    day = printed_day(entry.record)
    return (day is None, day or "", -entry.record.word_count, entry.mark)


def _repeat(entry: Entry, whole: dict[str, Entry]) -> Repeat | None:
    """Return how an article repeats the closest of those that stand whole."""
    ties = sorted((tie for tie in entry.ties if _may_stand_for(tie, whole)), key=_closeness)
    for tie in ties:
        base = whole[tie.other.mark]
        if max(entry.record.word_count, base.record.word_count) > LONGEST or not entry.record.text.strip():
            continue
        return _compared(entry, base, tie)
    return None


def _may_stand_for(tie: Tie, whole: dict[str, Entry]) -> bool:
    return tie.relation.kind in _CLOSEST and not tie.relation.is_undecided and tie.other.mark in whole


def _closeness(tie: Tie) -> tuple[int, float, str]:
    kind, shares = tie.relation.kind, (tie.relation.containment_ab or 0.0, tie.relation.containment_ba or 0.0)
    return (_CLOSEST.index(kind) if kind else len(_CLOSEST), -max(shares), tie.other.mark)


def _compared(entry: Entry, base: Entry, tie: Tie) -> Repeat | None:
    before, after = base.record.text, entry.record.text
    kind = tie.relation.kind
    if kind is None or before.count("\n") + after.count("\n") > MOST_ROWS:
        return None
    return Repeat(
        of=base.mark, mark=entry.mark, kind=kind, before=before, after=after, other_language=base.record.language
    )
