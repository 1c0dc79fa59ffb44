"""What ties two texts, told for people: shared passages, other values in the same places, who had it first.

None of it is stored; it is made anew from the two texts when somebody asks.

Rule: standard library only.
"""

from dataclasses import dataclass
from enum import StrEnum

from schemas.relation import Judgement, Relation
from schemas.types import Basis, PublicId


class PieceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"
    MOVED_FROM = "moved_from"
    MOVED_TO = "moved_to"


class SwapKind(StrEnum):
    """What stands in one place with two values."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    MAYBE_NAME = "maybe_name"
    """First words of sentences that are nowhere written small: names, or any words."""
    WORDS = "words"
    """None of these: other words, few for few."""


class Mark(StrEnum):
    """Why a passage says little about who took it from whom."""

    CREDIT = "credit"
    """It credits an agency, or keeps its rights."""
    COMMON = "common"
    """Texts of the archive that are not related hold it, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text, in characters from 0, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words in a row that had one fate."""

    kind: PieceKind
    text: str
    """The words with the white space after them. `same` pieces are given as the second text has them."""
    words: int
    """How many words, without punctuation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the first text, of the second, or of both."""

    a: int | None
    """Its number in the first text, from 1; None: it is not there."""
    b: int | None
    """Its number in the second text, from 1; None: it is not there."""
    is_moved: bool
    """True where the paragraph stands in another order among the others."""
    pieces: tuple[Piece, ...]
    mark: Mark | None = None
    """An agency's credit or another formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A value of the first text and what stands in its place in the second."""

    before: str
    after: str
    kind: SwapKind
    says_the_same: bool = False
    """True where the two are one value: rounded, spelt out or otherwise, with a slip of typing."""
    a: int
    """Number of the paragraph in the first text, from 1."""
    b: int
    at_a: Span
    """Where `before` stands in the first text."""
    at_b: Span
    around_a: str
    """`before` with some words around it."""
    around_b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts side by side, in the order of the second."""

    passages: tuple[Passage, ...]
    swaps: tuple[Swap, ...]
    words_same: int
    words_cut: int
    words_added: int
    words_moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """A run of words that both texts have; case, accents and punctuation are not compared."""

    a: Span
    b: Span
    words: int
    text: str
    """As the first text has it."""
    is_moved: bool
    """True where it stands in another order among the shared passages."""
    texts: int | None = None
    """In how many different texts of the archive its rarest sampled run of three words stands; None: not known."""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RareWord:
    """A word that both texts have and few other articles."""

    word: str
    """As the first text writes it."""
    a: Span
    """Its first place in the first text."""
    b: Span
    articles: int
    """How many articles of the archive have it, these two included."""
    usual: str | None = None
    """A word one letter away that many more articles have, folded: the rare one may be a slip that both share."""
    usual_articles: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that speaks for or against a tie between two texts, `a` and `b` in the order they were given."""

    judgement: Judgement
    words_a: int
    words_b: int
    words_shared: int
    """Words in shared passages, marked ones included."""
    shared: tuple[SharedPassage, ...]
    """Longest first."""
    rare_words: tuple[RareWord, ...]
    """Possible shared slips first, then the rarest."""
    archive_articles: int | None
    """Of how many articles the counts are; None: no archive was asked."""
    comparison: Comparison
    headline_swaps: tuple[Swap, ...] = ()
    """What stands in the same place of two headlines of one form; places are those in the headlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """When and with which credit an article appeared, as far as it is known."""

    id: PublicId
    earliest: str | None
    """First day or moment on which it may have been published, ISO 8601."""
    latest: str | None
    basis: Basis | None
    outlet: str | None
    agency: str | None
    """The agency whose copy it credits."""
    credits: tuple[str, ...] = ()
    """Lines of its text that say where the text comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One article's place in the order of appearance."""

    appearance: Appearance
    after: tuple[PublicId, ...]
    """Those that certainly appeared before it."""
    unsure: tuple[PublicId, ...]
    """Those of which it cannot be told whether they appeared before or after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """The order in which articles appeared."""

    order: tuple[Standing, ...]
    """By earliest bound, unknown last; what cannot be told of each stands in `unsure`."""
    first: PublicId | None
    """The one that certainly appeared before all others; None: that cannot be told."""
    perhaps_first: tuple[PublicId, ...]
    """Those that may have been first."""
    agencies: tuple[str, ...]
    """Agencies that are credited, those of most articles first."""
    left_out: int = 0
    """So many more articles of a large family were not put in order."""


class Way(StrEnum):
    """From which of two articles to which the words went."""

    A_TO_B = "a_to_b"
    B_TO_A = "b_to_a"
    COMMON_SOURCE = "common_source"
    """Both credit one agency, whose copy is neither of them."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Which of two related articles was made from the other, where the evidence carries it."""

    way: Way
    grounds: tuple[str, ...]
    """What speaks for it, in words; where the way is unknown, what there is and why it is not enough."""
    said: str
    """In words, with the articles called A and B."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an archive has to say of two of its articles."""

    a: PublicId
    b: PublicId
    relation: Relation | None
    """As it stands, a person's word first; None: none is held."""
    explanation: Explanation
    derivation: Derivation
    family: Precedence
    """The order of appearance of the two, or of the family that both are in."""
