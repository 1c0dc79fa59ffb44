"""Two different days that stand side by side as equals: which of them is the article's is not known.

Rule: pure; elements are equal by tag, class and property; a label before a day, or in it, makes it no twin.
"""

from collections.abc import Iterable
from itertools import islice

from lxml import etree

from ingest.extract.html.doubt import PUBLISHED
from ingest.extract.html.head import folded
from ingest.normalise.dates import find_dates, read_date
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import MODIFIED_LABELS, label_pattern

LONGEST_DATE = 60
MOST_PARTS = 40
MODIFIED = label_pattern(MODIFIED_LABELS)


def twin_days(element: etree._Element, lines: Iterable[str], language: str | None) -> frozenset[str]:
    """Return the days that stand side by side in a line, or in its element or that of its neighbours, as equals.

    >>> line = "<p><i class=d>4 June 2022</i> <i class=d>5 June 2021</i></p>"
    >>> sorted(twin_days(etree.HTML(line)[0][0], [], "en"))
    ['2021-06-05', '2022-06-04']
    """
    days = {day for line in lines for day in _days_in_line(line, language)}
    for parts in (islice(element.iterdescendants(), MOST_PARTS), _neighbours(element)):
        days |= _equal_days(parts, language)
    return frozenset(days)


def _neighbours(element: etree._Element) -> list[etree._Element]:
    """Return an element and the one right before and right after it, where they are of its tag."""
    beside = (element.getprevious(), element, element.getnext())
    return [each for each in beside if each is not None and each.tag == element.tag]


def _days_in_line(line: str, language: str | None) -> set[str]:
    """Return the days of a line that is two dates with no word between, before or after them."""
    readings = find_dates(line, language=language)
    days = {reading.value[:10] for reading in readings if reading.has_year}
    rest = line
    for reading in reversed(readings):
        rest = rest[: reading.start] + rest[reading.end :]
    return days if len(days) > 1 and not any(map(str.isalpha, rest)) else set()


def _equal_days(parts: Iterable[etree._Element], language: str | None) -> set[str]:
    """Return the days of unlabelled date elements that nothing but their days tells apart."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for part in parts:
        if day := _bare_day(part, language):
            key = (part.tag, *(part.get(name, "") for name in ("class", "itemprop", "id", "pubdate")))
            groups.setdefault(key, set()).add(day)
    return set().union(*(days for days in groups.values() if len(days) > 1))


def _bare_day(part: etree._Element, language: str | None) -> str | None:
    """Return the day of an element that is a date without a label, in it or before it."""
    words = folded(part)
    if not words or len(words) > LONGEST_DATE or not any(map(str.isdigit, words)):
        return None
    before = part.getprevious()
    parent = part.getparent()
    lead = (parent.text or "") if before is None and parent is not None else ""
    if before is not None:
        lead = folded(before) + " " + (before.tail or "")
    said = fold_in_place(f"{lead[-LONGEST_DATE:]} {words}")
    if PUBLISHED.search(said) or MODIFIED.search(said):
        return None
    reading = read_date(part.get("datetime") or words, language=language) or read_date(words, language=language)
    is_day = reading is not None and reading.has_year and len(reading.value) >= len("2000-01-01")
    return reading.value[:10] if reading is not None and is_day else None
