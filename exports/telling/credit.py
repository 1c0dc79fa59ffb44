"""Whom the articles of a story credit, and who took it from whom, where the evidence carries that.

Rule: pure; sees facts, ties, and the lines of texts that say where they come from. Who took it from whom is what
`ingest.relate.precedence.derive` says of a pair, never more; a pair of which it cannot be told is not told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from exports.telling.order import days_of
from exports.telling.roles import TYING
from ingest.relate.precedence import agency_of, bounds_of, derive
from schemas.explanation import Appearance, Way
from schemas.relation import RelationKind
from schemas.telling import Member, Tie

MOST_LINKED = 60
"""Articles that are looked at, pair by pair, of those that something ties: the first ones."""

CreditLines = Mapping[str, tuple[str, ...]]
"""By what tells equal texts (`Member.text`): the lines of it that say where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCredit:
    """An agency and the articles that credit it."""

    agency: str
    members: tuple[Member, ...]
    own: tuple[Member, ...]
    """Articles that the agency published itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """An article that has its text from another, and what says so."""

    source: Member
    taker: Member
    grounds: tuple[str, ...]
    """In words; the source is called A, the taker B."""
    share: float
    """Share of the source's three-word runs that the taker holds."""


def agencies_of(members: Iterable[Member]) -> tuple[AgencyCredit, ...]:
    """Return the agencies that are credited, those of most articles first."""
    listed = [*members]
    counts = Counter(each.agency for each in listed if each.agency)
    return tuple(
        AgencyCredit(
            agency=agency,
            members=tuple(each for each in listed if each.agency == agency and not _is_own(each, agency)),
            own=tuple(each for each in listed if _is_own(each, agency)),
        )
        for agency in sorted(counts, key=lambda name: (-counts[name], name))
    )


def takings_of(members: Sequence[Member], ties: Iterable[Tie], lines: CreditLines) -> tuple[Taking, ...]:
    """Return who took it from whom, as far as the evidence carries that, by the place of the taker.

    `lines`: the lines of the articles' texts that say where they come from.
    """
    tied = _by_texts(members, ties)
    found = []
    appeared = {each.id: _appearance(each, lines) for each in members}
    for one, other in _pairs(members, tied, lines):
        shares = (1.0, 1.0) if one.text == other.text else tied[one.text, other.text]
        for source, taker, (held, back) in ((one, other, shares), (other, one, shares[::-1])):
            told = derive(appeared[source.id], appeared[taker.id], of_a_in_b=held, of_b_in_a=back, is_tied=True)
            if told.way is Way.A_TO_B:
                found.append(Taking(source=source, taker=taker, grounds=told.grounds, share=held))
    places = {each.id: at for at, each in enumerate(members)}
    return tuple(sorted(found, key=lambda each: (places[each.taker.id], places[each.source.id])))


def _pairs(
    members: Sequence[Member], tied: Mapping[tuple[str, str], tuple[float, float]], lines: CreditLines
) -> Iterator[tuple[Member, Member]]:
    """Yield the tied pairs of which one at least says where it comes from."""
    counts = Counter(each.text for each in members)
    texts = {text for pair in tied for text in pair} | {text for text, count in counts.items() if count > 1}
    for one, other in combinations([each for each in members if each.text in texts][:MOST_LINKED], 2):
        is_tied = one.text == other.text or (one.text, other.text) in tied
        if is_tied and any(each.agency or lines.get(each.text) for each in (one, other)):
            yield one, other


def _by_texts(members: Iterable[Member], ties: Iterable[Tie]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return by two texts how much of the first the second has, and the other way."""
    text = {each.id: each.text for each in members}
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for tie in ties:
        if tie.kind not in TYING or tie.a not in text or tie.b not in text:
            continue
        is_same = tie.kind is RelationKind.SAME_TEXT
        ab, ba = (1.0 if is_same else share or 0.0 for share in (tie.containment_ab, tie.containment_ba))
        found[text[tie.a], text[tie.b]] = (ab, ba)
        found[text[tie.b], text[tie.a]] = (ba, ab)
    return found


def _appearance(member: Member, lines: CreditLines) -> Appearance:
    earliest, latest = bounds_of(member.published, member.published_edtf, *days_of(member))
    return Appearance(
        id=member.id,
        earliest=earliest,
        latest=latest,
        basis=member.published_basis,
        outlet=member.outlet,
        agency=member.agency,
        credits=lines.get(member.text, ()),
    )


def _is_own(member: Member, agency: str) -> bool:
    return agency_of(member.outlet) == agency
