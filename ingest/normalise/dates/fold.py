"""Fold letters and digits one for one, so that places in the folded text are places in the text.

Rule: pure; knows Unicode only. This is not search folding (`ingest.normalise.text.fold`), which changes lengths.
"""
# ruff: noqa: RUF001, RUF002  letters that look like others are what is folded

import unicodedata

_SPECIAL = {
    "ı": "i",
    "İ": "i",
    "ə": "e",
    "Ə": "e",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "：": ":",
    "（": "(",
    "）": ")",
    "／": "/",
    "，": ",",
    "ي": "ی",
    "ك": "ک",
}


_EZAFE = "\u0654"


class _FoldTable(dict[int, str]):
    """A translation table that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    if character.isspace():
        return character if character in "\n\r" else " "
    if character in _EZAFE or unicodedata.category(character) == "Cf":
        return " "  # marks of direction, joiners, and what Persian sets behind a month
    lowered = character.lower()
    bare = unicodedata.normalize("NFD", lowered)
    if len(bare) > 1 and all(unicodedata.combining(mark) for mark in bare[1:]):
        return bare[0]
    return lowered if len(lowered) == 1 else character


_TABLE = _FoldTable()


def fold_in_place(text: str) -> str:
    """Return `text` in lower case without diacritics, with ASCII digits and one dash, of the same length.

    >>> fold_in_place("٢٥ Kasım – FÉVRIER")
    '25 kasim - fevrier'
    """
    return text.translate(_TABLE)
