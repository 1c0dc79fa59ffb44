"""Text as the full-text index sees it, at indexing and at asking alike.

Rule: pure; no database.
"""

import hashlib
import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

from ingest.normalise.text import fold

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts without spaces between words: every character is indexed as a word, and a word asked for is a phrase."""

_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_NAMED_BY_SIGN = re.compile(r"(?<![^\W_])([^\W\d_])(\+\+|#)(?![^\W_])")
"""`C++`, `C#`: the signs are part of the name, and without them a single letter is left that is everywhere."""
_SIGNS = {"++": "plusplus", "#": "sharp"}
CACHED_LENGTH = 48
"""Longer words are rare, have no other forms, and would fill the memory of a page's maker's choosing."""
WORD = re.compile(r"[^\W_]+")

TRADE_MARKS = "\u2122\u2120"

STEMS_KEEP_ALL_BUT_TWO = frozenset({"ca", "da", "en", "es", "fr", "hu", "it", "lt", "no", "pt", "ro", "ru", "sv"})
"""Languages whose stemmer takes off endings alone and changes two letters before them at most: `lying`, `lie`."""

STEMS_KEEP_FIRST = STEMS_KEEP_ALL_BUT_TWO | {"de", "et", "fi"}
"""Languages whose stems begin with the letter of their words. Dutch ones do not (`gemist`, `mist`), nor all Turkish
ones."""

STEMMED = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Languages with a stemmer, and its name."""


def index_form(text: str) -> str:
    """Return `text` as it is indexed and asked for: folded, signs that are part of a name spelt out.

    >>> index_form("C++ in BAKI")
    'cplusplus in baki'
    """
    for sign in TRADE_MARKS:
        text = text.replace(sign, " ")  # folding makes letters of it, and `Brand` followed by one would be another word
    folded = fold(text)
    if "+" in folded or "#" in folded:
        folded = _NAMED_BY_SIGN.sub(lambda found: found[1] + _SIGNS[found[2]], folded)
    return folded if folded.isascii() else _UNSPACED_RUN.sub(_spaced, folded)


def _spaced(found: re.Match[str]) -> str:
    return f" {'  '.join(found[0])} "


def index_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` as they are indexed.

    >>> index_words("O'Brien, covid-19")
    ('o', 'brien', 'covid', '19')
    """
    return tuple(WORD.findall(index_form(text)))


def stems_of(text: str, language: str | None) -> str:
    """Return the stems that differ from their words, folded, in order; empty where the language has no stemmer."""
    stemmer = stemmer_of(language)
    if stemmer is None:
        return ""
    words = WORD.findall(unicodedata.normalize("NFC", text).casefold())
    stems = [stem for stem, word in zip(stemmer.stemWords(words), words, strict=True) if stem != word]
    return index_form(" ".join(stems))


def stem(word: str, language: str) -> str | None:
    """Return the folded stem of a word in a language that has a stemmer, or None."""
    return _stem(word, language) if len(word) <= CACHED_LENGTH else None


@lru_cache(maxsize=1 << 15)
def _stem(word: str, language: str) -> str | None:
    stemmer = stemmer_of(language)
    return index_form(str(stemmer.stemWord(unicodedata.normalize("NFC", word).casefold()))) if stemmer else None


def beginning_of(stem: str, language: str) -> str:
    """Return with what every word of a stem begins, as far as that is known of the language; it may be nothing.

    >>> beginning_of("harbour", "en"), beginning_of("bruck", "de"), beginning_of("mist", "nl")
    ('harbo', 'b', '')
    """
    known = language.partition("-")[0]
    if known in STEMS_KEEP_ALL_BUT_TWO:
        return stem[: max(1, len(stem) - 2)]
    return stem[:1] if known in STEMS_KEEP_FIRST else ""


@lru_cache(maxsize=64)
def stemmer_of(language: str | None) -> Stemmer.Stemmer | None:
    """Return the stemmer of a language, or None."""
    name = STEMMED.get((language or "").partition("-")[0])
    return Stemmer.Stemmer(name, 0) if name else None  # its own memory of words takes longer than stemming


@cache
def form_version() -> str:
    """Return a mark of how words are folded and stemmed: an index made under another mark must be made anew."""
    letters = "".join(map(chr, range(0x20, 0x3000)))
    digest = hashlib.sha256(index_form(letters).encode("utf-8")).hexdigest()
    return f"{digest[:16]}-{Stemmer.version()}"
