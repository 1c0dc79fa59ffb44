"""Dates of other calendars and figures: `۱۳۹۸/۰۱/۱۴`, `令和元年5月1日`, `民國108年3月15日`, `15 III 2019`.

Rule: pure; only what can be read one way. A day of the Hijri calendar is seen, not converted: it hangs on the moon.
"""
# ruff: noqa: E501, RUF001, RUF002  words in many scripts; wide signs count twice

import re
from collections.abc import Iterator
from datetime import date

from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.jalali import gregorian_of
from ingest.normalise.dates.names import JALALI_MONTHS
from ingest.normalise.dates.numeric import is_possible
from ingest.normalise.dates.reading import Day

_HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_TEN = "十"
_NUMBER = r"[0-9〇○零元一二三四五六七八九十]"
_ERAS: dict[str, tuple[date, date]] = {
    "令和": (date(2019, 5, 1), date.max),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "大正": (date(1912, 7, 30), date(1926, 12, 24)),
    "明治": (date(1868, 1, 25), date(1912, 7, 29)),
    "民國": (date(1912, 1, 1), date.max),
    "民国": (date(1912, 1, 1), date.max),
}
"""First and last day of each era; its years are counted from one."""
_ERA = rf"(?P<era>{'|'.join(_ERAS)}) ?(?P<n>{_NUMBER}{{1,4}}) ?年"
_EAST = re.compile(
    rf"(?:(?<!{_NUMBER})(?P<y>{_NUMBER}{{4}}) ?年 ?)?(?:\(?(?:中華|中华)?{_ERA}\)?)? ?(?:\((?P<y2>[0-9]{{4}}) ?年\))? ?(?P<m>{_NUMBER}{{1,3}}) ?月 ?(?P<d>{_NUMBER}{{1,3}}) ?[日號号]"
)
_SOLAR = re.compile(
    r"(?<![0-9/.\-])(?:(?P<y>1[34][0-9]{2})(?P<s>[/\-.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
    r"|(?P<d2>[0-9]{1,2})(?P<s2>[/\-.])(?P<m2>[0-9]{1,2})(?P=s2)(?P<y2>1[34][0-9]{2}))(?![0-9/])"
)
_SHORT_SOLAR = re.compile(r"(?<![0-9/.\-])(?P<y>[3-9][0-9])/(?P<m>[0-9]{2})/(?P<d>[0-9]{2})(?![0-9/])")
_SOLAR_LANGUAGES = frozenset({"fa", "ps"})
_SHORT_CENTURY, _FIRST_SHORT_SOLAR = 1300, 74
"""`74` is 1374, which began in 1995: pages are not older, and the number can be no day."""
_ROMAN = re.compile(
    r"(?<![\w.])(?P<d>[0-9]{1,2})[. ] ?(?P<m>I{1,3}|IV|VI{0,3}|IX|XI{0,2})[. ] ?(?P<y>[12][0-9]{3})(?![0-9])"
)
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_LANGUAGES = frozenset({"pl", "hu", "ro", "bg", "sk", "cs"})
_HIJRI_MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الاول", "ربيع الثاني", "ربيع الآخر", "جمادى الأولى", "جمادى الاولى", "جمادى الثانية", "جمادى الآخرة",
    "جمادى الاخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذي القعدة", "ذو الحجة", "ذي الحجة", "ذو القعده", "ذو الحجه",
)  # fmt: skip
_HIJRI = re.compile(
    rf"(?:[0-9]{{1,2}}[ -]+(?:{'|'.join(fold_in_place(month) for month in _HIJRI_MONTHS)})[ ,،-]+1[34][0-9]{{2}}(?: ?ه\u0640?\.?(?!\w))?"
    r"|(?:1[34][0-9]{2}[/-][0-9]{1,2}[/-][0-9]{1,2}|[0-9]{1,2}[/-][0-9]{1,2}[/-]1[34][0-9]{2}) ?ه\u0640?\.?(?!\w))"
)
_SHORTEST_HIJRI = 12
_VIETNAMESE_WEEKDAY = re.compile(r"\A\W*(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)(?!\w)")
_VIETNAMESE = re.compile(
    r"(?:(?<!\w)ngay )?(?<![0-9/.:])(?P<d>[0-9]{1,2}) thang (?P<m>[0-9]{1,2})(?:, ?| nam |/| )(?P<y>[0-9]{4})(?![0-9])"
)
_STOPPED = re.compile(
    r"(?<![0-9.])(?P<y>[12][0-9]{3})\. (?P<m>[0-9]{1,2})\. (?P<d>[0-9]{1,2})(?![0-9])\.?(?! ?[0-9]{1,2}\.)"
)
_STOPPED_LANGUAGES = frozenset({"ko", "hu"})
_ROC = re.compile(r"(?<![0-9/.\-])(?P<y>[0-9]{3})(?P<s>[/.\-])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9/.\-])")
_ROC_TAGS = ("zh-tw", "zh-hant", "zh_tw", "zh_hant")
_ROC_BEGINS = 1911
_MONTHED_SOLAR = re.compile(
    rf"(?<!\w)(?P<d>[0-9]{{1,2}}) (?P<m>{'|'.join(map(fold_in_place, JALALI_MONTHS))}) (?P<y>[7-9][0-9])(?![0-9/:.])"
)
_SOLAR_MONTHS = {fold_in_place(word): number for word, number in JALALI_MONTHS.items()}
EAST_WEEKDAY = re.compile(
    r" ?\(?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)\)?|\([月火水木金土日一二三四五六월화수목금토일]\)"
)
"""A weekday behind a date of China, Japan or Korea."""


