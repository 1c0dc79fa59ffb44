"""The search page: words and filters in, ranked entries with their words marked, and counts to narrow them by.

Rule: reads through `archive.search` only; every string that a reader can type gets an answer.
"""

from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.naming import is_name, named_by
from archive.reader import articles_at
from archive.registers import renamed
from archive.suggest import is_doubtful, suggest
from exports.phrases import counted, iso_words
from exports.site.links import Quest
from exports.site.pages.chips import chips_of
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.facet_lists import facets_of
from exports.site.pages.frame import Room, nowhere, room_of
from exports.site.pages.histogram import histogram_of
from exports.site.pages.search_command import dossier_command
from exports.site.pages.search_files import as_csv, as_feed, as_json_page, page_of
from exports.site.pages.shares import usual_language
from schemas.article import ArticleRecord
from schemas.view import Fellow, Hit, SearchPage

MOST_CALLED = 5
"""Articles of one name that are told: several may come from records of one id."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that a hit stands for as well."""

    href: str
    name: str
    """Its outlet, or its accession number."""
    date: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A hit in the list, and the copies that it stands for."""

    entry: Entry
    copies: tuple[Copy, ...]
    more: int
    """Copies beyond those."""
    total: int
    all_of_them: str | None
    """The result narrowed to its family, every copy listed."""


async def search_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show the articles that a reader asks for."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    quest = Quest.of(request.args)
    form = request.url_vars.get("format")
    if quest.outlet and (now := await room.read(lambda conn: renamed(conn, quest.outlet or ""))):
        return Response.redirect(room.links.search(replace(quest, outlet=now), suffix=f".{form}" if form else ""))
    if form == "atom":
        return await as_feed(room, quest)
    if form == "csv":
        return await as_csv(room, quest)

    def read(conn: Connection) -> tuple[SearchPage, str | None, str | None, tuple[ArticleRecord, ...]]:
        found = page_of(conn, quest)
        meant = suggest(conn, quest.q) if is_doubtful(quest.q, found.total) else None
        named = None
        if quest.story:
            row = conn.execute("SELECT label FROM story WHERE public_id = ?", (quest.story,)).fetchone()
            named = str(row[0]) if row else None
        return found, meant, named, _called(conn, quest.q, found)

    found, meant, named, called = await room.read(read)
    if room.format == "json":
        return as_json_page(room, quest, found, called)
    context = {**_context(room, quest, found, meant, named), "called": [entry_of(each, room.links) for each in called]}
    return await room.page("search.html", context, scripts=("search.js",))


def _called(conn: Connection, words: str, found: SearchPage) -> tuple[ArticleRecord, ...]:
    """Return the articles that go by the words of a question: every list and citation prints such names."""
    if found.total and not is_name(words):
        return ()
    return articles_at(conn, named_by(conn, words)[:MOST_CALLED])


def _context(room: Room, quest: Quest, found: SearchPage, meant: str | None, named: str | None) -> dict[str, Any]:
    links = room.links
    return {
        "quest": quest,
        "heading": heading_of(quest, found.total),
        "entries": _listed(room, quest, found),
        "total": found.total,
        "found": found,
        "facets": facets_of(links, quest, found.facets),
        "histogram": histogram_of(links, quest, found.facets.get("month", ())),
        "chips": chips_of(links, quest, named),
        "orders": _orders(room, quest, found.order),
        "not_ranked": not found.is_ranked and bool(quest.q.strip()) and found.total > 1,
        "meant": (meant, links.search(quest.but(q=meant))) if meant else None,
        "before": _before(room, quest, found),
        "after": links.search(quest.but(after=found.hits[-1].article.id)) if not found.is_last else None,
        "first_page": links.search(quest.but()) if not found.hits and found.total else None,
        "grouped": links.search(quest.but(by_family=not quest.by_family)),
        "hidden": [(name, value) for name, value in quest.but(q="").parameters().items() if name not in {"from", "to"}],
        "everything": links.search(),
        "unfiltered": links.search(quest.without_filters()),
        "saved": _saved(room, quest),
        "command": dossier_command(room.database, quest),
    }


def _before(room: Room, quest: Quest, found: SearchPage) -> str | None:
    return None if found.is_first or not found.hits else room.links.search(quest.but(after=found.before))


def _saved(room: Room, quest: Quest) -> dict[str, str]:
    forms = {"Feed (Atom)": ".atom", "JSON": ".json", "CSV": ".csv"}
    return {name: room.links.search(quest.but(), suffix=suffix) for name, suffix in forms.items()}


def heading_of(quest: Quest, total: int) -> str:
    """Return the page's heading: how many, and for what."""
    number = counted(total, "article") if total else "No article"
    words = quest.q.strip()
    if not words:
        return number
    shown = words if len(words) <= 80 else f"{words[:80]}…"  # noqa: PLR2004  a heading's length
    return f"{number} for “{shown}”"


def _listed(room: Room, quest: Quest, found: SearchPage) -> list[Listed]:
    usual = usual_language(found.facets.get("language", ()))
    return [_hit(room, quest, hit, found.offset + at, usual) for at, hit in enumerate(found.hits, start=1)]


def _hit(room: Room, quest: Quest, hit: Hit, at: int, usual: str | None) -> Listed:
    links = room.links
    entry = entry_of(hit.article, links, title=hit.title, snippet=hit.snippet, quest=quest, at=at, usual=usual)
    return Listed(
        entry=entry,
        copies=tuple(_copy(room, quest, fellow) for fellow in hit.copies),
        more=hit.copies_total - len(hit.copies),
        total=hit.copies_total,
        all_of_them=links.search(quest.but(story=hit.family, by_family=False, order="oldest")) if hit.family else None,
    )


def _copy(room: Room, quest: Quest, fellow: Fellow) -> Copy:
    date = iso_words(fellow.published[:10]) if fellow.published else "date unknown"
    inferred = f" ({fellow.published_basis})" if fellow.published_basis in {"inferred", "asserted", "dateline"} else ""
    asked = Quest(q=quest.q)
    return Copy(room.links.article(fellow.id, asked), fellow.outlet or fellow.accession, f"{date}{inferred}")


def _orders(room: Room, quest: Quest, used: str) -> list[tuple[str, str, bool]]:
    names = [("relevance", "Best match")] if quest.q.strip() else []
    names += [("newest", "Newest"), ("oldest", "Oldest")]
    return [(title, room.links.search(quest.but(order=order)), order == used) for order, title in names]
