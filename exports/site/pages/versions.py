"""The versions of an article's address on its page: in time order, each with what changed since the one before.

Rule: pure; records in, words out.
"""

from dataclasses import dataclass
from itertools import pairwise

from archive.versions import Versions
from exports.phrases import counted, iso_words
from exports.site.links import Links
from exports.site.pages.outlines import NO_OTHER_WORDS, outline_words
from exports.site.words import describe_date, direction, html_language
from schemas.article import ArticleRecord, display_title


@dataclass(frozen=True, slots=True)
class Version:
    """One version."""

    title: str
    lang: str | None
    dir: str
    href: str
    is_this: bool
    captured: str
    changes: tuple[str, ...]
    """What changed since the version before; of the first one nothing."""
    compare: str | None
    """The page that lays it beside the one before."""


@dataclass(frozen=True, slots=True)
class VersionList:
    """The versions of one address."""

    lines: tuple[Version, ...]
    left_out: int
    is_ordered: bool
    """True: of each it is said when it was captured."""


def version_list(links: Links, record: ArticleRecord, found: Versions | None) -> VersionList | None:
    """Return the versions of the address of `record`; None where it is the only one."""
    if found is None:
        return None
    first = _version(links, record, found.articles[0], None)
    later = [_version(links, record, after, before) for before, after in pairwise(found.articles)]
    return VersionList(
        lines=(first, *later),
        left_out=found.total - len(found.articles),
        is_ordered=all(each.captured for each in found.articles),
    )


def _version(links: Links, this: ArticleRecord, record: ArticleRecord, before: ArticleRecord | None) -> Version:
    language = html_language(record.language)
    return Version(
        title=display_title(record.headline, record.text),
        lang=language,
        dir=direction(language),
        href=links.article(record.id),
        is_this=record.id == this.id,
        captured=f"captured {iso_words(record.captured)}" if record.captured else "nobody says when it was captured",
        changes=changes_of(before, record) if before else (),
        compare=links.compare(before.id, record.id) if before else None,
    )


def changes_of(before: ArticleRecord, after: ArticleRecord) -> tuple[str, ...]:
    """Return what a later version has otherwise than an earlier one: headline, date, author, text."""
    changes: list[str] = []
    if before.headline != after.headline:
        changes.append(_headline(before.headline, after.headline))
    dates = [describe_date(each).text for each in (before, after)]
    if dates[0] != dates[1]:
        changes.append(f"date: {dates[0]}, then {dates[1]}")
    if before.authors != after.authors:
        changes.append("other authors named")
    if words := outline_words(before.text, after.text):
        changes.append("the text is the same" if words == NO_OTHER_WORDS else f"text: {words}")
    else:
        changes.append(f"text: {_words(before)}, then {_words(after)}")
    return tuple(changes)


def _headline(before: str | None, after: str | None) -> str:
    if not before or not after:
        return "headline: none before" if after else "headline: none any more"
    return f"headline: before, “{before}”"


def _words(record: ArticleRecord) -> str:
    return counted(record.word_count, "word")
