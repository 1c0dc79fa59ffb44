"""What two articles are compared by.

Rule: standard library only.
"""

from dataclasses import dataclass

from schemas.types import ContentHash


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A hash of an article's text in its hashing form (folded, quotation marks, dashes and spaces unified)."""

    text_hash: ContentHash
    """SHA-256 of the hashing form of the whole text: equal means the same text."""
