"""Pages that grow without end: an outcome for each, in linear time, nothing lost in silence.

`CUTTINGS_PATHOLOGICAL_SIZE=400000 pytest tests/test_ingest_pathological.py` is the long run.
"""

import os
import time

import pytest
from pathological import PAGES

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Reason, Rejection, Warn

SIZE = int(os.environ.get("CUTTINGS_PATHOLOGICAL_SIZE", "10000"))
LONGEST_SECONDS = 5.0
MOST_GROWTH = 2.6
MEASURABLE_SECONDS = 0.3
"""Below this, what a page costs is noise: the ratio of two noises says nothing."""
SAID = {Warn.TRUNCATED, Warn.DEPTH_CAPPED}


def outcome_of(page: str) -> tuple[Article | Rejection, float]:
    """Return what a page comes to, and the processor time that it took."""
    begun = time.process_time()
    raw = RawPage(
        source=Source(path="p"), payload=page.encode(), format="html", url="https://orbek.example/2021/bridge-closed"
    )
    outcome = process(raw, keep_bytes=False)
    return outcome, time.process_time() - begun


@pytest.mark.parametrize("name", PAGES)
def test_time_is_linear_and_nothing_is_lost(name: str) -> None:
    """A page of twice the size takes about twice the time, at most seconds; both its ends are read, or loss is said."""
    _, once = outcome_of(PAGES[name](SIZE))
    outcome, twice = outcome_of(PAGES[name](2 * SIZE))
    if twice > MEASURABLE_SECONDS and twice > MOST_GROWTH * once:  # once more: the machine may have been busy
        once, twice = (min(outcome_of(PAGES[name](size))[1] for _ in range(2)) for size in (SIZE, 2 * SIZE))
    assert twice <= max(MEASURABLE_SECONDS, MOST_GROWTH * once)
    assert twice < LONGEST_SECONDS
    assert not isinstance(outcome, Rejection) or outcome.detail
    if isinstance(outcome, Article) and not SAID & set(outcome.warnings):
        words = " ".join(block.text for block in outcome.blocks)
        assert "HEADMARK" in words
        assert "TAILMARK" in words


@pytest.mark.parametrize(
    "opening",
    [
        "<!-- never closed ",
        "<title>",
        "<textarea>",
        "<script>var a = 1;",
        "<style>p {}",
        "<iframe src=/a>",
        "<xmp>",
        "<IFRAME src=/a>",
    ],
)
def test_what_an_open_end_swallows_is_read(opening: str) -> None:
    """A comment or an element that never closes does not take the rest of the page with it, and it is said."""
    words = "The council of Orbek said on Monday that repairs to the bridge would begin after the floods. " * 3
    page = f"<html><body><article><h1>Bridge</h1><p>{words}</p>{opening}<p>{words} TAILMARK</p></article></body></html>"
    outcome, _ = outcome_of(page)
    assert isinstance(outcome, Article)
    assert "TAILMARK" in outcome.text
    assert "var a" not in outcome.text
    assert Warn.SALVAGED in outcome.warnings


@pytest.mark.parametrize(
    "markup",
    [
        "<script>document.write('<iframe src=/a><\\/iframe>')</script>",
        "<script>var t = '<title>';</script>",
        "<!-- <script src=/a> -->",
        "<iframe src=/a></iframe>",
        "<svg><title>Logo</title></svg>",
        "<!--><p>x</p>",
    ],
)
def test_what_is_closed_is_no_open_end(markup: str) -> None:
    """What a script writes, what a comment holds and what is closed is not salvaged."""
    words = "The council of Orbek said on Monday that repairs to the bridge would begin after the floods. " * 3
    outcome, _ = outcome_of(f"<html><body><article><h1>Bridge</h1><p>{words}</p>{markup}</article></body></html>")
    assert isinstance(outcome, Article)
    assert Warn.SALVAGED not in outcome.warnings


def test_a_page_of_too_many_elements_is_turned_away_at_once() -> None:
    """What nobody could read is not parsed, and the reason says so."""
    outcome, seconds = outcome_of("<p>" * 400_001)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.TOO_COMPLEX
    assert seconds < 1.0
