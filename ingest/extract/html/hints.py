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


_START = re.compile(r"([a-z]{0,3}).*")


def _by_start(kinds: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Make a pattern for the words of all kinds that start with the same letters (three at most), in its order."""
    found: dict[str, list[str]] = {}
    for kind, words in kinds.items():
        for word in words:
            start = r"(?<!.)" if word.startswith("^") else ""
            end = r"(?![a-z])" if word.endswith("$") else ""
            bare = word.strip("^$")
            parts = found.setdefault(_START.sub(r"\1", bare), [])
            parts.append(f"(?P<{kind}_{len(parts)}>{start}{re.escape(bare)}{end})")
    return {start: re.compile("|".join(parts)) for start, parts in found.items()}


_FURNITURE = _by_start(_TABLE["furniture"])
_ROLES = _by_start(_TABLE["role"])
_STARTS = {start: (_FURNITURE.get(start), _ROLES.get(start)) for start in _FURNITURE | _ROLES}
"""By the first letters of a word: what it may be."""
_WORD = re.compile(r"[a-z]+")
NEGATED = ("has-", "with-", "without-", "no-")
"""What stands before a word that tells of something inside, or of nothing: `has-related`."""

LONGEST = 300
"""Characters of a class attribute that are read."""


@lru_cache(maxsize=20_000)
def hint_of(names: str) -> Hint:
    """Return what a class, or a class and an id, say.

    >>> hint_of("box relatedPosts").furniture
    'related'
    """
    furniture: str | None = None
    roles: frozenset[str] = frozenset()
    for name in names[:LONGEST].split():
        hint = _hint_of_one(name)
        furniture = furniture or hint.furniture
        roles |= hint.roles
    return Hint(furniture, roles) if furniture or roles else NOTHING


@lru_cache(maxsize=50_000)
def _hint_of_one(name: str) -> Hint:
    """Return what one class says; pages are made of few classes, and sites share them."""
    spelled = _GLUE.sub("-", name if name.islower() else _HUMP.sub("-", name).lower())
    furniture: str | None = None
    roles: set[str] = set()
    told = 0
    for word in _WORD.finditer(spelled):
        at = word.start()
        if (found := _STARTS.get(word[0][:3])) is None or spelled.endswith(NEGATED, 0, at):
            continue
        in_furniture, in_roles = found
        if furniture is None and in_furniture is not None and (match := in_furniture.match(spelled, at)):
            furniture = _kind_of(match)
        if at >= told and in_roles is not None and (match := in_roles.match(spelled, at)):
            roles.add(_kind_of(match))
            told = match.end()
    return Hint(furniture, frozenset(roles)) if furniture or roles else NOTHING


def _kind_of(match: re.Match[str]) -> str:
    """Return the kind that a matched word belongs to."""
    return (match.lastgroup or "").rpartition("_")[0]
