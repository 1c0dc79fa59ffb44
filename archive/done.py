"""What is told of inputs that need not be read, and of files whose last result has come.

Rule: records only.
"""

from dataclasses import dataclass

from schemas.page import Source
from schemas.report import Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an input gives that was read before, byte for byte, under the same circumstances."""

    source: Source
    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    warnings: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    """Public ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a worker read a file as."""

    size: int
    """Bytes."""
    changed: int
    """When the file was last written, as the file system says: only compared, before and after, never kept."""
    sha256: str | None
    """Of the whole file, by whoever read all of it; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """All results of a file have come."""

    locator: str
    size: int
    sha256: str
    context: str
    """A mark of all that the results depend on beside the bytes."""
