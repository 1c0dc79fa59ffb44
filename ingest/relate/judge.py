"""Decide how two articles are related, on both axes.

Rule: pure; sees two texts and their dates. No archive, no clock: the same two sides give the same answer anywhere.
"""

from dataclasses import dataclass

from ingest.relate.kinds import kind_of
from ingest.relate.overlap import Overlap, measure_overlap
from ingest.relate.reading import Reading, WordKind
from ingest.relate.slots import Slots, find_slots
from schemas.relation import Judgement, OccasionAxis, TextAxis

METHOD = "text/1"
"""Name and version of the rules; raised whenever the same two sides may give another answer."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two articles that are compared."""

    reading: Reading
    earliest: str | None = None
    """The earliest day on which it may have been published, ISO 8601; None: not known."""
    latest: str | None = None
    outlet: str | None = None
    agency: str | None = None


def judge(a: Side, b: Side) -> Judgement:
    """Return what the two sides are to each other; with the sides changed about, the same answer changed about."""
    overlap = measure_overlap(a.reading.words, b.reading.words)
    slots = find_slots(a.reading, b.reading)
    text, occasion, sure = _decide(a, b, overlap, slots)
    return Judgement(
        text=text,
        text_confidence=sure,
        occasion=occasion,
        occasion_confidence=sure,
        kind=kind_of(text, occasion),
        is_undecided=False,
        jaccard=overlap.jaccard,
        containment_ab=overlap.ab,
        containment_ba=overlap.ba,
        evidence=f"{overlap.most:.0%} of the shorter text's runs of three words stand in the other.",
        method=METHOD,
    )


def _decide(a: Side, b: Side, overlap: Overlap, slots: Slots) -> tuple[TextAxis, OccasionAxis, float]:
    if a.reading.words == b.reading.words:
        return TextAxis.SAME, OccasionAxis.SAME, 1.0
    swapped, kept = slots.swapped(WordKind.NUMBER), slots.kept(WordKind.NUMBER)
    if overlap.most < 0.3:
        return TextAxis.LITTLE, OccasionAxis.UNKNOWN, 0.7
    if swapped > (swapped + kept) / 3 or slots.swapped(WordKind.NAME) > 1:
        return TextAxis.FORMULA, OccasionAxis.OTHER_INSTANCE, 0.6
    if overlap.most < 0.6:
        return TextAxis.REWORKED, OccasionAxis.UNKNOWN, 0.6
    return TextAxis.NEAR, OccasionAxis.SAME, 0.8
