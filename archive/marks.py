"""Read what the owner says beside the facts: notes, highlights, checks, selections, names of outlets.

Each function takes a plain connection. With one that the reading room uses for everybody, only what is not private is
there, whatever is asked; the owner's words are read with `is_owner=True` from a connection to the file itself
(`archive.reader.open_reader`).

Rule: reads only.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive import outlet_names
from archive.anchors import find_again
from archive.asked import one_article
from archive.cards import marked_facts
from archive.texts import unpack
from schemas.article import Fact
from schemas.marks import (
    Anchor,
    Check,
    Highlight,
    Note,
    OutletName,
    OutletStatement,
    Selection,
    SelectionEntry,
    SelectionView,
)

_OWN_MARKS = """(SELECT * FROM annotation s WHERE undone_at IS NULL AND is_gone = 0 AND NOT EXISTS
    (SELECT 1 FROM annotation l WHERE l.name = s.name AND l.id > s.id AND l.undone_at IS NULL))"""
_SHOWN_MARKS = "(SELECT *, 0 AS is_private FROM shown_annotation)"
_OWN_SELECTIONS = """(SELECT selection AS name, title, note, is_private, asserted_by, asserted_at
    FROM selection_statement s WHERE article_id IS NULL AND undone_at IS NULL AND is_gone = 0 AND NOT EXISTS
    (SELECT 1 FROM selection_statement l WHERE l.selection = s.selection AND l.article_id IS NULL AND l.id > s.id
        AND l.undone_at IS NULL))"""
_SHOWN_SELECTIONS = "(SELECT name, title, note, 0 AS is_private, asserted_by, asserted_at FROM shown_selection)"
_OWN_ENTRIES = """(SELECT * FROM selection_statement s WHERE article_id IS NOT NULL AND undone_at IS NULL
    AND is_gone = 0 AND NOT EXISTS (SELECT 1 FROM selection_statement l WHERE l.selection = s.selection
        AND l.article_id = s.article_id AND l.id > s.id AND l.undone_at IS NULL))"""
_SHOWN_ENTRIES = "shown_selection_article"
_NOTE = "m.name, a.public_id, m.body, m.is_private, m.asserted_by, m.asserted_at"
_ANCHOR = "m.exact, m.prefix, m.suffix, m.start_at, m.end_at, m.text_sha256"


def notes_of(conn: sqlite3.Connection, ref: str, *, is_owner: bool = False) -> tuple[Note, ...]:
    """Return the notes on an article, the oldest first; without `is_owner` those that are not private.

    Raises: UnknownArticle.
    """
    return tuple(_notes(conn, "AND m.article_id = ?", (one_article(conn, ref),), is_owner=is_owner))


def all_notes(conn: sqlite3.Connection, *, is_owner: bool = True) -> tuple[Note, ...]:
    """Return all notes of the archive, the oldest first."""
    return tuple(_notes(conn, "", (), is_owner=is_owner))


def _notes(conn: sqlite3.Connection, where: str, values: Sequence[Any], *, is_owner: bool) -> Iterator[Note]:
    rows = conn.execute(
        f"SELECT {_NOTE} FROM {_marks(is_owner=is_owner)} m JOIN article a ON a.id = m.article_id"  # noqa: S608  constants
        f" WHERE m.kind = 'note' {where} ORDER BY m.asserted_at, m.name",
        values,
    )
    for name, article, body, is_private, by, at in rows:
        yield Note(name=name, article=article, body=body, is_private=bool(is_private), by=by, at=at)


def highlights_of(conn: sqlite3.Connection, ref: str, *, is_owner: bool = False) -> tuple[Highlight, ...]:
    """Return the marked passages of an article in the order in which they stand in its text, lost ones last.

    Raises: UnknownArticle.
    """
    number = one_article(conn, ref)
    rows = conn.execute(
        f"SELECT {_NOTE}, {_ANCHOR} FROM {_marks(is_owner=is_owner)} m JOIN article a ON a.id = m.article_id"  # noqa: S608  constants
        " WHERE m.kind = 'highlight' AND m.article_id = ? ORDER BY m.id",
        (number,),
    ).fetchall()
    if not rows:
        return ()
    text, sha256 = _text(conn, number)
    found = (_highlight(row, text, sha256) for row in rows)
    return tuple(sorted(found, key=lambda each: (each.start is None, each.start or 0, each.name)))


def _highlight(row: Sequence[Any], text: str, sha256: str) -> Highlight:
    name, article, body, is_private, by, at, exact, prefix, suffix, start, end, made_in = row
    anchor = Anchor(exact=exact, prefix=prefix, suffix=suffix, start=start, end=end, text_sha256=made_in)
    standing, now_start, now_end, why = find_again(anchor, text, sha256)
    return Highlight(
        name=name,
        article=article,
        anchor=anchor,
        body=body,
        is_private=bool(is_private),
        by=by,
        at=at,
        standing=standing,
        start=now_start,
        end=now_end,
        why=why,
    )


def _text(conn: sqlite3.Connection, article: int) -> tuple[str, str]:
    body, sha256 = conn.execute(
        "SELECT t.body, t.sha256 FROM article a JOIN extraction e ON e.id = a.extraction_id"
        " JOIN text t ON t.id = e.text_id WHERE a.id = ?",
        (article,),
    ).fetchone()
    return unpack(body), str(sha256)


def annotated(conn: sqlite3.Connection, *, is_owner: bool = False) -> tuple[str, ...]:
    """Return the public ids of the articles with notes or highlights, in order of arrival."""
    rows = conn.execute(
        f"SELECT DISTINCT a.id, a.public_id FROM {_marks(is_owner=is_owner)} m JOIN article a ON a.id = m.article_id"  # noqa: S608  constants
        " ORDER BY 1"
    )
    return tuple(str(row[1]) for row in rows)


def evidence_of(facts: Iterable[Fact], field: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the value of a field that is chosen, and what it rests on."""
    chosen = [fact for fact in facts if fact.field == field and fact.chosen and fact.value is not None]
    value = "; ".join(str(fact.value) for fact in chosen) or None
    return value, tuple(" | ".join((fact.basis, fact.rule, fact.place or "", fact.raw)) for fact in chosen)


