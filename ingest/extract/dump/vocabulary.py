"""The tables of furniture words, folded as lines are folded.

Rule: tables only, made at import.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.extract.dump import furniture_words as written
from ingest.normalise.dates.fold import fold_in_place


@lru_cache(maxsize=64)  # a line is asked about many times over, and then never again
def folded(text: str) -> str:
    """Return a line in the form in which the tables are looked up.

    >>> folded("ŞƏRHLƏR")
    'serhler'
    """
    return fold_in_place(text)


def _set(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(each) for each in listed)


SECTION_HEADS = _set(written.SECTION_HEADS)
NAVIGATION = _set(written.NAVIGATION)
OPENINGS = tuple(sorted(_set(written.OPENINGS)))
SURE_OPENINGS = tuple(sorted(_set(written.SURE_OPENINGS)))
INLINE_POINTERS = tuple(sorted(_set(written.INLINE_POINTERS)))
POINTER_OPENINGS = tuple(f"{pointer}{sign}" for pointer in INLINE_POINTERS for sign in (":", "：", " :", " »", " -"))
"""A pointer and the sign behind it."""
HEAD_SIGNS = min(map(len, (*OPENINGS, *SURE_OPENINGS)))
OPENING_HEADS = frozenset(opening[:HEAD_SIGNS] for opening in (*OPENINGS, *SURE_OPENINGS))
"""First signs of the openings, so that most lines need no longer look."""
TAG_LABELS = _set(written.TAG_LABELS)
TAG_HEADINGS = _set(written.TAG_HEADINGS)
VIEW_WORDS = _set(written.VIEW_WORDS)
READING_TIME = tuple(sorted(_set(written.READING_TIME)))
RIGHTS_WORDS = tuple(sorted(_set(written.RIGHTS_WORDS)))
ENDINGS_OF_ARTICLE = written.ENDINGS_OF_ARTICLE
HEADER_KEYS = {folded(key): field for key, field in written.HEADER_KEYS.items()}
CREDIT_VERBS = tuple(sorted(_set(written.CREDIT_VERBS), key=lambda verb: (-len(verb), verb)))
ACTIONS = _set(written.ACTIONS)
SOURCE_LINE = re.compile(
    r"^(?:" + "|".join(map(re.escape, sorted(_set(written.SOURCE_LABELS)))) + r")\s*[:：։՝]\s*(?P<name>.{2,60})$"
)
"""A line that names where a text was taken from: `Source: ...`."""
EDGE = " \t:.,;|»«›‹>→←-–—…•*#[]()!：【】\u200e\u200f"  # signs that stand around a line's words
"""What is cut from both ends of a line before it is looked up."""
