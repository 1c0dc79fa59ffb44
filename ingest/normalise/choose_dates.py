"""Choose the day of publication among candidates that may contradict each other.

Rule: pure. In this order, each measured on labelled pages: what machines are told under a name of its own
(`datePublished`, `article:published_time`), then under a vague one (`date`), what the page's own words say, the day in
its address, a dateline. Where places that machines read disagree, the one that the page shows; one under a vague name
only where nobody calls that day a change. Four corrections:

- a moment is given in the page's own zone, where its words or its address tell that zone's day;
- a day that the page calls that of publication is believed against what machines are told, and so is an earlier day
  that it shows where the machine's has a vague name or is also the day of a change: pages are stamped again when they
  move; a later day that the page shows without a name is a change;
- a day under a vague name that lies after a change that the page shows is not the one on which it came out;
- a machine's time of publication that is also its time of change is believed less than another, earlier one.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from ingest.normalise.dates import bounds_of, day_of
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import EXPLICIT_LABELS, label_pattern
from ingest.normalise.infer_dates import SURE, derived, either, inferred, lacks_year
from schemas.article import Fact

VAGUE = 0.72
"""Confidence up to which a structured candidate has a name that may mean any date."""
IN_ADDRESS = "url-day"
"""Rule of the day that stands in the page's own address."""
_SHOWN = frozenset({"date-line", "time-element"})
_STRUCTURED_ORDER = ("jsonld", "json-ld", "record", "meta", "og", "article", "microdata", "time", "itemprop")
"""Which structured data is believed first; measured on labelled pages."""
_PLACEHOLDERS = frozenset({"1970-01-01", "1900-01-01", "2000-01-01T00:00:00", "1970-01-01T00:00:00"})
_WIDEST_ZONE = timedelta(hours=14)
_ZONE_STEP = 15
"""Minutes by which zones differ."""
_UTC = re.compile(r"(?:Z|\+00:00)$")
_EXPLICIT = label_pattern(EXPLICIT_LABELS)
_NOON = 12
_EARLIEST_ZONE = 10
"""Hour of UTC from which the next day has begun somewhere."""


def choose_dates(
    candidates: Sequence[Fact], text: str, language: str | None, captured: str | None
) -> tuple[set[int], list[Fact]]:
    """Return the indexes of the chosen date facts and the facts that follow from them."""
    of_field = [index for index, fact in enumerate(candidates) if fact.field == "published"]
    asserted = [index for index in of_field if candidates[index].basis == "asserted"]
    if asserted:
        return {asserted[-1]}, derived(candidates[asserted[-1]])
    limit = _not_after(candidates, captured)
    usable = [index for index in of_field if _is_usable(candidates[index], limit)]
    usable = _before_changes(candidates, usable)
    full = sorted(
        (index for index in usable if not lacks_year(candidates[index])),
        key=lambda index: _date_rank(candidates, index),
    )
    if full:
        best = _corrected(candidates, full)
        rivals = _later_datelines(candidates[best], candidates)
        if rivals:
            return set(), either(candidates[best], rivals)
        return {best}, derived(candidates[best])
    partial = [candidates[index] for index in usable if lacks_year(candidates[index])]
    return set(), inferred(candidates, partial, text, language, limit, captured)


def structured_rank(fact: Fact) -> int:
    """Return how late a structured candidate is believed; 0 for those that are not structured."""
    return _told_rank(fact.rule, fact.place or "") if fact.basis == "structured" else 0


@lru_cache(maxsize=1024)
def _told_rank(rule: str, place: str) -> int:
    """Return how late what a rule found at a place is believed."""
    told = f"{rule} {place}".lower()
    return next((rank for rank, word in enumerate(_STRUCTURED_ORDER) if told.startswith(word)), None) or next(
        (rank for rank, word in enumerate(_STRUCTURED_ORDER) if word in told), len(_STRUCTURED_ORDER)
    )


def _is_usable(fact: Fact, limit: str | None) -> bool:
    if fact.value is None or fact.confidence < SURE or fact.value in _PLACEHOLDERS or fact.value[:19] in _PLACEHOLDERS:
        return False
    if lacks_year(fact):
        return True
    bounds = bounds_of(fact.value)
    return bounds is not None and (limit is None or bounds[0] <= limit)


