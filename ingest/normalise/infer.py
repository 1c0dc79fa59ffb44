"""Infer what a page does not print from what it states: a year, an anniversary's day, the earliest day of writing.

Rule: pure. An inferred value rests on two supports in the page's words, and names them; one support is only a bound.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from ingest.normalise import infer_words as words
from ingest.normalise.dates import DateReading, add_years, find_dates
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.reading import EARLIEST_YEAR, LATEST_YEAR
from ingest.normalise.dates.words import clean_word, month_table, weekday_words
from ingest.normalise.infer_tense import dated_sentences, is_past, may_be_past
from ingest.normalise.sentences import sentences_of

LONGEST_TEXT = 60_000
"""Characters of a text that are looked at."""

NEAR_DAYS = 45
"""A dateline day counts as following the latest date of the text if it lies within so many days after it."""

_LEAD_SENTENCES = 2
_STEM = 6
_LONGEST_QUOTE = 90
_YEAR = re.compile(r"(?<![\w.,/-])(?P<y>1[5-9][0-9]{2}|20[0-9]{2})(?![\w/]|[.,][0-9]|-[0-9])")
_TWO = 2


@dataclass(frozen=True, slots=True)
class Bound:
    """A day before which a text was not written."""

    day: str
    raw: str
    """The words of the date."""


@dataclass(frozen=True, slots=True)
class Inference:
    """A date that stated words lead to."""

    day: str
    evidence: str
    """The words it rests on."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A full date in a text with the words around it, up to the next date."""

    day: str
    raw: str
    clause: str
    is_past: bool
    """Words of the past stand with it."""


def not_before(text: str, *, language: str | None) -> Bound | None:
    """Return the latest full date that the text states as past, or None.

    A date counts only beside words that tell it as past. Texts in languages whose words for it we lack give none.
    """
    latest: Bound | None = None
    for mention in _dated(text, language):
        if mention.is_past and (latest is None or mention.day > latest.day):
            latest = Bound(mention.day, mention.raw)
    return latest


@lru_cache(maxsize=4)
def _dated(text: str, language: str | None) -> tuple[_Mention, ...]:
    """Return the full dates of the sentences that tell of nothing to come."""
    if language is None or language not in words.FUTURE:
        return ()
    dated = dated_sentences(text[:LONGEST_TEXT])
    told = (each for each in dated if not _has_any(each, words.FUTURE[language]) and may_be_past(each, language))
    return tuple(mention for sentence in told for mention in _mentions(sentence, language))


def _mentions(sentence: str, language: str) -> Iterator[_Mention]:
    found = find_dates(sentence, language=language)
    for index, reading in enumerate(found):
        if not _is_full(reading):
            continue
        start = found[index - 1].end if index else 0
        end = found[index + 1].start if index + 1 < len(found) else len(sentence)
        told = is_past(sentence, reading.start, reading.end, language)
        yield _Mention(reading.value[:10], reading.raw, sentence[start:end].strip(" ,;"), told)


def _is_full(reading: DateReading) -> bool:
    return reading.has_year and not reading.ambiguous and reading.precision in {"day", "minute", "second"}


@cache
def _any_of(listed: tuple[str, ...]) -> re.Pattern[str]:
    whole = "|".join(re.escape(clean_word(word)) for word in listed)
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)")


def _has_any(sentence: str, listed: tuple[str, ...]) -> bool:
    return _any_of(listed).search(fold_in_place(sentence)) is not None


def infer_year(
    month_day: str, raw: str, text: str, *, language: str | None, not_after: str | None = None
) -> Inference | None:
    """Return the full date of a day whose year is not printed, or None unless two stated supports agree on the year.

    Supports: the text counts years from a year it names; the day follows closely on the text's latest full date; the
    weekday in `raw` fits; no other such day lies between that date and `not_after`. One against it is a refusal.
    """
    bound = not_before(text, language=language)
    nearest = _first_on_or_after(month_day, bound.day) if bound is not None else None
    if bound is None or nearest is None:
        return None
    told = (
        _by_nearness(nearest, bound),
        _by_limit(nearest, bound, not_after),
        _by_count(nearest, bound, _counted_years(text, language)),
        _by_weekday(nearest, raw),
    )
    if any(support is None for support in told):
        return None
    supports = dict.fromkeys(each for support in told for each in support or ())
    if len(supports) < _TWO:
        return None
    return Inference(nearest, f"'{raw}' without a year; {'; '.join(supports)}")


