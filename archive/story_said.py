"""What ties articles to one story, and what keeps them apart, whatever their words: families, look-alikes, a person.

A person's word on stories beats a person's word on a pair, which beats what was measured; a later word on stories beats
an earlier one, pair by pair.

Rule: reads the tables only.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from archive.links import as_list
from archive.related import PERSON
from schemas.relation import RelationKind
from schemas.view import StoryStatement

SAID_PREFIX = "said-"
"""Before the number of a statement that ties articles, where it stands among the names of families."""


class StatementKind(StrEnum):
    """What a person says of stories."""

    MERGE = "merge"
    SPLIT = "split"
    PART = "part"
    """Split off, and together on another event."""
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person said of stories, by the articles that were meant."""

    number: int
    kind: StatementKind
    label: str | None
    sides: tuple[frozenset[int], frozenset[int]]
    """Of a split: the articles that are not on the event, and those that are. Else all articles, and none."""

    @property
    def ties(self) -> bool:
        """Tell whether the articles of the first side are on one event."""
        return self.kind in (StatementKind.MERGE, StatementKind.PART)

    def pairs(self, article: int) -> dict[int, bool]:
        """Return the articles that the statement pairs an article with, and whether the two are on one event."""
        if self.kind is StatementKind.NAME:
            return {}
        first, second = self.sides
        apart = second if article in first else first if article in second else frozenset()
        tied = first - {article} if self.ties and article in first else frozenset()
        return dict.fromkeys(apart, False) | dict.fromkeys(tied, True)


@dataclass(frozen=True, slots=True)
class Said:
    """All that persons said of stories and did not take back, in the order in which they said it."""

    statements: tuple[Statement, ...] = ()
    by_article: dict[int, tuple[Statement, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, conn: sqlite3.Connection) -> Self:
        """Read it."""
        rows = conn.execute("SELECT id, kind, label FROM story_statement WHERE undone_at IS NULL ORDER BY id")
        statements = tuple(_statement(conn, *row) for row in rows.fetchall())
        by_article: dict[int, tuple[Statement, ...]] = {}
        for each in statements:
            for article in each.sides[0] | each.sides[1]:
                by_article[article] = (*by_article.get(article, ()), each)
        return cls(statements, by_article)

    def on_pairs(self, article: int) -> dict[int, bool]:
        """Return each article that something was said of together with this one, and whether they are on one event."""
        found: dict[int, bool] = {}
        for each in self.by_article.get(article, ()):
            found |= each.pairs(article)
        return found


def _statement(conn: sqlite3.Connection, number: int, kind: str, label: str | None) -> Statement:
    rows = conn.execute(
        "SELECT article_id, side FROM story_statement_article WHERE statement_id = ?", (number,)
    ).fetchall()
    sides = tuple(frozenset(article for article, at in rows if at == side) for side in (0, 1))
    return Statement(number, StatementKind(kind), label, (sides[0], sides[1]))


@dataclass(frozen=True, slots=True)
class Ties:
    """What holds of some articles: the groups that tie each to others, and what each is kept apart from."""

    groups: dict[int, frozenset[str]]
    """Names of families, and of a person's merges."""
    apart: dict[int, frozenset[int]]


def ties_of(conn: sqlite3.Connection, articles: Collection[int], said: Said) -> Ties:
    """Return what ties articles, and what keeps them apart, from any article."""
    families = dict(
        conn.execute(
            "SELECT m.article_id, f.public_id FROM family_member m JOIN family f ON f.id = m.family_id"
            " WHERE m.article_id IN (SELECT value FROM json_each(?))",
            (as_list(articles),),
        )
    )
    measured = _apart_by_relations(conn, articles)
    groups: dict[int, frozenset[str]] = {}
    apart: dict[int, frozenset[int]] = {}
    for article in articles:
        merges = (each for each in said.by_article.get(article, ()) if each.ties and article in each.sides[0])
        family = [families[article]] if article in families else []
        groups[article] = frozenset([*family, *(f"{SAID_PREFIX}{each.number}" for each in merges)])
        ruled = said.on_pairs(article)
        split = {other for other, on_one in ruled.items() if not on_one}
        apart[article] = frozenset(split | (measured.get(article, set()) - ruled.keys()))
    return Ties(groups, apart)


def _apart_by_relations(conn: sqlite3.Connection, articles: Collection[int]) -> dict[int, set[int]]:
    """Return by article those that it is a look-alike of, or that a person said it is not related to."""
    # The method stands in the statement: else SQLite plans it anew each time, for an index of what persons said.
    rows: Iterable[tuple[int, int, str | None]] = conn.execute(
        "SELECT a_id, b_id, kind FROM relation WHERE (a_id IN (SELECT value FROM json_each(:articles))"  # noqa: S608
        " OR b_id IN (SELECT value FROM json_each(:articles)))"
        f" AND undone_at IS NULL AND (method = '{PERSON}' OR kind = 'lookalike')"
        f" ORDER BY method = '{PERSON}', id",
        {"articles": as_list(articles)},
    )
    kinds = {(a, b): kind for a, b, kind in rows}
    found: dict[int, set[int]] = {}
    for (a, b), kind in kinds.items():
        if kind is None or kind == RelationKind.LOOKALIKE:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return found


def foes_of(apart: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return what each is kept apart from, by name, from pairs.

    >>> foes_of([("a", "b")])
    {'a': {'b'}, 'b': {'a'}}
    """
    foes: dict[str, set[str]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    return foes


def chains(members: Sequence[str], foes: Mapping[str, AbstractSet[str]]) -> list[tuple[str, str]]:
    """Return pairs that tie the members of a group one to the next, none with one that it is kept apart from.

    >>> chains("abcd", foes_of([("a", "b")]))
    [('a', 'c'), ('c', 'd')]
    """
    found: list[list[str]] = []
    pairs: list[tuple[str, str]] = []
    for member in members:
        for chain in found:
            if member not in foes or foes[member].isdisjoint(chain):
                pairs.append((chain[-1], member))
                chain.append(member)
                break
        else:
            found.append([member])
    return pairs


def statements_on(conn: sqlite3.Connection, articles: Collection[int]) -> tuple[StoryStatement, ...]:
    """Return what persons said of the stories of articles and did not take back, in the order in which they said it."""
    rows: Iterable[tuple[int, str, str | None, str | None, str]] = conn.execute(
        "SELECT DISTINCT s.id, s.kind, s.label, s.asserted_by, s.because FROM story_statement s"
        " JOIN story_statement_article a ON a.statement_id = s.id"
        " WHERE a.article_id IN (SELECT value FROM json_each(?)) AND s.undone_at IS NULL ORDER BY s.id",
        (as_list(articles),),
    )
    return tuple(StoryStatement(kind=kind, label=label, by=by, because=because) for _, kind, label, by, because in rows)
