"""Outcomes of an ingest: expected ones are values, with reasons from a closed list.

Rule: standard library only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.furniture import FurnitureReport
from schemas.page import Source
from schemas.types import ContentHash


class Outcome(StrEnum):
    """What became of one input. inputs = new + known + rejected + skipped."""

    NEW = "new"
    KNOWN = "known"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why an input gave no article."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    LISTING = "listing"
    ERROR_PAGE = "error_page"
    CHALLENGE = "challenge"
    CONSENT_WALL = "consent_wall"
    LOGIN_WALL = "login_wall"
    PAYWALL = "paywall"
    VIDEO_PAGE = "video_page"
    UNSUPPORTED_TYPE = "unsupported_type"
    BAD_RECORD = "bad_record"
    BAD_HEADER = "bad_header"
    BAD_LENGTH = "bad_length"
    BAD_DIGEST = "bad_digest"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    UNSAFE_NAME = "unsafe_name"
    REDIRECT = "redirect"
    PART_OF_PAGE = "part_of_page"
    PURGED = "purged"
    TOO_LARGE = "too_large"
    TOO_COMPLEX = "too_complex"
    TOO_DEEP = "too_deep"
    EXPANDS_TOO_LARGE = "expands_too_large"
    PARSE_TIMEOUT = "parse_timeout"
    PARSE_MEMORY = "parse_memory"
    WORKER_DIED = "worker_died"
    UNREADABLE = "unreadable"
    INTERNAL_ERROR = "internal_error"
    NOT_REGULAR_FILE = "not_regular_file"
    OUTSIDE_ROOT = "outside_root"
    SIDECAR = "sidecar"


class Warn(StrEnum):
    """What a reader of an article should know about how it came in."""

    ENCODING_GUESSED = "encoding_guessed"
    ENCODING_CONFLICT = "encoding_conflict"
    TRUNCATED = "truncated"
    NUL_REMOVED = "nul_removed"
    CONTROL_REMOVED = "control_removed"
    DEPTH_CAPPED = "depth_capped"
    DATE_AMBIGUOUS = "date_ambiguous"
    PART_FAILED = "part_failed"
    SALVAGED = "salvaged"
    MOJIBAKE_REPAIRED = "mojibake_repaired"
    MOJIBAKE_SUSPECTED = "mojibake_suspected"
    SEVERAL_ARTICLES = "several_articles"
    SHORT = "short"
    PAYWALLED = "paywalled"
    TEASER_ONLY = "teaser_only"
    STATED_ONLY = "stated_only"
    STATED_LONGER = "stated_longer"
    LISTING_LIKE = "listing_like"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that gave no article."""

    source: Source
    outcome: Outcome
    """`rejected` or `skipped`."""
    reason: Reason
    detail: str
    """A sentence for a person: what, where, and what to do."""
    received_sha256: ContentHash | None = None
    """Of the bytes, where they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """One line of the ingest log: what became of one input."""

    source: str
    member: str | None
    offset: int | None
    outcome: Outcome
    reason: Reason | None
    warnings: tuple[str, ...]
    articles: tuple[str, ...]
    """Public ids."""
    detail: str | None = None
    """What the archive says of it, where it turned the input away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedInput:
    """One input of the summary's `rejected` or `skipped` list."""

    source: str
    member: str | None
    offset: int | None
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCount:
    """What was read as one form of input."""

    form: str
    """Short name: `warc`, `html`."""
    title: str
    """Heading of the form in docs/formats.md."""
    files: int
    inputs: int
    """Pages and records in them, with what was rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What `cuttings ingest --json` prints."""

    inputs: int
    new: int
    known: int
    rejected: Sequence[RejectedInput]
    """A tuple; where there are more than a thousand, they are read from a temporary file as they are gone through."""
    skipped: Sequence[RejectedInput]
    articles_new: int
    captures_new: int
    facts_asserted: int
    """Facts of a spreadsheet that the archive did not hold yet."""
    furniture: FurnitureReport
    """What the pass over the hosts that the run touched did."""
    stories: int
    """Stories that there are in the archive after the run."""
    warnings: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRunReport(IngestReport):
    """What `cuttings ingest --dry-run --json` prints."""

    forms: tuple[FormCount, ...] = ()
    """What the files would be read as."""
