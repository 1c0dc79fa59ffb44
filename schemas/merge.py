"""What became of the archives that were united with another one.

Rule: standard library only.
"""

from dataclasses import dataclass

from schemas.furniture import FurnitureReport


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedArchive:
    """One archive that was taken in."""

    archive: str
    """Name of its file, without folders."""
    articles: int
    """Articles that it holds."""
    new: int
    """Articles that were not there before."""
    captures_new: int
    rejections_new: int
    words_new: int
    """What persons said (corrections, relations, stories) or took back, and was not there before."""
    reread: int
    """Articles that older rules had read: their received files were read again by today's."""
    turned_away: int
    """Captures of articles that one of the archives purged: they do not come in again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What `cuttings merge --json` prints."""

    archives: tuple[MergedArchive, ...]
    """In the order in which they were given; fewer than were given where the merge was stopped."""
    articles_new: int
    captures_new: int
    articles: int
    """Articles that there are afterwards."""
    furniture: FurnitureReport
    stories: int
    """Stories that there are afterwards."""
    is_complete: bool
    """False: it was asked to stop; run again, it does the rest."""
    seconds: float
