"""A dossier as records: what its sections print, and the words, rules and hashes that it rests on, for machines.

The JSON form and its schema are made from these records (`schemas.codec`, `schemas.json_schema`): a field that is
added, renamed or dropped here is another version of the form.

Rule: records only. Articles are named by their marks; no path of a machine stands in one.
"""

from dataclasses import dataclass
from typing import Literal

from exports.dossier.model import Intact, Neighbour
from exports.dossier.request import DossierRequest
from schemas.article import ArticleRecord, Fact
from schemas.document import BlockKind
from schemas.explanation import Passage
from schemas.relation import Relation, RelationKind
from schemas.types import ContentHash
from schemas.view import Capture, FacetValue, StoryStatement

FORMAT = "cuttings-dossier-json/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """When an article was published, as surely as its card has it."""

    words: str
    """As the dossier prints it; `unknown`: nothing is known."""
    known: str
    """How it is known: the basis, bounds, and the page's words that it rests on."""
    day: str | None
    """Day under which it is filed, ISO 8601; a bound, where no date is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPart:
    """A block of an article's text, whole."""

    number: int | None
    """Its number in the margin, to cite it by ([A-0001 ¶ 3]); items of one list share one. None: it has none."""
    kind: BlockKind
    text: str
    place: str
    """Where it stands in the received page."""
    rule: str
    """The rule that kept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePart:
    """How an article stands to another one."""

    words: str
    """As words that the other's mark follows."""
    sure: str
    """How sure that is, as a sentence; empty where nothing is to be doubted or a person speaks."""
    relation: Relation
    other: Neighbour


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatPart:
    """How the text of an article is that of another one in the dossier."""

    of: str
    """Mark of the other, which stands whole."""
    kind: RelationKind
    printed: Literal["differences", "whole"]
    """What the printed dossier has in place of the text; the text itself stands in this file always."""
    is_same: bool
    """Word for word; case, spaces, quotation marks and dashes are not compared."""
    words_same: int
    words_added: int
    """Only in this article."""
    words_cut: int
    """Only in the other."""
    words_moved: int
    passages: tuple[Passage, ...]
    """Paragraphs that differ: `a` is the other article, `b` this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    """One article with all that is known of it, and who says so."""

    mark: str
    """Its accession number, by which it is cited."""
    title: str
    """The headline, or the first words of the text in square brackets."""
    record: ArticleRecord
    """`source` is empty where the article has a URL: where files lay is the archive's business."""
    dated: DatedPart
    facts: tuple[Fact, ...]
    """Every candidate of every fact with its basis, words, rule and place; `chosen` ones stand in the record."""
    facts_sha256: ContentHash
    """Over the chosen facts; the manifest of a PDF has the same."""
    blocks: tuple[BlockPart, ...]
    captures: tuple[Capture, ...]
    """Every receipt, the one that was read first. Without locators."""
    checked: Intact
    """What hashing the received files anew, for this dossier, found."""
    ties: tuple[TiePart, ...]
    """The closest first."""
    repeat: RepeatPart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearancePart:
    """When an article of a story appeared, as far as that is known, and what it is beside the others."""

    mark: str
    outlet: str | None
    earliest: str | None
    """First day on which it may have been published, ISO 8601."""
    latest: str | None
    role: str
    """`first`, `own`, `copy`, `shared`, `rework`, `version` or `lookalike` (docs/reading-room.md)."""
    place: int | None
    """Its place in the order, from 1; those of one step share the first. None: it has none."""
    note: str
    """Of one that has none: between which others it stands, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPart:
    """Articles that certainly appeared after those of the steps before."""

    place: int
    kind: str
    """`alone`, `same_day` or `overlap`."""
    timed: int
    """So many of them, the first ones, appeared in this order by the hours that they state; fewer than two: 0."""
    words: str
    """What is known of the order among them; empty of one alone."""
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartPart:
    """Articles that have no place in the order."""

    why: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPart:
    """The order of appearance, as far as the dates carry it."""

    words: str
    """Whether it is known which was the first."""
    earliest: str | None
    """Mark of the one that certainly appeared before every other whose date is known."""
    is_first: bool
    """It certainly appeared before all others that are told here."""
    steps: tuple[StepPart, ...]
    apart: tuple[ApartPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePart:
    """What some articles say in one place."""

    value: str
    around: str
    """The value among its words, from the first of the articles."""
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementPart:
    """One place in which texts have different values; it is not said which is right."""

    kind: str
    """`figure`, `date` or `name`."""
    values: tuple[ValuePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPart:
    """An agency that is credited."""

    agency: str
    articles: tuple[str, ...]
    own: tuple[str, ...]
    """Those that it published itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """Who has it from whom, and what says so."""

    taker: str
    source: str
    grounds: tuple[str, ...]
    """In words; the source is called A, the taker B."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPart:
    """Articles of one family: tied by copying or retelling."""

    first: str | None
    """The one that certainly appeared before the others."""
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPart:
    """An article that is named, and perhaps not in this dossier."""

    mark: str
    title: str
    outlet: str | None
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """An event on which two articles or more report, told of those in the dossier."""

    id: str
    label: str
    is_named: bool
    """A person gave the label."""
    why: str
    """What its articles have in common, found by rule."""
    articles: tuple[str, ...]
    outside: int
    """So many more of it are in the archive."""
    timeline: tuple[AppearancePart, ...]
    order: OrderPart
    disagreements: tuple[DisagreementPart, ...]
    compared: str
    """Which texts were compared for them."""
    agencies: tuple[AgencyPart, ...]
    takings: tuple[TakingPart, ...]
    shared: tuple[SharedPart, ...]
    lookalikes: tuple[CitedPart, ...]
    """Not of this story."""
    said: tuple[StoryStatement, ...]
    """What persons said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPart:
    """What is in the dossier, counted."""

    words: str
    """Holdings and how they were selected, in words."""
    span: str
    articles: int
    outlets: int
    received_files: int
    """Different ones."""
    running_words: int
    by_outlet: tuple[FacetValue, ...]
    """The most first; None: the page names none."""
    by_language: tuple[FacetValue, ...]
    by_basis: tuple[FacetValue, ...]
    """How dates are known; None: they are not."""
    mind: tuple[str, ...]
    """What its reader should know."""
    checked: str
    """What hashing the received files anew found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """An article in the list of sources."""

    mark: str
    citation: str
    title: str
    url: str | None
    """As it was obtained: any string that a page or a file gave."""
    link: str | None
    """The same where it is one to follow: http and https only."""
    received_sha256: tuple[ContentHash, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePart:
    """A name of the index."""

    name: str
    articles: tuple[str, ...]
    more: int
    """So many more are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """Names of one kind."""

    kind: str
    names: tuple[NamePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """The archive that the dossier was made from."""

    digest: ContentHash
    """`cuttings verify ARCHIVE --digest` prints it as long as nothing was added or changed."""
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A dossier."""

    format: str
    """`cuttings-dossier-json/1`."""
    title: str
    language: str
    """Of the dossier's own words; articles have their own."""
    created: str | None
    """The latest capture in it, ISO 8601; no clock is read."""
    made_by: str
    """Name and version of the program."""
    archive: ArchivePart
    request: DossierRequest
    """What was asked for."""
    summary: SummaryPart
    contents: tuple[str, ...]
    """Ids of stories and marks of articles, in the order of the dossier."""
    chronology: tuple[str, ...]
    """Marks by date; those known by bounds only, then those of no date, stand last."""
    stories: tuple[StoryPart, ...]
    articles: tuple[ArticlePart, ...]
    index: tuple[IndexPart, ...]
    sources: tuple[SourcePart, ...]
    left_out: tuple[str, ...]
    """What the PDF of this dossier has and this file has not."""
