"""One search over all archives of the room that a reader may see.

By relevance, the best of each archive stand in turn: ranks of different archives are made of different counts of words
and cannot be compared, and a list per archive would hide the second archive behind the first. Dates can be compared. An
article that several archives hold stands once, at its first place, with all of them named; totals and facets count it
in each. Stories are each archive's own, and no facet here.

Rule: reads through `archive.search` only; every string that a reader can type gets an answer.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.facets import ADDING_UP, MOST_VALUES
from archive.search import around, keys_by_date, search
from archive.suggest import is_doubtful, suggest
from exports.phrases import counted
from exports.site.access import archives_of
from exports.site.links import Everywhere, Quest
from exports.site.pages.chips import chips_of
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.facet_lists import KINDS, facets_of
from exports.site.pages.frame import PAGE_HEADERS, Room, as_json, nowhere, open_room, static_file
from exports.site.pages.together import Place, by_date, in_turn, read_starts, starts_in_words
from exports.site.rendering import render
from exports.site.shield import SCRIPT_POLICY
from schemas.codec import to_json
from schemas.view import FacetValue, Hit, SearchPage

ADDRESS = "/-/search-all"
HITS = 20
"""On a page, about: so many are shared out among the archives."""
LEAST = 4
"""Of each archive on a page, however many there are."""
LAST_PAGE = 250
_NOWHERE = 1 << 62
UNHIDDEN = frozenset({"from", "to", "group"})
"""Parameters that the form has fields for, and those that mean nothing here."""
FACETS = tuple(name for name in KINDS if name != "story")


@dataclass(frozen=True, slots=True)
class Shared:
    """A hit, and every archive that holds the article."""

    hit: Hit
    room: Room
    also: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A hit as the page shows it."""

    entry: Entry
    archive: str
    home: str
    also: tuple[tuple[str, str], ...]
    """Titles of the other archives that hold it, and its addresses there."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one archive gave."""

    room: Room
    found: SearchPage
    keys: tuple[int, ...]
    """Of its hits, where they are put in order by date."""
    href: str
    """The same search in that archive alone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands on a page, and how many hits of each archive stand on it and the pages before."""

    shared: tuple[Shared, ...]
    ends: tuple[int, ...]


