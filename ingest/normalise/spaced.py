"""Words that are set with a space after each letter: `B R E A K I N G   N E W S`.

Rule: pure. Joined only where it cannot be anything else: not initials, not abbreviations, not the alphabet.
"""

import re
from itertools import pairwise

FEWEST_LETTERS = 5
LONGEST_WORD = 14
"""Letters that one word may have where nothing says where a word ends."""
LONGEST = 400
LONGEST_PIECE = 2
"""A letter and the mark after it."""

_SPACED = re.compile(r"[^\w\s]*\w(?:\s+\w){4,}(?:\s*[!?.:…]+)?\s*")
_GAP = re.compile(r"[^\S\n]{2,}|\n\s*")
_END = re.compile(r"\s+(?=[!?.:…]+\s*\Z)")


def fold_spaces(text: str) -> str:
    r"""Return a text with white space folded; between words that are set letter by letter two spaces stay.

    >>> fold_spaces("  A  fire\n in Orbek ")
    'A fire in Orbek'
    >>> fold_spaces("F I R E \u00a0 I N \u00a0 O R B E K")
    'F I R E  I N  O R B E K'
    """
    words = text.split()
    if (
        len(words) < FEWEST_LETTERS
        or len(text) > LONGEST
        or max(map(len, words)) > LONGEST_PIECE
        or not _SPACED.fullmatch(text.strip())
    ):
        return " ".join(words)
    return "  ".join(" ".join(word.split()) for word in _GAP.split(text.strip()))


def join_letters(text: str) -> str:
    """Return a text whose words are set letter by letter with its words joined, any other text as it is.

    >>> join_letters("F I R E  I N  O R B E K")
    'FIRE IN ORBEK'
    >>> join_letters("A B C D E")
    'A B C D E'
    """
    if len(text) > LONGEST or text[1:2] not in " \u00a0" or not _SPACED.fullmatch(text):
        return text
    words = ["".join(word.split()) for word in _GAP.split(_END.sub("", text).strip())]
    return " ".join(words) if _are_words(words) else text


def _are_words(words: list[str]) -> bool:
    """Tell whether joined letters are words: long enough, in one case, not a row of the alphabet or of figures."""
    letters = "".join(words)
    if sum(map(str.isalpha, letters)) < FEWEST_LETTERS or not (
        letters.isupper() or letters.islower() or letters.istitle()
    ):
        return False
    if len(words) == 1 and len(letters) > LONGEST_WORD:
        return False
    if any(len(word) > LONGEST_WORD + LONGEST_WORD for word in words) or max(map(len, words)) < FEWEST_LETTERS - 1:
        return False
    steps = [ord(after) - ord(before) for before, after in pairwise(letters)]
    return steps.count(1) < len(steps) / 2