def _before_changes(candidates: Sequence[Fact], usable: Sequence[int]) -> list[int]:
    """Return usable candidates without the machine's days after a change: the page came out before.

    Under a vague name such a day is not believed against the page's words; under a name of its own not where machines
    are told the change too, and the page shows a day that is not after it.
    """
    shown = _first_change(fact for fact in candidates if _is_shown(fact))
    told = _first_change(fact for fact in candidates if fact.basis == "structured" and fact.confidence >= SURE)
    seen = [day_of(candidates[index].value or "") for index in usable if _is_shown(candidates[index])]
    if told is not None and not any(day <= told for day in seen if day):
        told = None
    return [index for index in usable if not _is_after(candidates[index], shown, told)]


def _first_change(candidates: Iterable[Fact]) -> str | None:
    """Return the first day of a change among candidates."""
    days = (day_of(fact.value or "") for fact in candidates if fact.field == "modified")
    return min((day for day in days if day), default=None)


def _is_after(fact: Fact, shown: str | None, told: str | None) -> bool:
    """Tell whether machines are told a day after a change: a vague one after one that the page shows, or any."""
    day = day_of(fact.value or "")
    if fact.basis != "structured" or day is None:
        return False
    if fact.confidence <= VAGUE and shown is not None and day > shown:
        return True
    first, last = _moment(told), _moment(day)
    return first is not None and last is not None and _days(first, last) > 1


def _date_rank(candidates: Sequence[Fact], index: int) -> tuple[int, int, float, int]:
    fact = candidates[index]
    return _tier(fact), structured_rank(fact), -fact.confidence, index


def _tier(fact: Fact) -> int:
    """Return the place of a candidate's kind in the order of belief."""
    if fact.basis == "structured":
        return 0 if fact.confidence > VAGUE else 1
    if fact.basis == "stated":
        return 3 if fact.rule == IN_ADDRESS else 2
    return 4 if fact.basis == "dateline" else 5


def _corrected(candidates: Sequence[Fact], ranked: Sequence[int]) -> int:
    """Return the candidate that is chosen among usable ones, the most believed first."""
    best = _finer(candidates, ranked)
    day = day_of(candidates[best].value or "")
    shown = [index for index in ranked if _is_shown(candidates[index]) and day_of(candidates[index].value or "")]
    if best in shown:
        return _as_read(candidates, best, shown)
    if candidates[best].basis != "structured" or any(day_of(candidates[index].value or "") == day for index in shown):
        return best
    days = {day_of(candidates[index].value or "") for index in shown}
    if (agreed := _agreed(candidates, ranked, days)) is not None:
        return agreed
    best = _unstamped(candidates, best, ranked)
    if shown:
        called = (index for index in shown if _is_called(candidates[index]))
        best = _shown_or_told(candidates, best, next(called, shown[0]))
    return _in_own_zone(candidates, best, ranked)


def _agreed(candidates: Sequence[Fact], ranked: Sequence[int], days: set[str | None]) -> int | None:
    """Return what machines are told elsewhere where the page shows that day; under a vague name, if nothing changed."""
    changes = {day_of(fact.value or "") for fact in candidates if fact.field == "modified"}
    for tier, among in ((0, days), (1, days - changes)):
        for index in ranked:
            if _tier(candidates[index]) == tier and day_of(candidates[index].value or "") in among:
                return index
    return None


def _as_read(candidates: Sequence[Fact], best: int, shown: Sequence[int]) -> int:
    """Return the words of a `time` element instead of what it tells machines, where these say another day."""
    element = candidates[best]
    if element.rule == "date-line":
        return best
    for index in shown:
        words, day = candidates[index], day_of(element.value or "") or ""
        if words.rule == "date-line" and words.place == element.place and day_of(words.value or "") != day:
            return best if _is_swapped(words, day) else index
    return best


def _finer(candidates: Sequence[Fact], ranked: Sequence[int]) -> int:
    """Return the first candidate, or one that says the day of the same month or year where the first does not."""
    first = candidates[ranked[0]]
    if day_of(first.value or "") is not None:
        return ranked[0]
    coarse = first.value or ""
    return next(
        (
            index
            for index in ranked[1:]
            if day_of(candidates[index].value or "") and (candidates[index].value or "").startswith(coarse)
        ),
        ranked[0],
    )


def _unstamped(candidates: Sequence[Fact], best: int, ranked: Sequence[int]) -> int:
    """Return the best candidate, or an earlier strong one where the best is the time of the page's last change."""
    told = _moment(candidates[best].value)
    changes = [_moment(fact.value) for fact in candidates if fact.field == "modified" and fact.confidence >= SURE]
    if told is None or candidates[best].basis != "structured" or not any(told == each for each in changes if each):
        return best
    for index in ranked:
        other = _moment(candidates[index].value)
        if _tier(candidates[index]) == 0 and other is not None and _days(other, told) > 0:
            return index
    return best


