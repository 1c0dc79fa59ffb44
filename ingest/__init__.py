"""Bytes to articles: readers, decode, extract, normalise, sign, relate. Pure: no database, no clock, no processes."""

from typing import TYPE_CHECKING

from schemas.names import load

if TYPE_CHECKING:
    from ingest.normalise.text import fold, hashing_form
    from ingest.normalise.urls import canonical_url, safe_url
    from ingest.pipeline import EXTRACTOR, process
    from ingest.readers import kind_of, read
    from ingest.record import record_of
    from ingest.relate.diff import compare

__all__ = [
    "EXTRACTOR",
    "canonical_url",
    "compare",
    "fold",
    "hashing_form",
    "kind_of",
    "process",
    "read",
    "record_of",
    "safe_url",
]

_PLACES = {
    "EXTRACTOR": "ingest.pipeline",
    "canonical_url": "ingest.normalise.urls",
    "compare": "ingest.relate.diff",
    "fold": "ingest.normalise.text",
    "hashing_form": "ingest.normalise.text",
    "kind_of": "ingest.readers",
    "process": "ingest.pipeline",
    "read": "ingest.readers",
    "record_of": "ingest.record",
    "safe_url": "ingest.normalise.urls",
}


def __getattr__(name: str) -> object:
    return load(__name__, _PLACES, name)
