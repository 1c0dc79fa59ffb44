"""Stage 5: what two articles are compared by.

Rule: pure; sees text and blocks only.
"""

import hashlib
from collections.abc import Iterable

from ingest.normalise.text import hashing_form
from schemas.document import TEXT_KINDS, Block
from schemas.signature import Signature
from schemas.types import ContentHash


def sign(text: str, blocks: Iterable[Block]) -> Signature:
    """Return the hashes of an article's text and of each block that the text shows, in their hashing form."""
    whole = hashlib.sha256(hashing_form(text).encode("utf-8", "replace")).hexdigest()
    shown = (hashing_form(block.text) for block in blocks if block.kept and block.kind in TEXT_KINDS)
    return Signature(text_hash=ContentHash(whole), paragraph_hashes=tuple(_short_hash(words) for words in shown))


def _short_hash(words: str) -> int:
    """Return 64 bits as a signed integer, which is what SQLite stores."""
    digest = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
