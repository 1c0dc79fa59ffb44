"""Whose template a page follows: the host it was obtained from, or the outlet that it names.

Rule: pure.
"""

import re
from urllib.parse import urlsplit

from ingest.normalise.text import hashing_form
from schemas.types import Address

_FRONT = re.compile(r"(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
"""Names before the host proper that show the same pages in another dress."""

OUTLET_PREFIX = "outlet:"


def host_of(address: Address, outlet: str | None) -> str | None:
    """Return the host of an article without `www.`, `m.`, `mobile.`, `amp.`; without one its outlet; else None.

    >>> host_of(Address("https://www.news.example/a"), None)
    'news.example'
    >>> host_of(Address("id:17"), "The Harbour Herald")
    'outlet:the harbour herald'
    """
    if address.startswith(("http:", "https:")):
        return _FRONT.sub("", urlsplit(address).hostname or "", count=1) or None
    name = hashing_form(outlet or "")
    return f"{OUTLET_PREFIX}{name}" if name else None
