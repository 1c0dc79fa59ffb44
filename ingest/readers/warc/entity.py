"""From an answer to what the server meant to send: chunks joined, codings undone, lengths and digests checked.

Crawlers differ in what they keep: the bytes as they came, or undone with the header fields left as they were (Common
Crawl's news until May 2019). What already begins as a page is taken for undone.

Rule: pure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.readers.sniff import sniff
from ingest.readers.warc.coding import codings_of, unpacked
from ingest.readers.warc.digests import holds
from ingest.readers.warc.http import Answer, joined_chunks, stated_length
from ingest.readers.warc.window import Damage
from schemas.report import Reason

BEGINS_AS_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,4096}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
"""What nothing but a web page begins with."""
_MARKED_UP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]", re.IGNORECASE)
_HEAD_BYTES = 1 << 13
_GZIP_MARK = b"\x1f\x8b\x08"
_TEXT = frozenset({"", "text/html", "text/plain", "application/xhtml+xml"})
_MARKED_CODINGS = frozenset({"gzip", "x-gzip", "zstd"})
"""Codings that begin with a mark of their own, which no markup has."""
_MISSTATED = frozenset({Reason.BAD_HEADER, Reason.UNSUPPORTED_TYPE, Reason.TRUNCATED})
"""Faults of codings that say no more than that the header is wrong, where the body begins as markup."""


class Entity(NamedTuple):
    """What a server meant to send."""

    payload: bytes
    damage: Damage | None = None
    """What is missing of it, or wrong with it."""


def is_page(payload: bytes) -> bool:
    """Say whether a payload begins as nothing but a web page does."""
    return BEGINS_AS_PAGE.match(payload, 0, _HEAD_BYTES) is not None


def entity_of(answer: Answer, max_bytes: int) -> Entity:
    """Return what the server meant to send."""
    codings = codings_of(answer.fields.get("content-encoding", ""))
    sent = _without_chunks(answer) if answer.is_chunked else _of_stated_length(answer, is_packed=bool(codings))
    entity = _undone(sent, codings, max_bytes)
    if entity.damage is None and entity.payload.startswith(_GZIP_MARK) and answer.media_type in _TEXT:
        return _undone(entity, ("gzip",), max_bytes)  # packed once more than the header says
    return entity


def _without_chunks(answer: Answer) -> Entity:
    """Return the body with its chunks joined; as it is where the crawler did that and left the header."""
    body = answer.body
    joined = None if _MARKED_UP.match(body) else joined_chunks(body)
    if joined is not None:
        return Entity(*joined)
    if _MARKED_UP.match(body) or sniff(body[:_HEAD_BYTES]) == "html":
        return Entity(body)
    return Entity(body, Damage(Reason.BAD_LENGTH, "The answer is said to come in chunks, and begins with none."))


def _of_stated_length(answer: Answer, *, is_packed: bool) -> Entity:
    """Return the body up to the length that the server stated, unless the crawler undid what the length was of."""
    body, length = answer.body, stated_length(answer)
    if length is None or (is_packed and _MARKED_UP.match(body)):
        return Entity(body)
    if length > len(body):
        detail = f"The server stated {length:,} bytes; {len(body):,} are there."
        return Entity(body, Damage(Reason.TRUNCATED, detail))
    return Entity(body[:length] if length else body)  # what stands behind it belongs to no answer


def _undone(sent: Entity, codings: Sequence[str], max_bytes: int) -> Entity:
    """Return the body without its codings, the last one first; as it is where it begins as a page."""
    body, fault = sent.payload, sent.damage
    for coding in reversed(codings):
        if is_page(body) or (coding in _MARKED_CODINGS and _MARKED_UP.match(body)):
            break
        whole, damage = unpacked(body, coding, max_bytes)
        if damage is not None and not whole and _MARKED_UP.match(body) and damage.reason in _MISSTATED:
            break
        body, fault = whole, damage or fault
        if damage is not None:
            break
    return Entity(body, fault)


def payload_holds(stated: str | None, answer: Answer, entity: Entity) -> bool:
    """Say whether a stated digest is that of the payload, by any of the readings that writers have of that word.

    ISO 28500 leaves open whether it means the body as it was sent, without its chunks, or undone.
    """
    if stated is None or holds(stated, (answer.body,)):
        return True
    return any(holds(stated, (reading,)) for reading in _readings(answer, entity))


def _readings(answer: Answer, entity: Entity) -> Iterator[bytes]:
    if answer.is_chunked and (joined := joined_chunks(answer.body)):
        yield joined[0]
    if entity.payload is not answer.body:
        yield entity.payload
