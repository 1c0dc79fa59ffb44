"""Read dates out of words: a whole string, or all dates of a running text.

Rule: pure; no clock, no files. What cannot be read is None, never a guess.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from ingest.normalise.dates.calendars import EAST_WEEKDAY, other_days, without_beside
from ingest.normalise.dates.clock import time_after, time_before
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import CALENDAR_SIGNS, LABEL_WORDS
from ingest.normalise.dates.names import INDIAN
from ingest.normalise.dates.numeric import is_possible, numeric_days
from ingest.normalise.dates.reading import DateReading, Day, TimeOfDay
from ingest.normalise.dates.tokens import WORD, tokens_of
from ingest.normalise.dates.worded import WordedDates
from ingest.normalise.dates.words import known_language, weekday_words
from schemas.types import Precision

LONGEST_DATE = 120
"""Characters of a string that is a date and nothing else; longer ones are not looked at."""
LONGEST_HELD = 300
"""Characters of a text whose dates are kept for the next time it comes."""

_FIGURE = re.compile(r"\d")
_HAN_DAY = re.compile(r"月[一二三四五六七八九十]{1,3}[日号號]")
_ZONE_NAME_TAIL = re.compile(r"\s*\([^()0-9]{3,48}\)\s*$")
_JAVA_YEAR = re.compile(r"\s+(?P<y>[12][0-9]{3})(?![0-9])")
_YEAR_ONLY = re.compile(r"[\s\"'(\[]*(?P<y>[12][0-9]{3})[\s.\"')\]]*")
_EPOCH = re.compile(r"\s*(?P<seconds>[0-9]{9,10})(?:[0-9]{3}|\.[0-9]{1,6})?\s*")
_WORD = re.compile(rf"{WORD}|[0-9]+|[^\w\s]")
_YEAR_SIGN = re.compile(r" ?(?:r|roku|г|года|р|року|წ|թ|م)(?!\w)\.?")  # noqa: RUF001 - letters of many scripts
"""What may stand right behind the year of a date in figures."""
_IST = re.compile(r"\bist\b")
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)


def read_date(text: str, *, language: str | None = None) -> DateReading | None:
    """Return the date that the whole string is, or None.

    Labels ("Published:"), weekdays and zone names may stand beside it; other words may not.

    >>> read_date("25 November 2022 00:00 (UTC +04:00)").value
    '2022-11-25T00:00:00+04:00'
    >>> read_date("Nov.25").value
    '--11-25'
    >>> read_date("on"), read_date("2024-02-30")
    (None, None)
    """
    if not text or len(text) > LONGEST_DATE or not _may_hold_day(text):
        return None
    return _date_of(text, language)


def _may_hold_day(text: str) -> bool:
    return _FIGURE.search(text) is not None or ("月" in text and _HAN_DAY.search(text) is not None)


@lru_cache(maxsize=1 << 12)
def _date_of(text: str, language: str | None) -> DateReading | None:
    """Read a string that is short and holds a figure."""
    folded = fold_in_place(text)
    bare = _ZONE_NAME_TAIL.sub(lambda match: " " * len(match.group()), folded)
    for form in dict.fromkeys((folded, bare, without_beside(folded, language))):
        for reading in sorted(_readings(text, form, language, whole=True), key=lambda each: each.start - each.end):
            if _is_only_date(form, reading):
                return reading
    return _year_only(text, folded)


def read_epoch(text: str) -> DateReading | None:
    """Return the moment that a structured number of seconds or milliseconds since 1970 means, or None.

    >>> read_epoch("1669320000").value
    '2022-11-24T20:00:00+00:00'
    """
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    moment = _EPOCH_START + timedelta(seconds=int(match["seconds"]))
    if not is_possible(moment.year, moment.month, moment.day):
        return None
    return DateReading(
        value=moment.isoformat(),
        precision="second",
        raw=text.strip(),
        start=0,
        end=len(text),
        has_year=True,
        ambiguous=False,
    )


def find_dates(text: str, *, language: str | None = None) -> tuple[DateReading, ...]:
    """Return the dates in a running text, in order, none overlapping. A bare year is not one of them.

    >>> [each.value for each in find_dates("On November 8 and 9, then on 10 November 2020.")]
    ['--11-08', '2020-11-10']
    """
    if not _may_hold_day(text):
        return ()
    return _dates_in(text, language) if len(text) <= LONGEST_HELD else _dates_in.__wrapped__(text, language)


@lru_cache(maxsize=1 << 11)
def _dates_in(text: str, language: str | None) -> tuple[DateReading, ...]:
    """Find the dates of a text that holds a figure."""
    found = sorted(
        _readings(text, fold_in_place(text), language, whole=False), key=lambda each: (each.start, -each.end)
    )
    kept: list[DateReading] = []
    for reading in found:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return tuple(kept)


def _readings(text: str, folded: str, language: str | None, *, whole: bool) -> Iterable[DateReading]:
    days = list(numeric_days(folded, language=language, whole=whole))
    days.extend(other_days(text, folded, language=language, whole=whole))
    days.extend(WordedDates(text, tokens_of(folded), language=language, whole=whole).days())
    for day in days:
        yield _reading(text, folded, day, language, whole=whole)


def _reading(text: str, folded: str, day: Day, language: str | None, *, whole: bool) -> DateReading:
    if day.day is None and not day.ambiguous:
        return _without_time(text, day)
    if day.year is not None and (sign := _YEAR_SIGN.match(folded, day.end)) is not None:
        day = replace(day, end=sign.end())
    if (weekday := EAST_WEEKDAY.match(folded, day.end)) is not None:
        day = replace(day, end=weekday.end())
    time = time_after(folded, day.end, weekday_words(), clear=not whole)
    start, end = day.start, day.end
    if time is not None:
        end = time.end
        if day.year is None:
            late_year = _JAVA_YEAR.match(folded, end)
            if late_year is not None and is_possible(int(late_year["y"]), day.month, day.day):
                day, end = replace(day, year=int(late_year["y"])), late_year.end()
    else:
        time = time_before(folded, day.start, weekday_words())
        start = time.start if time is not None else start
    if day.year is None or time is None or day.ambiguous:
        return _without_time(text, replace(day, start=start, end=end))
    return _timed(text, day, _in_india(folded, time, language), (start, end))


def _in_india(folded: str, time: TimeOfDay, language: str | None) -> TimeOfDay:
    """Return the time with the offset of India where a page in one of its languages says IST, which else is open."""
    if time.offset is None and known_language(language) in INDIAN and _IST.search(folded, time.start, time.end):
        return replace(time, offset="+05:30")
    return time


def _timed(text: str, day: Day, time: TimeOfDay, span: tuple[int, int]) -> DateReading:
    start, end = span
    precision: Precision = "minute" if time.second is None else "second"
    value = f"{_value(day)}T{time.hour:02}:{time.minute:02}:{time.second or 0:02}{time.offset or ''}"
    return DateReading(
        value=value,
        precision=precision,
        raw=text[start:end].strip(),
        start=start,
        end=end,
        has_year=True,
        ambiguous=False,
    )


def _without_time(text: str, day: Day) -> DateReading:
    precision: Precision = "day" if day.day is not None else "month" if day.month is not None else "year"
    return DateReading(
        value=_value(day),
        precision=precision,
        raw=text[day.start : day.end].strip(),
        start=day.start,
        end=day.end,
        has_year=day.year is not None,
        ambiguous=day.ambiguous,
    )


def _value(day: Day) -> str:
    year = f"{day.year:04}" if day.year is not None else "-"
    month = f"-{day.month:02}" if day.month is not None else ""
    return f"{year}{month}" + (f"-{day.day:02}" if day.day is not None else "")


def _is_only_date(folded: str, reading: DateReading) -> bool:
    rest = folded[: reading.start] + " " + folded[reading.end :]
    weekdays = weekday_words()
    return all(
        word in weekdays or word in LABEL_WORDS or CALENDAR_SIGNS.issuperset(word) for word in _WORD.findall(rest)
    )


def _year_only(text: str, folded: str) -> DateReading | None:
    match = _YEAR_ONLY.fullmatch(folded)
    if match is None or not is_possible(int(match["y"]), None, None):
        return None
    return DateReading(
        value=match["y"],
        precision="year",
        raw=text.strip(),
        start=match.start("y"),
        end=match.end("y"),
        has_year=True,
        ambiguous=False,
    )
