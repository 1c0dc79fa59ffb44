"""How two articles are related: wording and occasion are two questions.

Rule: standard library only.
"""

from dataclasses import dataclass
from enum import StrEnum

from schemas.types import PublicId


class TextAxis(StrEnum):
    """How the wording of two articles compares."""

    SAME = "same"
    NEAR = "near"
    CONTAINS = "contains"
    PART_OF = "part_of"
    REWORKED = "reworked"
    FORMULA = "formula"
    LITTLE = "little"


class OccasionAxis(StrEnum):
    """Whether two articles are about the same subject on the same occasion."""

    SAME = "same"
    UPDATE = "update"
    CORRECTION = "correction"
    OTHER_INSTANCE = "other_instance"
    OTHER_SUBJECT = "other_subject"
    UNKNOWN = "unknown"


class RelationKind(StrEnum):
    """The derived kind that is shown."""

    SAME_TEXT = "same_text"
    VERSION = "version"
    NEAR_COPY = "near_copy"
    CONTAINS = "contains"
    REWORKED = "reworked"
    LOOKALIKE = "lookalike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a method makes of two texts, on both axes. `a` is the first of the two that it was given."""

    text: TextAxis
    text_confidence: float
    """How sure the method is, 0 to 1."""
    occasion: OccasionAxis
    occasion_confidence: float
    kind: RelationKind | None
    """What follows from the two by the written table; None: no relation, or undecided."""
    is_undecided: bool
    """True: the two share too much to be strangers, and neither copy nor look-alike can be said."""
    jaccard: float
    """Jaccard similarity of their 3-word shingles, 0 to 1."""
    containment_ab: float
    """Share of a's shingles that b has."""
    containment_ba: float
    evidence: str
    """In words: what the verdict rests on."""
    method: str
    """Name and version of the method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation between two articles, `a` before `b` in the order of their public ids."""

    a: PublicId
    b: PublicId
    kind: RelationKind | None
    """None: a person said that they are not related, or the method could not decide (`is_undecided`)."""
    text: TextAxis
    occasion: OccasionAxis
    text_confidence: float | None = None
    """How sure the method is of the wording, 0 to 1; None where a person speaks or nothing is to be doubted."""
    occasion_confidence: float | None = None
    is_undecided: bool = False
    """True: they share too much to be strangers, and neither copy nor look-alike can be said."""
    jaccard: float | None
    """Jaccard similarity of their 3-word shingles, 0 to 1; None where it was not measured."""
    containment_ab: float | None
    """Share of a's shingles that b has."""
    containment_ba: float | None
    evidence: str
    """In words: what the relation rests on."""
    method: str
    """Name and version of the method, or `person`."""
    by: str | None = None
    because: str | None = None
