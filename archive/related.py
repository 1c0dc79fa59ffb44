"""Relations as they stand: what was measured, with a person's word before it, and what follows for equal texts.

Of exact copies a chain is stored, and of other texts one article is measured for all whose text is equal
(`archive.candidates`). Each pair is told all the same: what is not stored itself follows from what is.

Rule: reads only.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from ingest.relate.kinds import kind_of
from schemas.relation import OccasionAxis, Relation, RelationKind, TextAxis
from schemas.types import PublicId

PERSON = "person"
"""The method of relations that a person stated."""

COPY_BUT_FURNITURE = "Equal text but for lines that repeat on the pages of a host and were left out of one of them."

_RELATION = """
    SELECT a.public_id, b.public_id, r.kind, r.text_axis, r.occasion, r.text_confidence, r.occasion_confidence,
        r.is_undecided, r.jaccard, r.containment_ab, r.containment_ba, r.evidence, r.method, r.asserted_by, r.because
    FROM relation r JOIN article a ON a.id = r.a_id JOIN article b ON b.id = r.b_id
"""
STRONGEST_LAST = "r.method = 'person', ifnull(r.kind, '') = 'version', r.method NOT LIKE 'text/%', r.id"
"""Of several relations of one pair a person's latest word stands, then that they are versions, then an equal text."""

_COPY = "SELECT public_id, accession, address, words, text_hash, ifnull(base_hash, text_hash) FROM article"
_HOLDER = """
    SELECT s.article_id FROM article a JOIN sampled s ON s.article_id = a.id WHERE a.text_hash = ?
    ORDER BY a.public_id LIMIT 1
"""
_MIRRORED = {TextAxis.CONTAINS: TextAxis.PART_OF, TextAxis.PART_OF: TextAxis.CONTAINS}


@dataclass(frozen=True, slots=True)
class _Copy:
    """An article, as far as its copies are asked for."""

    name: str
    accession: str
    address: str
    words: int
    text_hash: bytes
    first_hash: bytes
    """Of the text as it was first read, furniture and all."""


def stored_relations(conn: sqlite3.Connection) -> Iterator[Relation]:
    """Yield one relation a pair of those that the archive keeps, by public ids: of equal texts a chain."""
    rows = conn.execute(f"{_RELATION} WHERE r.undone_at IS NULL ORDER BY a.public_id, b.public_id, {STRONGEST_LAST}")
    for _, several in groupby(rows, key=itemgetter(0, 1)):
        *_, last = several
        yield _relation(last)


def iter_relations(conn: sqlite3.Connection) -> Iterator[Relation]:
    """Yield one relation a pair, by public ids, also those that hold since a text equals another.

    In memory are those of one article.
    """
    rows = conn.execute(
        "SELECT id, public_id FROM article WHERE id IN (SELECT a_id FROM relation UNION SELECT b_id FROM relation)"
        " ORDER BY public_id"
    )
    for number, name in rows:
        yield from (each for each in relations_of_article(conn, number) if each.a == name)


def all_relations(conn: sqlite3.Connection) -> tuple[Relation, ...]:
    """Return what `iter_relations` yields."""
    return tuple(iter_relations(conn))


def relations_of_article(conn: sqlite3.Connection, article: int) -> tuple[Relation, ...]:
    """Return the relations of an article, one a pair, by public ids, also those that it shares with an equal text."""
    stored = conn.execute(
        f"{_RELATION} WHERE (r.a_id = ? OR r.b_id = ?) AND r.undone_at IS NULL ORDER BY {STRONGEST_LAST}",
        (article, article),
    )
    pairs = {(row[0], row[1]): _relation(row) for row in stored}
    own = _Copy(*conn.execute(f"{_COPY} WHERE id = ?", (article,)).fetchone())
    for relation in _as_copy(conn, own):
        held = pairs.get((relation.a, relation.b))
        if held is None or (held.method.startswith("text/") and held.kind is not RelationKind.VERSION):
            pairs[relation.a, relation.b] = relation
    for relation in _as_measured(conn, own):
        pairs.setdefault((relation.a, relation.b), relation)
    return tuple(pairs[pair] for pair in sorted(pairs))


