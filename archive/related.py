"""Relations as they stand: what was measured, with a person's word before it.

Rule: reads only.
"""

import sqlite3
from typing import Any

from schemas.relation import OccasionAxis, Relation, RelationKind, TextAxis
from schemas.types import PublicId

PERSON = "person"
"""The method of relations that a person stated."""

_RELATION = """
    SELECT a.public_id, b.public_id, r.kind, r.text_axis, r.occasion, r.jaccard, r.containment_ab, r.containment_ba,
        r.evidence, r.method, r.asserted_by, r.because
    FROM relation r JOIN article a ON a.id = r.a_id JOIN article b ON b.id = r.b_id
"""
_STRONGEST_LAST = "r.method = 'person', r.kind = 'version', r.id"

_COPIES = """
    SELECT o.public_id, o.words FROM article s JOIN family_member m ON m.article_id = s.id
    JOIN family_member n ON n.family_id = m.family_id JOIN article o ON o.id = n.article_id
    WHERE s.id = ? AND o.id <> s.id AND o.text_hash = s.text_hash AND o.address <> s.address
"""

COPY_BUT_FURNITURE = "Equal text but for lines that repeat on the pages of a host and were left out of one of them."


def all_relations(conn: sqlite3.Connection) -> tuple[Relation, ...]:
    """Return one relation a pair, by public ids."""
    rows = conn.execute(f"{_RELATION} WHERE r.undone_at IS NULL ORDER BY a.public_id, b.public_id, {_STRONGEST_LAST}")
    return tuple({row[:2]: _relation(row) for row in rows}.values())


def relations_of_article(conn: sqlite3.Connection, article: int) -> tuple[Relation, ...]:
    """Return the relations of an article, one a pair, by public ids; every exact copy of its family among them."""
    stored = conn.execute(
        f"{_RELATION} WHERE (r.a_id = ? OR r.b_id = ?) AND r.undone_at IS NULL ORDER BY {_STRONGEST_LAST}",
        (article, article),
    )
    pairs = {(row[0], row[1]): _relation(row) for row in stored}
    row = conn.execute("SELECT public_id FROM article WHERE id = ?", (article,)).fetchone()
    for other, words in conn.execute(_COPIES, (article,)):
        a, b = sorted((str(row[0]), str(other)))
        pairs.setdefault((a, b), same_text(a, b, words))
    return tuple(pairs[pair] for pair in sorted(pairs))


def find_relation(conn: sqlite3.Connection, a: int, b: int) -> Relation | None:
    """Return how two articles are related, or None where nothing says so."""
    names = [str(row[0]) for row in conn.execute("SELECT public_id FROM article WHERE id IN (?, ?) ORDER BY 1", (a, b))]
    return next((each for each in relations_of_article(conn, a) if [each.a, each.b] == names), None)


def same_text(a: str, b: str, words: int) -> Relation:
    """Return the relation of two copies that the archive holds through others."""
    return Relation(
        a=PublicId(a),
        b=PublicId(b),
        kind=RelationKind.SAME_TEXT,
        text=TextAxis.SAME,
        occasion=OccasionAxis.SAME,
        jaccard=1.0,
        containment_ab=1.0,
        containment_ba=1.0,
        evidence=words_of_copy(words),
        method="same-text/1",
    )


def words_of_copy(words: int) -> str:
    """Return the evidence of an exact copy."""
    return f"Equal text of {words} words; case, spaces, quotation marks and dashes are not compared."


def _relation(row: tuple[Any, ...]) -> Relation:
    a, b, kind, text, occasion, jaccard, ab, ba, evidence, method, by, because = row
    return Relation(
        a=a,
        b=b,
        kind=RelationKind(kind) if kind else None,
        text=TextAxis(text),
        occasion=OccasionAxis(occasion),
        jaccard=jaccard,
        containment_ab=ab,
        containment_ba=ba,
        evidence=evidence,
        method=method,
        by=by,
        because=because,
    )
