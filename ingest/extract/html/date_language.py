"""In which order a page writes day and month: its language, with the region that its tags or its address name.

Rule: pure. Only English is written both ways; where tag and address disagree, nothing is said.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from ingest.normalise.dates.names import DAY_FIRST_DOMAINS, MIXED_REGIONS


def date_language(language: str | None, tags: Iterable[str | None], addresses: Iterable[str | None]) -> str | None:
    """Return the language in which dates are read: `en-GB` where tags or a country's domain say so, else `language`.

    >>> date_language("en", ["en-US"], ["https://news.example/a"])
    'en-us'
    >>> date_language("en", ["en"], ["https://news.example.co.uk/a"])
    'en-uk'
    >>> date_language("en", ["en-US"], ["https://news.example.co.uk/a"])
    'en'
    """
    if language != "en":
        return language
    regions = {region for tag in tags if tag and (region := _region_of(tag))}
    countries = {domain for each in addresses if each and (domain := _domain_of(each)) in DAY_FIRST_DOMAINS}
    if (regions & MIXED_REGIONS) or (regions - {"us"} and "us" in regions):
        return "en"
    if "us" in regions:
        return "en" if countries else "en-us"
    named = sorted(regions or countries)
    return f"en-{named[0]}" if named else language


def _region_of(tag: str) -> str | None:
    """Return the region of an English language tag in lower case, or None."""
    parts = tag.strip().replace("_", "-").lower().split("-")
    return parts[-1] if parts[0] == "en" and len(parts) > 1 and len(parts[-1]) == len("us") else None


def _domain_of(address: str) -> str:
    """Return the last part of the host of an address."""
    try:
        return (urlsplit(address).hostname or "").rpartition(".")[2]
    except ValueError:  # an address that is none
        return ""
