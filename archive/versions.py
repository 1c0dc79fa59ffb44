"""The versions of one address: what it published at different times, and into which groups an article falls.

Rule: reads only.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.reader import articles_named
from schemas.article import ArticleRecord
from schemas.types import PublicId

MOST_VERSIONS = 12
"""So many versions are read; an address that changes by the hour may have hundreds."""

_SAME_ADDRESS = """
    SELECT o.public_id FROM article a JOIN article o ON o.address = a.address WHERE a.public_id = ?
    ORDER BY o.captured_key IS NULL, o.captured_key, o.id
"""
_GROUPS = {
    kind: f"""
    SELECT g.public_id, {label}, (SELECT count(*) FROM {kind}_member WHERE {kind}_id = g.id)
    FROM {kind} g JOIN {kind}_member m ON m.{kind}_id = g.id JOIN article a ON a.id = m.article_id
    WHERE a.public_id = ?
"""  # noqa: S608  constants
    for kind, label in (("story", "g.label"), ("family", "''"))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What one address published, in the order of the captures."""

    articles: tuple[ArticleRecord, ...]
    """By time of capture; those of which nobody says when they were captured last, in order of arrival."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOf:
    """A story or a family that an article is in, and how many are."""

    name: str
    label: str
    articles: int


def versions_of(conn: sqlite3.Connection, article: PublicId) -> Versions | None:
    """Return the versions of an article's address, those around it where there are many; None: it is the only one."""
    names = [str(row[0]) for row in conn.execute(_SAME_ADDRESS, (article,))]
    if len(names) < 2:  # noqa: PLR2004  itself alone
        return None
    start = max(0, min(names.index(article) - MOST_VERSIONS // 2, len(names) - MOST_VERSIONS))
    near = names[start : start + MOST_VERSIONS]
    held = articles_named(conn, near)
    return Versions(articles=tuple(held[name] for name in near if name in held), total=len(names))


def group_of_article(conn: sqlite3.Connection, article: PublicId, kind: Literal["story", "family"]) -> GroupOf | None:
    """Return the story, or the family, that an article is in with others; None: it is in none."""
    row = conn.execute(_GROUPS[kind], (article,)).fetchone()
    return GroupOf(name=row[0], label=row[1], articles=row[2]) if row and row[2] > 1 else None
