"""Lists of counts: outlets, languages, agencies, people, hosts and how dates are known, each line leading on.

Rule: pure; counts in, lines out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.site.links import Links, Quest
from exports.site.words import BASIS_WORDS, language_name
from schemas.view import FacetValue

SHOWN = 12
"""Lines of a list that stands beside something else."""


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a list of counts."""

    name: str
    count: int
    href: str | None = None
    is_archived: bool = False
    """True: the name is an archived page's own word, of whatever language."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A list of counts, as much of it as is shown."""

    lines: tuple[Share, ...]
    more: int = 0
    """Lines that are not shown."""
    all: str | None = None
    """Address of the whole list."""


def unknown_last(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return counts with the unknown at the end, whatever their number."""
    return sorted(values, key=lambda value: value.value is None)


def usual_language(languages: Sequence[FacetValue]) -> str | None:
    """Return the language of most articles, or None where there is none."""
    return max(languages, key=lambda value: value.count).value if languages else None


def outlets(links: Links, values: Sequence[FacetValue], *, full: str | None = None) -> Shares:
    """Return outlets, each leading to its page, the unknown at the end."""
    return _cut([_named(links, "outlet", "Outlet unknown", value) for value in unknown_last(values)], full)


def agencies(links: Links, values: Sequence[FacetValue], *, full: str | None = None) -> Shares:
    """Return the agencies that are credited, each leading to its page."""
    return _cut([_named(links, "agency", "", value) for value in values if value.value], full)


def languages(links: Links, values: Sequence[FacetValue], **filters: str | None) -> Shares:
    """Return languages, each leading to a search in it (within `filters`)."""
    lines = [
        Share(
            language_name(value.value) if value.value else "Language unknown",
            value.count,
            links.search(Quest(language=value.value, **filters)) if value.value else None,  # type: ignore[arg-type]
        )
        for value in unknown_last(values)
    ]
    return _cut(lines, None)


def people(links: Links, values: Iterable[FacetValue], *, full: str | None = None) -> Shares:
    """Return authors, each leading to the page of that name."""
    lines = [
        Share(each.value, each.count, links.page("person", name=each.value), is_archived=True)
        for each in values
        if each.value
    ]
    return _cut(lines, full)


def bases(links: Links, values: Sequence[FacetValue], **filters: str | None) -> Shares:
    """Return how dates are known, each leading to those articles (within `filters`: as a search)."""
    lines = [Share(basis_title(each.value), each.count, _of_basis(links, each.value, filters)) for each in values]
    return Shares(tuple(sorted(lines, key=lambda line: line.name == basis_title(None))))


def _of_basis(links: Links, basis: str | None, filters: Mapping[str, str | None]) -> str | None:
    if not filters:
        return links.page("dates", basis=basis or UNKNOWN)
    return links.search(Quest(basis=basis, **filters)) if basis else None  # type: ignore[arg-type]


UNKNOWN = "unknown"
"""How the addresses name what is not known."""


def basis_title(basis: str | None) -> str:
    """Return how a date is known, as a line of its own.

    >>> basis_title("stated"), basis_title(None)
    ('As the page states', 'Date unknown')
    """
    words = BASIS_WORDS.get(basis, basis) if basis else "date unknown"
    return f"{words[0].upper()}{words[1:]}"


def part_of(count: int, total: int) -> str:
    """Say which part of a whole a number is, never rounded to none or all.

    >>> part_of(3, 12), part_of(1, 1000), part_of(999, 1000), part_of(5, 5)
    ('25 %', 'less than 1 %', 'more than 99 %', 'all')
    """
    if not total or count == total:
        return "all" if total else "none"
    percent = 100 * count / total
    if 0 < percent < 1:
        return "less than 1 %"
    return "more than 99 %" if percent > 99 else f"{percent:.0f} %"  # noqa: PLR2004  of a hundred


def _named(links: Links, page: str, unknown: str, value: FacetValue) -> Share:
    if value.value is None:
        return Share(unknown, value.count, links.page(page, unstated="1"))
    return Share(value.value, value.count, links.page(page, name=value.value), is_archived=True)


def _cut(lines: Sequence[Share], full: str | None) -> Shares:
    # One more than fit is shown rather than counted alone.
    shown = len(lines) if len(lines) <= SHOWN + 1 else SHOWN
    return Shares(tuple(lines[:shown]), len(lines) - shown, full if len(lines) > shown else None)
