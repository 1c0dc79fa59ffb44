"""The lists of all outlets, people, agencies and tags of an archive: each with how much of it is here, and from when.

Rule: reads through `archive.columns`, `archive.counted`, `archive.registers` and `archive.hosts` only.
"""

from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any, cast, get_args

from datasette.utils.asgi import Response

from archive.columns import Columns, columns_of
from archive.counted import Profile, profile_of
from archive.hosts import hosts_of, neighbours_of
from archive.registers import Kind, Named, NamesPage, Register, Sort, names_page, places_of, register_of, without
from archive.snapshot import one_state
from exports.phrases import counted, joined
from exports.site.links import Links
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.named import LISTS
from exports.site.pages.shares import part_of
from exports.site.words import bounds_words, language_name

SIZE = 50
"""Names on a page."""

NAMED_BESIDE = 3
"""Hosts, languages and like names that stand beside a name; the rest are counted."""

_TITLES: dict[Kind, str] = {"outlet": "Outlets", "person": "People", "agency": "Agencies", "tag": "Tags"}
_NOUNS: dict[Kind, tuple[str, str]] = {
    "outlet": ("outlet", "outlets"),
    "person": ("author", "authors"),
    "agency": ("agency", "agencies"),
    "tag": ("tag", "tags"),
}
_LEADS: dict[Kind, str] = {
    "outlet": "Who published what is here, as the pages print it.",
    "person": "Whom the pages name as authors, as they print it.",
    "agency": "Whose copy the pages credit, as they print it.",
    "tag": "The pages' own tags, as they print them.",
}
_SORTS: tuple[tuple[Sort, str], ...] = (("most", "Most articles"), ("name", "By name"), ("fewest", "Fewest articles"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One name of a list, with what is known of it."""

    name: str
    articles: int
    profile: Profile
    hosts: tuple[str, ...]
    alike: tuple[Named, ...]
    neighbours: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A page of a list."""

    page: NamesPage
    rows: tuple[Row, ...]
    unstated: int
    """Articles of which it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asked of a list."""

    holding: str
    sort: Sort
    after: Named | None

    @classmethod
    def of(cls, args: Any) -> "Asked":  # noqa: ANN401  parameters
        """Read it from the parameters of a request; what cannot be meant is dropped."""
        sort, count = args.get("sort"), args.get("count") or ""
        number = int(count) if count.isascii() and count.isdigit() and len(count) <= _LONGEST else 0
        after = args.get("after")
        return cls(
            holding=args.get("q") or "",
            sort=cast("Sort", sort) if sort in get_args(Sort) else "most",
            after=Named(after, number) if after else None,
        )

    def parameters(self, after: Named | None = None) -> dict[str, str | None]:
        """Return it as address parameters, for the page behind `after`."""
        return {
            "q": self.holding or None,
            "sort": self.sort if self.sort != "most" else None,
            "after": after.name if after else None,
            "count": str(after.articles) if after and self.sort != "name" else None,
        }


_LONGEST = 12
"""Figures of a number of articles, at most."""


async def outlets_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """List the outlets."""
    return await _page(datasette, request, "outlet")


async def people_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """List the authors."""
    return await _page(datasette, request, "person")


async def agencies_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """List the agencies."""
    return await _page(datasette, request, "agency")


async def tags_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """List the tags."""
    return await _page(datasette, request, "tag")


async def _page(datasette: Any, request: Any, kind: Kind) -> Response:  # noqa: ANN401
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    asked = Asked.of(request.args)
    names = await room.read(lambda conn: _read(conn, kind, asked))
    if room.format == "json":
        return as_json(_for_scripts(room.links, kind, asked, names))
    return await room.page("names.html", _context(room, kind, asked, names))


def _read(conn: Connection, kind: Kind, asked: Asked) -> Names:
    with one_state(conn):
        columns = columns_of(conn)
        register = register_of(conn, columns, kind)
        page = names_page(register, holding=asked.holding, sort=asked.sort, size=SIZE, after=asked.after)
        return Names(
            page=page,
            rows=tuple(_row(conn, columns, register, kind, each) for each in page.names),
            unstated=len(without(columns, kind)),
        )


def _row(conn: Connection, columns: Columns, register: Register, kind: Kind, named: Named) -> Row:
    at = places_of(conn, columns, kind, named.name)
    return Row(
        name=named.name,
        articles=named.articles,
        profile=profile_of(conn, columns, at),
        hosts=hosts_of(conn, columns, named.name) if kind == "outlet" else (),
        alike=register.like(named.name),
        neighbours=neighbours_of(conn, columns, named.name) if kind == "outlet" else (),
    )


def _context(room: Room, kind: Kind, asked: Asked, names: Names) -> dict[str, Any]:
    links, page = room.links, names.page
    one, many = _NOUNS[kind]
    name = LISTS[kind]
    following = links.page(name, **asked.parameters(page.names[-1])) if page.names and not page.is_last else None
    return {
        "here": name,
        "heading": _TITLES[kind],
        "lead": f"{_LEADS[kind]} {counted(page.total, one, many)}." if page.total else "",
        "one": one,
        "asked": asked,
        "found": counted(page.found, one, many),
        "rows": [_line(links, kind, row) for row in names.rows],
        "total": page.total,
        "unstated": names.unstated,
        "unstated_link": links.page(kind, unstated="1"),
        "sorts": [(title, links.page(name, **_sorted_by(asked, sort)), sort == asked.sort) for sort, title in _SORTS],
        "action": links.page(name),
        "first": links.page(name, **asked.parameters()) if asked.after else None,
        "after": following,
        "as_json": links.page(f"{name}.json", **asked.parameters(asked.after)),
    }


def _sorted_by(asked: Asked, sort: Sort) -> dict[str, str | None]:
    return Asked(holding=asked.holding, sort=sort, after=None).parameters()


def _line(links: Links, kind: Kind, row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "href": links.page(kind, name=row.name),
        "articles": row.articles,
        "notes": _notes(kind, row),
        "alike": [(links.page(kind, name=each.name), each.name, each.articles) for each in row.alike[:NAMED_BESIDE]],
        "neighbours": [
            (links.page("outlet", name=other), other, host) for other, host in row.neighbours[:NAMED_BESIDE]
        ],
        "more_neighbours": max(0, len(row.neighbours) - NAMED_BESIDE),
    }


def _notes(kind: Kind, row: Row) -> list[str]:
    profile = row.profile
    notes = [bounds_words(profile.earliest, profile.latest)]
    if kind == "outlet":
        notes += [_some(row.hosts, "host")] if row.hosts else []
        notes += [_some([language_name(each.value) for each in profile.languages if each.value], "language")]
        undated = sum(each.count for each in profile.dates_by_basis if each.value is None)
        notes += [f"date unknown of {part_of(undated, profile.articles)}"] if undated else []
    else:
        notes += [_some([each.value for each in profile.outlets if each.value], "outlet")]
    return [note for note in notes if note]


def _some(names: Any, noun: str) -> str:  # noqa: ANN401  a sequence of names
    """Return a few names, and how many more there are."""
    if len(names) <= NAMED_BESIDE + 1:
        return joined(names)
    return f"{', '.join(names[:NAMED_BESIDE])} and {counted(len(names) - NAMED_BESIDE, f'more {noun}')}"


def _for_scripts(links: Links, kind: Kind, asked: Asked, names: Names) -> dict[str, Any]:
    page = names.page
    following = asked.parameters(page.names[-1]) if page.names and not page.is_last else None
    return {
        "kind": kind,
        "total": page.total,
        "found": page.found,
        "sort": asked.sort,
        "unstated": names.unstated,
        "names": [_row_for_scripts(links, kind, row) for row in names.rows],
        "next": links.page(f"{LISTS[kind]}.json", **following) if following else None,
    }


def _row_for_scripts(links: Links, kind: Kind, row: Row) -> dict[str, Any]:
    profile = row.profile
    return {
        "name": row.name,
        "articles": row.articles,
        "href": links.page(kind, name=row.name),
        "earliest": profile.earliest,
        "latest": profile.latest,
        "outlets": sum(1 for each in profile.outlets if each.value),
        "languages": [asdict(each) for each in profile.languages],
        "dates_by_basis": [asdict(each) for each in profile.dates_by_basis],
        "hosts": list(row.hosts),
        "names_alike": [each.name for each in row.alike],
        "outlets_at_the_same_host": [{"outlet": other, "host": host} for other, host in row.neighbours],
    }
