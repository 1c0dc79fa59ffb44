"""Addresses of pages: one canonical form to tell pages apart by, one safe form to show.

Rule: pure; nothing is looked up or fetched.
"""

import re
from urllib.parse import SplitResult, quote, urlsplit

from ingest.normalise.tracking import TRACKING_NAMES, TRACKING_PREFIXES
from schemas.types import CanonicalUrl

_DEFAULT_PORTS = {"http": 80, "https": 443}
_STRIPPED = re.compile(r"[\t\n\r]")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]"
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


def canonical_url(url: str) -> CanonicalUrl | None:
    """Return `url` without tracking parameters, fragment, credentials or default port; None where it is no web address.

    The scheme stays (http and https may differ), and so does the order of the parameters. A fragment that names a
    page (`#!/a/12`) stays.

    >>> canonical_url("HTTP://News.Example:80/x/../a?utm_source=x#top")
    'http://news.example/a'
    >>> canonical_url("javascript:alert(1)") is None
    True
    """
    parts = _split(url)
    if parts is None:
        return None
    query = "&".join(field for field in parts.query.split("&") if field and not _is_tracking(field))
    fragment = f"#{_escaped(parts.fragment, _QUERY_SAFE)}" if parts.fragment.startswith("!") else ""
    path = _without_dots(_escaped(parts.path, _PATH_SAFE)) or "/"
    joined = f"{parts.scheme}://{parts.netloc}{path}" + (f"?{_escaped(query, _QUERY_SAFE)}" if query else "")
    return CanonicalUrl(joined + fragment)


def safe_url(url: str | None) -> str | None:
    """Return `url` fit to be shown as a link (http or https, escaped, no credentials), else None.

    >>> safe_url("https://user:secret@news.example/a b?utm_source=x")
    'https://news.example/a%20b?utm_source=x'
    """
    parts = _split(url) if url else None
    if parts is None:
        return None
    shown = f"{parts.scheme}://{parts.netloc}{_escaped(parts.path, _PATH_SAFE)}"
    shown += f"?{_escaped(parts.query, _QUERY_SAFE)}" if parts.query else ""
    return shown + (f"#{_escaped(parts.fragment, _QUERY_SAFE)}" if parts.fragment else "")


def _split(url: str) -> SplitResult | None:
    """Split `url`; `netloc` comes back as canonical host and port. None where it is no http(s) URL with a host."""
    try:
        parts = urlsplit(_STRIPPED.sub("", url).strip())
        port = parts.port
    except ValueError:
        return None
    host = _host(parts)
    if parts.scheme not in _DEFAULT_PORTS or host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return parts._replace(netloc=netloc)


def _host(parts: SplitResult) -> str | None:
    """Return the host in lower-case ASCII, or None where it is no host."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    return host if _HOST.fullmatch(host) else None


def _is_tracking(field: str) -> bool:
    """Say whether a `name=value` field only tracks."""
    name = field.partition("=")[0].lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def _escaped(text: str, safe: str) -> str:
    """Percent-encode what has to be, decode what need not be, capital hex digits."""
    lone_percent = re.sub("%(?![0-9A-Fa-f]{2})", "%25", text)
    encoded = quote(lone_percent, safe=safe, encoding="utf-8", errors="replace")
    return _ESCAPE.sub(lambda found: _plain(int(found[1], 16)), encoded)


def _plain(byte: int) -> str:
    """Return an unreserved byte as its character, any other as `%XX`."""
    return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
