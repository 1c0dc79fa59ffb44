"""The order in which articles appeared, only as far as the bounds of their dates carry it.

Articles whose dates overlap stand together as one step: which of them came first is not said. One whose date is known
to lie somewhere in a month does not blur the days of all others: it is told beside them, between which it stands. What
has no date, or one known on one side only, or one whose year is in doubt, stands apart.

Rule: pure; sees the facts of articles, no texts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise, takewhile
from math import inf

from ingest.relate.precedence import bounds_of, moment_of
from schemas.telling import Member
from schemas.types import PublicId

_DAY = len("2022-11-25")
_DOUBTS = frozenset("?~%")
_NEVER, _EVER = "", "~"
"""Sort before and after every day."""


class StepKind(StrEnum):
    """Why articles stand in one step."""

    ALONE = "alone"
    SAME_DAY = "same_day"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Articles that certainly appeared after those of the steps before; among themselves the order is not known."""

    kind: StepKind
    members: tuple[Member, ...]
    timed: int = 0
    """So many of them, the first ones, appeared in this order, by the hours that they state; fewer than two: 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanning:
    """An article whose date lies somewhere in a span in which others follow each other."""

    member: Member
    after: int
    """So many articles of the steps, the first ones, certainly appeared before it."""
    before: int | None
    """The place, from 1, of the first of those that certainly appeared after it; None: none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Articles in the order in which they appeared."""

    steps: tuple[Step, ...]
    spanning: tuple[Spanning, ...]
    """They stand in no step."""
    doubtful: tuple[Member, ...]
    """Their date is a day whose year, or the whole of it, is in doubt."""
    one_sided: tuple[Member, ...]
    """It is known only since when, or until when, they may have appeared."""
    undated: tuple[Member, ...]
    earliest: PublicId | None
    """The one that certainly appeared before every other whose date is known; None: that cannot be told."""
    is_first: bool
    """True: it certainly appeared before all others. False: one of those without a date may be older."""

    @property
    def apart(self) -> tuple[Member, ...]:
        """Return those that have no place in the order."""
        return (*(each.member for each in self.spanning), *self.doubtful, *self.one_sided, *self.undated)

    @property
    def placed(self) -> tuple[Member, ...]:
        """Return those that have one."""
        return tuple(member for step in self.steps for member in step.members)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article between two days, or at a moment that can be compared with others anywhere."""

    member: Member
    start: str
    end: str
    instant: float | None
    """Seconds, where a moment is stated that can be compared with others anywhere."""


def order_of(members: Iterable[Member]) -> Order:
    """Return articles in the order in which they appeared, with what cannot be told."""
    placed: list[_Placed] = []
    doubtful, one_sided, undated = [], [], []
    for member in sorted(members, key=lambda each: each.id):
        start, end = days_of(member)
        if start is None and end is None:
            undated.append(member)
        elif start is None or end is None:
            one_sided.append(member)
        elif is_doubtful(member):
            doubtful.append(member)
        else:
            placed.append(_placed(member, start, end))
    steps, beside = _told(placed)
    spanning = tuple(_spanning(each, steps) for each in beside)
    is_told = bool(steps) and steps[0].kind is StepKind.ALONE and all(each.after for each in spanning)
    earliest = steps[0].members[0] if is_told else None
    return Order(
        steps=steps,
        spanning=spanning,
        doubtful=tuple(doubtful),
        one_sided=tuple(one_sided),
        undated=tuple(undated),
        earliest=earliest.id if earliest else None,
        is_first=earliest is not None
        and not (doubtful or undated)
        and all(_is_later(each, earliest) for each in one_sided),
    )


def days_of(member: Member) -> tuple[str | None, str | None]:
    """Return the first and the last day on which an article may have appeared."""
    start, end = member.published_earliest, member.published_latest
    return start[:_DAY] if start else None, end[:_DAY] if end else None


def is_doubtful(member: Member) -> bool:
    """Tell whether the date of an article is one day that is in doubt itself: the bounds do not carry the doubt."""
    start, end = days_of(member)
    return start == end and bool(_DOUBTS & set(member.published_edtf or ""))


