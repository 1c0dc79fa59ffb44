"""The archive into a view: select, read, check. The only module of the dossier that knows the archive.

Rule: reads through `archive.reader`, `archive.search`, `archive.verify`; writes nothing.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import zstandard

from archive import reader, search, verify
from exports.dossier import limits
from exports.dossier.model import DossierView, Entry, Intact, Makers, Neighbour, ReceivedFile, Tie, by_story, in_order
from exports.dossier.repeats import repeats_of
from exports.dossier.request import DossierRequest, Progress
from exports.dossier.stories import stories_of
from ingest.relate.wording import closeness
from schemas.article import ArticleRecord, display_title
from schemas.errors import ExportError
from schemas.relation import Relation
from schemas.types import ContentHash, PublicId
from schemas.view import Capture

PAGE = 200
"""Hits asked for at a time."""


def gather(
    conn: sqlite3.Connection, request: DossierRequest, progress: Progress, *, attaches: bool = True
) -> DossierView:
    """Return everything a dossier prints. `attaches`: with received files, where they are asked for.

    Raises: ExportError where nothing was selected, or too much.
    """
    progress("select", 0, 1)
    records = tuple(islice(_in_order(conn, request), limits.ARTICLES + 1))
    held = reader.overview(conn).articles
    if not records:
        raise ExportError(_nothing(request, held))
    if len(records) > limits.ARTICLES:
        raise ExportError(_TOO_MANY)
    progress("select", 1, 1)
    entries = in_order(_checked(conn, _entries(conn, records, progress), progress), request.order)
    stories = stories_of(conn, entries)
    return DossierView(
        entries=by_story(entries, stories) if request.order == "story" else entries,
        archive_articles=held,
        digest=verify.digest(conn),
        makers=Makers.here(),
        stories=stories,
        repeats={} if request.repeats_copies else repeats_of(entries),
        received=tuple(_received(conn, entries)) if attaches and request.attaches else (),
    )


def _in_order(conn: sqlite3.Connection, request: DossierRequest) -> Iterator[ArticleRecord]:
    """Yield the records that are selected; where the order is that of a selection, in that order."""
    if request.order != "selection" or not request.query.strip():
        yield from _selected(conn, request)
        return
    found = {record.id for record in _selected(conn, request)}
    for record in reader.iter_articles(conn, request.filters, order="selection"):
        if record.id in found:
            yield record


def _selected(conn: sqlite3.Connection, request: DossierRequest) -> Iterator[ArticleRecord]:
    if not request.query.strip():
        order: reader.Order = "selection" if request.order == "selection" else "date"
        yield from reader.iter_articles(conn, request.filters, order=order)
        return
    offset = 0
    while True:
        page = search.search(conn, request.query, request.filters, limit=PAGE, offset=offset)
        yield from (hit.article for hit in page.hits)
        offset += len(page.hits)
        if not page.hits or offset >= page.total:
            return


_TOO_MANY = (
    f"more than {limits.ARTICLES:,} articles are selected, which is more than one dossier can hold. "
    "Print them in parts, for example by --story, --outlet, or --from and --to."
)


def _nothing(request: DossierRequest, held: int) -> str:
    if not held:
        return "the archive holds no articles yet: nothing to print. Fill it with: cuttings ingest ARCHIVE SOURCE"
    asked = f"the words {request.query!r} and the given filters" if request.query.strip() else "the given filters"
    return (
        f"none of the {held:,} articles in the archive answers to {asked}, so there is nothing to print. "
        "Try fewer words or a wider span; `cuttings search` and `cuttings list` show what a selection finds."
    )


def _entries(conn: sqlite3.Connection, records: tuple[ArticleRecord, ...], progress: Progress) -> list[Entry]:
    inside = {record.id: record for record in records}
    others: dict[PublicId, ArticleRecord | None] = dict(inside)
    entries = []
    for done, record in enumerate(inside.values(), start=1):
        entry = Entry(
            record=record,
            facts=reader.facts_of(conn, record.id),
            blocks=reader.blocks_of(conn, record.id),
            captures=_captures(conn, record),
            ties=tuple(sorted(_ties(conn, record.id, inside, others), key=_tie_order)),
            intact="not held",
        )
        entries.append(entry)
        progress("read", done, len(inside))
    return entries


def _captures(conn: sqlite3.Connection, record: ArticleRecord) -> tuple[Capture, ...]:
    """Return the captures in an order that does not depend on arrival, the one that was extracted first."""
    captures = reader.captures_of(conn, record.id)
    return tuple(
        sorted(
            captures,
            key=lambda one: (one.received_sha256 != record.received_sha256, one.captured or "~", one.received_sha256),
        )
    )


def _ties(
    conn: sqlite3.Connection,
    article: PublicId,
    inside: dict[PublicId, ArticleRecord],
    others: dict[PublicId, ArticleRecord | None],
) -> Iterator[Tie]:
    for relation in reader.relations_of(conn, article):
        other = relation.b if relation.a == article else relation.a
        if other not in others:
            others[other] = reader.find_article(conn, other)
        yield _tie(relation, article, others[other], other, is_inside=other in inside)


def _tie_order(tie: Tie) -> tuple[int, str]:
    return (closeness(tie.relation), tie.other.mark)


def _tie(
    relation: Relation, article: PublicId, record: ArticleRecord | None, other: PublicId, *, is_inside: bool
) -> Tie:
    neighbour = Neighbour(
        mark=(record.accession if record else None) or other,
        title=display_title(record.headline, record.text) if record else "",
        outlet=record.outlet if record else None,
        captured=record.captured if record else None,
        inside=is_inside,
    )
    return Tie(relation=relation, is_first=relation.a == article, other=neighbour)


def _checked(conn: sqlite3.Connection, entries: list[Entry], progress: Progress) -> list[Entry]:
    """Return the entries with the outcome of hashing all their received bytes anew."""
    checked = []
    for done, entry in enumerate(entries, start=1):
        hashes = {entry.record.received_sha256, *(capture.received_sha256 for capture in entry.captures)}
        found = {_intact(conn, sha256) for sha256 in hashes}
        checked.append(replace(entry, intact=_worst(found)))
        progress("check", done, len(entries))
    return checked


def _intact(conn: sqlite3.Connection, sha256: ContentHash) -> Intact:
    try:
        held = reader.received_bytes(conn, sha256)
    except zstandard.ZstdError:
        return "changed"
    if held is None:
        return "not held"
    return "unchanged" if hashlib.sha256(held[0]).hexdigest() == sha256 else "changed"


def _received(conn: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[ReceivedFile]:
    """Yield the received files that the archive holds, each once, by the first article that it gave."""
    seen: set[str] = set()
    for entry in entries:
        for number, capture in enumerate(entry.captures, start=1):
            if capture.received_sha256 in seen:
                continue
            seen.add(capture.received_sha256)
            held = reader.received_bytes(conn, capture.received_sha256)
            if held is not None:
                body, form = held
                yield ReceivedFile(
                    mark=entry.mark, number=number, sha256=capture.received_sha256, form=form, content=body
                )


def _worst(found: set[Intact]) -> Intact:
    if "changed" in found:
        return "changed"
    return "not held" if "not held" in found else "unchanged"
