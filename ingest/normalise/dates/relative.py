"""Days that are counted back from the fetch: `3 hours ago`, `vor 2 Tagen`, `yesterday`, `вчера`.

Rule: pure; the words give a duration only. Which day that is, is asked with a stated time of the fetch, never a clock.
"""
# ruff: noqa: RUF001, E501  words in many scripts; a line a language

import re
from datetime import datetime, timedelta
from functools import cache

from ingest.normalise.dates.fold import fold_in_place

_UNITS: dict[str, tuple[str, str, str, str, str]] = {
    "en": ("minutes?|mins?", "hours?|hrs?", "days?", "weeks?", "{n} {u} ago"),
    "az": ("dəqiqə", "saat", "gün", "həftə", "{n} {u} (?:əvvəl|öncə)"),
    "ru": ("минут[уы]?|мин", "час(?:а|ов)?", "д(?:ень|ня|ней)", "недел[юиь]", "{n} {u} назад"),
    "tr": ("dakika|dk", "saat", "gün", "hafta", "{n} {u} önce"),
    "hy": ("րոպե", "ժամ", "օր", "շաբաթ", "{n} {u} առաջ"),
    "ka": ("წუთის", "საათის", "დღის", "კვირის", "{n} {u} წინ"),
    "fa": ("دقیقه", "ساعت", "روز", "هفته", "{n} {u} (?:پیش|قبل)"),
    "ar": ("دقیقه|دقائق|دقیقة", "ساعه|ساعات|ساعة", "یوم|ایام|أیام|یوما", "اسبوع|اسابیع|أسبوع|أسابیع", "(?:منذ|قبل) {n} {u}"),
    "uk": ("хвилин[уи]?|хв", "годин[уи]?|год", "д(?:ень|ні|нів)", "тиж(?:день|ні|нів)", "{n} {u} тому"),
    "fr": ("minutes?|mins?", "heures?|h", "jours?", "semaines?", "il y a {n} {u}"),
    "de": ("minuten?|min", "stunden?|std", "tag(?:en?)?", "wochen?", "vor {n} {u}"),
    "es": ("minutos?|min", "horas?|h", "dias?", "semanas?", "hace {n} {u}"),
    "it": ("minut[oi]|min", "or[ae]", "giorn[oi]", "settiman[ae]", "{n} {u} fa"),
    "pl": ("minut[ęy]?|min", "godzin[ęy]?|godz", "d(?:zień|ni)", "tydzień|tygodni[ea]?", "{n} {u} temu"),
    "pt": ("minutos?|min", "horas?|h", "dias?", "semanas?", "há {n} {u}(?: atrás)?"),
    "el": ("λεπτ(?:ό|ά)", "ώρ(?:α|ες)", "(?:η)?μέρ(?:α|ες)", "εβδομάδ(?:α|ες)", "πριν (?:από )?{n} {u}"),
    "zh": ("分钟|分鐘", "小时|小時", "天|日", "周|週|星期", "{n} ?(?:个|個)? ?{u}前"),
}  # fmt: skip
"""By language: words for minutes, hours, days and weeks, and how they are counted back from now."""

_DAYS: dict[str, tuple[str, str]] = {
    "en": ("today", "yesterday"),
    "az": ("bu gün|bugün", "dünən"),
    "ru": ("сегодня", "вчера"),
    "tr": ("bugün", "dün"),
    "hy": ("այսօր", "երեկ"),
    "ka": ("დღეს", "გუშინ"),
    "fa": ("امروز", "دیروز"),
    "ar": ("الیوم", "أمس|امس"),
    "uk": ("сьогодні", "вчора|учора"),
    "fr": ("aujourd'hui", "hier"),
    "de": ("heute", "gestern"),
    "es": ("hoy", "ayer"),
    "it": ("oggi", "ieri"),
    "pl": ("dzisiaj|dziś", "wczoraj"),
    "pt": ("hoje", "ontem"),
    "el": ("σήμερα", "χθες|χτες"),
    "zh": ("今天|今日", "昨天|昨日"),
}  # fmt: skip
"""By language: words for today and yesterday."""

LONGEST = 60
"""Characters of a line that says nothing but when."""
_MOST = {"M": 600, "H": 72, "D": 60, "W": 9}
"""Larger counts are no dates of news: minutes, hours, days, weeks."""
_TIME = r"(?:[ ,|·•@\-]{0,3}(?:(?:at|um|в|о|a las|a|alle|as|o|saat) )?[0-9]{1,2}[:.h][0-9]{2}(?: ?[ap]\.?m\.?)?)?"


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """Return the patterns of a language, each with its unit, and the count where the words are the count."""
    *units, phrase = _UNITS[language]
    found: list[tuple[re.Pattern[str], str, int]] = []
    for words, unit in zip(units, "MHDW", strict=True):
        folded = (
            fold_in_place(phrase).replace("{n}", r"(?P<n>[0-9]{1,3})").replace("{u}", f"(?:{fold_in_place(words)})")
        )
        found.append((re.compile(folded.replace(" ", " ?")), unit, -1))
    for words, count in zip(_DAYS[language], (0, 1), strict=True):
        found.append((re.compile(f"(?:{fold_in_place(words)}){_TIME}"), "D", count))
    return tuple(found)


def read_relative(text: str, *, language: str | None) -> str | None:
    """Return the ISO 8601 duration that a line counts back from now, or None where it says anything else.

    >>> read_relative("3 hours ago", language="en"), read_relative("Вчера, 18:20", language="ru")
    ('-PT3H', '-P1D')
    >>> read_relative("3 hours ago the bridge fell", language="en") is None
    True
    """
    primary = (language or "").replace("_", "-").split("-")[0].lower()
    if len(text) > LONGEST or not text:
        return None
    folded = fold_in_place(text).strip(" .|·•-–—")
    for code in dict.fromkeys((primary, "en")):
        for pattern, unit, count in _patterns(code) if code in _UNITS else ():
            match = pattern.fullmatch(folded)
            if match is not None:
                number = int(match["n"]) if count < 0 else count
                if number <= _MOST[unit]:
                    return f"-PT{number}{unit}" if unit in "MH" else f"-P{number}{unit}"
    return None


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
