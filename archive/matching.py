"""Which articles a query finds in the full-text index, and how well those fit that are few enough to be ranked.

Rule: reads only; knows the index; no filters, no facets, no texts.
"""

import sqlite3
from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from archive.columns import Columns, Places
from archive.query import Query, Term, excluded_of, headline_match_of, match_of, parse_query

Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Group = tuple[Term, ...]

RANKED_UP_TO = 10_000
"""Above this many matches ranking costs more than it tells: see `archive.ordering`."""

COMMON = 25_000
"""A word in more articles than this tells next to nothing of any, and its weight alone takes long to find out: it is
asked for, and not weighed. In smaller archives that holds of a word in every fifth article, see `common_from`."""
COMMON_SHARE = 5
RARE = 1_000
"""A word in so many articles is not common, however few others there are."""

WEIGHED_UP_TO = 120_000
"""Of words of which none is rare, so many occurrences are weighed, all in all..."""
FEW = 2_500
"""... where no more articles than this have them all."""

_BM25 = "bm25(article_fts, 8.0, 2.0, 3.0, 1.0, 0.5)"
"""Words of the headline count most, those of names more than those of the text, and stems least."""

_BITS = 32
"""Of a place that is written out. What is found in fewer articles than one of so many is kept as places, else a bit an
article."""

HEADLINE_BONUS = 4.0
"""For a headline that answers the whole query. Where most of an archive tells of one event, bm25 gives the words of
that event next to no weight, and any rarer word beside them would decide."""

SHORT_WORDS = 30.0
"""Texts of a dozen words, which bm25 puts first, are held back a little: a text of so many counts half."""

INCOMPLETE_SHARE = 0.8
"""Of its score is left to a text that is not all of its article (cut off, behind a paywall)."""


def common_from(articles: int) -> int:
    """Return in how many articles of an archive of that size a word is common.

    >>> common_from(300), common_from(10_000), common_from(1_000_000)
    (1000, 2000, 25000)
    """
    return min(COMMON, max(RARE, articles // COMMON_SHARE))


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
    """Return where every group is met.

    Common words are looked up one by one, and kept: they are asked for often. What is rare is asked for together with
    those that were not looked up before: the index steps from one of the few to the next, over what the others have
    between.
    """
    rare, common = _parted(conn, query, columns, languages)
    known = [group for group in common if not rare or all(_is_known(columns, term, languages) for term in group)]
    asked = tuple(group for group in query.groups if group not in known)
    match = match_of(Query(asked, (), is_blank=False), languages)
    found = _found(conn, columns, match) if match is not None else np.arange(len(columns), dtype=np.int64)
    for group in known:
        found = found[_meeting(conn, columns, group, languages)[found]]
    return found


def _meeting(conn: sqlite3.Connection, columns: Columns, group: Group, languages: Sequence[str]) -> Mask:
    """Return by place whether a group is met: one of its terms."""
    masks = [_mask(conn, columns, term, languages) for term in group]
    return masks[0] if len(masks) == 1 else np.logical_or.reduce(masks)


def _mask(conn: sqlite3.Connection, columns: Columns, term: Term, languages: Sequence[str]) -> Mask:
    return _packed(conn, columns, _of_one(term, languages))


def _packed(conn: sqlite3.Connection, columns: Columns, match: str) -> Mask:
    """Return by place whether an article is found, of what was asked for of late without asking again."""

    def ask() -> npt.NDArray[np.uint8] | npt.NDArray[np.int32]:
        found = _found(conn, columns, match)
        if len(found) < len(columns) // _BITS:
            return found.astype(np.int32)
        mask = np.zeros(len(columns), dtype=bool)
        mask[found] = True
        return np.packbits(mask)

    held = columns.remembered(("mask", match), ask)
    if held.dtype == np.uint8:
        return np.unpackbits(held, count=len(columns)).view(bool)
    mask = np.zeros(len(columns), dtype=bool)
    mask[held] = True
    return mask


def _is_known(columns: Columns, term: Term, languages: Sequence[str]) -> bool:
    return columns.remembers(("mask", _of_one(term, languages)))


def _of_one(term: Term, languages: Sequence[str]) -> str:
    return str(match_of(Query(((term,),), (), is_blank=False), languages))


def _parted(
    conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str]
) -> tuple[list[Group], list[Group]]:
    """Return the groups of rarer and of common words. Phrases pass for rare: to count them is to find them."""
    parted: tuple[list[Group], list[Group]] = ([], [])
    for group in query.groups:
        if any(len(term.words) > 1 for term in group):
            parted[0].append(group)
            continue
        most = common_from(len(columns))
        count = columns.remembered(("count", group, languages), partial(_count_up_to, conn, group, languages, most))
        parted[count > most].append(group)
    return parted


def look_up(conn: sqlite3.Connection, columns: Columns, word: str, languages: Sequence[str]) -> bool:
    """Look a word up, and keep what was found, if it is a common one; return whether it is."""
    query = parse_query(word)
    _, common = _parted(conn, query, columns, languages)
    for group in common:
        _meeting(conn, columns, group, languages)
        _in_headline(conn, query, columns)
    return bool(common)


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
    told = _telling(conn, query, columns, languages, len(places))
    return _weights(conn, told, columns, languages)[places] * share - HEADLINE_BONUS * in_headline


def _weights(conn: sqlite3.Connection, told: Query | None, columns: Columns, languages: Sequence[str]) -> Scores:
    """Return by place what bm25 says of an article; 0 where it says nothing."""
    found = np.zeros(len(columns), dtype=np.float64)
    match = match_of(told, languages) if told is not None else None
    if match is not None:
        rows = conn.execute(f"SELECT rowid, {_BM25} FROM article_fts WHERE article_fts MATCH ?", (match,)).fetchall()  # noqa: S608  constants
        if rows:
            scored = np.array(rows, dtype=np.float64)
            numbers = scored[:, 0].astype(np.int64)
            known = (numbers >= 0) & (numbers < len(columns.place_of))
            places = columns.place_of[numbers[known]]
            found[places[places >= 0]] = scored[known, 1][places >= 0]
    return found


def _in_headline(conn: sqlite3.Connection, query: Query, columns: Columns) -> Mask:
    """Return by place whether the headline alone answers the query."""
    match = headline_match_of(query)
    return _packed(conn, columns, match) if match is not None else np.zeros(len(columns), dtype=bool)


def _telling(
    conn: sqlite3.Connection, query: Query, columns: Columns, languages: Sequence[str], found: int
) -> Query | None:
    """Return the part of a query that is worth weighing; None where weighing it would take too long."""
    rare, common = _parted(conn, query, columns, languages)
    if rare:
        return Query(tuple(rare), (), is_blank=False)
    if found > FEW:
        return None
    occurrences = sum(int(np.count_nonzero(_meeting(conn, columns, group, languages))) for group in common)
    return query if occurrences <= WEIGHED_UP_TO else None


def _count_up_to(conn: sqlite3.Connection, group: Group, languages: Sequence[str], most: int) -> int:
    """Return in how many articles a group is met; beyond `most` it is not counted on."""
    match = match_of(Query((group,), (), is_blank=False), languages)
    (count,) = conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)", (match, most + 1)
    ).fetchone()
    return int(count)
