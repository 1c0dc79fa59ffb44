"""The words of a text, folded: what relations are found by and measured on.

Rule: pure; sees a text.
"""

import re
from functools import lru_cache

from ingest.normalise.text import by_runs, fold

_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts without spaces between words: each sign is a word."""
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f"
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_FIGURES = r"[0-9]+(?:[.,/:\-\u2013][0-9]+)*"
TOKEN = re.compile(
    rf"{_FIGURES}|[^\W\D]+|[{_UNSPACED}]|(?:{_LETTER}[{_MARKS}]*)+(?:['\u2019](?:{_LETTER}[{_MARKS}]*)+)*"
)
"""A word as it is written."""
_ASCII = re.compile(rf"[a-z]+(?:'[a-z]+)*|{_FIGURES}")
_PLAIN = re.compile(rf"[^\W\d_]+(?:'[^\W\d_]+)*|{_FIGURES}")
"""The same in a text that was folded without loss of a bound between words."""
_IS_LETTERS = re.compile(rf"{_LETTER}+")
_SAYS_MORE = re.compile(rf"[\w{_UNSPACED}{_MARKS}'\u2019.,/:\u2013-]")
_KEPT = {"\u2019": "'", "\u2013": "\u2013"}
"""Signs that join letters or figures."""
_LONGEST = 64
"""Letters of a word that are looked at; longer ones are no words."""
_NOT_PLAIN = "\x00"
_RUNS_HELD = 1 << 14


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, folded, each cut to `_LONGEST` signs.

    >>> words_of("Don\u2019t ask: 3.5 million caf\u00e9s")
    ["don't", 'ask', '3.5', 'million', 'cafes']
    """
    plain = text.lower() if text.isascii() else by_runs(text, _plain_run)
    if plain is not None and _NOT_PLAIN not in plain:
        words: list[str] = (_ASCII if plain.isascii() else _PLAIN).findall(plain)
        if max(map(len, words), default=0) <= _LONGEST:
            return words
    words = TOKEN.findall(text)
    if max(map(len, words), default=0) > _LONGEST:
        words = [word[:_LONGEST] for word in words]
    return list(map(_folded, words))


_folded = lru_cache(maxsize=1 << 16)(fold)


def _plain_run(run: str) -> str:
    return _short_plain(run) if len(run) <= _LONGEST else _NOT_PLAIN


@lru_cache(maxsize=_RUNS_HELD)
def _short_plain(run: str) -> str:
    """Return what a run of characters beyond ASCII is where words are looked for, or `_NOT_PLAIN`.

    Letters are folded, what parts words is a space. Anything else could move the bounds between words when it is folded
    before they are looked for.
    """
    plain = "".join(map(_plain_sign, run))
    letters = _IS_LETTERS.findall(run)
    return plain if "".join(map(fold, letters)) == "".join(_PLAIN.findall(plain.replace("'", ""))) else _NOT_PLAIN


def _plain_sign(sign: str) -> str:
    if sign in _KEPT:
        return _KEPT[sign]
    folded = fold(sign)
    if _IS_LETTERS.fullmatch(sign):
        return folded if _IS_LETTERS.fullmatch(folded) else _NOT_PLAIN
    return _NOT_PLAIN if _SAYS_MORE.match(sign) else " "
