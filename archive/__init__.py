"""The SQLite archive: the only package that writes."""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from archive.curation import Curator
    from archive.intake import ingest
    from archive.reader import (
        blocks_of,
        captures_of,
        facts_of,
        find_article,
        iter_articles,
        iter_rejections,
        open_reader,
        overview,
        received_bytes,
        relations_of,
        stories,
    )
    from archive.store import Store, open_store
    from archive.verify import check

__all__ = [
    "Curator",
    "Store",
    "blocks_of",
    "captures_of",
    "check",
    "facts_of",
    "find_article",
    "ingest",
    "iter_articles",
    "iter_rejections",
    "open_reader",
    "open_store",
    "overview",
    "received_bytes",
    "relations_of",
    "stories",
]

_PLACES = {
    "Curator": "archive.curation",
    "Store": "archive.store",
    "blocks_of": "archive.reader",
    "captures_of": "archive.reader",
    "check": "archive.verify",
    "facts_of": "archive.reader",
    "find_article": "archive.reader",
    "ingest": "archive.intake",
    "iter_articles": "archive.reader",
    "iter_rejections": "archive.reader",
    "open_reader": "archive.reader",
    "open_store": "archive.store",
    "overview": "archive.reader",
    "received_bytes": "archive.reader",
    "relations_of": "archive.reader",
    "stories": "archive.reader",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
