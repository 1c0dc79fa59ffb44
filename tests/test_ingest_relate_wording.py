from typing import Any

import pytest

from ingest.relate.wording import (
    KINDS,
    MEANINGS,
    OCCASIONS,
    TEXTS,
    between,
    confidence_of,
    foremost,
    kind_name,
    other_is,
    sure_words,
)
from schemas.relation import OccasionAxis, Relation, RelationKind, TextAxis
from schemas.types import PublicId


def related(kind: RelationKind | None, **changes: Any) -> Relation:  # noqa: ANN401  any field
    """Return a relation of that kind."""
    given: dict[str, Any] = {
        "text": TextAxis.NEAR,
        "occasion": OccasionAxis.SAME,
        "jaccard": 0.7,
        "containment_ab": 0.8,
        "containment_ba": 0.9,
        "evidence": "",
        "method": "text/1",
    }
    return Relation(a=PublicId("a" * 16), b=PublicId("b" * 16), kind=kind, **(given | changes))


def test_every_word_has_a_meaning() -> None:
    """No kind and no word of an axis is without words."""
    assert set(KINDS) == set(MEANINGS) == set(RelationKind)
    assert set(TEXTS) == set(TextAxis)
    assert set(OCCASIONS) == set(OccasionAxis)


@pytest.mark.parametrize("kind", [*RelationKind, None])
@pytest.mark.parametrize("occasion", OccasionAxis)
@pytest.mark.parametrize("text", TextAxis)
def test_every_relation_is_told_from_both_ends(
    kind: RelationKind | None, occasion: OccasionAxis, text: TextAxis
) -> None:
    """Each relation has words at either end; a look-alike is said to be no copy, and nothing else is."""
    relation = related(kind, occasion=occasion, text=text)
    for is_a in (True, False):
        assert ("not a copy" in other_is(relation, is_a=is_a)) is (kind is RelationKind.LOOKALIKE)


@pytest.mark.parametrize(
    ("text", "is_a", "words"),
    [
        (TextAxis.CONTAINS, True, "Shorter: the whole of it stands in this article"),
        (TextAxis.CONTAINS, False, "Longer: holds the whole of this article"),
        (TextAxis.PART_OF, True, "Longer: holds most of this article"),
        (TextAxis.PART_OF, False, "Shorter: most of it stands in this article"),
    ],
)
def test_which_contains_which(text: TextAxis, words: str, *, is_a: bool) -> None:
    """Of the two the right one is said to hold the other, and no more of it than it does."""
    relation = related(RelationKind.CONTAINS, text=text, containment_ab=0.7, containment_ba=0.995)
    assert other_is(relation, is_a=is_a) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [(TextAxis.CONTAINS, "A-0001 holds the whole of A-0002"), (TextAxis.PART_OF, "A-0002 holds most of A-0001")],
)
def test_two_are_named_where_neither_is_at_hand(text: TextAxis, words: str) -> None:
    """In a list of pairs the one that holds is named, and so is the one that is held."""
    relation = related(RelationKind.CONTAINS, text=text, containment_ab=0.7, containment_ba=0.995)
    assert between(relation, "A-0001", "A-0002") == words
    assert between(related(RelationKind.NEAR_COPY), "A-0001", "A-0002") == "nearly the same text"


def test_containment_that_a_person_states_follows_the_figures() -> None:
    """Where the wording was measured as something else, the one that is held the more is the shorter."""
    relation = related(RelationKind.CONTAINS, text=TextAxis.REWORKED, containment_ab=0.2, containment_ba=0.85)
    assert other_is(relation, is_a=True) == "Shorter: nearly all of it stands in this article"
    unmeasured = related(RelationKind.CONTAINS, containment_ab=None, containment_ba=None)
    assert "the text of" in other_is(unmeasured, is_a=True)


def test_what_could_not_be_decided_is_not_called_unrelated() -> None:
    """Without a kind, a relation is a person's word or an open question."""
    assert kind_name(related(None, is_undecided=True)) == "undecided"
    assert "could not be decided" in other_is(related(None, is_undecided=True), is_a=True)
    assert kind_name(related(None, method="person")) == "not related"
    assert other_is(related(None, method="person"), is_a=True) == "Not related, says a person"


def test_a_correction_is_told() -> None:
    """What the occasion adds to a copy is said beside it."""
    assert other_is(related(RelationKind.NEAR_COPY, occasion=OccasionAxis.CORRECTION), is_a=True) == (
        "Nearly the same text, with a correction"
    )


def test_a_persons_kind_is_not_coloured_by_what_was_measured() -> None:
    """Where a person says that one retells the other, the measured occasion does not say otherwise."""
    said = related(RelationKind.REWORKED, occasion=OccasionAxis.OTHER_INSTANCE, because="same night", method="person")
    assert other_is(said, is_a=True) == "Tells the same account in other words"


def test_forty_copies_hide_no_look_alike() -> None:
    """Of what is shown the first of each kind is part, a person's word too; then the closest ties."""
    many = [related(RelationKind.NEAR_COPY) for _ in range(40)]
    others = [related(RelationKind.LOOKALIKE), related(None, method="person"), related(RelationKind.REWORKED)]
    assert foremost([*many, *others], 6) == frozenset({0, 1, 2, 40, 41, 42})
    assert foremost(many, 3) == frozenset({0, 1, 2})
    assert foremost(others, 9) == frozenset({0, 1, 2})


def test_a_relation_is_no_surer_than_its_less_sure_axis() -> None:
    """Sure of the wording and unsure of the occasion is unsure."""
    relation = related(RelationKind.NEAR_COPY, text_confidence=0.95, occasion_confidence=0.5)
    assert sure_words(confidence_of(relation)) == "unsure"
    assert confidence_of(related(RelationKind.SAME_TEXT)) is None
