"""What became of a text on its way: words added and cut, paragraphs dropped at its end, a headline of its own.

Rule: pure; two texts in, numbers out. It says how a text differs from another, never which of the two was made from it.
"""

from dataclasses import dataclass
from functools import lru_cache

from ingest.normalise.text import fold
from ingest.relate.diff import compare
from schemas.telling import Member

LONGEST = 4_000
"""Words of a text that is compared: the work grows faster than the texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a text differs from the one that it is compared with."""

    words_added: int
    words_cut: int
    words_moved: int
    paragraphs_dropped: int
    """Paragraphs of the other that stand after all that the two have in common, and are not in this one."""


@lru_cache(maxsize=512)
def change_of(base: str, text: str, languages: tuple[str | None, str | None]) -> Change:
    r"""Return how `text` differs from `base`.

    >>> change_of("It rained.\n\nThe fair was off.", "It rained.", ("en", "en")).paragraphs_dropped
    1
    """
    found = compare(base, text, languages=languages)
    kept = max((passage.a or 0 for passage in found.passages if passage.b is not None), default=0)
    dropped = sum(1 for passage in found.passages if passage.b is None and (passage.a or 0) > kept > 0)
    return Change(
        words_added=found.words_added,
        words_cut=found.words_cut,
        words_moved=found.words_moved,
        paragraphs_dropped=dropped,
    )


def has_own_headline(base: Member, member: Member) -> bool | None:
    """Tell whether an article has another headline than one; None where either has none."""
    if not (base.has_headline and member.has_headline):
        return None
    return " ".join(fold(base.title).split()) != " ".join(fold(member.title).split())
