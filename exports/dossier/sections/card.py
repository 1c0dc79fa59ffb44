"""The block of facts of one article: each line says what is known and how."""

from collections.abc import Iterable
from dataclasses import dataclass

from exports.dossier import limits
from exports.dossier.model import Entry
from exports.dossier.sections.sources import link_of, receipt_of
from exports.dossier.sections.summary import language_words
from exports.dossier.selection import DAY
from exports.dossier.soften import one_line
from exports.dossier.words import (
    CAPTURE_BASIS,
    NO_YEAR,
    WARNING,
    asserted_words,
    date_words,
    evidence_of,
    known_words,
    listed,
    published_words,
)
from exports.phrases import counted
from schemas.article import ArticleRecord, Fact

LABEL = {
    "author": "Byline",
    "dateline_place": "Dateline",
    "dateline_place_raw": "Dateline, as printed",
    "published": "Published",
    "modified": "Modified",
    "captured_hint": "Captured",
    "canonical_url": "Canonical URL",
}
"""What a fact is called on paper, where that is not its own name."""

DERIVED = frozenset({"published_edtf", "published_earliest", "published_latest"})
"""Facts that only spell an asserted date out."""

ASSERTED = 30
"""Assertions of one article that are printed."""

OTHER_DATES = 3

LIKELY = 0.5
"""Confidence below which a candidate is furniture, not another date that the page gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One line of facts."""

    label: str
    value: str
    detail: str = ""
    """How it is known, in smaller type."""
    href: str | None = None
    mono: bool = False
    alert: bool = False
    """Something a reader must not miss."""


def card_lines(entry: Entry) -> tuple[FactLine, ...]:
    """Return the lines of an article's facts; what is not known has no line, but its date always has one."""
    return tuple(
        line for group in (_who(entry.record), _when(entry), _filed(entry.record), _where(entry)) for line in group
    )


def asserted_lines(entry: Entry) -> tuple[FactLine, ...]:
    """Return what persons asserted: the value, by whom and why, and what the page itself gives."""
    lines = []
    for fact in entry.facts:
        if fact.basis != "asserted" or not fact.chosen or fact.field in DERIVED:
            continue
        page = next((other for other in _by_weight(entry.facts) if other.field == fact.field and other.value), None)
        detail = f"{asserted_words(fact)}. {_page_words(fact, page)}"
        lines.append(FactLine(label=_label(fact.field), value=_value(fact), detail=one_line(detail, limits.FIELD)))
    if len(lines) > ASSERTED:
        rest = FactLine(
            label="More", value=counted(len(lines) - ASSERTED, "further assertion"), detail="in the archive"
        )
        lines = [*lines[:ASSERTED], rest]
    return tuple(lines)


def _page_words(fact: Fact, page: Fact | None) -> str:
    if page is None:
        return "The page does not say."
    return "The page gives the same." if page.value == fact.value else f"The page gives: {_value(page)}"


def _by_weight(facts: Iterable[Fact]) -> list[Fact]:
    return sorted((fact for fact in facts if fact.basis != "asserted"), key=lambda fact: -fact.confidence)


def _label(field: str) -> str:
    return LABEL.get(field, field.replace("_", " ").capitalize())


def _value(fact: Fact) -> str:
    if fact.value is None:
        return "unknown"
    value = date_words(fact.value) if fact.field in {"published", "modified", "captured_hint"} else fact.value
    return one_line(value, limits.FIELD)


def _who(record: ArticleRecord) -> Iterable[FactLine]:
    raw = record.headline_raw
    if raw and record.headline and raw != record.headline:
        yield _line("Headline, as printed", raw)
    yield from _given("Outlet", record.outlet)
    yield from _given("Agency", record.agency)
    yield from _given("Byline", listed(record.authors, limits.LISTED))
    place, printed = record.dateline_place, record.dateline_place_raw
    if place or printed:
        detail = f"printed “{one_line(printed, 160)}”" if printed and printed != place else ""
        yield FactLine(label="Dateline", value=one_line(place or printed or "", 160), detail=detail)


def _filed(record: ArticleRecord) -> Iterable[FactLine]:
    yield from _given("Section", record.section)
    yield from _given("Tags", listed(record.tags, limits.LISTED))
    if record.language:
        yield _line("Language", language_words(record.language))


def _when(entry: Entry) -> Iterable[FactLine]:
    record = entry.record
    known = known_words(record, entry.facts, one_line(evidence_of(record) or "", 300))
    yield FactLine(label="Published", value=published_words(record), detail=one_line(known, limits.FIELD))
    others = _other_dates(entry)
    if others:
        yield FactLine(
            label="Other dates",
            value=listed(others, OTHER_DATES),
            detail="on the page, not taken for the date of publication",
        )
    if record.modified and record.modified != record.published:
        yield _line("Modified", date_words(record.modified))
    if record.captured:
        says = CAPTURE_BASIS.get((record.captured_basis or "").partition(":")[0], "")
        yield FactLine(label="Captured", value=date_words(record.captured), detail=says)
    if record.captured_hint:
        yield FactLine(
            label="Page header", value=date_words(record.captured_hint), detail="a hint at the capture, no more"
        )


def _other_dates(entry: Entry) -> tuple[str, ...]:
    """Return the days that other candidates name, where they differ from the one chosen."""
    given = [fact for fact in entry.facts if fact.field == "published" and fact.value and not fact.chosen]
    likely = [fact for fact in given if fact.basis != "asserted" and fact.confidence >= LIKELY]
    printed = published_words(entry.record)
    words = (date_words(day) for day in sorted({(fact.value or "")[:DAY] for fact in likely}))
    return tuple(day for day in words if day.removesuffix(NO_YEAR) not in printed)


def _where(entry: Entry) -> Iterable[FactLine]:
    record = entry.record
    if record.url:
        url = one_line(record.url, limits.FIELD)
        yield FactLine(label="URL", value=url, href=link_of(record.url), mono=True)
    else:
        yield FactLine(label="URL", value="none was given", detail=one_line(f"read from {record.source}", 300))
    if record.record_id:
        yield _line("Record id", record.record_id)
    for capture in entry.captures[:1]:
        yield FactLine(
            label="Received file",
            value=receipt_of(capture).file,
            detail=_intact(entry),
            alert=entry.intact == "changed",
        )
    yield FactLine(label="SHA-256", value=record.received_sha256, mono=True)
    if len(entry.captures) > 1:
        yield _line("Captures", f"{len(entry.captures)}, all listed under Sources")
    for warning in record.warnings:
        words = WARNING.get(warning, warning.replace("_", " "))
        yield FactLine(label="Mind", value=one_line(words[:1].upper() + words[1:], 200) + ".", alert=True)


def _intact(entry: Entry) -> str:
    return {
        "unchanged": "unchanged since received",
        "changed": "CHANGED since received: do not rely on it",
        "not held": "the archive keeps no bytes of it",
    }[entry.intact]


def _given(label: str, value: str | None) -> Iterable[FactLine]:
    if value:
        yield _line(label, value)


def _line(label: str, value: str) -> FactLine:
    return FactLine(label=label, value=one_line(value, limits.FIELD))
