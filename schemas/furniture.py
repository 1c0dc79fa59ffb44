"""What the pass over the hosts did: which lines that a host's pages repeat were dropped from how many articles.

Rule: standard library only.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureReport:
    """Counts of one pass; all nought where nothing changed."""

    hosts: int = 0
    """Hosts with an article whose text changed."""
    articles: int = 0
    """Articles whose text changed."""
    lines: int = 0
    """Lines that are now dropped from these articles."""
