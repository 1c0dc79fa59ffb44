"""What came of a deal: of each fact whether it was found right or corrected, counted by how it was known.

Rule: pure; what rules read and what persons say in, counts out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from archive.cards import SIDECAR_RULE
from archive.checking import Read, value_of
from exports.site.words import BASIS_WORDS
from schemas.article import Fact

State = Literal["right", "corrected", "open", "nothing"]

NOTHING_READ = "nothing was read"

_NINETY_FIVE = 1.959964
"""Deviations on either side that hold 95 of 100."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one fact of one card."""

    field: str
    state: State
    """`open`: nobody looked, or nobody said; `nothing`: there is no value, and none was given."""
    basis: str
    """How it was known when it was read, or `nothing was read`."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many facts of one kind were right."""

    name: str
    right: int
    corrected: int
    open: int

    @property
    def range(self) -> str:
        """Return between which shares the right ones lie, were all others like those that were answered."""
        low, high = share_between(self.right, self.right + self.corrected)
        return f"{low:.0%} to {high:.0%}" if self.right + self.corrected else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """All answers of a deal, counted."""

    by_basis: tuple[Count, ...]
    by_field: tuple[Count, ...]
    right: int
    corrected: int
    open: int


def answer_of(field: str, read: Read, shown: Sequence[Fact]) -> Answer:
    """Say what became of a fact: by what rules read, what is shown now, and what persons checked."""
    chosen = [fact for fact in read.facts if fact.field == field and fact.chosen and fact.value is not None]
    asserted = [fact for fact in shown if fact.field == field and fact.chosen and fact.basis == "asserted"]
    by_hand = [fact for fact in asserted if fact.rule != SIDECAR_RULE]
    # What a spreadsheet gave was not read of the page: it is one more basis, right or wrong like the others.
    given = [fact for fact in asserted if fact.rule == SIDECAR_RULE and fact.value is not None]
    basis = given[0].basis if given else chosen[0].basis if chosen else NOTHING_READ
    check = next((each for each in read.checks if each.field == field and not each.is_outdated), None)
    stated, now = value_of(read.facts, field), value_of(shown, field)
    if by_hand and now != stated:
        return Answer(field, "corrected", basis)
    if check is not None:
        return Answer(field, "right", basis)
    return Answer(field, "open" if chosen or given else "nothing", basis)


def tally_of(answers: Sequence[Answer]) -> Tally:
    """Count answers by how the facts were known, and by field."""
    said = [each for each in answers if each.state != "nothing"]
    return Tally(
        by_basis=_counted(said, lambda each: each.basis),
        by_field=_counted(said, lambda each: each.field),
        right=sum(each.state == "right" for each in said),
        corrected=sum(each.state == "corrected" for each in said),
        open=sum(each.state == "open" for each in said),
    )


def _counted(answers: Sequence[Answer], key: Callable[[Answer], str]) -> tuple[Count, ...]:
    names = dict.fromkeys(key(each) for each in answers)
    counts = []
    for name in names:
        states = [each.state for each in answers if key(each) == name]
        counts.append(Count(name, states.count("right"), states.count("corrected"), states.count("open")))
    order = [*BASIS_WORDS, NOTHING_READ]
    return tuple(sorted(counts, key=lambda each: order.index(each.name) if each.name in order else -1))


def share_between(right: int, total: int) -> tuple[float, float]:
    """Return between which shares the truth lies in 95 of 100 cases (Wilson's interval); without answers, anywhere.

    >>> [round(each, 2) for each in share_between(28, 30)]
    [0.79, 0.98]
    """
    if total == 0:
        return 0.0, 1.0
    share, square = right / total, _NINETY_FIVE**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _NINETY_FIVE * sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    return max(middle - spread, 0.0), min(middle + spread, 1.0)
