"""The manifest: what is in a dossier, for machines. It is attached to every file, and `cuttings verify` reads it.

Rule: pure; a view, a request and places in, JSON out. No path, user or host name of the machine: locators of received
files stay out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from exports.dossier.model import DossierView, Entry, StoryTold
from exports.dossier.request import DossierRequest

FORMAT = "cuttings-dossier/1"

FACTS = (
    "id", "url", "outlet", "agency", "authors", "headline", "standfirst", "published", "published_edtf",
    "published_earliest", "published_latest", "published_basis", "published_evidence", "modified", "captured",
    "captured_basis", "section", "language", "tags", "word_count", "text_sha256", "received_sha256", "extractor",
)  # fmt: skip
"""Fields of the record that a manifest has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in the file."""

    page: str
    """Number of its first page, as it is printed."""
    index: int
    """The same, counted from 0 over all pages."""
    pages: int


def manifest_of(
    view: DossierView,
    request: DossierRequest,
    title: str,
    places: Mapping[str, Place],
    prints: Sequence[str],
    attached: Mapping[str, str],
) -> bytes:
    """Return the manifest.

    `places` by anchor; `prints`: SHA-256 of what each page draws; `attached`: by name, that of the other files inside.
    """
    told = {
        "format": FORMAT,
        "title": title,
        "created": view.created,
        "makers": asdict(view.makers),
        "request": _given(asdict(request)),
        "archive": {"digest": view.digest, "articles": view.archive_articles},
        "articles": [article_lines(entry) | _printed(entry, view, places) for entry in view.entries],
        "stories": [_story(each, places) for each in view.stories],
        "pages": list(prints),
        "attached": dict(attached),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def article_lines(entry: Entry) -> dict[str, Any]:
    """Return what the archive says of an article."""
    record = asdict(entry.record)
    return {
        "mark": entry.mark,
        **{name: record[name] for name in FACTS},
        "facts_sha256": _facts_hash(entry),
        "received": [
            {"sha256": each.received_sha256, "size": each.received_size, "captured": each.captured, "url": each.url}
            for each in entry.captures
        ],
        "relations": sorted(
            {
                (tie.other.mark, tie.relation.kind.value if tie.relation.kind else "none", tie.relation.method)
                for tie in entry.ties
            }
        ),
    }


def _facts_hash(entry: Entry) -> str:
    """Return the SHA-256 over every chosen fact with what it rests on."""
    chosen = sorted(
        (fact.field, fact.value or "", fact.raw, fact.rule, fact.basis, fact.by or "", fact.because or "")
        for fact in entry.facts
        if fact.chosen
    )
    return hashlib.sha256(json.dumps(chosen, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def _printed(entry: Entry, view: DossierView, places: Mapping[str, Place]) -> dict[str, Any]:
    repeat = view.repeats.get(entry.mark)
    form = "differences" if repeat and repeat.is_instead else "whole"
    return {
        "printed": "words" if entry.mark in view.set_plainly else form,
        "beside": repeat.of if repeat else None,
        "checked": entry.intact,
        **asdict(places[entry.anchor]),
    }


def _story(told: StoryTold, places: Mapping[str, Place]) -> dict[str, Any]:
    members = [each.accession for each in told.members]
    return {"story": told.story.story, "label": told.story.label, "members": members, **asdict(places[told.anchor])}


def _given(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was asked for, without what was not."""
    return {
        name: _given(value) if isinstance(value, dict) else value
        for name, value in asked.items()
        if value not in (None, "", (), {})
    }
