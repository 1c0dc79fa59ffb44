"""Days that a page tells of, of an event or a life: they stand where its date stands, and it did not come out then.

Rule: pure; says of one date, its line and the elements around it whether it is such a day; the words are data
(`words/told_days.toml`). A day that is none of these may still be one: the caller weighs what else there is.
"""
# ruff: noqa: RUF001  dashes of many scripts

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import islice, zip_longest

from lxml import etree

from ingest.extract.html.body import Body
from ingest.extract.html.doubt import PUBLISHED, is_label
from ingest.extract.html.head import folded
from ingest.extract.html.near import MOST_LINES, SHORT_LINE
from ingest.extract.html.score import SENTENCE_END
from ingest.extract.html.sift import Choice
from ingest.extract.html.twins import MODIFIED
from ingest.extract.html.walk import Leaf, Walk
from ingest.normalise.dates import DateReading, day_of, find_dates, read_date
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.labels import EXPLICIT_LABELS, label_pattern
from schemas.document import BlockKind

FIRST_PAPERS = "1995"
"""Year from which outlets came out on the web: what is printed of an older day without a label tells of it."""
NAMED_DEPTH = 3
"""How many elements around a line may say whose day it is."""
MOST_PARTS = 40
"""Elements inside a line that are looked at."""
LINES_NEAR = 8
"""Lines before and after a date in which a place is named with it."""
LONGEST_PLACE = 30
"""Characters of such a label."""
MOST_CHOICES = 200
"""Lines of the text in which a second day of a chronology is looked for."""
OPENING = "opening"
"""How a day stands in a block that goes on with text."""


def _either(words: list[str]) -> str:
    """Return words, folded, as one alternative, the longest first."""
    return "|".join(map(re.escape, sorted(map(fold_in_place, words), key=len, reverse=True)))


