"""What an element's tag, class, id and attributes say about it: furniture, headline, byline, body.

Rule: pure; the words are data (`words/hints.toml`); answers are cached by class, since pages repeat them.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/hints.toml").read_text("utf-8"))

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GLUE = re.compile(r"[_:/.]+|-{2,}")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a class says."""

    furniture: str | None
    """Name of the furniture it announces, or None."""
    roles: frozenset[str]
    """`byline date meta standfirst headline body`, as far as it announces them."""


NOTHING = Hint(None, frozenset())


def _pattern(words: list[str]) -> str:
    """Write words as one alternative of a regular expression; `^` holds a word to the start of a class."""
    parts = []
    for word in words:
        start = r"(?<![^\s])" if word.startswith("^") else ""
        end = r"(?![a-z])" if word.endswith("$") else ""
        parts.append(start + re.escape(word.strip("^$")) + end)
    return "|".join(parts)


def _named(kinds: dict[str, list[str]]) -> re.Pattern[str]:
    """Make one pattern of kinds of words; `has-related` tells of something inside, not of the element."""
    groups = "|".join(f"(?P<{name}>{_pattern(words)})" for name, words in kinds.items())
    return re.compile(r"(?<![a-z])(?<!has-)(?<!with-)(?<!without-)(?<!no-)(?:" + groups + ")")


_FURNITURE = _named(_TABLE["furniture"])
_ROLES = _named(_TABLE["role"])

LONGEST = 300
"""Characters of a class attribute that are read."""


@lru_cache(maxsize=20_000)
def hint_of(names: str) -> Hint:
    """Return what a class, or a class and an id, say.

    >>> hint_of("box relatedPosts").furniture
    'related'
    """
    spelled = _GLUE.sub("-", _HUMP.sub("-", names[:LONGEST])).lower()
    furniture = _FURNITURE.search(spelled)
    roles = frozenset(match.lastgroup for match in _ROLES.finditer(spelled) if match.lastgroup)
    if furniture is None and not roles:
        return NOTHING
    return Hint(furniture.lastgroup if furniture else None, roles)
