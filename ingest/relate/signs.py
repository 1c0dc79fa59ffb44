"""Signs that two texts of one form are not one account: another subject, date, figures in the same places.

Rule: pure; sees measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.relate.measures import Measures

SWAPPED = 0.34
"""Share of the figures in the same places that may differ between two states of one report."""
SWAPPED_EXTENDED = 0.5
"""The same where the longer text goes on from the shorter: an account that grew."""
EXTENDED = 1.4
EXTENDED_OVERLAP = 0.72
SWAPPED_LATER = 0.15
"""The same where the two were published further apart than `LATER` days."""
LATER = 7
ROLLED = 3
"""So many figures of one that are the other's figures to compare with: the next of a series."""
ROLLED_SHARE = 0.75
STRANGE = 2
"""So many names in the place of names that the other text does not have."""
STRANGE_SHARE = 0.1
_BIG_NOUNS = "de"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for two accounts."""

    name: str
    """One of `subject`, `date`, `figures`, `series`."""
    is_subject: bool
    """True: it says that they are about others; False: about the same on another occasion."""
    weight: float
    """How much it says: 1 is a plain sign."""


def find_signs(found: Measures) -> tuple[Sign, ...]:
    """Return what speaks for two accounts, strongest first."""
    signs = (_subject(found), _date(found), _figures(found), _series(found))
    return tuple(sorted((sign for sign in signs if sign), key=lambda sign: (-sign.weight, sign.name)))


def _subject(found: Measures) -> Sign | None:
    share = found.names_swapped / max(1, found.names_swapped + found.names_kept)
    is_strange = found.strange_names >= STRANGE and share > STRANGE_SHARE
    is_in_lead = (found.lead_swaps > 0 and not _has_big_nouns(found)) or found.headline_names > 0
    if not (found.leads_differ or is_strange or is_in_lead or found.steady_swaps > 1 or found.doubtful_steady > 1):
        return None
    weight = found.leads_differ + (found.strange_names + found.steady_swaps + found.doubtful_steady) / 2
    return Sign("subject", is_subject=True, weight=min(3.0, max(1.0, weight)))


def _has_big_nouns(found: Measures) -> bool:
    """Tell whether every noun is written like a name: one for another may be another word for the same."""
    return _BIG_NOUNS in (found.a.language, found.b.language)


def is_either(found: Measures, signs: Sequence[Sign]) -> bool:
    """Tell whether all that speaks for two accounts is one value in the place of one other, all else agreeing.

    Another town's report, or the same town by its other name: places that are contested have two. Another day's notice,
    or the same one with its day put right.
    """
    named = {sign.name for sign in signs}
    if named == {"subject"}:
        return found.is_renamed and not found.headline_names
    return named == {"date"} and found.is_redated


def is_doubtful(found: Measures) -> bool:
    """Tell whether a name may have given way to another in the lead: too little to say so, too much to say a copy."""
    return found.is_bare_notice or found.doubtful_swaps > 0 or (found.lead_swaps > 0 and _has_big_nouns(found))


def _date(found: Measures) -> Sign | None:
    if not found.dates_swapped:
        return None
    return Sign("date", is_subject=False, weight=min(3, found.dates_swapped))


def _figures(found: Measures) -> Sign | None:
    is_extended = found.length_ratio >= EXTENDED and found.overlap.most >= EXTENDED_OVERLAP
    allowed = SWAPPED_EXTENDED if is_extended else SWAPPED
    if found.days is not None and found.days > LATER:
        allowed = SWAPPED_LATER
    if not found.figures_swapped or found.swapped_share <= allowed:
        return None
    return Sign("figures", is_subject=False, weight=min(3.0, 0.5 + found.figures_swapped / 2))


def _series(found: Measures) -> Sign | None:
    if found.rolled < ROLLED or found.rolled < ROLLED_SHARE * found.figures_swapped:
        return None
    return Sign("series", is_subject=False, weight=1.5)
