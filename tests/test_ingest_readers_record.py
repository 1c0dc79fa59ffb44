import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import process
from ingest.readers.records.record import page_of_record
from schemas.article import Article
from schemas.page import RawPage, Source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "records.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_records_of_tools(case: dict[str, Any]) -> None:
    """A record in a tool's own shape gives its text or page, its address, its times and its facts, and no others."""
    found = page_of_record(json.loads(case["record"]), Source(path="r.jsonl"))
    if "problem" in case:
        assert isinstance(found, str)
        assert case["problem"] in found
        return
    assert isinstance(found, RawPage)
    assert found.payload.decode() == case["payload"]
    assert found.format == case.get("format", "text")
    assert (found.url, found.captured, found.record_id) == (case.get("url"), case.get("captured"), case.get("id"))
    assert sorted([fact.field, fact.value] for fact in found.given) == case["facts"]
    assert {fact.basis for fact in found.given} <= {"structured"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (1669370400, "2022-11-25T10:00:00+00:00"), (1669370400.5, "2022-11-25T10:00:00+00:00"),
        (1669370400000, "2022-11-25T10:00:00+00:00"), (1669370400000.0, "2022-11-25T10:00:00+00:00"),
        ("1669370400", "2022-11-25T10:00:00+00:00"), ("Fri, 25 Nov 2022 10:00:00 +0400", "2022-11-25T10:00:00+04:00"),
        ("25/11/2022", "2022-11-25"), ("2022-11", "2022-11"),
    ],
)  # fmt: skip
def test_a_date_of_a_record_is_read_and_its_words_are_kept(written: object, value: str) -> None:
    """Whatever form a record's date has, the article is filed under it, and its words stand in the evidence."""
    text = (
        "The river rose by two metres after a night of rain, and the council of Talvin closed the northern bridge. " * 3
    )
    found = page_of_record({"title": "River rises", "text": text, "date": written}, Source(path="r.jsonl"))
    assert isinstance(found, RawPage)
    article = process(found)
    assert isinstance(article, Article)
    (fact,) = [each for each in article.facts if each.field == "published" and each.rule == "record-date"]
    assert (fact.value, fact.chosen) == (value, True)
    assert fact.raw == (
        str(int(written)) if isinstance(written, (int, float)) and written == int(written) else str(written)
    )


def test_a_day_and_month_that_read_two_ways_are_not_chosen() -> None:
    """The order of day and month is not guessed: the date is said to be ambiguous, and the article stays undated."""
    text = (
        "The river rose by two metres after a night of rain, and the council of Talvin closed the northern bridge. " * 3
    )
    found = page_of_record({"title": "River rises", "text": text, "date": "03/04/2022"}, Source(path="r.jsonl"))
    assert isinstance(found, RawPage)
    article = process(found)
    assert isinstance(article, Article)
    assert "date_ambiguous" in article.warnings
    assert not [each for each in article.facts if each.field == "published" and each.chosen]
