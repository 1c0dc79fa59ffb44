"""Stage 5: what two articles are compared by.

Rule: pure; sees blocks only.
"""

import hashlib
from collections.abc import Iterable

from ingest.normalise.text import hashing_form
from schemas.document import TEXT_KINDS, Block
from schemas.signature import Signature
from schemas.types import ContentHash


def sign(blocks: Iterable[Block]) -> Signature:
    """Return the hashes of an article's text and of each block that the text shows, in their hashing form."""
    shown = [hashing_form(block.text) for block in blocks if block.kept and block.kind in TEXT_KINDS]
    # White space is one space in this form, so the form of the whole text is the forms of its blocks, joined.
    whole = hashlib.sha256(" ".join(filter(None, shown)).encode("utf-8", "replace")).hexdigest()
    return Signature(text_hash=ContentHash(whole), paragraph_hashes=tuple(_short_hash(words) for words in shown))


def _short_hash(words: str) -> int:
    """Return 64 bits as a signed integer, which is what SQLite stores."""
    digest = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
