"""Our own pages, one folder each, against pinned floors."""

import json
from pathlib import Path

import pytest

from yardstick import floors, own

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "pages").glob("html-*/expected.json"))
CLOSE = 0.97
"""Body F1 that every single page reaches."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_page(case: Path) -> None:
    """The text and the card of a page are what an archivist writes of it."""
    expected = json.loads(case.read_text("utf-8"))
    article = own.read_page((case.parent / "page.html").read_bytes(), expected["url"] or "")
    assert article is not None
    assert {field: own.card_value(article.card, field) for field in expected["facts"]} == expected["facts"]
    assert own.f1("\n\n".join(expected["text"]), article.text) >= CLOSE


def test_no_figure_is_below_its_floor() -> None:
    """Figures of the page set do not sink; a changed set is pinned anew."""
    pages = own.own_pages()
    measured = {floors.OWN: (own.fingerprint(pages), own.own_scores(pages))}
    assert floors.hold(measured, floors.read_floors()) == ([], [])
