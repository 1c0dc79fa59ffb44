"""The front page of an archive: what is in here, over which span, where it is thin, and the ways into it.

Rule: reads through `archive.holdings` and `archive.reader` only.
"""

from collections.abc import Sequence
from dataclasses import asdict
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive import reader
from archive.counted import Profile
from archive.holdings import Holdings, holdings, whole_of
from archive.snapshot import one_state
from exports.phrases import counted, joined
from exports.site.links import Quest
from exports.site.pages import shares
from exports.site.pages.chart import chart_of
from exports.site.pages.entry import Entry
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.left_out import pile_link
from exports.site.pages.listing import entries_of
from exports.site.pages.named import month_link
from exports.site.pages.search_all import framed, visible_rooms
from exports.site.pages.thin import thin_lines
from exports.site.words import REASON_WORDS, bounds_words, language_name
from schemas.article import ArticleRecord

REASONS_SHOWN = 8


async def front_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show the only archive's front page, or the list of archives where several are served."""
    visible = await visible_rooms(datasette, request)
    if len(visible) == 1:
        return await _home(visible[0])
    if not visible:
        return await nowhere(datasette, request)
    profiles = [(room, await room.read(whole_of)) for room in visible]
    shelves = [{"room": room, "lead": lead_of(profile)} for room, profile in profiles]
    return framed(datasette, request, "shelves.html", "Archives", {"shelves": shelves})


async def home(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show one archive's front page."""
    room = await room_of(datasette, request)
    return await _home(room) if room else await nowhere(datasette, request)


async def _home(room: Room) -> Response:
    held, newest, oldest = await room.read(_read)
    if room.format == "json":
        left_out = [asdict(pile) for pile in held.left_out]
        return as_json({**asdict(held.profile), "thin": asdict(held.thin), "left_out": left_out})
    return await room.page("home.html", {**_numbers(room, held), **_ends(room, held.profile, newest, oldest)})


def _read(conn: Connection) -> tuple[Holdings, tuple[ArticleRecord, ...], tuple[ArticleRecord, ...]]:
    with one_state(conn):
        held = holdings(conn)
        return held, reader.articles_at(conn, held.newest), reader.articles_at(conn, held.oldest)


def _numbers(room: Room, held: Holdings) -> dict[str, Any]:
    links, profile = room.links, held.profile
    left_out = sorted(held.left_out, key=lambda pile: (pile.outcome != "rejected", -pile.count, pile.reason))
    return {
        "articles": profile.articles,
        "lead": lead_of(profile),
        "chart": chart_of(profile.months, lambda since: month_link(links, since)),
        "undated": sum(value.count for value in profile.months if value.value is None),
        "thin": thin_lines(links, held.thin),
        "outlets": shares.outlets(links, profile.outlets, full=links.page("outlets")),
        "languages": shares.languages(links, profile.languages),
        "agencies": shares.agencies(links, profile.agencies, full=links.page("agencies")),
        "bases": shares.bases(links, profile.dates_by_basis),
        "reasons": [
            shares.Share(REASON_WORDS.get(pile.reason, pile.reason), pile.count, pile_link(links, pile))
            for pile in left_out[:REASONS_SHOWN]
        ],
        "rejected": sum(pile.count for pile in held.left_out),
    }


def _ends(
    room: Room, profile: Profile, newest: Sequence[ArticleRecord], oldest: Sequence[ArticleRecord]
) -> dict[str, Any]:
    usual, shown = shares.usual_language(profile.languages), {record.id for record in newest}
    # None where the newest already are the whole archive.
    others: list[ArticleRecord] = [record for record in oldest if record.id not in shown]
    entries: tuple[Entry, ...] = entries_of(room.links, newest, usual)
    return {
        "newest": entries,
        "oldest": entries_of(room.links, others, usual),
        "newest_first": room.links.search(Quest(order="newest")),
        "oldest_first": room.links.search(Quest(order="oldest")),
    }


def lead_of(profile: Profile) -> str:
    """Say in one sentence what an archive holds."""
    if not profile.articles:
        return "Nothing is in this archive yet."
    outlets = [value for value in profile.outlets if value.value]
    languages = [language_name(value.value) for value in profile.languages if value.value]
    parts = [counted(profile.articles, "article")]
    if outlets:
        parts.append(f"from {counted(len(outlets), 'outlet')}")
    if languages:
        named = joined(languages) if len(languages) <= 4 else counted(len(languages), "language")  # noqa: PLR2004  fits a line
        parts.append(f"in {named}")
    sentence = " ".join(parts)
    if profile.earliest and profile.latest:
        sentence += f", published {_when(profile)}"
    return f"{sentence}."


def _when(profile: Profile) -> str:
    when = bounds_words(profile.earliest, profile.latest)
    return f"on {when}" if profile.earliest == profile.latest else when
