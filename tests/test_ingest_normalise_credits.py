"""Whom a page credits, and which of its candidate authors are chosen."""

from dataclasses import replace

import pytest

from ingest.normalise.choose import choose_facts
from ingest.normalise.credits import credits_of
from schemas.article import Fact
from schemas.types import Basis


def said(value: str, rule: str = "jsonld-author", field: str = "author", **more: object) -> Fact:
    """Return a candidate as a rule reads it."""
    basis: Basis = "stated" if rule.startswith(("byline", "rel", "signature")) else "structured"
    sure = 0.4 if rule.endswith("-corporate") else 0.9
    fact = Fact(field=field, value=value, raw=value, rule=rule, basis=basis, place=f"place of {rule}", confidence=sure)
    return replace(fact, **more)  # type: ignore[arg-type]  # fields of a fact


def chosen(*facts: Fact) -> tuple[Fact, ...]:
    """Return the facts with the chosen ones marked."""
    return choose_facts(facts, text="", language=None, captured=None)


def authors(*facts: Fact) -> list[str]:
    """Return the authors that the card shows."""
    return [fact.value or "" for fact in chosen(*facts) if fact.field == "author" and fact.chosen]


def test_the_agency_stands_in_the_line_in_the_pages_words() -> None:
    """A page that signs with an agency and a person credits both, in its own order and words."""
    agency = said("dpa", field="agency", raw="Deutsche Presse-Agentur")
    assert credits_of(chosen(agency, said("Ilka Brenn"))) == ("Deutsche Presse-Agentur", "Ilka Brenn")


def test_a_whole_line_is_no_agencys_name() -> None:
    """Where the words that an agency rests on are a whole line, its name is shown."""
    agency = said("Trend", rule="dump-byline", field="agency", raw="By A. Writer - Trend:")
    assert credits_of(chosen(agency)) == ("Trend",)


def test_a_body_is_credited_where_nobody_signs() -> None:
    """The outlet or a desk is whom a page credits that names no person; the card shows no author."""
    facts = chosen(said("Eskmouth Courier", "jsonld-author-corporate"))
    assert credits_of(facts) == ("Eskmouth Courier",)
    assert not any(fact.chosen for fact in facts)


def test_a_person_anywhere_stands_before_a_body() -> None:
    """The byline's person is credited, not the outlet that machines are told."""
    facts = chosen(said("Eskmouth Courier", "jsonld-author-corporate"), said("Ilka Brenn", "byline"))
    assert credits_of(facts) == ("Ilka Brenn",)


def test_a_role_beside_a_name_is_not_credited() -> None:
    """In a byline what stands beside a name is a role; in structured data it is one more author."""
    assert credits_of(chosen(said("Ilka Brenn", "byline"), said("Sports Desk", "byline-corporate"))) == ("Ilka Brenn",)
    told = chosen(said("Ilka Brenn"), said("Sports Desk", "jsonld-author-corporate"))
    assert credits_of(told) == ("Ilka Brenn", "Sports Desk")


def test_who_corrects_it_is_believed() -> None:
    """What a person says stands alone."""
    corrected = replace(said("Ada Roth"), basis="asserted", rule="asserted", by="x", because="y")
    assert credits_of(chosen(said("Ilka Brenn"), corrected)) == ("Ada Roth",)


def test_nobody_is_credited_where_nobody_is_named() -> None:
    """No candidate gives no credit."""
    assert credits_of(chosen(said("Rain", field="headline"))) == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((said("Ilka Brenn"), said("Owen Tarrant", "byline")), ["Ilka Brenn"]),
        ((said("Owen Tarrant", "item-author"), said("Ilka Brenn", "byline")), ["Ilka Brenn"]),
        ((said("Owen Tarrant", "rel-author"), said("Ilka Brenn", "byline")), ["Ilka Brenn"]),
        ((said("ilka-brenn", "meta-author"), said("Ilka Brenn", "byline")), ["Ilka Brenn"]),
        ((said("ib"), said("Ilka Brenn", "byline")), ["Ilka Brenn"]),
        ((said("harbour_fan", "meta-author"),), ["harbour_fan"]),
    ],
)
def test_which_place_is_believed(facts: tuple[Fact, ...], expected: list[str]) -> None:
    """JSON-LD stands before a byline, that before links and item properties; a full name before an account's."""
    assert authors(*facts) == expected


def test_a_byline_completes_what_machines_are_told() -> None:
    """A line that names everybody of the first list and more is the whole list; other lines' names are not added."""
    line = "By Ilka Brenn, Owen Tarrant"
    whole = [said("Ilka Brenn", "byline", raw=line), said("Owen Tarrant", "byline", raw=line)]
    assert authors(said("Ilka Brenn"), *whole) == ["Ilka Brenn", "Owen Tarrant"]
    apart = [said("Ilka Brenn", "byline"), said("Owen Tarrant", "byline")]
    assert authors(said("Ilka Brenn"), *apart) == ["Ilka Brenn"]


def test_meta_tags_are_not_mixed() -> None:
    """Of several meta tags one list is taken, the most believed one's."""
    tags = [said("Ilka Brenn", "meta-author", place="meta a"), said("I. Brenn", "meta-author", place="meta b")]
    assert authors(*tags) == ["Ilka Brenn"]
