"""What is known about an input from beside it: the row of a spreadsheet that names it, the folder that it lies in.

Rule: standard library and schemas only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ingest.normalise.urls import canonical_url
from ingest.readers.pages.own_address import settled
from schemas.page import GivenFact, RawPage

SHARED_FIELDS = frozenset({"outlet", "agency", "language", "section", "tag"})
"""What the row of a container may say of every record in it. A headline or a date belongs to one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a spreadsheet of facts."""

    number: int
    """Row in the spreadsheet, from 1; the line of column names is row 1."""
    url: str | None = None
    """Where the page was obtained from."""
    captured: str | None = None
    """ISO 8601 time of the fetch."""
    facts: tuple[GivenFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the folder around a file, or a file beside it, says of it: a mirror's tree, an exporter's index."""

    basis: str
    """Who says so, as it stands beside the address and the time: `tree:wget`, `tree:httrack`, `archivebox`, ..."""
    url: str | None = None
    one_of: tuple[str, ...] = ()
    """Addresses of which one may be the page's (`/a` and `/a.html`): the one that the page itself names is taken."""
    is_scheme_known: bool = True
    """False: http and https are the same in `url` and `one_of`; the page says which it is."""
    captured: str | None = None
    """ISO 8601 time of the fetch."""
    record_id: str | None = None
    given: tuple[GivenFact, ...] = ()

    def told_of(self, page: RawPage) -> RawPage:
        """Return `page` with what is said here, where it does not say better itself."""
        if not page.url and (url := self._address(page)):
            page = replace(page, url=url, url_basis=self.basis)
        if self.captured and not page.captured:
            page = replace(page, captured=self.captured, captured_basis=self.basis)
        return replace(page, record_id=page.record_id or self.record_id, given=(*page.given, *self.given))

    def _address(self, page: RawPage) -> str | None:
        """Return the page's address, where it is certain."""
        if self.is_scheme_known and not self.one_of:
            return self.url
        return settled(self.one_of, self.url, page.payload if page.format == "html" else b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What may be said of the pages of one input from beside it."""

    note: Note | None = None
    """Of the file that is one page; says nothing of the records in a container."""
    row: Row | None = None
    """The row that names the file."""
    by_url: Mapping[str, Row] = field(default_factory=lambda: MappingProxyType({}))
    """Rows that name a page by its canonical URL."""

    def joined(self, page: RawPage, *, in_container: bool = False) -> tuple[RawPage, Row | None]:
        """Return `page` with the facts of its row, and the row; a row wins over what the page's file says of itself.

        What the folder says comes last: it counts where neither row nor page know better.
        """
        if self.note is not None and not in_container:
            page = self.note.told_of(page)
        url = canonical_url(page.url) if page.url and self.by_url else None
        own = self.by_url.get(url) if url else None
        row = own or self.row
        if row is None:
            return page, None
        if own is None and in_container:
            return replace(page, given=(*page.given, *(fact for fact in row.facts if fact.field in SHARED_FIELDS))), row
        return _with_row(page, row), row


def of_member(beside: Beside, note: Note | None = None) -> Beside:
    """Return what may be said of one member of a container: the container's row only what holds of all in it.

    `note`: what the folders in the container say of the member.
    """
    row = beside.row
    if row is not None:
        shared = tuple(fact for fact in row.facts if fact.field in SHARED_FIELDS)
        row = replace(row, url=None, captured=None, facts=shared)
    return replace(beside, note=note, row=row)


def _with_row(page: RawPage, row: Row) -> RawPage:
    """Return `page` as the row describes it."""
    given = (*page.given, *row.facts)
    if row.url and canonical_url(row.url) != canonical_url(page.url or ""):
        page = replace(page, url=row.url, url_basis="sidecar")
    if row.captured:
        page = replace(page, captured=row.captured, captured_basis="sidecar")
    return replace(page, given=given)
