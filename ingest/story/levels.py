"""How telling a term is: from how many articles of the archive hold it, in coarse steps.

An archive's own frequencies say which words are common in it; no list of stop words does. The idf of Spaerck Jones
(1972) is cut to three values, and both numbers are taken to a power of two: a level depends on nothing but the set of
articles, and few terms change theirs as an archive grows.

Rule: pure; sees numbers only.
"""

FEWEST_ARTICLES = 128
"""Smaller archives are taken for one of so many: what five of five articles share is not common."""
HIGHEST = 3
"""Level of a rare term: fewer than one article in 16 holds it, about."""
HALFWAY = 1
"""Level of a term that is neither rare nor common."""
TELLING = HIGHEST
"""Terms of this level and above lead from one article to others."""
_RARE, _COMMON = 4, 2
"""Powers of two: the parts of an archive that hold a rare term, and a common one."""
FEWEST_HOLDERS = 64
"""Even in a small archive a term that so many articles hold may lead from one to another."""


def size_class(articles: int) -> int:
    """Return the step that the size of an archive is on: levels change for all terms where it changes.

    >>> size_class(5), size_class(128), size_class(255), size_class(256)
    (7, 7, 7, 8)
    """
    return max(articles, FEWEST_ARTICLES).bit_length() - 1


def level_of(df: int, articles: int) -> int:
    """Return how telling a term is that `df` of so many articles hold: 0 (common) to `HIGHEST` (rare).

    >>> [level_of(df, 1024) for df in (1, 127, 128, 255, 256, 1024)]
    [3, 3, 1, 1, 0, 0]
    """
    parts = size_class(articles) - (max(df, 1).bit_length() - 1)
    if parts >= _RARE:
        return HIGHEST
    return HALFWAY if parts > _COMMON else 0


def leads(df: int, articles: int) -> bool:
    """Tell whether a term leads from one article to the others that hold it: telling, and not held by too many.

    >>> leads(2, 1000), leads(400, 1000), leads(900, 1_000_000), leads(9_000, 1_000_000)
    (True, False, True, False)
    """
    most = FEWEST_HOLDERS << max(0, (size_class(articles) - 10) // 2)
    return df < most and level_of(df, articles) >= TELLING
