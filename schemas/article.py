"""Articles and the facts on their cards.

Rule: standard library only.
"""

from dataclasses import dataclass, field

from schemas.document import Block
from schemas.page import Source
from schemas.signature import Signature
from schemas.types import Accession, Address, Basis, ContentHash, Precision, PublicId

FACT_FIELDS = (
    "headline",
    "headline_raw",
    "standfirst",
    "author",
    "agency",
    "outlet",
    "dateline_place",
    "dateline_place_raw",
    "published",
    "published_edtf",
    "published_earliest",
    "published_latest",
    "modified",
    "captured_hint",
    "section",
    "tag",
    "language",
    "image",
    "canonical_url",
)
"""Fields a fact can be about. `author` and `tag` may be chosen several times, the others once."""

MANY_VALUED = frozenset({"author", "tag"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A candidate value of one field, with the words and the rule it rests on."""

    field: str
    """One of `FACT_FIELDS`."""
    value: str | None
    """Normalised; dates in ISO 8601 cut to what is known (`published_edtf`: EDTF). None: asserted as unknown."""
    raw: str
    """The words on the page, or what the person typed. Never empty for a value that a page gave."""
    rule: str
    """Which rule read it, e.g. `jsonld-date`, `dump-dateline`."""
    basis: Basis
    """How we know it."""
    place: str | None = None
    """Where the words stand: an element path, `line 3`, `json-ld datePublished`, `meta article:published_time`."""
    confidence: float = 1.0
    """0 to 1; how sure the rule is. Candidates below 0.5 are never chosen."""
    chosen: bool = False
    """True for the value that the card shows."""
    by: str | None = None
    """`asserted` facts: who said so, as given."""
    because: str | None = None
    """`asserted` facts: the reason given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The catalogue card: one chosen value a field. None means that the page does not say."""

    headline: str | None = None
    headline_raw: str | None = None
    """The headline with its media flags (`[PHOTO/VIDEO]`) and the like."""
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    outlet: str | None = None
    dateline_place: str | None = None
    dateline_place_raw: str | None = None
    published: str | None = None
    """ISO 8601, cut to what is known (`2022`, `2022-11`, `2022-11-25`, `2022-11-25T10:00:00+04:00`).

    Only when sure enough to print.
    """
    published_edtf: str | None = None
    """EDTF (ISO 8601-2), e.g. `2023-12-01~`, `?2020-11-25`."""
    published_earliest: str | None = None
    published_latest: str | None = None
    published_precision: Precision | None = None
    published_basis: Basis | None = None
    published_evidence: str | None = None
    """The words that the date rests on."""
    modified: str | None = None
    captured_hint: str | None = None
    """A date that the page's own header shows; it hints at the capture, it is not a capture time."""
    section: str | None = None
    language: str | None = None
    """BCP 47 primary language, e.g. `en`."""
    tags: tuple[str, ...] = ()
    image: str | None = None
    """Address of the lead image; never fetched."""
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the rules made of one decoded page (stages 3 and 4): blocks, candidate facts, warnings."""

    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    """Every candidate, the chosen ones marked."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What leaves stages 1 to 5: one page, extracted, normalised and signed, ready to be stored."""

    source: Source
    received_sha256: ContentHash
    received: bytes
    """The received bytes, compressed with `codec`."""
    received_size: int
    """Bytes before compression."""
    codec: str
    """`zstd`, or `raw` where the caller does not store."""
    format: str
    """`html`, `text` or `pdf`."""
    charset: str
    """WHATWG name of the encoding the bytes were read as; `binary` for a PDF, which has none."""
    charset_basis: str
    """`bom`, `transport`, `meta`, `utf-8`, `guess`."""
    address: Address
    url: str | None
    url_basis: str | None
    record_id: str | None
    captured: str | None
    captured_basis: str | None
    status: int | None = None
    """HTTP status of the answer, where the container kept it."""
    media_type: str | None = None
    """Media type that the transport stated, without parameters."""
    stated_digest: str | None = None
    """Digest that the container states of what was received, as written, and checked."""
    extractor: str
    """Name and version of the rules, e.g. `cuttings/1`."""
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    card: Card
    text: str
    text_sha256: ContentHash
    word_count: int
    signature: Signature
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """The public record of an article: what `list`, `show` and `extract` print as JSON.

    None means that the page does not say.
    """

    id: PublicId
    accession: Accession | None
    """None outside an archive."""
    record_id: str | None
    """The id that the ingested record brought, or None."""
    source: str
    """Locator `path!member#offset` of the first capture, relative to the root that was given."""
    url: str | None
    """URL as obtained, or None."""
    address: Address
    outlet: str | None
    """Name of who published it, as the page gives it."""
    agency: str | None
    """News agency whose copy the page credits, by its usual name, e.g. `Reuters`."""
    authors: tuple[str, ...]
    """Names of the people credited, in the page's order; empty: nobody is named."""
    headline: str | None
    """The headline without media flags such as `[PHOTO/VIDEO]`."""
    headline_raw: str | None
    """The headline as the page has it."""
    standfirst: str | None
    """The summary line under the headline."""
    dateline_place: str | None
    """Place of the dateline in ordinary letters, e.g. `Baku`."""
    dateline_place_raw: str | None
    """Place of the dateline as the page has it, e.g. `BAKU, Azerbaijan`."""
    published: str | None
    """ISO 8601, cut to what is known; only when sure enough to print."""
    published_edtf: str | None
    """The date with its doubt, in EDTF (ISO 8601-2): `2023-12-01~` about, `?2020-11-25` the year is uncertain."""
    published_earliest: str | None
    """First day on which it may have been published, ISO 8601."""
    published_latest: str | None
    """Last day on which it may have been published, ISO 8601."""
    published_precision: Precision | None
    """How finely the date is known."""
    published_basis: Basis | None
    """How the date is known; `asserted`: a person said so."""
    published_evidence: str | None
    """The words that the date rests on."""
    modified: str | None
    """When the page says it was last changed, ISO 8601, cut to what is known."""
    captured: str | None
    """ISO 8601 time of the fetch, where somebody states it."""
    captured_basis: str | None
    """Who states the time of the fetch: `record`, `sidecar`, `saver:singlefile`, ..."""
    captured_hint: str | None
    """A date that the page's own header shows; it hints at the capture, it is not a capture time."""
    section: str | None
    """Section of the outlet, as the page names it."""
    language: str | None
    """BCP 47 primary language, e.g. `en`; null where it is not sure."""
    tags: tuple[str, ...]
    """The page's own keywords, in its order."""
    image: str | None
    """Address of the lead image; never fetched."""
    text: str
    """The article's own running words, paragraphs parted by an empty line."""
    word_count: int
    """Words in `text`."""
    text_sha256: ContentHash
    """SHA-256 of `text` in UTF-8, 64 lower-case hexadecimal digits."""
    received_sha256: ContentHash
    """SHA-256 of the received bytes, 64 lower-case hexadecimal digits."""
    extractor: str
    """Name and version of the rules that made this record, e.g. `cuttings/1`."""
    warnings: tuple[str, ...] = field(default=())
    """What a reader should know about how it came in: `encoding_guessed`, `truncated`, ..."""


DISPLAY_TITLE_LENGTH = 80
"""Characters of text that stand in for a missing headline."""


def display_title(headline: str | None, text: str) -> str:
    """Return the headline, or the first words of the text in square brackets where there is none.

    >>> display_title(None, "The council met on Monday.")
    '[The council met on Monday.]'
    """
    if headline:
        return headline
    start = " ".join(text[: DISPLAY_TITLE_LENGTH * 2].split())
    if len(start) > DISPLAY_TITLE_LENGTH:
        start = start[:DISPLAY_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"[{start or 'no text'}]"
