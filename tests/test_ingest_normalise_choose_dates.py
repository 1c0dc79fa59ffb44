"""The day of publication among candidates that contradict each other."""

from typing import Any

import pytest

from ingest.normalise.card import card_of
from ingest.normalise.choose import choose_facts
from schemas.article import Card, Fact

JSONLD = {"basis": "structured", "rule": "jsonld-datePublished", "confidence": 0.95}
META = {"basis": "structured", "rule": "meta-published", "place": "meta article:published_time", "confidence": 0.92}
VAGUE = {"basis": "structured", "rule": "meta-published", "place": "meta date", "confidence": 0.72}
LINE = {"basis": "stated", "rule": "date-line", "place": "p[1]", "confidence": 0.84}
ELEMENT = {"basis": "stated", "rule": "time-element", "place": "p[1]", "confidence": 0.86}
ADDRESS = {"basis": "stated", "rule": "url-day", "place": "address", "confidence": 0.6}
CHANGED = {"field": "modified", "basis": "structured", "rule": "meta-modified", "confidence": 0.92}
DATELINE = {"basis": "dateline", "rule": "html-dateline", "confidence": 0.8}


def card(*told: tuple[str, dict[str, Any]]) -> Card:
    """Choose among candidates, each a value and what it is."""
    facts = [
        Fact(field=how.get("field", "published"), value=value, raw=how.get("raw", value), **_parts(how))
        for value, how in told
    ]
    return card_of(choose_facts(facts, text="", language="en", captured=None))


def _parts(how: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in how.items() if name not in {"field", "raw"}}


UTC = "2020-02-25T02:25:54+00:00"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # the same moment, in the page's own zone
        ([(UTC, JSONLD), ("2020-02-24T21:25:00", LINE)], "2020-02-24"),
        ([(UTC, JSONLD), ("2020-02-24", LINE)], "2020-02-24"),
        ([(UTC, META), ("2020-02-24", ADDRESS)], "2020-02-24"),
        ([(UTC, META), ("2020-02-24T21:25:54-05:00", ELEMENT)], "2020-02-24"),
        # not the same moment
        ([("2020-02-25T18:25:54+00:00", JSONLD), ("2020-02-24", ADDRESS)], "2020-02-25"),
        ([("2020-02-25T02:25:54-05:00", JSONLD), ("2020-02-24", ADDRESS)], "2020-02-25"),
        ([(UTC, JSONLD), ("2020-02-24T21:32:00", LINE)], "2020-02-25"),
        ([(UTC, JSONLD), ("2020-02-25T02:25:54+00:00", ELEMENT), ("2020-02-24", ADDRESS)], "2020-02-25"),
        # the order of belief
        ([("2020-02-25", LINE), ("2020-03-01", ADDRESS)], "2020-02-25"),
        ([("2020-02-25", ADDRESS), ("2020-03-01", DATELINE)], "2020-02-25"),
        ([("2020-02-25", VAGUE), ("2020-02-27", LINE)], "2020-02-25"),
        ([("2020-02-25", VAGUE), ("2020-02-23", LINE)], "2020-02-23"),
        ([("2020-02-25", VAGUE), ("2020-02-27", ELEMENT)], "2020-02-27"),
        ([("2020-02-25", VAGUE), ("2020-02-27", ELEMENT), ("2020-02-27", CHANGED)], "2020-02-25"),
        ([("2020-02-25", VAGUE), ("2020-02-20", META)], "2020-02-20"),
        # the page and a vague name agree, and nobody calls that day a change
        ([("2020-02-25", META), ("2022-05-01", VAGUE), ("2022-05-01", LINE)], "2022-05-01"),
        ([("2020-02-25", META), ("2022-05-01", VAGUE), ("2022-05-01", LINE), ("2022-05-01", CHANGED)], "2020-02-25"),
        ([("2020-02-25", META), ("2022-05-01", VAGUE), ("2022-05-03", LINE)], "2020-02-25"),
        ([("2020-02", ADDRESS), ("2020-02-20", DATELINE)], "2020-02-20"),
        # stamped again, changed, called so
        ([("2022-05-01", META), ("2022-05-01", CHANGED), ("2020-02-24", LINE)], "2020-02-24"),
        ([("2022-05-01", META), ("2020-02-24", LINE)], "2022-05-01"),
        ([("2020-02-24", META), ("2022-05-01", CHANGED), ("2022-05-01", LINE)], "2020-02-24"),
        ([("2022-05-01", META), ("2020-02-24", LINE | {"raw": "Published 24 February 2020"})], "2020-02-24"),
        ([("2022-05-01", META), ("2020-02-24", LINE | {"raw": "Datum: 24.02.2020"})], "2022-05-01"),
        # places for machines that disagree
        ([("2020-02-20", JSONLD), ("2020-02-24", META), ("2020-02-24", LINE)], "2020-02-24"),
        ([("2020-02-20", JSONLD), ("2020-02-24", META), ("2020-03-24", LINE)], "2020-02-20"),
        ([("2020-02-25T10:00:00Z", JSONLD), ("2020-02-25T10:00:00Z", CHANGED), ("2020-02-20", META)], "2020-02-20"),
        # day and month swapped in figures
        ([("2020-10-02", VAGUE), ("2020-02-10", LINE | {"raw": "10/02/2020"})], "2020-10-02"),
        # an element's words and its attribute
        ([("2020-02-28", ELEMENT), ("2020-02-24", LINE)], "2020-02-24"),
        ([("2020-02-10", ELEMENT), ("2020-10-02", LINE)], "2020-02-10"),
        ([("2020-02-28", ELEMENT), ("2020-02-24", LINE | {"place": "p[2]"})], "2020-02-28"),
    ],
)
def test_one_day_is_chosen(told: list[tuple[str, dict[str, Any]]], expected: str) -> None:
    """Each correction holds where its reason is stated, and only there; the order of candidates does not matter."""
    assert (card(*told).published or "")[:10] == expected
    assert (card(*reversed(told)).published or "")[:10] == expected


def test_a_page_that_was_changed_was_there_by_then() -> None:
    """Where no day is printed, the day of the last change is the latest that it can be."""
    found = card(("2022-05-01T10:00:00Z", CHANGED))
    assert (found.published, found.published_latest) == (None, "2022-05-01")
