"""The search page: words and filters in, ranked entries with their words marked, and counts to narrow them by.

Rule: reads through `archive.search` only; every string that a reader can type gets an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from archive.search import search
from exports.site.links import PAGE_SIZE, Quest
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.home import unknown_last, usual_language
from exports.site.words import counted, iso_words, language_name
from schemas.codec import to_json
from schemas.view import FacetValue, SearchPage

FACETS = (("outlet", "Outlet"), ("year", "Year"), ("language", "Language"))

VALUES_SHOWN = 12
"""Values of a facet before the rest folds away."""


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address of the result without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value, its count, and the address of the result narrowed to it (or widened, where it is active)."""

    name: str
    count: int
    href: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A heading and its choices."""

    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


async def search_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show the articles that a reader asks for."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    quest = Quest.of(request.args)
    found = await room.read(
        lambda conn: search(
            conn,
            quest.q,
            quest.filters,
            limit=PAGE_SIZE,
            offset=(quest.page - 1) * PAGE_SIZE,
            order=quest.effective_order,
        )
    )
    if room.format == "json":
        return as_json(_for_scripts(room, quest, found))
    return await room.page("search.html", _context(room, quest, found))


def _context(room: Room, quest: Quest, found: SearchPage) -> dict[str, Any]:
    first = (quest.page - 1) * PAGE_SIZE
    pages = max(1, -(-found.total // PAGE_SIZE))
    return {
        "quest": quest,
        "heading": heading_of(quest, found.total),
        "entries": _entries(room, quest, found, first),
        "total": found.total,
        "facets": [facet for name, title in FACETS if (facet := _facet(room, quest, found, name, title)).choices],
        "chips": chips_of(room, quest),
        "orders": _orders(room, quest, found.order),
        "not_ranked": found.order != quest.effective_order,
        "page": quest.page,
        "pages": pages,
        "before": room.links.search(quest.but(page=quest.page - 1)) if 1 < quest.page <= pages else None,
        "after": room.links.search(quest.but(page=quest.page + 1)) if quest.page < pages else None,
        "first_page": room.links.search(quest.but()) if quest.page > pages else None,
        "hidden": [(name, value) for name, value in quest.but(q="").parameters().items() if name not in {"from", "to"}],
        "everything": room.links.search(),
        "unfiltered": room.links.search(Quest(q=quest.q)),
        "as_json": room.links.search(quest, suffix=".json"),
    }


def heading_of(quest: Quest, total: int) -> str:
    """Return the page's heading: how many, and for what."""
    number = counted(total, "article") if total else "No article"
    words = quest.q.strip()
    if not words:
        return number
    shown = words if len(words) <= 80 else f"{words[:80]}…"  # noqa: PLR2004  a heading's length
    return f"{number} for “{shown}”"


def chips_of(room: Room, quest: Quest) -> list[Chip]:
    """Return the active filters, each with the address of the result without it."""
    chips = []
    if quest.outlet:
        chips.append(Chip("Outlet", quest.outlet, room.links.search(quest.but(outlet=None))))
    if quest.language:
        chips.append(Chip("Language", language_name(quest.language), room.links.search(quest.but(language=None))))
    if quest.tag:
        chips.append(Chip("Tag", quest.tag, room.links.search(quest.but(tag=None))))
    if quest.date_from and quest.date_from == quest.date_to:
        without = room.links.search(quest.but(date_from=None, date_to=None))
        return [*chips, Chip("Date", iso_words(quest.date_from), without)]
    if quest.date_from:
        chips.append(Chip("From", iso_words(quest.date_from), room.links.search(quest.but(date_from=None))))
    if quest.date_to:
        chips.append(Chip("To", iso_words(quest.date_to), room.links.search(quest.but(date_to=None))))
    return chips


def _entries(room: Room, quest: Quest, found: SearchPage, first: int) -> list[Entry]:
    usual = usual_language(found.facets.get("language", ()))
    return [
        entry_of(
            hit.article, room.links, title=hit.title, snippet=hit.snippet, quest=quest, at=first + number, usual=usual
        )
        for number, hit in enumerate(found.hits, start=1)
    ]


def _orders(room: Room, quest: Quest, used: str) -> list[tuple[str, str, bool]]:
    names = [("relevance", "Best match")] if quest.q.strip() else []
    names += [("newest", "Newest"), ("oldest", "Oldest")]
    return [(title, room.links.search(quest.but(order=order)), order == used) for order, title in names]


def _facet(room: Room, quest: Quest, found: SearchPage, name: str, title: str) -> Facet:
    values = found.facets.get(name, ())
    choices = tuple(_choice(room, quest, name, value) for value in in_order(name, values))
    return Facet(title, choices[:VALUES_SHOWN], choices[VALUES_SHOWN:])


def in_order(name: str, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return a facet's values as readers look for them: years by time, others by count, the unknown last."""
    return unknown_last(sorted(values, key=lambda value: value.value or "") if name == "year" else values)


def _choice(room: Room, quest: Quest, name: str, value: FacetValue) -> Choice:
    if value.value is None:
        return Choice("Unknown", value.count, None, active=False)
    if name == "year":
        active = quest.date_from == quest.date_to == value.value
        year = None if active else value.value
        changes = {"date_from": year, "date_to": year}
    else:
        active = getattr(quest, name) == value.value
        changes = {name: None if active else value.value}
    shown = language_name(value.value) if name == "language" else value.value
    return Choice(shown, value.count, room.links.search(quest.but(**changes)), active=active)


def _for_scripts(room: Room, quest: Quest, found: SearchPage) -> dict[str, Any]:
    """Return the result as plain JSON values; the text stays on the article's own page."""
    return {
        "query": quest.q,
        "total": found.total,
        "page": quest.page,
        "page_size": PAGE_SIZE,
        "facets": {
            name: [{"value": v.value, "count": v.count} for v in values] for name, values in found.facets.items()
        },
        "articles": [
            {
                **{name: value for name, value in to_json(hit.article).items() if name != "text"},
                "snippet": "".join(segment.text for segment in hit.snippet),
                "href": room.links.article(hit.article.id),
            }
            for hit in found.hits
        ],
    }