def find_relation(conn: sqlite3.Connection, a: int, b: int) -> Relation | None:
    """Return how two articles are related, or None where nothing says so."""
    names = [str(row[0]) for row in conn.execute("SELECT public_id FROM article WHERE id IN (?, ?) ORDER BY 1", (a, b))]
    return next((each for each in relations_of_article(conn, a) if [each.a, each.b] == names), None)


def words_of_copy(words: int) -> str:
    """Return the evidence of an exact copy."""
    return f"Equal text of {words} words; case, spaces, quotation marks and dashes are not compared."


def _as_copy(conn: sqlite3.Connection, own: _Copy) -> Iterator[Relation]:
    """Yield the relations of an article to all whose text is equal, as it is shown or as it was first read."""
    rows = conn.execute(
        f"{_COPY} WHERE (text_hash IN (:shown, :first) OR base_hash IN (:shown, :first)) AND public_id <> :own",
        {"shown": own.text_hash, "first": own.first_hash, "own": own.name},
    )
    for copy in (_Copy(*row) for row in rows):
        a, b = sorted((own.name, copy.name))
        yield Relation(
            a=PublicId(a),
            b=PublicId(b),
            kind=kind_of(TextAxis.SAME, OccasionAxis.SAME, same_address=own.address == copy.address),
            text=TextAxis.SAME,
            occasion=OccasionAxis.SAME,
            jaccard=1.0,
            containment_ab=1.0,
            containment_ba=1.0,
            evidence=words_of_copy(own.words) if own.text_hash == copy.text_hash else COPY_BUT_FURNITURE,
            method="same-text/1",
        )


def _as_measured(conn: sqlite3.Connection, own: _Copy) -> Iterator[Relation]:
    """Yield the relations of an article that were measured on others whose texts are equal."""
    holder = conn.execute(_HOLDER, (own.text_hash,)).fetchone()
    rows = conn.execute(
        f"{_RELATION} WHERE (r.a_id = :holder OR r.b_id = :holder) AND r.method LIKE 'text/%'",
        {"holder": holder[0] if holder else None},
    )
    for relation in map(_relation, rows.fetchall()):
        ends = [
            _Copy(*conn.execute(f"{_COPY} WHERE public_id = ?", (name,)).fetchone())
            for name in (relation.a, relation.b)
        ]
        is_a = ends[0].text_hash == own.text_hash
        for copy in conn.execute(f"{_COPY} WHERE text_hash = ?", (ends[is_a].text_hash,)):
            told = _retold(relation, *((own, _Copy(*copy)) if is_a else (_Copy(*copy), own)))
            if told is not None:
                between = f"{ends[0].accession} and {ends[1].accession}"
                evidence = f"{relation.evidence} As measured between {between}, whose texts are equal to these."
                yield replace(told, evidence=evidence)


def _retold(relation: Relation, a: _Copy, b: _Copy) -> Relation | None:
    """Return what was measured of two articles as it holds for two others of equal texts; None: it says nothing."""
    kind = kind_of(relation.text, relation.occasion, same_address=a.address == b.address)
    if relation.is_undecided and kind is not RelationKind.VERSION:
        kind = None
    elif kind is None:
        return None
    told = replace(relation, a=PublicId(a.name), b=PublicId(b.name), kind=kind, is_undecided=kind is None)
    if a.name < b.name:
        return told
    return replace(
        told,
        a=told.b,
        b=told.a,
        text=_MIRRORED.get(told.text, told.text),
        containment_ab=told.containment_ba,
        containment_ba=told.containment_ab,
    )


def _relation(row: tuple[Any, ...]) -> Relation:
    a, b, kind, text, occasion, text_sure, occasion_sure, undecided, jaccard, ab, ba, evidence, method, by, because = (
        row
    )
    return Relation(
        a=a,
        b=b,
        kind=RelationKind(kind) if kind else None,
        text=TextAxis(text),
        occasion=OccasionAxis(occasion),
        text_confidence=text_sure,
        occasion_confidence=occasion_sure,
        is_undecided=bool(undecided) and kind is None,
        jaccard=jaccard,
        containment_ab=ab,
        containment_ba=ba,
        evidence=evidence,
        method=method,
        by=by,
        because=because,
    )
