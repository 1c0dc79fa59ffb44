"""Which articles are meant, as SQL over the narrow columns of `article`.

Rule: reads only. Values are always bound.
"""

import sqlite3

from archive.absent import missing
from archive.naming import find_numbers, group_of
from archive.selected import selected
from ingest.normalise.dates import bounds_of
from schemas.errors import UsageError
from schemas.view import Filters


def clause_of(conn: sqlite3.Connection, filters: Filters) -> tuple[str, tuple[object, ...]]:
    """Return a condition on `article a` and its values. Dates are compared with the bounds of what is known.

    Raises: UsageError where a date cannot be read or there is no such selection; UnknownArticle where an id is asked
    for that is not there.
    """
    parts: list[tuple[str, tuple[object, ...]]] = []
    if filters.outlet is not None:
        parts.append(("a.outlet = ?", (filters.outlet,)))
    if filters.language is not None:
        parts.append(("a.language = ?", (filters.language,)))
    if filters.date_from is not None:
        parts.append(("a.day_to >= ?", (day_range(filters.date_from)[0],)))
    if filters.date_to is not None:
        parts.append(("a.day_from <= ?", (day_range(filters.date_to)[1],)))
    if filters.tag is not None:
        tagged = "SELECT article_id FROM tagging WHERE tag_id = (SELECT id FROM tag WHERE name = ?)"
        parts.append((f"a.id IN ({tagged})", (filters.tag,)))
    parts += [part for part in (_agency(filters), _author(filters), _basis(filters), _copies(filters)) if part]
    if filters.without is not None:
        parts.append((_LACKS.get(filters.without, "0"), ()))
    if filters.story is not None:
        parts.append(_among(group_of(conn, filters.story)))
    if filters.selection is not None:
        parts.append(_among(selected(conn, filters.selection)))
    if filters.ids:
        parts.append(_among(tuple(number for ref in filters.ids for number in numbers_of(conn, ref))))
    where = " AND ".join(part for part, _ in parts) or "1"
    return where, tuple(value for _, values in parts for value in values)


_Part = tuple[str, tuple[object, ...]]

_LACKS = {
    **{name: f"a.{name} IS NULL" for name in ("outlet", "agency", "language", "month", "year", "headline")},
    "date": "a.day_from IS NULL",
    "author": "a.id NOT IN (SELECT article_id FROM byline)",
    "tag": "a.id NOT IN (SELECT article_id FROM tagging)",
}
"""By field: that nothing is known of it."""


def _agency(filters: Filters) -> _Part | None:
    return ("a.agency = ?", (filters.agency,)) if filters.agency is not None else None


def _author(filters: Filters) -> _Part | None:
    wrote = "SELECT article_id FROM byline WHERE person_id = (SELECT id FROM person WHERE name = ?)"
    return (f"a.id IN ({wrote})", (filters.author,)) if filters.author is not None else None


def _basis(filters: Filters) -> _Part | None:
    return ("a.published_basis = ?", (filters.basis,)) if filters.basis is not None else None


def _copies(filters: Filters) -> _Part | None:
    if filters.copies is None:
        return None
    tied = "a.id IN (SELECT article_id FROM family_member)"
    return ({"yes": tied, "no": f"NOT {tied}"}.get(filters.copies, "0"), ())


def numbers_of(conn: sqlite3.Connection, ref: str) -> tuple[int, ...]:
    """Return the articles that `ref` names: one that is asked for by name and not there must not pass for no hit."""
    numbers = tuple(find_numbers(conn, ref))
    if not numbers:
        raise missing(conn, ref)
    return numbers


def day_range(cut: str) -> tuple[str, str]:
    """Return the first and the last day of a date that is cut to what is meant.

    Raises: UsageError where it is none.
    """
    bounds = bounds_of(cut.strip())
    if bounds is None or bounds[0] < "0001":  # the calendar of dates here has no year 0
        message = f"{cut!r} is no date. Write a year, a month or a day: 2022, 2022-11 or 2022-11-25."
        raise UsageError(message)
    return bounds


def _among(numbers: tuple[int, ...]) -> tuple[str, tuple[object, ...]]:
    return "a.id IN (SELECT value FROM json_each(?))", ("[" + ",".join(map(str, numbers)) + "]",)
