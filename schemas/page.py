"""What a reader hands on: received bytes with all that is known about their receipt.

Rule: standard library only.
"""

from dataclasses import dataclass
from typing import Literal

from schemas.types import Basis

CaptureBasis = Literal["record", "saver", "sidecar", "transport"]
"""Who says when the bytes were fetched: the record's own field, a mark the saving program left, a spreadsheet, HTTP."""

PageFormat = Literal["html", "text", "pdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an input was read. Never an absolute path."""

    path: str
    """Path relative to the root that was given, with `/`; bytes that are not UTF-8 as `%XX`; `-` is standard input."""
    member: str | None = None
    """Name of the member inside a container, or None."""
    offset: int | None = None
    """Line (JSONL, CSV), number (JSON, feeds), both from 1, or byte (other containers) at which the record starts."""

    def __str__(self) -> str:
        """Return the locator `path!member#offset`."""
        member = f"!{self.member}" if self.member is not None else ""
        offset = f"#{self.offset}" if self.offset is not None else ""
        return f"{self.path}{member}{offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFact:
    """A fact that came beside the page: a field of its record, or a cell of a sidecar spreadsheet."""

    field: str
    """The fact's field, as in `schemas.article.FACT_FIELDS`."""
    value: str
    """The words as given, not parsed yet."""
    rule: str
    """Who gave it: `record-title`, `sidecar`."""
    basis: Basis
    """`structured` for a record's own field, `asserted` for a person's spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One received page. `payload` is what is hashed and kept, byte for byte."""

    source: Source
    payload: bytes
    format: PageFormat
    """Told by content, not by file name."""
    charset: str | None = None
    """Charset label of the transport or the record, or None. Not the page's own declaration."""
    url: str | None = None
    """Address the page was obtained from, as given, or None."""
    url_basis: str | None = None
    """Where the URL stands: `record`, `sidecar`, `saver:singlefile`, `saver:httrack`, ..."""
    record_id: str | None = None
    """The record's own id, or None."""
    captured: str | None = None
    """ISO 8601 time of the fetch, where somebody states it; never the clock, never the file's mtime."""
    captured_basis: str | None = None
    """Who states it: `record`, `sidecar`, `saver:singlefile`, ..."""
    status: int | None = None
    """HTTP status of the answer, where the container kept it."""
    media_type: str | None = None
    """Media type that the transport stated (`text/html`), without parameters, or None."""
    stated_digest: str | None = None
    """Digest that the container states of what was received, as written (`sha1:...`) and checked; or None."""
    given: tuple[GivenFact, ...] = ()
    """Facts that came beside the page."""
    warnings: tuple[str, ...] = ()
    """Warnings the reader gave (`schemas.report.Warn`)."""
