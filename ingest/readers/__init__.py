"""Stage 1: from a file to received pages. One module a form of input; this is the registry.

Rule: pure: readers see a stream and what to read of it (`Order`), never a path.
"""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from ingest.readers.jsonl import read_jsonl
from ingest.readers.page import read_html, read_text
from ingest.readers.reading import MEBIBYTE, Mark, Met, Order, Reader, rejected
from ingest.readers.sniff import HEAD_BYTES, Kind, Refusal, sniff
from schemas.report import Reason, Rejection
from schemas.types import ContentHash

__all__ = ["READERS", "Met", "Order", "kind_of", "read"]

READERS: dict[Kind, Reader] = {
    "html": read_html,
    "text": read_text,
    "jsonl": read_jsonl,
}
"""Kind, as `sniff` names it -> reader. A new form of input is one line here and a module beside it."""


def kind_of(stream: BinaryIO, name: str) -> Kind | Refusal:
    """Return which reader takes `stream`, which stands at its first byte and does again afterwards."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return sniff(head, name)


def read(stream: BinaryIO, order: Order) -> Iterator[Met]:
    """Yield the pages in `stream`, told apart by its content; each that is none as a rejection with its reason."""
    is_resumed = order.start != Mark() or order.end is not None
    kind = "jsonl" if is_resumed else kind_of(stream, order.source.path)
    if isinstance(kind, Refusal):
        yield Met(item=_refused(stream, order, kind))
    else:
        yield from READERS[kind](stream, order)


def _refused(stream: BinaryIO, order: Order, refusal: Refusal) -> Rejection:
    """Return the rejection of a file that no reader takes, with the hash of its bytes."""
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(MEBIBYTE):
        digest.update(piece)
        size += len(piece)
        if size > order.max_bytes:
            return rejected(order.source, Reason.TOO_LARGE, f"{refusal.detail} It is larger than what is read, too.")
    return Rejection(
        source=order.source,
        outcome=refusal.outcome,
        reason=refusal.reason,
        detail=refusal.detail,
        received_sha256=ContentHash(digest.hexdigest()),
    )
