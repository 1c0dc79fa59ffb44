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
    """Return the hash of an article's text, of the blocks that the text shows, in its hashing form."""
    shown = (hashing_form(block.text) for block in blocks if block.kept and block.kind in TEXT_KINDS)
    # White space is one space in this form, so the form of the whole text is the forms of its blocks, joined.
    whole = hashlib.sha256(" ".join(filter(None, shown)).encode("utf-8", "replace")).hexdigest()
    return Signature(text_hash=ContentHash(whole))
