"""From what a page writes in an author's place to persons, agencies and bodies.

Rule: pure; one string at a time. A role, an outlet and an address are no person; an agency is its own field; a body
(a desk, an outlet, a team) is kept as what the page credits, never as a person.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from ingest.extract.words.agencies import known_agency
from ingest.extract.words.byline import is_person_name
from ingest.extract.words.names import MEDIA_WORDS, PARTICLES

TABLE = tomllib.loads(files("ingest.extract.html").joinpath("words/people.toml").read_text("utf-8"))

LONGEST = 300
LONGEST_HELD = 300
"""Characters of a string whose reading is kept for the next page; a page may hold a megabyte where a name stands."""
LONGEST_NAME = 50
ABBREVIATION = 5
"""Letters up to which one word in capitals is an abbreviation."""
MOST_WORDS = 5
MOST_PEOPLE = 20
SHOUTED = 4
"""Letters from which a name in capitals is written as a name; shorter ones are initials."""

ROLES = frozenset(TABLE["roles"])
NOBODY = frozenset(TABLE["nobody"])
NOT_FIRST = PARTICLES - frozenset(TABLE["first"])
"""Small words of names that open none."""
SURE_MEDIA = frozenset({"news", "tv", "radio", "media", "press", "magazine", "newspaper", "online", "broadcasting"})
"""Words that no person's name holds, wherever they stand in it."""


def _words(phrases: list[str]) -> str:
    """Write phrases as one alternative, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_ADDRESS = re.compile(r"\S+@\S+|\S+\[at\]\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_OPENER = re.compile(rf"^\W*(?:{_words(TABLE['openers'])})(?:\s*[:：՝・]\s*|\s+[-–—]\s+|\s+|$)", re.IGNORECASE)
_CUT = re.compile(rf"(?:^|(?<=[\s|,.)]))(?:{_words(TABLE['cuts'])})(?!\w)", re.IGNORECASE)
_SEPARATORS = re.compile(
    r"\s*[;|•·⋅∙‧\n/]\s*|\s*,(?!\d)\s*|\s+[-–—]\s+"
    r"|\s+(?:and|&|und|et|y|e|og|och|en|i|и|та|й|ve|və|και|with|mit|avec|con|և|და|و|dan|und mit|im Gespräch mit)\s+"
    r"|\s*[、，،／╱｜]\s*|&"
)
_BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]?")
_TAIL = re.compile(r"\s+(?:in|for|from|für|aus|à|@|via)\s+\S.*$")
_CREDENTIAL = re.compile(
    r"^(?:m\.?d|ph\.?d|j\.?d|m\.?b\.?a|ms|msc|ma|ba|bs|bsc|bsn|dvm|rn|rdn?|jr|sr|cpa|cfp|cfa|esq|dds|ii|iii|mph|np|pa-c"
    r"|lcsw|psy\.?d)\.?$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?<=\w)\s+(?:RN|RD|RDN|MD|M\.D\.|PhD|Ph\.D\.|DVM|CPA|CFP|MPH)\.?$")
_NOT_A_NAME = re.compile(r"[?!:…%$€#©<>=+*{}：]")
_DIGITS = re.compile(r"\d")
_HANDLE = re.compile(r"[a-z][\w.\-]{2,29}", re.IGNORECASE)
_GIVEN_LAST = re.compile(r"([^\W\d_][\w'’\-]+), ((?:[^\W\d_][\w'’\-]*\.?)(?: [^\W\d_]\.?)*)")
_COMPANY = re.compile(
    r"(?:S\.?A(?:\.?S)?|S\.?L|S\.?[pP]\.?A|S\.?[rR]\.?[lL]|A/?S|AB|O[yY]j?|N\.?V|B\.?V|SE|PLC|plc|UG)\.?"
)
"""The last word of a company's name, as it is written."""
_ADDRESSED = re.compile(
    r"(?<!\d)\d{5} (?-i:[A-ZÀ-Þ])\w{2,}"
    r"|(?:str(?:aße|asse|\.)|gasse|platz|allee|weg|street|road|avenue|улица|ул\.)\s?\d+\w?\b",
    re.IGNORECASE,
)
"""A post code before a town, a street before its number."""
_REPORTER = re.compile(
    rf"(?:{_words(TABLE['reporters'])})\s*[:：／/╱]?\s*"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、，,\s]+[\u3400-\u9fff]{2,4})*)(?=$|[^\w、，,\s]|[、，,\s]+[^\u3400-\u9fff])"
)
_PICTURED = re.compile(rf"(?<!\w)(?:{_words(TABLE['pictured'])})\s*[:：／/╱]\s*[^\s／/╱|｜、，,】）)]+")
_HAN = re.compile("[\u3400-\u9fff]")
BODIES = tuple(TABLE["bodies"])
BROADCASTERS = frozenset(TABLE["broadcasters"])
PLACES = frozenset(TABLE["places"])
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom an author's field names."""

    name: str
    """As the page writes it; a shouted person's name as a name."""
    kind: Literal["person", "agency", "body"]
    agency: str = ""
    """The agency's canonical name."""


