"""The dates of one line, each as what the words beside it say: the page's, of a change, or of something else.

Rule: pure; reads one line, knows no places but the one it is told.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.html.around import Around
from ingest.extract.html.doubt import (
    LABEL_REACH,
    OTHER_DAY,
    PUBLISHED,
    is_in_sentence,
    is_in_title,
    label_before,
)
from ingest.extract.html.named_days import is_changed_behind, is_of_picture, is_told_on, is_unknown_label
from ingest.extract.html.own_bylines import opens_byline
from ingest.extract.html.people import fold_name
from ingest.extract.html.structured import NEVER
from ingest.extract.html.told_days import is_told_in_line
from ingest.extract.html.twins import MODIFIED
from ingest.normalise.dates import DateReading, find_dates, read_date
from ingest.normalise.dates.fold import fold_in_place
from schemas.article import Fact

BESIDE_WORDS = 0.6
"""Confidence of a date that other words stand beside, without a label, in a line that nothing calls a date's."""
SURE = 0.8
"""Confidence from which nothing but a label or an element stands beside a date."""
_PARTING = re.compile(r"\s*[|·•⋅]\s*|\s[–—/-]\s")
LONGEST_GLUED = 20
_GLUED = re.compile(r"^([^\W\d_]{3,10}\.?) ?(\d\d)((?:19|20)\d\d)$")
"""A box of month, day and year whose parts the page only draws apart."""
_GLUED_TIME = re.compile(r"^(\d\d?[./-]\d\d?[./-](?:19|20)\d\d)(\d\d:\d\d)$")
"""The same of a day and its time."""


def line_dates(
    around: Around, line: str, place: str, rank: int, *, links: list[str], is_dateish: bool
) -> Iterator[Fact]:
    """Yield the dates of one line, each as what the words beside it say."""
    if len(line) <= LONGEST_GLUED:
        line = _GLUED.sub(r"\1 \2 \3", line) if is_dateish else _GLUED_TIME.sub(r"\1 \2", line)
    whole = read_date(line, language=around.language)
    readings = (whole,) if whole is not None else find_dates(line, language=around.language)
    are_parts = not any(reading.has_year for reading in readings)
    if are_parts:
        readings = tuple(_part_dates(line, around.language))
    for order, reading in enumerate(readings):
        if not reading.has_year or len(reading.value) < len("2000-01-01"):
            continue
        since = readings[order - 1].end if order else 0
        label = fold_in_place(line[: reading.start])[since:]
        until = readings[order + 1].start if order + 1 < len(readings) else len(line)
        is_changed = MODIFIED.search(label) is not None or is_changed_behind(line, reading.end, until)
        field = "modified" if is_changed else "published"
        is_told = is_in_sentence(line, reading)
        is_named = label_before(line, since, reading) is not None or ((is_dateish or is_changed) and not is_told)
        trust = 0.85 if whole is not None or is_named or opens_byline(line) else BESIDE_WORDS
        share = (reading.end - reading.start) / (_end_of_own(line, reading.end) - since)
        if trust < SURE and share < 0.3 and reading.start > 0 and not are_parts:  # noqa: PLR2004  a date inside a sentence is not the page's
            continue
        is_others = _is_others_day(line, readings, order, links=links, is_sure=trust >= SURE)
        is_glued = reading.start == 0 and is_dateish and any(each.startswith(fold_name(line)) for each in around.titles)
        is_others = is_others or (not is_glued and is_in_title(line, reading, around.titles))
        yield Fact(
            field=field,
            value=reading.value,
            raw=_labelled(line, since, reading),
            rule="date-line",
            basis="stated",
            place=place,
            confidence=NEVER if is_others else max(0.5, trust - rank * 0.01 - order * 0.005),
        )


def _is_others_day(line: str, readings: Sequence[DateReading], order: int, *, links: list[str], is_sure: bool) -> bool:
    """Tell whether the words beside a date say that it is the day of something else than the page."""
    reading = readings[order]
    since = readings[order - 1].end if order else 0
    words = line[since : reading.start]
    if OTHER_DAY.search(fold_in_place(line[: reading.start]), since):
        return True
    if not opens_byline(line):
        if is_unknown_label(words, links):
            return True
        if not is_sure and (is_of_picture(words) or is_told_on(words)):
            return True
    if not is_sure and is_in_sentence(line, reading):
        return True
    return label_before(line, since, reading) is None and is_told_in_line(line, tuple(readings), order)


def _end_of_own(line: str, end: int) -> int:
    """Return where the words of a date end that are not those of a later change."""
    changed = MODIFIED.search(fold_in_place(line), end)
    return len(line) if changed is None else changed.start()


def _part_dates(line: str, language: str | None) -> Iterator[DateReading]:
    """Yield the parts of a line that are a date and nothing else, where signs part them (`25.04.22 | By A. Writer`)."""
    start = 0
    for sign in (*_PARTING.finditer(line), None):
        end = sign.start() if sign is not None else len(line)
        reading = read_date(line[start:end], language=language)
        if reading is not None and reading.has_year and (start > 0 or sign is not None):
            yield replace(reading, start=reading.start + start, end=reading.end + start)
        start = sign.end() if sign is not None else end


def _labelled(line: str, since: int, reading: DateReading) -> str:
    """Return the words of a date with the label before it, without what else stands in the line."""
    before = fold_in_place(line[: reading.start])
    labels = [*MODIFIED.finditer(before, since), *PUBLISHED.finditer(before, since)]
    near = [label.start() for label in labels if reading.start - label.end() <= LABEL_REACH]
    return line[min(near, default=reading.start) : reading.end].strip()
