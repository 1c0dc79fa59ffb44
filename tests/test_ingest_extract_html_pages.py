"""Our own pages, one folder each, against pinned floors."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "pages").glob("html-*/expected.json"))
CLOSE = 0.97
"""Body F1 that every single page reaches."""


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    """Return the scorer, which is a script and no module of a package."""
    path = ROOT / "benchmarks" / "quality.py"
    if not path.is_file():
        pytest.skip("benchmarks/ is not beside the tests: the wheel does not ship it")
    spec = importlib.util.spec_from_file_location("quality", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_page(quality: ModuleType, case: Path) -> None:
    """The text and the card of a page are what an archivist writes of it."""
    expected = json.loads(case.read_text("utf-8"))
    article = quality.read_page((case.parent / "page.html").read_bytes(), expected["url"] or "")
    assert article is not None
    assert {field: quality.card_value(article.card, field) for field in expected["facts"]} == expected["facts"]
    assert quality.f1("\n\n".join(expected["text"]), article.text) >= CLOSE


def test_no_figure_is_below_its_floor(quality: ModuleType) -> None:
    """Figures of the page set do not sink; a changed set is pinned anew with a reason."""
    pages = quality.own_pages()
    mark, floors = quality.read_floors()
    assert mark == quality.fingerprint(pages)
    assert quality.below_floor(quality.own_scores(pages), floors) == []


def test_a_lower_figure_is_noticed(quality: ModuleType) -> None:
    """The gate itself fails where a figure is below its floor or missing."""
    assert quality.below_floor({"body": 0.5}, {"body": 0.9, "published": 1.0}) == [
        "body: 0.500 is below the floor 0.900",
        "published: 0.000 is below the floor 1.000",
    ]
