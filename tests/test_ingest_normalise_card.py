"""The card is a pure function of the facts, and a person's word stands above every rule."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise.card import card_of
from schemas.article import FACT_FIELDS, Card, Fact


def fact(field: str, value: str | None, **more: Any) -> Fact:  # noqa: ANN401 - any part of a fact
    """Make a chosen fact."""
    more.setdefault("basis", "stated")
    return Fact(
        field=field,
        value=value,
        raw=more.pop("raw", value or "unknown"),
        rule="test",
        chosen=more.pop("chosen", True),
        **more,
    )


def test_no_facts_make_an_empty_card() -> None:
    """What no fact says stays None."""
    assert card_of(()) == Card()


def test_candidates_that_are_not_chosen_are_not_shown() -> None:
    """Only the chosen fact of a field is on the card."""
    assert card_of((fact("outlet", "Karvia News", chosen=False),)).outlet is None
    assert card_of((fact("outlet", "A", chosen=False), fact("outlet", "B"))).outlet == "B"


def test_latest_assertion_wins_whatever_was_chosen() -> None:
    """Of two assertions the later stands, and an asserted unknown empties the field."""
    said, later = fact("outlet", "B", basis="asserted", because="x"), fact("outlet", "C", basis="asserted", because="y")
    assert card_of((fact("outlet", "A"), said)).outlet == "B"
    assert card_of((said, later, fact("outlet", "A"))).outlet == "C"
    assert card_of((fact("outlet", "A"), fact("outlet", None, basis="asserted"))).outlet is None


def test_authors_and_tags_are_kept_in_order_without_doubles() -> None:
    """Fields that can have several values show all chosen ones, once each."""
    shown = card_of((fact("author", "B"), fact("author", "A"), fact("author", "B"), fact("tag", "x")))
    assert (shown.authors, shown.tags) == (("B", "A"), ("x",))


def test_asserted_authors_replace_the_found_ones() -> None:
    """A person's list of authors is the list; one person asserted as unknown empties it."""
    said = [fact("author", name, basis="asserted", because="print edition", by="me") for name in ("C", "D")]
    assert card_of((fact("author", "A"), *said)).authors == ("C", "D")
    assert (
        card_of(
            (fact("author", "A"), *said, fact("author", None, basis="asserted", because="print edition", by="me"))
        ).authors
        == ()
    )


def test_basis_and_evidence_come_from_the_date_that_is_shown() -> None:
    """The evidence is that of `published`, else that of the EDTF date."""
    printed = fact("published", "2021-01-12", basis="dateline", raw="OSTREL, Jan. 12, 2021")
    shown = card_of((printed, fact("published_edtf", "2021-01-12", basis="dateline")))
    assert (shown.published_basis, shown.published_evidence, shown.published_precision) == (
        "dateline",
        "OSTREL, Jan. 12, 2021",
        "day",
    )
    unsure = card_of((fact("published_edtf", "2023-12-01~", basis="inferred", raw="third anniversary"),))
    assert (unsure.published, unsure.published_basis, unsure.published_precision) == (None, "inferred", "approximate")
    assert unsure.published_evidence == "third anniversary"


def test_asserted_bounds_stand_beside_an_asserted_date() -> None:
    """A person who gives a date and a bound gets both; bounds of the rules go."""
    shown = card_of(
        (
            fact("published_earliest", "2020-01-01"),
            fact("published", "2021", basis="asserted"),
            fact("published_latest", "2021-06-30", basis="asserted"),
        )
    )
    assert (shown.published_earliest, shown.published_latest) == ("2021-01-01", "2021-06-30")


FACTS = st.builds(
    fact,
    st.sampled_from([field for field in FACT_FIELDS if not field.startswith("published")]),
    st.none() | st.text(min_size=1, max_size=8),
    basis=st.sampled_from(["structured", "stated", "asserted"]),
    chosen=st.booleans(),
)


@given(st.lists(FACTS, max_size=12), st.randoms())
def test_order_across_fields_does_not_matter(facts: list[Fact], random: Any) -> None:  # noqa: ANN401 - hypothesis' own
    """Fields do not disturb each other: sorting the facts by field, each field's order kept, gives the same card."""
    fields = list({each.field for each in facts})
    random.shuffle(fields)
    assert card_of([each for field in fields for each in facts if each.field == field]) == card_of(facts)
