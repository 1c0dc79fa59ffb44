"""How a story is told: order, marks, who took it from whom. What the evidence does not carry is not said."""

from typing import Any

import pytest
from told_stories import member, tie

from exports.telling.credit import agencies_of, takings_of
from exports.telling.order import StepKind, order_of
from exports.telling.roles import Role, first_of, roles_of
from schemas.relation import RelationKind
from schemas.telling import Member, Tie
from schemas.types import PublicId


def names(members: tuple[Member, ...]) -> list[str]:
    """Return the ids of some articles."""
    return [each.id for each in members]


def test_days_apart_are_steps() -> None:
    """Articles of different days stand one after the other, and the first of them is known."""
    order = order_of([member("b", "2021-03-02"), member("a", "2021-03-01"), member("c", "2021-03-09")])
    assert [names(step.members) for step in order.steps] == [["a"], ["b"], ["c"]]
    assert (order.earliest, order.is_first) == ("a", True)


def test_one_day_is_no_order() -> None:
    """Articles of one day are one step, and none of them is the first."""
    order = order_of([member("a", "2021-03-01"), member("b", "2021-03-01")])
    assert [(step.kind, names(step.members), step.timed) for step in order.steps] == [
        (StepKind.SAME_DAY, ["a", "b"], 0)
    ]
    assert order.earliest is None


def test_overlapping_spans_are_no_order() -> None:
    """A date known only within a span takes whatever lies in the span into its step, and nothing beyond."""
    order = order_of([member("a", "2021-03-02"), member("b", "2021-03-01", "2021-03-31"), member("c", "2021-04-01")])
    assert [(step.kind, names(step.members)) for step in order.steps] == [
        (StepKind.OVERLAP, ["b", "a"]),
        (StepKind.ALONE, ["c"]),
    ]


def test_a_wide_span_does_not_blur_the_days_of_others() -> None:
    """One known to lie in a month is told beside the days in it, between those that it certainly stands between."""
    days = [member(f"d{at}", f"2021-03-0{at}") for at in (2, 3)]
    order = order_of(
        [member("x", "2021-02-28"), *days, member("m", "2021-03-01", "2021-03-31"), member("y", "2021-04-01")]
    )
    assert [names(step.members) for step in order.steps] == [["x"], ["d2"], ["d3"], ["y"]]
    assert [(each.member.id, each.after, each.before) for each in order.spanning] == [("m", 1, 4)]
    assert order.earliest == "x"


def test_a_span_that_may_be_older_leaves_the_first_in_doubt() -> None:
    """Where the span reaches before the first day, none is said to be the earliest."""
    order = order_of([member("a", "2021-03-02"), member("b", "2021-03-03"), member("m", "2021-03-01", "2021-03-31")])
    assert [(each.after, each.before) for each in order.spanning] == [(0, None)]
    assert order.earliest is None


def test_months_that_follow_each_other_are_steps() -> None:
    """Where all that is known are months, those that do not overlap are in order."""
    order = order_of([member("may", "2021-05-01", "2021-05-31"), member("march", "2021-03-01", "2021-03-31")])
    assert [names(step.members) for step in order.steps] == [["march"], ["may"]]
    assert order.spanning == ()


def test_moments_are_compared_across_zones() -> None:
    """A report of the next day by its own clock may be the earlier one; the moments decide, where both are stated."""
    late = member("late", "2021-03-14T23:50:00-05:00")
    early = member("early", "2021-03-15T01:00:00+04:00")
    order = order_of([late, early])
    assert [names(step.members) for step in order.steps] == [["early"], ["late"]]


def test_an_hour_tells_nothing_about_a_bare_day() -> None:
    """Of hours beside a bare day the hours are in order, and the day stands among them without a place."""
    order = order_of(
        [
            member("bare", "2021-03-15"),
            member("nine", "2021-03-15T09:00:00+03:00"),
            member("eight", "2021-03-15T08:00:00+03:00"),
        ]
    )
    assert [(step.kind, names(step.members), step.timed) for step in order.steps] == [
        (StepKind.SAME_DAY, ["eight", "nine", "bare"], 2)
    ]
    assert order.earliest is None


def test_equal_moments_are_no_order() -> None:
    """Two reports of one moment are not put in order by their ids."""
    order = order_of([member("a", "2021-03-15T08:00:00Z"), member("b", "2021-03-15T08:00:00Z")])
    assert [(names(step.members), step.timed) for step in order.steps] == [(["a", "b"], 0)]


def test_unknown_dates_stand_apart_and_leave_the_first_in_doubt() -> None:
    """Without a date, with one bound, or with a doubtful year an article has no place, and may be older."""
    dated, undated = member("a", "2021-03-01"), member("b")
    open_ended = member("c", published_latest="2021-05-01")
    doubtful = member("d", "2020-11-25", published_edtf="?2020-11-25")
    order = order_of([dated, member("e", "2021-03-02"), undated, open_ended, doubtful])
    assert (names(order.undated), names(order.one_sided), names(order.doubtful)) == (["b"], ["c"], ["d"])
    assert (order.earliest, order.is_first) == ("a", False)


def test_a_later_bound_does_not_put_the_first_in_doubt() -> None:
    """An article that cannot have appeared before a day leaves what came before that day the first."""
    order = order_of([member("a", "2021-03-01"), member("b", published_earliest="2021-03-02")])
    assert (order.earliest, order.is_first) == ("a", True)


