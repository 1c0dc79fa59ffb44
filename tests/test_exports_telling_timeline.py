"""The drawing of a story: rows, columns, breaks, spans. Geometry only."""

from datetime import date, timedelta
from itertools import pairwise

from told_stories import member

from exports.telling.columns import MOST_COLUMNS, Unit, columns_of
from exports.telling.order import order_of
from exports.telling.roles import Role, roles_of
from exports.telling.timeline import MOST_ROWS, Timeline, timeline_of
from schemas.telling import Member


def drawn(*members: Member) -> Timeline:
    """Return the drawing of some articles."""
    order = order_of(members)
    found = timeline_of(order, roles_of(members, [], earliest=order.earliest))
    assert found is not None
    return found


def test_who_published_first_stands_on_top() -> None:
    """Outlets are rows in the order of their first article."""
    timeline = drawn(member("a", "2021-03-05"), member("b", "2021-03-01"), member("c", "2021-03-03"))
    assert [row.outlet for row in timeline.rows] == ["Outlet b", "Outlet c", "Outlet a"]
    tops = [row.top for row in timeline.rows]
    assert tops == sorted(set(tops))
    assert tops[-1] < timeline.height


def test_later_days_stand_further_right() -> None:
    """A mark of a later day has the larger x, and all stand inside the drawing."""
    timeline = drawn(member("a", "2021-03-01"), member("b", "2021-03-02"), member("c", "2021-03-04"))
    places = [mark.x for row in timeline.rows for mark in row.marks]
    assert all(one < other for one, other in pairwise(places))
    assert places[-1] < timeline.width


def test_articles_of_one_outlet_and_day_are_one_mark_with_a_number() -> None:
    """Two alike of one outlet on one day share a mark; one of another kind stands beside it."""
    timeline = drawn(
        *(member(name, "2021-03-02", outlet="Post") for name in "bc"), member("a", "2021-03-01", outlet="Post")
    )
    (row,) = timeline.rows
    assert [(mark.role, mark.count) for mark in row.marks] == [(Role.FIRST, 1), (Role.OWN, 2)]


def test_a_span_is_drawn_as_a_span() -> None:
    """A date known only within a month is no mark on one day, but a span over its days."""
    timeline = drawn(member("a", "2021-03-01"), member("b", "2021-03-04", "2021-03-09"))
    (bar,) = timeline.rows[1].bars
    assert not timeline.rows[1].marks
    assert bar.width > timeline.rows[0].marks[0].x - bar.x
    assert timeline.has_spans


def test_a_gap_of_years_is_broken_and_said() -> None:
    """Years without an article take no room; how long they are is told."""
    timeline = drawn(member("a", "2021-03-14"), member("b", "2021-03-15"), member("c", "2024-03-14"))
    assert (timeline.unit, timeline.gaps) == (Unit.DAY, ("3 years",))
    assert [tick.words for tick in timeline.ticks if tick.is_break] == ["3 years"]
    assert len(timeline.breaks) == 1


def test_a_short_gap_is_drawn_as_it_is() -> None:
    """Some empty days are columns, not a break."""
    timeline = drawn(member("a", "2021-03-14"), member("b", "2021-03-19"))
    assert (timeline.gaps, len(timeline.lines)) == ((), 6)


def test_long_stories_are_drawn_in_coarser_columns() -> None:
    """Many days become weeks, then months, then years; there are never too many columns."""
    for step, unit in ((3, Unit.WEEK), (20, Unit.MONTH)):
        days = [f"{2019 + at * step // 364}-{at * step % 364 // 31 + 1:02}-{at * step % 28 + 1:02}" for at in range(60)]
        found, columns = columns_of(days)
        assert found is unit
        assert len(columns) <= MOST_COLUMNS


def test_columns_follow_each_other_without_a_hole() -> None:
    """Each column begins the day after the one before ends, breaks included, leap days and ends of years as well."""
    _, columns = columns_of(["2020-02-27", "2020-03-02", "2021-12-30", "2022-01-02"])
    for one, other in pairwise(columns):
        assert date.fromisoformat(other.since) - date.fromisoformat(one.until) == timedelta(days=1)


def test_many_outlets_are_bounded_and_counted() -> None:
    """The first outlets are drawn, the rest are counted."""
    timeline = drawn(*(member(f"{at:03}", f"2021-03-{at % 28 + 1:02}") for at in range(MOST_ROWS + 5)))
    assert (len(timeline.rows), timeline.rows_left_out) == (MOST_ROWS, 5)


def test_no_date_is_no_drawing() -> None:
    """One dated article, or none, is not drawn."""
    order = order_of([member("a", "2021-03-01"), member("b")])
    assert timeline_of(order, {}) is None
