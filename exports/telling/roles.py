"""What each article of a story is beside the others: its own text, a copy, a retelling, a look-alike.

Rule: pure; sees facts and ties. An article is a copy where something ties its text to the first version of its family;
where that is not known, the texts are shared, and no one of them is called the copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from exports.telling.order import order_of
from schemas.relation import RelationKind
from schemas.telling import Member, Tie
from schemas.types import PublicId


class Role(StrEnum):
    """What an article is in its story."""

    FIRST = "first"
    """The earliest report, as far as the dates are known."""
    OWN = "own"
    """A text of its own, or the first version of one that others copied."""
    COPY = "copy"
    """The same text as the first version of its family, whole or in part, or nearly."""
    SHARED = "shared"
    """The same text as others; which was first is not known."""
    REWORK = "rework"
    """A retelling that shares some of its text with others."""
    VERSION = "version"
    """Another state of one page."""
    LOOKALIKE = "lookalike"
    """The form of another article, about something else."""


COPYING = frozenset({RelationKind.SAME_TEXT, RelationKind.NEAR_COPY, RelationKind.CONTAINS})
TYING = COPYING | {RelationKind.REWORKED, RelationKind.VERSION}


def roles_of(members: Sequence[Member], ties: Iterable[Tie], *, earliest: PublicId | None) -> dict[PublicId, Role]:
    """Return what each article is; `earliest`: the one that certainly came before the others, where that is known."""
    kinds = _kinds_by_text(members, ties)
    roles: dict[PublicId, Role] = {}
    for fellows in families_in(members).values():
        roles |= _roles_in(fellows, kinds)
    for member in members:
        if member.id not in roles:
            is_like = RelationKind.LOOKALIKE in kinds.get(member.text, {}).values()
            roles[member.id] = Role.LOOKALIKE if is_like else Role.OWN
    if earliest is not None and roles.get(earliest) is Role.OWN:
        roles[earliest] = Role.FIRST
    return roles


def families_in(members: Iterable[Member]) -> dict[str, list[Member]]:
    """Return the families of which two and more articles are among some, by name, in the order of the articles."""
    found: dict[str, list[Member]] = {}
    for member in members:
        if member.family:
            found.setdefault(member.family, []).append(member)
    return {name: fellows for name, fellows in found.items() if len(fellows) > 1}


def first_of(fellows: Sequence[Member]) -> Member | None:
    """Return the article that certainly appeared before all its fellows; None where that is not known."""
    order = order_of(fellows)
    return next((each for each in fellows if each.id == order.earliest), None) if order.is_first else None


def _kinds_by_text(members: Iterable[Member], ties: Iterable[Tie]) -> dict[str, dict[str, RelationKind]]:
    """Return how texts are tied: what was measured of one article holds for all whose text is equal."""
    text = {each.id: each.text for each in members}
    kinds: dict[str, dict[str, RelationKind]] = {}
    for tie in ties:
        if tie.a in text and tie.b in text:
            for one, other in ((text[tie.a], text[tie.b]), (text[tie.b], text[tie.a])):
                held = kinds.setdefault(one, {})
                held[other] = held[other] if held.get(other) in COPYING else tie.kind
    return kinds


def _roles_in(fellows: Sequence[Member], kinds: Mapping[str, Mapping[str, RelationKind]]) -> dict[PublicId, Role]:
    first = first_of(fellows)
    if first is None:
        texts = {each.text for each in fellows}
        return {each.id: _role_without_first(each, fellows, kinds, texts) for each in fellows}
    return {each.id: Role.OWN if each is first else _role_beside(each, first, kinds) for each in fellows}


def _role_beside(member: Member, first: Member, kinds: Mapping[str, Mapping[str, RelationKind]]) -> Role:
    if member.text == first.text:
        return Role.COPY
    tied = kinds.get(member.text, {})
    kind = tied.get(first.text)
    if kind is RelationKind.LOOKALIKE:
        return Role.LOOKALIKE
    if kind is RelationKind.VERSION:
        return Role.VERSION
    if kind is None:  # it is in the family by another of its texts, not as a copy of this one
        return Role.SHARED if COPYING & set(tied.values()) else Role.REWORK
    return Role.COPY if kind in COPYING else Role.REWORK


def _role_without_first(
    member: Member, fellows: Sequence[Member], kinds: Mapping[str, Mapping[str, RelationKind]], texts: set[str]
) -> Role:
    is_equal = any(other is not member and other.text == member.text for other in fellows)
    near = {kind for text, kind in kinds.get(member.text, {}).items() if text in texts}
    if is_equal or near & COPYING:
        return Role.SHARED
    return Role.VERSION if RelationKind.VERSION in near else Role.REWORK
