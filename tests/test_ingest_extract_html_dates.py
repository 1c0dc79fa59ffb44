"""Dates of HTML pages: none is made up, and what the page shows, its address and its labels say the right day."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.html.date_language import date_language
from ingest.pipeline import process
from schemas.article import Article, Card
from schemas.page import RawPage, Source

CASES = Path(__file__).parent / "cases"
UNDATED = tomllib.loads((CASES / "undated_pages.toml").read_text(encoding="utf-8"))
DATED = tomllib.loads((CASES / "dated_pages.toml").read_text(encoding="utf-8"))["case"]


def card_of_page(case: dict[str, Any]) -> Card:
    """Read the made-up page of a case."""
    language = case.get("lang", "en")
    text = UNDATED["text"][language.split("-")[0]]
    html = f"<!doctype html><html lang={language}><body>{case['html'].replace('{text}', text)}</body></html>"
    page = RawPage(
        source=Source(path="page.html"),
        payload=html.encode(),
        format="html",
        url=case.get("url"),
        captured=case.get("captured"),
    )
    found = process(page, keep_bytes=False)
    assert isinstance(found, Article), found
    return found.card


@pytest.mark.parametrize("case", UNDATED["case"], ids=[case["label"] for case in UNDATED["case"]])
def test_no_day_is_made_up(case: dict[str, Any]) -> None:
    """A page that carries no date of its own, or only misleading ones, gives no printed date."""
    assert card_of_page(case).published is None


def test_there_are_forty_undated_pages() -> None:
    """The set of misleading pages does not shrink."""
    assert len(UNDATED["case"]) >= 40


@pytest.mark.parametrize("case", DATED, ids=[case["label"] for case in DATED])
def test_the_page_s_own_day_is_found(case: dict[str, Any]) -> None:
    """A page gives the day that its case names, as printed or as EDTF where a day would be a guess."""
    card = card_of_page(case)
    for field in ("published", "published_edtf", "published_earliest", "published_latest", "modified"):
        if field in case:
            shown = getattr(card, field)
            assert (shown or "")[: len(case[field]) or None] == case[field], field


@pytest.mark.parametrize(
    ("language", "tags", "addresses", "expected"),
    [
        ("en", ["en-US"], [None], "en-us"),
        ("en", ["en_GB"], [], "en-gb"),
        ("en", ["en-US", "en_GB"], [], "en"),
        ("en", ["en-CA"], [], "en"),
        ("en", [None], ["https://karvia.example.au/a"], "en-au"),
        ("en", [None], ["http://[broken"], "en"),
        ("de", ["de-AT"], ["https://karvia.example.uk/"], "de"),
        (None, [], [], None),
    ],
)
def test_region_settles_the_order_of_english_dates(
    language: str | None, tags: list[str | None], addresses: list[str | None], expected: str | None
) -> None:
    """Only English needs a region; where tag and address disagree, nothing is said."""
    assert date_language(language, tags, addresses) == expected
