"""What an article is identified by (docs/architecture.md, Identity).

Rule: pure; a page's path on a disk is never part of its identity.
"""

import base64
import hashlib

from ingest.normalise.text import clean_text
from ingest.normalise.urls import canonical_url
from schemas.page import RawPage
from schemas.types import Address, ContentHash, PublicId

PUBLIC_ID_LENGTH = 16
"""Characters of base32: 80 bits, so that a million articles collide with a chance of one in 10^12."""


def content_hash(payload: bytes) -> ContentHash:
    """Return the SHA-256 of `payload` in hexadecimal digits."""
    return ContentHash(hashlib.sha256(payload).hexdigest())


def address_of(page: RawPage, received_sha256: ContentHash) -> Address:
    """Return the canonical URL of `page`, else its record's id, else the hash of its bytes."""
    url = canonical_url(page.url) if page.url else None
    if url is not None:
        return Address(url)
    record_id = clean_text(page.record_id or "")[0].strip()
    return Address(f"id:{record_id}" if record_id else f"sha256:{received_sha256}")


def public_id(address: Address, text_sha256: ContentHash) -> PublicId:
    """Return the name for good of the article with this address and this text as first stored.

    >>> public_id(Address("https://news.example/a"), ContentHash("0" * 64))
    'dribn3ida724fwkb'
    """
    digest = hashlib.sha256(f"{address}\0{text_sha256}".encode("utf-8", "replace")).digest()
    return PublicId(base64.b32encode(digest).decode("ascii").lower()[:PUBLIC_ID_LENGTH])
