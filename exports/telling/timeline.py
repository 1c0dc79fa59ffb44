"""The drawing of a story: outlets as rows, days as columns, what each article is by the shape of its mark.

Rule: pure; articles in order and what each is in, positions out. Sizes are in the drawing's own units. Who draws it
says how: nothing here knows SVG attributes, colours or type.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from unicodedata import east_asian_width

from exports.telling.columns import MOST_COLUMNS, Column, Unit, columns_of, length_words
from exports.telling.order import Order, days_of
from exports.telling.roles import Role
from schemas.telling import Member
from schemas.types import PublicId

MOST_ROWS = 40
"""Outlets that are drawn: those that published first."""

ROW, LABELS, HEAD, FOOT = 34.0, 168.0, 34.0, 8.0
"""Height of a row, room for the outlets' names, for the days above and below the last row."""

NARROWEST, WIDEST, ROOM = 24.0, 64.0, 560.0
"""Width of a column at the least and at the most, and of all columns together where they are few."""

_BREAK = 44.0
_SUNK = 4.0
"""Marks stand below the middle of their row: a number has room above them."""
_BESIDE = 11.0
"""Between two marks in one cell."""
_LANE = 9.0
"""Between two spans in one row, and below the marks."""
_MOST_LANES = 4
_SHORTEST, _LONGEST = 320.0, 21
"""Width of the smallest drawing; letters of an outlet's name that are drawn, of which wide ones count twice."""
UNKNOWN_OUTLET = "outlet unknown"
_TICK = 58.0
"""Room that a day's words take above the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Articles of one outlet in one column that are the same in the story."""

    role: Role
    x: float
    y: float
    members: tuple[Member, ...]

    @property
    def count(self) -> int:
        """Return how many articles it stands for."""
        return len(self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An article whose date is known only to lie between two days."""

    role: Role
    x: float
    width: float
    y: float
    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One outlet."""

    outlet: str
    shown: str
    """Its name, cut to the room that there is."""
    y: float
    """The middle of its line."""
    top: float
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day that is named above its column, or a break that is named."""

    day: str
    x: float
    is_break: bool
    words: str
    """Of a break: how long it is. Of a column: nothing; who draws it names its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that is drawn."""

    unit: Unit
    width: float
    height: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[float, ...]
    """Where columns begin that are not drawn together with the one before: every column, and each side of a break."""
    breaks: tuple[tuple[float, float], ...]
    """Each break: where it begins, and how wide it is."""
    gaps: tuple[str, ...]
    """How long each break is, in words."""
    rows_left_out: int
    articles: int
    """How many are drawn."""
    roles: tuple[Role, ...]
    """Those that are drawn, in the order of the legend."""
    has_spans: bool


@dataclass(slots=True)
class _Cells:
    """What stands in the columns of one row."""

    marks: dict[tuple[int, Role], list[Member]] = field(default_factory=dict)
    spans: list[tuple[int, int, Member]] = field(default_factory=list)


def timeline_of(order: Order, roles: Mapping[PublicId, Role], *, most_columns: int = MOST_COLUMNS) -> Timeline | None:
    """Return the drawing of articles whose dates are known; None where fewer than two are."""
    members = sorted(
        (*order.placed, *(each.member for each in order.spanning)), key=lambda each: days_of(each)[0] or ""
    )
    members += order.doubtful
    if len(members) < 2:  # noqa: PLR2004  one mark is no timeline
        return None
    unit, columns = columns_of((day for member in members for day in _bounds(member)), most=most_columns)
    grid = _Grid(columns)
    by_outlet: dict[str, list[Member]] = {}
    for member in members:
        by_outlet.setdefault(member.outlet or UNKNOWN_OUTLET, []).append(member)
    rows = _rows(list(by_outlet.items())[:MOST_ROWS], grid, roles)
    drawn = [member for outlet in list(by_outlet)[:MOST_ROWS] for member in by_outlet[outlet]]
    return Timeline(
        unit=unit,
        width=max(grid.width, _SHORTEST),
        height=rows[-1].top + _height(len(rows[-1].bars)) + FOOT,
        rows=rows,
        ticks=tuple(grid.ticks()),
        lines=tuple(grid.lines()),
        breaks=tuple((grid.left(at), _BREAK) for at, column in enumerate(columns) if column.is_break),
        gaps=tuple(length_words(column.days) for column in columns if column.is_break),
        rows_left_out=max(len(by_outlet) - MOST_ROWS, 0),
        articles=len(drawn),
        roles=tuple(role for role in Role if role in {roles[member.id] for member in drawn}),
        has_spans=any(row.bars for row in rows),
    )


class _Grid:
    """Where columns stand."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._since = [column.since for column in columns]
        self._left: list[float] = []
        self.wide = round(min(max(ROOM / len(columns), NARROWEST), WIDEST), 1)
        at = LABELS
        for column in columns:
            self._left.append(at)
            at += _BREAK if column.is_break else self.wide
        self.width = at + FOOT

    def column(self, day: str) -> int:
        """Return the number of the column that a day lies in."""
        return bisect_right(self._since, day) - 1

    def left(self, at: int) -> float:
        return self._left[at]

    def middle(self, at: int) -> float:
        return self._left[at] + self.wide / 2

    def lines(self) -> Iterable[float]:
        return (left for left, column in zip(self._left, self._columns, strict=True) if not column.is_break)

    def ticks(self) -> Iterable[Tick]:
        """Yield the first column, and each that stands far enough from the tick before; and every break."""
        free = 0.0
        for at, column in enumerate(self._columns):
            if column.is_break:
                words = length_words(column.days)
                yield Tick(day=column.since, x=self._left[at] + _BREAK / 2, is_break=True, words=words)
                free = self._left[at] + _BREAK
            elif self._left[at] >= free:
                yield Tick(day=column.since, x=self.middle(at), is_break=False, words="")
                free = self._left[at] + _TICK


def _bounds(member: Member) -> tuple[str, str]:
    """Return the days of an article that has both."""
    start, end = days_of(member)
    return start or end or "", end or start or ""


def _rows(
    outlets: Sequence[tuple[str, Sequence[Member]]], grid: _Grid, roles: Mapping[PublicId, Role]
) -> tuple[Row, ...]:
    rows, top = [], HEAD
    for outlet, members in outlets:
        cells = _cells(members, grid, roles)
        middle = top + ROW / 2 + _SUNK
        bars = tuple(_bars(cells, grid, roles, middle))
        marks = tuple(_marks(cells, grid, middle))
        rows.append(Row(outlet=outlet, shown=_cut(outlet), y=middle, top=top, marks=marks, bars=bars))
        top += _height(len(bars))
    return tuple(rows)


def _cut(name: str) -> str:
    """Return a name as far as there is room for it."""
    room = accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in name)
    fits = sum(1 for used in room if used <= _LONGEST)
    return name if fits == len(name) else f"{name[: fits - 1].rstrip()}…"


