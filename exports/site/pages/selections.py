"""Selections: articles that the owner put together, in an order, with words on each; and the command that prints them.

Rule: reads through `archive.marks` and `archive.reader`; who may edit sees private ones, read from the file itself.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any, TypeVar
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import marks, reader
from exports.site.editor import read_own
from exports.site.forms.form import PRIVATE, SHOWN
from exports.site.links import Links
from exports.site.pages.edit import Filled, filled
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.listing import for_scripts
from exports.site.pages.search_command import selection_command
from schemas.article import ArticleRecord
from schemas.marks import Selection, SelectionEntry, SelectionView

T = TypeVar("T")

SIZE = 50
"""Articles on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article of a selection, as the page shows it."""

    number: int
    entry: Entry
    note: str
    by: str | None
    forms: tuple[Filled, ...]
    """For who may change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a selection, as the archive has it."""

    view: SelectionView
    first: int
    """Number of the first article on it, from 1."""
    shown: tuple[tuple[SelectionEntry, ArticleRecord], ...]


async def selections_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the selections."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    found = await _read(room, lambda conn: marks.selections(conn, is_owner=room.editor is not None))
    if room.format == "json":
        return as_json([{**asdict(each), "href": room.links.selection(each.name)} for each in found])
    forms = [filled(form, room.links, room.links.page("selections")) for form in ("selection-new", "selection-undo")]
    return await room.page("selections.html", {"found": found, "forms": forms if room.editor else []})


async def selection_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show one selection, a page at a time."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    name, first = unquote(request.url_vars["name"]), _number(request.args.get("from"))
    page = await _read(room, lambda conn: _page(conn, name, first, is_owner=room.editor is not None))
    if page is None:
        return await room.missing("There is no selection of that name here, or it is not for all readers.")
    if room.format == "json":
        return as_json(_for_scripts(room.links, page))
    return await room.page("selection.html", _context(room, page))


async def _read(room: Room, reading: Callable[[Connection], T]) -> T:
    if room.editor:
        return await read_own(room.datasette, room.database, reading)
    return await room.read(reading)


def _page(conn: Connection, name: str, first: int, *, is_owner: bool) -> Page | None:
    view = marks.selection(conn, name, is_owner=is_owner)
    if view is None:
        return None
    entries = view.entries[first - 1 : first - 1 + SIZE]
    records = reader.articles_named(conn, [each.article for each in entries])
    shown = tuple((each, records[each.article]) for each in entries if each.article in records)
    return Page(view=view, first=first, shown=shown)


def _context(room: Room, page: Page) -> dict[str, Any]:
    links, held, total = room.links, page.view.selection, len(page.view.entries)
    here = links.selection(held.name)
    after = page.first + SIZE
    return {
        "selection": held,
        "placed": [_placed(room, held, number, *each) for number, each in enumerate(page.shown, start=page.first)],
        "forms": _forms(links, held) if room.editor else [],
        "command": selection_command(room.database, held.name),
        "first": page.first,
        "total": total,
        "before": links.selection(held.name, **{"from": str(max(page.first - SIZE, 1))}) if page.first > 1 else None,
        "after": links.selection(held.name, **{"from": str(after)}) if after <= total else None,
        "as_json": f"{here}.json",
    }


def _placed(room: Room, held: Selection, number: int, entry: SelectionEntry, record: ArticleRecord) -> Placed:
    here = f"{room.links.selection(held.name)}#{record.accession or record.id}"
    given: dict[str, str | None] = {"selection": held.name, "article": record.accession or record.id}
    forms = (
        filled("selection-note", room.links, here, tail=record.id, **given, note=entry.note),
        filled("selection-move", room.links, here, tail=record.id, **given, number=str(number)),
        filled("selection-remove", room.links, room.links.selection(held.name), tail=record.id, **given),
    )
    return Placed(
        number=number,
        entry=entry_of(record, room.links),
        note=entry.note,
        by=entry.by,
        forms=forms if room.editor else (),
    )


def _forms(links: Links, held: Selection) -> list[Filled]:
    here = links.selection(held.name)
    who = PRIVATE if held.is_private else SHOWN
    return [
        filled("selection-change", links, here, selection=held.name, title=held.title, note=held.note, who=who),
        filled("selection-undo", links, here, selection=held.name),
        filled("selection-delete", links, links.page("selections"), selection=held.name),
    ]


def _for_scripts(links: Links, page: Page) -> dict[str, Any]:
    after = page.first + SIZE
    name = page.view.selection.name
    listed = for_scripts(links, [record for _, record in page.shown])
    return {
        **asdict(page.view.selection),
        "listed": [
            {"note": entry.note, "by": entry.by, "at": entry.at, "article": article}
            for (entry, _), article in zip(page.shown, listed, strict=True)
        ],
        "next": links.page(f"selection/{name}.json", **{"from": str(after)})
        if after <= len(page.view.entries)
        else None,
    }


def _number(text: object) -> int:
    """Return the number that a parameter names, from 1."""
    words = str(text or "")
    return max(int(words), 1) if words.isascii() and words.isdigit() and len(words) <= _LONGEST else 1


_LONGEST = 7
"""Figures of a number in a selection."""