def checks_of(conn: sqlite3.Connection, ref: str) -> tuple[Check, ...]:
    """Return the latest check of each fact of an article, with whether it still holds.

    Raises: UnknownArticle.
    """
    number = one_article(conn, ref)
    rows = conn.execute(
        "SELECT a.public_id, c.field, c.value, c.rests_on, c.asserted_by, c.because, c.asserted_at, max(c.id)"
        " FROM checked c JOIN article a ON a.id = c.article_id WHERE c.article_id = ? AND c.undone_at IS NULL"
        " GROUP BY c.field ORDER BY c.field",
        (number,),
    ).fetchall()
    facts = marked_facts(conn, number) if rows else ()
    return tuple(_check(row, facts) for row in rows)


def _check(row: Sequence[Any], facts: Iterable[Fact]) -> Check:
    article, field, value, rests_on, by, because, at, _ = row
    now, rests_now = evidence_of(facts, field)
    rested = tuple(json.loads(rests_on))
    return Check(
        article=article,
        field=field,
        value=value,
        rests_on=rested,
        by=by,
        because=because,
        at=at,
        is_outdated=now != value,
        is_on_other_evidence=now == value and rests_now != rested,
    )


def selections(conn: sqlite3.Connection, *, is_owner: bool = False) -> tuple[Selection, ...]:
    """Return the selections by name; without `is_owner` those that are not private."""
    return _selections(conn, "1", (), is_owner=is_owner)


