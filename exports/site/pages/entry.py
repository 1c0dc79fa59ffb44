"""One article in a list: on the front page, in a search result, among related articles.

Rule: pure; records in, words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.site.links import Links, Quest
from exports.site.words import describe_date, direction, html_language, iso_words, language_name
from schemas.article import ArticleRecord, display_title
from schemas.view import Segment

DAY = len("2022-11-25")
"""Characters of a date down to the day: lists leave the hour to the article's page."""


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
    date = describe_date(record)
    shown = tuple(title) or (Segment(text=display_title(record.headline, record.text), hit=False),)
    return Entry(
        href=links.article(record.id, quest, at),
        title=shown,
        has_headline=bool(record.headline),
        outlet=record.outlet,
        agency=record.agency,
        date=iso_words(record.published[:DAY]) if record.published else date.text,
        date_machine=date.machine,
        date_note=short_note(record),
        accession=record.accession or record.id,
        language=language_name(record.language) if record.language and record.language != usual else None,
        lang=html_language(record.language),
        dir=direction(html_language(record.language)),
        words=record.word_count,
        snippet=tuple(snippet),
    )


def short_note(record: ArticleRecord) -> str | None:
    """Return a word about a date that the page does not simply state; None for all others."""
    if record.published_basis == "inferred":
        return "inferred"
    if record.published_basis == "asserted":
        return "asserted"
    if record.published_basis == "dateline":
        return "dateline"
    return None
