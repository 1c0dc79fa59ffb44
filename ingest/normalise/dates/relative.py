"""Days that are counted back from the fetch: `3 hours ago`, `vor 2 Tagen`, `yesterday`, `вчера`.

Rule: pure; the words give a duration only. Which day that is, is asked with a stated time of the fetch, never a clock.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache

from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import EXPLICIT_LABELS
from ingest.normalise.dates.relative_words import DAYS, ONES, UNITS, WORDED

LONGEST = 60
"""Characters of a line that says nothing but when."""
_MOST = {"M": 600, "H": 72, "D": 60, "W": 9}
"""Larger counts are no dates of news: minutes, hours, days, weeks."""
_AT = r"at|um|в|о|a las|a|alle|as|o|saat|om|kl\.?|klo|pukul|jam|ore|w|v|у|בשעה|الساعة|luc|o godz\.?"  # noqa: RUF001
_TIME = rf"(?:[ ,|·•@\-]{{0,3}}(?:(?:{_AT}) )?[0-9]{{1,2}}(?:[:.h]| h )[0-9]{{2}}(?: ?[ap]\.?m\.?)?)?"
_LABEL = re.compile(
    rf"\A(?:{'|'.join(re.escape(each) for each in sorted(EXPLICIT_LABELS, key=len, reverse=True))})[:\s]\s*"
)
"""What may stand before the words (`Posted 2 hours ago`), but for the label of a change."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A way to count back: its pattern, and the duration, or the unit of the number that the pattern catches."""

    pattern: re.Pattern[str]
    duration: str | None
    unit: str = ""


@cache
def _phrases(language: str) -> tuple[_Phrase, ...]:
    """Return the ways in which a language counts back."""
    *units, phrase = UNITS[language]
    ones = f"|{fold_in_place(ONES[language])}" if language in ONES else ""
    found = []
    for words, unit in zip(units, "MHDW", strict=True):
        counted = fold_in_place(phrase).replace("{n}", f"(?P<n>[0-9]{{1,3}}{ones})")
        folded = counted.replace("{u}", f"(?:{fold_in_place(words)})").replace(" ", " ?")
        found.append(_Phrase(re.compile(folded), None, unit))
    for words, duration in zip(DAYS[language], ("-P0D", "-P1D"), strict=True):
        if words:
            found.append(_Phrase(re.compile(f"(?:{fold_in_place(words)}){_TIME}"), duration))
    for duration, words in WORDED.get(language, {}).items():
        found.append(
            _Phrase(re.compile(f"(?:{fold_in_place(words)})" + (_TIME if duration == "-P2D" else "")), duration)
        )
    return tuple(found)


def read_relative(text: str, *, language: str | None) -> str | None:
    """Return the ISO 8601 duration that a line counts back from now, or None where it says anything else.

    >>> read_relative("3 hours ago", language="en"), read_relative("Вчера, 18:20", language="ru")
    ('-PT3H', '-P1D')
    >>> read_relative("3 hours ago the bridge fell", language="en") is None
    True
    """
    return _duration_of(text, language) if 0 < len(text) <= LONGEST else None


@lru_cache(maxsize=1 << 10)
def _duration_of(text: str, language: str | None) -> str | None:
    primary = (language or "").replace("_", "-").split("-")[0].lower()
    folded = _LABEL.sub("", fold_in_place(text).strip(" .|·•-"), count=1)
    for code in dict.fromkeys((primary, "en")):
        for phrase in _phrases(code) if code in UNITS else ():
            match = phrase.pattern.fullmatch(folded)
            if match is not None:
                return phrase.duration or _counted(match["n"], phrase.unit)
    return None


def _counted(words: str, unit: str) -> str | None:
    number = int(words) if words.isdigit() else 1
    if number > _MOST[unit]:
        return None
    return f"-PT{number}{unit}" if unit in "MH" else f"-P{number}{unit}"


_DURATION = re.compile(r"-P(?P<t>T)?(?P<n>[0-9]{1,3})(?P<u>[MHDW])")


def approximate_day(duration: str, captured: str) -> tuple[str, str, str] | None:
    """Return EDTF, first and last day of a moment counted back from a stated fetch; a day each way for time zones.

    >>> approximate_day("-P2D", "2022-11-25T10:00:00+00:00")
    ('2022-11-23~', '2022-11-22', '2022-11-24')
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    number = int(match["n"])
    units = {"M": timedelta(minutes=1), "H": timedelta(hours=1), "D": timedelta(days=1), "W": timedelta(weeks=1)}
    back = units[match["u"]] * number
    slack = timedelta(days=7 if match["u"] == "W" else 1)
    try:
        moment = datetime.fromisoformat(captured)
        day = (moment - back).date()
        last = min(day + timedelta(days=1), moment.date() + timedelta(days=1))
        return f"{day.isoformat()}~", (day - slack).isoformat(), last.isoformat()
    except (ValueError, OverflowError):  # a stated time of the fetch that no calendar has
        return None
