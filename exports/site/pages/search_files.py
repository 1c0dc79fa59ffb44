"""A search result for programs: JSON, an Atom feed, CSV.

Rule: reads through `archive.search` only; of an address outside this archive nothing is known.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from datasette.utils.asgi import Response

from archive.search import FACETS, search
from exports.records import WRITERS
from exports.site.links import PAGE_SIZE, Quest
from exports.site.pages.entry import short_note
from exports.site.pages.frame import PAGE_HEADERS, Room, as_json
from exports.site.rendering import render
from exports.site.words import describe_date
from schemas.article import ArticleRecord, display_title
from schemas.codec import to_json
from schemas.view import Hit, SearchPage

FEED_ENTRIES = 50
CSV_ROWS = 1_000
CSV_LETTERS = 20_000_000
"""Articles of a CSV file, and characters of their texts; whole archives are written by `cuttings export`."""

_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")
ATOM = "http://www.w3.org/2005/Atom"


def page_of(conn: Connection, quest: Quest, *, limit: int = PAGE_SIZE, by_family: bool | None = None) -> SearchPage:
    """Return the page of a result that a quest asks for."""
    return search(
        conn,
        quest.q,
        quest.filters,
        limit=limit,
        offset=(quest.page - 1) * PAGE_SIZE,
        after=quest.after,
        order=quest.effective_order,
        by_family=quest.by_family if by_family is None else by_family,
        facets=FACETS,
    )


def as_json_page(room: Room, quest: Quest, found: SearchPage, called: Sequence[ArticleRecord] = ()) -> Response:
    """Answer with the result as plain JSON values; the text stays on the article's own page."""
    after = quest.but(after=found.hits[-1].article.id) if found.hits and not found.is_last else None
    return as_json(
        {
            "query": quest.q,
            "named": [record.id for record in called],
            "total": found.total,
            "hits": found.hits_total,
            "order": found.order,
            "first": found.offset + 1 if found.hits else None,
            "page_size": PAGE_SIZE,
            "next": room.links.search(after, suffix=".json") if after else None,
            "facets": {
                name: [{"value": v.value, "count": v.count} | ({"label": v.label} if v.label else {}) for v in values]
                for name, values in found.facets.items()
            },
            "articles": [_for_scripts(room, hit) for hit in found.hits],
        }
    )


def _for_scripts(room: Room, hit: Hit) -> dict[str, Any]:
    return {
        **{name: value for name, value in to_json(hit.article).items() if name != "text"},
        "snippet": "".join(segment.text for segment in hit.snippet),
        "href": room.links.article(hit.article.id),
        "family": hit.family,
        "copies": hit.copies_total,
    }


async def as_csv(room: Room, quest: Quest) -> Response:
    """Answer with the first articles of a result, copies and all, as a spreadsheet reads them."""
    found = await room.read(lambda conn: page_of(conn, quest.but(), limit=CSV_ROWS, by_family=False))
    lengths = accumulate(len(hit.article.text) for hit in found.hits)
    whole = [hit.article for hit, length in zip(found.hits, lengths, strict=True) if length <= CSV_LETTERS]
    out = io.StringIO()
    WRITERS["csv"](whole, out)
    name = "articles" if len(whole) == found.total else f"articles-first-{len(whole)}-of-{found.total}"
    headers = {**PAGE_HEADERS, "content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")


async def as_feed(room: Room, quest: Quest) -> Response:
    """Answer with the newest articles of a result as an Atom feed (RFC 4287), for readers that come back to it."""
    newest = quest.but(order="newest")
    found = await room.read(lambda conn: page_of(conn, newest, limit=FEED_ENTRIES))
    at_latest = _last_change(room)
    context = {
        "title": f"{room.title}: {quest.q.strip()}" if quest.q.strip() else room.title,
        "own": _absolute(room, room.links.search(newest, suffix=".atom")),
        "page": _absolute(room, room.links.search(newest)),
        "updated": at_latest,
        "entries": [_entry(room, hit, at_latest) for hit in found.hits],
    }
    body = render(room.datasette, "search.atom", context)
    return Response(body, headers=dict(PAGE_HEADERS), content_type="application/atom+xml; charset=utf-8")


def _entry(room: Room, hit: Hit, at_latest: str) -> dict[str, Any]:
    record = hit.article
    date = describe_date(record)
    note = short_note(record, date)
    said = [record.outlet or "outlet unknown", f"{date.text} ({note})" if note else date.text, record.agency]
    return {
        "id": f"urn:cuttings:{record.id}",
        "title": display_title(record.headline, record.text),
        "href": _absolute(room, room.links.article(record.id)),
        "updated": _updated(record, at_latest),
        "published": _published(record),
        "authors": record.authors or ((record.outlet,) if record.outlet else ("unknown",)),
        "lang": record.language,
        "about": "; ".join(each for each in said if each),
        "summary": "".join(segment.text for segment in hit.snippet),
    }


def _updated(record: ArticleRecord, at_latest: str) -> str:
    """Return when the page was captured, else when it was published, else by when it was in the archive for certain.

    A feed must name a moment (RFC 4287, 4.2.15); where no more than a day is known it is the first of it.
    """
    if moment := _moment(record.captured, zone="Z") or _moment(record.published):
        return moment
    day = (record.captured or record.published_latest or record.published or "")[: len("2022-11-25")]
    return f"{day}T00:00:00Z" if len(day) == len("2022-11-25") else at_latest


def _published(record: ArticleRecord) -> str | None:
    """Return when an article was published, where the moment is known: a feed takes no day alone."""
    return _moment(record.published)


def _moment(time: str | None, *, zone: str = "") -> str | None:
    """Return a time with its zone, or with the one that is meant where none is named; None where it is no moment."""
    if not time or "T" not in time:
        return None
    if _ZONE.search(time):
        return time
    return f"{time}{zone}" if zone else None


def _last_change(room: Room) -> str:
    """Return when the archive's file was changed last, as a feed writes it."""
    changed = Path(room.datasette.get_database(room.database).path).stat().st_mtime
    return datetime.fromtimestamp(changed, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _absolute(room: Room, path: str) -> str:
    return str(room.datasette.absolute_url(room.request, path))
