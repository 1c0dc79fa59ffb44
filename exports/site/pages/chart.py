"""The bar chart of articles over time, drawn as a plain SVG that needs neither colour nor script.

Rule: pure; numbers in, positions out.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.phrases import MONTHS
from schemas.view import FacetValue

Href = Callable[[str], str]
"""Where a bar leads to: from its `since` to an address."""

MONTHLY_SPAN_YEARS = 4
"""Archives that span at most this many years are drawn by month, longer ones by year."""

HEIGHT = 100
"""Units of the drawing, top to bottom."""

LABELS = 8
"""At most about this many labels stand under the bars."""

_LABELLED_DAYS = (1, 8, 15, 22, 29)


@dataclass(frozen=True, slots=True)
class Column:
    """One day, month or year, before it is drawn."""

    since: str
    name: str
    tick: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, month or year."""

    name: str
    """`3 November 2022`, `November 2022` or `2022`."""
    tick: str
    """What stands under the bar, or an empty string."""
    since: str
    """First value of a search for it: `2022-11-03`, `2022-11`, `2022`."""
    count: int
    x: int
    y: float
    height: float
    href: str | None = None
    """Where it leads to; None: it is empty, or leads nowhere."""


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template draws."""

    bars: tuple[Bar, ...]
    unit: str
    """`day`, `month` or `year`."""
    peak: Bar
    total: int

    @property
    def width(self) -> int:
        """Return the drawing's width in bars."""
        return len(self.bars)

    @property
    def summary(self) -> str:
        """Say in words what the drawing shows."""
        first, last = self.bars[0], self.bars[-1]
        span = first.name if first is last else f"{first.name} to {last.name}"
        most = f"most {'on' if self.unit == 'day' else 'in'} {self.peak.name}, {self.peak.count:,}"
        return f"Articles by {self.unit}, {span}: {self.total:,} in all; {most}."


def chart_of(months: Iterable[FacetValue], href: Href | None = None) -> Chart | None:
    """Return the chart of articles whose month is known; None where there is none. Empty months between are kept."""
    counts = {value.value: value.count for value in months if value.value}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    if int(last[:4]) - int(first[:4]) < MONTHLY_SPAN_YEARS:
        names = [(f"{y:04d}-{m:02d}", f"{MONTHS[m - 1]} {y}") for y, m in _months(first, last)]
        return _drawn(_labelled(names), counts, "month", href)
    names = [(f"{year:04d}", str(year)) for year in range(int(first[:4]), int(last[:4]) + 1)]
    return _drawn(_labelled(names), _by_year(counts), "year", href)


def chart_of_days(month: str, counts: Mapping[int, int], href: Href | None = None) -> Chart | None:
    """Return the chart of a month's days (`2022-11`); None where no article is known to lie on one of them."""
    if not any(counts.values()):
        return None
    year, number = int(month[:4]), int(month[5:7])
    columns = [
        Column(f"{month}-{day:02d}", f"{day} {MONTHS[number - 1]} {year}", str(day) if day in _LABELLED_DAYS else "")
        for day in range(1, monthrange(year, number)[1] + 1)
    ]
    return _drawn(columns, {f"{month}-{day:02d}": count for day, count in counts.items()}, "day", href)


def _drawn(columns: Sequence[Column], totals: Mapping[str, int], unit: str, href: Href | None) -> Chart:
    highest = max(totals.values())
    bars = tuple(_bar(column, at, totals.get(column.since, 0), highest, href) for at, column in enumerate(columns))
    peak = max(bars, key=lambda bar: bar.count)
    return Chart(bars=bars, unit=unit, peak=peak, total=sum(totals.values()))


def _bar(column: Column, at: int, count: int, highest: int, href: Href | None) -> Bar:
    height = max(round(count / highest * HEIGHT, 1), 1.5) if count else 0.0
    address = href(column.since) if href and count else None
    return Bar(column.name, column.tick, column.since, count, at, HEIGHT - height, height, address)


def _months(first: str, last: str) -> Iterable[tuple[int, int]]:
    year, month = int(first[:4]), int(first[5:7])
    while (year, month) <= (int(last[:4]), int(last[5:7])):
        yield year, month
        year, month = (year, month + 1) if month < len(MONTHS) else (year + 1, 1)


def _by_year(counts: Mapping[str, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for month, count in counts.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    return years


def _labelled(names: Sequence[tuple[str, str]]) -> list[Column]:
    return [Column(since, name, _tick(since, at, len(names))) for at, (since, name) in enumerate(names)]


def _tick(since: str, index: int, columns: int) -> str:
    """Name a year under its January (or the first bar) and, in short charts, months in short."""
    year, _, month = since.partition("-")
    if not month:
        step = max(1, -(-columns // LABELS))
        return year if index % step == 0 else ""
    if columns <= LABELS:
        return f"{MONTHS[int(month) - 1][:3]} {year}" if index == 0 or month == "01" else MONTHS[int(month) - 1][:3]
    return year if month == "01" or index == 0 else ""
