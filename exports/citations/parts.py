"""What every form of a citation is made of: who, what, when, where it is kept. Never surer than the record is.

Names are not taken apart: which part is the family name differs from people to people, and nobody told us.

Rule: pure; records in, plain values out.
"""

import re
from dataclasses import dataclass

from ingest.normalise.urls import safe_url
from schemas.article import ArticleRecord, display_title

_ISO_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_NO_KEY = re.compile(r"[^A-Za-z0-9]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")

_KNOWN = {"dateline": "from the dateline", "inferred": "inferred", "asserted": "asserted by a person"}
"""How a date is known, where the page does not state it."""

DateParts = tuple[int, ...]
"""Year, month and day, cut to what is known; empty: unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The archive that citations point into."""

    title: str
    """What the archive is called."""
    articles: str | None = None
    """Absolute address below which its articles stand, without the slash at its end; None: it is served nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One article as a citation says it."""

    key: str
    """Letters, digits and a hyphen; the same for good."""
    title: str
    names: tuple[str, ...]
    """Authors; where none is named, the agency."""
    outlet: str | None
    issued: DateParts
    doubt: str
    """`~` approximate, `?` uncertain, `%` both; empty: none."""
    accessed: DateParts
    """Day of the capture."""
    url: str | None
    """`http` and `https` only."""
    language: str | None
    section: str | None
    archive: str
    accession: str
    note: str


def cited_of(record: ArticleRecord, place: Place) -> Cited:
    """Return what a citation of `record` says."""
    issued, doubt = issued_of(record)
    return Cited(
        key=f"cuttings-{_NO_KEY.sub('', record.id)}",
        title=one_line(display_title(record.headline, record.text)),
        names=_names(record),
        outlet=one_line(record.outlet) if record.outlet else None,
        issued=issued,
        doubt=doubt,
        accessed=parts_of(record.captured),
        url=safe_url(record.url),
        language=one_line(record.language) if record.language else None,
        section=one_line(record.section) if record.section else None,
        archive=one_line(place.title),
        accession=one_line(record.accession or record.id),
        note=note_of(record, place),
    )


def _names(record: ArticleRecord) -> tuple[str, ...]:
    named = tuple(filter(None, map(one_line, record.authors)))
    return named or tuple(filter(None, [one_line(record.agency or "")]))


def issued_of(record: ArticleRecord) -> tuple[DateParts, str]:
    """Return the date cut to what is known, and its doubt. Of two bounds it is what both share: no day is made up."""
    if record.published:
        return parts_of(record.published), doubt_of(record.published_edtf or "")
    low, high = parts_of(record.published_earliest), parts_of(record.published_latest)
    return _shared(low, high), ""


def doubt_of(edtf: str) -> str:
    """Return the sign for all that an EDTF value leaves in doubt, whichever part of the date it is about.

    >>> doubt_of("?2020-11-25"), doubt_of("2023-12-01~"), doubt_of("2023-?12-01~"), doubt_of("2023-12-01")
    ('?', '~', '%', '')
    """
    signs = set(edtf) & {"?", "~", "%"}
    return "%" if len(signs) > 1 else "".join(signs)


def _shared(low: DateParts, high: DateParts) -> DateParts:
    size = 0
    for one, other in zip(low, high, strict=False):
        if one != other:
            break
        size += 1
    return low[:size]


def parts_of(value: str | None) -> DateParts:
    """Return the day of an ISO 8601 date, as far as it goes.

    >>> parts_of("2022-11-25T10:00:00+04:00"), parts_of("2022-11"), parts_of(None)
    ((2022, 11, 25), (2022, 11), ())
    """
    match = _ISO_DAY.match(value or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def note_of(record: ArticleRecord, place: Place) -> str:
    """Return where the article is kept, by which hash it is known, and what is doubtful about its date."""
    named = f" ({record.id})" if record.accession else ""
    said = [f"In: {place.title}, {record.accession or record.id}{named}."]
    if place.articles:
        said.append(f"{place.articles}/{record.id}?text={record.text_sha256}")
    said.append(f"SHA-256 of the text: {record.text_sha256}; of the received file: {record.received_sha256}.")
    if record.agency and record.authors:
        said.append(f"Agency: {record.agency}.")
    if date := _date_note(record):
        said.append(date)
    return one_line(" ".join(said))


def _date_note(record: ArticleRecord) -> str:
    """Say of a date that is inferred, asserted, uncertain or only bounded how it is known; nothing of a plain one."""
    edtf = record.published_edtf or _bounds(record)
    if not edtf:
        return "Date unknown."
    basis = record.published_basis
    if record.published and not doubt_of(edtf) and basis in {"structured", "stated"}:
        return ""
    known = _KNOWN.get(basis or "", "")
    if basis == "inferred" and record.published_evidence:
        known = f"inferred from “{record.published_evidence}”"
    return f"Date in EDTF: {edtf}{f', {known}' if known else ''}."


def _bounds(record: ArticleRecord) -> str:
    if not (record.published_earliest or record.published_latest):
        return record.published or ""
    return f"{record.published_earliest or '..'}/{record.published_latest or '..'}"


def one_line(text: str) -> str:
    """Return text on one line, without control characters: every form here ends a field at the end of a line."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def iso(parts: DateParts) -> str:
    """Return date parts as ISO 8601.

    >>> iso((2022, 3))
    '2022-03'
    """
    return "-".join([f"{part:04d}" if not at else f"{part:02d}" for at, part in enumerate(parts)])
