"""Whether two figures that stand in the same place say the same: rounded, spelled out, mistyped.

`14.6` (million) rounds `14,571,434`; `1/2` is `0.50`; `one` is `1.0`; `5,958,423` and `5,958,432` are a slip of typing.

Rule: pure; sees two words.
"""

import re
from functools import lru_cache

from ingest.relate.vocabulary import number_words

_FRACTION = re.compile(r"(?:([0-9]+)[-\u2013])?([0-9]+)/([0-9]+)")
_NO_DIGITS = re.compile(r"[^0-9]")
_LEAST_DIGITS = 2
"""A figure of one digit rounds too many others."""
_TYPED = 4
"""A figure of so many digits is hardly another's with two of them changed about, unless by a slip."""


@lru_cache(maxsize=1 << 15)
def says_the_same(one: str, other: str, language: str | None = None) -> bool:
    """Tell whether two folded figures are one figure, written otherwise, rounded, or with two digits changed about.

    >>> says_the_same("14.6", "14,571,434"), says_the_same("one", "1.0", "en"), says_the_same("12", "14")
    (True, True, False)
    """
    if one == other:
        return True
    worth, others = _worth(one, language), _worth(other, language)
    if worth is not None and worth == others:
        return True
    digits, other_digits = _digits(one), _digits(other)
    if not digits or not other_digits or "/" in one + other:
        return False
    return _rounds(digits, other_digits) or _is_slip(one, other)


def _worth(word: str, language: str | None) -> float | None:
    if word in number_words(language):
        return float(number_words(language)[word])
    if fraction := _FRACTION.fullmatch(word):
        whole, above, below = (int(each or 0) for each in fraction.groups())
        return whole + above / below if below else None
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


def _digits(word: str) -> str:
    """Return the digits that count: without separators, leading and closing zeros."""
    return _NO_DIGITS.sub("", word).strip("0")


def _rounds(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_DIGITS or len(short) == len(long):
        return len(short) >= _LEAST_DIGITS and short == long
    return bool(int(short) == round(int(long) / 10 ** (len(long) - len(short))))


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two figures of as many digits have the same digits in another order."""
    ours, theirs = _NO_DIGITS.sub("", one), _NO_DIGITS.sub("", other)
    return len(ours) == len(theirs) >= _TYPED and sorted(ours) == sorted(theirs)
