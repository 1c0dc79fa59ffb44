"""A story or a family as its page tells it: the narrow facts of its articles, and what ties them.

Rule: standard library only.
"""

from dataclasses import dataclass

from schemas.relation import RelationKind
from schemas.types import Basis, PublicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story or a family, as far as it is told there."""

    id: PublicId
    accession: str
    title: str
    """Its headline, or the first words of its text in square brackets."""
    has_headline: bool
    outlet: str | None
    agency: str | None
    language: str | None
    published: str | None
    published_edtf: str | None
    published_earliest: str | None
    published_latest: str | None
    published_basis: Basis | None
    published_evidence: str | None
    word_count: int
    text: str
    """Hexadecimal digits that equal those of every article with an equal text."""
    family: str | None = None
    """Public id of the family that it is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What was measured, or said by a person, of two articles of a group."""

    a: PublicId
    b: PublicId
    kind: RelationKind
    containment_ab: float | None
    """Share of a's three-word runs that b has; None where it was not measured."""
    containment_ba: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A story or a family in a list."""

    name: str
    label: str
    """A story's name; of a family, the headline of its earliest article that has one, or an empty string."""
    language: str | None
    """Of the label, where it is a headline of a member."""
    is_named: bool
    articles: int
    outlets: int
    first: str | None
    """First day on which one of its articles may have been published."""
    last: str | None
    is_whole: bool
    """False: outlets and days are those of some of its articles, and there may be more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """Some lines of a list, and where it goes on."""

    lines: tuple[GroupLine, ...]
    after: str | None
    """What to ask for to get the next lines; None: these are the last."""
