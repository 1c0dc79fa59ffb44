"""Guess an undeclared encoding that is not UTF-8, by how plausible the words are that each reading gives.

Rule: pure and deterministic; looks at the first `SAMPLE` bytes that are not ASCII and their neighbours.
A guess is always flagged by the caller. Kept small on purpose: most undeclared pages are UTF-8.
"""

import re

from ingest.charset.labels import read_as
from ingest.charset.letters import CLOSING_SIGNS, COMMON, FREQUENT, TYPOGRAPHY

SAMPLE = 6_000
WINDOW = 400_000
"""Bytes of a page in which the sample is gathered."""
FLOOR = 0.35
"""A reading less plausible than this is no better than the web's default."""
DEFAULT = "windows-1252"
NEIGHBOURS = 24
ENOUGH_FOREIGN = 40
"""Characters beyond ASCII from which a declaration may be overruled."""
DOUBTFUL = 0.5
SURE = 0.85
"""A declared reading less plausible than the first gives way to another that is more plausible than the second."""

ENOUGH_FREQUENT = 0.5
PARTS = {"koi8-r": "koi8-u", "gbk": "gb18030"}
"""Encodings that another holds whole."""
LATIN = frozenset({"windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "windows-1257"})
MANY_CAPITALS = 0.6
CAPITALS_LOSS = 0.3
RUN_LOSS = 1.2
"""An accented letter after another one: no language that is written in Latin letters is made of them."""

_MARKUP = re.compile(rb"<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_FOREIGN = re.compile(rb"[\x00-\x7f]{0,%d}+[\x80-\xff][^<>]{0,200}" % NEIGHBOURS)


def guess_encoding(payload: bytes) -> str:
    """Return the WHATWG name of the most plausible encoding.

    >>> guess_encoding("les élèves désignés à la préfecture".encode("cp1252"))
    'windows-1252'
    """
    name, score = _most_plausible(_sample_of(payload))
    return name if score >= FLOOR else DEFAULT


def overruled_by(payload: bytes, named: str, *, enough: int = ENOUGH_FOREIGN) -> str | None:
    """Return the encoding that bytes are written in beyond doubt where the one that somebody names gives noise.

    >>> overruled_by(("Жители посёлка третий день остаются без воды. " * 2).encode("cp1251"), "windows-1252")
    'windows-1251'
    """
    named = PARTS.get(named, named)
    if named not in COMMON:
        return None
    sample = _sample_of(payload)
    text = read_as(sample, named)
    if sum(letter > "\x7f" for letter in text) < enough or _plausibility(text, named) >= DOUBTFUL:
        return None
    name, score = _most_plausible(sample)
    return name if score >= SURE else None


def _sample_of(payload: bytes) -> bytes:
    """Return the first bytes that are not ASCII, with their neighbours, without markup."""
    text = _MARKUP.sub(b" ", payload[:WINDOW])
    pieces: list[bytes] = []
    size = 0
    for match in _FOREIGN.finditer(text):
        pieces.append(match.group())
        size += len(pieces[-1])
        if size >= SAMPLE:
            break
    return b" ".join(pieces)[:SAMPLE]


def _most_plausible(sample: bytes) -> tuple[str, float]:
    """Return the encoding whose reading of the sample is most plausible, and how plausible it is."""
    scores = {name: _plausibility(read_as(sample, name), name) for name in COMMON}
    best = max(scores, key=lambda name: (scores[name], name == DEFAULT))
    return best, scores[best]


def _plausibility(text: str, encoding: str) -> float:
    """Score a reading: 1 where each foreign letter is a common one in a fitting place, below 0 for noise."""
    common = COMMON[encoding]
    is_latin = encoding in LATIN
    score = 0.0
    foreign: list[str] = []
    before = " "
    for letter in text:
        if letter > "\x7f":
            foreign.append(letter)
            score += _worth(letter, before, common)
            if is_latin and before > "\x7f" and before.isalpha() and letter.isalpha():
                score -= RUN_LOSS
        elif letter.isalpha() and _is_other_script(before):
            score -= 1
        before = letter
    return score / len(foreign) - _oddity("".join(filter(str.isalpha, foreign)), encoding) if foreign else 0.0


def _oddity(letters: str, encoding: str) -> float:
    """Return what a reading loses for its letters as a whole: a script read as another has other letters most often."""
    if not letters or encoding not in FREQUENT:
        return 0.0
    share = sum(map(FREQUENT[encoding].__contains__, letters)) / len(letters)
    capitals = sum(map(str.isupper, letters)) / len(letters)
    return 2 * max(0.0, ENOUGH_FREQUENT - share) + (CAPITALS_LOSS if capitals > MANY_CAPITALS else 0.0)


def _worth(letter: str, before: str, common: frozenset[str]) -> float:
    """Score one letter after another."""
    if letter in common:
        worth = 1.0
    elif letter in TYPOGRAPHY:
        return 0.5 if not before.isalpha() or letter in CLOSING_SIGNS else 0.1
    elif letter.isalpha():
        worth = 0.2
    else:
        return -3.0 if letter == "\ufffd" else -1.0
    if letter.isupper() and before.islower():
        worth -= 1.5
    if before.isascii() and before.isalpha() and _is_other_script(letter):
        worth -= 1.5
    return worth


def _is_other_script(letter: str) -> bool:
    """Tell whether a letter is not Latin (nothing before Greek is)."""
    return letter >= "\u0370" and letter.isalpha() and not "\u1e00" <= letter <= "\u1fff"
