"""Whom a page credits, in its own words and order: persons, agencies, desks and outlets.

Rule: pure; sees facts only. The card keeps people and agency apart; this is the line that other tools call the author.
"""

from collections.abc import Iterable

from ingest.extract.words.agencies import known_agency
from ingest.normalise.choose_authors import CORPORATE, source_of, source_rank
from schemas.article import Fact


def credits_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return whom the page credits: the chosen authors, and the agencies and bodies that the same place names.

    Where no person is named, the agency or the body that the most believed place names.
    """
    known = [fact for fact in facts if fact.field in {"author", "agency"} and fact.value]
    asserted = [fact for fact in known if fact.basis == "asserted"]
    if any(fact.field == "author" for fact in asserted):
        return tuple(
            dict.fromkeys(fact.value for fact in known if fact.field == "author" and fact.chosen and fact.value)
        )
    leader = _leader(known)
    if leader is None:
        return ()
    source = source_of(leader)
    bodies_too = leader.basis != "stated" or leader.rule.endswith(CORPORATE)
    named = [fact for fact in known if source_of(fact) == source and _is_credit(fact, bodies_too=bodies_too)]
    return tuple(dict.fromkeys(_words(fact) for fact in named))


def _leader(known: list[Fact]) -> Fact | None:
    """Return the candidate whose place is believed: that of the chosen persons, else of an agency, else of a body."""
    for wanted in (_is_chosen_person, _is_agency_or_body):
        found = [fact for fact in known if wanted(fact)]
        if found:
            return min(found, key=source_rank)
    return None


def _is_chosen_person(fact: Fact) -> bool:
    return fact.field == "author" and fact.chosen


def _is_agency_or_body(fact: Fact) -> bool:
    return fact.field == "agency" or fact.rule.endswith(CORPORATE)


def _is_credit(fact: Fact, *, bodies_too: bool) -> bool:
    """Tell whether a candidate is credited; what stands beside a name in a byline is a role, no body."""
    return fact.chosen or fact.field == "agency" or (bodies_too and fact.rule.endswith(CORPORATE))


def _words(fact: Fact) -> str:
    """Return the words that credit somebody: of an agency those of the page, for it has many names."""
    is_name = fact.field == "agency" and known_agency(fact.raw) == fact.value
    return fact.raw if is_name else fact.value or ""
