"""The places whose names are spelt in several ways, and what a search for one of them asks for.

Rule: reads through `archive.places` only.
"""

from dataclasses import asdict, dataclass
from typing import Any

from datasette.utils.asgi import Response

from archive.places import joined_words, places
from exports.site.links import Links, Quest
from exports.site.pages.edit import Filled, filled
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from schemas.marks import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A place as the list shows it."""

    place: str
    spellings: tuple[tuple[str, str], ...]
    """Each with the search for it alone."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    search: str
    forms: tuple[tuple[str, str], ...]
    """For who may change them: what a form does, and its address."""


async def places_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the places, or those that a spelling is asked for."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    asked = str(request.args.get("q") or "").strip()[:LONGEST]
    found = await room.read(lambda conn: [each for each in places(conn) if _holds(each, asked)])
    if room.format == "json":
        return as_json({"q": asked, "places": [asdict(each) for each in found]})
    context = {
        "asked": asked,
        "lines": [_line(room, each) for each in found],
        "add": _adding(room, asked) if room.editor else None,
        "as_json": room.links.page("places.json", q=asked or None),
    }
    return await room.page("places.html", context)


LONGEST = 100
"""Characters of a name that is asked for."""


def _holds(place: Place, asked: str) -> bool:
    words = joined_words(asked)
    return not words or any(words in joined_words(each) for each in (place.place, *place.spellings, *place.removed))


def _adding(room: Room, asked: str) -> Filled:
    return filled("spelling-add", room.links, room.links.page("places", q=asked or None), place=asked)


def _line(room: Room, place: Place) -> Line:
    return Line(
        place=place.place,
        spellings=tuple((each, _quoted(room.links, each)) for each in place.spellings),
        added=place.added,
        removed=place.removed,
        search=room.links.search(Quest(q=place.place)),
        forms=_forms(room.links, place) if room.editor else (),
    )


def _quoted(links: Links, spelling: str) -> str:
    """Return the search for one spelling and no other: quoting is the way to mean it alone."""
    return links.search(Quest(q=f'"{spelling}"'))


def _forms(links: Links, place: Place) -> tuple[tuple[str, str], ...]:
    back = links.page("places", q=place.place)
    said = [("Take back the latest word", "spelling-undo")] if place.added or place.removed else []
    forms = [("Add a spelling", "spelling-add"), ("Take one out", "spelling-remove"), *said]
    return tuple((words, links.edit(form, place=place.place, back=back)) for words, form in forms)
