"""Split a dateline from the paragraph that it opens: `BAKU, Azerbaijan, Nov. 25 (AP) - `.

Rule: pure; sees the start of one paragraph. A place alone is a dateline only where an agency or a known city says so.
"""
# ruff: noqa: RUF001, RUF002  dashes are what is looked for

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extract.words.agencies import credited_agency, known_agency
from ingest.extract.words.cities import CITIES
from ingest.extract.words.names import MEDIA_WORDS, NO_PLACE, TITLE_WORDS
from ingest.normalise.dates import DateReading, find_dates
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.words import month_of, weekday_words

REACH = 160
"""Characters at the start of a paragraph that a dateline may fill."""

_LONGEST_PLACE = 60
_MOST_PLACE_WORDS = 5
_MOST_CREDIT_WORDS = 6

_DASH = r"(?:\s*[–—―]\s*|\s+--?\s+|\s*--\s*|\s+-(?=\w)|-\s+)"
_SLASHED = r"/\s*(?P<slash>[^/\n]{2,40}?)\s*/"
_PAREN = r"\(\s*(?P<paren>[^()\n]{2,60}?)\s*\)"
_AFTER_DATE = re.compile(
    rf"\s*(?P<stop>[.,])?\s*(?:(?:{_PAREN}|{_SLASHED})\s*[.:,]?\s*(?P<creditend>{_DASH}|:\s+|\s+|$)|(?P<dash>{_DASH})|(?P<colon>:)\s+|(?P<end>[.:]?\s*$))"
)
_COMMA_CREDIT = re.compile(
    rf"\s*[.,]\s*(?P<name>(?:[^,.:/\n–—]|\.(?=\w)){{2,40}}?)\s*(?P<after>[.:/։]\s+|{_DASH}|\s*$)"
)
_STOP = re.compile(r"\s*\.\s+(?=[\"“«]?[^\W\d_])")
_CREDIT = re.compile(r"(?P<name>[^:\n.!?–—]{2,60}?)\s*:\s+")
_CREDIT_SENTENCE = re.compile(rf"(?P<name>[^:\n.!?–—]{{2,40}}?)(?:\s*\.\s+|{_DASH})")
_PLACE_CREDIT = re.compile(
    rf"(?P<place>[^()\n]{{2,60}}?)\s*(?:{_PAREN}|{_SLASHED})\s*[.:]?(?P<tail>{_DASH}|\s*$|\s+(?=\S))"
)
_PLACE_DASH = re.compile(r"(?P<place>[^\n–—:]{2,60}?)(?:\s*[–—―]\s*|\s+--?\s+|\s*--\s*)")
_AGENCY_FIRST = re.compile(rf"[\s\[*_]*{_PAREN}\s*[.:]?\s*(?:{_DASH})")
_DAY_CREDIT = re.compile(
    r"(?P<place>[^()\d\n]{2,60}?)[,،]?\s+(?:\d{1,2}\.?(?:\s+de)?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2}),?\s*"
    r"\(\s*(?P<agency>[^()\n]{2,60}?)\s*\)\s*[.:,]?\s*(?:[-–—―]+\s*|$)"
)
"""A place, a day without its year, and the agency in brackets."""
_WIRED = re.compile(
    r"(?P<agency>[\u3400-\u9fff]{2,5}?[社网])(?P<place>[\u3400-\u9fff·]{2,10}?)(?:\d{1,2}月)?\d{1,2}日[电電讯訊](?=[\s（(：:])"
    r"[\s：:]*"
)
_JOINED = {"共同": "Kyodo", "時事": "Jiji Press", "ロイター": "Reuters", "AFP時事": "AFP", "AFP=時事": "AFP"}
"""What stands behind a place in lenticular brackets; alone two of these are words."""
_IN_LENSES = re.compile(
    r"【(?!速報|写真|動画|図解|解説|独自|詳報|特集)(?P<place>[^【】\s]{2,15}?)[\s・＝=]?"
    rf"(?P<agency>{'|'.join(sorted(_JOINED, key=len, reverse=True))}|AFP|AP)】\s*"
)
_REPORTED = re.compile(r"\s*به گزارش\s+(?:خبرنگار\s+)?(?P<agency>[^،,.:؛\n]{2,30}?)\s*[،,:؛]")
_OPENING = re.compile(r"[\s\[(*_#]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed, as its first words say."""

    place: str
    """The place, as written: `BAKU`."""
    place_raw: str
    """The place with its country or region: `BAKU, Azerbaijan`."""
    date: DateReading | None
    credit: str | None
    """Agency or outlet named in the dateline."""
    credit_kind: Literal["agency", "outlet"] | None
    raw: str
    """All words of the dateline."""
    end: int
    """Where the body goes on in the text that was given."""


def split_dateline(text: str, *, language: str | None) -> Dateline | None:
    """Return the dateline that `text` opens with, or None.

    >>> split_dateline("Baku, Nov. 25 (Reuters) - Rain fell.", language="en").credit
    'Reuters'
    >>> split_dateline("Oil prices - which rose - fell.", language="en") is None
    True
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening is not None else 0
    head = text[: start + REACH].split("\n", 1)[0]
    if len(head) <= start:
        return None
    return (
        _dated(head, text, start, language)
        or _credited(head, text, start)
        or _opened_by_agency(head, text, start, language)
        or _known_city(head, text, start)
    )


def _dated(head: str, text: str, start: int, language: str | None) -> Dateline | None:
    dates = find_dates(head, language=language)
    if not dates:
        return None
    date = dates[0]
    if date.start - start > _LONGEST_PLACE:
        return None
    before, credit = _without_paren(head[start : date.start])
    place = _place_of(before)
    if place is None:
        return None
    tail = _credit_after(head, date.end)
    stop = _STOP.match(head, date.end) if place[0].isupper() else None
    if tail is None and stop is not None and head[stop.end() :].lstrip('"“«')[:1].isupper():
        tail = None, None, stop.end()
    if tail is None:
        return None
    name, kind, end = tail
    if credit is not None and name is None:
        name, kind = credit, "agency"
    return Dateline(place[0], place[1], date, name, kind, text[start:end].strip(), _skip_space(text, end))


def _credit_after(head: str, position: int) -> tuple[str | None, Literal["agency", "outlet"] | None, int] | None:
    """Return name, kind and end of what follows the date; None where the sentence simply goes on."""
    after = _AFTER_DATE.match(head, position)
    comma = _COMMA_CREDIT.match(head, position)
    if comma is not None and known_agency(comma["name"]):
        return known_agency(comma["name"]), "agency", comma.end()
    if after is None:
        return None
    named = after["paren"] or after["slash"]
    if named is not None:
        if after["creditend"].isspace() and not (known_agency(named) or after["slash"]):
            return None
        agency = credited_agency(named) if after["creditend"].strip() else None
        return (agency, "agency", after.end()) if agency is not None else (*_credit_of(named), after.end())
    if after["end"] is not None:
        return None, None, after.end()
    return _named_after_dash(head, after.end())


def _named_after_dash(head: str, position: int) -> tuple[str | None, Literal["agency", "outlet"] | None, int]:
    """Read the credit slot: `DATE – NAME:`. An agency or a medium is credited; whoever else stands there speaks."""
    slot = _CREDIT.match(head, position)
    if slot is not None:
        name, kind = _credit_of(slot["name"])
        if name is not None:
            return name, kind, slot.end()
    sentence = _CREDIT_SENTENCE.match(head, position)
    if sentence is not None:
        agency = known_agency(sentence["name"])
        if agency is not None:
            return agency, "agency", sentence.end()
    return None, None, position


def _credit_of(name: str) -> tuple[str | None, Literal["agency", "outlet"] | None]:
    agency = known_agency(name) or next(filter(None, map(known_agency, re.split(r"\s*[/,]\s*", name))), None)
    if agency is not None:
        return agency, "agency"
    return (name.strip(), "outlet") if looks_like_outlet(name) else (None, None)


def looks_like_outlet(name: str) -> bool:
    """Return whether a name is that of a medium: it holds a medium's word, no office, and is written as a name."""
    words = [word.strip(".,'\"()") for word in re.split(r"[\s\-/]+|\.(?=\w)", fold_in_place(name))]
    if not 1 <= len(words) <= _MOST_CREDIT_WORDS or any(word in TITLE_WORDS for word in words):
        return False
    if not any(word in MEDIA_WORDS for word in words):
        return False
    return all(
        _is_capitalised(word) or word in {"of", "and", "the", "de", "la", "für", "der", "die", "das", "&"}
        for word in name.split()
    )


def _credited(head: str, text: str, start: int) -> Dateline | None:
    """Read `PARIS (AFP) - `: a place and an agency without a date."""
    match = _PLACE_CREDIT.match(head, start)
    if match is None:
        return None
    place = _place_of(match["place"])
    agency = known_agency(match["paren"] or match["slash"])
    dashed = bool(match["tail"].strip())
    if place is None or not (agency or (dashed and match["place"].split(",")[0].isupper())):
        return None
    if agency is not None and not dashed and not match["place"].split(",")[0].isupper():
        return None
    kind: Literal["agency"] | None = "agency" if agency else None
    return Dateline(
        place[0], place[1], None, agency, kind, text[start : match.end()].strip(), _skip_space(text, match.end())
    )


def _opened_by_agency(head: str, text: str, start: int, language: str | None) -> Dateline | None:
    """Read a dateline that its agency opens or closes: `(ANSA) - ROMA, 15 MAR - `, `新华社北京3月15日电`."""
    opened = _AGENCY_FIRST.match(text)
    if opened is not None and (agency := known_agency(opened["paren"])):
        rest = split_dateline(text[opened.end() :], language=language)
        if rest is not None and rest.credit is None:
            end = opened.end() + rest.end
            return replace(rest, credit=agency, credit_kind="agency", raw=text[:end].strip(), end=end)
    for form in (_DAY_CREDIT, _WIRED, _IN_LENSES):
        match = form.match(head, start)
        if match is None or (agency := _JOINED.get(match["agency"]) or known_agency(match["agency"])) is None:
            continue
        place = _place_of(match["place"])
        if place is not None:
            end, raw = _skip_space(text, match.end()), text[start : match.end()].strip()
            return Dateline(place[0], place[1], None, agency, "agency", raw, end)
    return None


def reported_agency(text: str) -> str | None:
    """Return the agency that a paragraph opens with as its source, in a sentence that goes on: `به گزارش ایسنا، `.

    >>> reported_agency("به گزارش ایسنا، پل بسته شد.")
    'ISNA'
    """
    match = _REPORTED.match(text[:REACH])
    return known_agency(match["agency"]) if match is not None else None


def _known_city(head: str, text: str, start: int) -> Dateline | None:
    """Read `LONDON - `: a city that papers date from, in capitals or with its country, and a dash."""
    match = _PLACE_DASH.match(head, start)
    if match is None:
        return None
    place = _place_of(match["place"])
    if place is None or fold_in_place(place[0]) not in CITIES:
        return None
    if not (place[0].isupper() or "," in place[1]):
        return None
    return Dateline(
        place[0], place[1], None, None, None, text[start : match.end()].strip(), _skip_space(text, match.end())
    )


def _without_paren(before: str) -> tuple[str, str | None]:
    """Return the words before a date without an agency in brackets (`BAKU (AP), Nov. 25`), and the agency."""
    match = re.fullmatch(rf"(?P<place>[^()\n]{{2,60}}?)\s*{_PAREN}\s*[,.]?\s*", before)
    if match is None:
        return before, None
    return match["place"], known_agency(match["paren"])


def _place_of(words: str) -> tuple[str, str] | None:
    """Return a place and the place with its region, or None where the words are not written as a place."""
    bare = words.strip().rstrip(",.;:-–—|").strip()
    parts = [part.strip() for part in bare.split(",")]
    while parts and _is_weekday(parts[-1]):
        parts.pop()
    if not parts or len(parts) > 3 or not all(parts) or len(bare) > _LONGEST_PLACE:  # noqa: PLR2004 - city, region, country
        return None
    if not all(_is_place_name(part) for part in parts) or _opens_sentence(parts[0]):
        return None
    return parts[0], ", ".join(parts)


def _is_weekday(part: str) -> bool:
    return fold_in_place(part).strip(". ") in weekday_words()


def _opens_sentence(part: str) -> bool:
    first = fold_in_place(part.split(maxsplit=1)[0]).strip(".,:")
    whole = fold_in_place(part).strip(".")
    return (
        first in NO_PLACE
        or whole in weekday_words()
        or month_of(whole, "en") is not None
        or known_agency(part) is not None
    )


def _is_place_name(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= _MOST_PLACE_WORDS or any(
        character.isdigit() or character in '?!"“”«»;:' for character in part
    ):
        return False
    return all(
        _is_capitalised(word)
        or fold_in_place(word) in {"de", "la", "el", "of", "the", "am", "an", "der", "do", "del", "sur", "na", "and"}
        for word in words
    )


def _is_capitalised(word: str) -> bool:
    first = next((character for character in word if character.isalpha()), "")
    caseless = bool(first) and first.lower() == first.upper()
    return bool(first) and (first.isupper() or caseless or "\u10d0" <= first <= "\u10ff")


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