_Support = tuple[str, ...] | None
"""Words that speak for a day, none, or None where they speak against it."""


def _by_nearness(day: str, bound: Bound) -> _Support:
    apart = date.fromisoformat(day) - date.fromisoformat(bound.day)
    return (f"not before '{bound.raw}'",) if apart.days <= NEAR_DAYS else ()


def _by_limit(day: str, bound: Bound, not_after: str | None) -> _Support:
    """Return both ends where only one such day lies between the text's latest date and its capture."""
    if not_after is None:
        return ()
    if day > not_after:
        return None
    return (f"not before '{bound.raw}'", f"not after {not_after}") if add_years(day, 1) > not_after else ()


def _by_count(day: str, bound: Bound, counted: Iterable[tuple[int, str]]) -> _Support:
    """Return the words that count to the day's year; None where they count to another that the bound allows."""
    possible = {year: quote for year, quote in counted if (_on(f"-{day[4:]}", year) or "") >= bound.day}
    if not possible:
        return ()
    year = int(day[:4])
    return (possible[year],) if set(possible) == {year} else None


def _by_weekday(day: str, raw: str) -> _Support:
    weekday = _weekday_of(raw)
    if weekday is None:
        return ()
    return ("its weekday",) if weekday == date.fromisoformat(day).weekday() else None


def _on(month_day: str, year: int) -> str | None:
    try:
        return date(year, int(month_day[2:4]), int(month_day[5:7])).isoformat()
    except ValueError:  # 29 February of a common year
        return None


def _first_on_or_after(month_day: str, day: str) -> str | None:
    start = int(day[:4])
    return next(
        (found for year in range(start, start + 9) if (found := _on(month_day, year)) is not None and found >= day),
        None,
    )


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _weekday_of(raw: str) -> int | None:
    for word in re.findall(r"[a-z]{3,}", fold_in_place(raw)):
        for index, name in enumerate(_WEEKDAYS):
            if word == name or (word in {name[:3], name[:4]}):
                return index
    return None


@cache
def _number_pattern(language: str) -> str:
    listed = sorted(words.NUMBER_WORDS.get(language, {}), key=len, reverse=True)
    return "|".join(["[0-9]{1,3}", *(re.escape(clean_word(word)) for word in listed)])


@cache
def _ordinal_pattern(language: str) -> str:
    listed = sorted(words.ORDINAL_WORDS.get(language, {}), key=len, reverse=True)
    return "|".join(["[0-9]{1,3}(?:st|nd|rd|th)", *listed])


def _number_of(word: str, language: str) -> int | None:
    digits = re.match(r"[0-9]+", word)
    if digits is not None:
        return int(digits.group())
    table = {**words.NUMBER_WORDS.get(language, {}), **words.ORDINAL_WORDS.get(language, {})}
    return next((number for name, number in table.items() if clean_word(name) == word), None)


@cache
def _patterns(language: str, kind: str) -> tuple[re.Pattern[str], ...]:
    table = words.ELAPSED if kind == "elapsed" else words.MARKS
    number, ordinal = _number_pattern(language), _ordinal_pattern(language)
    filled = (each.replace("{number}", number).replace("{ordinal}", ordinal) for each in table.get(language, ()))
    return tuple(re.compile(rf"(?<!\w){each.replace('{{', '{').replace('}}', '}')}") for each in filled)


def _counted_years(text: str, language: str | None) -> Iterator[tuple[int, str]]:
    """Yield year and words of each statement that counts years from a year that it or the sentence before it names."""
    sentences = sentences_of(text[:LONGEST_TEXT])
    for index, sentence in enumerate(sentences):
        folded = fold_in_place(sentence)
        for pattern in _patterns(language or "", "elapsed"):
            for match in pattern.finditer(folded):
                number = _number_of(match["n"], language or "")
                tied = _tied_year(sentences, index)
                if number and tied is not None and not _is_vague(folded[: match.start()], language or ""):
                    year = tied + number
                    if year <= LATEST_YEAR:
                        yield year, f"'{sentence[match.start() : match.end()]}' of {tied}"


