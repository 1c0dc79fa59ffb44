"""Times of day beside a date: `00:00 (UTC +04:00)`, `at 5:30 p.m. EST`, `10h30`.

Rule: pure; sees folded text. (Named after the dial: the machine's clock is never read.)
"""
# ruff: noqa: RUF001, E501  words in many scripts inside patterns

import re

from ingest.normalise.dates.reading import TimeOfDay
from ingest.normalise.dates.tokens import WORD
from ingest.normalise.dates.zones import AMBIGUOUS, OFFSETS

_JOIN = r"(?:t|(?:[ \t]?\([^()0-9]{1,9}\))?[ \t,،;|/•·()\[\]\-@.]{0,4}(?:\b(?:at|om|alle ore|kello|pukul|jam|luc|ora|στις|w|v|um|a las|a|as|alle|o|об|в|о|saat|u|kl\.?|klo|ore|a les|ժամը|ساعت|الساعة|te|o godz\.?|godz\.?)\b\.?)?[ \t:,]{0,3})"
_DIAL = r"(?P<h>[0-9]{1,2})(?P<s>[:.時时点点]|시 ?| ?h ?)(?P<m>[0-9]{2})(?:(?P=s)(?P<x>[0-9]{2}))?(?:[.,:][0-9]{1,9}(?=z|[.,]?[^0-9:]|$))?(?![0-9])(?!%)(?: ?uhr\b| ?(?:hs?|hrs|uur|ч)\b\.?|[分분])?"
_HOUR = r"(?P<h2>[0-9]{1,2})(?= ?[ap]\.? ?m\b)"
_HALF = r"(?: ?(?:(?P<half>[ap])\.? ?m\b\.?|(?P<sign>[صم](?!\w)|अपराह्न|पूर्वाह्न)|(?P<greek>[πμ])\.? ?μ(?!\w)\.?))?"
_EARLY = r"(?:(?P<early>오전|오후|上午|下午|午前|午後) ?)?"
_ZONE = r"(?:[ \t]{0,2}[(,]?[ \t]?(?P<name>(?:utc|gmt|[a-zа-я]{1,8})(?![a-zа-я]))?(?P<offset>[ \t]?[+\-][ \t]?[0-9]{1,2}(?::?[0-9]{2})?(?![0-9:]))?(?P<close>\))?)"
_COMPACT = re.compile(
    r"t(?P<h>[0-9]{2})(?P<m>[0-9]{2})(?P<x>[0-9]{2})?(?:\.[0-9]{1,9})?(?P<zone>z|[+\-][0-9]{2}:?[0-9]{2})?"
)
_AFTER = re.compile(_JOIN + _EARLY + "(?:" + _DIAL + "|" + _HOUR + ")" + _HALF)
_WEEKDAY = re.compile(rf"[ \t,،|(.]{{1,4}}(?P<word>{WORD}(?:['-]{WORD})?)\.?\)?(?: gunu)?(?=[ \t,،|])")
"""A weekday between a date and its time (`15 Mart 2019 Cuma 14:35`)."""
_CLEAR = frozenset({":", "h", "時", "时", "시"})
_CLEAR_WORDS = re.compile(r"\b(?:pukul|jam|kl|klo|godz|alle ore|saat|uhr)\b")
_ZONE_AT = re.compile(_ZONE)
_BEFORE = re.compile(r"(?<![0-9:.])(?:" + _DIAL + "|" + _HOUR + ")" + _HALF + r"(?P<rest>[^0-9:]{0,24})$")
_BEFORE_REACH = 40
"""Characters before a date in which its time is looked for."""

_AFTERNOON = frozenset({"p", "م", "अपराह्न", "μ", "오후", "下午", "午後"})
_HOURS, _MINUTES, _NOON = 24, 60, 12
_LARGEST_OFFSET = 14


def time_after(folded: str, end: int, weekdays: frozenset[str], *, clear: bool = False) -> TimeOfDay | None:
    """Return the time of day that follows the date ending at `end`. `clear`: no amount (in running text)."""
    compact = _COMPACT.match(folded, end)
    if compact is not None:
        return _made(compact, _offset(compact["zone"]), end, compact.end())
    match = _AFTER.match(folded, end) or _AFTER.match(folded, _behind_weekday(folded, end, weekdays))
    if match is None:
        return None
    offset, stop = _zone_at(folded, match.end())
    if clear and not (offset or _is_clear(match)):
        return None
    return _made(match, offset, match.start(), stop)


def _is_clear(match: re.Match[str]) -> bool:
    """Tell whether figures behind a date are a time and no amount: `14:35`, `14h35`, `kl. 14.35`, `14.35 Uhr`."""
    if match["s"] is None or match["s"].strip() in _CLEAR:
        return True
    return match["s"] == "." and _CLEAR_WORDS.search(match.group()) is not None


def _behind_weekday(folded: str, end: int, weekdays: frozenset[str]) -> int:
    """Return where a weekday at `end` ends, or `end` where there is none."""
    match = _WEEKDAY.match(folded, end)
    if match is None or not weekdays.intersection((match["word"], *match["word"].split("'"))):
        return end
    return match.end()


def time_before(folded: str, start: int, weekdays: frozenset[str]) -> TimeOfDay | None:
    """Return the time of day that stands before the date starting at `start` (`18:07, Friday 25 November`)."""
    low = max(0, start - _BEFORE_REACH)
    match = _BEFORE.search(folded[low:start])
    if match is None or match["s"] == ".":
        return None
    offset, stop = _zone_at(folded[:start], low + match.start("rest"))
    words = re.findall(r"[^\W\d_]+", folded[stop:start])
    if any(word not in weekdays and word not in {"on", "am", "le", "el", "il", "of"} for word in words):
        return None
    if "\n" in folded[stop:start].strip(" \t"):
        return None
    return _made(match, offset, low + match.start(), stop)


def _zone_at(folded: str, position: int) -> tuple[str | None, int]:
    """Return the offset named at `position` and where its words end (`position` where there is no zone)."""
    match = _ZONE_AT.match(folded, position)
    if match is None or not (match["name"] or match["offset"]):
        return None, position
    name, offset = match["name"], match["offset"]
    if name is not None and name not in OFFSETS and name not in AMBIGUOUS:
        return None, position
    if offset is None:
        return OFFSETS.get(name or ""), match.end()
    if name is not None and OFFSETS.get(name) != "+00:00":
        return None, match.end()
    return _offset(offset), match.end()


def _offset(raw: str | None) -> str | None:
    if raw is None:
        return None
    bare = re.sub(r"[\s:]", "", raw)
    if bare == "z":
        return "+00:00"
    digits = bare[1:]
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004 - "+4"
    if hours > _LARGEST_OFFSET or minutes >= _MINUTES:
        return None
    return f"{bare[0]}{hours:02}:{minutes:02}"


def _made(match: re.Match[str], offset: str | None, start: int, end: int) -> TimeOfDay | None:
    groups = match.groupdict()
    hour = int(groups.get("h") or groups.get("h2") or 0)
    minute = int(groups.get("m") or 0)
    second = int(groups["x"]) if groups.get("x") else None
    half = next((groups[name] for name in ("half", "sign", "greek", "early") if groups.get(name)), None)
    if half is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half in _AFTERNOON else 0)
    if hour >= _HOURS or minute >= _MINUTES or (second or 0) >= _MINUTES:
        return None
    return TimeOfDay(hour=hour, minute=minute, second=second, offset=offset, start=start, end=end)
