"""Tell whether a name is that of a news agency.

Rule: pure; a closed table (`agency_names`). A name that is not in it is no agency to us, however agency-like.
"""

import re
from functools import cache, lru_cache

from ingest.extract.words.agency_names import AGENCIES, AGENCY_TAILS
from ingest.normalise.dates.fold import fold_in_place

_SIGNS = re.compile(r"[^\w\-]+")
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,6}")
_LONGEST_NAME = 60
_SHORT = 3
"""Letters of a name that counts only in capitals."""


@cache
def _table() -> dict[str, str]:
    return {_bare(alias): name for name, aliases in AGENCIES.items() for alias in aliases}


def _bare(name: str) -> str:
    folded = fold_in_place(name)
    folded = _DOTTED.sub(r"\1", folded)
    return _SIGNS.sub(" ", folded).strip(" -")


def known_agency(name: str) -> str | None:
    """Return the canonical name of the agency that `name` names, or None.

    >>> known_agency("The Associated Press"), known_agency("A.P."), known_agency("AZƏRTAC")
    ('AP', 'AP', 'AZERTAC')
    >>> known_agency("Ministry of Culture") is None
    True
    """
    return _known_agency(name) if name and len(name) <= _LONGEST_NAME else None


@lru_cache(maxsize=8192)
def _known_agency(name: str) -> str | None:
    """Look a name of bounded length up."""
    bare = _bare(name).removeprefix("the ")
    found = _table().get(bare)
    if found is None:
        tail = next((tail for tail in AGENCY_TAILS if bare.endswith(f" {tail}")), None)
        found = _table().get(bare.removesuffix(f" {tail}")) if tail is not None else None
    return found if found is not None and _is_written_as_name(name, bare, found) else None


def _is_written_as_name(name: str, bare: str, agency: str) -> bool:
    """Return whether capitals show a name: `trend` is a noun, `Ap` is nothing; some agencies write themselves small."""
    letters = [character for character in name if character.isalpha()]
    if agency.islower() or not letters or letters[0].lower() == letters[0].upper():
        return True
    return letters[-1].isupper() if len(bare) <= _SHORT else any(letter.isupper() for letter in letters)


def credited_agency(name: str) -> str | None:
    """Return the agency that a name in an agency's slot means: a known one, else an acronym as it stands.

    >>> credited_agency("A.P."), credited_agency("VPA"), credited_agency("Velmora")
    ('AP', 'VPA', None)
    """
    bare = name.strip()
    return known_agency(bare) or (bare if bare.isupper() and _ACRONYM.fullmatch(bare) else None)
