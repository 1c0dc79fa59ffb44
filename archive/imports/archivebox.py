"""A collection of ArchiveBox whose snapshots have no `index.json`: what its database says of them.

Later versions write the index of a snapshot only when asked to; `index.sqlite3` above them has it all.

Rule: asks the database once, when the collection is claimed; which form of a page is read the snapshots' claim decides.
"""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from archive.disk_folder import DiskFolder, listed
from archive.imports.database import columns, looked_into, rows
from ingest.normalise.urls import safe_url
from ingest.readers.beside import Note
from ingest.readers.trees import Aside, Claim, Folder
from ingest.readers.trees.archivebox import Collection, Known, Snapshot, is_snapshot_name, snapshot
from schemas.errors import UnreadableDatabase
from schemas.report import Outcome, Reason

DATABASE = "index.sqlite3"
_INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Database:
    """A collection of which the database was asked."""

    snapshots: dict[str, Snapshot]
    """Name of the folder -> the claim on it; those that have an index of their own are none of these."""
    why_not: str | None
    """Why the database could not be asked."""
    unknown: frozenset[str]
    """Folders of snapshots of which nothing is known because the database could not be asked."""
    own: Collection
    kind: str = "archivebox"
    is_whole: bool = False

    def about(self, inside: str) -> Note | Aside | None:
        """Return what the database says of a form of a page; what is ArchiveBox's own is put aside."""
        folder, _, rest = inside.partition("/")
        name, slash, path = rest.partition("/")
        if folder == "archive" and slash:
            if name in self.unknown:
                detail = (
                    f"{self.why_not} Stop ArchiveBox and ingest again; to read the files without it, name archive/."
                )
                return Aside(reason=Reason.UNREADABLE, detail=detail, outcome=Outcome.REJECTED)
            held = self.snapshots.get(name)
            return held.about(path) if held is not None else None
        return self.own.about(inside)


def claim_archivebox_database(folder: Folder) -> Claim | None:
    """Claim a collection on the disk in which there are snapshots without an index of their own."""
    if not isinstance(folder, DiskFolder) or DATABASE not in folder.files or "archive" not in folder.folders:
        return None
    bare = [view for view in _snapshots(folder) if _INDEX not in view.files]
    if not bare:
        return None
    try:
        with looked_into(folder, DATABASE) as conn:
            known = _known(conn)
    except UnreadableDatabase as error:
        return Database({}, str(error), frozenset(view.name for view in bare), Collection())
    claims = {view.name: snapshot(view, known[view.name]) for view in bare if view.name in known}
    return Database(claims, None, frozenset(), Collection())


def _snapshots(folder: DiskFolder) -> list[DiskFolder]:
    """Return the folders of snapshots in a collection."""
    inside = f"{folder.path}/archive"
    try:
        names = [name for name in listed(inside)[1] if is_snapshot_name(name)]
        return [_view(folder, f"{inside}/{name}", name) for name in names]
    except OSError:
        return []  # the walk will say of that folder that it cannot be read


def _view(folder: DiskFolder, path: str, name: str) -> DiskFolder:
    files, folders = listed(path)
    return DiskFolder(path, folder.root, name, (*folder.around, folder.name, "archive"), files, folders)


def _known(conn: sqlite3.Connection) -> dict[str, Known]:
    """Return what the database says of each snapshot, by the name of its folder."""
    tags, started = _tags(conn), _started(conn)
    found: dict[str, Known] = {}
    for number, stamp, url, title in rows(conn, "SELECT id, timestamp, url, title FROM core_snapshot"):
        found[str(stamp)] = Known(
            url=safe_url(str(url)),
            title=str(title) if title else None,
            tags=tuple(tags.get(number, ())),
            started=started.get(number, {}),
        )
    return found


def _tags(conn: sqlite3.Connection) -> dict[object, list[str]]:
    """Return the tags of snapshots, in the order of the alphabet."""
    found: dict[object, list[str]] = defaultdict(list)
    if not columns(conn, "core_snapshot_tags") or not columns(conn, "core_tag"):
        return found
    query = (
        "SELECT s.snapshot_id, t.name FROM core_snapshot_tags s JOIN core_tag t ON t.id = s.tag_id ORDER BY 1, t.name"
    )
    for number, tag in rows(conn, query):
        found[number].append(str(tag))
    return found


def _started(conn: sqlite3.Connection) -> dict[object, dict[str, str]]:
    """Return when each form of a snapshot was made last; Django keeps times in UTC."""
    found: dict[object, dict[str, str]] = defaultdict(dict)
    if not {"snapshot_id", "extractor", "status", "start_ts"} <= columns(conn, "core_archiveresult"):
        return found
    query = (
        "SELECT snapshot_id, extractor, start_ts FROM core_archiveresult "
        "WHERE status = 'succeeded' AND start_ts NOT NULL ORDER BY start_ts"
    )
    for number, made_by, start in rows(conn, query):
        found[number][str(made_by)] = f"{str(start)[:19].replace(' ', 'T')}+00:00"
    return found
