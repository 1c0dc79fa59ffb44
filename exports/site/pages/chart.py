"""The bar chart of articles over time, drawn as a plain SVG that needs neither colour nor script.

Rule: pure; numbers in, positions out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exports.site.words import MONTHS
from schemas.view import FacetValue

MONTHLY_SPAN_YEARS = 4
"""Archives that span at most this many years are drawn by month, longer ones by year."""

HEIGHT = 100
"""Units of the drawing, top to bottom."""

LABELS = 8
"""At most about this many labels stand under the bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year."""

    name: str
    """`November 2022` or `2022`."""
    tick: str
    """What stands under the bar, or an empty string."""
    since: str
    """First value of a search for it: `2022-11`, `2022`."""
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template draws."""

    bars: tuple[Bar, ...]
    unit: str
    """`month` or `year`."""
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
        most = f"most in {self.peak.name}, {self.peak.count:,}"
        return f"Articles by {self.unit}, {span}: {self.total:,} in all; {most}."


def chart_of(months: Iterable[FacetValue]) -> Chart | None:
    """Return the chart of articles whose month is known; None where there is none. Empty months between are kept."""
    counts = {value.value: value.count for value in months if value.value}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    by_month = int(last[:4]) - int(first[:4]) < MONTHLY_SPAN_YEARS
    if by_month:
        columns = [(f"{y:04d}-{m:02d}", f"{MONTHS[m - 1]} {y}") for y, m in _months(first, last)]
        totals = counts
    else:
        columns = [(f"{year:04d}", str(year)) for year in range(int(first[:4]), int(last[:4]) + 1)]
        totals = _by_year(counts)
    highest = max(totals.values())
    bars = tuple(
        _bar(index, since, name, totals.get(since, 0), highest, tick=_tick(since, index, len(columns)))
        for index, (since, name) in enumerate(columns)
    )
    peak = max(bars, key=lambda bar: bar.count)
    return Chart(bars=bars, unit="month" if by_month else "year", peak=peak, total=sum(totals.values()))


def _bar(index: int, since: str, name: str, count: int, highest: int, *, tick: str) -> Bar:
    height = max(round(count / highest * HEIGHT, 1), 1.5) if count else 0.0
    return Bar(name=name, tick=tick, since=since, count=count, x=index, y=HEIGHT - height, height=height)


def _months(first: str, last: str) -> Iterable[tuple[int, int]]:
    year, month = int(first[:4]), int(first[5:7])
    while (year, month) <= (int(last[:4]), int(last[5:7])):
        yield year, month
        year, month = (year, month + 1) if month < len(MONTHS) else (year + 1, 1)


def _by_year(counts: dict[str, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for month, count in counts.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    return years


def _tick(since: str, index: int, columns: int) -> str:
    """Name a year under its January (or the first bar) and, in short charts, months in short."""
    year, _, month = since.partition("-")
    if not month:
        step = max(1, -(-columns // LABELS))
        return year if index % step == 0 else ""
    if columns <= LABELS:
        return f"{MONTHS[int(month) - 1][:3]} {year}" if index == 0 or month == "01" else MONTHS[int(month) - 1][:3]
    return year if month == "01" or index == 0 else ""
