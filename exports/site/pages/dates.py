"""How the dates of an archive are known: how many in which way, what each way means, and examples with their evidence.

Rule: reads through `archive.columns`, `archive.counted` and `archive.reader` only.
"""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, get_args

from datasette.utils.asgi import Response

from archive import reader
from archive.columns import Columns, columns_of
from archive.counted import drawn, where
from archive.facets import count_facets
from archive.holdings import whole_of
from archive.snapshot import one_state
from exports.phrases import counted
from exports.site.links import Links
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.listing import Listed, for_scripts, listing_of, read_listed
from exports.site.pages.shares import UNKNOWN, basis_title, part_of
from exports.site.words import describe_date
from schemas.article import ArticleRecord
from schemas.types import Basis

EXAMPLES = 10

OUTLETS_SHOWN = 15

MEANINGS: dict[str | None, str] = {
    "structured": "The page carries the date in data that is made for machines (JSON-LD, meta elements). Publishers' "
    "systems write it; it may be the time of an import or of a change.",
    "stated": "The page prints the date, in words that a reader sees.",
    "dateline": "The date stands before the text, with the place: when the report was filed, which may be before it "
    "was printed.",
    "inferred": "The page does not state the whole date. It follows from words that it does state, and where only "
    "one thing supports it, as bounds only. No date is made up.",
    "asserted": "A person or a spreadsheet gave the date. Each article says who, and why.",
    None: "Nothing on the page, nor anything that came with it, says when it was published, or not surely enough to be "
    "printed. Such articles stand at the end of every list that is ordered by time.",
}

ORDER: tuple[str | None, ...] = (*get_args(Basis), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """An outlet of whose articles some have no known date."""

    outlet: str
    unknown: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles whose dates are known in the same way."""

    basis: str | None
    count: int
    examples: tuple[ArticleRecord, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An article as an example of how its date is known."""

    entry: Entry
    date: str
    evidence: str | None
    """The words that the date rests on, where they are not said already."""


async def dates_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show how the dates are known, or all articles of one way."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    asked = request.args.get("basis")
    if asked is None:
        groups, undated, total = await room.read(_read)
        return (
            _all_for_scripts(room.links, groups, undated)
            if room.format == "json"
            else await room.page("dates.html", _context(room.links, groups, undated, total))
        )
    basis = None if asked == UNKNOWN else asked
    if basis not in ORDER:
        return await room.missing(f"Dates are known as one of these: {', '.join([*get_args(Basis), UNKNOWN])}.")
    listed = await room.read(lambda conn: _read_basis(conn, basis, request.args))
    if room.format == "json":
        return _basis_for_scripts(room.links, asked, listed)
    return await room.page("dates_of.html", _context_of(room, asked, basis, listed))


def _read(conn: Connection) -> tuple[tuple[Group, ...], tuple[Undated, ...], int]:
    with one_state(conn):
        columns = columns_of(conn)
        groups = tuple(_group(conn, columns, basis) for basis in ORDER)
        return groups, undated_of(conn, columns), len(columns)


def _group(conn: Connection, columns: Columns, basis: str | None) -> Group:
    at = where(columns, "basis", basis)
    numbers = columns.article[drawn(at, EXAMPLES)].tolist()
    return Group(basis=basis, count=len(at), examples=reader.articles_at(conn, numbers))


def undated_of(conn: Connection, columns: Columns) -> tuple[Undated, ...]:
    """Return the outlets of most articles whose date is not known."""
    undated = count_facets(conn, columns, where(columns, "basis", None), ("outlet",))["outlet"]
    totals = {each.value: each.count for each in whole_of(conn).outlets}
    return tuple(
        Undated(outlet=each.value, unknown=each.count, articles=totals[each.value])
        for each in [each for each in undated if each.value][:OUTLETS_SHOWN]
        if each.value
    )


def _read_basis(conn: Connection, basis: str | None, asked: Any) -> Listed:  # noqa: ANN401  parameters
    with one_state(conn):
        columns = columns_of(conn)
        return read_listed(conn, columns, where(columns, "basis", basis), asked)


def _context(links: Links, groups: tuple[Group, ...], undated: tuple[Undated, ...], total: int) -> dict[str, Any]:
    return {
        "here": "dates",
        "total": total,
        "groups": [_shown(links, group, total) for group in groups if group.count],
        "absent": [basis_title(group.basis) for group in groups if not group.count and group.basis],
        "undated": [
            (links.page("outlet", name=each.outlet), each, part_of(each.unknown, each.articles)) for each in undated
        ],
        "as_json": links.page("dates.json"),
    }


def _shown(links: Links, group: Group, total: int) -> dict[str, Any]:
    return {
        "id": group.basis or UNKNOWN,
        "title": basis_title(group.basis),
        "count": group.count,
        "part": part_of(group.count, total),
        "meaning": MEANINGS[group.basis],
        "examples": [example_of(links, record) for record in group.examples],
        "all": links.page("dates", basis=group.basis or UNKNOWN),
    }


def example_of(links: Links, record: ArticleRecord) -> Example:
    """Return an article as an example: its date with all doubts, and the words that it rests on."""
    words, evidence = describe_date(record), record.published_evidence
    is_said = not evidence or any(evidence in note for note in words.notes)
    return Example(entry_of(record, links), words.sentence, None if is_said else evidence)


def _context_of(room: Room, asked: str, basis: str | None, listed: Listed) -> dict[str, Any]:
    links = room.links
    return {
        "here": "dates",
        "heading": basis_title(basis),
        "lead": f"{counted(listed.total, 'article')}. {MEANINGS[basis]}",
        "examples": [example_of(links, record) for record in listed.records],
        "listing": listing_of(links, listed, lambda **changes: links.page("dates", basis=asked, **changes)),
        "as_json": links.page("dates.json", basis=asked),
    }


def _all_for_scripts(links: Links, groups: tuple[Group, ...], undated: tuple[Undated, ...]) -> Response:
    return as_json(
        {
            "bases": [
                {
                    "basis": group.basis,
                    "count": group.count,
                    "meaning": MEANINGS[group.basis],
                    "examples": for_scripts(links, group.examples),
                }
                for group in groups
            ],
            "outlets_with_most_unknown": [
                {"outlet": each.outlet, "unknown": each.unknown, "articles": each.articles} for each in undated
            ],
        }
    )


def _basis_for_scripts(links: Links, asked: str, listed: Listed) -> Response:
    following = {"basis": asked, "order": listed.order, "after": listed.after}
    return as_json(
        {
            "basis": None if asked == UNKNOWN else asked,
            "count": listed.total,
            "order": listed.order,
            "listed": for_scripts(links, listed.records),
            "next": links.page("dates.json", **following) if listed.after else None,
        }
    )
