"""Right-to-left words among left-to-right ones: a date beside an Arabic name must not change places with it.

Rule: pure.
"""

import re
import unicodedata

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_RIGHT = frozenset({"R", "AL"})
_ANY_RIGHT = re.compile("[\u200f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks that Unicode keeps for scripts from right to left (DerivedBidiClass.txt): looked for at once."""
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_LOOKED_AT, _JUDGED = 4_000, 1_000
"""Characters looked at, and letters among them that decide."""


def direction_of(text: str) -> str:
    """Return `rtl` where the first thousand letters are mostly of a right-to-left script, else `ltr`."""
    if _ANY_RIGHT.search(text, 0, _LOOKED_AT) is None:
        return "ltr"
    kinds = [unicodedata.bidirectional(letter) for letter in text[:_LOOKED_AT] if letter.isalpha()][:_JUDGED]
    return "rtl" if sum(kind in _RIGHT for kind in kinds) * 2 > len(kinds) else "ltr"


def language_of(code: str | None) -> str:
    """Return a language code that markup may carry, or `und`: pages claim all kinds of things."""
    return code if code and _LANGUAGE.fullmatch(code) else "und"


def isolated(text: str) -> str:
    """Return `text` so that its right-to-left letters cannot reorder what stands beside it."""
    if _ANY_RIGHT.search(text) and any(unicodedata.bidirectional(letter) in _RIGHT for letter in text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
