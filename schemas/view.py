"""What the archive shows: search pages, overviews, captures.

Read by the command line, the reading room and the dossier.

Rule: standard library only.
"""

from dataclasses import dataclass

from schemas.article import ArticleRecord
from schemas.types import ContentHash, PublicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles are meant. Every given field must hold; dates are compared with the article's bounds."""

    outlet: str | None = None
    date_from: str | None = None
    """ISO 8601, cut: `2022`, `2022-11` or `2022-11-25`. Articles that may be as late as this."""
    date_to: str | None = None
    """As `date_from`. Articles that may be as early as this."""
    language: str | None = None
    tag: str | None = None
    story: str | None = None
    """Public id of a story or of a family."""
    selection: str | None = None
    """Name of a selection; on a connection for everybody one that is not private."""
    agency: str | None = None
    author: str | None = None
    basis: str | None = None
    """How the date is known: `structured`, `stated`, `dateline`, `inferred` or `asserted`."""
    copies: str | None = None
    """`yes`: articles that are tied to others by copying; `no`: all others."""
    without: str | None = None
    """A field of which nothing is known: `outlet`, `date`, `month`, `year`, `language`, `agency`, `author`, `tag` or
    `headline`."""
    ids: tuple[str, ...] = ()
    """Public ids, accession numbers or record ids; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a snippet."""

    text: str
    hit: bool
    """True where the words of the query stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article found."""

    article: ArticleRecord
    snippet: tuple[Segment, ...]
    title: tuple[Segment, ...]
    rank: float
    """Lower is better: bm25, weighed by length and completeness, headlines that answer first; 0 where not ranked."""
    copies: tuple["Fellow", ...] = ()
    """Where one hit stands for its family: the first of the others that were found, the earliest first."""
    copies_total: int = 0
    """How many others were found."""
    family: str | None = None
    """Public id of its family, where others of it were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fellow:
    """An article of the family that a hit stands for."""

    id: PublicId
    accession: str
    outlet: str | None
    published: str | None
    """As `ArticleRecord.published`."""
    published_basis: str | None
    headline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet and how many of the found articles carry it."""

    value: str | None
    count: int
    label: str | None = None
    """What it is called, where the value is an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of a result."""

    query: str
    total: int
    """How many articles were found."""
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    """By name, see `archive.facets.FACETS`; the counts are of articles."""
    offset: int
    """How many hits stand before the first of this page."""
    limit: int
    order: str = "relevance"
    """The order used: `relevance`, `newest` or `oldest`. Very many matches, or no word to rank by: `newest`."""
    is_ranked: bool = True
    """False: there were too many to weigh. By `relevance` those whose headline answers stand first then."""
    hits_total: int = 0
    """How many hits there are: fewer than articles where one stands for its family."""
    before: PublicId | None = None
    """The article after which the page before this one begins; None: it begins with the first hit, or there is none."""
    is_first: bool = True
    is_last: bool = True
    lost: bool = False
    """The article after which the page was to begin is not in this result: it begins at the first."""
    short: tuple[str, ...] = ()
    """Beginnings of words of too few letters, which were searched as words."""
    also: tuple[str, ...] = ()
    """Other spellings of the places that the query names, folded: what has them is found as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One receipt of a page."""

    received_sha256: ContentHash
    received_size: int
    format: str
    charset: str
    charset_basis: str
    url: str | None
    url_basis: str | None
    record_id: str | None
    captured: str | None
    captured_basis: str | None
    status: int | None = None
    """HTTP status of the answer, where the container kept it."""
    media_type: str | None = None
    """Media type that the transport stated."""
    stated_digest: str | None = None
    """Digest that the container states of what was received, as written; it was checked."""
    has_received: bool = True
    """False in a reader's copy that was made without received files: the bytes are with the owner."""
    sources: tuple[str, ...]
    """Locators under which these bytes were met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionRecord:
    """One input that gave no article, as stored."""

    source: str
    outcome: str
    reason: str
    detail: str
    received_sha256: ContentHash | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one event, or of one family."""

    story: str
    """Public id of the group."""
    label: str
    why: str
    members: tuple[PublicId, ...]
    """The earliest first."""
    outlets: int = 0
    """How many outlets published them."""
    first: str | None = None
    """First day on which one of them may have been published, ISO 8601; None: no day is known."""
    last: str | None = None
    """Last such day."""
    is_named: bool = False
    """True: a person gave the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStatement:
    """What a person said of a story."""

    kind: str
    """`merge`, `split`, `part` (split off to an event of their own) or `name`."""
    label: str | None
    """Of a name: the name."""
    by: str | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What an archive holds."""

    articles: int
    captures: int
    received_bytes: int
    """Size of all received files before compression."""
    earliest: str | None
    """Earliest published bound of any article, ISO 8601 day."""
    latest: str | None
    outlets: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]
    agencies: tuple[FacetValue, ...]
    dates_by_basis: tuple[FacetValue, ...]
    """None counts the articles whose date is unknown."""
    months: tuple[FacetValue, ...]
    """`2022-11` and the number of articles dated so; None: no month is known."""
    rejections: tuple[FacetValue, ...]
    """Inputs that gave no article, by reason."""
    relations: tuple[FacetValue, ...]
    """Relations, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the archive's log."""

    number: int
    at: str
    """ISO 8601, UTC."""
    type: str
    """A word of the PREMIS event vocabulary."""
    agent: str
    """The program and its version, or the name that a person gave."""
    object: str | None
    """Public id of the article it is about, or None."""
    detail: str
    """JSON: what was changed, before and after, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in an archive that is not as it should be."""

    table: str
    """The table, or `file`."""
    id: str
    """The row: a public id, a hash, or a row number."""
    problem: str
    """In words."""
