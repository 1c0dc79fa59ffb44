"""What a dossier is made from: the selected articles with all that their pages and the archive say about them.

Rule: pure records; no database, no HTML, no WeasyPrint. `gather` fills them, the sections read them.
"""

from dataclasses import dataclass
from typing import Literal

from exports.dossier.days import is_dated, latest_of, printed_day
from schemas.article import ArticleRecord, Fact, display_title
from schemas.document import Block
from schemas.relation import Relation
from schemas.view import Capture

Intact = Literal["unchanged", "changed", "not held"]
"""Whether received bytes still have the hash they were received with; `not held`: the archive keeps no bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The other article of a relation."""

    mark: str
    """Its accession number."""
    title: str
    outlet: str | None
    captured: str | None
    inside: bool
    """True where it stands in this dossier, so that a link leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation with the article at its other end."""

    relation: Relation
    is_first: bool
    """True where the article is the relation's `a`."""
    other: Neighbour


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of the dossier."""

    record: ArticleRecord
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    captures: tuple[Capture, ...]
    ties: tuple[Tie, ...]
    intact: Intact

    @property
    def mark(self) -> str:
        """The citation mark without its brackets: the accession number."""
        return self.record.accession or self.record.id

    @property
    def anchor(self) -> str:
        """Name of its place in the document."""
        return self.mark.lower()

    @property
    def title(self) -> str:
        """The headline, or the first words in square brackets."""
        return display_title(self.record.headline, self.record.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Versions of what made the dossier."""

    cuttings: str
    weasyprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """Everything that the sections may print."""

    entries: tuple[Entry, ...]
    """In the order of the request."""
    archive_articles: int
    """Articles in the whole archive."""
    digest: str
    """Of the whole archive."""
    makers: Makers

    @property
    def created(self) -> str | None:
        """The latest capture time in the dossier, or None: the date that the file carries, since no clock is read."""
        return latest_of(capture.captured for entry in self.entries for capture in entry.captures)


def in_order(entries: list[Entry], order: str) -> tuple[Entry, ...]:
    """Return the entries by date or by accession number; the same whatever order they came in.

    By date: the dated ones first, then those of which only bounds are known, then the unknown. `selection`: `gather`
    has put them into the order of the selection.
    """
    if order == "selection":
        return tuple(entries)
    if order == "arrival":
        return tuple(sorted(entries, key=_arrival))
    return tuple(sorted(entries, key=lambda entry: (*_filed(entry.record), _arrival(entry))))


def _filed(record: ArticleRecord) -> tuple[int, str, str, str]:
    day = printed_day(record) or ""
    rank = 0 if is_dated(record) else 1 if day else 2
    return (rank, day, record.published or "", latest_of([record.captured]) or "")


def _arrival(entry: Entry) -> tuple[int, str]:
    digits = "".join(letter for letter in entry.mark if letter.isdigit()) if entry.record.accession else ""
    return (int(digits or 0), entry.record.id)
