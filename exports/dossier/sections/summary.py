"""The summary: what is in here, from whom, when, how surely, and what its reader should know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from exports.dossier import charts
from exports.dossier.days import first_day, last_day
from exports.dossier.model import DossierView, Entry
from exports.dossier.request import DossierRequest
from exports.dossier.sections.section import Section
from exports.dossier.selection import selected_words, span_words
from exports.dossier.soften import one_line, paragraphs_of, soften
from exports.dossier.words import BASIS, WARNING, is_sure
from exports.phrases import counted
from schemas.relation import RelationKind
from schemas.types import BASES

LEAST, MOST = 2, 150
"""Columns of a chart over time: one is no chart, and hundreds come of a date that nobody should believe."""

NO_OUTLET = "not named by the page"

LANGUAGE = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hy": "Armenian",
    "it": "Italian", "ka": "Georgian", "kk": "Kazakh", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sr": "Serbian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
}  # fmt: skip
"""English names of the languages met most; others are shown by their code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPage:
    """What the summary prints."""

    lead: str
    figures: tuple[tuple[str, str], ...]
    """Number and what it counts."""
    chart: Markup | None
    chart_note: str
    outlets: tuple[charts.Bar, ...]
    bases: tuple[charts.Bar, ...]
    languages: str
    """In words, with their numbers; empty where there is one."""
    known: tuple[str, ...]
    """What its reader should know."""
    note: tuple[str, ...]
    """The editor's own words, by paragraph."""
    prepared_by: str | None


def build(view: DossierView, request: DossierRequest) -> Section:
    """Return the summary."""
    chart, chart_note = _chart(view.entries)
    note = soften(request.note or "", most=6_000)
    page = SummaryPage(
        lead=f"{_holds(view)} {selected_words(view, request)}",
        figures=_figures(view.entries),
        chart=chart,
        chart_note=chart_note,
        outlets=_outlets(view.entries),
        bases=_bases(view.entries),
        languages=_languages(view.entries),
        known=tuple(_known(view.entries)),
        note=tuple(piece for part in note.text.split("\n\n") if part.strip() for piece in paragraphs_of(part)),
        prepared_by=one_line(request.prepared_by, 160) if request.prepared_by else None,
    )
    return Section(key="summary", template="summary.html", page=page, notes=tuple(f"note: {n}" for n in note.notes))


def language_words(code: str | None) -> str:
    """Return the English name of a language, or its code."""
    return LANGUAGE.get(code, one_line(code, 20)) if code else "not known"


def _outlets(entries: tuple[Entry, ...]) -> tuple[charts.Bar, ...]:
    """Return the outlets as bars; a single one is told by the block of facts."""
    bars = charts.bars_of(_counts(entry.record.outlet or NO_OUTLET for entry in entries), last=NO_OUTLET)
    return bars if len(bars) > 1 else ()


def _languages(entries: tuple[Entry, ...]) -> str:
    counts = Counter(language_words(entry.record.language) for entry in entries)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ranked) if len(ranked) > 1 else ""


def _holds(view: DossierView) -> str:
    outlets = {entry.record.outlet for entry in view.entries if entry.record.outlet}
    source = f" from {counted(len(outlets), 'outlet')}" if outlets else ""
    span = span_words(view)
    whose = "whose date is not known" if len(view.entries) == 1 else "whose dates are not known"
    when = whose if span == "dates unknown" else f"dated {span}"
    return f"This dossier holds {counted(len(view.entries), 'article')}{source}, {when}."


def _figures(entries: tuple[Entry, ...]) -> tuple[tuple[str, str], ...]:
    outlets = len({entry.record.outlet for entry in entries if entry.record.outlet})
    received = len({capture.received_sha256 for entry in entries for capture in entry.captures})
    words = sum(entry.record.word_count for entry in entries)
    pairs = ((len(entries), "article"), (outlets, "outlet"), (received, "received file"), (words, "word"))
    return tuple((f"{number:,}", noun if number == 1 else f"{noun}s") for number, noun in pairs if number)


def _counts(values: Iterable[str]) -> list[tuple[str, int]]:
    return list(Counter(one_line(value, 60) for value in values).items())


def _chart(entries: tuple[Entry, ...]) -> tuple[Markup | None, str]:
    dated, undated = [], 0
    for entry in entries:
        earliest, latest = first_day(entry.record), last_day(entry.record)
        if earliest and latest and earliest <= latest:
            dated.append(charts.Dated(earliest=earliest, latest=latest, sure=is_sure(entry.record)))
        else:
            undated += 1
    bins, loose = charts.bins_of(dated)
    note = _chart_note(loose + undated, unsure=any(column.unsure for column in bins))
    full = [f"{column.label}: {column.sure + column.unsure}" for column in bins if column.sure + column.unsure]
    if not full or not LEAST <= len(bins) <= MOST:
        return None, ""
    return charts.time_chart(bins, title="Articles over time. " + "; ".join(full) + ". " + note), note


def _chart_note(left_out: int, *, unsure: bool) -> str:
    parts = ["Articles by date of publication."]
    if unsure:
        parts.append("Pale: the date is inferred with reserve.")
    if left_out:
        parts.append(f"Not shown: {counted(left_out, 'article')} whose date is not known closely enough.")
    return " ".join(parts)


def _bases(entries: tuple[Entry, ...]) -> tuple[charts.Bar, ...]:
    counts = Counter(entry.record.published_basis for entry in entries)
    if len(counts) == 1:
        return ()
    top = max(counts.values(), default=1)
    return tuple(
        charts.Bar(label=BASIS[basis], count=counts[basis], share=round(100 * counts[basis] / top, 1))
        for basis in (*BASES, None)
        if counts[basis]
    )


def _known(entries: tuple[Entry, ...]) -> Iterable[str]:
    """Yield what a reader should know before leaning on the dossier."""
    warned = Counter(warning for entry in entries for warning in set(entry.record.warnings))
    for warning, count in sorted(warned.items()):
        yield f"{counted(count, 'article')}: {WARNING.get(warning) or one_line(warning.replace('_', ' '), 200)}."
    changed = [entry.mark for entry in entries if entry.intact == "changed"]
    if changed:
        yield f"The received files of {', '.join(changed[:40])} have CHANGED since receipt; do not rely on them."
    asserted = sum(any(fact.basis == "asserted" and fact.chosen for fact in entry.facts) for entry in entries)
    if asserted:
        yield f"{counted(asserted, 'article')} with facts that a person or a spreadsheet asserts; each says which."
    kinds = Counter(kind for entry in entries for kind in {tie.relation.kind for tie in entry.ties})
    for kind, words in _TIES.items():
        if kinds[kind]:
            yield f"{counted(kinds[kind], 'article')} {words}; each names the other."


_TIES = {
    RelationKind.SAME_TEXT: "with a text that another address published too",
    RelationKind.VERSION: "of which the archive holds another version",
    RelationKind.NEAR_COPY: "with nearly the text of another",
    RelationKind.LOOKALIKE: "that look like another but are about something else",
}