def credits_in(raw: str, *, outlets: frozenset[str], believes: bool = False) -> tuple[Credit, ...]:
    """Return the persons and agencies that an author's field names, in its order; where it names none, the body.

    `outlets` holds the folded names of the outlet itself, which is no author. `believes`: the field says that a person
    stands there, so that a nickname is one.

    >>> [(credit.name, credit.kind) for credit in credits_in("By Jane Roe, Reuters", outlets=frozenset())]
    [('Jane Roe', 'person'), ('Reuters', 'agency')]
    >>> [(credit.name, credit.kind) for credit in credits_in("News Desk", outlets=frozenset())]
    [('News Desk', 'body')]
    """
    return _credits_in(raw[:LONGEST], outlets, believes)


@lru_cache(maxsize=4096)
def _credits_in(raw: str, outlets: frozenset[str], believes: bool) -> tuple[Credit, ...]:  # noqa: FBT001  a cache's key
    """Read a field of bounded length."""
    text = _opened(" ".join(_ADDRESS.sub(" ", raw).split()))
    text = without_cuts(text)
    bare = text.strip(" .,;:|-–—")
    if found := known_agency(bare):
        return (Credit(bare, "agency", found),)
    if believes and (turned := _turned(text.strip(), outlets)):
        return (Credit(turned, "person"),)
    if _ADDRESSED.search(text):
        return ()
    text = _reporters(text) if _HAN.search(text) else text
    named = _named_in(text, outlets, believes=believes)
    if named:
        return tuple(dict.fromkeys(named))[:MOST_PEOPLE]
    return (Credit(bare, "body"),) if _is_body(bare, outlets, believes=believes) else ()


def _named_in(text: str, outlets: frozenset[str], *, believes: bool) -> list[Credit]:
    """Return the persons and agencies that the parts of a line name."""
    found: list[Credit] = []
    first_words = 0
    parts = _SEPARATORS.split(_BRACKETS.sub(_unbracketed, text))
    for part in parts:
        name = tidy_name(part)
        if not name or _CREDENTIAL.match(name):
            continue
        if agency := known_agency(name):
            found.append(Credit(name, "agency", agency))
        elif _is_person(name, outlets, believes=believes and first_words < 2):  # noqa: PLR2004  after a full name, full names
            first_words = first_words or len(name.split())
            found.append(Credit(name, "person"))
        elif not found and ((not believes and len(part.split()) > MOST_WORDS) or (believes and _is_mixed(name))):
            break  # a sentence, not a byline
    return [] if _is_slogan(parts, found) else found


def _is_slogan(parts: list[str], found: list[Credit]) -> bool:
    """Tell whether a list is what a site says that it offers: words, and a phrase: "Views, News for X"."""
    singles = sum(" " not in credit.name for credit in found)
    return singles == len(found) > 1 and any(_TAIL.search(part) for part in parts)


def _reporters(text: str) -> str:
    """Return whom a Chinese or Japanese line calls its reporters; else the line without those who took its pictures."""
    text = _PICTURED.sub(" ", text).strip(" 【】〔〕「」『』")
    match = _REPORTER.search(text)
    return "、".join(re.split(r"[、，,\s]+", match["names"])) if match else text


def _turned(text: str, outlets: frozenset[str]) -> str | None:
    """Return a name that is written surname first, the given names behind a comma, as it is said."""
    match = _GIVEN_LAST.fullmatch(text)
    if match is None or not all(_is_capital(word) for word in (match[1], match[2])):
        return None
    name = f"{match[2]} {match[1]}"
    return name if _is_person(name, outlets, believes=False) and not known_agency(match[1]) else None


def _is_capital(word: str) -> bool:
    """Tell whether a word opens with a capital and is none throughout."""
    return word[0].isupper() and not (len(word) > 1 and word.isupper())


def _unbracketed(match: re.Match[str]) -> str:
    """Return what brackets hold as a part of its own, where it is an agency; a nickname inside a name stays."""
    inner = match[1].strip()
    if known_agency(inner) or match.start() == 0:
        return f" | {inner} | "
    rest = match.string[match.end() :]
    if inner.istitle() and inner.isalpha() and re.match(r"\s+[^\W\d_a-z]\w+", rest):
        return match.group()
    return " "


