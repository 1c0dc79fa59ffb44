"""Read a byline: who wrote it, and whose copy it is.

Rule: pure; sees one line. What it cannot tell it leaves out: a role is no name, an agency is no author.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
from dataclasses import dataclass

from ingest.extract.words.agencies import credited_agency, known_agency
from ingest.extract.words.names import BYLINE_OPENERS, MEDIA_WORDS, NAME_JOINERS, PARTICLES, ROLE_WORDS, WITH_COLON
from ingest.normalise.dates import find_dates
from ingest.normalise.dates.fold import fold_in_place
from ingest.normalise.dates.words import month_table, weekday_words

LONGEST_BYLINE = 180
"""Characters; a longer line is a sentence."""
_OPENERS = sorted({fold_in_place(each) for each in BYLINE_OPENERS}, key=len, reverse=True)
_NOUNS = frozenset(fold_in_place(each) for each in WITH_COLON)
_OPENER = re.compile(
    r"\s*[\-–—•*#>_]{0,3}\s*(?P<opener>"
    + "|".join(re.escape(each) for each in _OPENERS)
    + r")(?P<colon>\s*[:：՝]|\s+[—–\-])?(?=\s|$|[:：])\s*"
)
_PARTS = re.compile(r"\s+[-–—|/•·]\s+|\s*[|•·;]\s*|,\s+|\s*[()\[\]]\s*|\s*،\s*|、|\s+[-–—](?=\w)")
_JOINERS = re.compile(r"\s+(?:" + "|".join(re.escape(fold_in_place(each)) for each in NAME_JOINERS) + r")\s+")
_ADDRESS = re.compile(r"\S+@\S+|(?<!\w)@\w+|https?://\S+")
_TAIL_PLACE = re.compile(r"\s+(?:in|for|of|from|at|für|pour|para|в|из|для|aus)\s+(?P<tail>\S.*)$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}\s?[^\W\d_]{2,}(?:-[^\W\d_]+)?")
"""`A. Writer`: initials before a word make it a name, whatever the word."""
_MOST_WORDS = 5
_MOST_AUTHORS = 12


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[str, ...]
    """Persons, in order, as written."""
    agency: str | None
    """Canonical name of the agency that is credited, or None."""
    raw: str
    """The line as it stands."""


def read_byline(line: str) -> Byline | None:
    """Return what a line says as a byline, or None where it is not one.

    >>> read_byline("By A. Writer - Trend:")
    Byline(authors=('A. Writer',), agency='Trend', raw='By A. Writer - Trend:')
    >>> read_byline("By Reuters").agency, read_byline("By Monday the water had gone.")
    ('Reuters', None)
    """
    raw = " ".join(line.split())
    if not raw or len(raw) > LONGEST_BYLINE:
        return None
    opened = _OPENER.match(fold_in_place(raw))
    if opened is None:
        return None
    if not opened["colon"] and opened["opener"] in _NOUNS:
        return None
    if not opened["colon"] and raw[opened.start("opener")].islower():
        return None
    dates = find_dates(raw)
    if dates and dates[-1].end == len(raw):
        raw = raw[: dates[-1].start].rstrip(" ,|•·–—-")
    rest = _ADDRESS.sub(" ", raw[opened.end() :]).strip().rstrip(":.,;")
    byline = _byline_of(rest, raw) if rest else None
    if byline is None or opened["colon"] or rest in byline.authors or all(" " in name for name in byline.authors):
        return byline
    return None  # "By Night in Chile": a single word among others is no name


def _byline_of(rest: str, raw: str) -> Byline | None:
    authors: list[str] = []
    agency: str | None = None
    understood = False
    shouted = rest.isupper() and raw.isupper()
    for part in _PARTS.split(rest):
        found = _read_part(part, acronyms=not shouted)
        if found is None:
            return None
        names, part_agency, told = found
        if names and any(len(name.split()) == 1 for name in names) and authors and not told:
            return None
        authors.extend(names)
        agency = agency or part_agency
        understood = understood or told
    if not understood or len(authors) > _MOST_AUTHORS:
        return None
    return Byline(authors=tuple(dict.fromkeys(authors)), agency=agency, raw=raw)


def _read_part(part: str, *, acronyms: bool) -> tuple[list[str], str | None, bool] | None:
    """Return names, agency and whether the part told anything; None where it shows that the line is no byline."""
    part = part.strip().strip(":.,;").strip() if not part.strip().endswith(("Jr.", "Sr.")) else part.strip()
    if not part:
        return [], None, False
    agency = credited_agency(part) if acronyms else known_agency(part)
    if agency is not None:
        return [], agency, True
    if any(character.isdigit() for character in part):
        return [], None, False
    glued = _glued_agency(part)
    if glued is not None:
        return [glued[0]], glued[1], True
    if _is_role_or_outlet(part):
        return [], None, True
    names: list[str] = []
    for each in _split_names(part):
        name, part_agency = _name_and_agency(each)
        agency = agency or part_agency
        if name is None and part_agency is None:
            return None
        if name is not None:
            names.append(name)
    return names, agency, True


def _split_names(part: str) -> list[str]:
    folded = fold_in_place(part)
    pieces, start = [], 0
    for match in _JOINERS.finditer(folded):
        pieces.append(part[start : match.start()])
        start = match.end()
    return [*pieces, part[start:]]


def _name_and_agency(piece: str) -> tuple[str | None, str | None]:
    piece = piece.strip()
    agency = known_agency(piece)
    if agency is not None:
        return None, agency
    tail = _TAIL_PLACE.search(piece)
    if tail is not None:
        name, _ = _name_and_agency(piece[: tail.start()])
        return name, known_agency(tail["tail"])
    glued = _glued_agency(piece)
    if glued is not None:
        return glued
    return (piece, None) if is_person_name(piece) else (None, None)


def _glued_agency(piece: str) -> tuple[str, str] | None:
    """Return name and agency of `Jane Doe Associated Press`, two names without a sign between them."""
    tail = _TAIL_PLACE.search(piece)
    if tail is not None and is_person_name(piece[: tail.start()]):
        agency = known_agency(tail["tail"])
        return (piece[: tail.start()], agency) if agency is not None else None
    words = piece.split()
    for cut in range(2, len(words)):
        agency = known_agency(" ".join(words[cut:]))
        if agency is not None and is_person_name(" ".join(words[:cut])):
            return " ".join(words[:cut]), agency
    return None


def _is_role_or_outlet(part: str) -> bool:
    if _INITIALS.fullmatch(part):
        return False
    words = [word.strip(".,:'\"") for word in fold_in_place(part).replace("-", " ").split()]
    if not words:
        return False
    if any(word in ROLE_WORDS and word not in {"the", "own", "our", "special", "chief", "team"} for word in words):
        return len(words) <= _MOST_WORDS + 1
    return any(word in MEDIA_WORDS for word in words) and len(words) <= _MOST_WORDS + 1


def is_person_name(name: str) -> bool:
    """Return whether a string is written as a person's name: one to five capitalised words, no digits, no weekday."""
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or any(
        character.isdigit() or character in '?!:;"“”«»…%$€' for character in name
    ):
        return False
    folded = [fold_in_place(word).strip(".'") for word in words]
    if words[0].lower() in {"the", "a", "an", "clicking", "this", "that", "its", "his", "her", "their", "all"}:
        return False
    if any(word in month_table("en") or word in weekday_words() for word in folded) and len(words) == 1:
        return False
    return all(_is_name_word(word, bare) for word, bare in zip(words, folded, strict=True)) and any(
        _is_capital(word) for word in words
    )


def _is_name_word(word: str, bare: str) -> bool:
    return _is_capital(word) or bare in PARTICLES or bare.split("-", maxsplit=1)[0] in PARTICLES


def _is_capital(word: str) -> bool:
    first = next((character for character in word if character.isalpha()), "")
    return bool(first) and (first.isupper() or first == first.lower() == first.upper() or "\u10d0" <= first <= "\u10ff")
