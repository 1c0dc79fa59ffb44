"""Passages of a text: found by their words, with a little of what stands around them, and found again in another text.

A passage that stands several times, and whose surroundings do not tell which is meant, is lost: never moved by a guess.

Rule: pure. Offsets count characters.
"""

import hashlib
import re
from collections.abc import Sequence

from schemas.errors import CorrectionError
from schemas.marks import Anchor, Standing
from schemas.types import ContentHash

AROUND = 32
"""Characters kept of what stands before and behind a passage."""
LONGEST = 5000
"""Characters of a passage."""

Found = tuple[Standing, int | None, int | None, str]
"""Standing, start and end in the text of today, and why where it is lost."""


def anchor_of(text: str, exact: str, *, prefix: str = "", suffix: str = "", start: int | None = None) -> Anchor:
    """Return the anchor of a passage of `text`; blanks in `exact` stand for any blanks.

    `prefix`, `suffix` and `start` (an offset near it) tell which is meant where the words stand several times.
    Raises: CorrectionError where they do not stand in the text, or nothing tells which is meant.

    >>> anchor_of("The ferry sank. The ferry was raised.", "The ferry", suffix=" was").start
    16
    """
    words = exact.split()
    if not words or len(exact) > LONGEST:
        message = f"name the words of the passage: 1 to {LONGEST} characters of the article's text."
        raise CorrectionError(message)
    spans = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    if not spans:
        message = (
            f"{_short(exact)!r} does not stand in the text of the article. Copy the words as `cuttings show` has them."
        )
        raise CorrectionError(message)
    if start is not None:
        spans = [min(spans, key=lambda span: abs(span[0] - start))]
    low_high = _meant(text, spans, prefix, suffix)
    if low_high is None:
        message = (
            f"{_short(exact)!r} stands {len(spans)} times in the text. Take in words before or behind it, so that it is"
            " clear which is meant."
        )
        raise CorrectionError(message)
    low, high = low_high
    return Anchor(
        exact=text[low:high],
        prefix=text[max(0, low - AROUND) : low],
        suffix=text[high : high + AROUND],
        start=low,
        end=high,
        text_sha256=ContentHash(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()),
    )


def find_again(anchor: Anchor, text: str, text_sha256: str) -> Found:
    """Return where a passage stands in a text, which may be another one than that which it was made in."""
    if text_sha256 == anchor.text_sha256 and text[anchor.start : anchor.end] == anchor.exact:
        return ("as made", anchor.start, anchor.end, "")
    spans = _spans(text, anchor.exact)
    if not spans:
        return ("lost", None, None, "The text was read anew, and does not have these words any more.")
    found = _meant(text, spans, anchor.prefix, anchor.suffix)
    if found is None:
        why = f"The text was read anew, and has these words {len(spans)} times: which is meant cannot be told."
        return ("lost", None, None, why)
    return ("found again", *found, "")


def _spans(text: str, exact: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(exact), text)]


def _meant(text: str, spans: Sequence[tuple[int, int]], prefix: str, suffix: str) -> tuple[int, int] | None:
    """Return the only place, or the only one with the surroundings of the passage, or with one side of them."""
    if len(spans) == 1:
        return spans[0]
    before = [bool(prefix.strip()) and text[:low].endswith(prefix) for low, _ in spans]
    behind = [bool(suffix.strip()) and text[high:].startswith(suffix) for _, high in spans]
    both = [span for span, one, other in zip(spans, before, behind, strict=True) if one and other]
    either = [span for span, one, other in zip(spans, before, behind, strict=True) if one or other]
    for among in (both, either):
        if among:
            return among[0] if len(among) == 1 else None
    return None


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else f"{plain[:60]} …"  # noqa: PLR2004  what fits a line
