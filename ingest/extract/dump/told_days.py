"""Days that a dump tells of: they stand where its date stands, and it did not come out then.

Rule: pure; sees lines and looks. A day that is none of these may still be one: what labels it, a date line says itself.
"""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.judge import Look
from ingest.extract.dump.lines import Line
from ingest.extract.dump.vocabulary import folded
from ingest.normalise.dates import day_of, read_date
from ingest.normalise.dates.labels import EXPLICIT_LABELS, MODIFIED_LABELS, PUBLISHED_LABELS
from ingest.normalise.dates.words import weekday_words

FIRST_PAPERS = "1995"
"""Year from which outlets came out on the web: an older day that nothing calls the day of publication may be told."""
_NEAR = 3
"""Lines before and after a date in which a place is named with it."""
_FEWEST_DAYS = 2
_TEXTS = frozenset({Look.PROSE, Look.SENTENCE})
_ENDS = frozenset({Look.SECTION, Look.RIGHTS})
_LABEL = re.compile(r"(?P<label>[^:：]{2,30}?)\s*[:：]")  # noqa: RUF001 - the wide sign is meant
_TABLE = tomllib.loads(files("ingest.extract.dump").joinpath("words/told_days.toml").read_text("utf-8"))
_EXPLICIT = (*EXPLICIT_LABELS, *MODIFIED_LABELS)
_PLACES = frozenset(map(folded, _TABLE["places"]))


def days_told(lines: Sequence[Line], looks: Sequence[Look], language: str | None) -> frozenset[int]:
    """Return the places of the days of a chronology: bare days, in order, that each open a piece of the text.

    The first may stand under the headline; the others stand between paragraphs, above any list of other articles.
    """
    first_text = next((index for index, look in enumerate(looks) if look in _TEXTS), len(looks))
    end = next((index for index in range(first_text, len(looks)) if looks[index] in _ENDS), len(looks))
    days = {
        index: day
        for index in range(end - 1)
        if looks[index] is Look.DATE
        and looks[index + 1] in _TEXTS
        and (day := _bare_day(lines[index].text, language)) is not None
    }
    if len(set(days.values())) < _FEWEST_DAYS or any(looks[index - 1] not in _TEXTS for index in list(days)[1:]):
        return frozenset()
    told = list(days.values())
    rising = all(first < second for first, second in pairwise(told))
    falling = all(first > second for first, second in pairwise(told))
    return frozenset(days) if rising or falling else frozenset()


def _bare_day(text: str, language: str | None) -> str | None:
    """Return the day of a line that is a day and nothing else: no label, no time of the day."""
    if ":" in text or folded(text).strip(words.EDGE).startswith(_EXPLICIT):
        return None
    reading = read_date(text, language=language)
    return day_of(reading.value) if reading is not None and reading.precision == "day" else None


def is_told(line: Line, near: Sequence[Line], value: str) -> bool:
    """Tell whether the day of a date line may be that of something told: an old one, or one named with a place.

    `near`: the lines around it. A label that says that the page came out, a weekday and a time speak for the page.
    """
    bare = folded(line.text).strip(words.EDGE)
    if bare.startswith(_EXPLICIT):
        return False
    if bare.startswith(PUBLISHED_LABELS) and ":" in line.text:
        return any(_names_place(each) for each in near)
    stamped = ":" in line.text or any(word in weekday_words() for word in re.findall(r"[^\W\d_]+", bare))
    return value < FIRST_PAPERS and not stamped


def _names_place(line: Line) -> bool:
    label = _LABEL.match(line.text)
    return label is not None and folded(label["label"]).strip(words.EDGE) in _PLACES


def around(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """Return the lines near one, in which a place may be named with its day."""
    return [*lines[max(0, index - _NEAR) : index], *lines[index + 1 : index + 1 + _NEAR]]
