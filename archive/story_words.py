"""Stories as rows: label, why, members, and the name that a person gave.

A name belongs to the story that holds most of the articles that were meant when it was given; of several names of one
story the latest stands.

Rule: knows the tables; the caller holds the transaction.
"""

import sqlite3
from collections.abc import Collection, Iterable

from archive.links import as_list
from archive.naming import STORY_PREFIX
from archive.story_said import Said, StatementKind
from archive.story_scale import Scale
from archive.story_texts import drop_stories
from archive.texts import unpack
from ingest.story.likeness import Event
from ingest.story.telling import label_of, why_of
from ingest.story.terms import event_terms

MOST_TELLING = 24
"""Of larger stories the earliest texts make the label."""

_EVENTS = """
    SELECT a.public_id, t.body, a.headline, a.language, min(b.day_from), max(b.day_to)
    FROM story_text s JOIN article a ON a.id = s.article_id JOIN extraction e ON e.id = a.extraction_id
    JOIN text t ON t.id = e.text_id
    JOIN article b ON b.id = s.article_id OR b.id IN (SELECT article_id FROM story_copy WHERE text_of = s.article_id)
    WHERE s.article_id IN (SELECT value FROM json_each(?)) GROUP BY s.article_id
    ORDER BY ifnull(s.day_from, s.day_to) IS NULL, ifnull(s.day_from, s.day_to), a.public_id LIMIT ?
"""
"""Texts with the days of all articles that have them."""


def write_stories(conn: sqlite3.Connection, scale: Scale, groups: Iterable[Collection[int]]) -> None:
    """Make the stories of the texts of `groups` these groups; a text that no other article is with has none."""
    groups = list(groups)
    drop_stories(conn, {text for group in groups for text in group})
    for texts in groups:
        articles = _articles(conn, texts)
        if len(articles) > 1:
            _write(conn, scale, texts, articles)


def _articles(conn: sqlite3.Connection, texts: Collection[int]) -> list[int]:
    """Return the articles that texts stand for."""
    rows = conn.execute(
        "SELECT article_id FROM story_copy WHERE text_of IN (SELECT value FROM json_each(?))", (as_list(texts),)
    )
    return sorted({*texts, *(int(row[0]) for row in rows)})


def _write(conn: sqlite3.Connection, scale: Scale, texts: Collection[int], articles: Collection[int]) -> None:
    (first,) = conn.execute(
        "SELECT min(public_id) FROM article WHERE id IN (SELECT value FROM json_each(?))", (as_list(articles),)
    ).fetchone()
    events = [
        _event(name, unpack(body), *rest) for name, body, *rest in conn.execute(_EVENTS, (as_list(texts), MOST_TELLING))
    ]
    levels = scale.levels(term for event in events for term in event.terms)
    label = label_of(events, levels)
    story = conn.execute(
        "INSERT INTO story(public_id, label, why, own_label) VALUES (?, ?, ?, ?)",
        (f"{STORY_PREFIX}{first}", label, why_of(events, levels), label),
    ).lastrowid
    conn.executemany(
        "INSERT INTO story_member(story_id, article_id) VALUES (?, ?)", [(story, article) for article in articles]
    )


def _event(name: str, text: str, *fields: str | None) -> Event:
    headline, language, first, last = fields
    terms = event_terms(text, headline=headline, language=language)
    return Event(id=name, terms=terms, headline=headline, language=language, earliest=first, latest=last)


def apply_names(conn: sqlite3.Connection, said: Said) -> None:
    """Give every story the name that a person gave it, or its own label."""
    names: dict[int, str] = {}
    for each in said.statements:
        story = _named(conn, each.sides[0]) if each.kind is StatementKind.NAME else None
        if story is not None and each.label:
            names[story] = each.label
    conn.execute(
        "UPDATE story SET label = own_label WHERE label <> own_label AND id NOT IN (SELECT value FROM json_each(?))",
        (as_list(names),),
    )
    conn.executemany("UPDATE story SET label = ? WHERE id = ?", [(label, story) for story, label in names.items()])


def _named(conn: sqlite3.Connection, articles: Collection[int]) -> int | None:
    """Return the story that holds most of some articles; of equals the one of the smallest public id."""
    rows: Iterable[tuple[int]] = conn.execute(
        "SELECT s.id FROM story_member m JOIN story s ON s.id = m.story_id"
        " WHERE m.article_id IN (SELECT value FROM json_each(?)) GROUP BY s.id"
        " ORDER BY count(*) DESC, s.public_id LIMIT 1",
        (as_list(articles),),
    )
    return next((story for (story,) in rows), None)
