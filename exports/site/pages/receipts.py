"""The captures of an article as its page lists them: when, from where, who says so, and the received file.

Rule: pure; records in, words out.
"""

from typing import Any

from exports.phrases import iso_words
from exports.site.links import Links
from exports.site.words import size_words, witness_words
from ingest.normalise.urls import safe_url
from schemas.view import Capture


def receipt_of(links: Links, capture: Capture) -> dict[str, Any]:
    """Return what the page shows of a capture."""
    return {
        "capture": capture,
        "url": safe_url(capture.url),
        "url_witness": witness_words(capture.url_basis),
        "captured_witness": witness_words(capture.captured_basis),
        "size": size_words(capture.received_size),
        "captured": iso_words(capture.captured) if capture.captured else None,
        "view": links.view(capture.received_sha256) if capture.format != "pdf" else None,
        "download": links.received(capture.received_sha256),
    }
