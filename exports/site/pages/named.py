"""The page of an outlet, a person, an agency or a tag: how much of it is here, from when, and its articles.

Rule: reads through `archive.columns`, `archive.counted`, `archive.registers` and `archive.hosts` only. A name is
what a page prints, or what the owner has it called: nothing here says by itself that two names are one.
"""

from dataclasses import asdict, dataclass, replace
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.columns import Columns, Places, columns_of
from archive.counted import Profile, profile_of
from archive.facets import count_facets
from archive.hosts import hosts_of, neighbours_of
from archive.registers import Kind, Named, Printed, places_of, printed_as, register_of, shown_as, without
from archive.snapshot import one_state
from exports.phrases import counted
from exports.site.links import Links, Quest
from exports.site.pages import shares
from exports.site.pages.chart import chart_of
from exports.site.pages.edit import Filled, filled
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.listing import Listed, for_scripts, listing_of, read_listed
from exports.site.words import bounds_words
from schemas.view import FacetValue

HOSTS_SHOWN = 30

LISTS: dict[Kind, str] = {"outlet": "outlets", "person": "people", "agency": "agencies", "tag": "tags"}
"""Names of the pages that list all of a kind."""

_KICKERS: dict[Kind, str] = {"outlet": "Outlet", "person": "Author", "agency": "Agency", "tag": "Tag"}
_UNSTATED: dict[Kind, str] = {
    "outlet": "Outlet unknown",
    "person": "No author named",
    "agency": "No agency credited",
    "tag": "No tag",
}
_WITH: dict[Kind, tuple[str, str]] = {
    "outlet": ("", ""),
    "person": (" names this author", " name this author"),
    "agency": (" credits this agency", " credit this agency"),
    "tag": (" carries this tag", " carry this tag"),
}
_MISSING: dict[Kind, str] = {
    "outlet": "No article here is by an outlet of that name. Names are told apart as they are printed.",
    "person": "No article here names an author like that. Names are told apart as they are printed.",
    "agency": "No article here credits an agency of that name. Names are told apart as they are printed.",
    "tag": "No article here carries that tag. Tags are told apart as they are printed.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What the archive holds under one name."""

    kind: Kind
    name: str | None
    """None: the articles that state none."""
    profile: Profile
    alike: tuple[Named, ...]
    """Names that differ in case, accents, spaces and signs only."""
    authors: tuple[FacetValue, ...]
    """The most frequent; none of a person."""
    hosts: tuple[str, ...]
    neighbours: tuple[tuple[str, str], ...]
    """Other outlets met at one of these hosts, each with the host."""
    printed: tuple[Printed, ...]
    """Of an outlet: what its pages call it, where the owner gave it its name."""
    listed: Listed


async def outlet_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show what one outlet published."""
    return await _page(datasette, request, "outlet")


async def person_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show what names one person as its author."""
    return await _page(datasette, request, "person")


async def agency_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show whose copy of one agency is here."""
    return await _page(datasette, request, "agency")


async def tag_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    """Show what carries one tag."""
    return await _page(datasette, request, "tag")


async def _page(datasette: Any, request: Any, kind: Kind) -> Response:  # noqa: ANN401
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    name = request.args.get("name") or None
    if name is None and not request.args.get("unstated"):
        return await room.missing(_MISSING[kind])
    portrait = await room.read(lambda conn: _read(conn, kind, name, request.args))
    if isinstance(portrait, str):
        return await room.missing(portrait)
    if isinstance(portrait, Printed):  # the address is of before the owner gave the outlet its name
        page = "outlet.json" if room.format == "json" else "outlet"
        return Response.redirect(room.links.page(page, name=portrait.name))
    if room.format == "json":
        return as_json(_for_scripts(room.links, portrait))
    return await room.page("named.html", _context(room, portrait))


def _authors(conn: Connection, columns: Columns, at: Places) -> tuple[FacetValue, ...]:
    return tuple(each for each in count_facets(conn, columns, at, ("author",))["author"] if each.value is not None)


def _read(conn: Connection, kind: Kind, name: str | None, asked: Any) -> Portrait | Printed | str:  # noqa: ANN401  parameters
    with one_state(conn):
        columns = columns_of(conn)
        at = places_of(conn, columns, kind, name) if name else without(columns, kind)
        if name and not len(at):
            return (shown_as(conn, name) if kind == "outlet" else None) or _MISSING[kind]
        is_outlet = kind == "outlet" and name is not None
        return Portrait(
            kind=kind,
            name=name,
            profile=profile_of(conn, columns, at),
            alike=register_of(conn, columns, kind).like(name) if name else (),
            authors=_authors(conn, columns, at) if kind != "person" else (),
            hosts=hosts_of(conn, columns, name) if is_outlet and name else (),
            neighbours=neighbours_of(conn, columns, name) if is_outlet and name else (),
            printed=printed_as(conn, name) if is_outlet and name else (),
            listed=read_listed(conn, columns, at, asked),
        )


def _context(room: Room, portrait: Portrait) -> dict[str, Any]:
    links, kind, name, profile = room.links, portrait.kind, portrait.name, portrait.profile
    own = {"name": name} if name else {"unstated": "1"}
    return {
        "here": LISTS[kind],
        "kicker": _KICKERS[kind],
        "name": name or _UNSTATED[kind],
        "is_named": name is not None,
        "lead": lead_of(portrait),
        "chart": chart_of(profile.months, lambda since: month_link(links, since)),
        "undated": sum(each.count for each in profile.months if each.value is None),
        "lists": _lists(links, portrait),
        "alike": [shares.Share(each.name, each.articles, links.page(kind, name=each.name)) for each in portrait.alike],
        "hosts": portrait.hosts[:HOSTS_SHOWN],
        "more_hosts": max(0, len(portrait.hosts) - HOSTS_SHOWN),
        "neighbours": [(links.page("outlet", name=other), other, host) for other, host in portrait.neighbours][
            :HOSTS_SHOWN
        ],
        "printed": portrait.printed,
        "forms": _forms(links, portrait) if room.editor and kind == "outlet" and name else [],
        "listing": listing_of(links, portrait.listed, lambda **changes: links.page(kind, **{**own, **changes})),
        "search": links.search(Quest(**_within(kind, name))),  # type: ignore[arg-type]  # names of its own fields
        "as_json": links.page(f"{kind}.json", **own),
    }


def _forms(links: Links, portrait: Portrait) -> list[Filled]:
    """Return what may be said of an outlet's name, with the names that it may be one with."""
    name = portrait.name or ""
    here = links.page("outlet", name=name)
    near = [
        *((each.name, "written alike") for each in portrait.alike),
        *((other, f"at the same host, {host}") for other, host in portrait.neighbours[:HOSTS_SHOWN]),
    ]
    rename = filled("outlet-rename", links, here, outlet=name, name=portrait.alike[0].name if portrait.alike else "")
    undo = [filled("outlet-undo", links, here, outlet=name)] if portrait.printed else []
    return [replace(rename, suggestions=tuple(dict(near).items()), suggested="name"), *undo]


def month_link(links: Links, since: str) -> str:
    """Return where a bar leads to: a month's page, or the months of its year."""
    if "-" in since:
        return links.page("month", of=since)
    return f"{links.page('months')}#y{since}"


def _lists(links: Links, portrait: Portrait) -> list[tuple[str, str, shares.Shares]]:
    """Return the lists beside the articles: id, title and lines. What the page is about is in none of them."""
    kind, profile = portrait.kind, portrait.profile
    within = _within(kind, portrait.name)
    found = [
        ("outlets", "Printed by" if kind == "agency" else "Outlets", shares.outlets(links, profile.outlets)),
        ("languages", "Languages", shares.languages(links, profile.languages, **within)),
        ("agencies", "Agency copy", shares.agencies(links, profile.agencies)),
        ("people", "Authors", shares.people(links, portrait.authors)),
        ("bases", "How its dates are known", shares.bases(links, profile.dates_by_basis, **within)),
    ]
    return [(id_, title, lines) for id_, title, lines in found if id_ != LISTS[kind] and lines.lines]


def _within(kind: Kind, name: str | None) -> dict[str, str]:
    """Return the filter of a search in these articles."""
    field = "author" if kind == "person" else kind
    return {field: name} if name else {"without": field}


def lead_of(portrait: Portrait) -> str:
    """Say in one sentence what is here under a name."""
    profile = portrait.profile
    one, many = _WITH[portrait.kind] if portrait.name else ("", "")
    outlets = sum(1 for each in profile.outlets if each.value)
    parts = [counted(profile.articles, f"article{one}", f"articles{many}")]
    if portrait.kind != "outlet" and outlets:
        parts.append(f", in {counted(outlets, 'outlet')}" if portrait.name else f", of {counted(outlets, 'outlet')}")
    if profile.earliest and profile.latest:
        when = bounds_words(profile.earliest, profile.latest)
        parts.append(f", published {when if profile.earliest != profile.latest else f'on {when}'}")
    elif profile.articles:
        parts.append(", of no date that is known")
    return f"{''.join(parts)}."


def _for_scripts(links: Links, portrait: Portrait) -> dict[str, Any]:
    own = {"name": portrait.name} if portrait.name else {"unstated": "1"}
    listed = portrait.listed
    asked = {**own, "order": listed.order, "after": listed.after}
    return {
        "kind": portrait.kind,
        "name": portrait.name,
        **asdict(portrait.profile),
        "authors": [asdict(each) for each in portrait.authors],
        "hosts": portrait.hosts,
        "printed_as": [asdict(each) for each in portrait.printed],
        "names_alike": [asdict(each) for each in portrait.alike],
        "outlets_at_the_same_host": [{"outlet": other, "host": host} for other, host in portrait.neighbours],
        "order": listed.order,
        "listed": for_scripts(links, listed.records),
        "next": links.page(f"{portrait.kind}.json", **asked) if listed.after else None,
    }
