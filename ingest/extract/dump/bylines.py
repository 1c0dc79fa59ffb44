"""Read a byline of a dump, which has no mark to tell that it is one: by how it opens, in many languages.

Rule: pure; sees one line. What all bylines share is read by `ingest.extract.words.byline`; the openers here are data.
"""
# ruff: noqa: RUF001  signs of many scripts

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from ingest.extract.dump.lines import opens_low
from ingest.extract.dump.vocabulary import NAVIGATION, SECTION_HEADS, folded
from ingest.extract.words.byline import LONGEST_BYLINE, Byline, is_person_name, read_byline
from ingest.extract.words.cities import CITIES
from ingest.extract.words.names import MEDIA_WORDS, PARTICLES, ROLE_WORDS

_LONGEST_OPENED = 110
_TABLE = tomllib.loads(files("ingest.extract.dump").joinpath("words/bylines.toml").read_text("utf-8"))


def _alternatives(key: str) -> str:
    return "|".join(re.escape(each) for each in sorted(map(folded, _TABLE[key]), key=len, reverse=True))


_LABELLED = re.compile(rf"\W*(?:{_alternatives('labels')})\s*(?:[:：՝・/]|\|\s)\s*(?=\S)")
_SIGNED = re.compile(rf"\W*(?:{_alternatives('signs')})\s+(?=\S)")
_REPORTED = re.compile(rf"(?:{_alternatives('reporters')})\s+(?P<name>[\u3400-\u9fff]{{2,4}})")
_STEM = 4
_MENU = {word for phrase in NAVIGATION | SECTION_HEADS for word in phrase.split() if len(word) >= _STEM}
_COMMON = MEDIA_WORDS | ROLE_WORDS | (_MENU - PARTICLES)
"""Words of menus, of outlets and of offices: no name has one."""
_SENTENCE_END = (".", "?", "!", "。", "।", "։")
_FEWEST_WORDS, _MOST_WORDS = 2, 4
"""Words of a name behind a sign that is a common word elsewhere (`di`)."""


def byline_of(line: str) -> Byline | None:
    """Return what a line says as a byline, or None where it is not one.

    >>> byline_of("di Elena Tarvini").authors, byline_of("Oleh: Nadia Solena").authors, byline_of("di nuovo aperto")
    (('Elena Tarvini',), ('Nadia Solena',), None)
    """
    return _read(line) if len(line) <= LONGEST_BYLINE else None


@lru_cache(maxsize=1024)
def _read(line: str) -> Byline | None:
    shared = read_byline(line)
    if shared is not None or len(line) > _LONGEST_OPENED:
        return shared
    bare = folded(line)
    reported = _REPORTED.fullmatch(bare)
    if reported is not None:
        return Byline(authors=(line[reported.start("name") :],), agency=None, raw=line)
    labelled = _LABELLED.match(bare)
    if labelled is not None and not line.endswith(_SENTENCE_END):
        found = read_byline(f"Author: {line[labelled.end() :]}")
        return replace(found, raw=line) if found is not None and all(map(_may_be_name, found.authors)) else None
    signed = _SIGNED.match(bare)
    name = line[signed.end() :] if signed is not None else ""
    if _FEWEST_WORDS <= len(name.split()) <= _MOST_WORDS and _is_full_name(name):
        return Byline(authors=(name,), agency=None, raw=line)
    return None


def is_lone_name(line: str, headline: str) -> bool:
    """Tell whether a line is a person's name and nothing else, by its capitals, and no subject of the headline.

    >>> [is_lone_name(line, "Bridge opens") for line in ("Jane Roe", "Breaking News", "New York", "Jane Roe, Orsk")]
    [True, False, False, False]
    """
    words = line.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or "," in line or not _is_full_name(line):
        return False
    told = folded(headline)
    bare = folded(line)
    if bare in CITIES or any(word[:_STEM] in told for word in bare.split() if len(word) >= _STEM):
        return False
    if any(word.isupper() or not word[0].isupper() for word in words if len(word) > len("v.")):
        return False
    return not any(word in _COMMON for word in bare.split())


def _may_be_name(name: str) -> bool:
    """Tell whether a name is no single sign, nor of more words than names have in a script without capitals."""
    capital = name != name.lower()
    return len(name) > 1 and (capital or len(name.split()) <= _MOST_WORDS)


def _is_full_name(name: str) -> bool:
    """Tell whether words are a person's name and nothing else, each of them capitalised where its script can."""
    return is_person_name(name) and not (name.isupper() or opens_low(name)) and name[-1] not in ".:,;"
