"""What the head of every page needs: the archive it is about, where its parts are, the stylesheet.

Rule: addresses and titles only; no reading of articles.
"""

from typing import Any

from exports.site.access import archives_of, title_for
from exports.site.editor import editor_of
from exports.site.links import links_of
from exports.site.pages.frame import shelf_of, static_file

FRAME = "cuttings/stock.html"
"""Template that Datasette's own pages stand in."""


async def frame_of(
    datasette: Any,  # noqa: ANN401  Datasette ships no types
    request: Any,  # noqa: ANN401
    database: str | None,
    template: str,
) -> dict[str, Any]:
    """Return the variables of the frame; none where no archive is served."""
    archives = archives_of(datasette)
    if not archives:
        return {}
    actor = request.actor if request else None
    name = database or _database_in(datasette, request)
    if name not in archives and len(archives) == 1:
        name = archives[0]
    is_ours = template.startswith("cuttings/")
    # Our empty tables stand in a temporary database, which Datasette 0.65 would offer to readers as one more.
    hidden: dict[str, Any] = {"attached_databases": []} if template == "database.html" else {}
    return {
        **hidden,
        "room_css": static_file(datasette, "room.css"),
        "room_js": static_file(datasette, "tables.js"),
        "room_frame": FRAME,
        "shelf": await _shelf(datasette, actor, name) if name in archives else None,
        "editor": await editor_of(datasette, actor, name) if name in archives else None,
        "here": "" if is_ours else "tables",
    }


async def _shelf(datasette: Any, actor: dict[str, Any] | None, name: str) -> dict[str, str | None] | None:  # noqa: ANN401
    """Return title and addresses of an archive, or None where `actor` may not see it."""
    title = await title_for(datasette, actor, name)
    return None if title is None else shelf_of(datasette, links_of(datasette, name), title)


def _database_in(datasette: Any, request: Any) -> str | None:  # noqa: ANN401
    """Return the database that the address names, where Datasette does not say."""
    route = (request.url_vars if request else {}).get("database")
    return next((name for name, database in datasette.databases.items() if database.route == route), None)
