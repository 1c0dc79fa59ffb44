"""Which databases of a Datasette instance are archives of ours, and who may see them; both Datasette lines.

Rule: the only module here that knows how the two lines of Datasette differ in permissions and metadata.
"""

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils import actor_matches_allow, display_actor

from archive import reader
from archive.about import About, read_about
from ingest.normalise.text import clean_text
from schemas.errors import ArchiveError

PLUGIN = "cuttings"
"""Name of this plugin in Datasette's configuration and static paths."""

CURATE = "curate-archive"
"""Datasette's name for the right to change what an archive says. Nobody has it unless it is given."""

ROOT = "root"
"""The actor that Datasette's own one-time sign-in makes."""

LONGEST_NAME = 120
"""Characters of the name of somebody who changes something."""

_known: WeakKeyDictionary[Any, dict[tuple[str, str], bool]] = WeakKeyDictionary()
STANDS_S = 1.0
"""How long an answer to somebody without a name stands: Datasette 1.0 asks its tables, in another thread, each time."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What somebody without a name was told of an archive."""

    title: str | None
    until: float


_answered: WeakKeyDictionary[Any, dict[str, _Answer]] = WeakKeyDictionary()
_configured: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

_abouts: WeakKeyDictionary[Any, dict[str, tuple[tuple[int, ...], About]]] = WeakKeyDictionary()


def archives_of(datasette: Any) -> tuple[str, ...]:  # noqa: ANN401  Datasette ships no types
    """Return the names of the databases that are archives, in the order in which they were given."""
    known = _known.setdefault(datasette, {})
    names = []
    for name, database in datasette.databases.items():
        if not database.path:
            continue
        key = (name, str(database.path))
        if key not in known and (answer := _is_archive(str(database.path))) is not None:
            known[key] = answer
        if known.get(key):
            names.append(name)
    return tuple(names)


def _is_archive(path: str) -> bool | None:
    """Say whether the file is an archive of ours; None where it cannot be read now (busy, gone) and may be later."""
    try:
        reader.open_reader(path).close()
    except ArchiveError:
        return False
    except sqlite3.Error:
        return None
    return True


async def may_view(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool:  # noqa: ANN401
    """Say whether `actor` may read the archive called `database`."""
    if hasattr(datasette, "allowed"):  # Datasette 1.0
        from datasette.resources import DatabaseResource  # noqa: PLC0415  not in 0.65

        resource = DatabaseResource(database=database)
        return bool(await datasette.allowed(action="view-database", resource=resource, actor=actor))
    visible, _ = await datasette.check_visibility(actor, permissions=[("view-database", database), "view-instance"])
    return bool(visible)


async def title_for(datasette: Any, actor: dict[str, Any] | None, database: str) -> str | None:  # noqa: ANN401
    """Return the title of the archive called `database`, or None where `actor` may not read it.

    What holds for readers without a name is asked once a second.
    """
    answered = _answered.setdefault(datasette, {})
    known = answered.get(database) if actor is None else None
    if known and time.monotonic() < known.until:
        return known.title
    title = await title_of(datasette, database) if await may_view(datasette, actor, database) else None
    if actor is None:
        answered[database] = _Answer(title, time.monotonic() + STANDS_S)
    return title


def about_of(datasette: Any, database: str) -> About:  # noqa: ANN401
    """Return what the owner says of an archive; it is read again when the file has changed."""
    path = str(datasette.databases[database].path)
    state = _state(path)
    held = _abouts.setdefault(datasette, {}).get(path)
    if held is not None and held[0] == state:
        return held[1]
    try:
        with closing(reader.open_reader(path)) as conn:
            about = read_about(conn)
    except (ArchiveError, sqlite3.Error):
        return held[1] if held else About()
    _abouts[datasette][path] = (state, about)
    return about


def _state(path: str) -> tuple[int, ...]:
    """Return what changes whenever an archive is written: times and sizes of the file and of the log beside it."""
    state: list[int] = []
    for each in (path, f"{path}-wal"):
        with suppress(OSError):
            met = Path(each).stat()
            state += [met.st_mtime_ns, met.st_size]
    return tuple(state)


async def may_curate(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool:  # noqa: ANN401
    """Say whether `actor` may change what the archive called `database` says. Nobody may who has not signed in."""
    if actor is None or config_of(datasette).get("edit") is False:
        return False
    if hasattr(datasette, "allowed"):  # Datasette 1.0
        from datasette.resources import DatabaseResource  # noqa: PLC0415  not in 0.65

        return bool(await datasette.allowed(action=CURATE, resource=DatabaseResource(database=database), actor=actor))
    return bool(await datasette.permission_allowed(actor, CURATE, resource=database, default=False))


def granted(datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:  # noqa: ANN401
    """Answer Datasette 0.65 for our action: root has it, and whom the owner's `permissions` name, as in 1.0."""
    if action != CURATE or actor is None:
        return None
    if actor.get("id") == ROOT:
        return True
    metadata = datasette.metadata() or {}
    of_database = ((metadata.get("databases") or {}).get(resource) or {}).get("permissions") or {}
    for permissions in (of_database, metadata.get("permissions") or {}):
        if CURATE in permissions:
            return bool(actor_matches_allow(actor, permissions[CURATE]))
    return None


def actions() -> list[Any]:
    """Return our action, for Datasette 1.0."""
    from datasette.permissions import Action  # noqa: PLC0415  not in 0.65
    from datasette.resources import DatabaseResource  # noqa: PLC0415  not in 0.65

    description = "Change what an archive says: facts, relations, stories"
    return [Action(name=CURATE, description=description, resource_class=DatabaseResource)]


def granted_sql(datasette: Any, actor: dict[str, Any] | None, action: str) -> Any:  # noqa: ANN401
    """Give our action, and nothing else, to whom `cuttings serve --edit` signed in, for Datasette 1.0."""
    if action != CURATE or not config_of(datasette).get("edit") or (actor or {}).get("id") != ROOT:
        return None
    from datasette.permissions import PermissionSQL  # noqa: PLC0415  not in 0.65

    return PermissionSQL.allow(reason="signed in by cuttings serve --edit")


def name_of(datasette: Any, actor: dict[str, Any]) -> str:  # noqa: ANN401
    """Return the name that goes with what `actor` changes: as given to `serve --as`, else as it signed in."""
    given = config_of(datasette).get("name") if actor.get("id") == ROOT else None
    return clean_text(" ".join(str(given or display_actor(actor)).split()))[0][:LONGEST_NAME]


async def title_of(datasette: Any, database: str) -> str:  # noqa: ANN401
    """Return what an archive is called: in Datasette's metadata, else by its owner, else its name with spaces."""
    if hasattr(datasette, "get_database_metadata"):  # Datasette 1.0
        given = (await datasette.get_database_metadata(database)).get("title")
    else:
        given = datasette.metadata("title", database=database, fallback=False)
    name = " ".join(database.replace("_", " ").replace("-", " ").split()) or database
    return str(given or about_of(datasette, database).title or name[0].upper() + name[1:])


def config_of(datasette: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return our part of Datasette's plugin configuration, as it was when first asked: it is read before every page."""
    if datasette not in _configured:
        _configured[datasette] = dict(datasette.plugin_config(PLUGIN) or {})
    return _configured[datasette]
