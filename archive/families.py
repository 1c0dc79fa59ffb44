"""Stage 7, relate: exact copies and versions, and the families that they tie.

Groups are recomputed from what is stored, in an order that does not depend on arrival, so that growing an archive page
by page and building it at once give the same rows. A group of n articles takes n - 1 links, not n * n. What a person
said of a pair stays: a pair said to be unrelated is never linked, nor put into one family.

Rule: knows the tables; the caller holds the transaction.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from archive.links import Group, Pair, as_list, groups_of, links_of, row_of_link
from archive.naming import FAMILY_PREFIX
from archive.related import PERSON
from schemas.relation import RelationKind

_EITHER_END = "a_id IN (SELECT value FROM json_each(?)) OR b_id IN (SELECT value FROM json_each(?))"

_TYING = frozenset(kind.value for kind in RelationKind if kind is not RelationKind.LOOKALIKE)


def relate(conn: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Recompute the relations and families of the groups that `articles` belong to."""
    seeds = {*articles, *_linked(conn, articles)}
    apart = _said_apart(conn)
    for group in tuple(groups_of(conn, seeds)):
        seeds |= _relink(conn, group, links_of(conn, group, apart), frozenset(articles))
    _regroup(conn, seeds, apart)


def _linked(conn: sqlite3.Connection, articles: Collection[int]) -> set[int]:
    """Return the other ends of every relation of `articles`."""
    rows = conn.execute(f"SELECT a_id, b_id FROM relation WHERE {_EITHER_END}", (as_list(articles),) * 2)  # noqa: S608  a constant
    return {int(end) for row in rows for end in row}


def _said_apart(conn: sqlite3.Connection) -> frozenset[Pair]:
    """Return the pairs whose latest standing word of a person is that they are not related."""
    said: dict[Pair, str | None] = {}
    rows = conn.execute(
        "SELECT a_id, b_id, kind FROM relation WHERE method = ? AND undone_at IS NULL ORDER BY id", (PERSON,)
    )
    for a, b, kind in rows:
        said[frozenset({int(a), int(b)})] = kind
    return frozenset(pair for pair, kind in said.items() if kind is None)


def _relink(conn: sqlite3.Connection, group: Group, links: Iterable[Pair], changed: frozenset[int]) -> set[int]:
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
    conn.executemany(
        "INSERT INTO relation(a_id, b_id, kind, text_axis, occasion, jaccard, containment_ab, containment_ba, evidence,"
        " method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row_of_link(conn, group, pair) for pair in sorted(wanted, key=sorted)],
    )
    return moved.union(*wanted)


def _stored_links(conn: sqlite3.Connection, group: Group) -> list[tuple[int, int, int]]:
    rows = conn.execute(
        f"SELECT id, a_id, b_id FROM relation WHERE ({_EITHER_END}) AND method = ?",  # noqa: S608  a constant
        (*(as_list(group.members),) * 2, group.method),
    )
    return [(int(number), int(a), int(b)) for number, a, b in rows]


@dataclass(slots=True)
class _Ties:
    """The articles around a change and what ties them, each tie once: (public ids, numbers, kind)."""

    names: dict[int, str] = field(default_factory=dict)
    links: dict[Pair, str] = field(default_factory=dict)


def _regroup(conn: sqlite3.Connection, seeds: Collection[int], apart: frozenset[Pair]) -> None:
    """Make the families around `seeds` anew, those that they were in before included."""
    ties = _gather(conn, seeds, apart)
    families = _components(ties, apart)
    before = conn.execute(
        "SELECT DISTINCT family_id FROM family_member WHERE article_id IN (SELECT value FROM json_each(?))",
        (as_list(ties.names),),
    ).fetchall()
    conn.executemany("DELETE FROM family_member WHERE article_id = ?", [(article,) for article in ties.names])
    conn.executemany("DELETE FROM family WHERE id = ?", before)
    for members in families:
        name = FAMILY_PREFIX + min(ties.names[member] for member in members)
        family = conn.execute(
            "INSERT INTO family(public_id, why) VALUES (?, ?)", (name, _why(members, ties.links))
        ).lastrowid
        conn.executemany(
            "INSERT INTO family_member(article_id, family_id) VALUES (?, ?)",
            [(member, family) for member in sorted(members)],
        )


def _gather(conn: sqlite3.Connection, seeds: Collection[int], apart: frozenset[Pair]) -> _Ties:
    """Follow the ties and the families of before from `seeds` until nothing new is found."""
    ties, waiting = _Ties(), set(seeds)
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
        for pair, kind in _ties_of(conn, found, apart):
            ties.links[pair] = kind
            waiting |= pair
        waiting -= ties.names.keys()
    return ties


def _ties_of(conn: sqlite3.Connection, articles: str, apart: frozenset[Pair]) -> list[tuple[Pair, str]]:
    """Return what ties articles to others; of a pair with several relations a person's word wins."""
    rows = conn.execute(
        f"SELECT a_id, b_id, kind, id FROM relation WHERE ({_EITHER_END}) AND undone_at IS NULL"  # noqa: S608  a constant
        " ORDER BY method = ?, method, id",
        (articles, articles, PERSON),
    )
    kinds: dict[Pair, str | None] = {frozenset({int(a), int(b)}): kind for a, b, kind, _ in rows}
    return [(pair, kind) for pair, kind in kinds.items() if kind in _TYING and pair not in apart]


def _components(ties: _Ties, apart: frozenset[Pair]) -> list[frozenset[int]]:
    """Return the groups of two and more that the ties make, never with a pair that a person said is not related."""
    group = {article: [article] for article in ties.names}
    parted = [tuple(pair) for pair in apart if pair <= ties.names.keys()]
    for pair in sorted(ties.links, key=lambda pair: sorted(ties.names[one] for one in pair)):
        small, large = sorted((group[one] for one in pair), key=len)
        if small is large or any({id(group[a]), id(group[b])} == {id(small), id(large)} for a, b in parted):
            continue
        large.extend(small)
        group.update(dict.fromkeys(small, large))
    grown = {id(members): members for members in group.values() if len(members) > 1}
    return [frozenset(members) for members in grown.values()]


def _why(members: frozenset[int], links: dict[Pair, str]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for pair, kind in links.items():
        if pair <= members:
            counts[kind] += 1
    return ", ".join(f"{kind}: {counts[kind]}" for kind in sorted(counts))