@lru_cache(maxsize=4096)
def _opened(text: str) -> str:
    """Take the words that open a byline off, as many as there are."""
    for _turn in range(3):
        shorter = _OPENER.sub("", text, count=1)
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def opener_only(line: str) -> bool:
    """Tell whether a line is what opens a byline and nothing else, so that the name stands on the next one.

    >>> opener_only("Written by:"), opener_only("Written off")
    (True, False)
    """
    match = _OPENER.match(line.strip())
    return match is not None and match.end() == len(line.strip())


def without_cuts(text: str) -> str:
    """Return what stands before words about the publication.

    >>> without_cuts("Jane Roe. Published on")
    'Jane Roe.'
    """
    cut = _CUT.search(text)
    return text[: cut.start()].strip() if cut else text


def tidy_name(part: str) -> str:
    """Return a name without the signs and the place around it; a shouted name is written as a name."""
    name = _TAIL.sub("", _opened(part.strip())).strip(" \t,;:|-–—\"'“”‘’[]<>.·•")
    name = _AFTER_NAME.sub("", name)
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
    if len(name) > LONGEST_NAME or _NOT_A_NAME.search(name) or is_outlet(name, outlets):
        return False
    words = [word.strip(".'’,") for word in name.casefold().replace("-", " ").split()]
    if not words or len(words) > MOST_WORDS or any(word in ROLES or word in NOBODY for word in words):
        return False
    if len(words) == 1 and name.isupper() and len(name) <= ABBREVIATION:
        return False  # the letters of an agency, or of a desk
    if _is_of_a_body(name, words, believes=believes):
        return False
    if any(word in SURE_MEDIA for word in words) or (len(words) > 1 and words[-1] in MEDIA_WORDS) or _is_host(name):
        return False
    if _DIGITS.search(name):
        return believes and _HANDLE.fullmatch(name) is not None
    if believes:
        return len(name) > 1 and not _is_mixed(name)
    if len(words) == 1:  # one word is a name only in scripts without capitals
        return len(name) > 1 and not name[0].isascii() and name[0].lower() == name[0].upper()
    return is_person_name(name) and words[0] not in NOT_FIRST


def _is_of_a_body(name: str, words: list[str], *, believes: bool) -> bool:
    """Tell whether a name is a company's, a broadcaster's, a place's or, in scripts without capitals, a paper's."""
    if len(words) == 1:
        return name.endswith(BODIES)
    is_place = words[0] in PLACES and not believes
    return is_place or words[0] in BROADCASTERS or _COMPANY.fullmatch(name.rsplit(maxsplit=1)[-1]) is not None


def _is_mixed(name: str) -> bool:
    """Tell whether capitals stand beside words that are none: a phrase. Small words of names do not count."""
    words = [word for word in name.split() if word.casefold().strip(".'’") not in PARTICLES and word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return 0 < small < len(words)


def _is_body(name: str, outlets: frozenset[str], *, believes: bool) -> bool:
    """Tell whether what stands in an author's place names a body: an outlet, a desk, a team.

    Words on the page do so only where they are the outlet's name or speak of a desk.
    """
    if not 1 < len(name) <= LONGEST_NAME or len(name.split()) > MOST_WORDS + 1 or _NOT_A_NAME.search(name):
        return False
    words = {word.strip(".'’,") for word in name.casefold().split()}
    if fold_name(name) in outlets:
        return True
    if words <= NOBODY or words & _UI:
        return False
    return any(map(str.isalpha, name)) if believes else bool(words & _DESKS) and _DIGITS.search(name) is None


_UI = frozenset(TABLE["controls"])
"""Words of what a page offers to do."""
_DESKS = frozenset(TABLE["desks"])


def is_outlet(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether a name is the outlet's own; its address may stand for it.

    >>> is_outlet("Valley Post", frozenset({"valleypostcom"})), is_outlet("Val Roe", frozenset({"valleypost"}))
    (True, False)
    """
    folded = fold_name(name)
    return folded in outlets or any(f"{folded}{ending}" in outlets for ending in ("com", "net", "org"))


def _is_host(name: str) -> bool:
    """Tell whether a name is a site's address."""
    return "." in name and " " not in name and name[-1] != "." and name.rsplit(".", 1)[-1].islower()


def fold_name(name: str) -> str:
    """Return a name for comparison: letters and digits only, without case."""
    return _folded(name) if len(name) <= LONGEST_HELD else _folded.__wrapped__(name)


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return _NO_LETTERS.sub("", name.casefold())
