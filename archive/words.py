"""Text as the full-text index sees it, at indexing and at asking alike; and where those words stand in the text.

Rule: pure; no database. Display text is never folded, so hits are told in offsets of the text as shown.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import Stemmer

from ingest.normalise.text import fold

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts without spaces between words: every character is indexed as a word, and a word asked for is a phrase."""

_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_NAMED_BY_SIGN = re.compile(r"(?<![^\W_])([^\W\d_])(\+\+|#)(?![^\W_])")
"""`C++`, `C#`: the signs are part of the name, and without them a single letter is left that is everywhere."""
_SIGNS = {"++": "plusplus", "#": "sharp"}
_BLOCKS_WITH_MARKS = (
    range(0xA0, 0x3400),
    range(0xA600, 0xAC00),
    range(0xFB00, 0x12000),
    range(0x16000, 0x17000),
    range(0x1B000, 0x20000),
)
"""Unicode without ideographs, Hangul syllables, cuneiform: blocks of letters only need not be looked through."""
_CACHED_LENGTH = 48
"""Longer words are rare, have no other forms, and would fill the memory of a page's maker's choosing."""
_WORD = re.compile(r"[^\W_]+")

_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]")
"""Letters that become one with their neighbours."""

_TRADE_MARKS = "\u2122\u2120"

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
    for sign in _TRADE_MARKS:
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
    return tuple(_WORD.findall(index_form(text)))


def stems_of(text: str, language: str | None) -> str:
    """Return the stems that differ from their words, folded, in order; empty where the language has no stemmer."""
    stemmer = stemmer_of(language)
    if stemmer is None:
        return ""
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    stems = [stem for stem, word in zip(stemmer.stemWords(words), words, strict=True) if stem != word]
    return index_form(" ".join(stems))


def stem(word: str, language: str) -> str | None:
    """Return the folded stem of a word in a language that has a stemmer, or None."""
    return _stem(word, language) if len(word) <= _CACHED_LENGTH else None


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


_words_of = lru_cache(maxsize=1 << 15)(index_words)


def placed_words(text: str, beginnings: frozenset[str] | None = None) -> list[tuple[int, int, str]]:
    """Return start, end and indexed form of each word of `text`, in order.

    With `beginnings`, words that begin with none of these may be left out: most of a text need not be looked at.
    """
    folded = _letter_by_letter(text)
    if folded is not None:
        words = _WORD if beginnings is None else _words_from(beginnings)
        return [(found.start(), found.end(), found[0]) for found in words.finditer(folded)]
    return [(start, end, word) for start, end, words in iter_runs(text) for word in words]


@lru_cache(maxsize=1 << 10)
def _words_from(beginnings: frozenset[str]) -> re.Pattern[str]:
    any_of = "|".join(map(re.escape, sorted(beginnings)))
    return re.compile(f"(?<![^\\W_])(?:{any_of})[^\\W_]*")


def _letter_by_letter(text: str) -> str | None:
    """Return `text` as it is indexed, where each letter of it becomes one letter; None where one does not.

    Most texts are such: they need not be folded word by word to know where their words stand.
    """
    if text.isascii():
        return text.lower() if "+" not in text and "#" not in text else None
    letters = set(text)
    if any(_one_for(letter) is None for letter in letters):
        return None
    return text.translate({ord(letter): _one_for(letter) for letter in letters})


@cache
def _one_for(letter: str) -> str | None:
    """Return the letter that one becomes wherever it stands; None where there is none such."""
    if (
        letter in "+#"
        or _HANGUL.match(letter)
        or _is_in_words(letter)
        or _UNSPACED_RUN.match(letter)
        or letter in _TRADE_MARKS
    ):
        return None
    folded = fold(letter)
    return folded if len(folded) == 1 and bool(_WORD.match(folded)) == bool(_WORD.match(letter)) else None


def iter_runs(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and indexed words of each run of letters and digits in `text`, in order."""
    for found in _run_pattern().finditer(text):
        run = found[0]
        words = _words_of(run) if len(run) <= _CACHED_LENGTH else index_words(run)
        if words:
            yield found.start(), found.end(), words


@cache
def _run_pattern() -> re.Pattern[str]:
    """Return a pattern of a run: letters, digits and the marks that belong to them, which are no word characters."""
    marks = "".join(char for block in _BLOCKS_WITH_MARKS for char in map(chr, block) if _is_in_words(char))
    letters = rf"(?:[^\W_{_UNSPACED}]+|[{re.escape(marks)}]+)+"  # two classes that share nothing: it cannot backtrack
    return re.compile(rf"[{_UNSPACED}]|(?<![^\W_])[^\W\d_](?:\+\+|#)(?![^\W_])|{letters}")


def _is_in_words(char: str) -> bool:
    """Tell whether a character that is no letter or digit belongs to words all the same: a mark, or `№` for `No`."""
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return True
    return category[0] in "SP" and char not in _TRADE_MARKS and bool(_WORD.search(unicodedata.normalize("NFKD", char)))


@cache
def form_version() -> str:
    """Return a mark of how words are folded and stemmed: an index made under another mark must be made anew."""
    letters = "".join(map(chr, range(0x20, 0x3000)))
    digest = hashlib.sha256(index_form(letters).encode("utf-8")).hexdigest()
    return f"{digest[:16]}-{Stemmer.version()}"
