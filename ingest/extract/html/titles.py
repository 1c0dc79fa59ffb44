"""The headline among all that a page calls itself, and the outlet's name among what it adds.

Rule: pure; compares the page's own titles with each other; chooses by how sure each source is, never removes any.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.extract.html.people import fold_name

SEPARATOR = re.compile(r"\s+[|\-–—:·•»«›/~]+\s+|\s*[|｜»]\s*|\s+::\s+|\s[-–—]|_(?=[^_]+$)")
SHORTEST_HEADLINE = 12
"""Characters: a title shorter than this is believed only where another source repeats it."""


@dataclass(frozen=True, slots=True)
class Title:
    """One thing that a page calls itself."""

    raw: str
    rule: str
    place: str
    trust: float


def words_of(title: str) -> frozenset[str]:
    """Return the words of a title, folded; of titles without spaces, their characters."""
    words = re.findall(r"\w+", title.casefold())
    if len(words) <= 2 and not title.isascii():  # noqa: PLR2004  no spaces, so no words
        return frozenset("".join(words))
    return frozenset(words)


def likeness(one: str, other: str) -> float:
    """Return the share of words that two titles have in common, of the shorter one's.

    >>> likeness("The bridge is open", "The bridge is open - Valley Post")
    1.0
    """
    a, b = words_of(one), words_of(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def without_outlet(title: str, outlets: frozenset[str], others: Iterable[str]) -> str:
    """Return a title without the site's name at its end or start.

    A part is cut where it is a name of the outlet, or where another of the page's titles stops at the same place.

    >>> without_outlet("Bridge opens | Valley Post", frozenset({"valleypost"}), ())
    'Bridge opens'
    """
    others = tuple(others)
    known = {fold_name(other) for other in others if len(other) >= SHORTEST_HEADLINE} - {fold_name(title)}
    cuts = list(SEPARATOR.finditer(title))
    for match in cuts:
        head = title[: match.start()].strip()
        if fold_name(head) in known or fold_name(title[match.end() :]) in known:
            return head if fold_name(head) in known else title[match.end() :].strip()
    while cuts:
        match = cuts.pop()
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if not head or not (fold_name(tail) in outlets or _is_host(tail)):
            break
        title = head
    first = SEPARATOR.search(title)
    if first and fold_name(title[: first.start()]) in outlets and title[first.end() :].strip():
        title = title[first.end() :].strip()
    return title


def longest_part(title: str) -> str:
    """Return the longest part of a title between separators: without an `h1`, the line that repeats it is the headline.

    >>> longest_part("Valley Post - The bridge is open")
    'The bridge is open'
    """
    return max(SEPARATOR.split(title), key=len).strip() or title


def _is_host(text: str) -> bool:
    """Tell whether a part of a title is a site's address."""
    return bool(re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+){1,3}", text)) and not text[0].isdigit()
