"""What a title line is made of: the headline, the outlet's name behind it; whether a line names a site.

Rule: pure; sees words only.
"""
# ruff: noqa: RUF001  dashes are what is looked for

import re

from ingest.extract.dump.owner import site_key
from ingest.extract.dump.vocabulary import folded
from ingest.extract.words.dateline import looks_like_outlet
from ingest.extract.words.headline import clean_headline

_OUTLET_SUFFIX = re.compile(r"\s+(?:[|–—·•»]|-)\s+(?P<name>[^|–—·•»]{2,40})$")
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,30})?\.(?:com|org|net|info|news|tv|online|media|[a-z]{2})(?:/)?", re.IGNORECASE
)
_STEM = 6
_LONG_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u0dff\u0e00-\u0e4e\u1000-\u109f]){4,}")
"""Vowel signs of Indic scripts are letters of a word, though no class of expressions holds them."""
_LAST_LETTER = "\u3000"


def is_domain(text: str) -> bool:
    """Return whether a line is a site's domain and nothing else."""
    return _DOMAIN.fullmatch(text) is not None


def is_masthead(text: str) -> bool:
    """Return whether a line names a site: a domain, or a name with a medium's word in it."""
    return is_domain(text) or looks_like_outlet(text)


def split_outlet(text: str, sites: frozenset[str] = frozenset()) -> tuple[str, str | None]:
    """Cut the outlet's name from the end of a page title. `sites`: keys of names that are known to be the site's.

    >>> split_outlet("Bridge opens | The Orsk Gazette")
    ('Bridge opens', 'The Orsk Gazette')
    """
    suffix = _OUTLET_SUFFIX.search(text)
    if suffix is None or not (site_key(suffix["name"]) in sites or is_masthead(suffix["name"])):
        return text, None
    return text[: suffix.start()].rstrip(), suffix["name"].strip()


def title_key(text: str, sites: frozenset[str] = frozenset()) -> str:
    """Return what two copies of a headline have in common."""
    return " ".join(re.findall(r"\w+", folded(clean_headline(split_outlet(text, sites)[0]))))


def is_echo(text: str, title: str) -> bool:
    """Return whether a line says the title again, with the outlet's name behind it or without.

    >>> is_echo("Bridge Opens - The Orsk Gazette", "Bridge opens"), is_echo("Bridge opens today", "Bridge opens")
    (True, False)
    """
    key = title_key(text)
    return bool(key) and key == title_key(title)


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the longer words of a text; of texts in ideographs their pairs."""
    bare = folded(text)
    pairs = {
        bare[at : at + 2] for at in range(len(bare) - 1) if bare[at] > _LAST_LETTER and bare[at + 1] > _LAST_LETTER
    }
    return frozenset(word[:_STEM] for word in _LONG_WORD.findall(bare)) | pairs
