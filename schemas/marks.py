"""What the owner of an archive says beside the facts: names, spellings, notes, highlights, selections, checks.

Rule: standard library only.
"""

from dataclasses import dataclass
from typing import Literal

from schemas.types import ContentHash, PublicId


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletChange:
    """What renaming an outlet, or taking that back, did."""

    before: str
    after: str
    articles: int
    """Articles that are shown under another name now."""
    is_merge: bool
    """There were articles of the new name before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStatement:
    """What a person said of an outlet's name."""

    called: str
    """The name until then."""
    name: str
    by: str | None
    because: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletName:
    """An outlet as it is shown."""

    name: str
    articles: int
    called: tuple[str, ...]
    """What pages call it, where that is another name."""
    statements: tuple[OutletStatement, ...]
    """What led to the name, in the order in which it was said; only its owner sees them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and the spellings of its name."""

    place: str
    spellings: tuple[str, ...]
    added: tuple[str, ...] = ()
    """Those of them that the owner added."""
    removed: tuple[str, ...] = ()
    """Spellings of the built-in table that the owner took out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on an article."""

    name: str
    """`n-` and letters: the note's name for good."""
    article: PublicId
    body: str
    is_private: bool
    by: str | None
    at: str
    """When it was written or last changed: ISO 8601, UTC."""


Standing = Literal["as made", "found again", "lost"]
"""Whether a highlighted passage stands in the text of today: the text is the one that it was made in; it is another and
has the passage; it has it no more, or so often that nobody can tell which is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage of a text: a text-quote selector, and where it stood (W3C Web Annotation Data Model)."""

    exact: str
    prefix: str
    """Up to 32 characters before it."""
    suffix: str
    """Up to 32 characters behind it."""
    start: int
    """Offset in characters in the text that it was made in."""
    end: int
    text_sha256: ContentHash
    """Of the text that it was made in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A passage of an article that the owner marked."""

    name: str
    """`h-` and letters: the highlight's name for good."""
    article: PublicId
    anchor: Anchor
    body: str
    """What the owner says of it; may be empty."""
    is_private: bool
    by: str | None
    at: str
    standing: Standing
    start: int | None
    """Offset in characters in the text of today; None: lost."""
    end: int | None
    why: str
    """In words, where it is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A person's word that a fact is what its evidence says."""

    article: PublicId
    field: str
    value: str | None
    """What was found right; several are joined by `; `."""
    rests_on: tuple[str, ...]
    """Evidence of it at that time: basis, rule, place and words."""
    by: str | None
    because: str
    at: str
    is_outdated: bool
    """The value is another one today: the check is void."""
    is_on_other_evidence: bool
    """The value is the same, what it rests on is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionEntry:
    """An article of a selection."""

    article: PublicId
    note: str
    by: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Articles that the owner put together, in an order."""

    name: str
    """Its name for good, as it stands in addresses."""
    title: str
    note: str
    """The owner's words on the whole."""
    is_private: bool
    by: str | None
    at: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionView:
    """A selection with its entries."""

    selection: Selection
    entries: tuple[SelectionEntry, ...]
