"""The chronology: every article by date, and how each date is known."""

from dataclasses import dataclass
from itertools import groupby

from exports.dossier.bidi import language_of
from exports.dossier.days import is_dated, printed_day
from exports.dossier.model import DossierView, Entry, in_order
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.soften import one_line
from exports.dossier.words import evidence_of, known_words, published_words

BOUNDED, UNDATED = "Known by bounds only", "Date unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRow:
    """One article."""

    when: str
    known: str
    """How the date is known, with the words it rests on."""
    anchor: str
    mark: str
    title: str
    language: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyPage:
    """What the chronology prints: the rows by year."""

    years: tuple[tuple[str, tuple[ChronologyRow, ...]], ...]


def build(view: DossierView, request: DossierRequest) -> Section | None:  # noqa: ARG001  every section is built alike
    """Return the chronology; none for a single article, whose facts say it all."""
    if len(view.entries) < 2:  # noqa: PLR2004  one date is no chronology
        return None
    ordered = in_order(list(view.entries), "date")
    years = tuple((year, tuple(map(_row, entries))) for year, entries in groupby(ordered, key=_year))
    return Section(key="chronology", template="chronology.html", page=ChronologyPage(years=years))


def _year(entry: Entry) -> str:
    day = printed_day(entry.record)
    if is_dated(entry.record) and day:
        return day[: len("2022")]
    return BOUNDED if day else UNDATED


def _row(entry: Entry) -> ChronologyRow:
    record = entry.record
    known = known_words(record, entry.facts, one_line(evidence_of(record) or "", 220))
    outlet = one_line(record.outlet or "", 60)
    agency = one_line(record.agency or "", 40)
    source = f"{outlet} ({agency})" if outlet and agency and outlet != agency else outlet or agency
    return ChronologyRow(
        when=published_words(record),
        known=one_line(known, 400) or "no date was found",
        anchor=entry.anchor,
        mark=entry.mark,
        title=one_line(entry.title, 120),
        language=language_of(record.language),
        source=source,
    )
