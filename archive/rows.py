"""Records to rows and back. What is a record outside stands here beside how it is kept.

Rule: knows records and rows of values; runs no SQL of its own (the statements that read records stand here as text).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring as quoted
from typing import Any

from archive.texts import pack_small, unpack, unpack_small
from ingest.normalise.dates import bounds_of
from schemas.article import ArticleRecord, Card, Fact
from schemas.document import TEXT_KINDS, Block, BlockKind, text_of
from schemas.types import Accession

ARTICLE_COLUMNS = """
    a.public_id, a.accession, r.record_id, (SELECT l.locator FROM locator l WHERE l.capture_id = r.id ORDER BY l.id
    LIMIT 1), r.url, a.address, a.outlet, a.agency, c.authors, a.headline, c.headline_raw, c.standfirst,
    c.dateline_place, c.dateline_place_raw, a.published, c.published_edtf, c.published_earliest, c.published_latest,
    c.published_precision, a.published_basis, c.published_evidence, c.modified, r.captured, r.captured_basis,
    c.captured_hint, c.section, a.language, c.tags, c.image, t.body, t.words, t.sha256, v.sha256, e.extractor,
    e.warnings
"""
"""What `record_of_row` reads, in its order."""

ARTICLE_TABLES = """
    article a JOIN card c ON c.article_id = a.id JOIN capture r ON r.id = a.capture_id
    JOIN extraction e ON e.id = a.extraction_id JOIN text t ON t.id = e.text_id JOIN received v ON v.id = e.received_id
