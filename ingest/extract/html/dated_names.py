"""Names on the line of an article's date: behind a label in its midst, or bare beside the day.

Rule: pure; looks at the lines around the headline. What stands beside a date is as often a section or a town: a bare
name is one only where capitals say so, and nothing that the page names otherwise.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.extract.html.near import SHORT_LINE
from ingest.extract.html.own_bylines import LABELS, LONGEST_OPENED, MOSTLY_LINK, opens_byline
from ingest.extract.html.people import TABLE, credits_in, fold_name, is_outlet, tidy_name, without_cuts
from ingest.extract.html.tables import HEADINGS
from ingest.extract.html.walk import Leaf, Walk
from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import is_person_name
from ingest.extract.words.dateline import looks_like_outlet
from ingest.normalise.dates import find_dates
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.words import month_table, weekday_words

NAME = range(2, 4)
"""Words of a bare name."""
NEAR = 2
"""Lines between a bare name and the line of the date."""
ABOVE, UNDER = 2, 6
"""Lines above the heading and under it where a bare name is the author's."""
LONGEST_INITIALS = 2
"""Letters in capitals that may open a name."""
STEM = 4
"""Letters of a word that the headline may have with another ending."""
TOLD = 30
"""Lines of the text in which a subject is named."""
SHORTEST_AGENCY = 3
"""Letters of an agency that a line may name and nothing else: two are as often a button for larger type."""
SHORTEST_DAY = 4
"""Letters of a day of the week that stands alone; shorter words are names too."""
FEWEST_DIGITS = 4
"""Digits of a line from which it may hold a date."""

_SOURCE = re.compile(rf"^\W*(?:{'|'.join(map(re.escape, TABLE['sources']))})\s*[:：՝]\s*", re.IGNORECASE)
_WITH_AGENCY = re.compile(
    rf"(?:^|\s)(?:{'|'.join(map(re.escape, TABLE['with']))})\s+(?P<name>[^\s,;|]+(?: [^\s,;|]+)?)\W*$"
)
_BETWEEN = re.compile(
    rf"\s*[|｜•·⋅;；\u3000]\s*|\s+[-–—/]\s+|\s+(?=(?:{LABELS}|{'|'.join(map(re.escape, TABLE['sources']))})\s*[:：՝])"
)
_CLOCK = re.compile(
    r"^[\s,.()|·•–—-]*\d{1,2}\s?[:.hч時时]\s?\d{2}(?:[:分]\d{0,2})?"
    r"(?:\s*(?:[AaPp]\.?[Mm]\.?|Uhr|uhr|hrs|[A-ZА-ЯЁ]{2,4}|\([A-ZА-ЯЁ]{2,5}\))(?!\w))*\s*"
)
_DAY = frozenset({"يوم", "یوم", "روز", "יום", "ביום"})
"""The word for day, before its name."""
_EDGES = " \t,.;:|()·•–—-/"


def pieces_of(line: str, language: str | None) -> list[str]:
    """Return the parts of a line without its dates and times.

    >>> pieces_of("Jane Roe | 4 May 2019, 14:35", "en")
    ['Jane Roe']
    """
    parts, start = [], 0
    for reading in find_dates(line, language=language):
        parts.append(without_weekday(line[start : reading.start]))
        start = reading.end
    parts.append(line[start:] if start == 0 else _CLOCK.sub("", line[start:]))
    split = (piece.strip(_EDGES) for part in parts for piece in _BETWEEN.split(part))
    return [piece for piece in split if piece]


def without_weekday(text: str) -> str:
    """Return what stands before a date without the day of the week at its end.

    >>> without_weekday("di Ada Lindi Venerdì ")
    'di Ada Lindi'
    """
    words = text.rstrip(" ,|·•–—-").split()
    days = [fold_in_place(word).strip(".,()") for word in words]
    while days and days[-1] in weekday_words() and (len(days[-1]) >= SHORTEST_DAY or len(days) < len(words)):
        days.pop()
    if len(days) < len(words) and days and days[-1] in _DAY:
        days.pop()
    return " ".join(words[: len(days)])


