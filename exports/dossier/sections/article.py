"""One article: headline, standfirst, what is known about it, its text by paragraphs, its relations."""

from dataclasses import dataclass

from exports.dossier import limits
from exports.dossier.bidi import direction_of, language_of
from exports.dossier.coverage import uncovered_note
from exports.dossier.model import DossierView, Entry
from exports.dossier.pieces import Piece, pieces_of
from exports.dossier.sections.card import FactLine, asserted_lines, card_lines
from exports.dossier.sections.repeat import RepeatPage, repeat_page
from exports.dossier.sections.section import Section
from exports.dossier.soften import bare_line, merge_notes, one_line, soften
from exports.dossier.words import published_words, sure_words_of, tie_words
from ingest.relate.wording import foremost

RUNNING = 72
"""Characters of a running head: one line, always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """One relation, as it is printed."""

    words: str
    mark: str
    anchor: str | None
    """Where its link leads; None: the other article is not in this dossier."""
    title: str
    outlet: str | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """What an article's section prints."""

    anchor: str
    mark: str
    kicker: str
    """Outlet and date, above the headline."""
    title: str
    long_title: bool
    """Set smaller."""
    has_headline: bool
    running: str
    bookmark: str
    standfirst: str | None
    language: str
    direction: str
    facts: tuple[FactLine, ...]
    pieces: tuple[Piece, ...]
    """Empty where the text is that of another article, which `repeat` tells."""
    repeat: RepeatPage | None
    notes: tuple[str, ...]
    """What was cut or changed to print it."""
    uncovered: tuple[str, ...]
    """Which letters no bundled font has."""
    asserted: tuple[FactLine, ...]
    ties: tuple[TieLine, ...]
    more_ties: int


LONG_TITLE = 110


def build_entry(entry: Entry, view: DossierView, *, is_brief: bool = False) -> Section:
    """Return the section of one article; `is_brief`: without the block of facts, for those who read it through."""
    record = entry.record
    title, standfirst = (
        soften(entry.title, most=limits.HEADLINE),
        soften(record.standfirst or "", most=limits.STANDFIRST),
    )
    repeat = _repeat(entry, view)
    pieces, cut = ((), ()) if repeat and repeat.is_instead else pieces_of(entry)
    notes = merge_notes((*title.notes, *standfirst.notes, *cut))
    uncovered = uncovered_note(_printed(entry))
    when = published_words(record)
    shown = foremost([tie.relation for tie in entry.ties], limits.LISTED)
    kicker = (one_line(record.outlet or record.agency or "", 60), "date unknown" if when == "unknown" else when)
    page = ArticlePage(
        anchor=entry.anchor,
        mark=entry.mark,
        kicker=" · ".join(part for part in kicker if part),
        title=" ".join(title.text.split()),
        long_title=len(title.text) > LONG_TITLE,
        has_headline=bool(record.headline),
        running=one_line(entry.title, RUNNING),
        bookmark=f"{entry.mark}  {bare_line(entry.title, 90)}",
        standfirst=standfirst.text or None,
        language=language_of(record.language),
        direction=direction_of(record.text or entry.title),
        facts=() if is_brief else card_lines(entry),
        pieces=pieces,
        repeat=repeat,
        notes=notes,
        uncovered=uncovered,
        asserted=() if is_brief else asserted_lines(entry),
        ties=() if is_brief else tuple(_tie_line(entry, index) for index in sorted(shown)),
        more_ties=0 if is_brief else max(0, len(entry.ties) - limits.LISTED),
    )
    return Section(
        key=entry.anchor,
        template="article.html",
        page=page,
        notes=tuple(f"{entry.mark}: {n}" for n in notes),
        print_notes=tuple(f"{entry.mark}: {n}" for n in uncovered),
    )


def _repeat(entry: Entry, view: DossierView) -> RepeatPage | None:
    repeat = view.repeats.get(entry.mark)
    if repeat is None:
        return None
    return repeat_page(entry, repeat, next(each for each in view.entries if each.mark == repeat.of))


def _printed(entry: Entry) -> str:
    record = entry.record
    parts = (entry.title, record.text, record.standfirst, record.outlet, record.agency, *record.authors, *record.tags)
    return " ".join(part for part in parts if part)


def _tie_line(entry: Entry, index: int) -> TieLine:
    tie = entry.ties[index]
    relation = tie.relation
    # What a person says of two articles is no measurement: the reason stands in the words that follow.
    evidence = relation.evidence if relation.because is None else ""
    said = ""
    if relation.by or relation.because:
        said = f"said by {relation.by or 'a person'}" + (f": “{relation.because}”" if relation.because else "")
    return TieLine(
        words=tie_words(tie, entry.record.captured),
        mark=tie.other.mark,
        anchor=tie.other.mark.lower() if tie.other.inside else None,
        title=one_line(tie.other.title, 110),
        outlet=one_line(tie.other.outlet, 50) if tie.other.outlet else None,
        detail=one_line(" ".join(part for part in (sure_words_of(tie), evidence, said) if part), 400),
    )