async def search_all(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show what all archives of the room have on a question."""
    rooms = await visible_rooms(datasette, request)
    if not rooms:
        return await nowhere(datasette, request)
    quest = replace(Quest.of(request.args), story=None, by_family=True)
    quest = replace(quest, page=min(quest.page, LAST_PAGE))
    is_asked = bool(quest.q.strip() or quest.is_narrowed)
    starts, size = _begins(quest, len(rooms))
    reads = (_part(room, quest, start, size) for room, start in zip(rooms, starts, strict=True)) if is_asked else ()
    parts = await asyncio.gather(*reads)
    listed = await told_once(parts, quest, starts)
    everywhere = Everywhere(str(datasette.urls.path(ADDRESS)))
    suffix = ".json" if request.url_vars.get("format") else ""
    is_over = not _goes_on(quest, parts, listed.ends)
    after = None if is_over else everywhere.search(_next(quest, listed.ends), suffix=suffix)
    if suffix:
        return as_json(_for_scripts(quest, parts, listed.shared, after))
    meant = await _meant(quest, parts)
    context = {
        **_narrowing(everywhere, quest, parts),
        "also": tuple(dict.fromkeys(name for part in parts for name in part.found.also)),
        "meant": (meant, everywhere.search(quest.but(q=meant))) if meant else None,
        "is_asked": is_asked,
        "heading": _heading(quest, parts),
        "parts": parts,
        "rooms": rooms,
        "lines": [_line(each, quest) for each in listed.shared],
        "after": after,
    }
    return framed(datasette, request, "search_all.html", "Search all archives", context, scripts=("search.js",))


async def _meant(quest: Quest, parts: Sequence[Part]) -> str | None:
    """Return the question with likely slips mended, as the first archive that knows better words would have it."""
    if not is_doubtful(quest.q, sum(part.found.total for part in parts)):
        return None
    for part in parts:
        if meant := await part.room.read(lambda conn: suggest(conn, quest.q)):
            return meant
    return None


def _begins(quest: Quest, archives: int) -> tuple[list[int], int]:
    """Return how many hits of each archive stood on the pages before, and how many of each this one may take."""
    if quest.effective_order != "relevance":
        return read_starts(quest.after, archives), HITS
    size = max(LEAST, -(-HITS // archives))
    return [(quest.page - 1) * size] * archives, size


def _next(quest: Quest, ends: Sequence[int]) -> Quest:
    if quest.effective_order != "relevance":
        return replace(quest, page=1, after=starts_in_words(ends))
    return replace(quest, page=quest.page + 1, after=None)


def _narrowing(everywhere: Everywhere, quest: Quest, parts: Sequence[Part]) -> dict[str, Any]:
    """Return what the page needs to narrow and widen the search, to put it in order and to go back in it."""
    given = quest.but(q="").parameters().items()
    names = [("relevance", "Best match")] if quest.q.strip() else []
    orders = [*names, ("newest", "Newest"), ("oldest", "Oldest")]
    is_dated = quest.effective_order != "relevance"
    before = quest.but() if is_dated and quest.after else replace(quest, page=quest.page - 1, after=None)
    return {
        "quest": quest,
        "facets": facets_of(everywhere, quest, summed([part.found for part in parts])),
        "chips": chips_of(everywhere, quest),
        "unfiltered": everywhere.search(quest.without_filters()),
        "hidden": [(name, value) for name, value in given if name not in UNHIDDEN],
        "orders": [
            (title, everywhere.search(quest.but(order=order)), order == quest.effective_order)
            for order, title in orders
        ],
        "is_dated": is_dated,
        "total": sum(part.found.total for part in parts),
        "page": quest.page,
        "before": everywhere.search(before) if quest.page > 1 or (is_dated and quest.after) else None,
        "as_json": everywhere.search(quest, suffix=".json"),
    }


async def visible_rooms(datasette: Any, request: Any) -> list[Room]:  # noqa: ANN401
    """Return the archives that this reader may see, in order; those that are called alike with their files' names."""
    opened = [await open_room(datasette, request, name) for name in archives_of(datasette)]
    rooms = [room for room in opened if room is not None]
    titles = [room.title for room in rooms]
    return [
        replace(room, title=f"{room.title} ({room.database})") if titles.count(room.title) > 1 else room
        for room in rooms
    ]


def framed(
    datasette: Any,  # noqa: ANN401
    request: Any,  # noqa: ANN401
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    scripts: tuple[str, ...] = (),
) -> Response:
    """Render a page that is about no single archive, with scripts of ours that make it handier."""
    frame = {
        "room": None,
        "links": None,
        "shelf": None,
        "title": title,
        "request": request,
        "urls": datasette.urls,
        "room_css": static_file(datasette, "room.css"),
        "search_all": str(datasette.urls.path(ADDRESS)),
        "room_scripts": [static_file(datasette, name) for name in scripts],
    }
    headers = {**PAGE_HEADERS, **({"content-security-policy": SCRIPT_POLICY} if scripts else {})}
    return Response.html(render(datasette, template, {**frame, **context}), headers=headers)


async def _part(room: Room, quest: Quest, offset: int, size: int) -> Part:
    order = quest.effective_order

    def read(conn: Connection) -> tuple[SearchPage, list[int]]:
        found = search(conn, quest.q, quest.filters, limit=size, offset=offset, order=order, facets=FACETS)
        names = [hit.article.id for hit in found.hits]
        return found, keys_by_date(conn, names, order) if order != "relevance" else []

    found, keys = await room.read(read)
    return Part(room, found, tuple(keys), room.links.search(quest.but()))


def summed(several: Sequence[SearchPage]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the facets of several results as those of one: the counts of a value added up, the most frequent first.

    Of a facet of which an archive tells the most frequent values alone no sum would be right: it is left out.
    """
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        if name not in ADDING_UP and any(len(found.facets.get(name, ())) >= MOST_VALUES for found in several):
            continue
        counts: Counter[str | None] = Counter()
        labels: dict[str | None, str | None] = {}
        for value in (value for found in several for value in found.facets.get(name, ())):
            counts[value.value] += value.count
            labels.setdefault(value.value, value.label)
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0] or ""))
        facets[name] = tuple(FacetValue(value=value, count=count, label=labels[value]) for value, count in ordered)
    return facets


async def told_once(parts: Sequence[Part], quest: Quest, starts: Sequence[int]) -> Listed:
    """Return the hits in order, each article once, without those that stood on a page before this one.

    `starts`: so many hits of each archive stood on pages before.
    """
    found = {hit.article.id for part in parts for hit in part.found.hits}
    places = [await part.room.read(lambda conn: places_of(conn, quest, found)) for part in parts]
    lines: dict[str, Shared] = {}
    ends = list(starts)
    for at, rank in _in_order(quest, parts):
        if len(lines) == HITS and quest.effective_order != "relevance":
            break
        ends[at] += 1
        hit = parts[at].found.hits[rank]
        name = hit.article.id
        if name in lines or any((held.get(name) or _NOWHERE) <= starts[n] for n, held in enumerate(places)):
            continue
        others = tuple(parts[n].room for n, held in enumerate(places) if n != at and name in held)
        lines[name] = Shared(hit, parts[at].room, others)
    return Listed(tuple(lines.values()), tuple(ends))


def _in_order(quest: Quest, parts: Sequence[Part]) -> Iterator[Place]:
    if quest.effective_order == "relevance":
        return in_turn([len(part.found.hits) for part in parts])
    return by_date([part.keys for part in parts], [not part.found.is_last for part in parts])


def places_of(conn: Connection, quest: Quest, names: Iterable[str]) -> dict[str, int | None]:
    """Return which of some articles an archive holds, and at which place of the result each stands; None: at none."""
    places: dict[str, int | None] = {}
    for name in names:
        if conn.execute("SELECT 1 FROM article WHERE public_id = ?", (name,)).fetchone():
            found = around(conn, quest.q, quest.filters, name, order=quest.effective_order)
            places[name] = found.number if found else None
    return places


def _line(shared: Shared, quest: Quest) -> Line:
    record = shared.hit.article
    carried = quest.but()
    return Line(
        entry=entry_of(record, shared.room.links, title=shared.hit.title, snippet=shared.hit.snippet, quest=carried),
        archive=shared.room.title,
        home=shared.room.links.home,
        also=tuple((room.title, room.links.article(record.id, carried)) for room in shared.also),
    )


def _heading(quest: Quest, parts: Sequence[Part]) -> str:
    """Return how many were found: an article that two archives hold is found twice, so it is no number of articles."""
    total = sum(part.found.total for part in parts)
    number = f"{total:,} found in {counted(sum(bool(part.found.total) for part in parts), 'archive')}"
    words = " ".join(quest.q.split())
    shown = words if len(words) <= 80 else f"{words[:80]}…"  # noqa: PLR2004  a heading's length
    return f"{number if total else 'Nothing found'}{f' for “{shown}”' if words else ''}"


def _goes_on(quest: Quest, parts: Sequence[Part], ends: Sequence[int]) -> bool:
    is_there_more = any(
        end < part.found.hits_total for part, end in zip(parts, ends, strict=False)
    )  # no part where nothing was asked)
    return is_there_more and (quest.effective_order != "relevance" or quest.page < LAST_PAGE)


def _for_scripts(quest: Quest, parts: Sequence[Part], shared: Sequence[Shared], after: str | None) -> dict[str, Any]:
    return {
        "query": quest.q,
        "filters": {name: value for name, value in to_json(quest.filters).items() if value},
        "order": quest.effective_order,
        "page": quest.page,
        "next": after,
        "archives": [
            {"archive": part.room.database, "title": part.room.title, "total": part.found.total, "href": part.href}
            for part in parts
        ],
        "facets": {name: to_json(values) for name, values in summed([part.found for part in parts]).items()},
        "articles": [
            {
                **{name: value for name, value in to_json(each.hit.article).items() if name != "text"},
                "snippet": "".join(segment.text for segment in each.hit.snippet),
                "archive": each.room.database,
                "href": each.room.links.article(each.hit.article.id),
                "also": [
                    {"archive": room.database, "href": room.links.article(each.hit.article.id)} for room in each.also
                ],
            }
            for each in shared
        ],
    }
