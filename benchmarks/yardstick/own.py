"""Our own pages (`tests/pages/html-*`): what an archivist writes of each, and what the extractor makes of it.

Rule: needs nothing but the repository; takes seconds.
"""

import collections
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from ingest.pipeline import process
from schemas.article import Article, Card
from schemas.page import RawPage, Source
from schemas.report import Rejection

PAGES = Path(__file__).parents[2] / "tests" / "pages"
GRAM = 4

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
"""Words; Han, kana and Thai letters one by one, since those scripts set no spaces."""

Scores = dict[str, float]
Case = tuple[Path, dict[str, object]]


def process_page(html: bytes, url: str) -> Article | Rejection:
    """Return what the pipeline makes of a page."""
    return process(
        RawPage(source=Source(path="page.html"), payload=html, format="html", url=url or None), keep_bytes=False
    )


def read_page(html: bytes, url: str) -> Article | None:
    """Return the article of a page, or None where it is none."""
    found = process_page(html, url)
    return found if isinstance(found, Article) else None


def shingles(text: str) -> collections.Counter[tuple[str, ...]]:
    """Return the word 4-grams of a text."""
    words = _TOKEN.findall(text)
    return collections.Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1)) if words)


def f1(gold: str, found: str) -> float:
    """Return the 4-gram F1 of a text; two empty ones agree."""
    true, got = shingles(gold), shingles(found)
    total = sum(true.values()) + sum(got.values())
    return 2 * sum((true & got).values()) / total if total else 1.0


def own_pages(folder: Path = PAGES) -> list[Case]:
    """Return our own pages with what an archivist writes of them."""
    cases = sorted(folder.glob("html-*/expected.json"))
    return [(case.parent / "page.html", json.loads(case.read_text("utf-8"))) for case in cases]


def fingerprint(pages: Iterable[Case]) -> str:
    """Return a hash of the page set, so that figures of one set are not held against another."""
    digest = hashlib.sha256()
    for path, expected in pages:
        digest.update(path.parent.name.encode())
        digest.update(path.read_bytes())
        digest.update(json.dumps(expected, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def own_scores(pages: list[Case]) -> Scores:
    """Return the mean body F1 and the share of right facts over our own pages."""
    bodies: list[float] = []
    facts: dict[str, list[bool]] = collections.defaultdict(list)
    for path, expected in pages:
        article = read_page(path.read_bytes(), str(expected.get("url") or ""))
        bodies.append(f1("\n\n".join(map(str, expected["text"])), article.text if article else ""))  # type: ignore[call-overload]
        for field, value in dict(expected["facts"]).items():  # type: ignore[call-overload]
            facts[field].append(article is not None and card_value(article.card, field) == value)
    scores = {field: sum(right) / len(right) for field, right in sorted(facts.items())}
    return {"body": sum(bodies) / len(bodies), **scores}


def card_value(card: Card, field: str) -> object:
    """Return a card's value as the expectations write it: lists for authors, days for dates."""
    value = getattr(card, field)
    if field == "published" and value:
        return value[:10]
    return list(value) if isinstance(value, tuple) else value
