"""The card of an article: whose word each value is where a person and the page say the same."""

from exports.site.pages.facts import lines_of
from schemas.article import Fact


def fact(value: str, *, basis: str, chosen: bool, field: str = "tag") -> Fact:
    """Return a candidate."""
    by = "Ann" if basis == "asserted" else None
    return Fact(
        field=field, value=value, raw=value.upper(), rule="by_hand" if by else "meta_tag", basis=basis, place=None,
        confidence=1.0, chosen=chosen, by=by, because="Read it." if by else None,
    )  # fmt: skip


def test_tags_of_the_page_stay_the_pages_where_a_person_adds_one() -> None:
    """The list of tags is set as a whole; the card tells which of them the page prints."""
    facts = [
        fact("floods", basis="structured", chosen=False),
        fact("floods", basis="asserted", chosen=True),
        fact("must read", basis="asserted", chosen=True),
    ]
    (line,) = lines_of(facts)
    told = {each.value: (each.short, each.also) for each in line.chosen}
    assert told["must read"] == ("asserted", ())
    short, also = told["floods"]
    assert short == "page data, and asserted"
    assert [(name, "FLOODS" in words and "meta_tag" in words) for name, words in also] == [("The page", True)]


def test_what_another_field_or_an_older_assertion_says_is_not_the_page() -> None:
    """Only a candidate of the page, of the same field and value, counts."""
    facts = [
        fact("floods", basis="structured", chosen=False, field="section"),
        fact("floods", basis="asserted", chosen=False),
        fact("Floods", basis="structured", chosen=False),
        fact("floods", basis="asserted", chosen=True),
    ]
    (tags,) = [line for line in lines_of(facts) if line.field == "tag"]
    assert [(each.short, each.also) for each in tags.chosen] == [("asserted", ())]
