"""Where an archive is thin, in sentences for its front page, each leading to what it is about.

Rule: pure; numbers in, words out. It says what is missing, never why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.thin import Gap, Thin
from exports.phrases import MONTHS, counted, joined
from exports.site.links import Links, Quest
from exports.site.pages.shares import UNKNOWN, part_of
from exports.site.words import language_name

SHOWN = 4
"""Gaps, months or languages that a sentence names."""


@dataclass(frozen=True, slots=True)
class ThinLine:
    """One place where the archive is thin."""

    title: str
    text: str
    href: str | None
    also: Sequence[tuple[str, str | None]] = ()
    """What it is made of: names, with addresses."""
    more: int = 0


def thin_lines(links: Links, thin: Thin) -> tuple[ThinLine, ...]:
    """Return the places where the archive is thin; none of an archive without articles."""
    if not thin.articles:
        return ()
    return (*_months(links, thin), *_outlets(links, thin), *_unknown(links, thin), *_words(links, thin), *_part(thin))


def _months(links: Links, thin: Thin) -> Iterator[ThinLine]:
    if thin.gaps:
        empty = f"{thin.empty_months:,} of the {thin.months:,} months between the first and the last"
        text = f"{empty} {_have(thin.empty_months)} no article whose month is known."
        gaps = tuple((gap_words(gap), None) for gap in thin.gaps[:SHOWN])
        yield ThinLine("Months without articles", text, links.page("months"), gaps, len(thin.gaps) - len(gaps))
    if thin.sparse_months:
        few = counted(len(thin.sparse_months), "month")
        text = f"{few} {_have(len(thin.sparse_months))} less than a tenth of what the middling month has."
        months = tuple(
            (f"{month_words(each.value or '')} ({each.count:,})", links.page("month", of=each.value))
            for each in thin.sparse_months[:SHOWN]
        )
        yield ThinLine("Months with few", text, links.page("months"), months, len(thin.sparse_months) - len(months))


def _outlets(links: Links, thin: Thin) -> Iterator[ThinLine]:
    if thin.single_outlets:
        single = f"{thin.single_outlets:,} of {counted(thin.outlets, 'outlet')}"
        text = f"{single} {_have(thin.single_outlets)} one article here."
        yield ThinLine("Outlets with one article", text, links.page("outlets", sort="fewest"))


def _unknown(links: Links, thin: Thin) -> Iterator[ThinLine]:
    for title, what, count, href in (
        ("Date unknown", "when it was published", thin.without_date, links.page("dates", basis=UNKNOWN)),
        ("Outlet unknown", "who published it", thin.without_outlet, links.page("outlet", unstated="1")),
        ("Author unknown", "who wrote it", thin.without_author, links.page("person", unstated="1")),
    ):
        if count:
            text = f"Of {counted(count, 'article')} ({part_of(count, thin.articles)}) it is not known {what}."
            yield ThinLine(title, text, href)


def _words(links: Links, thin: Thin) -> Iterator[ThinLine]:
    if thin.unstemmed:
        languages = joined(language_name(each.value) for each in thin.unstemmed[:SHOWN])
        text = f"In {languages} a search finds words only as they are written, not their other forms: end them with *."
        also = tuple(
            (f"{language_name(each.value)} ({each.count:,})", links.search(Quest(language=each.value)))
            for each in thin.unstemmed[:SHOWN]
        )
        yield ThinLine("Exact words only", text, None, also, len(thin.unstemmed) - len(also))


def _part(thin: Thin) -> Iterator[ThinLine]:
    if thin.in_part:
        texts = f"{counted(thin.in_part, 'text')} ({part_of(thin.in_part, thin.articles)})"
        how = "cut off when received, or only the part that the page shows to everybody"
        yield ThinLine("Came in part", f"{texts} {'is' if thin.in_part == 1 else 'are'} not whole: {how}.", None)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def gap_words(gap: Gap) -> str:
    """Write a gap out.

    >>> gap_words(Gap(first="2021-03", last="2021-05", months=3))
    'March 2021 to May 2021'
    """
    if gap.first == gap.last:
        return month_words(gap.first)
    return f"{month_words(gap.first)} to {month_words(gap.last)}"


def month_words(month: str) -> str:
    """Write a month out.

    >>> month_words("2022-11")
    'November 2022'
    """
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"
