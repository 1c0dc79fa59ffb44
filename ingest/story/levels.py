"""How telling a term is: from how many articles of the archive hold it, in coarse steps.

An archive's own frequencies say which words are common in it; no list of stop words does. Steps are powers of four of
the number of articles, itself taken to a power of two: so a level depends on nothing but the set of articles, and
changes rarely as the archive grows (the idf of Spaerck Jones 1972, cut to four values).

Rule: pure; sees numbers only.
"""

FEWEST_ARTICLES = 128
"""Smaller archives are taken for one of so many: what two of five articles share is not common."""
HIGHEST = 3
"""Level of a rare term: at most about one article in 32 holds it."""
TELLING = 2
"""Terms of this level and above lead from one article to others."""
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

    >>> [level_of(df, 1024) for df in (1, 31, 32, 127, 128, 511, 512, 1024)]
    [3, 3, 2, 2, 1, 1, 0, 0]
    """
    steps = size_class(articles) - (max(df, 1).bit_length() - 1)
    return max(0, min(HIGHEST, steps // 2))


def leads(df: int, articles: int) -> bool:
    """Tell whether a term leads from one article to the others that hold it: telling, and not held by too many.

    >>> leads(2, 1000), leads(400, 1000), leads(900, 1_000_000), leads(9_000, 1_000_000)
    (True, False, True, False)
    """
    most = FEWEST_HOLDERS << max(0, (size_class(articles) - 10) // 2)
    return df < most and level_of(df, articles) >= TELLING
