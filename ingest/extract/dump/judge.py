"""Judge one line of a dump by its own words: what it may be, before its place on the page is looked at.

Rule: pure; sees one line. What a line is in the end, its neighbours decide (`zones`).
"""
# ruff: noqa: RUF001, E501  signs of many scripts, long patterns

import re
from enum import Enum, auto
from itertools import pairwise

from ingest.extract.dump import vocabulary as words
from ingest.extract.dump.bylines import byline_of
from ingest.extract.dump.lines import Line, opens_low
from ingest.extract.dump.vocabulary import folded
from ingest.extract.words.dateline import REACH, split_dateline
from ingest.normalise.dates import find_dates, read_date
from ingest.normalise.dates.labels import MODIFIED_LABELS, label_pattern
from ingest.normalise.dates.read import LONGEST_DATE


class Look(Enum):
    """What a line looks like, taken by itself."""

    __hash__ = object.__hash__  # looks are looked up by the million, and an enumeration's own hash is slow

    PROSE = auto()
    """A paragraph: a dozen words or more, closed as sentences are."""
    SENTENCE = auto()
    """Shorter, closed as sentences are."""
    SHORT = auto()
    """Neither closed nor furniture: a headline, a heading, an item, a verse."""
    DATE = auto()
    """A date and nothing else."""
    BYLINE = auto()
    DATELINE = auto()
    """A dateline and nothing else."""
    TAGS = auto()
    COUNTER = auto()
    """A number and nothing else, or views, shares, minutes to read."""
    TEASER = auto()
    """Another article's title with its time."""
    SECTION = auto()
    """The heading of a list of other articles, of comments and the like."""
    FURNITURE = auto()
    POINTER = auto()
    """`Read also: ...`: one line that points elsewhere, or a filler that returns between the paragraphs."""
    RIGHTS = auto()
    """A copyright line."""
    LINK = auto()
    """A URL and nothing else."""
    END = auto()
    """A sign that closes an article (`--`, `* * *`)."""


META = frozenset({Look.DATE, Look.BYLINE, Look.DATELINE, Look.COUNTER})
"""What stands between headline and body."""

FURNISHING = frozenset({Look.FURNITURE, Look.SECTION, Look.TEASER, Look.RIGHTS, Look.POINTER})

PROSE_WORDS = 12
_PROSE_SIGNS = 25
_SENTENCE_WORDS = 4
_SECTION_WORDS = 7
_OPENING_WORDS = 25
_TAG_WORDS = 5
_MOST_COUNTED = 4

_URL = re.compile(r"<?https?://\S+>?|www\.\S+\.\S+", re.IGNORECASE)
_CLOSED = re.compile(
    r"[.!?…。！？؟։።।:;][\"'”’»“)\]]*$|[.!?…][\"'”’»“)\]]*\s*\[\d+\]$|(?<!\d)[.!?…][\"'”’»“)\]]*\s*\d+$|[\"”»]$"
)
_LONGEST_END = 40
"""Signs at a line's end that are looked at: quotes, brackets and notes stand behind a full stop."""
_RIGHTS = re.compile(
    r"^\W{0,3}(?:©|ⓒ|copyright\b)|^\W{0,3}\(c\)\s(?=\W*(?:19|20)\d\d|copyright|[^.,]{2,40}\W(?:19|20)\d\d\W*$)|"
    r"©\s*(?:copyright\s*)?(?:19|20)\d\d|\bcopyright\s*©",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"[^\w]*\d[\d\s.,\u00a0]*[kKmM]?[^\w]*")
_TEASER_START = re.compile(
    r"(?:\d{1,2}:\d{2}|\d{1,2} \w{3,12}\.?(?: \d{4})?,? \d{1,2}:\d{2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?,? (?:\d{1,2}:\d{2})?)\s*[•|·\-–—:]?\s*(?=\S)"
)
_RELATIVE = re.compile(
    r"(?:\d{1,3}|an?|one|few) (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago|just now|"
    r"(?:сегодня|вчера|bu gun|dunen|dun|bugun|today|yesterday|heute|gestern|hoy|ayer|aujourd'hui|hier|сьогодні|вчора|այսօր|երեկ|დღეს|გუშინ),? \d{1,2}:\d{2}|"
    r"\d{1,3} (?:минут\w*|час\w*|дн\w*|день|назад) назад|\d{1,3} (?:deqiqe|saat|gun|dakika) (?:evvel|once)|vor \d{1,3} (?:minuten|stunden|tagen)|il y a \d{1,3} (?:minutes?|heures?|jours?)|hace \d{1,3} (?:minutos?|horas?|dias?)"
)
_CHANGED = label_pattern(MODIFIED_LABELS)
_MODIFIED_AT = re.compile(
    r"(?:(?<=\W)|(?<=\d))(?:" + "|".join(sorted(map(re.escape, MODIFIED_LABELS), key=len, reverse=True)) + r")(?!\w)"
)
_PIECES = re.compile(r"\s*[|•·]\s*|\s{2,}")
_MARKUP = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)
_BREADCRUMB = re.compile(r"\s*(?:>|»|›|→|::|\|)\s*|\s+[/•·]\s+")
_COUNT = re.compile(r"\s*[(\[:]\s*\d{1,5}$")
"""How many comments there are, behind the heading of their list."""
_DATED = re.compile(r"[\d(]")
_LABELLED_DAY = re.compile(r"[^\W\d_]\s?[:：՝]\s?(?=\d)")
"""A label before a day: what stands before its colon is no place."""
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_closed(text: str) -> bool:
    """Return whether a line ends as a sentence ends."""
    return bool(_CLOSED.search(text[-_LONGEST_END:]))


