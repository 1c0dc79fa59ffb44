"""The months of an archive, and the page of one month: its days, its outlets, its largest stories, its articles.

Rule: reads through `archive.columns`, `archive.counted`, `archive.months` and `archive.holdings` only. What lies in a
month and what only may lie in it are counted apart.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.columns import columns_of
from archive.counted import Profile, days, in_month, profile_of
from archive.holdings import whole_of
from archive.months import MonthStory, months_around, stories_of
from archive.snapshot import one_state
from exports.phrases import MONTHS, counted
from exports.site.links import Links, Quest
from exports.site.pages import shares
from exports.site.pages.chart import HEIGHT, chart_of_days
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.listing import Listed, for_scripts, listing_of, read_listed
from exports.site.pages.thin import month_words
from exports.site.words import bounds_words
from schemas.view import FacetValue

MAYBE_SHOWN = 10
"""Articles that only may lie in a month which stand on its page; a search lists them all."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of a year, as it is drawn."""

    name: str
    short: str
    count: int
    href: str | None
    height: float
    """Of its bar, of a hundred."""


@dataclass(frozen=True, slots=True)
class Year:
    """The months of one year, or a run of years without any article."""

    name: str
    anchor: str
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What the archive holds of one month."""

    of: str
    profile: Profile
    by_day: dict[int, int]
    before: str | None
    after: str | None
    """The months on either side that hold articles."""
    stories: tuple[MonthStory, ...]
    listed: Listed
    maybe: Listed
    """The articles that may lie in it, or in another."""


async def months_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show the months of the archive."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    whole = await room.read(whole_of)
    counts = whole.months
    unknown = sum(each.count for each in counts if each.value is None)
    if room.format == "json":
        return as_json({"months": [asdict(each) for each in counts]})
    known = [each for each in counts if each.value]
    context = {
        "here": "months",
        "years": years_of(room.links, known),
        "span": bounds_words(whole.earliest, whole.latest) if whole.earliest else None,
        "with_articles": counted(len(known), "month"),
        "unknown": unknown,
        "unknown_link": room.links.page("dates", basis=shares.UNKNOWN),
        "as_json": room.links.page("months.json"),
    }
    return await room.page("months.html", context)


def years_of(links: Links, counts: Sequence[FacetValue]) -> list[Year]:
    """Return the years from the newest to the oldest; years on end without articles are one line."""
    by_month = {each.value: each.count for each in counts if each.value}
    if not by_month:
        return []
    highest, held = max(by_month.values()), sorted({int(month[:4]) for month in by_month}, reverse=True)
    found: list[Year] = []
    for at, year in enumerate(held):
        found.append(_year(links, year, by_month, highest))
        older = held[at + 1] if at + 1 < len(held) else year - 1
        if year - older > 1:
            name = str(year - 1) if year - older == 2 else f"{older + 1} to {year - 1}"  # noqa: PLR2004  one year between
            found.append(Year(name, f"y{older + 1}", 0, ()))
    return found


def _year(links: Links, year: int, by_month: dict[str, int], highest: int) -> Year:
    cells = []
    for number, name in enumerate(MONTHS, start=1):
        since = f"{year:04d}-{number:02d}"
        count = by_month.get(since, 0)
        height = max(count / highest * HEIGHT, 3) if count else 0
        href = links.page("month", of=since) if count else None
        cells.append(Cell(f"{name} {year}", name[:3], count, href, round(height, 1)))
    return Year(str(year), f"y{year:04d}", sum(cell.count for cell in cells), tuple(cells))


async def month_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show one month."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    of = request.args.get("of") or ""
    if not _MONTH.match(of):
        return await room.missing("Name a month as 2022-11.")
    month = await room.read(lambda conn: _read_month(conn, of, request.args))
    if room.format == "json":
        return as_json(_for_scripts(room.links, month))
    return await room.page("month.html", _context(room, month))


def _read_month(conn: Connection, of: str, asked: Any) -> Month:  # noqa: ANN401  parameters
    with one_state(conn):
        columns = columns_of(conn)
        at, maybe = in_month(columns, of)
        before, after = months_around(columns, of)
        return Month(
            of=of,
            profile=profile_of(conn, columns, at),
            by_day=days(columns, at),
            before=before,
            after=after,
            stories=stories_of(conn, columns, at),
            listed=read_listed(conn, columns, at, asked),
            maybe=read_listed(conn, columns, maybe, {}, size=MAYBE_SHOWN),
        )


def _context(room: Room, month: Month) -> dict[str, Any]:
    links, profile = room.links, month.profile
    known = sum(month.by_day.values())
    within = {"date_from": month.of, "date_to": month.of}
    return {
        "here": "months",
        "name": month_words(month.of),
        "lead": _lead(month),
        "chart": chart_of_days(month.of, month.by_day, lambda since: _search(links, since)),
        "undated": profile.articles - known,
        "lists": [
            (id_, title, lines)
            for id_, title, lines in (
                ("outlets", "Outlets", shares.outlets(links, profile.outlets)),
                ("languages", "Languages", shares.languages(links, profile.languages, **within)),
                ("agencies", "Agency copy", shares.agencies(links, profile.agencies)),
                (
                    "bases",
                    "How the dates are known",
                    shares.bases(links, profile.dates_by_basis, **within),
                ),
            )
            if lines.lines
        ],
        "stories": [(links.story(each.story), each) for each in month.stories],
        "listing": listing_of(links, month.listed, lambda **changes: links.page("month", of=month.of, **changes)),
        "maybe": listing_of(links, month.maybe, lambda **_: _search(links, month.of)),
        "search": _search(links, month.of),
        "before": (links.page("month", of=month.before), month_words(month.before)) if month.before else None,
        "after": (links.page("month", of=month.after), month_words(month.after)) if month.after else None,
        "as_json": links.page("month.json", of=month.of),
    }


def _search(links: Links, since: str) -> str:
    return links.search(Quest(date_from=since, date_to=since))


def _lead(month: Month) -> str:
    profile, maybe = month.profile, month.maybe.total
    if not profile.articles:
        said = "No article here is known to be of this month."
    else:
        outlets = sum(1 for each in profile.outlets if each.value)
        said = counted(profile.articles, "article")
        said += f" from {counted(outlets, 'outlet')}." if outlets else "."
    if maybe:
        it, are = ("it", "is") if maybe == 1 else ("they", "are")
        said += f" {counted(maybe, 'more article')} may be of it, or of another; {it} {are} not counted in."
    return said


def _for_scripts(links: Links, month: Month) -> dict[str, Any]:
    listed = month.listed
    return {
        "month": month.of,
        **asdict(month.profile),
        "days": [{"day": f"{month.of}-{day:02d}", "count": count} for day, count in sorted(month.by_day.items())],
        "stories": [asdict(each) for each in month.stories],
        "order": listed.order,
        "listed": for_scripts(links, listed.records),
        "next": links.page("month.json", of=month.of, order=listed.order, after=listed.after) if listed.after else None,
        "may_lie_in_it": month.maybe.total,
        "listed_may_lie_in_it": for_scripts(links, month.maybe.records),
    }
