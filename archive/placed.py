"""Where the words of a text stand, as they are indexed.

Rule: pure; no database. Display text is never folded, so words are told in offsets of the text as shown.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from archive.words import CACHED_LENGTH, TRADE_MARKS, UNSPACED, WORD, index_words
from ingest.normalise.text import fold

_BLOCKS_WITH_MARKS = (
    range(0xA0, 0x3400),
    range(0xA600, 0xAC00),
    range(0xFB00, 0x12000),
    range(0x16000, 0x17000),
    range(0x1B000, 0x20000),
)
"""Unicode without ideographs, Hangul syllables, cuneiform: blocks of letters only need not be looked through."""

_NOT_ALONE = re.compile(f"[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff{UNSPACED}]")
"""Hangul, the letters of which become one with their neighbours; scripts without spaces between words."""
_CODES = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_UNKNOWN, _NOT_ONE = 0xFFFFFFFE, 0xFFFFFFFF
"""Instead of a code point: not looked up yet; no single letter."""

_words_of = lru_cache(maxsize=1 << 15)(index_words)


def placed_words(text: str, beginnings: frozenset[str] | None = None) -> list[tuple[int, int, str]]:
    """Return start, end and indexed form of each word of `text`, in order.

    With `beginnings`, words that begin with none of these may be left out: most of a text need not be looked at.
    """
    folded = _letter_by_letter(text)
    if folded is not None:
        words = WORD if beginnings is None else _words_from(beginnings)
        return [
            (start, found.end(), found[0])
            for found in words.finditer(folded)
            if not folded[(start := found.start()) - 1 : start].isalnum()
        ]
    return [(start, end, word) for start, end, words in iter_runs(text) for word in words]


@lru_cache(maxsize=1 << 10)
def _words_from(beginnings: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of what begins so, in the midst of words, too: one that looks back takes ten times as long."""
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(beginnings)))})[^\\W_]*")


def _letter_by_letter(text: str) -> str | None:
    """Return `text` as it is indexed, where each letter of it becomes one letter; None where one does not.

    Most texts are such: they need not be folded word by word to know where their words stand.
    """
    if text.isascii():
        return text.lower() if "+" not in text and "#" not in text else None
    letters = np.frombuffer(text.encode(_CODES, "surrogatepass"), np.uint32)
    table = _table()
    became = table[letters]
    if became.max() >= _UNKNOWN:
        for letter in set(letters[became == _UNKNOWN].tolist()):
            one = _one_for(chr(letter))
            table[letter] = _NOT_ONE if one is None else ord(one)
        became = table[letters]
    return None if became.max() == _NOT_ONE else became.tobytes().decode(_CODES, "surrogatepass")


@cache
def _table() -> npt.NDArray[np.uint32]:
    """Return for each code point what it becomes, looked up when it is met first."""
    return np.full(sys.maxunicode + 1, _UNKNOWN, np.uint32)


def _one_for(letter: str) -> str | None:
    """Return the letter that one becomes wherever it stands; None where there is none such."""
    if letter in "+#" or letter in TRADE_MARKS or _NOT_ALONE.match(letter) or _is_in_words(letter):
        return None
    folded = fold(letter)
    return folded if len(folded) == 1 and bool(WORD.match(folded)) == bool(WORD.match(letter)) else None


def iter_runs(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and indexed words of each run of letters and digits in `text`, in order."""
    for found in _run_pattern().finditer(text):
        run = found[0]
        words = _words_of(run) if len(run) <= CACHED_LENGTH else index_words(run)
        if words:
            yield found.start(), found.end(), words


@cache
def _run_pattern() -> re.Pattern[str]:
    """Return a pattern of a run: letters, digits and the marks that belong to them, which are no word characters."""
    marks = "".join(char for block in _BLOCKS_WITH_MARKS for char in map(chr, block) if _is_in_words(char))
    letters = rf"(?:[^\W_{UNSPACED}]+|[{re.escape(marks)}]+)+"  # two classes that share nothing: it cannot backtrack
    return re.compile(rf"[{UNSPACED}]|(?<![^\W_])[^\W\d_](?:\+\+|#)(?![^\W_])|{letters}")


def _is_in_words(char: str) -> bool:
    """Tell whether a character that is no letter or digit belongs to words all the same: a mark, or `№` for `No`."""
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return True
    return category[0] in "SP" and char not in TRADE_MARKS and bool(WORD.search(unicodedata.normalize("NFKD", char)))