def is_prose(text: str) -> bool:
    """Return whether a line is a paragraph of running text."""
    count = len(text.split())
    if len(_IDEOGRAPH.findall(text)) >= _PROSE_SIGNS:
        return True
    return count >= PROSE_WORDS and (is_closed(text) or count >= PROSE_WORDS * 3)


def look_of(line: Line, language: str | None = None) -> Look:
    """Return what a line looks like by itself."""
    return _sign_look(line, language) or _furniture_look(line.text) or _words_look(line.text, language)


def _sign_look(line: Line, language: str | None) -> Look | None:
    """Return the look of a line that is a sign, an address, a date, a number or tags, and nothing else."""
    text = line.text
    bare = folded(text).strip(" .")
    if words.ENDINGS_OF_ARTICLE & {text, bare} or not any(map(str.isalnum, text)):
        return Look.END
    if _URL.fullmatch(text):
        return Look.LINK
    if is_date_line(text, language):
        return Look.DATE
    if _is_counter(text):
        return Look.COUNTER
    return Look.TAGS if is_tag_line(line) else None


def _words_look(text: str, language: str | None) -> Look:
    looked = text_look(text, language)
    return looked if looked in META or not _is_teaser(text) else Look.TEASER


def text_look(text: str, language: str | None = None) -> Look:
    """Return what a line looks like where it is no furniture: byline, dateline, or words."""
    if byline_of(text) is not None:
        return Look.BYLINE
    if _is_dateline_only(text, language):
        return Look.DATELINE
    if is_prose(text):
        return Look.PROSE
    sentence = is_closed(text) and (len(text.split()) >= _SENTENCE_WORDS or _IDEOGRAPH.search(text))
    return Look.SENTENCE if sentence else Look.SHORT


def _furniture_look(text: str) -> Look | None:
    bare = folded(_MARKUP.sub("", text)).strip(words.EDGE)
    count = len(bare.split())
    if count <= _SECTION_WORDS and _COUNT.sub("", bare) in words.SECTION_HEADS:
        return Look.SECTION
    if bare in words.NAVIGATION or _is_row_of_navigation(text):
        return Look.FURNITURE
    if _is_rights(text, bare):
        return Look.RIGHTS
    colon = ":" in text or "：" in text
    if colon and count <= _OPENING_WORDS and bare.startswith(words.POINTER_OPENINGS):
        return Look.POINTER
    return Look.FURNITURE if _opens_as_furniture(text, bare, count) else None


def _opens_as_furniture(text: str, bare: str, count: int) -> bool:
    """Return whether a line begins as furniture does; a long sentence only where the opening is sure."""
    if bare[: words.HEAD_SIGNS] not in words.OPENING_HEADS:
        return False
    if bare.startswith(words.SURE_OPENINGS):
        return True
    if count > _OPENING_WORDS or not folded(text).lstrip(words.EDGE).startswith(words.OPENINGS):
        return False
    return not (is_closed(text) and not text.endswith(":") and count >= PROSE_WORDS)


def _is_rights(text: str, bare: str) -> bool:
    if len(text) > 400:  # noqa: PLR2004 - a copyright notice, not an article on copyright
        return False
    signed = any(sign in text for sign in "©ⓒ") or any(sign in folded(text) for sign in ("copyright", "(c)"))
    return (signed and bool(_RIGHTS.search(text))) or (
        len(text.split()) <= _OPENING_WORDS and any(word in bare for word in words.RIGHTS_WORDS)
    )


def _is_row_of_navigation(text: str) -> bool:
    """Return whether a line is a menu in one row or a breadcrumb: `Home > News > World`, `About us Contacts Advertising`."""
    if len(text.split()) > _OPENING_WORDS * 2:
        return False
    parts = [part for part in (folded(each).strip(words.EDGE) for each in _BREADCRUMB.split(text)) if part]
    if len(parts) > 1:
        known = sum(part in words.NAVIGATION for part in parts)
        brief = all(len(part.split()) <= _TAG_WORDS for part in parts) or parts[0] in words.NAVIGATION
        return known * 2 >= len(parts) and brief
    return _is_navigation_run(folded(text).strip(words.EDGE).split())


def _is_navigation_run(parts: list[str]) -> bool:
    """Return whether words can be cut into at least three menu words (`about us contacts advertising`), greedily."""
    if len(parts) < 3:  # noqa: PLR2004
        return False
    index = runs = missed = 0
    while index < len(parts) and missed <= len(parts) // 4:
        length = next((size for size in (4, 3, 2, 1) if " ".join(parts[index : index + size]) in words.NAVIGATION), 0)
        runs += bool(length)
        missed += not length
        index += length or 1
    return runs >= 3 and missed <= runs // 3  # noqa: PLR2004


