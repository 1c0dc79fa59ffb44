"""Words for figures, months and weekdays, in the folded form in which words are compared.

Rule: tables only; where a language is not known, English speaks, whose stamps stand on pages in any language.
"""
# ruff: noqa: RUF001  letters of many scripts

from functools import cache

from ingest.normalise.dates.cldr import cldr_names
from ingest.normalise.dates.words import known_language, month_table
from ingest.normalise.infer_words import NUMBER_WORDS, ORDINAL_WORDS
from ingest.normalise.text import fold

_ENGLISH = "en"
_SHORTEST_MONTH = 3
_SHORTEST_WEEKDAY = 4
"""Letters; `so`, `mar` and `do` are other words, too."""

_MORE_NUMBERS: dict[str, dict[str, int]] = {
    "en": {
        "zero": 0, "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12,
    },
    "ru": {"две": 2, "двое": 2, "трое": 3},
    "de": {"elf": 11, "zwolf": 12, "zwanzig": 20, "dreissig": 30},
    "fr": {"vingt": 20, "trente": 30},
    "es": {"veinte": 20, "treinta": 30},
}  # fmt: skip
_MORE_ORDINALS: dict[str, dict[str, int]] = {
    "de": {
        "erste": 1, "ersten": 1, "erster": 1, "zweite": 2, "zweiten": 2, "zweiter": 2, "dritte": 3, "dritten": 3,
        "dritter": 3, "vierte": 4, "vierten": 4, "vierter": 4, "funfte": 5, "funften": 5, "funfter": 5, "zehnte": 10,
        "zehnten": 10,
    },
    "fr": {"premier": 1, "premiere": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "dixieme": 10},
    "es": {
        "primer": 1, "primera": 1, "primero": 1, "segundo": 2, "segunda": 2, "tercer": 3, "tercera": 3, "tercero": 3,
        "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "decimo": 10, "decima": 10,
    },
    "az": {"birinci": 1, "ikinci": 2, "ucuncu": 3, "dorduncu": 4, "besinci": 5, "onuncu": 10},
    "tr": {"birinci": 1, "ikinci": 2, "ucuncu": 3, "dorduncu": 4, "besinci": 5, "onuncu": 10},
}  # fmt: skip
_RUSSIAN_STEMS = {
    "перв": 1, "втор": 2, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
    "одиннадцат": 11, "двенадцат": 12, "пятнадцат": 15, "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50,
    "сот": 100,
}  # fmt: skip
_RUSSIAN_ENDINGS = ("ый", "ой", "ая", "ую", "ое", "ого", "ому", "ом", "ым", "ые", "ых")
_RUSSIAN_THIRD = ("третий", "третья", "третью", "третьей", "третье", "третьего", "третьему", "третьем", "третьим")
_MORE_ORDINALS["ru"] = {
    stem + ending: value for stem, value in _RUSSIAN_STEMS.items() for ending in _RUSSIAN_ENDINGS
} | dict.fromkeys(_RUSSIAN_THIRD, 3)
_NO_FIGURES = frozenset({"a", "un", "ein", "bir", "on", "uno", "exactly one"})
"""Articles and other short words that are numbers now and then."""


CLOCK_WORDS = frozenset(
    {"am", "pm", "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "bst", "cet", "cest", "ist", "msk"}
)
"""Words of the hour, which have capitals and are no names."""


@cache
def number_words(language: str | None) -> dict[str, int]:
    """Return numbers and ordinals in letters with what they are worth, of `language` and of English."""
    found: dict[str, int] = {}
    for each in (_ENGLISH, language or _ENGLISH):
        for table in (NUMBER_WORDS, ORDINAL_WORDS, _MORE_NUMBERS, _MORE_ORDINALS):
            found.update({fold(word): value for word, value in table.get(each, {}).items()})
    return {word: value for word, value in found.items() if word not in _NO_FIGURES}


@cache
def month_words(language: str | None) -> dict[str, int]:
    """Return the names of months, whole and cut, of `language` and of English, with their numbers, 1 to 12."""
    tables = [month_table(each) for each in (_ENGLISH, known_language(language) or _ENGLISH)]
    return {
        fold(word): min(numbers) for table in tables for word, numbers in table.items() if len(word) >= _SHORTEST_MONTH
    }


def month_number(word: str, language: str | None) -> int | None:
    """Return the number of the month that a folded word names, or None."""
    return month_words(language).get(word)


@cache
def weekday_words(language: str | None) -> frozenset[str]:
    """Return the names of weekdays of `language` and of English."""
    languages = {_ENGLISH, known_language(language) or _ENGLISH}
    names = (fold(name) for each in languages for name in cldr_names()[each]["weekdays"])
    return frozenset(name for name in names if len(name) >= _SHORTEST_WEEKDAY)


_ENDINGS = frozenset({"st", "nd", "rd", "th", "й", "я", "е", "го", "er", "eme", "o", "a"})
"""What is written after the digits of an ordinal."""


@cache
def ordinal_words(language: str | None) -> frozenset[str]:
    """Return ordinals in letters, of `language` and of English."""
    tables = [ORDINAL_WORDS.get(each, {}) | _MORE_ORDINALS.get(each, {}) for each in (_ENGLISH, language or _ENGLISH)]
    return frozenset(fold(word) for table in tables for word in table)


def is_ordinal_ending(word: str) -> bool:
    """Tell whether a folded word makes an ordinal of the digits that it follows at once."""
    return word in _ENDINGS
