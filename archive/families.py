"""Stage 7, relate: copies, versions, reworks and look-alikes, and the families that they tie.

Exact copies and versions are chains (`links`): a group of n articles takes n - 1 links, not n * n. Texts that differ
are candidates and judged (`candidates`, `pairs`). All is recomputed from what is stored, around what changed, in an
order that does not depend on arrival, so that growing an archive page by page and building it at once give the same
rows. What a person said of a pair stays: a pair said to be unrelated is never linked, nor put into one family.

When the rules change (`form_version`), the next command that opens the archive for writing judges all pairs anew, some
articles a transaction: `restart`, then `go_on` until `is_current`. Killed at any moment, it goes on where it was.

Rule: knows the tables; the caller holds the transaction.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from archive import candidates
from archive.grouping import Ties, families_of
from archive.links import Group, Pair, as_list, groups_of, links_of, met_with, row_of_link
from archive.naming import FAMILY_PREFIX
from archive.pairs import insert, settle_pairs
from archive.related import PERSON, STRONGEST_LAST
from archive.sides import Sides
from ingest.relate.judge import METHOD
from schemas.relation import RelationKind

_EITHER_END = "a_id IN (SELECT value FROM json_each(?)) OR b_id IN (SELECT value FROM json_each(?))"

_TYING = frozenset(kind.value for kind in RelationKind if kind is not RelationKind.LOOKALIKE)


_TEXT_RANK = {RelationKind.SAME_TEXT: 0.0, RelationKind.VERSION: 0.0, RelationKind.NEAR_COPY: 1.0}
_TIE = "SELECT r.a_id, r.b_id, r.kind, r.method, -max(r.containment_ab, r.containment_ba), -r.jaccard FROM relation r"
_STATE = "relations"
_CHAINS = f"method <> '{PERSON}' AND method NOT LIKE 'text/%'"
REBUILD_BATCH = 200
"""Articles a transaction when all pairs are judged anew."""


def relate(conn: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Recompute relations and families around `articles`, which came, or of which a text, a date or a name changed."""
    sides = Sides(conn)
    seeds = {*articles, *_linked(conn, articles)}
    apart = _said_apart(conn)
    for group in tuple(groups_of(conn, seeds)):
        seeds |= _relink(conn, group, links_of(conn, group, apart, sides), frozenset(articles), sides)
    seeds |= settle_pairs(conn, sides, articles)
    _regroup(conn, seeds, apart)


def forget(conn: sqlite3.Connection, article: int) -> None:
    """Take an article out of relations and families, and its row with them; what it left is related anew.

    What was read of it (extractions, texts) must still be there. Foreign keys wait for the end of the transaction.
    """
    sides = Sides(conn)
    sides.mark(article)  # read while it is there: its runs are struck after its row
    around = {end for group in tuple(groups_of(conn, (article,))) for end in group.members}
    around |= met_with(conn, article)  # a place that was crowded may be so no longer
    ends = conn.execute("SELECT a_id, b_id FROM relation WHERE a_id = :one OR b_id = :one", {"one": article}).fetchall()
    fellows = conn.execute(
        "SELECT n.article_id FROM family_member m JOIN family_member n ON n.family_id = m.family_id"
        " WHERE m.article_id = ?",
        (article,),
    ).fetchall()
    seeds = around.union(*ends, *fellows) - {article}
    conn.execute("DELETE FROM relation WHERE a_id = :one OR b_id = :one", {"one": article})
    conn.execute("DELETE FROM family_member WHERE article_id = ?", (article,))
    conn.execute("DELETE FROM article WHERE id = ?", (article,))
    apart = _said_apart(conn)
    for group in tuple(groups_of(conn, around - {article})):
        seeds |= _relink(conn, group, links_of(conn, group, apart, sides), frozenset(), sides)
    seeds |= settle_pairs(conn, sides, (article,)) - {article}
    _regroup(conn, seeds, apart)


def form_version() -> str:
    """Return by which rules relations are found and judged today."""
    return f"{METHOD} {candidates.VERSION}"


