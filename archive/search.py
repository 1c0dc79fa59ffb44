"""Full-text search: a query and filters in, a page of hits with snippets and facets out. No query string is an error.

Rule: reads only; puts matching, narrowing, ordering and counting together; no store, no exports.
"""

import json
import math
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np

from archive.columns import Columns, Places, columns_of
from archive.facets import FACETS, count_facets
from archive.fellows_found import Fellows, fellows_of
from archive.matching import RANKED_UP_TO, Scores, find_matches, scores_of
from archive.narrowing import narrow
from archive.ordering import Order, Ranked, rank
from archive.query import Query, least_letters, parse_query, tamed
from archive.rows import ARTICLE_COLUMNS, ARTICLE_TABLES, record_of_row
from archive.snapshot import one_state
from archive.snippets import cut_snippet, mark
from archive.spelt import with_spellings
from archive.words import STEMMED
from schemas.article import ArticleRecord, display_title
from schemas.types import PublicId
from schemas.view import FacetValue, Filters, Hit, SearchPage

__all__ = ["FACETS", "RANKED_UP_TO", "Order", "around", "asked_for", "languages_of", "search"]

MOST_HITS = 1000
"""Of one page."""

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query and filters found."""

    places: Places
    scores: Scores | None
    """Of `places`; None: nothing to rank by."""
    is_ranked: bool
    """Every one of them has a score."""

    def score_of(self, place: int) -> float:
        """Return the score of an article found, 0 where it has none."""
        score = float(self.scores[np.searchsorted(self.places, place)]) if self.scores is not None else 0.0
        return 0.0 if math.isnan(score) else score


def search(  # noqa: PLR0913  what a reader may ask for
    conn: sqlite3.Connection,
    query: str,
    filters: Filters = EVERYTHING,
    *,
    limit: int = 20,
    offset: int = 0,
    after: str | None = None,
    order: Order = "relevance",
    by_family: bool = False,
    facets: tuple[str, ...] = FACETS,
) -> SearchPage:
    """Return a page of the articles that match `query` and `filters`; an empty query lists all that the filters leave.

    The page begins behind the article `after` (a public id), where it is one of the hits, else at `offset`. With
    `by_family` one hit stands for all articles of a family that were found. The facets count all articles found.

    Raises: UsageError where a date cannot be read; UnknownArticle where an id is asked for that is not there.
    """
    limit = min(max(limit, 0), MOST_HITS)
    with one_state(conn):
        columns = columns_of(conn)
        typed, short = tamed(parse_query(query), least_letters(len(columns)))
        spelt = with_spellings(conn, typed)
        parsed = spelt.query
        found = _found(conn, columns, (parsed, filters))
        ranked = _ranked(columns, (parsed, filters), found, order, by_family=by_family)
        start = _key(conn, columns, ranked, after) if after else None
        shown = ranked.after(start, limit) if start is not None else ranked.from_number(max(offset, 0), limit)
        first = ranked.number_of(start) if start is not None else max(offset, 0)
        copies = fellows_of(conn, columns, found.places, shown) if by_family else {}
        return SearchPage(
            query=query,
            total=ranked.articles,
            hits=_hits(conn, columns, found, shown, parsed, copies),
            facets=_facets(conn, columns, found.places, facets),
            offset=first,
            limit=limit,
            order="newest" if order == "relevance" and found.scores is None else order,
            is_ranked=order != "relevance" or found.is_ranked,
            hits_total=len(ranked),
            before=_page_before(conn, columns, ranked, shown, limit),
            is_first=first == 0,
            is_last=first + len(shown) >= len(ranked),
            lost=bool(after) and start is None,
            also=spelt.added,
            short=short,
        )


@dataclass(frozen=True, slots=True)
class Around:
    """Where an article stands in a result."""

    number: int
    """From 1."""
    total: int
    """Hits of the result."""
    before: str | None
    """Public id of the hit before it."""
    after: str | None


def around(
    conn: sqlite3.Connection,
    query: str,
    filters: Filters,
    article: str,
    *,
    order: Order = "relevance",
    by_family: bool = False,
) -> Around | None:
    """Return where the article of a public id stands in a result, and between which; None where it is no hit of it."""
    with one_state(conn):
        columns = columns_of(conn)
        typed, _ = tamed(parse_query(query), least_letters(len(columns)))
        asked = (with_spellings(conn, typed).query, filters)
        ranked = _ranked(columns, asked, _found(conn, columns, asked), order, by_family=by_family)
        key = _key(conn, columns, ranked, article)
        if key is None:
            return None
        before, after = ranked.before(key, 1), ranked.after(key, 1)
        return Around(
            number=ranked.number_of(key),
            total=len(ranked),
            before=_public_id(conn, columns, before[0]) if before else None,
            after=_public_id(conn, columns, after[0]) if after else None,
        )


def asked_for(conn: sqlite3.Connection, query: str) -> Query:
    """Return what a query asks for, with every spelling of the places that it names: what is to be marked in a text."""
    return with_spellings(conn, parse_query(query)).query


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


_Asked = tuple[Query, Filters]


def _found(conn: sqlite3.Connection, columns: Columns, asked: _Asked) -> _Found:
    """Return what was found, of the last questions without asking again: pages of a result follow each other."""

    def find() -> _Found:
        query, filters = asked
        languages = languages_of(conn)
        places = narrow(conn, columns, find_matches(conn, query, columns, languages), filters)
        scores = scores_of(conn, query, columns, places, languages) if len(places) else None
        return _Found(places, scores, is_ranked=scores is not None and len(places) <= RANKED_UP_TO)

    if asked[1].selection is not None:  # it may change while the articles do not
        return find()
    return cast("_Found", columns.results.get(("found", asked), find))


def _ranked(columns: Columns, asked: _Asked, found: _Found, order: Order, *, by_family: bool) -> Ranked:
    def put_in_order() -> Ranked:
        return rank(columns, found.places, order, found.scores, by_family=by_family)

    if asked[1].selection is not None:
        return put_in_order()
    return cast("Ranked", columns.results.get(("order", asked, order, by_family), put_in_order))


def _key(conn: sqlite3.Connection, columns: Columns, ranked: Ranked, article: str) -> int | None:
    place = _place(conn, columns, article)
    return ranked.key_of(place) if place is not None else None


def _public_id(conn: sqlite3.Connection, columns: Columns, place: int) -> PublicId:
    number = int(columns.article[place])
    return PublicId(conn.execute("SELECT public_id FROM article WHERE id = ?", (number,)).fetchone()[0])


def keys_by_date(conn: sqlite3.Connection, articles: Iterable[str], order: Order) -> list[int]:
    """Return for each public id by what it is put in order by date: keys of several archives can be compared."""
    with one_state(conn):
        columns = columns_of(conn)
        found = [_place(conn, columns, article) for article in articles]
        places = np.array([place for place in found if place is not None], dtype=np.int64)
        keys = columns.oldest_at(places) if order == "oldest" else columns.newest_at(places)
        return [int(key) for key in keys]


def _place(conn: sqlite3.Connection, columns: Columns, article: str) -> int | None:
    row = conn.execute("SELECT id FROM article WHERE public_id = ?", (article,)).fetchone()
    return columns.find_place(int(row[0])) if row else None


def _page_before(
    conn: sqlite3.Connection, columns: Columns, ranked: Ranked, shown: list[int], limit: int
) -> PublicId | None:
    """Return the article behind which the page before this one begins."""
    first = ranked.key_of(shown[0]) if shown else None
    if first is None or ranked.number_of(first) <= limit + 1:
        return None
    return _public_id(conn, columns, ranked.before(first, limit + 1)[0])


def _facets(
    conn: sqlite3.Connection, columns: Columns, places: Places, wanted: tuple[str, ...]
) -> dict[str, tuple[FacetValue, ...]]:
    if len(places) < len(columns):
        return count_facets(conn, columns, places, wanted)
    # All of the archive is asked for most often, and takes longest.
    whole = columns.remembered(("facets", wanted), lambda: count_facets(conn, columns, places, wanted))
    return dict(whole)


def _hits(
    conn: sqlite3.Connection,
    columns: Columns,
    found: _Found,
    shown: Iterable[int],
    query: Query,
    copies: dict[int, Fellows],
) -> tuple[Hit, ...]:
    numbers = {int(place): int(columns.article[place]) for place in shown}
    rows = conn.execute(
        f"SELECT {ARTICLE_COLUMNS}, a.id FROM {ARTICLE_TABLES} WHERE a.id IN (SELECT value FROM json_each(:ids))",  # noqa: S608  constants
        {"ids": json.dumps(list(numbers.values()))},
    )
    articles = {int(row[-1]): record_of_row(row[:-1]) for row in map(tuple, rows)}
    return tuple(
        _hit(articles[number], found.score_of(place), query, copies.get(place, Fellows()))
        for place, number in numbers.items()
    )


def _hit(article: ArticleRecord, score: float, query: Query, fellows: Fellows) -> Hit:
    title = display_title(article.headline, article.text)
    return Hit(
        article=article,
        snippet=cut_snippet(article.text, query, language=article.language),
        title=mark(title, query, column="headline", language=article.language),
        rank=score,
        copies=fellows.first,
        copies_total=fellows.total,
        family=fellows.family,
    )
