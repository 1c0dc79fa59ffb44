"""Our extractor as the scorer wants it.

Rule: imported by the child that runs it only, so that a fault of ours ends no peer's run.
"""

from typing import Any

from ingest.normalise.credits import credits_of
from schemas.article import Article
from schemas.document import TEXT_KINDS, Block, BlockKind
from yardstick.own import process_page


def ours(html: bytes, url: str) -> dict[str, Any]:
    """Extract as the scorer wants it; a rejection gives its reason."""
    found = process_page(html, url)
    if not isinstance(found, Article):
        return {"text": "", "rejected": str(found.reason), "detail": found.detail}
    card = found.card
    return {
        "text": found.text,
        "title": card.headline,
        "author": list(credits_of(found.facts)),  # as `cuttings extract --jsonl` prints it
        "date": (card.published or "")[:10],
        "warnings": list(found.warnings),
        "blocks": [[block.kind.value, block.place, block.text, block.kept] for block in shown_blocks(found)],
    }


def shown_blocks(article: Article) -> list[Block]:
    """Return what furniture is learned from: the headline, and the blocks that the text shows."""
    shown = (block for block in article.blocks if block.kept or block.kind is BlockKind.HEADLINE)
    return [block for block in shown if block.kind is BlockKind.HEADLINE or block.kind in TEXT_KINDS]
