"""What an archive has to say of two of its articles: made anew from their texts, with its own counts.

Rule: reads only. What is shown is what decides: the sides are those that are judged (`archive.sides`).
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive import runs_index
from archive.related import STRONGEST_LAST, find_relation
from archive.sides import Sides
from archive.snapshot import one_state
from archive.texts import unpack
from archive.words import index_words
from ingest.relate.boilerplate import source_lines
from ingest.relate.explain import RARE, Counts, RunCount, explain
from ingest.relate.precedence import bounds_of, derive, order_of
from schemas.explanation import Account, Appearance, Comparison, Derivation, Precedence
from schemas.relation import Judgement, Relation, RelationKind
from schemas.types import Basis, PublicId

FAMILY_MOST = 100
"""Of a larger family the earliest members are put in order."""

_TIES = frozenset(RelationKind) - {RelationKind.LOOKALIKE}

_ARTICLE = """
    SELECT a.id, a.public_id, a.language, a.outlet, a.agency, a.published, c.published_edtf, a.published_basis,
        substr(c.published_earliest, 1, 10), substr(c.published_latest, 1, 10)
    FROM article a JOIN card c ON c.article_id = a.id
"""
_TEXT = """
    SELECT t.body FROM article a JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id
    WHERE a.id = ?
"""
_FAMILY = "SELECT family_id FROM family_member WHERE article_id IN (?, ?)"
_HOLDERS = f"""
    SELECT count(*), ifnull(sum(article_id NOT IN (:a, :b) AND article_id NOT IN
        (SELECT article_id FROM family_member WHERE family_id IN ({_FAMILY.replace("(?, ?)", "(:a, :b)")}))), 0)
    FROM ({runs_index.HOLDERS})
"""  # noqa: S608  constants
_KINDS = f"""
    SELECT kind, is_undecided, count(*) FROM (
        SELECT r.kind, r.is_undecided, count(*) OVER (PARTITION BY r.a_id, r.b_id) AS several,
            row_number() OVER (PARTITION BY r.a_id, r.b_id ORDER BY {STRONGEST_LAST}) AS place
        FROM relation r WHERE r.undone_at IS NULL
    ) WHERE place = several GROUP BY 1, 2 ORDER BY 3 DESC, 1
"""  # noqa: S608  constants


@dataclass(frozen=True, slots=True)
class Row:
    """An article, as far as order and credits need it."""

    number: int
    id: str
    language: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    published_edtf: str | None
    basis: Basis | None
    earliest: str | None
    latest: str | None


def explain_articles(conn: sqlite3.Connection, a: int, b: int) -> Account:
    """Return everything that speaks for or against a tie between two articles, named by their row numbers."""
    _open_vocabulary(conn)
    with one_state(conn):
        one, other = (row_of(conn, number) for number in (a, b))
        texts = text_of(conn, a), text_of(conn, b)
        sides = Sides(conn)
        told = explain(sides.side(a), sides.side(b), texts, counts_for(conn, a, b))
        relation = find_relation(conn, a, b)
        return Account(
            a=PublicId(one.id),
            b=PublicId(other.id),
            relation=relation,
            explanation=told,
            derivation=derivation_of((one, other), texts, relation, told.judgement),
            family=_family_of(conn, one, other),
        )


def compare_articles(conn: sqlite3.Connection, a: int, b: int) -> Comparison:
    """Return two articles word by word, as `explain_articles` has them."""
    with one_state(conn):
        sides = Sides(conn)
        texts = text_of(conn, a), text_of(conn, b)
        counts = replace(counts_for(conn, a, b), is_rare=lambda _: False)
        return explain(sides.side(a), sides.side(b), texts, counts).comparison


def judge_articles(conn: sqlite3.Connection, a: int, b: int) -> Judgement:
    """Return what today's rules make of two articles, whatever anybody said of them; `a` is the first of the two."""
    with one_state(conn):
        return Sides(conn).judge(a, b)


def kinds_kept(conn: sqlite3.Connection) -> tuple[tuple[str | None, bool, int], ...]:
    """Return how many of the relations that are kept are of each kind: kind, undecided or not, count; most first.

    Of a pair only what stands is counted; of equal texts a chain is kept.
    """
    rows = conn.execute(_KINDS).fetchall()
    return tuple((kind, bool(undecided), count) for kind, undecided, count in rows)


