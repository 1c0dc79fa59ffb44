"""Who had it first, and who took it from whom: told only as far as the evidence carries.

The order of appearance rests on published bounds. A date tells which came first; it does not tell that the later was
taken from the earlier, for both may rest on a third. Who took it from whom is told where one credits the other, or
where the later one holds the earlier whole, credit line and all. Length says nothing. Evidence that speaks against
itself says nothing either, and is shown.

Rule: pure; sees facts of articles, no texts but their credit lines.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ingest.extract.words.agencies import known_agency
from ingest.normalise.text import fold
from ingest.relate.boilerplate import named_agencies
from schemas.explanation import Appearance, Derivation, Precedence, Standing, Way
from schemas.types import PublicId

WHOLE = 0.8
"""Share of the earlier text that the later one must hold to be said to hold it whole."""
DAYS_APART = 2
"""Days are those of the outlets' own clocks, which lie up to a day apart: so many days are certainly apart."""
_DAY = 10
"""Letters of an ISO day."""
_MIDNIGHT = "T00:00"
"""What programs write for a day without an hour."""
_DOUBTS = frozenset("~?%X/")
_SHORTEST_OUTLET = 4
"""Letters of an outlet's name that is looked for in a line: `Now` and `AM` stand in lines by chance."""

CANNOT_BE_TOLD = "Which was taken from which cannot be told."
NOT_TIED = "Nothing ties the two closely enough to ask which was taken from which."


def order_of(members: Sequence[Appearance]) -> Precedence:
    """Return the order in which articles appeared, with what cannot be told."""
    ordered = sorted(members, key=_place)
    standings = tuple(
        Standing(
            appearance=each,
            after=tuple(other.id for other in ordered if is_before(other, each)),
            unsure=tuple(other.id for other in ordered if other is not each and not _is_apart(each, other)),
        )
        for each in ordered
    )
    perhaps = tuple(each.appearance.id for each in standings if not each.after)
    counts = Counter(each.agency for each in members if each.agency)
    return Precedence(
        order=standings,
        first=_certain_first(standings),
        perhaps_first=perhaps,
        agencies=tuple(sorted(counts, key=lambda name: (-counts[name], name))),
    )


def bounds_of(
    published: str | None, edtf: str | None, earliest: str | None, latest: str | None
) -> tuple[str | None, str | None]:
    """Return between what an article appeared: one moment where that is stated without doubt, else its bounds.

    >>> bounds_of("2021-03-14T06:12:00+03:00", None, "2021-03-14", "2021-03-14")
    ('2021-03-14T06:12:00+03:00', '2021-03-14T06:12:00+03:00')
    """
    is_moment = published and "T" in published and _MIDNIGHT not in published and not _DOUBTS & set(edtf or "")
    return (published, published) if is_moment else (earliest, latest)


def _certain_first(standings: Sequence[Standing]) -> PublicId | None:
    sure = [each.appearance.id for each in standings if not each.after and not each.unsure]
    return sure[0] if len(sure) == 1 else None


def _place(each: Appearance) -> tuple[str, str, str]:
    return (each.earliest or each.latest or "~", each.latest or "~", each.id)


def is_before(one: Appearance, other: Appearance) -> bool:
    """Tell whether an article certainly appeared before another, by moments where both are known, else by days."""
    if one.latest is None or other.earliest is None:
        return False
    end, start = moment_of(one.latest), moment_of(other.earliest)
    if end is not None and start is not None:
        return end < start
    return one.latest[:_DAY] < other.earliest[:_DAY]


def _is_apart(one: Appearance, other: Appearance) -> bool:
    return is_before(one, other) or is_before(other, one)


def moment_of(value: str) -> datetime | None:
    """Return a moment that can be compared with another anywhere: with a time and an offset."""
    if "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def derive(a: Appearance, b: Appearance, *, of_a_in_b: float, of_b_in_a: float, is_tied: bool) -> Derivation:
    """Return which of two was made from the other; `is_tied`: they are copies or reworks, `of_a_in_b`: containment."""
    if not is_tied:
        return Derivation(way=Way.UNKNOWN, grounds=(), said=NOT_TIED)
    to_b = tuple(_signs(a, b, "A", "B", of_a_in_b))
    to_a = tuple(_signs(b, a, "B", "A", of_b_in_a))
    if to_b and to_a:
        return _contradicted((*to_b, *to_a))
    for grounds, way, (source, taker), (first, second) in (
        (to_b, Way.A_TO_B, (a, b), ("A", "B")),
        (to_a, Way.B_TO_A, (b, a), ("B", "A")),
    ):
        if grounds and is_before(taker, source):
            return _contradicted(
                (*grounds, f"but {second} appeared before {first}, by the dates that are known of them")
            )
        if grounds:
            return Derivation(way=way, grounds=grounds, said=f"{second} has it from {first}: {grounds[0]}.")
    return _common_source(a, b) or _untold(a, b)


