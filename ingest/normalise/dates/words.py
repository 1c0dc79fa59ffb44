"""Month and weekday words of many languages: the names of CLDR and what it lacks.

Rule: tables only; made once a process, at first use.
"""
# ruff: noqa: RUF001  letters of many scripts

import re
from functools import cache, lru_cache

from ingest.normalise.dates.cldr import cldr_names
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.names import EXTRA_MONTHS, EXTRA_WEEKDAYS, INFLECTING, LANGUAGES, MONTH_PREFIXES
from ingest.normalise.dates.tokens import WORD

STEM_LENGTH = 4
"""Letters that an inflected month word must share with the name; shorter stems are words of their own."""

SUFFIX_LENGTH = 5
"""Letters of an ending at most (`noyabr-ından`, `ноябр-ями`)."""

_WORDS = re.compile(rf"{WORD}|[0-9]+")
_LAST_LETTER = "\u2fff"
"""Signs after it are words by themselves."""

_VOWELS = frozenset("aeiouyаеиоуыэюяьйіїიაეოუիըեաοςαη")

MonthTable = dict[str, frozenset[int]]


def _month_names(language: str) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for name, numbers in cldr_names()[language]["months"].items():
        names.setdefault(clean_word(name), set()).update(numbers)
    for name, number in EXTRA_MONTHS.get(language, {}).items():
        names.setdefault(clean_word(name), set()).add(number)
    for prefix in MONTH_PREFIXES.get(language, ()):
        names.update({prefix + name: numbers for name, numbers in names.items()})
    return {
        name: numbers for name, numbers in names.items() if name and not name[0].isdigit() and not name[-1].isdigit()
    }


def clean_word(name: str) -> str:
    """Return a name from the tables in the form in which words are looked up."""
    return fold_in_place(name).strip(". \u200e\u200f")


@cache
def month_table(language: str | None) -> MonthTable:
    """Return month words of `language` (None: of all known languages; a word that means two months has both)."""
    merged: dict[str, set[int]] = {}
    for each in (language,) if language is not None else LANGUAGES:
        for name, numbers in _month_names(each).items():
            merged.setdefault(name, set()).update(numbers)
    return {name: frozenset(numbers) for name, numbers in merged.items()}


@cache
def stem_table(language: str | None) -> MonthTable:
    """Return the stems of the month names of the languages that inflect them."""
    stems: dict[str, set[int]] = {}
    languages = INFLECTING if language is None else INFLECTING & {language}
    for each in sorted(languages):
        for name, numbers in _month_names(each).items():
            stem = name[:-1] if name[-1] in _VOWELS else name
            if len(stem) >= STEM_LENGTH and " " not in stem:
                stems.setdefault(stem, set()).update(numbers)
    return {stem: frozenset(numbers) for stem, numbers in stems.items() if len(numbers) == 1}


@cache
def weekday_words() -> frozenset[str]:
    """Return weekday names, whole and cut, of all known languages."""
    words: set[str] = set()
    for language in LANGUAGES:
        for name in cldr_names()[language]["weekdays"]:
            words.update(_WORDS.findall(clean_word(name)))
        words.update(clean_word(name) for name in EXTRA_WEEKDAYS.get(language, ()))
    return frozenset(word for word in words if len(word) > 1 or word > _LAST_LETTER)


def known_language(language: str | None) -> str | None:
    """Return the primary language of a BCP 47 tag where we have words for it, else None."""
    primary = (language or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else None


@lru_cache(maxsize=1 << 15)
def month_of(word: str, language: str | None) -> int | None:
    """Return the month that a folded word names, or None where it names none or several.

    The language of the page is asked first, English second (outlets leave English stamps on pages in any language),
    then all languages.
    """
    known = known_language(language)
    for asked in (known, "en", None) if known else ("en", None):
        numbers = month_table(asked).get(word)
        if numbers:
            return next(iter(numbers)) if len(numbers) == 1 else None
    return _inflected_month(word, known)


def _inflected_month(word: str, language: str | None) -> int | None:
    for asked in (language, None) if language else (None,):
        stems = stem_table(asked)
        for cut in range(len(word) - 1, max(STEM_LENGTH, len(word) - SUFFIX_LENGTH) - 1, -1):
            numbers = stems.get(word[:cut])
            if numbers:
                return next(iter(numbers))
    return None
