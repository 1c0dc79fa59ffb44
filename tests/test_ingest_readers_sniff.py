import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.readers.sniff import Refusal, looks_like_html, sniff

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sniff.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_inputs_are_told_apart_by_content(case: dict[str, Any]) -> None:
    """Each case is read as what it is, or refused with a sentence that names what it is."""
    found = sniff(case["bytes"].encode(case.get("encoding", "utf-8")), case.get("name", ""))
    if isinstance(found, Refusal):
        assert case["expect"] in {found.reason.value, found.outcome.value}
        assert case.get("detail", "") in found.detail
    else:
        assert found == case["expect"]


@pytest.mark.parametrize(
    "flood", ["<!doctype " + "[" * 50_000, "<!doctype [" + "a][" * 50_000, "<" * 250_000, "<!--" * 60_000]
)
def test_hostile_beginnings_cost_little(flood: str) -> None:
    """Beginnings made to slow a pattern down are judged all the same (the test's own time limit is the assertion)."""
    assert sniff(flood.encode()) in {"text", "html"}


def test_a_records_text_field_that_holds_a_page_is_a_page() -> None:
    """Records whose `text` is a page are read as pages, those with words in it as text."""
    assert looks_like_html("<div><p>Rain over Talvin.</p></div>")
    assert not looks_like_html("Rain over Talvin, 3 < 4.")
