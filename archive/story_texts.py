"""The texts that stories are made of: each distinct text once, with what it is known by and what it is tied to.

Of equal texts the article of the smallest public id stands for all, unless two of them are kept apart: then each of
those stands for itself. A text is placed where it is compared with the others and stands in its story, if it has one;
one that changed is taken out first, and so is the rest of its story.

Rule: knows the tables; the caller holds the transaction.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from archive.links import as_list
from archive.story_said import Said, Ties, ties_of
from archive.story_scale import FORM, Scale, count_terms, day_number, keys_of, pack_numbers, pack_terms, unpack_numbers
from archive.texts import unpack
from ingest.story.terms import event_terms

_ARTICLES = """
    SELECT a.id, a.public_id, a.headline, a.language, a.day_from, a.day_to, t.sha256, t.id
    FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id
    WHERE a.text_hash = (SELECT text_hash FROM article WHERE id = ?) ORDER BY a.public_id
"""
_LAST = "9999"


@dataclass(frozen=True, slots=True)
class _Article:
    """One of several articles of equal text."""

    number: int
    name: str
    headline: str | None
    language: str | None
    day_from: str | None
    day_to: str | None
    sha256: str
    text: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and the articles that have it, the one that stands for it first."""

    articles: tuple[_Article, ...]
    mark: int
    """Of all that a story may depend on."""
    days: tuple[str | None, str | None]
    """Of the article that was out first."""


def read_texts(conn: sqlite3.Connection, articles: Sequence[int], scale: Scale, said: Said) -> None:
    """Bring the texts of articles that wait up to date; those that changed are left to be placed."""
    seen: set[int] = set()
    counts: Counter[int] = Counter()
    for article in articles:
        if article not in seen:
            group = [_Article(*row) for row in conn.execute(_ARTICLES, (article,))]
            seen.update(each.number for each in group)
            _keep(conn, _texts(conn, group, said), scale, counts)
    count_terms(conn, scale, counts)
    conn.executemany("DELETE FROM stale_story WHERE article_id = ?", [(article,) for article in articles])
    conn.executemany("DELETE FROM stale_story WHERE article_id = ?", [(article,) for article in seen])
    scale.write(conn)


def _texts(conn: sqlite3.Connection, group: Sequence[_Article], said: Said) -> list[_Text]:
    """Return the texts that articles of one text make: one, unless some of them are kept apart."""
    ties = ties_of(conn, [each.number for each in group], said)
    numbers = {each.number for each in group}
    lone = [each for each in group if ties.apart[each.number] & numbers]
    rest = [each for each in group if each not in lone]
    return [_text(each, ties) for each in ([rest] if rest else []) + [[one] for one in lone]]


def _text(articles: Sequence[_Article], ties: Ties) -> _Text:
    first = articles[0]
    out = min(articles, key=lambda each: (each.day_to or _LAST, each.day_from or _LAST, each.name))
    numbers = [each.number for each in articles]
    content = (FORM, first.sha256, first.headline, first.language)
    copies = [(each.number, each.day_from, each.day_to) for each in articles]
    tied = [sorted({name for number in numbers for name in ties.groups[number]})]
    apart = sorted({other for number in numbers for other in ties.apart[number]})
    packed = json.dumps([content, copies, tied, apart], ensure_ascii=False).encode("utf-8", "replace")
    mark = int.from_bytes(blake2b(packed, digest_size=6).digest(), "big")
    return _Text(tuple(articles), mark, (out.day_from, out.day_to))


def _keep(conn: sqlite3.Connection, texts: Sequence[_Text], scale: Scale, counts: Counter[int]) -> None:
    """Make the stored texts of a group of articles those of `texts`."""
    wanted = {text.articles[0].number: text for text in texts}
    numbers = as_list(each.number for text in texts for each in text.articles)
    stored = conn.execute(
        "SELECT article_id, mark FROM story_text WHERE article_id IN (SELECT value FROM json_each(?))", (numbers,)
    ).fetchall()
    gone = [number for number, mark in stored if number not in wanted or wanted[number].mark != mark]
    kept = {number for number, _ in stored} - set(gone)
    take_out(conn, scale, gone)
    for number in gone:
        (packed,) = conn.execute("SELECT terms FROM story_text WHERE article_id = ?", (number,)).fetchone()
        counts.subtract(keys_of(packed))
        conn.execute("DELETE FROM story_copy WHERE text_of = ?", (number,))
        conn.execute("DELETE FROM story_text WHERE article_id = ?", (number,))
    for number, text in wanted.items():
        if number not in kept:
            _put(conn, text, counts)
    scale.texts += len(wanted) - len(stored)


