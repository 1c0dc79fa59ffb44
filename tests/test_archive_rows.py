"""Records to rows and back."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import evidence, rows
from schemas.article import Card, Fact
from schemas.document import Block, BlockKind, text_of

CLEAN = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
BLOCKS = st.lists(
    st.builds(Block, kind=st.sampled_from(BlockKind), text=CLEAN, place=CLEAN, rule=CLEAN, kept=st.booleans())
)


@settings(deadline=None)
@given(BLOCKS)
def test_blocks_come_back(blocks: list[Block]) -> None:
    """Packed blocks unpack to the same blocks, beside the text that is their view and beside any other."""
    for text in (text_of(blocks), "another text"):
        assert rows.unpack_blocks(rows.pack_blocks(blocks, text), text) == tuple(blocks)


def test_blocks_beside_another_text_are_refused() -> None:
    """Blocks whose words stand in a text that is not at hand are an error, never other words."""
    block = Block(kind=BlockKind.PARAGRAPH, text="The ferry was late.", place="p", rule="r")
    packed = rows.pack_blocks([block], block.text)
    with pytest.raises(ValueError, match="do not belong together"):
        rows.unpack_blocks(packed, "The bridge is closed.")


@settings(deadline=None)
@given(
    st.builds(
        Fact,
        field=CLEAN,
        value=st.none() | CLEAN,
        raw=CLEAN,
        rule=CLEAN,
        basis=st.just("stated"),
        place=st.none() | CLEAN,
        confidence=st.floats(0, 1),
        chosen=st.booleans(),
        by=st.none() | CLEAN,
        because=st.none() | CLEAN,
    )
)
def test_a_fact_comes_back(fact: Fact) -> None:
    """A fact's row makes the same fact."""
    assert evidence.fact_of_row(rows.row_of_fact(fact)) == fact


def test_every_field_of_a_card_has_a_column() -> None:
    """A field added to the card does not get lost on its way into the archive."""
    kept = {*rows.article_row(Card(), 1), *rows.card_row(Card())}
    assert {field.name for field in fields(Card)} <= kept


@pytest.mark.parametrize(
    ("captured", "key"),
    [
        (None, None),
        ("2022-11-25T10:00:00Z", "2022-11-25T10:00:00"),
        ("2022-11-25T10:00:00+04:00", "2022-11-25T06:00:00"),
        ("2022-11-25 10:00", "2022-11-25T10:00:00"),
        ("2022-11-25", "2022-11-25"),
        ("2022", "2022"),
        ("yesterday", "yesterday"),
    ],
)
def test_capture_times_sort_by_time(captured: str | None, key: str | None) -> None:
    """Times with an offset are compared in UTC; dates that are cut stay cut; what is no date is left as it is."""
    assert rows.instant_key(captured) == key


@pytest.mark.parametrize(
    ("card", "bounds"),
    [
        (Card(), (None, None)),
        (Card(published="2022"), ("2022-01-01", "2022-12-31")),
        (Card(published="2022-02"), ("2022-02-01", "2022-02-28")),
        (Card(published="2022-11-25T23:00:00+04:00"), ("2022-11-25", "2022-11-25")),
        (Card(published_earliest="2022-11-25", published_latest="2022-12-02"), ("2022-11-25", "2022-12-02")),
        (Card(published_latest="2022-12-02"), (None, "2022-12-02")),
        (Card(published="2020-11-25", published_earliest="2020-11-10"), ("2020-11-25", "2020-11-25")),
    ],
)
def test_bounds_are_those_of_the_card(card: Card, bounds: tuple[str | None, str | None]) -> None:
    """An article is sorted and filtered by the days between which it was published, never padded to a day."""
    assert rows.day_bounds(card) == bounds


def test_a_year_is_known_only_where_the_bounds_agree() -> None:
    """A span over new year has neither year nor month."""
    over = rows.article_row(Card(published_earliest="2021-12-30", published_latest="2022-01-02"), 1)
    within = rows.article_row(Card(published_earliest="2022-01-01", published_latest="2022-02-01"), 1)
    assert (over["year"], over["month"]) == (None, None)
    assert (within["year"], within["month"]) == (2022, None)


def test_the_hash_of_facts_knows_no_order() -> None:
    """The same facts in another order have the same hash; another value has another."""
    one = Fact(field="outlet", value="Post", raw="Post", rule="meta", basis="structured")
    two = Fact(field="language", value="en", raw="en", rule="meta", basis="structured")
    assert rows.facts_hash([one, two]) == rows.facts_hash([two, one])
    assert rows.facts_hash([one]) != rows.facts_hash([two])
