"""One article in a list: on the front page, in a search result, among related articles.

Rule: pure; records in, words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.site.links import Links, Quest
from exports.site.words import Dated, DateWords, describe_date, direction, html_language, language_name
from schemas.article import ArticleRecord, display_title
from schemas.telling import Member
from schemas.view import Segment


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of an article."""

    href: str
    title: tuple[Segment, ...]
    has_headline: bool
    """False: the title is the start of the text, in brackets."""
    outlet: str | None
    agency: str | None
    date: str
    date_machine: str | None
    date_note: str | None
    """What is uncertain or inferred about the date, in a word or two."""
    accession: str
    language: str | None
    """Name of the language where it is not the usual one of the list."""
    lang: str | None
    dir: str
    words: int
    snippet: tuple[Segment, ...] = ()


def entry_of(  # noqa: PLR0913  what lists differ in
    record: ArticleRecord,
    links: Links,
    *,
    title: Sequence[Segment] = (),
    snippet: Sequence[Segment] = (),
    quest: Quest | None = None,
    at: int | None = None,
    usual: str | None = None,
) -> Entry:
    """Return the list entry of `record`, found as number `at` of `quest` where it was searched for.

    `usual` is the language that goes without saying in the list.
    """
    date = describe_date(record, to_day=True)
    shown = tuple(title) or (Segment(text=display_title(record.headline, record.text), hit=False),)
    return Entry(
        href=links.article(record.id, quest, at),
        title=shown,
        has_headline=bool(record.headline),
        outlet=record.outlet,
        agency=record.agency,
        date=date.text,
        date_machine=date.machine,
        date_note=short_note(record, date),
        accession=record.accession or record.id,
        language=language_name(record.language) if record.language and record.language != usual else None,
        lang=html_language(record.language),
        dir=direction(html_language(record.language)),
        words=record.word_count,
        snippet=tuple(snippet),
    )


def entry_of_member(member: Member, links: Links, *, usual: str | None = None) -> Entry:
    """Return the list entry of an article of a story or a family."""
    date = describe_date(member, to_day=True)
    return Entry(
        href=links.article(member.id),
        title=(Segment(text=member.title, hit=False),),
        has_headline=member.has_headline,
        outlet=member.outlet,
        agency=member.agency,
        date=date.text,
        date_machine=date.machine,
        date_note=short_note(member, date),
        accession=member.accession,
        language=language_name(member.language) if member.language and member.language != usual else None,
        lang=html_language(member.language),
        dir=direction(html_language(member.language)),
        words=member.word_count,
    )


def short_note(record: Dated, date: DateWords) -> str | None:
    """Return in a few words what a reader must know about a date that the page does not simply state; else None."""
    basis = record.published_basis if record.published_basis in {"inferred", "asserted", "dateline"} else None
    doubts = [note for note in date.notes if note.endswith(("uncertain", "approximate"))]
    return ", ".join([*([basis] if basis else []), *doubts]) or None
