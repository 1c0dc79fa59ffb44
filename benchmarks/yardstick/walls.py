"""How many walls are missed, and how many articles are taken for one: over made-up pages, since no set labels them.

Rule: needs nothing but the repository; the pages are data (`tests/cases/wall_pages.toml`), no rule is tuned on them.
"""

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source
from schemas.report import Warn

PAGES = Path(__file__).parents[2] / "tests" / "cases" / "wall_pages.toml"
ARTICLE = "article"
NAME = "made-up walls"
"""What the figures are pinned under."""
DOUBTS = frozenset({Warn.PAYWALLED, Warn.TEASER_ONLY, Warn.LISTING_LIKE, Warn.VIDEO})
"""Warnings by which a page is let in, and the doubt said."""
_CARDS = "".join(
    f"<div class=card><h3><a href=/{number}>What the ferry brought on day {number} of its voyage</a></h3>"
    f"<p>Crates and sheep, day {number}.</p><span class=date>{number + 1} March 2021</span></div>"
    for number in range(12)
)


@dataclass(frozen=True, slots=True)
class WallScore:
    """What became of the made-up pages."""

    pages: Counter[str]
    """Pages, by what a reader would say of them."""
    refused: Counter[str]
    """Pages turned away."""
    flagged: Counter[str]
    """Pages let in with the doubt said."""
    wrong: tuple[tuple[str, str, str], ...]
    """What it is, its language, and what became of it, of each wall missed and each article turned away or doubted."""

    @property
    def walls(self) -> int:
        """Return how many pages are no articles."""
        return self.pages.total() - self.pages[ARTICLE]

    @property
    def missed(self) -> int:
        """Return how many of them were let in without a word."""
        return sum(what != ARTICLE for what, _, _ in self.wrong)

    @property
    def figures(self) -> dict[str, float]:
        """Return what is pinned: counts that must not rise."""
        return {"walls_missed": float(self.missed), "articles_refused": float(self.refused[ARTICLE])}


def fingerprint(path: Path = PAGES) -> str:
    """Return a hash of the pages."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def score_walls(path: Path = PAGES) -> WallScore:
    """Read the made-up pages and count what becomes of them."""
    pages, refused, flagged = Counter[str](), Counter[str](), Counter[str]()
    wrong: list[tuple[str, str, str]] = []
    for page in tomllib.loads(path.read_text("utf-8"))["page"]:
        what, outcome = page["is"], _outcome(page)
        pages[what] += 1
        refused[what] += outcome.startswith("!")
        flagged[what] += outcome.startswith("?")
        if (outcome == ARTICLE) != (what == ARTICLE):
            wrong.append((what, page["lang"], outcome))
    return WallScore(pages, refused, flagged, tuple(wrong))


def _outcome(page: dict[str, str]) -> str:
    """Return `article`, a `?` with the doubts, or a `!` with the reason that turned the page away."""
    html = f"<!doctype html><html lang={page['lang']}><body>{page['html'].replace('{cards}', _CARDS)}</body></html>"
    raw = RawPage(source=Source(path="page.html"), payload=html.encode(), format="html", url=page.get("url"))
    found = process(raw, keep_bytes=False)
    if not isinstance(found, Article):
        return f"!{found.reason}"
    doubts = [word for word in found.warnings if word in DOUBTS]
    return f"?{','.join(doubts)}" if doubts else ARTICLE
