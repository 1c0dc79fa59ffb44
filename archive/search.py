"""Full-text search: a query and filters in, a page of hits with snippets and facets out. No query string is an error.

Rule: reads only; knows the index and rows; no store, no exports.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archive.filters import clause_of
from archive.query import Query, excluded_of, headline_match_of, match_of, parse_query
from archive.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, record_of_row
from archive.snapshot import one_state
from archive.snippets import cut_snippet, mark
from archive.words import STEMMED
from schemas.article import display_title
from schemas.view import FacetValue, Filters, Hit, SearchPage, Segment

Order = Literal["relevance", "newest", "oldest"]

RANKED_UP_TO = 10_000
"""Above this many matches ranking costs more than it tells: the newest come first, and the page says so (`order`)."""

MOST_HITS = 1000
"""Of one page."""

FACETS = ("outlet", "year", "language")

_SCORE = "bm25(article_fts, 8.0, 2.0, 3.0, 1.0, 0.5) * (a.words / (a.words + 30.0))"
"""Words of the headline count most; texts of a dozen words, which bm25 puts first, are held back a little."""

_HEADLINE_BONUS = 4.0
"""For a headline that answers the whole query. Where most of an archive tells of one event, bm25 gives the words of
that event next to no weight, and any rarer word beside them would decide."""
_IN_HEADLINE = "a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)"

_ORDERS: dict[Order, str] = {
    "relevance": "score, a.public_id",
    "newest": "a.day_to IS NULL, a.day_to DESC, a.published DESC, a.public_id",
    "oldest": "a.day_from IS NULL, a.day_from, a.published, a.public_id",
}

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class _Found:
    """The SQL of a result: FROM and WHERE, and its values."""

    body: str
    values: tuple[object, ...]
    is_ranked: bool
    in_headline: str | None = None
    """The match of a headline that answers the whole query, where there can be one."""


def search(
    conn: sqlite3.Connection,
    query: str,
    filters: Filters = EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
    order: Order = "relevance",
) -> SearchPage:
    """Return a page of the articles that match `query` and `filters`; an empty query lists all that the filters leave.

    The facets count all articles found, and their counts add up to `total`.
    """
    limit, offset = min(max(limit, 0), MOST_HITS), max(offset, 0)
    parsed = parse_query(query)
    with one_state(conn):
        found = _found(conn, parsed, filters)
        total, facets = _facets(conn, found)
        used: Order = "newest" if order == "relevance" and (not found.is_ranked or total > RANKED_UP_TO) else order
        hits = tuple(_hit(conn, number, rank, parsed) for number, rank in _listed(conn, found, used, limit, offset))
    return SearchPage(query=query, total=total, hits=hits, facets=facets, offset=offset, limit=limit, order=used)


def _listed(conn: sqlite3.Connection, found: _Found, order: Order, limit: int, offset: int) -> list[tuple[int, float]]:
    score, asked = _SCORE if order == "relevance" else "0.0", found.values
    if order == "relevance" and found.in_headline is not None:
        score, asked = f"{_SCORE} - {_HEADLINE_BONUS} * ({_IN_HEADLINE})", (found.in_headline, *asked)
    rows = conn.execute(
        f"SELECT a.id, {score} AS score {found.body} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*asked, limit, offset),
    )
    return [(int(number), float(rank)) for number, rank in rows]


def highlight(text: str, query: str, *, language: str | None = None) -> tuple[Segment, ...]:
    """Return `text` in pieces, the words of `query` marked; joined, the pieces are `text` again.

    With `language`, other forms of a word are marked as well where that language has a stemmer.
    """
    return mark(text, parse_query(query), language=language)


def languages_of(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return the languages in the archive that have a stemmer."""
    found: list[str] = []
    last = ""
    while row := conn.execute("SELECT min(language) FROM article WHERE language > ?", (last,)).fetchone():
        if row[0] is None:
            break
        last = str(row[0])
        found.append(last)
    return tuple(language for language in found if language.partition("-")[0] in STEMMED)


def _found(conn: sqlite3.Connection, query: Query, filters: Filters) -> _Found:
    where, values = clause_of(conn, filters)
    if query.is_blank:
        return _Found(f"FROM article a WHERE {where}", values, is_ranked=False)
    match = match_of(query, languages_of(conn))
    if match is not None:
        # CROSS JOIN keeps the index the outer loop; else a filter makes SQLite repeat the full-text search a row.
        body = (
            f"FROM article_fts CROSS JOIN article a ON a.id = article_fts.rowid WHERE article_fts MATCH ? AND {where}"
        )
        return _Found(body, (match, *values), is_ranked=True, in_headline=headline_match_of(query))
    excluded = excluded_of(query)
    if excluded is None:  # signs only: there is nothing that could be found
        return _Found("FROM article a WHERE 0", (), is_ranked=False)
    body = f"FROM article a WHERE a.id NOT IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?) AND {where}"  # noqa: S608  constants
    return _Found(body, (excluded, *values), is_ranked=False)


def _facets(conn: sqlite3.Connection, found: _Found) -> tuple[int, dict[str, tuple[FacetValue, ...]]]:
    rows = conn.execute(
        f"SELECT a.outlet, a.year, a.language, count(*) {found.body} GROUP BY 1, 2, 3",
        found.values,
    ).fetchall()
    total = sum(int(row[-1]) for row in rows)
    return total, {name: _facet((row[at], row[-1]) for row in rows) for at, name in enumerate(FACETS)}


def _facet(counts: Iterable[tuple[str | int | None, int]]) -> tuple[FacetValue, ...]:
    summed: Counter[str | None] = Counter()
    for value, count in counts:
        summed[None if value is None else str(value)] += count
    ordered = sorted(summed.items(), key=lambda each: (-each[1], each[0] is None, each[0] or ""))
    return tuple(FacetValue(value=value, count=count) for value, count in ordered)


def _hit(conn: sqlite3.Connection, number: int, rank: float, query: Query) -> Hit:
    row = conn.execute(f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES} WHERE a.id = ?", (number,)).fetchone()  # noqa: S608  constants
    article = record_of_row(row)
    title = display_title(article.headline, article.text)
    return Hit(
        article=article,
        snippet=cut_snippet(article.text, query, language=article.language),
        title=mark(title, query, column="headline", language=article.language),
        rank=rank,
    )
