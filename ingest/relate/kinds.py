"""The table that makes the kind of a relation out of wording and occasion (DESIGN.md, relations have two axes).

Rule: pure; the table is the whole of it, and docs/how-copies-are-told-apart.md prints it.
"""

from schemas.relation import OccasionAxis, RelationKind, TextAxis

_COPY = {
    TextAxis.SAME: RelationKind.SAME_TEXT,
    TextAxis.NEAR: RelationKind.NEAR_COPY,
    TextAxis.CONTAINS: RelationKind.CONTAINS,
    TextAxis.PART_OF: RelationKind.CONTAINS,
    TextAxis.REWORKED: RelationKind.REWORKED,
    TextAxis.FORMULA: None,
    TextAxis.LITTLE: None,
}
"""What wording makes where the occasion does not speak against it."""

_LIKE = {
    TextAxis.SAME: RelationKind.LOOKALIKE,
    TextAxis.NEAR: RelationKind.LOOKALIKE,
    TextAxis.CONTAINS: RelationKind.LOOKALIKE,
    TextAxis.PART_OF: RelationKind.LOOKALIKE,
    TextAxis.REWORKED: RelationKind.REWORKED,
    TextAxis.FORMULA: RelationKind.LOOKALIKE,
    TextAxis.LITTLE: None,
}
"""The same subject on another occasion. What retells an older account is derived from it all the same."""

TABLE: dict[OccasionAxis, dict[TextAxis, RelationKind | None]] = {
    OccasionAxis.SAME: _COPY,
    OccasionAxis.UPDATE: _COPY,
    OccasionAxis.CORRECTION: _COPY,
    OccasionAxis.UNKNOWN: _COPY,
    OccasionAxis.OTHER_INSTANCE: _LIKE,
    OccasionAxis.OTHER_SUBJECT: _LIKE | {TextAxis.REWORKED: RelationKind.LOOKALIKE},
}
"""By occasion, by wording: the kind, or None for no relation. Both directions of `contains` are one kind."""


def kind_of(text: TextAxis, occasion: OccasionAxis, *, same_address: bool = False) -> RelationKind | None:
    """Return the kind that follows. At one address an article's other text is a version of it, whatever was changed.

    >>> kind_of(TextAxis.NEAR, OccasionAxis.OTHER_SUBJECT).value
    'lookalike'
    """
    return RelationKind.VERSION if same_address else TABLE[occasion][text]
