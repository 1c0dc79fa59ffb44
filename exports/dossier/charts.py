"""Charts, as SVG in the dossier's own type and as bars for tables.

Rule: pure; numbers and labels in, markup out, every label escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from exports.phrases import MONTHS

INK, FAINT, ACCENT, PALE = "#1b1b1a", "#8b8781", "#8a2a1c", "#dcb9b0"
WIDTH, HEIGHT = 334.0, 66.0
"""Points: the width of the text column, and of the tallest column."""

_TOP, _FOOT = 14.0, 18.0
"""Room for the numbers above and the days below."""

_TALLEST = 16.0
"""Height of one article's share of a column, at the most: a chart of ones is a row of small bricks."""

_MONTHS_SHOWN, _DAYS_SHOWN, _LABELS = 60, 45, 12
_YEAR, _MONTH, _DAY = 4, 7, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A dated thing for the time chart: the bounds it lies between, and whether its date is printed without reserve."""

    earliest: str
    latest: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One column of the time chart."""

    label: str
    """ISO 8601: `2022`, `2022-11` or `2022-11-25`."""
    sure: int
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a table with bars."""

    label: str
    count: int
    share: float
    """Length of the bar in per cent of the longest."""


def bars_of(counts: Iterable[tuple[str, int]], *, last: str = "", most: int = 9) -> tuple[Bar, ...]:
    """Return the largest counts as bars, the rest summed; the one called `last` stands last, being no name."""
    given = dict(counts)
    nameless = given.pop(last, 0)
    ranked = sorted(given.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) > most:
        rest = ranked[most - 1 :]
        ranked = [*ranked[: most - 1], (f"{len(rest)} others", sum(count for _, count in rest))]
    ranked += [(last, nameless)] if nameless else []
    top = max((count for _, count in ranked), default=1)
    return tuple(Bar(label=label, count=count, share=round(100 * count / top, 1)) for label, count in ranked)


def bins_of(things: Sequence[Dated]) -> tuple[tuple[Bin, ...], int]:
    """Return columns by day, month or year, as fits the span, and how many things lie in no single column.

    Where most are known to the month only, days would lose them: then the columns are months, or years.
    """
    if not things:
        return (), 0
    first, last = min(thing.earliest for thing in things), max(thing.latest for thing in things)
    finest = _scale(first, last)
    for cut in (cut for cut in (_DAY, _MONTH, _YEAR) if cut <= finest):
        loose = sum(thing.earliest[:cut] != thing.latest[:cut] for thing in things)
        if loose * 2 <= len(things) or cut == _YEAR:
            break
    labels = _labels(first[:cut], last[:cut])
    sure, unsure = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    for thing in things:
        if thing.earliest[:cut] == thing.latest[:cut]:
            (sure if thing.sure else unsure)[thing.earliest[:cut]] += 1
    return tuple(Bin(label=label, sure=sure[label], unsure=unsure[label]) for label in labels), loose


def _scale(first: str, last: str) -> int:
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    if months <= 1 and int(last[8:10]) + 31 * months - int(first[8:10]) < _DAYS_SHOWN:
        return _DAY
    return _MONTH if months < _MONTHS_SHOWN else _YEAR


def _labels(first: str, last: str) -> list[str]:
    if len(first) == _YEAR:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(label[:4]) * 12 + int(label[5:7]) - 1 for label in (first, last))
    months = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
    if len(first) == _MONTH:
        return months
    days = [f"{month}-{day:02}" for month in months for day in range(1, _month_days(month) + 1)]
    return [day for day in days if first <= day <= last]


def _month_days(month: str) -> int:
    year, number = int(month[:4]), int(month[5:7])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if number == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]  # noqa: PLR2004  February


def time_chart(bins: Sequence[Bin], *, title: str) -> Markup:
    """Return a column chart; `title` is what a reader who cannot see it is told."""
    top = max(column.sure + column.unsure for column in bins)
    step, unit = WIDTH / len(bins), min(HEIGHT / top, _TALLEST)
    parts = [_baseline()]
    for index, column in enumerate(bins):
        parts.append(_column(column, (index + 0.5) * step, step, unit))
    parts.extend(_axis(bins, step))
    box = f"0 {-top * unit - _TOP:g} {WIDTH:g} {top * unit + _TOP + _FOOT:g}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img">'
    return Markup(f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>")  # noqa: S704  numbers and escaped words


def _baseline() -> str:
    return f'<line x1="0" y1="0" x2="{WIDTH:g}" y2="0" stroke="{INK}" stroke-width="0.5"/>'


def _column(column: Bin, middle: float, step: float, unit: float) -> str:
    wide = min(step * 0.72, 26.0)
    floor, left = 0.0, middle - wide / 2
    out = []
    for count, colour in ((column.sure, ACCENT), (column.unsure, PALE)):
        if count:
            tall = count * unit
            floor -= tall
            out.append(f'<rect x="{left:.2f}" y="{floor:.2f}" width="{wide:.2f}" height="{tall:.2f}" fill="{colour}"/>')
    total = column.sure + column.unsure
    if total and step >= len(str(total)) * 4:
        out.append(_text(str(total), middle, floor - 3, INK))
    return "".join(out)


def _axis(bins: Sequence[Bin], step: float) -> list[str]:
    every = max(1, -(-len(bins) // _LABELS))
    out = []
    for index, column in enumerate(bins):
        if len(column.label) == _MONTH and len(bins) > _LABELS:
            if column.label.endswith("-01") or (index == 0 and not column.label.endswith(("-12", "-11", "-10"))):
                out.append(_text(column.label[:4], (index + 0.5) * step, _FOOT - 5, FAINT))
        elif index % every == 0:
            out.append(_text(_axis_words(column.label), (index + 0.5) * step, _FOOT - 5, FAINT))
    return out


def _axis_words(label: str) -> str:
    if len(label) == _YEAR:
        return label
    month = MONTHS[int(label[5:7]) - 1][:3]
    return f"{month} {label[:4]}" if len(label) == _MONTH else f"{int(label[8:])} {month}"


def _text(words: str, x: float, y: float, colour: str) -> str:
    face = f'font-family="Cuttings Sans" font-size="7" fill="{colour}"'
    room = len(words) * 2
    x = min(max(x, room), WIDTH - room)
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="middle" {face}>{escape(words)}</text>'