def text_of(conn: sqlite3.Connection, article: int) -> str:
    """Return the text of an article as it is shown."""
    return unpack(conn.execute(_TEXT, (article,)).fetchone()[0])


def counts_for(conn: sqlite3.Connection, a: int, b: int) -> Counts:
    """Return how common runs and words are in the archive, seen from two of its articles."""

    def of_run(key: int) -> RunCount | None:
        texts, outside = conn.execute(_HOLDERS, {"a": a, "b": b, "key": key}).fetchone()
        return RunCount(texts, outside) if texts else None

    def of_word(word: str) -> int | None:
        return _articles_with(conn, word)

    (articles,) = conn.execute("SELECT count(*) FROM article").fetchone()
    return Counts(articles=articles, of_run=of_run, of_word=of_word, is_rare=lambda word: _has_few(conn, word))


def _open_vocabulary(conn: sqlite3.Connection) -> None:
    """Make the words of the full-text index a table, in this connection alone: a reader writes nothing."""
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_vocabulary USING fts5vocab(main, article_fts, col)")


def _articles_with(conn: sqlite3.Connection, word: str) -> int | None:
    """Return how many articles have a word in their text; None where the index knows no such word."""
    words = index_words(word)
    if len(words) != 1:
        return None
    row = conn.execute("SELECT doc FROM temp.article_vocabulary WHERE term = ? AND col = 'body'", words).fetchone()
    return int(row[0]) if row else None


def _has_few(conn: sqlite3.Connection, word: str) -> bool:
    """Tell whether few articles have a word, without counting those of a common one."""
    words = index_words(word)
    if len(words) != 1:
        return False
    found = conn.execute(
        "SELECT count(*) FROM (SELECT rowid FROM article_fts WHERE article_fts MATCH ? LIMIT ?)",
        (f'body : "{words[0]}"', RARE + 1),
    ).fetchone()
    return int(found[0]) <= RARE


def row_of(conn: sqlite3.Connection, number: int) -> Row:
    """Return what order and credits need of an article, by its row number."""
    return Row(*conn.execute(f"{_ARTICLE} WHERE a.id = ?", (number,)).fetchone())


def appearance_of(row: Row, credits_: Iterable[str] = ()) -> Appearance:
    """Return when an article appeared: to the moment where that is stated without doubt, else by its bounds."""
    earliest, latest = bounds_of(row.published, row.published_edtf, row.earliest, row.latest)
    return Appearance(
        id=PublicId(row.id),
        earliest=earliest,
        latest=latest,
        basis=row.basis,
        outlet=row.outlet,
        agency=row.agency,
        credits=tuple(credits_),
    )


def derivation_of(
    rows: tuple[Row, Row], texts: tuple[str, str], relation: Relation | None, judgement: Judgement
) -> Derivation:
    """Return which of two articles was made from the other, where the evidence carries it."""
    kind = relation.kind if relation else judgement.kind
    a, b = (appearance_of(row, source_lines(text)) for row, text in zip(rows, texts, strict=True))
    return derive(a, b, of_a_in_b=judgement.containment_ab, of_b_in_a=judgement.containment_ba, is_tied=kind in _TIES)


def _family_of(conn: sqlite3.Connection, one: Row, other: Row) -> Precedence:
    """Return the order of appearance of the family that both are in, or of the two."""
    families = {row[0] for row in conn.execute(_FAMILY, (one.number, other.number))}
    shared = conn.execute(
        "SELECT count(*) FROM family_member WHERE article_id IN (?, ?)", (one.number, other.number)
    ).fetchone()[0]
    if len(families) != 1 or shared != len({one.number, other.number}):
        return order_of([appearance_of(one), appearance_of(other)])
    rows = conn.execute(
        f"{_ARTICLE} JOIN family_member m ON m.article_id = a.id WHERE m.family_id = ?"
        " ORDER BY a.id NOT IN (?, ?), c.published_earliest IS NULL, c.published_earliest, a.public_id",
        (*families, one.number, other.number),
    ).fetchall()
    members = [Row(*row) for row in rows]
    found = order_of([appearance_of(each) for each in members[:FAMILY_MOST]])
    left_out = members[FAMILY_MOST:]
    is_sure = all(each.earliest for each in left_out)
    return replace(found, left_out=len(left_out), first=found.first if is_sure else None)
