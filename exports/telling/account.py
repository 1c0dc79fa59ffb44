"""A story as it is told: order, marks, credits, disagreements and the drawing, from its articles, ties and texts.

Rule: pure; the one place that knows in which order the parts are made and which texts they need.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.telling.columns import MOST_COLUMNS
from exports.telling.credit import AgencyCredit, Taking, agencies_of, takings_of
from exports.telling.disagreements import Disagreement, Pairs, disagreements_of, pairs_of, swaps_of
from exports.telling.order import Order, order_of
from exports.telling.roles import TYING, Role, families_in, first_of, roles_of
from exports.telling.timeline import Timeline, timeline_of
from ingest.relate.boilerplate import source_lines
from schemas.telling import Member, Tie
from schemas.types import PublicId

MOST_TEXTS = 120
"""Different texts that are read for the lines that say where they come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyTold:
    """A family inside a story."""

    name: str
    first: Member | None
    """The version that certainly appeared before the others; None: that is not known."""
    members: tuple[Member, ...]
    """Those in the story, the first version among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is told of a story."""

    order: Order
    roles: Mapping[PublicId, Role]
    timeline: Timeline | None
    families: tuple[FamilyTold, ...]
    agencies: tuple[AgencyCredit, ...]
    takings: tuple[Taking, ...]
    pairs: Pairs
    disagreements: tuple[Disagreement, ...]


def needed(members: Sequence[Member], ties: Iterable[Tie]) -> tuple[Member, ...]:
    """Return the articles whose texts `account_of` must be given: one for each that is shared or tied to another."""
    counts = Counter(each.text for each in members)
    tied = {end for tie in ties if tie.kind in TYING for end in (tie.a, tie.b)}
    linked = {each.text for each in members if each.id in tied or counts[each.text] > 1}
    stands: dict[str, Member] = {}
    for each in members:
        if each.text in linked:
            stands.setdefault(each.text, each)
    return tuple(stands.values())[:MOST_TEXTS]


def account_of(
    members: Sequence[Member],
    ties: Sequence[Tie],
    texts: Mapping[str, str],
    *,
    most_columns: int = MOST_COLUMNS,
) -> Account:
    """Return what is told of a story; `texts`: those that are `needed`, by what tells equal ones (`Member.text`).

    `most_columns`: of its timeline; a sheet of paper is narrower than a screen that scrolls.
    """
    order = order_of(members)
    placed = [*order.placed, *order.apart]
    roles = roles_of(placed, ties, earliest=order.earliest)
    families = tuple(
        FamilyTold(name=name, first=first_of(fellows), members=tuple(fellows))
        for name, fellows in families_in(placed).items()
    )
    pairs = pairs_of(placed, ties, [family.first or family.members[0] for family in families], texts)
    compared = [
        (
            pair,
            swaps_of(
                (texts[pair.base.text], pair.base.language),
                (texts[pair.other.text], pair.other.language),
            ),
        )
        for pair in pairs.compared
    ]
    return Account(
        order=order,
        roles=roles,
        timeline=timeline_of(order, roles, most_columns=most_columns),
        families=families,
        agencies=agencies_of(placed),
        takings=takings_of(placed, ties, {text: source_lines(words) for text, words in texts.items()}),
        pairs=pairs,
        disagreements=disagreements_of(placed, compared, texts),
    )