_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/told_days.toml").read_text("utf-8"))
_WHOLE = frozenset(_TABLE["whole"])
_PARTS = re.compile("(?<![a-z])(?:" + "|".join(map(re.escape, _TABLE["parts"])) + ")(?![a-z])")
_TIES, PAGES, _PLACES = (frozenset(map(fold_in_place, _TABLE[name])) for name in ("ties", "pages", "places"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GLUE = re.compile(r"[_:/.]+|-{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d{4}|年")
_SPAN = re.compile(r"[\s,(]*(?:[-–—−~]|to|till|until|bis|au|al|a|ate|do|po|по|до|tot|til)[\s,]*(?:\w{1,3}\.?\s)?")
_DAY_SPAN = re.compile(r"(?<![\d./-])\d\d?\.?\s?[-–—/&]\s?$")
"""The first day of a span that names its month once: `12-14 June`."""
_OTHERS = re.compile(rf"(?<!\w)(?:{_either(_TABLE['others'])})\W*$")
_BEHIND = re.compile(rf"\s?(?:{_either(_TABLE['behind'])})")
_LABELS = frozenset(EXPLICIT_LABELS)
_EXPLICIT = label_pattern(EXPLICIT_LABELS)
CREDIT = re.compile(
    rf"(?<![^\W\d_])(?:{_either(_TABLE['credits'])})\.?(?:\s?[:：/©]|\s(?:by|von|de|di|par|av|van|door)\s)"
    rf"|(?:{_either(_TABLE['credits_behind'])})(?![^\W\d_])"
)
"""How the credit of a picture opens, or ends."""
TODAY = re.compile(rf"(?<![^\W\d_])(?:{_either(_TABLE['today'])})(?![^\W\d_])")
"""A masthead's word for the day of the visit."""
_OPENS = re.compile(r"\s?[-–—:|„“«\"»(]")


def is_told_in_line(line: str, readings: tuple[DateReading, ...], order: int) -> bool:
    """Tell whether the date with number `order` of a line is one end of a span, or tied to other words of the line.

    >>> from ingest.normalise.dates import find_dates
    >>> [is_told_in_line(line, find_dates(line), 0) for line in ("The fire of 3 May 1998", "Ostrel, 3 May 1998")]
    [True, False]
    """
    reading = readings[order]
    if _is_span(line, readings, order) or _DAY_SPAN.search(line, 0, reading.start):
        return True
    label, behind = fold_in_place(line[: reading.start]), fold_in_place(line[reading.end :])
    if _OTHERS.search(label) or (_BEHIND.match(behind) and not _EXPLICIT.search(behind)):
        return True
    before = _WORD.findall(label)
    return len(before) > 1 and before[-1] in _TIES and not PAGES.intersection(before[:-1])


def _is_span(line: str, readings: tuple[DateReading, ...], order: int) -> bool:
    """Tell whether nothing but a sign or word of a span parts a date from the one before or after it."""
    for first, second in ((order - 1, order), (order, order + 1)):
        if first < 0 or second >= len(readings) or readings[first].value[:10] == readings[second].value[:10]:
            continue
        if _SPAN.fullmatch(fold_in_place(line[readings[first].end : readings[second].start])):
            return True
    return False


def is_after_words(line: str, words: str) -> bool:
    """Tell whether the `words` of a date go on from a phrase, no sign between: in a title they are part of it.

    >>> [is_after_words(line, "3 May 1998") for line in ("Town recalls 3 May 1998", "Ada Holm 3 May 1998")]
    [True, False]
    """
    before, found, _ = line.partition(words)
    told = _WORD.findall(before)
    return bool(found) and before[-2:-1].isalpha() and len(told) > 1 and any(word.islower() for word in told)


def is_old(value: str) -> bool:
    """Tell whether a day lies before outlets came out on the web."""
    return value < FIRST_PAPERS


def is_in_event(walk: Walk, leaf: Leaf, body: Body, words: str) -> bool:
    """Tell whether an element around the `words` of a date, or inside their line, calls them the day of an event."""
    apart = {number for number in (body.headline, body.first) if number is not None}
    for number in walk.ancestors(leaf.node)[:NAMED_DEPTH]:
        node = walk.nodes[number]
        if node.end - node.first > MOST_LINES or any(node.first <= each < node.end for each in apart):
            break
        if _names_event(node.element):
            return True
    inner = islice(walk.nodes[leaf.node].element.iterdescendants(etree.Element), MOST_PARTS)
    return any(_names_event(each) and words in folded(each) for each in inner)


def _names_event(element: etree._Element) -> bool:
    names = (element.get(name) for name in ("class", "id", "itemprop"))
    return any(name is not None and _is_event_name(name) for name in names)


@lru_cache(maxsize=20_000)
def _is_event_name(names: str) -> bool:
    """Tell whether a class says that something else than a page happens then.

    >>> [_is_event_name(name) for name in ("eventDate", "pointer-events-none", "match-height", "post-date")]
    [True, False, False, False]
    """
    if any(name in _WHOLE for name in names.lower().split()):
        return True
    return _PARTS.search(_GLUE.sub("-", _HUMP.sub("-", names).lower())) is not None


def is_of_place(walk: Walk, number: int, label: str) -> bool:
    """Tell whether a bare `Date` stands among lines that name the place too: they are about what happened there."""
    if is_label(label) != "published" or fold_in_place(label).strip(" :") in _LABELS:
        return False
    near = walk.leaves[max(0, number - LINES_NEAR) : number + LINES_NEAR]
    return any(leaf.size <= LONGEST_PLACE and fold_in_place(leaf.text).strip(" :") in _PLACES for leaf in near)


def days_within(body: Body) -> tuple[Choice, ...]:
    """Return the judged lines among which the days of a chronology are looked for: so many from the text's first on."""
    start = next((place for place, choice in enumerate(body.choices) if choice.kept), 0)
    return body.choices[start : start + MOST_CHOICES]


def is_one_of_days(walk: Walk, number: int, choices: tuple[Choice, ...], language: str | None) -> bool:
    """Tell whether a line is, or opens, one of several days of a chronology: each has text of its own after it.

    `choices` are the lines among which the other days are looked for (`days_within`).
    """
    leaf = walk.leaves[number]
    look, day = _day_told(walk, leaf, language)
    if day is None:
        return False
    for choice, after in zip_longest(choices, choices[1:]):
        if choice.leaf.tag != leaf.tag or not (choice.kept or choice.kind is BlockKind.DATE):
            continue
        if look == OPENING or (after is not None and after.kept):
            its_look, its_day = _day_told(walk, choice.leaf, language)
            if its_look == look and its_day != day:
                return True
    return False


def _day_told(walk: Walk, leaf: Leaf, language: str | None) -> tuple[str, str | None]:
    """Return how a day stands in a block, alone or before text, and the day; None where none stands so."""
    head = leaf.lines[0][:SHORT_LINE]
    if not _FIGURES.search(head):
        return "", None
    reading = read_date(head, language=language)
    if reading is None and leaf.size > len(head) // 2:
        first = next(iter(find_dates(head, language=language)), None)
        reading = first if first is not None and first.start == 0 and _OPENS.match(head, first.end) else None
        is_opening = True
    else:
        is_opening = len(leaf.lines) > 1
    if reading is None or not reading.has_year:
        return "", None
    if PUBLISHED.search(folded_head := fold_in_place(head)) or MODIFIED.search(folded_head):
        return "", None
    if is_opening and not SENTENCE_END.search(leaf.text[-3:]):
        return "", None
    element = walk.nodes[leaf.node].element
    return (OPENING if is_opening else f"{leaf.tag} {element.get('class', '')}"), day_of(reading.value)