def is_date_line(text: str, language: str | None = None) -> bool:
    """Return whether a line is a date (with its label, time, view counter) and nothing else."""
    if len(text) > LONGEST_DATE:
        return False
    if is_relative(text):
        return True
    bare = date_part(text)
    return (
        bool(bare)
        and any(character.isdigit() for character in bare)
        and not bare.isdigit()
        and _is_dates(bare, language)
    )


def is_relative(text: str) -> bool:
    """Return whether a line says how long ago something was, and nothing else.

    >>> is_relative("2 hours ago"), is_relative("2 hours")
    (True, False)
    """
    return _RELATIVE.fullmatch(folded(text).strip(words.EDGE)) is not None


def _is_dates(text: str, language: str | None) -> bool:
    if read_date(text, language=language) is not None:
        return True
    pieces = date_pieces(text)
    dated = sum(read_date(piece, language=language) is not None for piece in pieces)
    return len(pieces) > 1 and dated > 0 and all(_is_stamp(piece, language) for piece in pieces)


def _is_stamp(piece: str, language: str | None) -> bool:
    if read_date(piece, language=language) is not None or _is_counter(piece):
        return True
    if byline_of(piece) is not None or words.SOURCE_LINE.match(folded(piece)):
        return True
    bare = folded(piece).strip(words.EDGE)
    label = _CHANGED.match(bare)
    return bool(_RELATIVE.fullmatch((bare[label.end() :] if label else bare).strip(words.EDGE)))


def date_pieces(text: str) -> list[str]:
    """Return the dates of a date line, each with its label: `Published 3 May | Updated 5 May`."""
    bare = folded(text)
    starts = [0, *(match.start() for match in _MODIFIED_AT.finditer(bare) if match.start()), len(text)]
    halves = [text[start:end] for start, end in pairwise(starts)]
    pieces = [piece for half in halves for piece in _PIECES.split(half)]
    return [piece.strip(" ,;()/") for piece in pieces if piece.strip(" ,;()/")]


def date_part(text: str) -> str:
    """Return a date line without a view counter that stands beside its date."""
    return re.sub(
        r"(?<=[\d)])\s*[|•·]?\s*(?:👁\s*)?\d[\d ,.]*\s*(?:views?|просмотр\w*|baxış|okunma|vues|visitas)\s*$",
        "",
        text,
        flags=re.IGNORECASE,
    ).strip()


def counts_nothing(text: str) -> bool:
    """Return whether a line is a bare number: a page's counter, or a figure of the text.

    >>> counts_nothing("1631.4"), counts_nothing("1631 views")
    (True, False)
    """
    return _NUMBER_ONLY.fullmatch(text) is not None


def _is_counter(text: str) -> bool:
    if len(text.split()) > 8:  # noqa: PLR2004 - a counter is short
        return False
    bare = folded(text)
    if any(phrase in bare for phrase in words.READING_TIME) and any(map(str.isdigit, bare)):
        return True
    if counts_nothing(text):
        return True
    parts = [part.strip(words.EDGE) for part in re.split(r"[\s:]+", bare) if part.strip(words.EDGE)]
    numbers = [part for part in parts if part[:1].isdigit()]
    others = [part for part in parts if not part[:1].isdigit()]
    return (
        bool(numbers)
        and bool(others)
        and all(part in words.VIEW_WORDS or part in {"k", "people", "times", "read", "this", "of"} for part in others)
        and len(others) <= _MOST_COUNTED
    )


def is_tag_line(line: Line) -> bool:
    """Return whether a line is a tag or a list of tags."""
    label, sign, rest = line.text.partition(":")
    if sign and rest.strip() and folded(label).strip(words.EDGE) in words.TAG_LABELS:
        return True
    pieces = line.text.split("#")
    return (
        line.text.startswith("#")
        and not pieces[0]
        and all(0 < len(piece.split()) <= _TAG_WORDS for piece in pieces[1:])
        and not is_closed(line.text)
    )


def _is_dateline_only(text: str, language: str | None) -> bool:
    if len(text) > REACH or not _DATED.search(text):
        return False
    found = split_dateline(text, language=language)
    if found is None or found.end < len(text) or _LABELLED_DAY.search(text):
        return False
    return found.date is not None or found.credit is not None


def _is_teaser(text: str) -> bool:
    """Return whether a line is a title with its time: `16 May 23:15 • Bridge opens`, `Bridge opens 16 May 23:15`."""
    start = _TEASER_START.match(text)
    if start is not None and len(text) - start.end() > 3 and not is_closed(text[start.end() :]):  # noqa: PLR2004
        rest = text[start.end() :]
        return not opens_low(rest) and any(map(str.isalpha, rest))
    if len(text.split()) > _OPENING_WORDS or is_closed(text):
        return False
    dates = find_dates(text)
    return bool(dates) and dates[-1].end == len(text) and ":" in dates[-1].raw and dates[-1].start > 0
