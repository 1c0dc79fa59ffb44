"""What the command line calls an article: by its accession number for people, by its record's id for scripts.

Rule: reads through `archive.reader`.
"""

import sqlite3
from collections.abc import Callable
from functools import cache

from schemas.article import ArticleRecord

Namer = Callable[[str], str]


def accession_of(record: ArticleRecord) -> str | None:
    """Return the name that a person reads."""
    return record.accession


def record_id_of(record: ArticleRecord) -> str | None:
    """Return the name that the ingested record brought."""
    return record.record_id


def names_by(name_of: Callable[[ArticleRecord], str | None], conn: sqlite3.Connection) -> Namer:
    """Return a function from an article's id to its name, or to itself where it has none."""
    from archive import reader

    @cache
    def name(article: str) -> str:
        record = reader.find_article(conn, article)
        return (name_of(record) if record else None) or article

    return name