def signed_piece(line: str, language: str | None) -> str | None:
    """Return the part of a dated line that opens as a byline does, or names the agency whose copy it is.

    >>> signed_piece("4 May 2019, 14:35 Author: Jane Roe", "en")
    'Author: Jane Roe'
    """
    return None if len(line) > LONGEST_OPENED or line.endswith((".", "?", "!", "。")) else _signed_piece(line, language)


@lru_cache(maxsize=2048)
def _signed_piece(line: str, language: str | None) -> str | None:
    """Read a line of bounded length; it is asked for in each place where a byline may stand."""
    pieces = pieces_of(line, language) if any(map(str.isdigit, line)) else [line]
    for piece in pieces:
        if piece != line and opens_byline(piece):
            return piece
    found = next(filter(None, map(_agency_in, pieces)), None)
    return found if found is not None or len(pieces) > MOST_PIECES else _lone_agency(pieces, line)


def _lone_agency(pieces: list[str], line: str) -> str | None:
    """Return the agency that is a part of a dated line, or the whole of another."""
    is_whole = pieces == [line]
    for piece in pieces:
        if len(piece) >= SHORTEST_AGENCY and known_agency(piece) and (is_whole or _YEAR.search(line)):
            return piece
    return None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2}(?!\d)")
MOST_PIECES = 4
"""Parts of a line from which it is a row of links or of figures."""


def _agency_in(piece: str) -> str | None:
    """Return the agency that a part of a line gives as its source, or that its end has the paper write with."""
    source = _SOURCE.match(piece)
    if source is not None:
        rest = piece[source.end() :].strip(_EDGES)
        return rest if known_agency(rest) else None
    joined = _WITH_AGENCY.search(piece)
    if joined is not None and known_agency(joined["name"]):
        return joined["name"]
    words = piece.split()
    if len(words) > 1 and words[0].casefold() in _DESKS and known_agency(words[1]):
        return words[1]
    return None


_IN_LENSES = re.compile(
    rf"【(?!.*(?:{'|'.join(map(re.escape, TABLE['flags']))}))"
    r"(?P<name>[\u4e00-\u9fff]{1,3}[ \u3000][\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{4,5})(?<![都道府県市区町村版])】"
)
"""A name in lenticular brackets, as Japanese papers sign."""
_DESKS = frozenset(TABLE["desks"])


def bare_names(walk: Walk, zone: range, outlets: frozenset[str], language: str | None) -> Iterator[tuple[Leaf, str]]:
    """Yield the first bare name right around the headline that stands on the line of a date, or by it."""
    near, heading = _around_heading(walk, zone)
    told = frozenset(word[:STEM] for word in walk.leaves[heading].text.casefold().split()) if near else frozenset()
    dated = [number for number in near if _is_dated(walk.leaves[number], language)]
    for number in dated:
        leaf = walk.leaves[number]
        if number < heading and _MARK.search(leaf.text) is None:
            continue  # the kicker over a headline
        for line in leaf.lines:
            found = [name for piece in pieces_of(line, language) if (name := _bare_name(piece, outlets, told))]
            if found and not _is_told_of(walk, heading, found[0]):
                yield leaf, found[0]
                return
    for number in near:
        leaf = walk.leaves[number]
        if any(0 < abs(number - each) <= NEAR for each in dated) and _may_be_name(leaf):
            line = _without_paper(leaf.text, outlets)
            name = _bare_name(line, outlets, told)
            is_whole = name is not None and fold_name(name) == fold_name(line.partition(" @ ")[0])
            if name is not None and is_whole and not _is_told_of(walk, heading, name):
                yield leaf, name
                return


def _without_paper(line: str, outlets: frozenset[str]) -> str:
    """Return a line without the paper behind the name that it opens with: "Name - Paper"."""
    head, _mark, tail = line.partition(" - ")
    is_paper = bool(tail) and (
        is_outlet(tail, outlets) or looks_like_outlet(tail) or _CAMEL.fullmatch(tail) is not None
    )
    return head if is_paper else line


_CAMEL = re.compile(r"[a-z]+[A-Z][A-Za-z]+")


def _is_told_of(walk: Walk, heading: int, name: str) -> bool:
    """Tell whether the text speaks of a person, its subject then; a line about its author opens with the name."""
    texts = (leaf.text for leaf in walk.leaves[heading + 1 : heading + 1 + TOLD] if leaf.size > SHORT_LINE)
    return any(name in text[1:] for text in texts)


