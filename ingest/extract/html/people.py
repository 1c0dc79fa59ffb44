"""From what a page writes in an author's place to persons and agencies.

Rule: pure; one string at a time. A role, an outlet and an address are no person; an agency is its own field.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from importlib.resources import files

from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import is_person_name
from ingest.extract.words.names import MEDIA_WORDS, PARTICLES

_TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/people.toml").read_text("utf-8"))

LONGEST = 300
LONGEST_NAME = 50
MOST_WORDS = 5
MOST_PEOPLE = 20
SHOUTED = 4
"""Letters from which a name in capitals is written as a name; shorter ones are initials."""

ROLES = frozenset(_TABLE["roles"])
NOT_FIRST = PARTICLES - frozenset(_TABLE["first"])
"""Small words of names that open none."""
SURE_MEDIA = frozenset({"news", "tv", "radio", "media", "press", "magazine", "newspaper", "online", "broadcasting"})
"""Words that no person's name holds, wherever they stand in it."""


def _words(phrases: list[str]) -> str:
    """Write phrases as one alternative, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_OPENER = re.compile(rf"^\W*(?:{_words(_TABLE['openers'])})(?:\s*[::]\s*|\s+[-–—]\s+|\s+|$)", re.IGNORECASE)
_CUT = re.compile(rf"(?:^|(?<=[\s|,.)]))(?:{_words(_TABLE['cuts'])})(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_SEPARATORS = re.compile(
    r"\s*[;|•·\n/]\s*|\s*,\s+|\s+[-–—]\s+|\s+(?:and|&|und|et|y|e|og|och|en|i|и|та|ve|və|και|with|mit|avec|con)\s+|、|，|&"
)
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]?")
_TAIL = re.compile(r"\s+(?:in|for|from|für|aus|à|@)\s+\S.*$")
_CREDENTIAL = re.compile(
    r"^(?:m\.?d|ph\.?d|j\.?d|m\.?b\.?a|ms|msc|ma|rn|rdn?|jr|sr|cpa|cfp|cfa|esq|dds|ii|iii|mph|np|pa-c|lcsw|psy\.?d)\.?$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"[?!:…%$€#©<>=+*{}]|\d")
_NO_LETTERS = re.compile(r"[\W_]+")


def people_of(raw: str, *, outlets: frozenset[str], believes: bool = False) -> tuple[tuple[str, ...], str | None]:
    """Return the persons and the agency that an author's field names.

    `outlets` holds the folded names of the outlet itself, which is no author. `believes`: the field says that a person
    stands there, so that a nickname is one.

    >>> people_of("By Jane Roe and John Doe, Reuters", outlets=frozenset())
    (('Jane Roe', 'John Doe'), 'Reuters')
    """
    text = _opened(" ".join(_ADDRESS.sub(" ", raw[:LONGEST]).split()))
    cut = _CUT.search(text)
    text = text[: cut.start()] if cut else text
    names: list[str] = []
    agency: str | None = None
    if found := known_agency(text.strip(" .,;:|-")):
        return (), found
    for part in _SEPARATORS.split(_BRACKETS.sub(lambda match: " | " + match.group().strip(" ()[]（）"), text)):
        name = tidy_name(part)
        if not name or _CREDENTIAL.match(name):
            continue
        if found := known_agency(name):
            agency = agency or found
        elif _is_person(name, outlets, believes=believes):
            names.append(name)
        elif not names and not believes and len(part.split()) > MOST_WORDS:
            break  # a sentence, not a byline
    return tuple(dict.fromkeys(names))[:MOST_PEOPLE], agency


def _opened(text: str) -> str:
    """Take the words that open a byline off, as many as there are."""
    for _turn in range(3):
        shorter = _OPENER.sub("", text, count=1)
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def tidy_name(part: str) -> str:
    """Return a name without the signs and the place around it; a shouted name is written as a name."""
    name = _TAIL.sub("", _opened(part.strip())).strip(" \t,;:|-–—\"'“”‘’()[]<>.·•")
    if len(name) > SHOUTED and name.isupper() and " " in name:
        name = " ".join(_as_name(word) for word in name.split())
    return name


def _as_name(word: str) -> str:
    """Write one shouted word as part of a name; initials stay."""
    if len(word) <= 2 or "." in word:  # noqa: PLR2004  initials
        return word
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _is_person(name: str, outlets: frozenset[str], *, believes: bool) -> bool:
    """Tell whether a string is a person's name and not a role's, an outlet's or a phrase."""
    if len(name) > LONGEST_NAME or _NOT_A_NAME.search(name) or fold_name(name) in outlets:
        return False
    words = [word.strip(".'’,") for word in name.casefold().replace("-", " ").split()]
    if not words or len(words) > MOST_WORDS or any(word in ROLES for word in words):
        return False
    if any(word in SURE_MEDIA for word in words) or (len(words) > 1 and words[-1] in MEDIA_WORDS) or _is_host(name):
        return False
    if believes:
        return len(name) > 1
    if len(words) == 1:  # one word is a name only in scripts without capitals
        return len(name) > 1 and not name[0].isascii() and name[0].lower() == name[0].upper()
    return is_person_name(name) and words[0] not in NOT_FIRST


def _is_host(name: str) -> bool:
    """Tell whether a name is a site's address."""
    return "." in name and " " not in name and name[-1] != "." and name.rsplit(".", 1)[-1].islower()


def fold_name(name: str) -> str:
    """Return a name for comparison: letters and digits only, without case."""
    return _NO_LETTERS.sub("", name.casefold())