@pytest.mark.parametrize("count", [2, 5])
def test_order_does_not_depend_on_arrival(count: int) -> None:
    """The same articles in another order of arrival are told alike."""
    members = [member(str(at), f"2021-03-0{at % 3 + 1}") for at in range(count)]
    assert order_of(members) == order_of(members[::-1])


def family(*members: Member) -> list[Member]:
    """Return articles as one family."""
    return [Member(**{name: getattr(each, name) for name in Member.__slots__} | {"family": "f-1"}) for each in members]


def test_copies_are_told_beside_a_known_first_version() -> None:
    """Equal, cut and retold texts have their marks; the first version has a text of its own."""
    members = family(
        member("a", "2021-03-01"),
        member("b", "2021-03-02", text="text a"),
        member("c", "2021-03-02"),
        member("d", "2021-03-03"),
        member("e", "2021-03-04"),
    )
    ties = [
        tie("a", "c", RelationKind.CONTAINS),
        tie("a", "d", RelationKind.REWORKED),
        tie("a", "e", RelationKind.VERSION),
    ]
    assert first_of(members) == members[0]
    assert roles_of(members, ties, earliest=PublicId("a")) == {
        "a": Role.FIRST,
        "b": Role.COPY,
        "c": Role.COPY,
        "d": Role.REWORK,
        "e": Role.VERSION,
    }


def test_nothing_is_called_a_copy_where_the_first_is_not_known() -> None:
    """Of equal texts of one day none is the copy."""
    members = family(member("a", "2021-03-01"), member("b", "2021-03-01", text="text a"))
    assert set(roles_of(members, [], earliest=None).values()) == {Role.SHARED}


def test_a_copy_of_a_copy_is_not_said_to_copy_the_first() -> None:
    """What is tied to another member only shares a text; it is not called a copy of the first version."""
    members = family(member("a", "2021-03-01"), member("b", "2021-03-02"), member("c", "2021-03-03"))
    ties = [tie("a", "b", RelationKind.REWORKED), tie("b", "c", RelationKind.NEAR_COPY)]
    roles = roles_of(members, ties, earliest=PublicId("a"))
    assert (roles[PublicId("b")], roles[PublicId("c")]) == (Role.REWORK, Role.SHARED)


def test_a_lookalike_is_never_a_copy() -> None:
    """An article tied only as a look-alike is marked as one, beside articles of a text of their own."""
    members = [member("a", "2021-03-01"), member("b", "2021-03-02"), member("c", "2021-03-03")]
    roles = roles_of(members, [tie("a", "b", RelationKind.LOOKALIKE)], earliest=None)
    assert roles == {"a": Role.LOOKALIKE, "b": Role.LOOKALIKE, "c": Role.OWN}


def test_an_agency_credit_tells_who_took_it() -> None:
    """Who credits the agency that published the other has it from there; the words say so."""
    source = member("a", "2021-03-01", outlet="Reuters", agency="Reuters")
    taker = member("b", "2021-03-02", agency="Reuters", text="text a")
    (found,) = takings_of([source, taker], [], {})
    assert (found.source.id, found.taker.id, found.share) == ("a", "b", 1.0)
    assert found.grounds == ("B credits Reuters, which published A",)


def test_the_source_is_called_a_whatever_its_id() -> None:
    """A source whose id comes later in the alphabet is A in the words all the same."""
    source = member("z", "2021-03-01", outlet="Reuters")
    taker = member("b", "2021-03-02", agency="Reuters")
    (found,) = takings_of([taker, source], [tie("b", "z", RelationKind.CONTAINS, 0.4, 0.9)], {})
    assert (found.source.id, found.share) == ("z", 0.9)
    assert found.grounds == ("B credits Reuters, which published A",)


@pytest.mark.parametrize(
    ("second", "ties"),
    [
        ({}, [tie("a", "b", RelationKind.NEAR_COPY)]),
        ({"agency": "Reuters"}, []),
        ({"agency": "Reuters"}, [tie("a", "b", RelationKind.LOOKALIKE)]),
        ({"agency": "AP"}, [tie("a", "b", RelationKind.NEAR_COPY)]),
    ],
    ids=["a date alone", "nothing ties them", "a look-alike", "another agency"],
)
def test_nothing_is_said_to_be_taken_without_evidence(second: dict[str, Any], ties: list[Tie]) -> None:
    """An earlier date, a credit without shared words, a look-alike, another agency: none says who took it."""
    members = [member("a", "2021-03-01", outlet="Reuters"), member("b", "2021-03-02", **second)]
    assert takings_of(members, ties, {}) == ()


def test_evidence_against_itself_says_nothing() -> None:
    """Who credits another that certainly appeared later is not said to have it from there."""
    source = member("a", "2021-03-09", outlet="Reuters")
    taker = member("b", "2021-03-02", agency="Reuters", text="text a")
    assert takings_of([source, taker], [], {}) == ()


def test_agencies_are_told_apart_from_those_who_credit_them() -> None:
    """An agency's own article is not counted among those that credit it."""
    own = member("a", outlet="Reuters", agency="Reuters")
    other = member("b", agency="Reuters")
    (credit,) = agencies_of([own, other, member("c")])
    assert (credit.agency, names(credit.members), names(credit.own)) == ("Reuters", ["b"], ["a"])