def _is_later(member: Member, other: Member) -> bool:
    """Tell whether an article of which one bound is known certainly appeared after another."""
    start, end = days_of(member)[0], days_of(other)[1]
    return bool(start and end and end < start)


def _placed(member: Member, start: str, end: str) -> _Placed:
    stated = bounds_of(member.published, member.published_edtf, start, end)[0]
    moment = moment_of(stated or "")
    return _Placed(member, start, end, moment.timestamp() if moment else None)


def _told(placed: Sequence[_Placed]) -> tuple[tuple[Step, ...], list[_Placed]]:
    """Return the steps, and what is told beside them: wide spans, where narrower dates have an order without them."""
    ordered = sorted(placed, key=lambda each: (each.start, each.end, each.member.id))
    steps: list[Step] = []
    beside: list[_Placed] = []
    for run in _split(ordered, _cuts(ordered)):
        narrow = [each for each in run if each.start == each.end or each.instant is not None]
        found = list(_steps(narrow)) if len(narrow) < len(run) else []
        if len(found) > 1:
            steps += found
            beside += [each for each in run if each not in narrow]
        else:
            steps += _steps(run)
    return tuple(steps), beside


def _spanning(placed: _Placed, steps: Sequence[Step]) -> Spanning:
    others = [days_of(member) for step in steps for member in step.members]
    after = sum(1 for _ in takewhile(lambda days: (days[1] or _EVER) < placed.start, others))
    follow = sum(1 for _ in takewhile(lambda days: (days[0] or _NEVER) > placed.end, reversed(others)))
    return Spanning(member=placed.member, after=after, before=len(others) - follow + 1 if follow else None)


def _steps(ordered: Sequence[_Placed]) -> Iterable[Step]:
    for run in _split(ordered, _cuts(ordered)):
        if len(run) > 1 and all(each.instant is not None for each in run):
            yield from _moments(run)
        else:
            yield _step(run)


def _moments(run: Sequence[_Placed]) -> Iterable[Step]:
    """Yield the steps of articles whose moments are all known."""
    ordered = sorted(run, key=lambda each: (each.instant or 0.0, each.member.id))
    cuts = [(one.instant or 0.0) < (other.instant or 0.0) for one, other in pairwise(ordered)]
    for part in _split(ordered, cuts):
        yield _step(part)


def _step(run: Sequence[_Placed]) -> Step:
    days = {day for each in run for day in (each.start, each.end)}
    kind = StepKind.ALONE if len(run) == 1 else StepKind.SAME_DAY if len(days) == 1 else StepKind.OVERLAP
    timed = sorted((each for each in run if each.instant is not None), key=lambda each: each.instant or 0.0)
    if kind is not StepKind.SAME_DAY or len(timed) < 2 or len({each.instant for each in timed}) < len(timed):  # noqa: PLR2004  two make an order
        return Step(kind=kind, members=tuple(each.member for each in run))
    others = (each.member for each in run if each.instant is None)
    return Step(kind=kind, members=(*(each.member for each in timed), *others), timed=len(timed))


def _cuts(ordered: Sequence[_Placed]) -> list[bool]:
    """Return after which article all that follow certainly appeared after all before.

    Two moments are compared as such; a moment and a day, or two days, by the days of the outlets' own clocks.
    """
    ends = list(accumulate((each.end for each in ordered), max))
    plain_ends = list(accumulate((each.end if each.instant is None else _NEVER for each in ordered), max))
    moments = list(accumulate((-inf if each.instant is None else each.instant for each in ordered), max))
    back = ordered[::-1]
    plain_starts = list(accumulate((each.start if each.instant is None else _EVER for each in back), min))[::-1]
    later = list(accumulate((inf if each.instant is None else each.instant for each in back), min))[::-1]
    return [
        plain_ends[at] < ordered[at + 1].start and ends[at] < plain_starts[at + 1] and moments[at] < later[at + 1]
        for at in range(len(ordered) - 1)
    ]


def _split(ordered: Sequence[_Placed], cuts: Sequence[bool]) -> Iterable[Sequence[_Placed]]:
    start = 0
    for at, is_cut in enumerate(cuts, start=1):
        if is_cut:
            yield ordered[start:at]
            start = at
    if ordered:
        yield ordered[start:]
