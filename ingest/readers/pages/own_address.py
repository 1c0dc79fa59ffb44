"""Where a page says that it stands: its canonical link and its `og:url`, found without parsing it.

A folder often knows the address of a page but for its scheme, or one of two. The page itself decides between what the
folder allows; what it says beyond that is a fact about it, never its address.

Rule: pure; sees bytes.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import urlsplit

from ingest.normalise.urls import canonical_url
from ingest.readers.pages.replay import Replayed, replayed

_LOOKED_AT = 1 << 18
"""How far into a page its own address is looked for."""
_TAG = re.compile(rb"<(?:link|meta)\s[^<>]{1,4000}>", re.IGNORECASE)
_NAMES_ITSELF = re.compile(
    rb"""\b(?:rel\s*=\s*["']?canonical\b|(?:property|name)\s*=\s*["']?og:url\b)""", re.IGNORECASE
)
_ADDRESS = re.compile(rb"""\b(?:href|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def own_addresses(payload: bytes) -> tuple[str, ...]:
    """Return the addresses that a page gives itself, in its order; through a web archive's replay, those of the page.

    >>> own_addresses(b'<link rel="canonical" href="https://news.example/a">')
    ('https://news.example/a',)
    """
    shown = ((url, replayed(url)) for url in _written(payload))
    return tuple(replay.url if replay else url for url, replay in shown)


def replay_named(payload: bytes) -> Replayed | None:
    """Return which page a web archive's replay says that it shows, or None where it says none."""
    return next((shown for url in _written(payload) if (shown := replayed(url))), None)


def _written(payload: bytes) -> Iterator[str]:
    """Yield the addresses that a page gives itself, as written."""
    for tag in _TAG.finditer(payload, 0, _LOOKED_AT):
        address = _ADDRESS.search(tag[0]) if _NAMES_ITSELF.search(tag[0]) else None
        if address is not None:
            yield unescape(
                next(each for each in address.groups() if each is not None).decode("utf-8", "replace")
            ).strip()


def settled(one_of: Sequence[str], otherwise: str | None, payload: bytes) -> str | None:
    """Return which of the addresses `one_of` is the page's, by what it says itself; the scheme is what it says, too.

    Where it says nothing: `otherwise`, with the scheme that the page's links to its own host have, else https. Where
    it names another address on the same host, which is none of those: None. Both sides may be wrong, and an address
    that is made up does harm.
    """
    own = [(key, url) for url in own_addresses(payload) if (key := _without_scheme(url)) is not None]
    allowed = {key for url in (*one_of, otherwise) if url and (key := _without_scheme(url)) is not None}
    for key, url in own:
        if key in allowed:
            return url
    if otherwise is None:
        return None
    host, path = _place(otherwise)
    elsewhere = [_place(url) for _, url in own]
    if one_of and any(its_host == host and its_path != path for its_host, its_path in elsewhere):
        return None
    return f"{_scheme(otherwise, [url for _, url in own], payload)}:{otherwise.partition(':')[2]}"


def _without_scheme(url: str) -> str | None:
    canonical = canonical_url(url)
    return canonical.partition(":")[2] if canonical is not None else None


def _place(url: str) -> tuple[str, str]:
    """Return host and path of an address."""
    parts = urlsplit(canonical_url(url) or "")
    return parts.netloc, parts.path


def _scheme(url: str, own: Sequence[str], payload: bytes) -> str:
    """Return the scheme that the page uses for its own host."""
    host = _place(url)[0]
    for each in own:
        if _place(each)[0] == host:
            return each.partition(":")[0].lower()
    secure, plain = (payload.count(f"{scheme}://{host}/".encode()) for scheme in ("https", "http"))
    return "http" if plain > secure else "https"
