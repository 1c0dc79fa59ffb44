"""One page in words: its labels beside ours, the lines missing and the lines too many, each with the rule of its block.

Rule: pure; returns lines.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.article import Article
from schemas.report import Rejection
from yardstick.own import f1, process_page, shingles
from yardstick.sets import Page

HALF = 0.5
SHOWN = 110


def explain(page: Page, peers: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines on one labelled page; `peers` are stored answers by name."""
    found = process_page(page["html"], page.get("url") or "")
    yield f"### {page['id']}  {page.get('url') or ''}"
    if isinstance(found, Rejection):
        yield f"turned away: {found.reason}: {found.detail}"
        text = ""
    else:
        yield from _facts(page, found)
        text = found.text
    gold = page.get("body") or ""
    if not gold:
        return
    yield f"body F1 {f1(gold, text):.3f}; " + ", ".join(
        f"{name} {f1(gold, row.get('text') or ''):.3f}" for name, row in peers.items() if "text" in row
    )
    yield from _differences("-", gold, text, {})
    rules = {block.text: f"{block.kind.value}, {block.rule}" for block in found.blocks} if text else {}  # type: ignore[union-attr]
    yield from _differences("+", text, gold, rules)


def _facts(page: Page, article: Article) -> Iterator[str]:
    """Yield the label and our value of each labelled fact."""
    card = article.card
    for name, value in (("title", card.headline), ("author", list(card.authors)), ("date", card.published)):
        if page.get(name):
            yield f"{name}: {value!r}, label {page[name]!r}"
    if article.warnings:
        yield f"warnings: {', '.join(article.warnings)}"


def _differences(sign: str, text: str, other: str, rules: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of `text` that are hardly in `other`."""
    known = shingles(other)
    for line in text.split("\n"):
        own = shingles(line)
        if own and sum((own & known).values()) < HALF * sum(own.values()):
            rule = f"  [{rules[line]}]" if line in rules else ""
            yield f"{sign} {line[:SHOWN]}{'…' if len(line) > SHOWN else ''}{rule}"
