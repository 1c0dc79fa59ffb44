"""The catalogue card: a pure function of the facts.

Rule: sees facts only. A person's assertion beats every rule, and the latest assertion of a field wins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.normalise.dates import bounds_of, precision_of
from schemas.article import MANY_VALUED, Card, Fact

_PUBLISHED = "published"
_DERIVED = ("published_edtf", "published_earliest", "published_latest")
"""What an asserted `published` replaces."""

PLAIN = (
    "headline",
    "headline_raw",
    "standfirst",
    "agency",
    "outlet",
    "dateline_place",
    "dateline_place_raw",
    "modified",
    "captured_hint",
    "section",
    "language",
    "image",
    "canonical_url",
)
"""Fields of a card that show one chosen fact as it stands."""


def card_of(facts: Iterable[Fact]) -> Card:
    """Return the card that the facts make: asserted ones first, then the chosen ones."""
    shown = _shown(tuple(facts))
    plain = {field: _value(shown.get(field, ())) for field in PLAIN}
    return _dated(
        Card(authors=_values(shown.get("author", ())), tags=_values(shown.get("tag", ())), **plain),  # type: ignore[arg-type]  # the names are those of string fields
        shown,
    )


def _shown(facts: tuple[Fact, ...]) -> dict[str, tuple[Fact, ...]]:
    """Return by field the facts that the card shows."""
    shown: dict[str, tuple[Fact, ...]] = {}
    for field in dict.fromkeys(fact.field for fact in facts):
        of_field = [fact for fact in facts if fact.field == field]
        asserted = [fact for fact in of_field if fact.basis == "asserted"]
        if asserted:
            shown[field] = _asserted(field, asserted)
        else:
            shown[field] = tuple(fact for fact in of_field if fact.chosen and fact.value is not None)
    if any(fact.basis == "asserted" for fact in shown.get(_PUBLISHED, ())):
        for field in _DERIVED:
            kept = tuple(fact for fact in shown.get(field, ()) if fact.basis == "asserted")
            shown[field] = kept
    return shown


def _asserted(field: str, asserted: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the assertions that stand: the latest one; of many-valued fields all of the latest statement's."""
    last = asserted[-1]
    if field not in MANY_VALUED or last.value is None:
        return (last,)
    together = [fact for fact in asserted if (fact.by, fact.because, fact.rule) == (last.by, last.because, last.rule)]
    unknown_at = max((index for index, fact in enumerate(together) if fact.value is None), default=-1)
    return tuple(together[unknown_at + 1 :])


def _value(facts: Sequence[Fact]) -> str | None:
    return facts[0].value if facts else None


def _values(facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.value is not None))


def _dated(card: Card, shown: dict[str, tuple[Fact, ...]]) -> Card:
    """Return the card with its date fields, consistent with each other."""
    published = next(iter(shown.get(_PUBLISHED, ())), None)
    edtf = next(iter(shown.get("published_edtf", ())), None)
    ground = published if published is not None else edtf
    earliest, latest = _value(shown.get("published_earliest", ())), _value(shown.get("published_latest", ()))
    printed = published.value if published is not None else None
    if published is not None and printed is not None and published.basis == "asserted":
        low, high = bounds_of(printed) or (None, None)
        earliest, latest = earliest or low, latest or high
    shown_edtf = edtf.value if edtf is not None else printed
    value = printed or shown_edtf
    return replace(
        card,
        published=printed,
        published_edtf=shown_edtf,
        published_earliest=earliest,
        published_latest=latest,
        published_precision=precision_of(value, ground.raw) if value is not None and ground is not None else None,
        published_basis=ground.basis if ground is not None else None,
        published_evidence=ground.raw if ground is not None else None,
    )