def other_days(text: str, folded: str, *, language: str | None, whole: bool) -> Iterator[Day]:
    """Yield the dates that are counted otherwise, or in other figures, as days of the Gregorian calendar."""
    if "月" in folded:
        yield from _eastern(folded)
    primary = (language or "")[:2].lower()
    if primary in _SOLAR_LANGUAGES:
        yield from _solar(text, folded, whole=whole)
    elif primary in _STOPPED_LANGUAGES or primary == "vi":
        for match in (_VIETNAMESE if primary == "vi" else _STOPPED).finditer(folded):
            yield from _day(int(match["y"]), int(match["m"]), int(match["d"]), match)
    elif whole and primary == "zh" and (language or "").lower().startswith(_ROC_TAGS):
        for match in _ROC.finditer(folded):
            yield from _day(_ROC_BEGINS + int(match["y"]), int(match["m"]), int(match["d"]), match)
    elif primary in _ROMAN_LANGUAGES:
        for match in _ROMAN.finditer(text):
            yield from _day(int(match["y"]), _ROMAN_MONTHS.index(match["m"]) + 1, int(match["d"]), match)


def without_beside(folded: str, language: str | None) -> str:
    """Return a folded line with spaces for what says the same beside a Gregorian day: a day of the Hijri calendar.

    In Vietnamese it is the weekday, which is made of common words.

    >>> without_beside("8 رجب 1440 هـ - 15 مارس 2019", "ar").strip()
    '- 15 مارس 2019'
    """
    if (language or "")[:2].lower() == "vi":
        return _VIETNAMESE_WEEKDAY.sub(lambda match: " " * len(match.group()), folded, count=1)
    if len(folded) < _SHORTEST_HIJRI or "1" not in folded or not any("\u0620" <= sign <= "\u064a" for sign in folded):
        return folded
    return _HIJRI.sub(lambda match: " " * len(match.group()), folded)


def _number(signs: str) -> int | None:
    """Return the number that figures or ideographs mean (`二〇一九`, `三十一`, `元`), or None."""
    if signs.isdecimal():
        return int(signs)
    if signs == "元":
        return 1
    if _TEN not in signs:
        figures = [str(_HAN.get(sign, sign)) for sign in signs]
        return int("".join(figures)) if "元" not in signs else None
    tens, _ten, ones = signs.partition(_TEN)
    if len(tens) > 1 or len(ones) > 1 or not {*tens, *ones} <= _HAN.keys():
        return None
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def _eastern(folded: str) -> Iterator[Day]:
    for match in _EAST.finditer(folded):
        month, day = _number(match["m"]), _number(match["d"])
        if month is None or day is None or not (match["y"] or match["era"]):
            continue
        years = {_number(year) for year in (match["y"], match["y2"]) if year}
        if match["era"]:
            years.add(_year_of(match["era"], _number(match["n"]), month, day))
        year = years.pop()
        if year is not None and not years:
            yield from _day(year, month, day, match)


def _year_of(era: str, number: int | None, month: int, day: int) -> int | None:
    """Return the year of the Gregorian calendar, or None where the era does not have that day."""
    first, last = _ERAS[era]
    if not number or not is_possible(year := first.year - 1 + number, month, day):
        return None
    return year if first <= date(year, month, day) <= last else None


def _solar(text: str, folded: str, *, whole: bool) -> Iterator[Day]:
    """Yield the days of the Solar Hijri calendar; a year of two figures only where it can be no day."""
    for match in _SOLAR.finditer(folded):
        year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("y", "m", "d"))
        yield from _converted(year, month, day, match)
    for match in _MONTHED_SOLAR.finditer(folded) if whole else ():
        if int(match["y"]) >= _FIRST_SHORT_SOLAR:
            yield from _converted(_SHORT_CENTURY + int(match["y"]), _SOLAR_MONTHS[match["m"]], int(match["d"]), match)
    for match in _SHORT_SOLAR.finditer(folded) if whole else ():
        if int(match["y"]) >= _FIRST_SHORT_SOLAR and not text[match.start()].isascii():
            yield from _converted(_SHORT_CENTURY + int(match["y"]), int(match["m"]), int(match["d"]), match)


def _converted(year: int, month: int, day: int, match: re.Match[str]) -> Iterator[Day]:
    found = gregorian_of(year, month, day) if 1 <= month <= len(_ROMAN_MONTHS) else None
    if found is not None:
        yield from _day(*found, match)


def _day(year: int, month: int, day: int, match: re.Match[str]) -> Iterator[Day]:
    if is_possible(year, month, day):
        yield Day(year=year, month=month, day=day, start=match.start(), end=match.end())