def _contradicted(grounds: tuple[str, ...]) -> Derivation:
    said = f"{CANNOT_BE_TOLD} The evidence speaks against itself: {'; '.join(grounds)}."
    return Derivation(way=Way.UNKNOWN, grounds=grounds, said=said)


def _signs(source: Appearance, taker: Appearance, first: str, second: str, held: float) -> Iterator[str]:
    """Yield what says that `taker` was made from `source`; `held`: share of the source's wording that the taker has."""
    if _is_one_outlet(source, taker) or not source.outlet:
        return
    if taker.agency and taker.agency == agency_of(source.outlet):
        yield f"{second} credits {taker.agency}, which published {first}"
    for line in taker.credits:
        if _names(line, source.outlet):
            yield f"{second} says \u201c{line}\u201d, and {source.outlet} published {first}"
    if held >= WHOLE and _is_days_before(source, taker):
        for line in taker.credits:
            if line in source.credits and not _names_third(line, source, taker):
                yield f"{second} appeared later and holds {first} with its line \u201c{line}\u201d"


def _is_one_outlet(a: Appearance, b: Appearance) -> bool:
    return bool(a.outlet and b.outlet) and fold(a.outlet or "") == fold(b.outlet or "")


def agency_of(outlet: str | None) -> str | None:
    """Return the agency that an outlet is, by its usual name; None where it is none that is known."""
    return known_agency(outlet) if outlet else None


def _names(line: str, outlet: str) -> bool:
    """Tell whether a credit line names an outlet: by its whole name, or by any name of the agency that it is."""
    agency = agency_of(outlet)
    if agency is not None and agency in named_agencies(line):
        return True
    name, words = fold(outlet), fold(line)
    at = words.find(name) if len(name) >= _SHORTEST_OUTLET else -1
    around = words[at - 1 : at] + words[at + len(name) : at + len(name) + 1] if at >= 0 else "x"
    return not any(letter.isalnum() for letter in around)


def _names_third(line: str, source: Appearance, taker: Appearance) -> bool:
    """Tell whether a line credits an agency that is neither of the two: then both may have it from there."""
    own = {agency_of(source.outlet), agency_of(taker.outlet)}
    return any(agency not in own for agency in named_agencies(line))


def _is_days_before(one: Appearance, other: Appearance) -> bool:
    """Tell whether one certainly appeared earlier, wherever on earth the two were dated."""
    if not is_before(one, other) or one.latest is None or other.earliest is None:
        return False
    if moment_of(one.latest) is not None and moment_of(other.earliest) is not None:
        return True
    try:
        days = date.fromisoformat(other.earliest[:_DAY]) - date.fromisoformat(one.latest[:_DAY])
    except ValueError:
        return False
    return days.days >= DAYS_APART


def _common_source(a: Appearance, b: Appearance) -> Derivation | None:
    agency = a.agency
    if agency is None or agency != b.agency or agency in (agency_of(a.outlet), agency_of(b.outlet)):
        return None
    said = f"Both credit {agency}: each may have it from there, and neither from the other."
    return Derivation(way=Way.COMMON_SOURCE, grounds=(f"A credits {agency}", f"B credits {agency}"), said=said)


def _untold(a: Appearance, b: Appearance) -> Derivation:
    for one, other, first, second in ((a, b, "A", "B"), (b, a, "B", "A")):
        if is_before(one, other):
            ground = f"{first} appeared before {second}, but both may rest on a third: a date alone does not tell"
            return Derivation(way=Way.UNKNOWN, grounds=(ground,), said=f"{CANNOT_BE_TOLD} {ground}.")
    return Derivation(way=Way.UNKNOWN, grounds=(), said=f"{CANNOT_BE_TOLD} Neither credits the other.")
