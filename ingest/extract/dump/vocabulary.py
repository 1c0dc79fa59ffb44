"""The tables of furniture words, folded as lines are folded.

Rule: tables only, made at import.
"""

import re
from collections.abc import Iterable

from ingest.extract.dump import furniture_words as written
from ingest.normalise.dates.fold import fold_in_place


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
    r"^(?:" + "|".join(map(re.escape, sorted(_set(written.SOURCE_LABELS)))) + r")\s*[:：։՝]\s*(?P<name>.{2,60})$"  # noqa: RUF001
)
"""A line that names where a text was taken from: `Source: ...`."""
EDGE = " \t:.,;|»«›‹>→←-–—…•*#[]()!：【】\u200e\u200f"  # noqa: RUF001 - signs that stand around a line's words
"""What is cut from both ends of a line before it is looked up."""
