"""The lists of stories and of families: the largest first, or those that published last first.

Rule: reads through `archive.group_lists` only.
"""

from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.group_lists import GroupKind, ListOrder, count_groups, list_groups
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.words import direction, html_language
from exports.telling.words import span_words
from schemas.codec import to_json
from schemas.telling import GroupLine, GroupPage

_ORDERS: dict[ListOrder, str] = {"largest": "Largest first", "newest": "Newest first"}


async def stories_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the stories."""
    return await _list(datasette, request, "story")


async def families_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """List the families."""
    return await _list(datasette, request, "family")


async def _list(datasette: Any, request: Any, kind: GroupKind) -> Response:  # noqa: ANN401
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    order: ListOrder = "newest" if request.args.get("sort") == "newest" else "largest"
    after = request.args.get("after")
    found, total = await room.read(lambda conn: _read(conn, kind, order, after))
    name = "stories" if kind == "story" else "families"
    sort = None if order == "largest" else order
    if room.format == "json":
        next_page = room.links.page(f"{name}.json", sort=sort, after=found.after) if found.after else None
        return as_json({"total": total, "order": order, name: to_json(found.lines), "next": next_page})
    context = {
        "kind": kind,
        "lines": [_line(room, kind, line) for line in found.lines],
        "total": total,
        "orders": [
            (words, room.links.page(name, sort=None if each == "largest" else each), each == order)
            for each, words in _ORDERS.items()
        ],
        "is_start": after is None,
        "start": room.links.page(name, sort=sort),
        "next": room.links.page(name, sort=sort, after=found.after) if found.after else None,
        "other": room.links.page("families" if kind == "story" else "stories"),
        "as_json": room.links.page(f"{name}.json", sort=sort, after=after),
    }
    return await room.page("groups.html", context)


def _read(conn: Connection, kind: GroupKind, order: ListOrder, after: str | None) -> tuple[GroupPage, int]:
    return list_groups(conn, kind, order, after), count_groups(conn, kind)


def _line(room: Room, kind: GroupKind, line: GroupLine) -> dict[str, Any]:
    language = None if line.is_named else html_language(line.language)
    return {
        "line": line,
        "href": room.links.story(line.name) if kind == "story" else room.links.family(line.name),
        "lang": language,
        "dir": "auto" if language is None else direction(language),
        "days": span_words(line.first, line.last),
    }
