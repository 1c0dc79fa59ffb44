"""Pages that are no article, and their likes that are one."""

import tomllib
from pathlib import Path

import pytest

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Reason, Warn

CASES = tomllib.loads((Path(__file__).parent / "cases" / "walls.toml").read_text("utf-8"))["case"]
DOUBTS = {Warn.PAYWALLED, Warn.TEASER_ONLY, Warn.LISTING_LIKE, Warn.VIDEO}
CARDS = "".join(
    f'<div class="card"><h3><a href="/{number}">What the ferry brought on day {number} of its voyage</a></h3>'
    f"<p>Crates and sheep, day {number}.</p></div>"
    for number in range(12)
)


def outcome(html: str, url: str | None = None) -> tuple[str, str, list[str]]:
    """Return what becomes of a page: `article` or the reason, the detail, and the warnings of doubt."""
    payload = html.replace("CARDS", CARDS).encode()
    page = RawPage(source=Source(path="page.html"), payload=payload, format="html", url=url)
    found = process(page, keep_bytes=False)
    if isinstance(found, Article):
        return "article", "", [word for word in found.warnings if word in DOUBTS]
    return found.reason.value, found.detail, []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_page(case: dict[str, str]) -> None:
    """A page is turned away for its reason, and the sentence names the evidence; an article is flagged at most."""
    kind, detail, warnings = outcome(case["html"], case.get("url"))
    assert (kind, detail if kind != case["expect"] else "") == (case["expect"], "")
    assert warnings == case.get("warnings", [])
    assert case.get("detail", "") in detail


def test_every_new_reason_has_its_cases() -> None:
    """Each reason that words give has a page for it, and there are pages of the kind that must be let in."""
    expected = [case["expect"] for case in CASES]
    for reason in (Reason.CHALLENGE, Reason.CONSENT_WALL, Reason.LOGIN_WALL, Reason.PAYWALL, Reason.VIDEO_PAGE):
        assert reason.value in expected
    assert expected.count("article") >= len(expected) // 3


def test_a_front_page_is_a_listing_by_its_address() -> None:
    """The same row of cards is a listing at the front of a site; with one long paragraph elsewhere it is let in."""
    long = "The harbour board met on Monday to hear what became of the piles, the quay and the two cranes. " * 4
    page = f"<title>Fernleigh Courier</title><h1>Fernleigh Courier</h1><p>{long}</p>CARDS"
    assert outcome(page, "https://fernleighcourier.example/")[0] == "listing"
    assert outcome(page, "https://fernleighcourier.example/harbour-board")[0] == "article"