def selection(conn: sqlite3.Connection, name: str, *, is_owner: bool = False) -> SelectionView | None:
    """Return a selection with its entries in their order, or None where there is none of that name."""
    found = _selections(conn, "h.name = ?", (name.strip().lower(),), is_owner=is_owner)
    if not found:
        return None
    rows = conn.execute(
        f"SELECT a.public_id, e.note, e.asserted_by, e.asserted_at FROM {_entries(is_owner=is_owner)} e"  # noqa: S608  constants
        " JOIN article a ON a.id = e.article_id WHERE e.selection = ? ORDER BY e.position, a.public_id",
        (found[0].name,),
    )
    entries = tuple(SelectionEntry(article=row[0], note=row[1], by=row[2], at=row[3]) for row in rows)
    return SelectionView(selection=found[0], entries=entries)


def selections_of(conn: sqlite3.Connection, ref: str, *, is_owner: bool = False) -> tuple[Selection, ...]:
    """Return the selections that an article is in.

    Raises: UnknownArticle.
    """
    where = f"h.name IN (SELECT selection FROM {_entries(is_owner=is_owner)} WHERE article_id = ?)"  # noqa: S608  constants
    return _selections(conn, where, (one_article(conn, ref),), is_owner=is_owner)


def _selections(
    conn: sqlite3.Connection, where: str, values: Sequence[Any], *, is_owner: bool
) -> tuple[Selection, ...]:
    heads = _OWN_SELECTIONS if is_owner else _SHOWN_SELECTIONS
    rows = conn.execute(
        f"SELECT h.name, h.title, h.note, h.is_private, h.asserted_by, h.asserted_at,"  # noqa: S608  constants
        f" (SELECT count(*) FROM {_entries(is_owner=is_owner)} e WHERE e.selection = h.name)"
        f" FROM {heads} h WHERE {where} ORDER BY h.name",
        values,
    )
    names = ("name", "title", "note", "is_private", "by", "at", "articles")
    return tuple(Selection(**dict(zip(names, (*row[:3], bool(row[3]), *row[4:]), strict=True))) for row in rows)


def _marks(*, is_owner: bool) -> str:
    return _OWN_MARKS if is_owner else _SHOWN_MARKS


def _entries(*, is_owner: bool) -> str:
    return _OWN_ENTRIES if is_owner else _SHOWN_ENTRIES


def outlets(conn: sqlite3.Connection) -> tuple[OutletName, ...]:
    """Return the outlets as they are shown, those of most articles first, with what pages call them.

    The statements that led to a name are the owner's: on a connection for everybody there are none.
    """
    calls: dict[str, set[str]] = defaultdict(set)
    for shown, called in conn.execute(
        "SELECT DISTINCT outlet, outlet_called FROM article WHERE outlet_called IS NOT NULL"
    ):
        calls[shown].add(called)
    rows = conn.execute(
        "SELECT outlet, count(*) FROM article WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(_outlet(conn, name, count, tuple(sorted(calls.get(name, ())))) for name, count in rows)


def outlet_naming_of(conn: sqlite3.Connection, ref: str) -> OutletStatement | None:
    """Return what an article's page calls its outlet, and who gave it the name that is shown; None: it is the same.

    Everybody may know it. Raises: UnknownArticle.
    """
    row = conn.execute(
        "SELECT a.outlet_called, a.outlet, n.asserted_by, n.because, n.asserted_at FROM article a"
        " JOIN outlet_naming n ON n.called = a.outlet_called WHERE a.id = ?",
        (one_article(conn, ref),),
    ).fetchone()
    return OutletStatement(called=row[0], name=row[1], by=row[2], because=row[3], at=row[4]) if row else None


def _outlet(conn: sqlite3.Connection, name: str, articles: int, called: tuple[str, ...]) -> OutletName:
    steps = {step[0]: (step, before) for each in called for step, before in _steps(conn, each)}
    said = tuple(
        OutletStatement(called=before, name=step[1], by=step[2], because=step[3], at=step[4])
        for _, (step, before) in sorted(steps.items())
    )
    return OutletName(name=name, articles=articles, called=called, statements=said)


def _steps(conn: sqlite3.Connection, called: str) -> Iterator[tuple[outlet_names.Statement, str]]:
    before = called
    for step in outlet_names.named(conn, called).path:
        yield step, before
        before = step[1]
