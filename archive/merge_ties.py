"""What persons said of pairs of articles and of stories, from two archives: one sequence each, the latest last.

Rule: knows the tables of both archives; the caller holds the transaction, and has relations and stories follow.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive.merge_order import Word, news, united
from archive.related import PERSON
from schemas.relation import TextAxis

Home = Callable[[int], int | None]
"""Of an article of the archive that is taken in: its number in the other one. None: it is not there."""

_PAIRS = f"""
    SELECT a.id, b.id, a.public_id, b.public_id, r.asserted_at, r.undone_at, r.kind, r.text_axis, r.occasion, r.jaccard,
        r.containment_ab, r.containment_ba, r.evidence, r.asserted_by, r.because
    FROM relation r JOIN article a ON a.id = r.a_id JOIN article b ON b.id = r.b_id
    WHERE r.method = '{PERSON}' ORDER BY r.id
"""  # noqa: S608  a constant
_STORIES = """
    SELECT s.id, s.kind, s.label, s.asserted_by, s.because, s.asserted_at, s.undone_at, t.side, t.article_id,
        a.public_id
    FROM story_statement s JOIN story_statement_article t ON t.statement_id = s.id JOIN article a ON a.id = t.article_id
    ORDER BY s.id, t.side, a.public_id
"""
_MIRRORED = {TextAxis.CONTAINS.value: TextAxis.PART_OF.value, TextAxis.PART_OF.value: TextAxis.CONTAINS.value}


def unite_relations(source: sqlite3.Connection, conn: sqlite3.Connection, home: Home) -> list[Word]:
    """Unite what persons said of pairs; return what `conn` did not hold. A word is about the names of two articles."""
    theirs = list(_pairs(source, conn, home))
    if not theirs:
        return []
    before = list(_pairs(conn, conn, lambda number: number))
    after = united(before, theirs)
    fresh = news(before, after)
    if not fresh:
        return []
    conn.execute("DELETE FROM relation WHERE method = ?", (PERSON,))
    conn.executemany(
        "INSERT INTO relation(a_id, b_id, method, asserted_at, undone_at, kind, text_axis, occasion, jaccard,"
        " containment_ab, containment_ba, evidence, asserted_by, because) VALUES"
        " ((SELECT id FROM article WHERE public_id = ?), (SELECT id FROM article WHERE public_id = ?), ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?)",
        [(*names_in(word), PERSON, word.at, word.undone, *word.content) for word in after],
    )
    return fresh


def unite_stories(source: sqlite3.Connection, conn: sqlite3.Connection, home: Home) -> list[Word]:
    """Unite what persons said of stories; return what `conn` did not hold."""
    theirs = list(_statements(source, conn, home))
    if not theirs:
        return []
    before = list(_statements(conn, conn, lambda number: number))
    after = united(before, theirs)
    fresh = news(before, after)
    if not fresh:
        return []
    if conn.execute("SELECT 1 FROM aside WHERE kind = 'story'").fetchone():
        # What was set aside with a withheld article names statements by their numbers: these stay as they are.
        (last,) = conn.execute("SELECT ifnull(max(id), 0) FROM story_statement").fetchone()
        written = fresh
    else:
        conn.execute("DELETE FROM story_statement_article")
        conn.execute("DELETE FROM story_statement")
        last, written = 0, after
    for number, word in enumerate(written, start=last + 1):
        _put_statement(conn, number, word)
    conn.execute(
        "INSERT OR IGNORE INTO stale_story(article_id) SELECT DISTINCT article_id FROM story_statement_article"
    )
    return fresh


def names_in(word: Word) -> tuple[str, ...]:
    """Return the public ids of the articles that a word on a pair is about."""
    names: Any = word.about
    return tuple(names)


def sides_of(word: Word) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the public ids of the articles on each side of a word on stories."""
    sides: Any = word.content[-1]
    first, second = sides
    return first, second


def _pairs(source: sqlite3.Connection, conn: sqlite3.Connection, home: Home) -> Iterable[Word]:
    """Yield the words on pairs, each told of the article of the smaller public id first."""
    for a, b, _, _, at, undone, *said in source.execute(_PAIRS).fetchall():
        names = [_name(conn, home(end)) for end in (a, b)]
        if None in names or names[0] == names[1]:
            continue  # one of them is not there, or the two are one article here
        kind, text, occasion, jaccard, ab, ba, *others = said
        if str(names[0]) > str(names[1]):
            text, ab, ba = _MIRRORED.get(text, text), ba, ab
        content = (kind, text, occasion, jaccard, ab, ba, *others)
        yield Word(tuple(sorted(map(str, names))), at=at, content=content, undone=undone)


def _statements(source: sqlite3.Connection, conn: sqlite3.Connection, home: Home) -> Iterable[Word]:
    rows = source.execute(_STORIES).fetchall()
    for _, statement in groupby(rows, key=itemgetter(0)):
        word = _statement(list(statement), conn, home)
        if word is not None:
            yield word


def _statement(rows: Sequence[Sequence[Any]], conn: sqlite3.Connection, home: Home) -> Word | None:
    """Return a statement by the names of its articles; None where none of those that it means is there."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for row in rows:
        name = _name(conn, home(row[8]))
        if name is not None:
            sides[row[7]].add(name)
    if not sides[0]:
        return None
    _, kind, label, by, because, at, undone, *_ = rows[0]
    content = (kind, label, by, because, (tuple(sorted(sides[0])), tuple(sorted(sides[1] - sides[0]))))
    return Word("stories", at=at, content=content, undone=undone)


def _put_statement(conn: sqlite3.Connection, number: int, word: Word) -> None:
    kind, label, by, because, _ = word.content
    conn.execute(
        "INSERT INTO story_statement(id, kind, label, asserted_by, because, asserted_at, undone_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, kind, label, by, because, word.at, word.undone),
    )
    conn.executemany(
        "INSERT INTO story_statement_article(statement_id, article_id, side)"
        " VALUES (?, (SELECT id FROM article WHERE public_id = ?), ?)",
        [(number, name, side) for side, names in enumerate(sides_of(word)) for name in names],
    )


def _name(conn: sqlite3.Connection, number: int | None) -> str | None:
    row = conn.execute("SELECT public_id FROM article WHERE id = ?", (number,)).fetchone()
    return str(row[0]) if row else None
