"""Where an archive is thin: months without articles, outlets with one, what is not known, what came in part.

Rule: reads only; tells what is there and what is not, never why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from archive.column_blocks import month_name, month_number
from archive.columns import Columns
from archive.counted import Profile, where
from archive.registers import without
from archive.words import STEMMED
from schemas.view import FacetValue

_WORTH_COMPARING = 20
"""Articles in the middling month from which on a month with a tenth of them is called thin."""
_A_TENTH = 10
_IN_PART = 1
"""As in the column `doubts`: the text is not all of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Months on end within the span of an archive in which no article is known to lie."""

    first: str
    """`2022-11`"""
    last: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thin:
    """Where an archive is thin."""

    articles: int
    months: int
    """Months from the first to the last that an article is known to lie in."""
    empty_months: int
    gaps: tuple[Gap, ...]
    """The longest first."""
    sparse_months: tuple[FacetValue, ...]
    """Months with less than a tenth of what the middling month has; only where that is enough to say so."""
    outlets: int
    single_outlets: int
    """Outlets with one article."""
    without_date: int
    """Articles of which it is not known when they were published."""
    without_outlet: int
    without_author: int
    unstemmed: tuple[FacetValue, ...]
    """Languages in which words are found as they are written only."""
    in_part: int
    """Articles that were cut off, or whose page shows a part of the text only."""


def thin_of(columns: Columns, whole: Profile) -> Thin:
    """Return where an archive is thin; `whole`: the profile of all its articles."""
    counts = [each for each in whole.months if each.value]
    gaps = sorted(_gaps(counts), key=lambda gap: (-gap.months, gap.first))
    outlets = [each for each in whole.outlets if each.value]
    empty = sum(gap.months for gap in gaps)
    return Thin(
        articles=len(columns),
        months=len(counts) + empty,
        empty_months=empty,
        gaps=tuple(gaps),
        sparse_months=_sparse(counts),
        outlets=len(outlets),
        single_outlets=sum(each.count == 1 for each in outlets),
        without_date=len(where(columns, "basis", None)),
        without_outlet=len(without(columns, "outlet")),
        without_author=len(without(columns, "person")),
        unstemmed=tuple(each for each in whole.languages if each.value and not is_stemmed(each.value)),
        in_part=int(np.count_nonzero(columns.of["doubts"] & _IN_PART)),
    )


def is_stemmed(language: str) -> bool:
    """Say whether words of a language are found in other forms, too."""
    return language.partition("-")[0] in STEMMED


def _gaps(counts: Sequence[FacetValue]) -> Iterator[Gap]:
    for before, after in pairwise(month_number(each.value) for each in counts):
        if after - before > 1:
            yield Gap(first=month_name(before + 1), last=month_name(after - 1), months=after - before - 1)


def _sparse(counts: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    middling = median(each.count for each in counts) if counts else 0
    if middling < _WORTH_COMPARING:
        return ()
    return tuple(each for each in counts if each.count * _A_TENTH < middling)
