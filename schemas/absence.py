"""What the owner keeps from readers, or took out for good: its state, why and who; nothing of its content.

Rule: records only.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["withheld", "legal_hold", "purged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentArticle:
    """An article that is withheld, held by law, or was purged."""

    id: str
    """Public id: a hash that tells nothing of the content."""
    accession: str
    state: State
    """`withheld`: here, and shown to nobody; `legal_hold`: must not be purged; `purged`: gone for good."""
    by: str | None
    """The name that the person gave."""
    because: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A received file that stays, since other articles received the very same bytes."""

    sha256: str
    articles: tuple[str, ...]
    """Public ids of those that stay and have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What of one article goes, or would go."""

    article: AbsentArticle
    captures: int
    received: int
    """Received files that go with it."""
    shared: tuple[SharedFile, ...]
    """Received files that do not go."""
    extractions: int
    relations: int
    """Relations with other articles, those that a person stated included."""
    families: int
    stories: int
    """Stories that it was part of: they are made anew without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingReport:
    """What `cuttings withhold`, `release` and `purge` print with `--json`."""

    done: tuple[Leaving, ...]
    """The articles whose state changed, or would change."""
    unchanged: tuple[AbsentArticle, ...]
    """Those that were in that state before."""
    is_dry_run: bool
    withheld: int
    """Articles that are withheld afterwards."""
