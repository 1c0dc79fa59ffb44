"""The front page of an archive: what is in here, over which span, how its dates are known, what did not get in.

Rule: reads through `archive.reader` only.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive import reader
from archive.search import search
from exports.site.links import Quest
from exports.site.pages.chart import chart_of
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.search_all import framed, visible_rooms
from exports.site.words import BASIS_WORDS, REASON_WORDS, bounds_words, counted, joined, language_name
from schemas.article import ArticleRecord
from schemas.view import FacetValue, Overview

SHOWN = 5
"""Entries in each of the two lists, newest and oldest."""

OUTLETS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a list of counts."""

    name: str
    count: int
    href: str | None = None
    lang: str | None = None


async def front_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show the only archive's front page, or the list of archives where several are served."""
    visible = await visible_rooms(datasette, request)
    if len(visible) == 1:
        return await _home(visible[0])
    if not visible:
        return await nowhere(datasette, request)
    overviews = [(room, await room.read(reader.overview)) for room in visible]
    shelves = [{"room": room, "lead": lead_of(overview)} for room, overview in overviews]
    return framed(datasette, request, "shelves.html", "Archives", {"shelves": shelves})


async def home(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show one archive's front page."""
    room = await room_of(datasette, request)
    return await _home(room) if room else await nowhere(datasette, request)


async def _home(room: Room) -> Response:
    overview, newest, oldest = await room.read(_read)
    if room.format == "json":
        return as_json(asdict(overview))
    context = {
        "overview": overview,
        "lead": lead_of(overview),
        "chart": chart_of(overview.months),
        "undated": sum(value.count for value in overview.months if value.value is None),
        "outlets": _outlets(room, overview.outlets),
        "languages": _languages(room, overview.languages),
        "agencies": [Share(value.value, value.count) for value in overview.agencies if value.value],
        "bases": [_basis(value) for value in overview.dates_by_basis],
        "reasons": [Share(REASON_WORDS.get(str(v.value), str(v.value)), v.count) for v in overview.rejections],
        "rejected": sum(value.count for value in overview.rejections),
        "newest": [entry_of(record, room.links, usual=usual_language(overview.languages)) for record in newest],
        "oldest": _unless_shown(room, oldest, newest, usual_language(overview.languages)),
        "year_link": {bar.since: _span(room, bar.since) for bar in _bars(overview)},
        "newest_first": room.links.search(Quest(order="newest")),
        "oldest_first": room.links.search(Quest(order="oldest")),
    }
    return await room.page("home.html", context)


def _read(conn: Connection) -> tuple[Overview, list[ArticleRecord], list[ArticleRecord]]:
    newest, oldest = (search(conn, "", limit=SHOWN, order=order).hits for order in ("newest", "oldest"))
    return reader.overview(conn), [hit.article for hit in newest], [hit.article for hit in oldest]


def lead_of(overview: Overview) -> str:
    """Say in one sentence what an archive holds."""
    if not overview.articles:
        return "Nothing is in this archive yet."
    outlets = [value for value in overview.outlets if value.value]
    languages = [language_name(value.value) for value in overview.languages if value.value]
    parts = [counted(overview.articles, "article")]
    if outlets:
        parts.append(f"from {counted(len(outlets), 'outlet')}")
    if languages:
        named = joined(languages) if len(languages) <= 4 else counted(len(languages), "language")  # noqa: PLR2004  fits a line
        parts.append(f"in {named}")
    sentence = " ".join(parts)
    if overview.earliest and overview.latest:
        sentence += f", published {_when(overview)}"
    return f"{sentence}."


def _when(overview: Overview) -> str:
    if overview.earliest == overview.latest:
        return f"on {bounds_words(overview.earliest, overview.latest)}"
    return bounds_words(overview.earliest, overview.latest)


def unknown_last(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return counts with the unknown at the end, whatever their number."""
    return sorted(values, key=lambda value: value.value is None)


def _outlets(room: Room, values: Sequence[FacetValue]) -> list[Share]:
    return [
        Share(value.value or "Outlet unknown", value.count, _search(room, outlet=value.value) if value.value else None)
        for value in islice(unknown_last(values), OUTLETS_SHOWN)
    ]


def _languages(room: Room, values: Sequence[FacetValue]) -> list[Share]:
    return [
        Share(
            language_name(value.value).capitalize() if not value.value else language_name(value.value),
            value.count,
            _search(room, language=value.value) if value.value else None,
        )
        for value in unknown_last(values)
    ]


def _search(room: Room, **filters: str | None) -> str:
    return room.links.search(Quest(**filters))  # type: ignore[arg-type]  # names of its own fields


def _basis(value: FacetValue) -> Share:
    words = BASIS_WORDS.get(value.value, value.value) if value.value else "date unknown"
    return Share(f"{words[0].upper()}{words[1:]}", value.count)


def _span(room: Room, since: str) -> str:
    return room.links.search(Quest(date_from=since, date_to=since, order="oldest"))


def _bars(overview: Overview) -> Sequence[Any]:
    chart = chart_of(overview.months)
    return chart.bars if chart else ()


def usual_language(languages: Sequence[FacetValue]) -> str | None:
    """Return the language of most articles, or None where there is none."""
    return max(languages, key=lambda value: value.count).value if languages else None


def _unless_shown(
    room: Room, oldest: list[ArticleRecord], newest: list[ArticleRecord], usual: str | None
) -> list[Entry]:
    """Return the oldest entries, none where the newest already are the whole archive."""
    shown = {record.id for record in newest}
    return [entry_of(record, room.links, usual=usual) for record in oldest if record.id not in shown]
