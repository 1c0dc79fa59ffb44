"""Which articles a query finds in the full-text index, and how well those fit that are few enough to be ranked.

Rule: reads only; knows the index; no filters, no facets, no texts.
"""

import sqlite3
from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from archive.columns import Columns, Places
from archive.query import Query, Term, excluded_of, headline_match_of, match_of

Scores = npt.NDArray[np.float64]

RANKED_UP_TO = 10_000
"""Above this many matches ranking costs more than it tells: see `archive.ordering`."""

COMMON = 25_000
"""A word in more articles than this tells next to nothing of any, and its weight alone takes long to find out: beside
rarer words it is asked for, and not weighed."""

WEIGHED_UP_TO = 120_000
"""Of words of which none is rare, so many occurrences are weighed, all in all."""

_BM25 = "bm25(article_fts, 8.0, 2.0, 3.0, 1.0, 0.5)"
"""Words of the headline count most, those of names more than those of the text, and stems least."""

HEADLINE_BONUS = 4.0
"""For a headline that answers the whole query. Where most of an archive tells of one event, bm25 gives the words of
that event next to no weight, and any rarer word beside them would decide."""

SHORT_WORDS = 30.0
"""Texts of a dozen words, which bm25 puts first, are held back a little: a text of so many counts half."""

INCOMPLETE_SHARE = 0.8
"""Of its score is left to a text that is not all of its article (cut off, behind a paywall)."""


def find_matches(conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]) -> Places:
    """Return the places of the articles that a query finds, in the order of their numbers; a blank one finds all."""
    if query.is_blank:
        return np.arange(len(columns), dtype=np.int64)
    if not query.groups and not query.without:  # signs only: there is nothing that could be found
        return np.empty(0, dtype=np.int64)
    found = _met(conn, query, columns, languages)
    if query.without:
        shut_out = np.zeros(len(columns), dtype=bool)
        shut_out[_found(conn, columns, str(excluded_of(query)))] = True
        found = found[~shut_out[found]]
    return found


def _met(conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]) -> Places:
    """Return where every group is met. Common words are looked up one by one, and kept: they are asked for often."""
    if not query.groups:
        return np.arange(len(columns), dtype=np.int64)
    rare, common = _parted(conn, query, columns, languages)
    if rare:  # the index steps from one of the few to the next, over what the common words have between
        return _found(conn, columns, str(match_of(query, languages)))
    first, *others = (_kept(conn, columns, group, languages) for group in common)
    for other in others:
        meets = np.zeros(len(columns), dtype=bool)
        meets[other] = True
        first = first[meets[first]]
    return first


def _parted(
    conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]
) -> tuple[list[tuple[Term, ...]], list[tuple[Term, ...]]]:
    """Return the groups of rarer and of common words."""
    parted: tuple[list[tuple[Term, ...]], list[tuple[Term, ...]]] = ([], [])
    for group in query.groups:
        count = columns.remembered(("count", group, languages), partial(_count_up_to, conn, group, languages))
        parted[count > COMMON].append(group)
    return parted


def _kept(conn: sqlite3.Connection, columns: Columns, group: tuple[Term, ...], languages: Sequence[str]) -> Places:
    match = str(match_of(Query((group,), (), is_blank=False), languages))
    places: Places = columns.remembered(("match", match), lambda: _found(conn, columns, match))
    return places


def _found(conn: sqlite3.Connection, columns: Columns, match: str) -> Places:
    return columns.places(_numbers(conn, match))


def _numbers(conn: sqlite3.Connection, match: str) -> npt.NDArray[np.int64]:
    # As one string: a Python number a row would take three times as long, and hundreds of thousands may match.
    (listed,) = conn.execute(
        "SELECT group_concat(rowid, ' ') FROM article_fts WHERE article_fts MATCH ?", (match,)
    ).fetchone()
    return np.fromstring(listed, dtype=np.int64, sep=" ") if listed else np.empty(0, dtype=np.int64)


def scores_of(
    conn: sqlite3.Connection, query: Query, columns: Columns, places: Places, languages: Sequence[str]
) -> Scores | None:
    """Return how well each of the articles that `query` found fits it: the lower, the better; NaN where not ranked.

    Of very many only those whose headline answers are told from the others. None: nothing can be told.
    """
    if not query.groups:
        return None
    in_headline = _in_headline(conn, query, columns)[places]
    if len(places) > RANKED_UP_TO:
        few = 0 < np.count_nonzero(in_headline) <= RANKED_UP_TO
        return np.where(in_headline, 0.0, np.nan) if few else None
    words = columns.of["words"][places].astype(np.float64)
    share = words / (words + SHORT_WORDS) * np.where(columns.of["doubts"][places] & 1, INCOMPLETE_SHARE, 1.0)
    return _weights(conn, query, columns, languages)[places] * share - HEADLINE_BONUS * in_headline


def _weights(conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]) -> Scores:
    """Return by place what bm25 says of an article; 0 where it says nothing."""
    found = np.zeros(len(columns), dtype=np.float64)
    told = _telling(conn, query, columns, languages)
    match = match_of(told, languages) if told is not None else None
    if match is not None:
        for number, score in conn.execute(
            f"SELECT rowid, {_BM25} FROM article_fts WHERE article_fts MATCH ?",  # noqa: S608  constants
            (match,),
        ):
            place = columns.find_place(number)
            if place is not None:
                found[place] = score
    return found


def _in_headline(conn: sqlite3.Connection, query: Query, columns: Columns) -> npt.NDArray[np.bool_]:
    answers = np.zeros(len(columns), dtype=bool)
    match = headline_match_of(query)
    if match is not None:
        answers[columns.places(_numbers(conn, match))] = True
    return answers


def _telling(conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]) -> Query | None:
    """Return the part of a query that is worth weighing; None where weighing it would take too long."""
    rare, common = _parted(conn, query, columns, languages)
    if rare:
        return Query(tuple(rare), (), is_blank=False)
    occurrences = sum(len(_kept(conn, columns, group, languages)) for group in common)
    return query if occurrences <= WEIGHED_UP_TO else None


def _count_up_to(conn: sqlite3.Connection, group: tuple[Term, ...], languages: Sequence[str]) -> int:
    """Return in how many articles a group is met; beyond `COMMON` it is not counted on."""
    match = match_of(Query((group,), (), is_blank=False), languages)
    (count,) = conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)", (match, COMMON + 1)
    ).fetchone()
    return int(count)