def _height(bars: int) -> float:
    return ROW + _LANE * max(min(bars, _MOST_LANES) - 1, 0)


def _cells(members: Iterable[Member], grid: _Grid, roles: Mapping[PublicId, Role]) -> _Cells:
    cells = _Cells()
    for member in members:
        start, end = (grid.column(day) for day in _bounds(member))
        if start == end:
            cells.marks.setdefault((start, roles[member.id]), []).append(member)
        else:
            cells.spans.append((start, end, member))
    return cells


def _marks(cells: _Cells, grid: _Grid, middle: float) -> Iterable[Mark]:
    """Yield the marks of a row; those of one column stand side by side."""
    by_column: dict[int, list[tuple[Role, list[Member]]]] = {}
    for (column, role), members in cells.marks.items():
        by_column.setdefault(column, []).append((role, members))
    for column, held in sorted(by_column.items()):
        wide = min(_BESIDE * 2 if grid.wide > NARROWEST * 2 else _BESIDE, grid.wide / len(held))
        for place, (role, members) in enumerate(held):
            x = grid.middle(column) + (place - (len(held) - 1) / 2) * wide
            yield Mark(role=role, x=x, y=middle, members=tuple(members))


def _bars(cells: _Cells, grid: _Grid, roles: Mapping[PublicId, Role], middle: float) -> Iterable[Bar]:
    """Yield the spans of a row, one below the other as far as there is room."""
    for place, (start, end, member) in enumerate(cells.spans):
        x = grid.left(start) + 3
        y = middle + _LANE * (place % _MOST_LANES)
        yield Bar(role=roles[member.id], x=x, width=grid.left(end) + grid.wide - 3 - x, y=y, member=member)
