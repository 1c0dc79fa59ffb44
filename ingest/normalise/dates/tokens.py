"""Cut a folded text into numbers, words and signs.

Rule: pure, linear in the length of the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

_MARKS = "".join(sign for sign in map(chr, range(0x0900, 0x1100)) if unicodedata.category(sign) in {"Mn", "Mc"})
"""Vowel signs of the scripts of India and its neighbours: parts of a word that are no letters."""
WORD = rf"[^\W\d_][^\W\d_]*(?:[{_MARKS}]+[^\W\d_]*)*"
"""Pattern of a word: letters with the vowel signs among them."""
_TOKEN = re.compile(rf"(?P<number>[0-9]+)|(?P<sign>[\u4e00-\u9fff])|(?P<word>{WORD})|(?P<other>\S)")
_PLAIN_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[a-z]+)|(?P<other>\S)", re.IGNORECASE)
"""The same for ASCII, which most folded texts are."""

TokenKind = Literal["number", "sign", "word", "other"]


@dataclass(frozen=True, slots=True)
class Token:
    """One number, word or sign, with its place."""

    kind: TokenKind
    text: str
    start: int
    end: int

    @property
    def value(self) -> int | None:
        """Return the number of one to four digits that this token is, else None."""
        return int(self.text) if self.kind == "number" and len(self.text) <= 4 else None  # noqa: PLR2004 - a year has four


def tokens_of(folded: str) -> list[Token]:
    """Return the tokens of a folded text, in order. An ideograph is a token of its own."""
    found = []
    for match in (_PLAIN_TOKEN if folded.isascii() else _TOKEN).finditer(folded):
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the four group names are the four kinds
        found.append(Token(kind, match.group(), match.start(), match.end()))
    return found
