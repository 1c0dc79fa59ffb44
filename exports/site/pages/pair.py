"""Two articles in words: what ties them, how much of each stands in the other, who was first, what was swapped.

Rule: pure; records in, words out. Who was first is said only where the bounds of the dates carry it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exports.phrases import iso_words
from exports.site.pages.relatives import lines_of, said_of, with_sureness
from exports.site.words import basis_words, bounds_words
from ingest.normalise.text import fold
from ingest.relate.wording import (
    KINDS,
    NEARLY_ALL,
    OCCASIONS,
    WHOLE,
    between,
    confidence_of,
    sure_words,
    unheld,
    wording_of,
)
from schemas.explanation import Appearance, Comparison, Precedence, Swap, SwapKind
from schemas.relation import Judgement, Relation, RelationKind
from schemas.types import PublicId

MOST_SWAPS = 60
"""So many pairs of values are listed of each kind; the rest are counted, and are in the page's JSON."""

SWAP_WORDS = {
    SwapKind.NUMBER: "number",
    SwapKind.DATE: "date",
    SwapKind.NAME: "name",
    SwapKind.MAYBE_NAME: "maybe a name",
    SwapKind.WORDS: "words",
}
_VALUES = frozenset({SwapKind.NUMBER, SwapKind.DATE, SwapKind.NAME})


@dataclass(frozen=True, slots=True)
class Tie:
    """What two articles are to each other."""

    kind: str
    sure: str | None
    is_warning: bool
    """They look alike and are no copies."""
    evidence: str
    lines: tuple[tuple[str, str], ...]
    said: str | None
    """A person's word: who and why."""


@dataclass(frozen=True, slots=True)
class SwapLine:
    """A value of A and what stands in its place in B."""

    kind: str
    before: str
    after: str
    around: tuple[str, str]
    times: int


@dataclass(frozen=True, slots=True)
class SwapTable:
    """Swaps of one sort."""

    title: str
    lines: tuple[SwapLine, ...]
    left_out: int
    is_open: bool


def tie_of(relation: Relation | None, judgement: Judgement | None, a: PublicId) -> Tie:
    """Return what ties two articles, seen from the one that is called A."""
    if relation is None:
        is_warning = judgement is not None and judgement.kind is RelationKind.LOOKALIKE
        return Tie(unheld(judgement), None, is_warning=is_warning, evidence="", lines=_now(judgement), said=None)
    is_a = relation.a == a
    words = between(relation, *(("A", "B") if is_a else ("B", "A")))
    return Tie(
        kind=f"{words[:1].upper()}{words[1:]}",
        sure=sure_words(confidence_of(relation)),
        is_warning=relation.kind is RelationKind.LOOKALIKE,
        evidence=relation.evidence if relation.because is None else "",
        lines=tuple(
            (name, words) for name, words in lines_of(relation, is_a=is_a, names=("A", "B")) if name != "Shared"
        ),
        said=said_of(relation),
    )


def _now(judgement: Judgement | None) -> tuple[tuple[str, str], ...]:
    if judgement is None:
        return ()
    wording = wording_of(judgement.text, names=("A", "B"))
    return (
        ("Measured now", KINDS[judgement.kind] if judgement.kind else "no relation"),
        ("Wording", with_sureness(wording, judgement.text_confidence)),
        ("Occasion", with_sureness(OCCASIONS[judgement.occasion], judgement.occasion_confidence)),
        ("Method", judgement.method),
    )


def shares_of(relation: Relation | None, judgement: Judgement | None, a: PublicId) -> tuple[str, ...]:
    """Say how much of each stands in the other; nothing where it was not measured."""
    if judgement is not None:
        of_a, of_b = judgement.containment_ab, judgement.containment_ba
    elif relation is not None and relation.containment_ab is not None and relation.containment_ba is not None:
        of_a, of_b = relation.containment_ab, relation.containment_ba
        if relation.a != a:
            of_a, of_b = of_b, of_a
    else:
        return ()
    return (
        f"B holds {share_words(of_a)} of A: {of_a:.0%} of its runs of three words.",
        f"A holds {share_words(of_b)} of B: {of_b:.0%} of its runs of three words.",
    )


