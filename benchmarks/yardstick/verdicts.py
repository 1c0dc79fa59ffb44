"""How often a page is turned away: real articles (which is a loss), and pages that are none (which is right).

Rule: pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FLAGS = frozenset({"listing_like", "paywalled", "teaser_only"})
"""Warnings by which an article is let in, and the doubt said."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of the pages of some sets."""

    pages: int
    rejected: tuple[tuple[str, str, str], ...]
    """Set, page id, and the sentence that says why."""
    flagged: int

    @property
    def share(self) -> float:
        """Share of pages turned away."""
        return len(self.rejected) / self.pages if self.pages else 0.0


def count_verdicts(rows: Iterable[tuple[str, Mapping[str, Mapping[str, Any]]]]) -> Verdicts:
    """Count what was turned away and what was flagged; `rows` are (set, answers by page)."""
    pages = flagged = 0
    rejected = []
    for name, by_id in rows:
        for number, row in by_id.items():
            pages += 1
            if row.get("rejected"):
                rejected.append((name, number, f"{row['rejected']}: {row.get('detail', '')}"))
            flagged += bool(FLAGS & set(row.get("warnings") or ()))
    return Verdicts(pages, tuple(rejected), flagged)