def is_current(conn: sqlite3.Connection) -> bool:
    """Tell whether all relations were made by today's rules."""
    return _state(conn) == form_version()


def go_on(conn: sqlite3.Connection) -> None:
    """Judge the pairs of some more articles by today's rules; those of older rules are struck with the first step."""
    begun, _, last = (_state(conn) or "").partition(" after ")
    if begun != form_version() or not last:
        restart(conn)
        last = "0"
    rows = conn.execute(
        "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?", (int(last), REBUILD_BATCH)
    ).fetchall()
    relate(conn, [int(row[0]) for row in rows])
    done = len(rows) < REBUILD_BATCH
    _set_state(conn, form_version() if done else f"{form_version()} after {rows[-1][0]}")


def restart(conn: sqlite3.Connection) -> None:
    """Strike the index, the families and all relations but those that a person stated."""
    candidates.clear(conn)
    conn.execute("DELETE FROM relation WHERE method <> ?", (PERSON,))
    conn.execute("DELETE FROM family_member")
    conn.execute("DELETE FROM family")
    _set_state(conn, f"{form_version()} after 0")


def rebuild(conn: sqlite3.Connection) -> None:
    """Make all relations and families from nothing; the caller holds one transaction."""
    restart(conn)
    while not is_current(conn):
        go_on(conn)


def _state(conn: sqlite3.Connection) -> str | None:
    row = conn.execute("SELECT value FROM setting WHERE name = ?", (_STATE,)).fetchone()
    return str(row[0]) if row else None


def _set_state(conn: sqlite3.Connection, value: str) -> None:
    conn.execute("INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", (_STATE, value))


def _linked(conn: sqlite3.Connection, articles: Collection[int]) -> set[int]:
    """Return the other ends of every link of `articles` in a chain of copies or versions."""
    rows = conn.execute(
        f"SELECT a_id, b_id FROM relation WHERE ({_EITHER_END}) AND {_CHAINS}",  # noqa: S608  constants
        (as_list(articles),) * 2,
    )
    return {int(end) for row in rows for end in row}


def _said_apart(conn: sqlite3.Connection) -> frozenset[Pair]:
    """Return the pairs whose latest standing word of a person is that they are not related."""
    said: dict[Pair, str | None] = {}
    # The method stands in the statement: only so does SQLite look into the index of what persons said.
    rows = conn.execute(
        f"SELECT a_id, b_id, kind FROM relation WHERE method = '{PERSON}' AND undone_at IS NULL ORDER BY id"  # noqa: S608  a constant
    )
    for a, b, kind in rows:
        said[frozenset({int(a), int(b)})] = kind
    return frozenset(pair for pair, kind in said.items() if kind is None)


def _relink(
    conn: sqlite3.Connection, group: Group, links: Iterable[Pair], changed: frozenset[int], sides: Sides
) -> set[int]:
    """Make the stored links of a group those of `links`; return the articles that a link was made or taken of.

    A link of an article that changed is measured anew.
    """
    wanted = set(links)
    moved: set[int] = set()
    for number, a, b in _stored_links(conn, group):
        pair = frozenset({a, b})
        if pair in wanted and not pair & changed:
            wanted.discard(pair)
        else:
            conn.execute("DELETE FROM relation WHERE id = ?", (number,))
            moved |= pair
    insert(conn, [row_of_link(conn, group, pair, sides) for pair in sorted(wanted, key=sorted)])
    return moved.union(*wanted)


def _stored_links(conn: sqlite3.Connection, group: Group) -> list[tuple[int, int, int]]:
    rows = conn.execute(
        f"SELECT id, a_id, b_id FROM relation WHERE ({_EITHER_END}) AND method = '{group.method}'",  # noqa: S608  constants
        (as_list(group.members),) * 2,
    )
    return [(int(number), int(a), int(b)) for number, a, b in rows]


