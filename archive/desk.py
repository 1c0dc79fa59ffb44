"""The owner's desk: an archive opened for writing, with everything that a person may say of it.

For whoever writes from outside of `archive`: the command line and the reading room. One process writes at a time, so a
desk is opened for one change and closed again.

Rule: opens the store and hands out curators; decides nothing.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from archive.curation import Curator
from archive.lock import WAIT_S
from archive.mark_curation import MarkCurator
from archive.outlet_curation import OutletCurator, Progress
from archive.place_curation import PlaceCurator
from archive.selection_curation import SelectionCurator
from archive.store import open_store
from archive.story_curation import StoryCurator
from schemas.errors import ArchiveMissing


@dataclass(frozen=True, slots=True)
class Desk:
    """Curators of one open archive, for one person."""

    facts: Curator
    """Corrections, relations: `set_fact`, `undo`, `relate`, `unrelate`, `undo_relation`."""
    stories: StoryCurator
    """`merge`, `split`, `name`, `undo`."""
    outlets: OutletCurator
    """`rename_outlet`, `undo_outlet`."""
    places: PlaceCurator
    """`add_spelling`, `remove_spelling`, `undo_spelling`."""
    marks: MarkCurator
    """`add_note`, `add_highlight`, `change`, `remove`, `undo`, `add_tag`, `remove_tag`, `confirm`, `undo_confirm`."""
    selections: SelectionCurator
    """`create`, `change`, `delete`, `add`, `remove`, `order`, `move`, `note`, `undo`, `find`."""


@contextlib.contextmanager
def open_desk(
    path: str | os.PathLike[str], *, by: str | None = None, wait_s: float = WAIT_S, progress: Progress | None = None
) -> Iterator[Desk]:
    """Open an existing archive for one person's changes; `wait_s`: seconds to wait for another one who writes.

    Raises: ArchiveMissing, ArchiveLocked, NotWritable, NotAnArchive, NewerArchive. What the curators raise
    (CorrectionError, UnknownArticle) says what to do instead.
    """
    if not os.path.exists(path):  # noqa: PTH110  whatever kind of path it is
        raise ArchiveMissing(os.fspath(path))
    with open_store(path, wait_s=wait_s) as store:
        yield Desk(
            facts=Curator(store, by=by),
            stories=StoryCurator(store, by=by),
            outlets=OutletCurator(store, by=by, progress=progress),
            places=PlaceCurator(store, by=by),
            marks=MarkCurator(store, by=by),
            selections=SelectionCurator(store, by=by),
        )