def _shown_or_told(candidates: Sequence[Fact], told: int, shown: int) -> int:
    """Return what the page shows instead of what machines are told: a day that it calls so, or an earlier one.

    The earlier day counts where the other one is also that of a change, or stands under a vague name; against a vague
    one so does a later day in an element that is made for dates.
    """
    words, day = candidates[shown], day_of(candidates[told].value or "")
    seen = day_of(words.value or "")
    if day is None or seen is None or _is_swapped(words, day):
        return told
    apart = (date.fromisoformat(day) - date.fromisoformat(seen)).days
    if abs(apart) > 1 and _is_called(words):
        return shown
    changes = {day_of(fact.value or "") for fact in candidates if fact.field == "modified"}
    if candidates[told].confidence <= VAGUE:
        return shown if apart > 0 or (words.rule == "time-element" and seen not in changes) else told
    return shown if apart > 1 and day in changes else told


def _is_called(fact: Fact) -> bool:
    """Tell whether the words of a date open with a label that says that the page came out then."""
    return fact.rule == "date-line" and _EXPLICIT.match(fold_in_place(fact.raw)) is not None


def _is_shown(fact: Fact) -> bool:
    """Tell whether a candidate is a date that people read on the page."""
    return fact.basis == "stated" and fact.rule in _SHOWN


def _is_swapped(words: Fact, day: str) -> bool:
    """Tell whether a date in figures means `day`, where its month is written first."""
    seen = words.value or ""
    return seen[:5] + seen[8:10] + "-" + seen[5:7] == day


def _in_own_zone(candidates: Sequence[Fact], best: int, others: Sequence[int]) -> int:
    """Return the candidate that says the day of the same moment in the page's own zone, else the best."""
    told = candidates[best].value or ""
    for index in others:
        fact = candidates[index]
        is_own = fact.rule == IN_ADDRESS or (_is_shown(fact) and not _UTC.search(fact.value or ""))
        if is_own and _is_same_moment(told, fact.value or ""):
            return index
    return best


def _is_same_moment(told: str, shown: str) -> bool:
    """Tell whether a shown time, or a shown day, is a machine's moment in another zone, where its day is another.

    >>> _is_same_moment("2020-02-25T02:25:54+00:00", "2020-02-24T21:25:00")
    True
    >>> _is_same_moment("2020-02-25T02:25:54+00:00", "2020-02-24")
    True
    >>> _is_same_moment("2020-02-25T18:25:54+00:00", "2020-02-24")
    False
    """
    if told[:10] == shown[:10]:
        return False
    first, second = _moment(told), _moment(shown)
    if first is None or second is None or abs(_days(first, second)) > 1 or "T" not in told:
        return False
    if "T" in shown:
        apart = abs(_minutes(first) - _minutes(second))
        return apart % _ZONE_STEP == 0 and apart <= _WIDEST_ZONE.total_seconds() / 60
    if not _UTC.search(told):
        return False
    return first.hour < _NOON if shown < told[:10] else first.hour >= _EARLIEST_ZONE


def _minutes(moment: datetime) -> int:
    """Return the minute of a moment as its own clock shows it."""
    return moment.toordinal() * 24 * 60 + moment.hour * 60 + moment.minute


def _days(earlier: datetime, later: datetime) -> int:
    """Return the days from one moment to the other, by their own calendars."""
    return later.toordinal() - earlier.toordinal()


def _moment(value: str | None) -> datetime | None:
    """Return the moment that a value names, midnight for a day; None for less than a day."""
    if day_of(value or "") is None:
        return None
    try:
        return datetime.fromisoformat(value or "")
    except ValueError:  # a day that no calendar has
        return None


def _not_after(candidates: Sequence[Fact], captured: str | None) -> str | None:
    """Return the day after which the page was not written: that of its capture, with a day for time zones."""
    day = day_of(captured) if captured else None
    if day is None:
        hints = [
            day_of(fact.value or "") for fact in candidates if fact.field == "captured_hint" and fact.confidence >= SURE
        ]
        day = next((hint for hint in hints if hint), None)
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
    except (ValueError, OverflowError):  # a stated capture time that no calendar has
        return None


def _later_datelines(best: Fact, candidates: Sequence[Fact]) -> list[Fact]:
    """Return other datelines with a later day, where the best date is a dateline: which is the page's is not said."""
    if best.basis != "dateline":
        return []
    day = (best.value or "")[:10]
    return [
        fact
        for fact in candidates
        if fact.field == "published" and fact.basis == "dateline" and (day_of(fact.value or "") or "") > day
    ]
