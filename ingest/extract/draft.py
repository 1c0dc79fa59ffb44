"""What stage 3 hands to stage 4: blocks and candidate facts, nothing chosen yet.

Rule: knows `schemas` only.
"""

from dataclasses import dataclass

from schemas.article import Fact
from schemas.document import Block
from schemas.report import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One page as the extraction rules read it."""

    blocks: tuple[Block, ...] = ()
    """Blocks of the page in page order, kept and dropped; `schemas.document.text_of` makes the text of them."""
    facts: tuple[Fact, ...] = ()
    """Every candidate value with its evidence; none is chosen."""
    language: str | None = None
    """The language that the page declares for itself (BCP 47 primary subtag), or None."""
    reason: Reason | None = None
    """Set where the page is no article (`listing`, `error_page`, `no_text`, ...)."""
    detail: str = ""
    """Where `reason` is set: a sentence for a person."""
    warnings: tuple[str, ...] = ()
    """What was lost or salvaged (`schemas.report.Warn`)."""
