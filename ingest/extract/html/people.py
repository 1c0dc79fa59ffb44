"""From what a page writes in an author's place to persons and agencies.

Rule: pure; one string at a time. A role, an outlet and an address are no person; an agency is its own field.
"""

import re

from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import is_person_name, read_byline
from ingest.extract.words.names import MEDIA_WORDS, ROLE_WORDS
from ingest.normalise.dates.fold import fold_in_place

LONGEST = 300
LONGEST_NAME = 60
MOST_WORDS = 6

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_OPENER = re.compile(
    r"^\W*(?:(?:written|reported|posted|published|story|words|text|report|article|review(?:ed)?|photos?|edited)\s+by|by|von|par|por|di|door|av|af|"
    r"przez|tekst|текст|автор|автори|authors?|autor(?:in|en|es|a)?|auteurs?|autore|redacción|redaktion|text|yazar|haber|"
    r"από|بقلم|作者|记者|記者|文)(?:\s*[::]|\s)\s*",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"\s*[;|/•·\n]\s*|\s*,\s+|\s+[-–—]\s+|\s+(?:and|&|und|et|y|e|og|och|en|i|и|та|ve|və|και|with)\s+|、|，"
)
_ROLE_TAIL = re.compile(r"\s*\([^()]*\)\s*|\s+(?:in|for|from|für|aus|à)\s+\S.*$")
_CREDENTIAL = re.compile(r"^(?:m\.?d|ph\.?d|jd|mba|ms|msc|ma|rn|rd|jr|sr|cpa|esq|dds|ii|iii)\.?$", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[?!:…%$€#©\[\]{}<>=+*]|\d")


def people_of(raw: str, *, outlets: frozenset[str]) -> tuple[tuple[str, ...], str | None]:
    """Return the persons and the agency that an author's field names.

    `outlets` holds the folded names of the outlet itself, which is no author.

    >>> people_of("By Jane Roe and John Doe, Reuters", outlets=frozenset())
    (('Jane Roe', 'John Doe'), 'Reuters')
    """
    text = " ".join(_ADDRESS.sub(" ", raw[:LONGEST]).split())
    if not text:
        return (), None
    byline = read_byline(text) or read_byline("By " + text)
    if byline is not None and byline.authors:
        names = tuple(name for name in map(_tidy, byline.authors) if _is_person(name, outlets))
        return names, byline.agency
    names = []
    agency = byline.agency if byline is not None else None
    for part in _SEPARATORS.split(_OPENER.sub("", text)):
        name = _tidy(part)
        if found := known_agency(name):
            agency = agency or found
        elif name and not _CREDENTIAL.match(name) and _is_person(name, outlets):
            names.append(name)
    return tuple(dict.fromkeys(names)), agency


def _tidy(part: str) -> str:
    """Return a name without the role and the signs around it; a shouted name is written as a name."""
    name = _ROLE_TAIL.sub("", _OPENER.sub("", part)).strip(" \t,;:|-–—\"'“”()")
    if len(name) > 4 and name.isupper() and " " in name:  # noqa: PLR2004  initials stay
        name = " ".join(word.capitalize() if len(word) > 2 and "." not in word else word for word in name.split())  # noqa: PLR2004
    return name


def _is_person(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether a string is a person's name and not a role's, an outlet's or a phrase."""
    if not name or len(name) > LONGEST_NAME or _NOT_A_NAME.search(name) or fold_name(name) in outlets:
        return False
    words = fold_in_place(name).replace("-", " ").split()
    if len(words) > MOST_WORDS or known_agency(name):
        return False
    if any(word.strip(".'") in ROLE_WORDS for word in words):
        return False
    if (len(words) > 1 and words[-1] in MEDIA_WORDS) or any(
        word in {"news", "tv", "radio", "media", "press", "com", "magazine"} for word in words
    ):
        return False
    return is_person_name(name) or not name.isascii()


def fold_name(name: str) -> str:
    """Return a name for comparison: letters and digits only, without case."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
