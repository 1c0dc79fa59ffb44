"""What Media Cloud writes behind an answer: a `metadata` record with what its own extraction found.

Rule: pure.
"""

import json
from dataclasses import replace

from ingest.readers.warc.heads import RecordHead
from schemas.page import GivenFact, RawPage

MEDIA_TYPE = "application/x.mediacloud-indexer+json"
LONGEST = 1 << 22

_FACTS = (
    ("headline", "article_title", "record-title"),
    ("published", "publication_date", "record-date"),
    ("outlet", "canonical_domain", "record-outlet"),
    ("language", "language", "record-language"),
)
"""Our field, theirs (of `content_metadata`), our rule. Their text is not taken: the page itself is here."""
_LONGEST_FACT = 4000


def speaks_of(head: RecordHead, page: RawPage) -> bool:
    """Say whether a record is what Media Cloud says of a page."""
    is_theirs = (head.get("content-type") or "").partition(";")[0].strip().lower() == MEDIA_TYPE
    return is_theirs and head.kind == "metadata" and head.get("warc-refers-to") == page.record_id is not None


def told(page: RawPage, block: bytes) -> RawPage:
    """Return `page` with what a metadata record says of it; as it is, where the record cannot be read."""
    try:
        value = json.loads(block) if len(block) <= LONGEST else None
    except (ValueError, RecursionError):  # the page stands for itself
        return page
    if not isinstance(value, dict):
        return page
    content = value.get("content_metadata")
    given = tuple(
        GivenFact(field=field, value=words.strip()[:_LONGEST_FACT], rule=rule, basis="structured")
        for field, name, rule in _FACTS
        if isinstance(content, dict)
        and isinstance(words := content.get(name), str)
        and words.strip()
        and words != "None"
    )
    transport = value.get("http_metadata")
    charset = transport.get("encoding") if isinstance(transport, dict) else None
    return replace(
        page, given=(*page.given, *given), charset=page.charset or (charset if isinstance(charset, str) else None)
    )
