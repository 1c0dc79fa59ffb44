"""Guess an undeclared encoding that is not UTF-8, by how plausible the words are that each reading gives.

Rule: pure and deterministic; looks at the first `SAMPLE` bytes that are not ASCII and their neighbours.
A guess is always flagged by the caller. Kept small on purpose: most undeclared pages are UTF-8.
"""

import re

from ingest.charset.labels import read_as
from ingest.charset.letters import CLOSING_SIGNS, COMMON, TYPOGRAPHY

SAMPLE = 40_000
FLOOR = 0.35
"""A reading less plausible than this is no better than the web's default."""
DEFAULT = "windows-1252"
NEIGHBOURS = 24

_MARKUP = re.compile(rb"<(script|style)\b.*?</\1>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_FOREIGN = re.compile(rb"[\x00-\x7f]{0,%d}[\x80-\xff][^<>]{0,200}" % NEIGHBOURS)


def guess_encoding(payload: bytes) -> str:
    """Return the WHATWG name of the most plausible encoding.

    >>> guess_encoding("les élèves désignés à la préfecture".encode("cp1252"))
    'windows-1252'
    """
    text = _MARKUP.sub(b" ", payload[: SAMPLE * 10])
    sample = b" ".join(match.group() for match in _FOREIGN.finditer(text))[:SAMPLE]
    scores = {name: _plausibility(read_as(sample, name), common) for name, common in COMMON.items()}
    best = max(scores, key=lambda name: (scores[name], name == DEFAULT))
    return best if scores[best] >= FLOOR else DEFAULT


def _plausibility(text: str, common: frozenset[str]) -> float:
    """Score a reading: 1 where each foreign letter is a common one in a fitting place, below 0 for noise."""
    score = 0.0
    count = 0
    before = " "
    for letter in text:
        if letter > "\x7f":
            count += 1
            score += _worth(letter, before, common)
        elif letter.isalpha() and _is_other_script(before):
            score -= 1
        before = letter
    return score / count if count else 0.0


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
