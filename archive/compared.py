"""Two articles side by side, as a page shows them: the relation, the shares, who was first, and each word's fate.

Of very long texts the beginnings are compared, and that is said: a page must answer whatever was stored.

Rule: reads only. What is shown is what decides: the sides are those that are judged (`archive.sides`).
"""

import sqlite3
from dataclasses import dataclass, replace

from archive import runs_index
from archive.explained import Row, appearance_of, counts_for, derivation_of, row_of, text_of
from archive.related import find_relation
from archive.sides import Sides
from archive.snapshot import one_state
from ingest.relate.diff import compare
from ingest.relate.explain import Counts, RunCount, explain
from ingest.relate.precedence import order_of
from schemas.explanation import Comparison, Derivation, Precedence, Swap
from schemas.relation import Judgement, Relation

MOST_LETTERS = 40_000
"""So much of a text is compared: some seven thousand words, far more than an article has."""

MOST_HOLDERS = 400
"""So many texts that hold a run of words are looked at, to tell whether it is a formula."""

_HOLDERS = f"""
    SELECT count(*), ifnull(sum(article_id NOT IN (:a, :b) AND article_id NOT IN
        (SELECT article_id FROM family_member WHERE family_id IN
            (SELECT family_id FROM family_member WHERE article_id IN (:a, :b)))), 0)
    FROM (SELECT article_id FROM ({runs_index.HOLDERS}) LIMIT :most)
"""  # noqa: S608  a constant


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What an archive has to say of two of its articles, `a` and `b` in the order they were asked for."""

    relation: Relation | None
    """As it stands, a person's word first; None: none is held."""
    judgement: Judgement | None
    """What today's rules make of the two; None: the texts are too long to be judged while somebody waits."""
    comparison: Comparison
    headline_swaps: tuple[Swap, ...]
    order: Precedence
    """The order of appearance of the two."""
    derivation: Derivation | None
    """Which was taken from which; None: not asked, since there was no judgement."""
    texts: tuple[str, str]
    """What was compared."""
    is_cut: bool
    """True: one of the texts is longer than what was compared."""


def compare_pair(conn: sqlite3.Connection, a: int, b: int, *, most: int = MOST_LETTERS) -> Compared:
    """Return two articles side by side, named by their row numbers; of longer texts the first `most` letters."""
    with one_state(conn):
        whole = text_of(conn, a), text_of(conn, b)
        rows = row_of(conn, a), row_of(conn, b)
        if max(map(len, whole)) > most:
            return _of_beginnings(conn, (a, b), rows, whole, most)
        sides = Sides(conn)
        told = explain(sides.side(a), sides.side(b), whole, _counts(conn, a, b))
        relation = find_relation(conn, a, b)
        return Compared(
            relation=relation,
            judgement=told.judgement,
            comparison=told.comparison,
            headline_swaps=told.headline_swaps,
            order=order_of([appearance_of(row) for row in rows]),
            derivation=derivation_of(rows, whole, relation, told.judgement),
            texts=whole,
            is_cut=False,
        )


def beginning_of(text: str, most: int = MOST_LETTERS) -> str:
    r"""Return so much of a text, cut off at the end of a paragraph where there is one.

    >>> beginning_of("One.\n\nTwo.\n\nThree.", 14)
    'One.\n\nTwo.'
    """
    if len(text) <= most:
        return text
    at = text.rfind("\n", 0, most)
    return text[: at if at > 0 else most].rstrip()


def _of_beginnings(
    conn: sqlite3.Connection, numbers: tuple[int, int], rows: tuple[Row, Row], whole: tuple[str, str], most: int
) -> Compared:
    a, b = (beginning_of(text, most) for text in whole)
    return Compared(
        relation=find_relation(conn, *numbers),
        judgement=None,
        comparison=compare(a, b, languages=(rows[0].language, rows[1].language)),
        headline_swaps=(),
        order=order_of([appearance_of(row) for row in rows]),
        derivation=None,
        texts=(a, b),
        is_cut=True,
    )


def _counts(conn: sqlite3.Connection, a: int, b: int) -> Counts:
    """Return how common runs are, counted as far as it matters; rare words are not asked for."""

    def of_run(key: int) -> RunCount | None:
        values = {"a": a, "b": b, "key": key, "most": MOST_HOLDERS}
        texts, outside = conn.execute(_HOLDERS, values).fetchone()
        return RunCount(texts, outside) if texts else None

    return replace(counts_for(conn, a, b), of_run=of_run, is_rare=lambda _: False)
