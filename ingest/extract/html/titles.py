"""The headline among all that a page calls itself, and the outlet's name among what it adds.

Rule: pure; compares the page's own titles with each other; chooses by how sure each source is, never removes any.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from ingest.extract.html.people import fold_name

SEPARATOR = re.compile(r"\s+[|\-–—:·•»«›/~]+\s+|\s*[|｜»]\s*|\s+::\s+|\s[-–—]|_(?=[^_]+$)")
SHORTEST_HEADLINE = 12
"""Characters: a title shorter than this is believed only where another source repeats it."""


LONGEST_JOINT = 3
"""Letters of a word that may join others and mean nothing alone."""
STEM = 5
"""Letters that tell a word, whatever its ending."""
CHANCE = 0.25
"""Share of pairs of ideographs that two titles have in common for one name of a town or a particle."""
_MARKS = ".,;:!?¡¿\"'«»„“”‘’‹›()[]{}<>|/\\-–—…·*#،؛؟।、。「」『』【】（）！？：，"
_IDEOGRAPHS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
"""Runs of signs that are written without spaces."""
_JOINTS = frozenset(
    tomllib.loads(files("ingest.extract.html").joinpath("words/titles.toml").read_text("utf-8"))["joints"]
)
"""Longer words that every title may have."""


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


def content_words(title: str) -> frozenset[str]:
    """Return what the words of a title begin with, without those that every title has; of ideographs each pair.

    >>> sorted(content_words("The bridges in Solmira are closed"))
    ['bridg', 'close', 'solmi']
    """
    found: set[str] = set()
    for word in map(_strip_marks, title.casefold().split()):
        if (letters := _IDEOGRAPHS.findall(word)) != []:
            found.update(run[at : at + 2] for run in letters for at in range(len(run) - 1))
        elif len(word) > LONGEST_JOINT and word not in _JOINTS:
            found.add(word[:STEM])
    return frozenset(found)


def _strip_marks(word: str) -> str:
    """Return a word without the marks around it."""
    return word.strip(_MARKS)


def common_content(one: str, other: str) -> float:
    """Return the share of what two titles are about that they have in common, of the shorter one's.

    Unlike `likeness`, articles and prepositions, endings, and single ideographs prove nothing.

    >>> common_content("School in Solmira opens", "Bridge in Solmira falls") < 0.4
    True
    """
    a, b = content_words(one), content_words(other)
    share = len(a & b) / min(len(a), len(b)) if a and b else 0.0
    return max(0.0, (share - CHANCE) / (1 - CHANCE)) if _IDEOGRAPHS.search(one) else share


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one, or one of them is the other with something before it or behind it.

    >>> is_same_title("The bridge opens", "The bridge opens | Valley Post")
    True
    """
    a, b = sorted((fold_name(one), fold_name(other)), key=len)
    return a == b or (len(a) >= SHORTEST_HEADLINE and a in b)


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
