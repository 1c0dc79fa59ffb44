"""Canonical string types. If a string went through a function, its type says so.

Rule: standard library only; the functions that make these values live in `ingest` and `archive`.
"""

from typing import Literal, NewType

Address = NewType("Address", str)
"""What an article is identified by: a normalised `http(s)` URL, `id:<record id>`, or `sha256:<received file>`."""

CanonicalUrl = NewType("CanonicalUrl", str)
"""A URL without tracking parameters, fragment or default port (`ingest.normalise.urls.canonical_url`)."""

ContentHash = NewType("ContentHash", str)
"""A SHA-256 in 64 lower-case hexadecimal digits."""

PublicId = NewType("PublicId", str)
"""An article's name for good: 16 characters of base32 made from its address and its text as first stored."""

Accession = NewType("Accession", str)
"""The number on the card, in order of arrival: `A-0012`."""

Basis = Literal["structured", "stated", "dateline", "inferred", "asserted"]
"""How a fact is known, from the page's machine-readable data to a person's correction (docs/facts.md)."""

Precision = Literal["year", "month", "day", "minute", "second", "approximate"]
"""How finely a date is known."""

BASES: tuple[Basis, ...] = ("structured", "stated", "dateline", "inferred", "asserted")