_SHARES = (
    (WHOLE, "all"),
    (NEARLY_ALL, "nearly all"),
    (0.6, "most"),
    (0.4, "about half"),
    (0.15, "some"),
    (0.02, "little"),
)


def share_words(share: float) -> str:
    """Return a share of a text in words, before `of`.

    >>> share_words(0.97), share_words(0.5), share_words(0.0)
    ('nearly all', 'about half', 'next to nothing')
    """
    return next((words for least, words in _SHARES if share >= least), "next to nothing")


def first_of(order: Precedence, a: PublicId) -> tuple[str, tuple[str, ...]]:
    """Say who was first, or that it is not known and why; and what is known of the two dates."""
    by_name = {("A" if each.appearance.id == a else "B"): each.appearance for each in order.order}
    dates = tuple(f"{name}: {_when(by_name[name])}" for name in sorted(by_name))
    if order.first is not None:
        first, other = ("A", "B") if order.first == a else ("B", "A")
        return f"{first} appeared before {other}, by the dates that are known of them.", dates
    return f"Not known: {_why_unknown(by_name)}.", dates


def _when(each: Appearance) -> str:
    if each.earliest is None and each.latest is None:
        return "date unknown"
    is_moment = each.earliest is not None and each.earliest == each.latest and "T" in each.earliest
    words = iso_words(each.earliest or "") if is_moment else bounds_words(each.earliest, each.latest)
    return ", ".join((words, *basis_words(each.basis)))


def _why_unknown(by_name: dict[str, Appearance]) -> str:
    undated = [name for name, each in by_name.items() if each.earliest is None and each.latest is None]
    if undated:
        return "no date is known of either" if len(undated) > 1 else f"no date is known of {undated[0]}"
    spans = {(each.earliest, each.latest) for each in by_name.values()}
    earliest, latest = next(iter(spans))
    if len(spans) == 1 and earliest == latest:
        return "both state the same moment" if "T" in (earliest or "") else "both are of the same day"
    if _is_one_day(by_name.values()):
        return "both may be of the same day, and not of both an hour is stated that could be compared"
    return "by what is known of their dates, either may have been first"


def _is_one_day(both: Iterable[Appearance]) -> bool:
    return len({(each.earliest or "")[:10] for each in both} | {(each.latest or "")[:10] for each in both}) == 1


def swap_tables(comparison: Comparison, in_headlines: Sequence[Swap]) -> tuple[SwapTable, ...]:
    """Return what stands in the same place with another value, sort by sort; empty ones are left out."""
    other = [each for each in comparison.swaps if not each.says_the_same]
    sorts = (
        ("Another value in the headlines", in_headlines, True),
        ("Another value in the same place", [each for each in other if each.kind in _VALUES], True),
        ("The same, written otherwise", [each for each in comparison.swaps if each.says_the_same], False),
        ("Other words in the same place", [each for each in other if each.kind not in _VALUES], False),
    )
    return tuple(_table(title, swaps, is_open=is_open) for title, swaps, is_open in sorts if swaps)


def _table(title: str, swaps: Sequence[Swap], *, is_open: bool) -> SwapTable:
    """Return each pair of values once, with the words around it where it stands first."""
    alike: dict[tuple[str, str, str], list[Swap]] = {}
    for each in swaps:
        alike.setdefault((each.kind, fold(each.before), fold(each.after)), []).append(each)
    lines = tuple(
        SwapLine(SWAP_WORDS[first.kind], first.before, first.after, (first.around_a, first.around_b), len(several))
        for several in list(alike.values())[:MOST_SWAPS]
        for first in several[:1]
    )
    return SwapTable(title, lines, len(alike) - len(lines), is_open)
