"""What was asked for, in words: title, span, filters. Shared by cover, summary and colophon.

Rule: pure.
"""

from exports.dossier.days import is_dated, printed_day
from exports.dossier.model import DossierView
from exports.dossier.request import DossierRequest
from exports.dossier.soften import bare_line, one_line
from exports.dossier.words import date_words, is_sure, listed, published_words
from schemas.article import ArticleRecord

DAY = len("2022-11-25")


def title_of(view: DossierView, request: DossierRequest) -> str:
    """Return the title that was given, or one made from the query or the span."""
    if request.title and request.title.strip():
        return bare_line(request.title, 200)
    query = bare_line(request.query, 120)
    if query:
        return f"The press on {query}"
    span = span_words(view)
    return "Press articles" if span == "dates unknown" else f"The press, {span}"


def span_words(view: DossierView) -> str:
    """Return from when to when the articles are dated: the earliest and the latest date that is printed.

    Mere bounds ("not before") are no dates and open no span.
    """
    records = [entry.record for entry in view.entries]
    dated = [(printed_day(record) or "", record) for record in records if is_dated(record)]
    if not dated:
        return "dates unknown"
    first, last = (_day_of(pick(dated, key=lambda pair: pair[0])[1]) for pick in (min, max))
    return first if first == last else f"{first} to {last}"


def _day_of(record: ArticleRecord) -> str:
    return date_words((record.published or "")[:DAY]) if is_sure(record) else published_words(record)


def filter_lines(request: DossierRequest) -> tuple[tuple[str, str], ...]:
    """Return label and value of everything that narrowed the selection."""
    filters = request.filters
    lines = [
        ("Words", f"“{one_line(request.query, 300)}”" if request.query.strip() else None),
        ("Outlet", filters.outlet),
        ("From", date_words(filters.date_from) if filters.date_from else None),
        ("To", date_words(filters.date_to) if filters.date_to else None),
        ("Language", filters.language),
        ("Tag", filters.tag),
        ("Story", filters.story),
        ("Selection", filters.selection),
        ("Named", listed(filters.ids, 40) if filters.ids else None),
    ]
    return tuple((label, one_line(value, 400)) for label, value in lines if value)


def selected_words(view: DossierView, request: DossierRequest) -> str:
    """Return in a sentence how the articles were chosen."""
    chosen, held = len(view.entries), view.archive_articles
    asked = "; ".join(f"{label.lower()} {value}" for label, value in filter_lines(request))
    if not asked:
        return f"They are all that the archive holds ({held:,})." if held > 1 else "The archive holds no other."
    if chosen == 1:
        return f"It is the one, out of {held:,} in the archive, that answers to: {asked}."
    return f"They are all, out of {held:,} in the archive, that answer to: {asked}.{_span_note(request)}"


def _span_note(request: DossierRequest) -> str:
    if not (request.filters.date_from or request.filters.date_to):
        return ""
    return " An article whose date is uncertain is among them if it may lie within the span."