"""

BLOCK_GAP = "\n\n"
"""What `schemas.document.text_of` puts between blocks."""

DAY = len("2022-11-25")
"""Characters of a day."""

FACT_COLUMNS = "field, value, raw, rule, basis, place, confidence, chosen, asserted_by, because"

_RECORD_FIELDS = tuple(ArticleRecord.__dataclass_fields__)


def _listed(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


_OF_COLUMN: dict[str, Callable[[Any], Any]] = {"authors": _listed, "tags": _listed, "warnings": _listed, "text": unpack}
"""What a field of a record is made of, where that is not the column as it stands."""


def record_of_row(row: Sequence[Any]) -> ArticleRecord:
    """Return the public record of an article from the columns `ARTICLE_COLUMNS`."""
    values: dict[str, Any] = {
        name: _OF_COLUMN[name](value) if name in _OF_COLUMN else value
        for name, value in zip(_RECORD_FIELDS, row, strict=True)
    }
    return ArticleRecord(**values)


def accession_of(number: int) -> Accession:
    """Return the accession number of the article that arrived as `number`.

    >>> accession_of(12)
    'A-0012'
    """
    return Accession(f"A-{number:04d}")


def pack_blocks(blocks: Sequence[Block], text: str) -> bytes:
    """Return blocks as compressed JSON. Of blocks that `text` shows, whose view it is, only the length is kept."""
    is_view = text_of(blocks) == text
    return pack_small(f"[{','.join(_row_of_block(block, is_view=is_view) for block in blocks)}]")


def _row_of_block(block: Block, *, is_view: bool) -> str:
    """Return a block as a JSON list. By hand: a page has a hundred of them, and an encoder takes its time to start."""
    is_shown = is_view and block.kept and block.kind in TEXT_KINDS
    words = len(block.text) if is_shown else quoted(block.text)
    return f"[{quoted(block.kind)},{words},{quoted(block.place)},{quoted(block.rule)},{block.kept:d}]"


def unpack_blocks(packed: bytes, text: str) -> tuple[Block, ...]:
    """Return the blocks that `pack_blocks` packed beside `text`.

    Raises: ValueError where it was another text.
    """
    blocks: list[Block] = []
    at = 0
    for kind, words, place, rule, kept in unpack_small(packed):
        shown = words
        if isinstance(words, int):
            shown = text[at : at + words]
            at += words + len(BLOCK_GAP)
        blocks.append(Block(kind=BlockKind(kind), text=shown, place=place, rule=rule, kept=bool(kept)))
    if at and at != len(text) + len(BLOCK_GAP):
        message = "the blocks and the text do not belong together"
        raise ValueError(message)
    return tuple(blocks)


def row_of_fact(fact: Fact) -> tuple[Any, ...]:
    """Return the columns `FACT_COLUMNS` of a fact."""
    return (
        fact.field,
        fact.value,
        None if fact.raw == fact.value else fact.raw,
        fact.rule,
        fact.basis,
        fact.place,
        fact.confidence,
        int(fact.chosen),
        fact.by,
        fact.because,
    )


def facts_hash(facts: Iterable[Fact]) -> bytes:
    """Return the SHA-256 of what the rules read, in any order; which fact was chosen is not part of it."""
    lines = sorted(map(_line, facts))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).digest()


def _line(fact: Fact) -> str:
    """Return what the hash sees of a fact: the first seven of `FACT_COLUMNS` as JSON, a blank behind each comma."""
    value = "null" if fact.value is None else quoted(fact.value)
    raw = "null" if fact.raw == fact.value else quoted(fact.raw)
    place = "null" if fact.place is None else quoted(fact.place)
    said = f"{quoted(fact.field)}, {value}, {raw}, {quoted(fact.rule)}, {quoted(fact.basis)}, {place}"
    return f"[{said}, {fact.confidence!r}]"


def hash_beside(facts_sha256: bytes, text_sha256: str) -> bytes:
    """Return the hash that an extraction without furniture has for that of its facts: they are those of the first one.

    Its text is in it, for there may be several of one page: what is furniture changes as the archive grows.
    """
    return hashlib.sha256(f"{facts_sha256.hex()}:{text_sha256}".encode("ascii")).digest()


def instant_key(captured: str | None) -> str | None:
    """Return a capture time as a string that sorts by time: in UTC where an offset is stated.

    >>> instant_key("2022-11-25T10:00:00+04:00")
    '2022-11-25T06:00:00'
    """
    if captured is None:
        return None
    try:
        moment = datetime.fromisoformat(captured)
    except ValueError:
        return captured
    if "T" not in captured and " " not in captured:
        return captured
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def day_bounds(card: Card) -> tuple[str | None, str | None]:
    """Return the first and the last day that the article is filed under: of its printed date, else of its bounds."""
    # A date that is sure enough to print is what the article is filed under; wider bounds would file it elsewhere.
    printed = bounds_of(card.published) if card.published else None
    first, last = printed or (card.published_earliest, card.published_latest)
    return (first[:DAY] if first else None, last[:DAY] if last else None)


def article_row(card: Card, words: int) -> dict[str, Any]:
    """Return the narrow columns of `article` that the card decides."""
    first, last = day_bounds(card)
    same_year = bool(first and last and first[:4] == last[:4])
    same_month = bool(first and last and first[:7] == last[:7])
    return {
        "outlet": card.outlet,
        "agency": card.agency,
        "language": card.language,
        "published": card.published,
        "published_basis": card.published_basis,
        "day_from": first,
        "day_to": last,
        "year": int(first[:4]) if first and same_year and first[:4].isdigit() else None,
        "month": first[:7] if first and same_month else None,
        "words": words,
        "headline": card.headline,
    }


def card_row(card: Card) -> dict[str, Any]:
    """Return the columns of `card`."""
    return {
        "headline_raw": card.headline_raw,
        "standfirst": card.standfirst,
        "authors": json.dumps(card.authors, ensure_ascii=False),
        "dateline_place": card.dateline_place,
        "dateline_place_raw": card.dateline_place_raw,
        "published_edtf": card.published_edtf,
        "published_earliest": card.published_earliest,
        "published_latest": card.published_latest,
        "published_precision": card.published_precision,
        "published_evidence": card.published_evidence,
        "modified": card.modified,
        "captured_hint": card.captured_hint,
        "section": card.section,
        "tags": json.dumps(card.tags, ensure_ascii=False),
        "image": card.image,
        "canonical_url": card.canonical_url,
    }
