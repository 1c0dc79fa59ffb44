"""Tell whether a sentence states a day as past: only such a day is a bound of the day of writing.

Rule: pure. A sign of the past must stand in the date's own part of the sentence; where none is known, nothing is said:
a wrong bound does harm, a missing one none.
"""
# ruff: noqa: RUF001  letters and dashes that look like others are what is told apart

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ingest.normalise.dates.words import clean_word, weekday_words
from ingest.normalise.sentences import sentences_of

TABLE = "infer_tenses.toml"
LONGEST = 2_000
"""Characters of a sentence; what is longer is a list, and each of its dates would be looked for in all of it."""

_PARTS = re.compile(r"\s*(?:(?<![0-9])[,:]|[,:](?![0-9])|[;!?()\[\]«»“”„\"…]|\s[-–—]\s)\s*")
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_POSTED = re.compile(r"\(@\w{2,30}\)\s*\Z")
"""What stands before the date of a post that a page quotes (`Mara Velin (@maravelin) May 6, 2025`)."""
_FOUR_FIGURES = re.compile(r"\d{4}")
"""What a sentence must hold to state a full date."""
_ORDINAL_END = re.compile(r"(?<![0-9])[0-9]{1,2}\.\Z")
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_MOST_BEFORE = 2
"""Words before a date that opens its sentence (`On Friday,`)."""
_THAT = re.compile(r"^.*\b(?:that|que|che|dass|что|що|że)\b(?=\s)")
_Patterns = dict[str, re.Pattern[str]]


@cache
def _tables() -> dict[str, _Patterns]:
    text = files("ingest.normalise").joinpath(TABLE).read_text("utf-8")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return {
        language: {kind: _any_of(kind, forms) for kind, forms in kinds.items() if forms}
        for language, kinds in table.items()
    }


def _any_of(kind: str, forms: list[str]) -> re.Pattern[str]:
    whole = rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"
    return re.compile(whole + (r"\W*\Z" if kind in {"last", "towards"} else ""))


def dated_sentences(text: str) -> Iterator[str]:
    """Yield the sentences that may hold a full date; the stop after a day (`am 3. Mai 2009`) ends none."""
    held = ""
    for sentence in sentences_of(text):
        whole = f"{held} {sentence}" if held else sentence
        held = whole if len(whole) <= LONGEST and _ORDINAL_END.search(whole) else ""
        if not held and len(whole) <= LONGEST and _FOUR_FIGURES.search(whole):
            yield whole
    if held and _FOUR_FIGURES.search(held):
        yield held


def may_be_past(sentence: str, language: str) -> bool:
    """Tell whether a sentence has no form of what is to come and puts no day off.

    >>> may_be_past("La riunione si terrà il 20 maggio 2019.", "it")
    False
    """
    lowered, forms = _lower(sentence, language), _tables()[language]
    return not any(kind in forms and forms[kind].search(lowered) for kind in ("future", "fixed"))


def is_past(sentence: str, start: int, end: int, language: str) -> bool:
    """Tell whether the part of the sentence around the date from `start` to `end` tells what has happened.

    >>> is_past("It was signed on 20 May 2019.", 17, 28, "en"), is_past("It reopens on 20 May 2019.", 14, 25, "en")
    (True, False)
    """
    forms = _tables()[language]
    if _POSTED.search(sentence[:start]):
        return True
    if "last" in forms:
        return _ends_in_the_past(_lower(sentence, language), forms)
    before, after = _lower(sentence[:start], language), _lower(sentence[end:], language)
    if "towards" in forms and any(map(forms["towards"].search, (before, _without_weekday(before)))):
        return False
    if "joins" in forms:
        beside, comma, rest = after.partition(",")
        before, after = forms["joins"].sub(";", before), forms["joins"].sub(";", beside) + comma + rest
    return _states_past(_part_around(before, after), forms)


def _lower(text: str, language: str) -> str:
    if language in {"tr", "az"}:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").replace("’", "'").lower()


def _ends_in_the_past(sentence: str, forms: _Patterns) -> bool:
    """Tell whether the last word of a sentence, which is its verb, is a form of the past."""
    last = forms["last"].search(sentence)
    if last is None:
        return False
    return not any(match.end() >= len(sentence.rstrip(" .!»”\"')")) for match in forms["telling"].finditer(sentence))


def _states_past(part: str, forms: _Patterns) -> bool:
    told = forms["telling"].sub(" ", part) if "telling" in forms else part
    return forms["past"].search(told) is not None


def _part_around(before: str, after: str) -> str:
    """Return what stands with the date between commas; a date that opens or ends a sentence takes what is beside it."""
    left, right = _PARTS.split(_ASIDE.sub(" ", before)), _PARTS.split(_ASIDE.sub(" ", after))
    near, far = left[-1], right[0]
    if not near.strip() and len(left) > 1 and _is_weekday(left[-2]):
        near, left = left[-2], left[:-1]
    opens = len(left) == 1 or _THAT.search(near) is not None
    if opens and not far.strip() and len(right) > 1 and len(_WORDS.findall(_THAT.sub("", near))) <= _MOST_BEFORE:
        far = right[1]
    return f"{near} | {far}"


def _is_weekday(part: str) -> bool:
    words = _WORDS.findall(part)
    return bool(words) and clean_word(words[-1]) in weekday_words()


def _without_weekday(before: str) -> str:
    bare = before.rstrip(" ,")
    cut = bare.rpartition(" ")
    return cut[0] if clean_word(cut[2]) in weekday_words() else bare
