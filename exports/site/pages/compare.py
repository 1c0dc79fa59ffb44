"""Two articles side by side: what ties them, who was first, what was swapped, cut, added and moved.

Rule: reads through `archive.reader` and `archive.compared` only. Nothing of it is kept from one request to the next.
"""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from archive import reader
from archive.compared import Compared, compare_pair
from archive.naming import find_number
from archive.snapshot import one_state
from exports.phrases import counted
from exports.site.links import Links
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.frame import Room, as_json, nowhere, room_of
from exports.site.pages.pair import first_of, shares_of, swap_tables, tie_of
from exports.site.words import DateWords, describe_date
from exports.telling.differences import differences_of
from ingest.normalise.urls import safe_url
from schemas.article import ArticleRecord
from schemas.codec import to_json
from schemas.explanation import Comparison


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and what the archive has to say of them."""

    a: ArticleRecord
    b: ArticleRecord
    compared: Compared


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as the head of the page shows it."""

    name: str
    """`A` or `B`."""
    entry: Entry
    date: DateWords
    address: str | None
    url: str | None
    """The address where it can be followed."""


async def compare_page(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Show two articles side by side."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    names = unquote(request.url_vars["a"]), unquote(request.url_vars["b"])
    found = await room.read(lambda conn: read_pair(conn, *names))
    if isinstance(found, str):
        return await room.missing(found)
    if room.format == "json":
        return as_json(_for_scripts(found))
    return await room.page("compare.html", _context(room, found))


def read_pair(conn: Connection, a: str, b: str) -> Pair | str:
    """Read two articles and compare them; a sentence where that cannot be."""
    with one_state(conn):
        numbers = find_number(conn, a), find_number(conn, b)
        one, other = reader.find_article(conn, a), reader.find_article(conn, b)
        if one is None or other is None or numbers[0] is None or numbers[1] is None:
            return "One of the two names is that of no article of this archive, or of several. It may be in another."
        if one.id == other.id:
            return f"Both names are those of one article, {one.accession or one.id}. Name two to compare them."
        return Pair(one, other, compare_pair(conn, numbers[0], numbers[1]))


def _context(room: Room, pair: Pair) -> dict[str, Any]:
    a, b, compared = pair.a, pair.b, pair.compared
    sides = (_side("A", a, room.links), _side("B", b, room.links))
    first, dates = first_of(compared.order, a.id)
    return {
        "sides": sides,
        "page_title": " and ".join(side.entry.accession for side in sides),
        "tie": tie_of(compared.relation, compared.judgement, a.id),
        "shares": shares_of(compared.relation, compared.judgement, a.id),
        "first": first,
        "dates": dates,
        "derivation": compared.derivation.said if compared.derivation else None,
        "tables": swap_tables(compared.comparison, compared.headline_swaps),
        "differences_found": differences_of(compared.comparison, *compared.texts),
        "summary": summary_of(compared.comparison),
        "is_cut": compared.is_cut,
        "swapped": room.links.compare(b.id, a.id),
        "as_json": f"{room.links.compare(a.id, b.id)}.json",
    }


def summary_of(comparison: Comparison) -> str:
    """Return a comparison in one sentence."""
    if not comparison.words_cut + comparison.words_added + comparison.words_moved:
        return "The two texts are the same, word for word."
    parts = (
        f"{counted(comparison.words_same, 'word')} the same",
        f"{comparison.words_cut:,} only in A",
        f"{comparison.words_added:,} only in B",
        f"{comparison.words_moved:,} moved",
    )
    return f"{', '.join(parts)}."


def _side(name: str, record: ArticleRecord, links: Links) -> Side:
    return Side(
        name=name,
        entry=entry_of(record, links),
        date=describe_date(record),
        address=record.url,
        url=safe_url(record.url),
    )


def _for_scripts(pair: Pair) -> dict[str, Any]:
    compared = pair.compared
    return {
        "a": pair.a.id,
        "b": pair.b.id,
        "relation": to_json(compared.relation),
        "judgement": to_json(compared.judgement),
        "first": compared.order.first,
        "order": to_json(compared.order),
        "derivation": to_json(compared.derivation),
        "headline_swaps": to_json(compared.headline_swaps),
        "comparison": to_json(compared.comparison),
        "is_cut": compared.is_cut,
    }
