"""What newer rules made of the received files: field by field, what was gained, lost and changed.

Rule: standard library only.
"""

from dataclasses import dataclass

from schemas.furniture import FurnitureReport
from schemas.report import Reason
from schemas.types import Accession, PublicId


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldExample:
    """One article whose field changed."""

    id: PublicId
    accession: Accession
    before: str | None
    """Several values are joined by `; `. None: there was none."""
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """How one field of the card changed, over all articles."""

    field: str
    """A field of the record: `headline`, `authors`, `published`, ..."""
    gained: int
    """Articles that had none and have one now."""
    lost: int
    changed: int
    examples: tuple[FieldExample, ...]
    """The first few, in the order of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A received file that the newer rules take for no article. Its extraction stays as it was."""

    id: PublicId
    accession: Accession
    source: str
    """Locator of its capture."""
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReextractReport:
    """What `cuttings reextract --json` prints."""

    extractor: str
    """Name and version of the rules that read the files."""
    articles: int
    """Articles that were gone over."""
    captures: int
    """Captures whose received files were read again."""
    changed: int
    """Articles for which the rules made something else than before: facts, text, or what is left out."""
    fields: tuple[FieldChange, ...]
    """Fields of cards that changed; what a person asserted stands, so its fields never do."""
    texts_changed: int
    words_added: int
    words_cut: int
    refused: tuple[Refused, ...]
    furniture: FurnitureReport
    """What the pass over the hosts did afterwards."""
    is_complete: bool
    """False: it was asked to stop; run again, it goes over all."""
    seconds: float
