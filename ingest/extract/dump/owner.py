"""Names of the site that a dump was taken from: the owner in its copyright line, the outlet behind its title, its host.

Rule: pure; sees lines. None of these names is ever the headline, whatever place it stands in.
"""
# ruff: noqa: RUF001, E501  signs of many scripts, long patterns

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.judge import Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.vocabulary import folded

_OWNER = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright)[\s:©,]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d))?)?[\s,.:|–—-]*(?:by\s+|the owner\s+)?(?P<name>[^,.|©;:–—()\n]{2,50}(?:\.(?=\w)[^,.|©;:–—()\s]{2,20})*)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_OWNER = frozenset(
    {
        "all",
        "the author",
        "authors",
        "rights",
        "photo",
        "foto",
        "фото",
        "все права",
        "all rights",
        "all rights reserved",
        "the",
        "copyright",
        "notice",
        "protected",
    }
)
_TOP_LINES = 40
"""Lines in which a page's title is looked for."""
_TITLE = re.compile(r"(?P<title>\S.*\S)\s+[|–—·•»-]\s+(?P<name>[^|–—·•»]{2,40})")
_LONGEST_TITLE, _LONGEST_NAME = 260, 60
_SHORTEST_HOST = 4
_NO_NAME = frozenset({"www", "news", "blog", "info", "media", "press"})
_ARTICLES = frozenset({"the", "le", "la", "il", "el", "der", "die", "das"})


def owner_of(text: str) -> str | None:
    """Return the name in a copyright line, or None.

    >>> owner_of("© 2022 Orsk Gazette. All rights reserved")
    'Orsk Gazette'
    """
    match = _OWNER.search(text)
    rights = any(word in folded(text) for word in words.RIGHTS_WORDS)
    if match is None or not (_HAS_YEAR.search(text) or rights):
        return None
    name = re.split(
        r"\s+(?:all rights|все права|bütün hüquqlar|tüm hakları|alle rechte|tous droits|todos los|усі права|всі права)",
        match["name"],
        flags=re.IGNORECASE,
    )[0]
    name = re.sub(r"^(?:19|20)\d\d\s*|\s*(?:19|20)\d\d$", "", name).strip(" \"'“”«»-–—")
    starts_as_name = name[:1].isupper() or name[:1].isdigit() or not name[:1].isascii() or "." in name
    if (
        not name
        or folded(name).strip(words.EDGE) in _NOT_OWNER
        or folded(name).startswith(("all rights", "все права", "rights"))
        or not starts_as_name
    ):
        return None
    return name if len(name.split()) <= 6 else None  # noqa: PLR2004 - longer is a sentence


def site_names(lines: Sequence[Line], looks: Sequence[Look], url: str | None) -> frozenset[str]:
    """Return the keys of the names that the site itself bears in a dump (`site_key`)."""
    owners = (owner_of(line.text) for line, look in zip(lines, looks, strict=True) if look is Look.RIGHTS)
    named = {site_key(owner) for owner in owners if owner is not None}
    return frozenset({*named, *_title_names(lines[:_TOP_LINES]), *_host_names(url)})


def site_key(text: str) -> str:
    """Return what two writings of a site's name have in common.

    >>> site_key("The Orsk Gazette") == site_key("ORSK GAZETTE"), site_key("orskgazette")
    (True, 'orskgazette')
    """
    parts = re.findall(r"\w+", folded(text))
    return "".join(parts[1:] if len(parts) > 1 and parts[0] in _ARTICLES else parts)


def is_site_name(text: str, sites: frozenset[str]) -> bool:
    """Return whether a line is one of the names that a site bears, by their keys."""
    return bool(sites) and len(text) <= _LONGEST_NAME and site_key(text) in sites


def _title_names(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what stands behind a title that another line says without it: `Bridge opens | Orsk Today`."""
    brief = [line for line in lines if len(line.text) <= _LONGEST_TITLE]
    keys = {site_key(line.text) for line in brief}
    for line in brief:
        pair = _TITLE.fullmatch(line.text)
        if pair is not None and site_key(pair["title"]) in keys:
            yield site_key(pair["name"])


def _host_names(url: str | None) -> Iterator[str]:
    labels = (urlsplit(url).hostname or "").split(".")[:-1] if url else []
    yield from (label.replace("-", "") for label in labels if len(label) >= _SHORTEST_HOST and label not in _NO_NAME)