def _is_vague(before: str, language: str) -> bool:
    return before.rstrip().endswith(tuple(f" {clean_word(word)}" for word in words.VAGUE.get(language, ())))


def _tied_year(sentences: Sequence[str], index: int) -> int | None:
    """Return the one year that the sentence names, else the sentence before; None where there are several."""
    for each in (index, index - 1):
        if each < 0:
            return None
        years = {int(match["y"]) for match in _YEAR.finditer(sentences[each])}
        if years:
            year = min(years)
            return year if len(years) == 1 and EARLIEST_YEAR <= year <= LATEST_YEAR else None
    return None


def infer_anniversary(
    headline: str | None, text: str, *, language: str | None, not_after: str | None = None
) -> Inference | None:
    """Return the day around which a piece that marks an anniversary came out, or None.

    Supports: headline or lead marks the anniversary as now; the text dates one such event fully; the sum does not
    lie before the latest date of the text.
    """
    if language not in words.MARKS:
        return None
    lead = sentences_of(text[:LONGEST_TEXT])[:_LEAD_SENTENCES]
    openings = [part for part in (headline, *lead) if part]
    if any(_has_any(part, words.NOT_NOW[language]) for part in openings):
        return None
    stated = list(dict.fromkeys(_marked(openings, language)))
    counts = {number for number, _, _ in stated}
    if len(counts) != 1:
        return None
    number, event, quote = stated[0]
    bound = not_before(text, language=language)
    mention = _dated_event(event, number, text, language, bound)
    if mention is None or bound is None:
        return None
    day = add_years(mention.day, number)
    if day < bound.day or (not_after is not None and day > not_after):
        return None
    return Inference(day, f"'{quote}' + '{_short(mention)}'; not before '{bound.raw}'")


def _marked(openings: Iterable[str], language: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, event and words of each anniversary that is marked as now."""
    for part in openings:
        folded = fold_in_place(part)
        for pattern in _patterns(language, "marks"):
            match = pattern.search(folded)
            if match is None:
                continue
            number = _number_of(match["n"], language)
            if number:
                yield (
                    number,
                    part[match.start("event") : match.end("event")],
                    part[match.start() : match.start("event")].strip(),
                )


def _dated_event(event: str, number: int, text: str, language: str, bound: Bound | None) -> _Mention | None:
    """Return the mention that dates the event; None where none does or two events could be meant."""
    stems = _stems(event, language)
    proper = {stem for stem in stems if _is_proper(stem, event)}
    best: dict[str, tuple[int, _Mention]] = {}
    for mention in _dated(text, language):  # what is marked has happened, whatever its verb
        present = stems & _stems(mention.clause, language)
        if not proper <= present or len(present) < min(_TWO, len(stems)):
            continue
        if bound is not None and add_years(mention.day, number) < bound.day:
            continue
        held = best.get(mention.day)
        score = len(present)
        shorter = held is not None and len(mention.clause) < len(held[1].clause)
        if held is None:
            best[mention.day] = (score, mention)
        else:
            best[mention.day] = (max(score, held[0]), mention if shorter else held[1])
    ranked = sorted(best.values(), key=lambda each: -each[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _stems(phrase: str, language: str) -> set[str]:
    found = re.findall(r"[^\W\d_]{4,}", fold_in_place(phrase))
    idle = words.STOPWORDS.get(language, frozenset()) | weekday_words()
    return {word[:_STEM] for word in found if word not in idle and word not in month_table("en")}


def _is_proper(stem: str, event: str) -> bool:
    return any(
        word[:1].isupper() and fold_in_place(word).startswith(stem) for word in re.findall(r"[^\W\d_]{4,}", event)
    )


def _short(mention: _Mention) -> str:
    clause = mention.clause
    if len(clause) <= _LONGEST_QUOTE:
        return clause
    at = clause.find(mention.raw)
    start = max(0, at - _LONGEST_QUOTE + len(mention.raw))
    return (
        f"…{clause[start : at + len(mention.raw)].split(' ', 1)[-1]}"
        if start
        else f"{clause[:_LONGEST_QUOTE].rsplit(' ', 1)[0]}…"
    )
