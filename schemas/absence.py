"""What the owner keeps from readers, or took out for good: its state, why and who; nothing of its content.

Rule: records only.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["shown", "withheld", "purged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """An order not to purge an article, whether it is shown or not."""

    by: str | None
    """The name that the person gave."""
    because: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleState:
    """Whether an article is shown, withheld or purged, and whether a legal hold is on it."""

    id: str
    """Public id: a hash that tells nothing of the content."""
    accession: str
    state: State
    """`withheld`: here, and shown to nobody; `purged`: gone for good."""
    by: str | None = None
    """Who withheld or purged it: the name that the person gave."""
    because: str | None = None
    at: str | None = None
    """ISO 8601, UTC."""
    legal_hold: LegalHold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A received file that stays, since other articles received the very same bytes."""

    sha256: str
    articles: tuple[str, ...]
    """Public ids of those that have it, too, withheld ones included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What of one article goes, comes back, or would go."""

    article: ArticleState
    """As it was before."""
    captures: int
    received: int
    """Received files that nobody else has."""
    shared: tuple[SharedFile, ...]
    """Received files that others have, too."""
    extractions: int
    relations: int
    """Relations with other articles, those that a person stated included; of a withheld article only these."""
    families: int
    stories: int
    """Families and stories that it was part of: they are made anew without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingReport:
    """What `cuttings withhold`, `release` and `purge` print with `--json`."""

    done: tuple[Leaving, ...]
    """The articles whose state changed, or would change."""
    unchanged: tuple[ArticleState, ...]
    """Those that were in that state before."""
    is_dry_run: bool
    is_scrubbed: bool
    """False: a purge is done, and the file is yet to be written anew."""
    withheld: int
    """Articles that are withheld now."""
