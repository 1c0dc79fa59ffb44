"""A list of articles, a page at a time: newest or oldest first, each page leading to the one behind it.

Rule: reads through `archive.columns`, `archive.counted` and `archive.reader` only.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from archive import reader
from archive.columns import Columns, Places
from archive.counted import Ended, Order, stretch
from archive.facets import count_facets
from exports.site.links import PAGE_SIZE, Links
from exports.site.pages.entry import Entry, entry_of
from exports.site.pages.shares import usual_language
from schemas.article import ArticleRecord
from schemas.codec import to_json

_ENDED = re.compile(r"(\d{1,18})-(\d{1,18})\Z", re.ASCII)

To = Callable[..., str]
"""From parameters to the address of the page that the list stands on."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, as the archive has it."""

    records: tuple[ArticleRecord, ...]
    total: int
    order: Order
    is_first: bool
    after: str | None
    """Where the next page goes on, as it stands in an address."""
    usual: str | None
    """The language that goes without saying."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list, as it is shown."""

    entries: tuple[Entry, ...]
    total: int
    order: Order
    orders: tuple[tuple[str, str, bool], ...]
    """The orders: name, address, whether it is this one."""
    first: str | None
    """Address of the first page; None: this is it."""
    after: str | None
    """Address of the next page; None: this is the last one."""


def read_listed(
    conn: Connection, columns: Columns, at: Places, asked: Mapping[str, Any], *, size: int = PAGE_SIZE
) -> Listed:
    """Return the page of a list that a request asks for."""
    order: Order = "oldest" if asked.get("order") == "oldest" else "newest"
    after = _ended(asked.get("after"))
    page = stretch(columns, at, order, size, after)
    return Listed(
        records=reader.articles_at(conn, page.numbers),
        total=len(at),
        order=order,
        is_first=after is None,
        after=f"{page.end.key}-{page.end.number}" if page.end else None,
        usual=usual_language(count_facets(conn, columns, at, ("language",))["language"]),
    )


def listing_of(links: Links, listed: Listed, to: To) -> Listing:
    """Return a page of a list as it is shown; `to` makes the addresses of its other pages."""
    asked = "oldest" if listed.order == "oldest" else None
    return Listing(
        entries=entries_of(links, listed.records, listed.usual),
        total=listed.total,
        order=listed.order,
        orders=(
            ("Newest", to(order=None), listed.order == "newest"),
            ("Oldest", to(order="oldest"), listed.order == "oldest"),
        ),
        first=None if listed.is_first else to(order=asked),
        after=to(order=asked, after=listed.after) if listed.after else None,
    )


def entries_of(links: Links, records: Sequence[ArticleRecord], usual: str | None) -> tuple[Entry, ...]:
    """Return articles as entries of a list; `usual` is the language that goes without saying."""
    return tuple(entry_of(record, links, usual=usual) for record in records)


def for_scripts(links: Links, records: Sequence[ArticleRecord]) -> list[dict[str, Any]]:
    """Return articles as plain JSON values; the text stays on the article's own page."""
    return [
        {
            **{name: value for name, value in to_json(record).items() if name != "text"},
            "href": links.article(record.id),
        }
        for record in records
    ]


def _ended(value: object) -> Ended | None:
    match = _ENDED.match(str(value)) if value else None
    return Ended(int(match[1]), int(match[2])) if match else None