def _put(conn: sqlite3.Connection, text: _Text, counts: Counter[int]) -> None:
    first = text.articles[0]
    (body,) = conn.execute("SELECT body FROM text WHERE id = ?", (first.text,)).fetchone()
    packed = pack_terms(event_terms(unpack(body), headline=first.headline, language=first.language))
    counts.update(keys_of(packed))
    days = tuple(day_number(day) for day in text.days)
    conn.execute(
        "INSERT INTO story_text(article_id, mark, day_from, day_to, is_placed, terms, near)"
        " VALUES (?, ?, ?, ?, 0, ?, x'')",
        (first.number, text.mark, *days, packed),
    )
    conn.executemany(
        "INSERT OR REPLACE INTO story_copy(article_id, text_of) VALUES (?, ?)",
        [(each.number, first.number) for each in text.articles[1:]],
    )
    conn.execute("DELETE FROM story_copy WHERE article_id = ?", (first.number,))


def take_out(conn: sqlite3.Connection, scale: Scale, texts: Collection[int]) -> None:
    """Have placed texts wait, and with them all texts of their stories, which are struck."""
    found = _with_fellows(conn, texts)
    rows = conn.execute(
        "SELECT article_id, terms, near FROM story_text WHERE is_placed AND article_id IN"
        " (SELECT value FROM json_each(?))",
        (as_list(found),),
    ).fetchall()
    out = {row[0] for row in rows}
    drop_stories(conn, out)
    leaving: dict[int, set[int]] = {}
    for number, packed, near in rows:
        for key in scale.leading(packed):
            leaving.setdefault(key, set()).add(number)
        for other in unpack_numbers(near):
            if other not in out:
                _strike(
                    conn, "UPDATE story_text SET near = ? WHERE article_id = ?", _near(conn, other), other, {number}
                )
    for key, gone in leaving.items():
        _strike(conn, "UPDATE story_term SET holders = ? WHERE key = ?", holders_of(conn, key), key, gone)
    conn.executemany(
        "UPDATE story_text SET is_placed = 0, near = x'' WHERE article_id = ?", [(number,) for number in out]
    )


def _strike(conn: sqlite3.Connection, statement: str, numbers: Iterable[int], row: int, gone: Collection[int]) -> None:
    conn.execute(statement, (pack_numbers(number for number in numbers if number not in gone), row))


def _near(conn: sqlite3.Connection, text: int) -> tuple[int, ...]:
    return unpack_numbers(conn.execute("SELECT near FROM story_text WHERE article_id = ?", (text,)).fetchone()[0])


def holders_of(conn: sqlite3.Connection, key: int) -> tuple[int, ...]:
    """Return the placed texts that hold a term which leads."""
    return unpack_numbers(conn.execute("SELECT holders FROM story_term WHERE key = ?", (key,)).fetchone()[0])


def holders_of_all(conn: sqlite3.Connection, keys: Iterable[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the placed texts that hold each of some terms which lead."""
    rows = conn.execute(
        "SELECT key, holders FROM story_term WHERE key IN (SELECT value FROM json_each(?))", (as_list(keys),)
    )
    return ((key, unpack_numbers(packed)) for key, packed in rows)


def _with_fellows(conn: sqlite3.Connection, texts: Collection[int]) -> set[int]:
    """Return texts and those in their stories."""
    return {*texts, *(number for fellows in stories_of(conn, texts).values() for number in fellows)}


def stories_of(conn: sqlite3.Connection, texts: Collection[int]) -> dict[int, frozenset[int]]:
    """Return by row number of the story the texts of each story that one of `texts` is in."""
    rows: Iterable[tuple[int, int]] = conn.execute(
        "SELECT n.story_id, n.article_id FROM story_member n JOIN story_text t ON t.article_id = n.article_id"
        " WHERE n.story_id IN (SELECT story_id FROM story_member WHERE article_id IN (SELECT value FROM json_each(?)))",
        (as_list(texts),),
    )
    found: dict[int, set[int]] = {}
    for story, number in rows:
        found.setdefault(story, set()).add(number)
    return {story: frozenset(numbers) for story, numbers in found.items()}


def drop_stories(conn: sqlite3.Connection, texts: Collection[int]) -> None:
    """Strike the stories that texts are in."""
    rows: list[Any] = conn.execute(
        "SELECT DISTINCT story_id FROM story_member WHERE article_id IN (SELECT value FROM json_each(?))",
        (as_list(texts),),
    ).fetchall()
    conn.executemany("DELETE FROM story_member WHERE story_id = ?", rows)
    conn.executemany("DELETE FROM story WHERE id = ?", rows)
