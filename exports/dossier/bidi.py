"""Right-to-left words among left-to-right ones: a date beside an Arabic name must not change places with it.

Rule: pure.
"""

import unicodedata

_RIGHT = frozenset({"R", "AL"})
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_LOOKED_AT, _JUDGED = 4_000, 1_000
"""Characters looked at, and letters among them that decide."""


def direction_of(text: str) -> str:
    """Return `rtl` where the first thousand letters are mostly of a right-to-left script, else `ltr`."""
    kinds = [unicodedata.bidirectional(letter) for letter in text[:_LOOKED_AT] if letter.isalpha()][:_JUDGED]
    return "rtl" if sum(kind in _RIGHT for kind in kinds) * 2 > len(kinds) else "ltr"


def isolated(text: str) -> str:
    """Return `text` so that its right-to-left letters cannot reorder what stands beside it."""
    if any(unicodedata.bidirectional(letter) in _RIGHT for letter in text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
