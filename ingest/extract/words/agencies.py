"""Tell whether a name is that of a news agency.

Rule: pure; a closed table (`agency_names`). A name that is not in it is no agency to us, however agency-like.
"""

import re
from functools import cache

from ingest.extract.words.agency_names import AGENCIES, AGENCY_TAILS
from ingest.normalise.dates.fold import fold_in_place

_SIGNS = re.compile(r"[^\w\-]+")
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_LONGEST_NAME = 60


@cache
def _table() -> dict[str, str]:
    return {
        _bare(alias): name for name, aliases in AGENCIES.items() for alias in (*aliases, name) if len(_bare(alias)) > 1
    }


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
    if not name or len(name) > _LONGEST_NAME:
        return None
    bare = _bare(name)
    found = _table().get(bare.removeprefix("the "))
    if found is not None:
        # "Ara" the person, "Report" the noun: short names count only as agencies write them
        return found if len(bare) > 3 or name.strip()[-1:].isupper() or bare == name.strip() else None  # noqa: PLR2004
    for tail in AGENCY_TAILS:
        if bare.endswith(f" {tail}"):
            return _table().get(bare.removesuffix(f" {tail}").removeprefix("the "))
    return None