_MARK = re.compile(r"[|｜•·⋅]|\s[-–—/]\s|,\s")


def _around_heading(walk: Walk, zone: range) -> tuple[range, int]:
    """Return the lines right above and under the heading, and its own; without one, none."""
    numbers = range(zone.start, min(zone.stop, len(walk.leaves)))
    heading = next((number for number in numbers if walk.leaves[number].tag == "h1"), None)
    if heading is None:
        heading = next((number for number in numbers if walk.leaves[number].tag in HEADINGS), None)
    if heading is None:
        return range(0), 0
    return range(max(numbers.start, heading - ABOVE), min(numbers.stop, heading + UNDER + 1)), heading


def _may_be_name(leaf: Leaf) -> bool:
    """Tell whether a whole line may be a name: no cell of a table, no entry of a menu."""
    return _is_line(leaf) and leaf.tag not in _CELLS and not (leaf.tag == "li" and leaf.link_density > MOSTLY_LINK)


_CELLS = frozenset({"td", "th", "dt", "dd", "figcaption"})


def _is_line(leaf: Leaf) -> bool:
    """Tell whether a leaf is a short line and no heading, no sentence."""
    return leaf.size <= SHORT_LINE and leaf.tag not in HEADINGS and not leaf.text.endswith((".", "?", "!", "。"))


def _is_dated(leaf: Leaf, language: str | None) -> bool:
    """Tell whether a leaf is a line with a date."""
    if not _is_line(leaf) or sum(map(str.isdigit, leaf.text)) < FEWEST_DIGITS or len(leaf.text) > LONGEST_OPENED:
        return False
    return bool(find_dates(leaf.text, language=language)) or _SHORT_DAY.search(leaf.text) is not None


_SHORT_DAY = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2}(?!\d)")


def _bare_name(piece: str, outlets: frozenset[str], told: frozenset[str]) -> str | None:
    """Return the person whom a part of a line names, and nothing else, by the capitals of its words.

    `told` are the words of the headline: a town or a topic in it is no name.
    """
    if (lenses := _IN_LENSES.fullmatch(piece)) is not None:
        return lenses["name"]
    words = without_cuts(piece).split()
    if len(words) == max(NAME) and words[-1].casefold()[:STEM] in told:
        piece = " ".join(words[:-1])  # the town where it happened stands behind the name
    name = tidy_name(without_cuts(piece))
    words = name.split()
    if fold_name(name) != fold_name(without_cuts(piece).partition(" @ ")[0]):
        return None  # something else stands behind it
    if len(words) not in NAME or not is_person_name(name) or not all(map(_is_name_word, words)):
        return None
    if any(word.casefold()[:STEM] in told or fold_in_place(word) in _SECTIONS for word in words):
        return None
    if any(fold_in_place(word).strip(".") in _TIME_WORDS for word in words):
        return None
    if len(words[0]) > LONGEST_INITIALS and words[0].isupper() != name.isupper():
        return None  # the letters of a firm
    if _ADJECTIVE.search(words[0]) or any(_ABSTRACT.search(word) for word in words):
        return None
    found = credits_in(piece, outlets=outlets)
    return name if [(credit.name, credit.kind) for credit in found] == [(name, "person")] else None


def _is_name_word(word: str) -> bool:
    """Tell whether a word is written as a name: a capital, then small letters or, of a surname, capitals."""
    letters = word.replace("-", "").replace("'", "").replace("’", "").strip(".")
    return letters.isalpha() and letters[0].isupper() and letters[0] != letters[0].lower()


_ADJECTIVE = re.compile(r"(?:ische|liche|meine|eiche|tional|tical|ский|ская|ское|ский|ська|ське|ський)[nrs]?$")
"""How the first of two words ends that say what something is like."""
_ABSTRACT = re.compile(
    r"[a-zß-ÿ](?:ung|ungen|schaft|schaften|keit|heit|ment|ments|ción|ção|zione|zioni|ość|ение|ения)$"
)
"""How nouns end that are nobody's name, among languages that write them with capitals."""
_SECTIONS = frozenset(map(fold_in_place, TABLE["sections"]))
_TIME_WORDS = frozenset(month_table("en")) | weekday_words()
