"""The sources: for each article the address, and every received file by its hash."""

from dataclasses import dataclass

from exports.dossier import limits
from exports.dossier.bidi import language_of
from exports.dossier.model import DossierView, Entry
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line
from exports.dossier.words import CAPTURE_BASIS, date_words, listed, published_words
from ingest.normalise.urls import safe_url
from schemas.view import Capture

AUTHORS = 3
"""Names in a citation; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One received file."""

    sha256: str
    when: str
    """When it was captured and who says so."""
    file: str
    """Format, size, encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One article in the list of sources."""

    anchor: str
    mark: str
    citation: str
    """Byline, outlet, date."""
    title: str
    language: str
    url: str | None
    """As it is printed."""
    href: str | None
    """As it is linked: http and https only."""
    receipts: tuple[Receipt, ...]
    more: int
    """Receipts that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """What the list of sources prints."""

    sources: tuple[SourceLine, ...]


def build(view: DossierView, request: DossierRequest) -> Section:  # noqa: ARG001  every section is built alike
    """Return the list of sources, in the order of the accession numbers."""
    entries = sorted(view.entries, key=lambda entry: (len(entry.mark), entry.mark))
    return Section(key="sources", template="sources.html", page=SourcesPage(sources=tuple(map(_line, entries))))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def link_of(url: str | None) -> str | None:
    """Return what a URL may be linked to: itself if it is http or https and not endless, else nothing."""
    safe = safe_url(url)
    return safe if safe and len(safe) <= limits.LINK else None


def receipt_of(capture: Capture) -> Receipt:
    """Return a received file in words."""
    when = "capture time not stated"
    if capture.captured:
        says = CAPTURE_BASIS.get((capture.captured_basis or "").partition(":")[0])
        when = f"captured {date_words(capture.captured)}" + (f", {says}" if says else "")
    read_as = "" if capture.format == "pdf" else f", {capture.charset}"
    kind = {"html": "web page", "text": "text", "pdf": "PDF"}.get(capture.format, capture.format)
    return Receipt(
        sha256=capture.received_sha256,
        when=one_line(when, 200),
        file=one_line(f"{kind}, {capture.received_size:,} bytes{read_as}{_answer(capture)}", 120),
    )


def _answer(capture: Capture) -> str:
    """Return the status of the server's answer, where the container kept it."""
    return f", HTTP {capture.status}" if capture.status is not None else ""


def _line(entry: Entry) -> SourceLine:
    record = entry.record
    when = published_words(record)
    outlet = one_line(record.outlet or record.agency or "", 80)
    parts = (listed(record.authors, AUTHORS), outlet, "No date" if when == "unknown" else when)
    return SourceLine(
        anchor=entry.anchor,
        mark=entry.mark,
        citation=_sentence(". ".join(part for part in parts if part)),
        title=one_line(entry.title, 240),
        language=language_of(record.language),
        url=one_line(record.url, limits.FIELD) if record.url else None,
        href=link_of(record.url),
        receipts=tuple(map(receipt_of, entry.captures[: limits.LISTED])),
        more=max(0, len(entry.captures) - limits.LISTED),
    )