def _regroup(conn: sqlite3.Connection, seeds: Collection[int], apart: frozenset[Pair]) -> None:
    """Make the families around `seeds` anew, those that they were in before included. What stays is not touched."""
    ties, kinds = _gather(conn, seeds, apart)
    wanted = {
        (FAMILY_PREFIX + min(ties.names[member] for member in members), _why(members, kinds), members)
        for members in families_of(ties, apart)
    }
    before = _families_with(conn, ties.names)
    gone = [(number,) for family, number in before.items() if family not in wanted]
    conn.executemany("DELETE FROM family_member WHERE family_id = ?", gone)
    conn.executemany("DELETE FROM family WHERE id = ?", gone)
    for name, why, members in sorted(wanted - before.keys(), key=itemgetter(0)):
        family = conn.execute("INSERT INTO family(public_id, why) VALUES (?, ?)", (name, why)).lastrowid
        conn.executemany(
            "INSERT INTO family_member(article_id, family_id) VALUES (?, ?)",
            [(member, family) for member in sorted(members)],
        )


def _families_with(conn: sqlite3.Connection, articles: Iterable[int]) -> dict[tuple[str, str, frozenset[int]], int]:
    """Return the stored families of articles: name, why and members, with their row numbers."""
    rows = conn.execute(
        "SELECT f.id, f.public_id, f.why, m.article_id FROM family f JOIN family_member m ON m.family_id = f.id"
        " WHERE f.id IN (SELECT family_id FROM family_member WHERE article_id IN (SELECT value FROM json_each(?)))"
        " ORDER BY f.id",
        (as_list(articles),),
    )
    return {
        (name, why, frozenset(int(row[3]) for row in members)): number
        for (number, name, why), members in groupby(rows, key=itemgetter(0, 1, 2))
    }


def _gather(conn: sqlite3.Connection, seeds: Collection[int], apart: frozenset[Pair]) -> tuple[Ties, dict[Pair, str]]:
    """Follow the ties, and the families of before, from `seeds` until nothing new is found; return ties and kinds."""
    ties, kinds, waiting = Ties(), dict[Pair, str](), set(seeds)
    while waiting:
        found = as_list(waiting)
        names = conn.execute("SELECT id, public_id FROM article WHERE id IN (SELECT value FROM json_each(?))", (found,))
        ties.names.update({int(number): str(name) for number, name in names})
        fellows = conn.execute(
            "SELECT DISTINCT n.article_id FROM family_member m JOIN family_member n ON n.family_id = m.family_id"
            " WHERE m.article_id IN (SELECT value FROM json_each(?))",
            (found,),
        )
        waiting = {int(row[0]) for row in fellows}
        for pair, kind, method, figures in _ties_of(conn, found, apart):
            kinds[pair] = kind.value
            waiting |= pair
            if method.startswith("text/"):
                ties.measured[pair] = (_TEXT_RANK.get(kind, 2.0), *figures)
            else:
                ties.bonds[pair] = (float(method != PERSON),)
        waiting -= ties.names.keys()
    return ties, kinds


def _ties_of(
    conn: sqlite3.Connection, articles: str, apart: frozenset[Pair]
) -> list[tuple[Pair, RelationKind, str, tuple[float, ...]]]:
    """Return what ties articles to others: kind, method, figures. Of a pair with several relations the strongest."""
    rows = conn.execute(
        f"{_TIE} WHERE ({_EITHER_END}) AND r.undone_at IS NULL ORDER BY {STRONGEST_LAST}",
        (articles, articles),
    )
    last = {frozenset({int(a), int(b)}): tuple(others) for a, b, *others in rows}
    return [
        (pair, RelationKind(kind), method, tuple(figures))
        for pair, (kind, method, *figures) in last.items()
        if kind in _TYING and pair not in apart
    ]


def _why(members: frozenset[int], kinds: dict[Pair, str]) -> str:
    counts = Counter(kind for pair, kind in kinds.items() if pair <= members)
    return ", ".join(f"{kind}: {counts[kind]}" for kind in sorted(counts))
