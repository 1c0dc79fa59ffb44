"""The timeline as SVG attributes and words: shapes of marks, days above the columns, the same as a table.

Rule: pure; a `Timeline` in, what the template writes out. Nothing is told by colour alone, no attribute is a style.
"""

from dataclasses import dataclass

from exports.phrases import MONTHS
from exports.telling.columns import Unit
from exports.telling.roles import Role
from exports.telling.timeline import LABELS, Tick, Timeline
from exports.telling.words import ROLE_MEANINGS, ROLE_WORDS, drawing_words, scale_words

SHAPES: dict[Role, str] = {
    Role.FIRST: "M0-7 7 0 0 7-7 0Z",
    Role.OWN: "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z",
    Role.COPY: "M-4.5-4.5H4.5V4.5H-4.5Z",
    Role.SHARED: "M-4.5-4.5H4.5V4.5H-4.5ZM-4.5 4.5 4.5-4.5",
    Role.REWORK: "M0-5.5 5.5 4.5H-5.5Z",
    Role.VERSION: "M0 5.5 5.5-4.5H-5.5Z",
    Role.LOOKALIKE: "M-4.5-4.5 4.5 4.5M-4.5 4.5 4.5-4.5",
}
"""Diamond, disc, square, square with a stroke through it, triangle, triangle on its head, cross."""

_MONTH_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark."""

    path: str
    place: str
    """Value of `transform`."""
    kind: str
    x: float
    y: float
    count: int
    words: str
    """`copy, 3 articles`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One outlet."""

    shown: str
    top: float
    y: float
    shapes: tuple[Shape, ...]
    bars: tuple[tuple[float, float, float], ...]
    """Spans: x, y, width."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words above the columns."""

    x: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the template draws."""

    width: float
    height: float
    label_x: float
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    columns: tuple[float, ...]
    breaks: tuple[tuple[float, float], ...]
    legend: tuple[tuple[str, str, str], ...]
    """Kind, path, meaning."""
    has_spans: bool
    has_counts: bool
    words: str
    scale: str


def drawing_of(timeline: Timeline | None) -> Drawing | None:
    """Return what is drawn; None where there is nothing to draw."""
    if timeline is None:
        return None
    lines = tuple(
        Line(
            shown=row.shown,
            top=row.top,
            y=row.y,
            shapes=tuple(_shape(mark.role, mark.x, mark.y, mark.count) for mark in row.marks),
            bars=tuple((bar.x, bar.y, bar.width) for bar in row.bars),
        )
        for row in timeline.rows
    )
    return Drawing(
        width=timeline.width,
        height=timeline.height,
        label_x=LABELS - 10,
        lines=lines,
        labels=tuple(_label(tick, timeline.unit) for tick in timeline.ticks),
        columns=timeline.lines,
        breaks=timeline.breaks,
        legend=tuple((role.value, SHAPES[role], ROLE_MEANINGS[role]) for role in timeline.roles),
        has_spans=timeline.has_spans,
        has_counts=any(shape.count > 1 for line in lines for shape in line.shapes),
        words=drawing_words(timeline),
        scale=scale_words(timeline),
    )


def _shape(role: Role, x: float, y: float, count: int) -> Shape:
    return Shape(SHAPES[role], f"translate({x:g} {y:g})", role.value, x, y, count, ROLE_WORDS[role])


def _label(tick: Tick, unit: Unit) -> Label:
    if tick.is_break:
        return Label(tick.x, tick.words, "gap")
    year, month, day = tick.day.split("-")
    named = MONTHS[int(month) - 1][:_MONTH_LETTERS]
    words = {Unit.MONTH: f"{named} {year}", Unit.YEAR: year}.get(unit, f"{int(day)} {named} {year[2:]}")
    return Label(tick.x, words, "day")
